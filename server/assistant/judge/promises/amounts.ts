import { number, numberOf } from './numbers.ts'

/** A value found in a text that {@link plainText} made. */
export interface FoundValue {
  /** Canonical: two of the same value are the same string, in whatever words and language they stood. */
  value: string
  start: number
  end: number
}

// By what stands in the text to ISO 4217. A lone "$" is the shop's dollar, a lone "¥" is the yuan.
const currencies: readonly (readonly [code: string, before: string, after: string])[] = [
  ['CAD', String.raw`ca?\$|cad`, 'canadian dollars?|cad|加元'],
  ['AUD', String.raw`au?\$|aud`, 'australian dollars?|aud|澳元'],
  ['HKD', String.raw`hk\$|hkd`, 'hkd|港元|港币'],
  ['SGD', String.raw`s\$|sgd`, 'sgd|新元|新加坡元'],
  [
    'USD',
    String.raw`us ?\$|usd|美元|\$`,
    String.raw`(?:us |u\.s\. )?dollars?|bucks?|usd|us\$|美元|美金|刀|\$`,
  ],
  ['EUR', '€|eur', 'euros?|eur|€|欧元|欧'],
  ['GBP', '£|gbp', 'pounds?(?! of)|quid|gbp|£|英镑'],
  ['JPY', 'jpy', 'yen|jpy|日元'],
  ['CHF', 'chf', 'swiss francs?|francs?|chf|瑞郎|法郎'],
  ['CNY', '¥|cny|rmb|人民币', 'yuan|rmb|cny|元人民币|元|块钱|块|¥'],
]
const before = currencies.map(([, each]) => `(${each})`).join('|')
const after = currencies.map(([, , each]) => `(${each})`).join('|')
const prefixed = new RegExp(
  String.raw`(?<![a-z])(?:${before}) ?(${number})(k(?![a-z]))?(?: ?(?:${after})(?![a-z]))?`,
  'g',
)
const suffixed = new RegExp(String.raw`(${number})(k(?![a-z]))?[ -]?(?:${after})(?![a-z\d])`, 'g')
const cents = new RegExp(String.raw`(${number}) ?(cents?|pence|美分)(?![a-z])`, 'g')
const points = new RegExp(String.raw`(${number}) ?(?:(?:bonus |loyalty |extra |reward )?points|个?积分)`, 'g')
const named =
  /(?<![a-z])(?:an? )?(tenner|fiver|dollar|buck|euro)(?= back| off| voucher| coupon| refund|[.,!]|$)/g
const namedValues: Readonly<Record<string, string>> = {
  tenner: 'GBP 1000',
  fiver: 'GBP 500',
  dollar: 'USD 100',
  buck: 'USD 100',
  euro: 'EUR 100',
}

/** The sums of money in a text: `USD 2000` for $20.00, in hundredths of the currency. */
export function amountsIn(text: string): FoundValue[] {
  const found: FoundValue[] = []
  const size = currencies.length
  for (const match of text.matchAll(prefixed)) {
    const leading = match.slice(1, size + 1).findIndex((each) => each !== undefined)
    const trailing = match.slice(size + 3).findIndex((each) => each !== undefined)
    // In "¥20日元" or "$20 加元" the unit behind the number is the clearer one.
    const code = currencies[trailing >= 0 ? trailing : leading]?.[0]
    add(found, match, amountOf(code, match[size + 1], match[size + 2]))
  }
  for (const match of text.matchAll(suffixed)) {
    // 一块 also means "together".
    if (match[0] === '一块') continue
    const place = match.slice(3).findIndex((each) => each !== undefined)
    add(found, match, amountOf(currencies[place]?.[0], match[1], match[2]))
  }
  for (const match of text.matchAll(cents)) {
    const value = numberOf(match[1] ?? '')
    add(found, match, value === undefined ? undefined : `${match[2] === 'pence' ? 'GBP' : 'USD'} ${value}`)
  }
  for (const match of text.matchAll(points)) {
    const value = numberOf(match[1] ?? '')
    add(found, match, value === undefined ? undefined : `POINTS ${value}`)
  }
  for (const match of text.matchAll(named)) add(found, match, namedValues[match[1] ?? ''])
  return found
}

function amountOf(code: string | undefined, digits: string | undefined, kilo: string | undefined) {
  const value = numberOf(digits ?? '')
  if (code === undefined || value === undefined) return undefined
  return `${code} ${Math.round(value * (kilo ? 100_000 : 100))}`
}

const shares: Readonly<Record<string, string>> = { half: '50%', third: '33%', quarter: '25%', fifth: '20%' }
const percent = new RegExp(String.raw`(${number}) ?(?:%|percent|per cent|个百分点)`, 'g')
const chinesePercent = new RegExp(String.raw`百分之(${number})`, 'g')
// 八折 leaves 80 of 100 to pay. A table that folds (折叠) is no discount.
const discount = new RegExp(String.raw`(${number}) ?折(?![叠扣旧返])`, 'g')
const share =
  /(?<![a-z])(?:an? )?(half|third|quarter|fifth)(?: of)?(?: the)? (?:off|price|less)(?![a-z])|(?<![a-z])(?:pays?|paying|costs?)(?: only| just)? (half)(?![a-z])/g
const chineseHalf = /半价|对折(?!叠)|打五折/g

/** The shares in a text: `20%` for "20 % off" and for 八折. */
export function percentsIn(text: string): FoundValue[] {
  const found: FoundValue[] = []
  for (const pattern of [percent, chinesePercent]) {
    for (const match of text.matchAll(pattern)) {
      const value = numberOf(match[1] ?? '')
      add(found, match, value === undefined ? undefined : `${value}%`)
    }
  }
  for (const match of text.matchAll(discount)) {
    const paid = numberOf(match[1] ?? '')
    if (paid === undefined || paid <= 0 || paid >= 100) continue
    add(found, match, `${Math.round(1_000 - (paid < 10 ? paid * 100 : paid * 10)) / 10}%`)
  }
  for (const match of text.matchAll(share)) add(found, match, shares[match[1] ?? match[2] ?? ''])
  for (const match of text.matchAll(chineseHalf)) add(found, match, '50%')
  return found
}

function add(found: FoundValue[], match: RegExpExecArray, value: string | undefined): void {
  if (value === undefined) return
  const start = match.index
  found.push({ value, start, end: start + match[0].length })
}
