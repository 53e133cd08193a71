/** How one shop writes its order numbers. */
export interface OrderNumbers {
  /** The text with every number of this shop in full, however the visitor wrote it: `nl 100234`, `order 1001`. */
  inFull(text: string): string
  /** A number by itself, in full: `100234` is `NL-100234`. What is none of this shop's stays as it is. */
  complete(number: string): string
}

const cue =
  '(?<!\\b(?:to|can|could|may|i|we|in) )\\border(?: number| no\\.?| nr\\.?| id)?(?: is)?|订单号?(?:是|为)?|单号(?:是|为)?'
/** After bare digits: the end of what is said of the number. "Order 500 pieces" and 订单 3 件 speak of something else. */
const ended =
  "(?=\\s*(?:$|[.,;:!?，。；：！？)（(]|[\\w.+-]{1,64}@|(?:is|was|has|had|hasn't|have|isn't|not|did|didn't|does|doesn't|will|should|can|shipped|sent|arrived|delivered|gone|left|been|late|missing|and|but|because|please|still|yet|to|from|with|i|my|it|the)\\b|(?![个件双条元块天盒箱套只])\\p{Script=Han}))"

/**
 * Reads the form of a shop's numbers from one of them: letters before a fixed count of digits (`NL-100234`), `#` before
 * digits (`#1001`), or digits alone (`1234`). Visitors leave the letters out, or the hyphen. An example in any other
 * form tells nothing, and numbers are only read where their words mark them for every shop.
 */
export function orderNumbersOf(example: string | undefined): OrderNumbers {
  const form = /^(?<mark>#|[a-z]{1,4})?(?<join>-?)(?<digits>\d{3,12})$/i.exec(example ?? '')?.groups
  if (form === undefined) return { inFull: (text) => text, complete: (number) => number }
  const { mark = '', join = '', digits = '' } = form
  if (mark === '' || mark === '#') {
    // Counted from one up: later ones have more digits.
    const bare = new RegExp(
      `(${cue})\\s*[:：]?\\s*(\\d{${Math.min(3, digits.length)},12})(?![\\w-])${ended}`,
      'giu',
    )
    return { inFull: (text) => text.replace(bare, '$1 #$2'), complete: (number) => number.replace(/^#/, '') }
  }
  const count = `(\\d{${digits.length}})(?!\\d)`
  const between = mark.length > 1 ? '[-‐–— ]?' : '[-‐–—]?'
  const marked = new RegExp(`(?<![a-z0-9])${mark}${between}${count}`, 'gi')
  const bare = new RegExp(`(${cue})\\s*[:：]?\\s*#?\\s*${count}`, 'gi')
  const alone = new RegExp(`^#?(?:${mark}${between})?${count}$`, 'i')
  return {
    inFull: (text) => text.replace(marked, `${mark}${join}$1`).replace(bare, `$1 ${mark}${join}$2`),
    complete: (number) => number.trim().replace(alone, `${mark}${join}$1`),
  }
}
