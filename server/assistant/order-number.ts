import { orderNumbersOf, type ShopConnector } from '../connectors/index.ts'
import type { Turn } from './turn.ts'

// Order numbers as visitors write them. Every shop counts in its own way, and an address, a colour or a price has figures
// as well: a number counts where its form or the words before it say that an order is meant. What visitors leave out of
// the numbers of one shop its connector knows.

/** What names an order right before its number: no parcel's, which carriers count. */
const named = String.raw`(?:\border(?:'s)?(?: numbers?| no\.?| nr\.?| num\.?| id| code)?(?: #)?(?: is)?|订单(?:编号|号码?)?(?:是|为)?|(?<!快递|物流|运|货|面)单号(?:是|为)?)\s?[:：，,]?\s?[（(“"「]?`
/** The same where no letter and no `#` helps: "order 500 pieces" and 订单 3 件 speak of something else. */
const namedNumber = String.raw`(?:\border (?:numbers?|no\.?|nr\.?|num\.?|id|code)(?: is)?|订单(?:编号|号码?)(?:是|为)?|(?<!快递|物流|运|货|面)单号(?:是|为)?)\s?[:：]?\s?`

const patterns: readonly RegExp[] = [
  /(?<![\w#&-])(?<number>[a-z]{2,4}-\d{5,12})(?![\w@-])/i,
  // "#W2378156" is nothing else wherever it stands; "#1204" may be a flat.
  /(?<![\w#&])#(?<number>[a-z]{1,4}-?\d{5,12})(?![\w-])/i,
  new RegExp(
    String.raw`${named}(?:#\s?(?=[a-z\d])|(?=[a-z]{1,4}-?\d{4}))(?<number>[a-z]{0,4}-?\d{3,12})(?![\w-])`,
    'i',
  ),
  new RegExp(String.raw`${named}(?<number>\d{6})(?![\d-])`, 'i'),
  new RegExp(String.raw`${namedNumber}(?<number>\d{3,12})(?![\w-])`, 'i'),
  /(?<![\w#-])(?<number>\d{6})(?:号|这个|那个|的)?\s?(?:订单|这单|那单)/,
  /(?<=\b(?:is|has|track|return|refund|cancel|about|of|from)\s)#(?<number>[a-z]{0,4}-?\d{3,12})(?![\w-])/i,
  /(?<=[查退改单]\S{0,3}\s?)#(?<number>[a-z]{0,4}-?\d{3,12})(?![\w-])/i,
  /^\s{0,3}#(?<number>[a-z]{0,4}-?\d{3,12})(?=[\s.,!?，。！？]{0,3}$|[\s,，;；]{1,3}\S{3,80}@)/i,
]

const all = patterns.map((pattern) => new RegExp(pattern, 'gi'))

/** The turn with the order numbers of its shop in full, so that everybody who reads it knows them. */
export function withOrderNumbers(turn: Turn, shop: ShopConnector | undefined): Turn {
  const { inFull } = orderNumbersOf(shop?.orderExample)
  return { ...turn, text: inFull(turn.text), messages: turn.messages.map(inFull) }
}

/** The first order number of a text, without `#`. */
export function orderNumberIn(text: string): string | undefined {
  const plain = text.normalize('NFKC')
  for (const pattern of patterns) {
    const number = pattern.exec(plain)?.groups?.number
    if (number !== undefined) return number
  }
  return undefined
}

/** The number in a reply to our asking for one, which may be the number alone, or beside an e-mail address. */
export function orderNumberAlone(text: string): string | undefined {
  const rest = text
    .slice(0, 300)
    .normalize('NFKC')
    .replace(/\S{1,64}@\S{1,190}/, ' ')
    .trim()
  return /^[^\p{L}\p{N}]{0,3}([a-z]{0,4}-?\d{3,12})[^\p{L}\p{N}]{0,3}$/iu.exec(rest)?.[1]
}

/** The text with something else in the place of every order number. */
export function withoutOrderNumbers(text: string, instead: string): string {
  return all.reduce((rest, pattern) => rest.replace(pattern, instead), text)
}
