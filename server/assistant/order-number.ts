// Order numbers as visitors write them. Every shop counts in its own way, and an address, a colour or a price has figures
// as well: what is no number of the demo shop counts where its form or the words before it say that an order is meant.

/** What stands before the digits where a visitor leaves it out: the demo shop's mark. */
const demoMark = 'NL'

const marked = /(?<![a-z0-9])nl[-‐–— ]?(?<number>\d{6})(?!\d)/i
const sixDigits =
  /(?:\border(?: number| no\.?| nr\.?| id)?(?: is)?|订单号?(?:是|为)?|单号(?:是|为)?)\s*[:：#]?\s*#?\s*(?<number>\d{6})(?!\d)/i

const others: readonly RegExp[] = [
  // "#W2378156" is nothing else wherever it stands; "#1204" may be a flat.
  /(?<![\w#&])#(?<number>[a-z]{1,4}-?\d{5,12})(?![\w-])/i,
  /(?:\border(?: number| no\.?| nr\.?| id)?(?: is)?|订单号?(?:是|为)?|单号(?:是|为)?)\s?[:：]?\s?(?:#\s?(?=[a-z\d])|(?=[a-z]{1,4}-?\d{4}))(?<number>[a-z]{0,4}-?\d{3,12})(?![\w-])/i,
  /(?:\border (?:number|no\.?|nr\.?|id)(?: is)?|订单号(?:是|为)?|单号(?:是|为)?)\s?[:：]?\s?(?<number>\d{3,12})(?![\w-])/i,
  /(?<=\b(?:is|has|track|return|refund|cancel|about|of|from)\s)#(?<number>[a-z]{0,4}-?\d{3,12})(?![\w-])/i,
  /(?<=[查退改单]\S{0,3}\s?)#(?<number>[a-z]{0,4}-?\d{3,12})(?![\w-])/i,
  /^\s{0,3}#(?<number>[a-z]{0,4}-?\d{3,12})(?=[\s.,!?，。！？]{0,3}$|[\s,，;；]{1,3}\S{3,80}@)/i,
]

const all = [marked, sixDigits, ...others].map((pattern) => new RegExp(pattern, 'gi'))

/** The first order number of a text, without `#`; six digits that nothing marks are the demo shop's. */
export function orderNumberIn(text: string): string | undefined {
  const plain = text.normalize('NFKC')
  const digits = numberBy(marked, plain) ?? numberBy(sixDigits, plain)
  if (digits !== undefined) return `${demoMark}-${digits}`
  for (const pattern of others) {
    const number = numberBy(pattern, plain)
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
  const digits = /^\D{0,3}(\d{6})\D{0,3}$/.exec(rest)?.[1]
  if (digits !== undefined) return `${demoMark}-${digits}`
  return /^[^\p{L}\p{N}]{0,3}([a-z]{0,4}-?\d{3,12})[^\p{L}\p{N}]{0,3}$/iu.exec(rest)?.[1]
}

/** The text with something else in the place of every order number. */
export function withoutOrderNumbers(text: string, instead: string): string {
  return all.reduce((rest, pattern) => rest.replace(pattern, instead), text)
}

function numberBy(pattern: RegExp, text: string): string | undefined {
  return pattern.exec(text)?.groups?.number
}
