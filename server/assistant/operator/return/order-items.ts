import type { Language } from '#shared/knowledge.ts'
import type { OrderItem, OrderView } from '../../../connectors/index.ts'
import { normalise } from '../../../knowledge/index.ts'
import { plainly } from '../plain.ts'
import { operatorWords } from '../words/index.ts'

/** The most items that stand on buttons; more are named in words. */
export const mostButtons = 6

/** An item as its button and the sentences call it. */
export function itemName({ name, variant }: OrderItem, language: Language): string {
  const called = plainly(name[language], 60)
  const kind = variant === undefined ? '' : plainly(variant, 30)
  return kind === '' ? called : language === 'zh' ? `${called}（${kind}）` : `${called} (${kind})`
}

/** "2 × Trek wool socks (40–43), Tern trail shoe (EU 43)". */
export function namedItems(
  picked: readonly { id: string; quantity: number }[],
  order: OrderView,
  language: Language,
): string {
  const names = order.items.flatMap((item) => {
    const quantity = picked.find(({ id }) => id === item.id)?.quantity
    if (quantity === undefined) return []
    const name = itemName(item, language)
    if (quantity === 1) return [name]
    return [language === 'zh' ? `${name} × ${quantity}` : `${quantity} × ${name}`]
  })
  return operatorWords[language].inNames(names)
}

const everything =
  /^(?:all|both|everything|all (?:of )?(?:them|it|items?)|the (?:whole|entire|complete) (?:order|thing|lot)|both of them)[\s.!]*$|\b(?:whole|entire|complete) order\b|\beverything\b|\ball (?:of )?(?:the |my )?items\b|\bboth items\b|全部|所有|全都|都退|整单|整个订单|全退|^都(?:要|退)?[。.!！]?$/

/** The items of an order that a text names: all of them, by button, by place, or by words that name only them. */
export function itemsIn(text: string, order: OrderView, language: Language): OrderItem[] {
  const said = text.trim()
  const byButton = order.items.find((item) => itemName(item, language) === said)
  if (byButton) return [byButton]
  const plain = normalise(said)
  if (said === operatorWords[language].allItems || everything.test(plain)) return [...order.items]
  const place = placeIn(plain, order.items.length)
  if (place !== undefined) return order.items.slice(place, place + 1)
  const words = order.items.map((item) => namingWords(item))
  const holders = (word: string) => words.filter((each) => each.has(word)).length
  return order.items.filter((_item, index) =>
    [...(words[index] ?? [])].some((word) => holders(word) === 1 && isSaid(word, plain)),
  )
}

function placeIn(plain: string, count: number): number | undefined {
  const ordinal =
    /^(?:the )?(?:(first|1st)|(second|2nd)|(third|3rd)|(last))(?: one| item)?[\s.!]*$|^第([一二三四五六])[个件项][\s。.!！]*$/.exec(
      plain,
    )
  const [, first, second, third, last, chinese] = ordinal ?? []
  const place = first ? 0 : second ? 1 : third ? 2 : last ? count - 1 : '一二三四五六'.indexOf(chinese ?? '-')
  return place >= 0 && place < count ? place : undefined
}

/** Words without their plural; of Chinese names every pair of characters and the last one: 鞋, 灯, 袋. */
function namingWords({ name, variant }: OrderItem): Set<string> {
  const text = normalise(`${name.en} ${name.zh} ${variant ?? ''}`).slice(0, 300)
  const latin = (text.match(/[\p{Script=Latin}\d]{2,}/gu) ?? []).map(singular)
  const han = (text.match(/\p{Script=Han}+/gu) ?? []).flatMap((run) => [
    ...Array.from({ length: run.length - 1 }, (_, place) => run.slice(place, place + 2)),
    run.slice(-1),
  ])
  return new Set([...latin.filter((word) => !['the', 'for', 'of', 'and', 'eu'].includes(word)), ...han])
}

function isSaid(word: string, plain: string): boolean {
  if (/^\p{Script=Han}/u.test(word)) return plain.includes(word)
  return (plain.match(/[\p{Script=Latin}\d]{2,}/gu) ?? []).map(singular).includes(word)
}

function singular(word: string): string {
  return word.length > 3 && /[^s]s$/.test(word) ? word.slice(0, -1) : word
}

const numerals: Record<string, number> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  a: 1,
  both: 2,
  一: 1,
  两: 2,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
}

/** How many pieces a reply names, within what was bought. */
export function quantityIn(text: string, most: number, language: Language): number | undefined {
  const plain = normalise(text).trim()
  if (text.trim() === operatorWords[language].allPieces || /^(?:all|both|全部|都|全)/.test(plain)) return most
  const word =
    /^(?:just |only |就|只)?(?:退)?(\d{1,3}|one|two|three|four|five|[一两二三四五])(?![\d-])[^\d]{0,12}$/.exec(
      plain,
    )?.[1]
  const count = word === undefined ? undefined : (numerals[word] ?? Number(word))
  return count !== undefined && count >= 1 && count <= most ? count : undefined
}
