import type { ProductView } from '../../../connectors/index.ts'
import { normalise } from '../../../knowledge/index.ts'
import { isFunctionWord } from '../../answering/content-words.ts'

/** A product is named where a text holds this share of what tells its name from the others, 0 to 1. */
const namedFrom = 0.3
/** The next best must fit this much worse, or the visitor is asked which is meant. */
const clearly = 0.8
/** Words that are in many names weigh little; a name of nothing else is none. */
const kinds = new Set(
  `tent tents jacket jackets backpack backpacks pack packs bag bags sleeping shoe shoes boot boots stove stoves bottle
  bottles lamp headlamp torch poles pole mat mug gloves socks card gift camp walking set 帐篷 夹克
  背包 睡袋 雨衣 炉 气炉 头灯 手杖 登山 登山杖 山杖 水壶 保温 温瓶 手套 凉鞋 跑鞋 山靴 冬靴 礼品 品卡 冬季 夏季 越野 双人 四人 单人 人帐`.split(
    /\s+/,
  ),
)

/** How far a text names each of these products, best first; those that it does not name are left out. */
export function namedIn(
  text: string,
  products: readonly ProductView[],
): { product: ProductView; share: number }[] {
  const said = termsOf(text)
  const plain = normalise(text)
  // A name of one Chinese character stands inside a longer run: 鸻凉鞋.
  const isSaid = (term: string) => said.has(term) || (/^\p{Script=Han}$/u.test(term) && plain.includes(term))
  const names = products.map(({ name }) => {
    const chinese = termsOf(name.zh)
    // Few say both halves of a name in two scripts.
    const han = new Set([...chinese].filter((term) => /^\p{Script=Han}/u.test(term)))
    return [termsOf(name.en), chinese, han]
  })
  const holders = (term: string) => names.filter((each) => each.some((terms) => terms.has(term))).length
  const weightOf = (term: string) => (kinds.has(term) ? 0.25 : 1) / Math.max(1, holders(term))
  const shareOf = (terms: ReadonlySet<string>) => {
    const own = [...terms]
    const whole = own.reduce((sum, term) => sum + weightOf(term), 0)
    const telling = own.filter(isSaid)
    if (whole === 0 || !telling.some((term) => !kinds.has(term) && !/^\d+$/.test(term))) return 0
    return telling.reduce((sum, term) => sum + weightOf(term), 0) / whole
  }
  return products
    .map((product, index) => ({ product, share: Math.max(...(names[index] ?? []).map(shareOf)) }))
    .filter(({ share }) => share >= namedFrom)
    .sort((one, other) => other.share - one.share)
}

/** The product that a text names; several where it may be any of them. */
export function meantIn(text: string, products: readonly ProductView[]): ProductView[] {
  const named = namedIn(text, products)
  const best = named[0]?.share ?? 0
  return named.filter(({ share }) => share >= best * clearly).map(({ product }) => product)
}

/** Words without their plural, single figures, and pairs of Chinese characters. */
function termsOf(text: string): Set<string> {
  const plain = normalise(text).slice(0, 300)
  const words = (plain.match(/[\p{Script=Latin}]{2,}|\d+/gu) ?? [])
    .filter((word) => !isFunctionWord(word))
    .map((word) => (word.length > 3 && /[^s]s$/.test(word) ? word.slice(0, -1) : word))
  const pairs = (plain.match(/\p{Script=Han}+/gu) ?? []).flatMap((run) =>
    run.length === 1
      ? [run]
      : Array.from({ length: run.length - 1 }, (_, place) => run.slice(place, place + 2)),
  )
  return new Set([...words, ...pairs])
}

/** The variant of a product that a text asks for, or the words of one that it does not have. */
export function variantIn(
  text: string,
  product: ProductView,
): { found: ProductView['variants'][number] } | { asked: string } | undefined {
  const plain = text.normalize('NFKC')
  const found = product.variants.find(({ name }) =>
    [name.en, name.zh].some((each) => isVariantSaid(each, plain)),
  )
  if (found) return { found }
  const asked =
    /\bsize (\d{2}(?:\.5)?|[xsml]{1,4})\b/i.exec(plain)?.[1] ??
    /\bin (?:an? )?(XXS|XS|S|M|L|XL|XXL|XXXL|EU \d{2}(?:\.5)?)\b/.exec(plain)?.[1] ??
    /(\d{2}(?:\.5)?|(?<![a-z])[xsml]{1,4}) ?码/i.exec(plain)?.[1]
  return asked === undefined ? undefined : { asked: asked.toUpperCase() }
}

function isVariantSaid(name: string, text: string): boolean {
  if (/^[XSML]{1,4}$/.test(name)) {
    // A small s or m is a letter of a word, unless "size" stands before it.
    return new RegExp(
      `(?<![\\p{Script=Latin}'’])${name}(?![\\p{Script=Latin}])|\\bsize ${name.toLowerCase()}\\b|(?<![a-z])${name.toLowerCase()} ?码`,
      'u',
    ).test(text)
  }
  const number = /^\D*(\d{2})$/.exec(name)?.[1]
  if (number !== undefined)
    return new RegExp(`(?:EU|size|码) ?${number}(?!\\d)|(?<!\\d)${number} ?码`, 'i').test(text)
  return name.length > 1 && text.toLowerCase().includes(name.toLowerCase())
}
