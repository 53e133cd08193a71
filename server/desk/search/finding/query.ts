import { termsOfUnits, type Unit, unitsOf } from '../terms.ts'

/** Words of one search; what follows is left out. */
const mostWords = 16
/** Terms that the index is asked for; the texts themselves are looked at for the rest. */
const mostTerms = 24
/** Longer runs of characters are taken apart into words, which may stand in any order. */
const longestRun = 4

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

export interface Query {
  /** All have to be there; the units of one stand one after the other. */
  words: string[][]
  /** What the index is asked for. */
  terms: string[]
}

/**
 * What somebody looks for. Words are divided by spaces; one such as an order number or an address stands in the text as
 * it was written, whatever divides its parts. There are no operators: signs mean nothing, and no text is an error.
 */
export function readQuery(text: string): Query {
  const words = text
    .split(/\s+/u)
    .flatMap((word) => wordsIn(unitsOf(word)))
    .slice(0, mostWords)
  const terms = new Set(words.flatMap((units) => termsOfUnits(units)))
  return { words: words.map((units) => units.map(({ unit }) => unit)), terms: [...terms].slice(0, mostTerms) }
}

function wordsIn(units: Unit[]): Unit[][] {
  if (units.length === 0) return []
  if (units.length <= longestRun || !units.every((each) => each.isUnspaced)) return [units]
  const written = units.map(({ unit }) => unit).join('')
  const words: Unit[][] = []
  let place = 0
  for (const { segment } of segmenter.segment(written)) {
    const word: Unit[] = []
    for (let length = 0; length < segment.length && place < units.length; place += 1) {
      const unit = units[place]
      if (unit === undefined) break
      word.push(unit)
      length += unit.unit.length
    }
    if (word.length > 0) words.push(word)
  }
  // A single character between words, such as 的, says nothing of its own.
  const whole = words.filter((word) => word.length > 1)
  return whole.length > 0 ? whole : words
}
