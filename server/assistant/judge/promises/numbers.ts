const englishWords: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
}
const englishScales: Readonly<Record<string, number>> = { dozen: 12, hundred: 100, thousand: 1_000 }
const chineseDigits = '零一二三四五六七八九'
const chineseScales: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000 }
// What else stands for a digit or a scale: sums are written out so that nobody can alter them.
const variants: Readonly<Record<string, string>> = Object.fromEntries(
  '两二 〇零 壹一 贰二 叁三 肆四 伍五 陆六 柒七 捌八 玖九 拾十 佰百 仟千 廿二十 卅三十'
    .split(' ')
    .map(([variant = '', ...plain]) => [variant, plain.join('')]),
)

const word = [...Object.keys(englishWords).toReversed(), ...Object.keys(englishScales)].join('|')

/**
 * Source of a pattern for one number: 1,299.00 · twenty-five · a hundred and ten · 二十五 · 贰拾, which is for money only
 * (大陆 and 收拾 are no numbers). No group; bounded.
 */
export const number = String.raw`(?:(?<!\d|\d[.,])\d{1,9}(?:[.,]\d{1,9}){0,3}(?!\d)|(?<![a-z])(?:an? (?=hundred|thousand|dozen))?(?:${word})(?:(?:-| and | )(?:${word})){0,5}(?![a-z])|(?<![零〇一二两三四五六七八九十百千万半])[零〇一二两三四五六七八九十百千万半]{1,10}|(?<![零壹贰叁肆伍陆柒捌玖拾佰仟万廿卅])[零壹贰叁肆伍陆柒捌玖拾佰仟万廿卅]{1,10}(?=[ 元圆块美欧英日港]))`

/** The value of what {@link number} found; `undefined` for what only looks like a number (十百). */
export function numberOf(text: string): number | undefined {
  if (/\d/.test(text)) return digitsValue(text)
  const value = /[a-z]/.test(text) ? englishValue(text) : chineseValue(text)
  return Number.isFinite(value) ? value : undefined
}

/** A separator with one or two digits behind it is a decimal point, whatever sign it is; others part thousands. */
function digitsValue(text: string): number {
  const [, whole = text, decimals = ''] = /^(.*)[.,](\d{1,2})$/.exec(text) ?? []
  return Number(`${whole.replace(/[.,]/g, '')}.${decimals || '0'}`)
}

function englishValue(text: string): number {
  let total = 0
  let current = 0
  for (const each of text.split(/[ -]/)) {
    const scale = englishScales[each]
    if (scale === undefined) current += englishWords[each] ?? 0
    else if (scale === 1_000) {
      total += Math.max(1, current) * scale
      current = 0
    } else current = Math.max(1, current) * scale
  }
  return total + current
}

function chineseValue(text: string): number {
  if (text === '半') return 0.5
  // 一两天 are two at most.
  if (/^(?:一[两二]|[两二]三|三四|四五|五六|六七|七八|八九)$/.test(text)) return chineseValue(text.slice(1))
  const plain = text.replace(/[两〇壹贰叁肆伍陆柒捌玖拾佰仟廿卅]/g, (each) => variants[each] ?? each)
  const [high, low] = plain.split('万')
  if (low !== undefined) return sectionValue(high ?? '') * 10_000 + sectionValue(low || '零')
  return sectionValue(plain)
}

/** Below 10 000; a row of digits without scales is read digit by digit (八五 is 85). */
function sectionValue(text: string): number {
  if (!/[十百千]/.test(text)) return Number([...text].map((each) => chineseDigits.indexOf(each)).join(''))
  let total = 0
  let digit = 1
  let isDigitOpen = false
  for (const each of text) {
    const scale = chineseScales[each]
    if (scale !== undefined) {
      total += digit * scale
      digit = 1
      isDigitOpen = false
    } else if (each !== '零') {
      digit = chineseDigits.indexOf(each)
      isDigitOpen = true
    }
  }
  return isDigitOpen ? total + digit : total
}
