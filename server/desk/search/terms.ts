import { simplify } from '../../knowledge/index.ts'

/** Stored with every entry of the index: one that was made under another version is made anew. */
export const termsVersion = 1

/** Longer words are not words. UTF-16 units. */
const longestWord = 40

/** Scripts that put no space between words: each character is a unit, and two in a row are a term. */
const unspaced = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}'
const piece = new RegExp(`[${unspaced}]\\p{M}*|(?:(?![${unspaced}])[\\p{L}\\p{N}]\\p{M}*)+`, 'gu')
const isUnspaced = new RegExp(`^[${unspaced}]`, 'u')

/** The smallest thing that is compared: a word, or one character of a script without spaces. */
export interface Unit {
  /** Without case, width and accents; Traditional characters in their Simplified form. */
  unit: string
  /** Where it stands in the text as it was written. UTF-16 units, `end` exclusive. */
  start: number
  end: number
  isUnspaced: boolean
}

/** The units of a text, in reading order. */
export function unitsOf(text: string): Unit[] {
  const units: Unit[] = []
  for (const match of text.matchAll(piece)) {
    const unit = fold(match[0])
    if (unit === '') continue
    units.push({
      unit,
      start: match.index,
      end: match.index + match[0].length,
      isUnspaced: isUnspaced.test(match[0]),
    })
  }
  return units
}

/**
 * The terms under which a text is found, each once: words, and of scripts without spaces every character and every two
 * in a row. A term holds letters and digits only.
 */
export function searchTermsOf(texts: Iterable<string>): Set<string> {
  const terms = new Set<string>()
  for (const text of texts) {
    let previous: Unit | undefined
    for (const each of unitsOf(text)) {
      terms.add(each.unit)
      if (previous && isPair(previous, each)) terms.add(previous.unit + each.unit)
      previous = each
    }
  }
  return terms
}

/** The terms that every text has in which these units stand one after the other. */
export function termsOfUnits(units: readonly Unit[]): string[] {
  const terms: string[] = []
  for (const [place, each] of units.entries()) {
    const next = units[place + 1]
    const before = units[place - 1]
    if (next && isPair(each, next)) terms.push(each.unit + next.unit)
    else if (!(before && isPair(before, each))) terms.push(each.unit)
  }
  return terms
}

function isPair(one: Unit, next: Unit): boolean {
  return one.isUnspaced && next.isUnspaced && one.end === next.start
}

function fold(written: string): string {
  const lower = written.toLowerCase()
  // Nearly every word of a shop is plain: it has nothing to fold.
  if (/^[a-z0-9]+$/.test(lower)) return lower.slice(0, longestWord)
  const plain = lower
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .normalize('NFC')
    .toLowerCase()
  return simplify(plain).slice(0, longestWord).toWellFormed()
}
