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
  ['INR', String.raw`rs\.?|inr|₹`, 'rupees?|inr|卢比'],
  ['KRW', 'krw|₩', 'krw|韩元|韩币'],
  ['TWD', String.raw`nt\$|twd`, 'twd|新?台币'],
  ['KR', 'kr|sek|nok|dkk', 'kr|sek|nok|dkk|kron(?:or|er)|克朗'],
  ['CNY', '¥|cny|rmb|人民币', 'yuan|rmb|cny|元人民币|元|圆(?![形桌领点球角筒顶柱])|块钱|块|¥'],
]
const before = currencies.map(([, each]) => `(${each})`).join('|')
const after = currencies.map(([, , each]) => `(${each})`).join('|')
const prefixed = new RegExp(
  String.raw`(?<![a-z])(?:${before}) ?(${number})(k(?![a-z]))?(?: ?(?:${after})(?![a-z]))?`,
  'g',
)
const suffixed = new RegExp(String.raw`(${number})(k(?![a-z]))?[ -]?(?:${after})(?![a-z\d])`, 'g')
const cents = new RegExp(
  String.raw`(${number}) ?(cents?|pence|美分|毛(?!巾|衣|线|毯|孔|病)|角钱)(?![a-z])`,
  'g',
)
// "Fifteen dollars and fifty cents" is one sum.
const withCents = new RegExp(
  String.raw`(${number})[ -]?(?:${after})(?: and|,)? (${number}) ?(?:cents?|pence)(?![a-z])`,
  'g',
)
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
export function amountsIn(whole: string): FoundValue[] {
  const found: FoundValue[] = []
  const size = currencies.length
  const text = whole.replace(withCents, (together, ...groups: (string | undefined)[]) => {
    const place = groups.slice(1, size + 1).findIndex((each) => each !== undefined)
    const [first, last] = [numberOf(groups[0] ?? ''), numberOf(groups[size + 1] ?? '')]
    const start = Number(groups[size + 2])
    const value = first === undefined || last === undefined ? undefined : Math.round(first * 100 + last)
    if (value === undefined || place < 0) return together
    found.push({ value: `${currencies[place]?.[0]} ${value}`, start, end: start + together.length })
    return ' '.repeat(together.length)
  })
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
    add(found, match, centsOf(match[1], match[2]))
  }
  for (const match of text.matchAll(points)) {
    const value = numberOf(match[1] ?? '')
    add(found, match, value === undefined ? undefined : `POINTS ${value}`)
  }
  for (const match of text.matchAll(named)) add(found, match, namedValues[match[1] ?? ''])
  return found
}

function centsOf(digits: string | undefined, name: string | undefined) {
  const value = numberOf(digits ?? '')
  if (value === undefined) return undefined
  if (name === '毛' || name === '角钱') return `CNY ${value * 10}`
  return `${name === 'pence' ? 'GBP' : 'USD'} ${value}`
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
const chineseHalf = /半价|对折(?!叠)|打五折|[减省降]一?半|一半的?(?:价|钱|货款|款项)/g
// 两成 of the price, 减三分之一; a cloth of 三成 wool is no discount.
const lowered = String.raw`(?:减|降|优惠|便宜|退|返|省|让)[^,.!?;。\n]{0,4}`
const tenths = new RegExp(String.raw`(?<=${lowered})(${number}) ?成(?![功为员立本交])`, 'g')
const fraction = new RegExp(String.raw`(?<=${lowered})(${number})分之(${number})`, 'g')

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
  for (const match of text.matchAll(tenths)) {
    const value = numberOf(match[1] ?? '')
    add(found, match, value === undefined ? undefined : `${value * 10}%`)
  }
  for (const match of text.matchAll(fraction)) {
    const [whole, part] = [numberOf(match[1] ?? ''), numberOf(match[2] ?? '')]
    // 百分之二十 is read above.
    if (whole && part && whole !== 100) add(found, match, `${Math.floor((part / whole) * 100)}%`)
  }
  return found
}

function add(found: FoundValue[], match: RegExpExecArray, value: string | undefined): void {
  if (value === undefined) return
  const start = match.index
  found.push({ value, start, end: start + match[0].length })
}
