/** How much of a draft an agent changed, and how that was measured. */
export interface DraftChange {
  /** 0 where it was sent as it was drafted, 1 where nothing of it is left. */
  distance: number
  measure: 'levenshtein-words' | 'bag-of-words'
}

/** The most comparisons of two words: some 20 ms. Longer texts are compared without their order. */
const mostComparisons = 4_000_000

const word = /\p{Script=Han}|[\p{Letter}\p{Number}]+|[^\s\p{Letter}\p{Number}]/gu

/**
 * The distance of Levenshtein (1966: insertions, deletions and replacements) over words, Chinese characters and marks,
 * divided by the length of the longer text. Over words, so that a mended misspelling weighs as one change.
 */
export function changeOf(draft: string, sent: string): DraftChange {
  const one = draft.match(word) ?? []
  const other = sent.match(word) ?? []
  const longest = Math.max(one.length, other.length)
  if (longest === 0) return { distance: 0, measure: 'levenshtein-words' }
  if (one.length * other.length > mostComparisons)
    return { distance: rounded(1 - sharedOf(one, other) / longest), measure: 'bag-of-words' }
  return { distance: rounded(editsOf(one, other) / longest), measure: 'levenshtein-words' }
}

/** Row by row: only the row before is needed. */
function editsOf(one: readonly string[], other: readonly string[]): number {
  let before = Uint32Array.from({ length: other.length + 1 }, (_, place) => place)
  for (const [place, each] of one.entries()) {
    const row = new Uint32Array(other.length + 1)
    row[0] = place + 1
    for (let column = 1; column <= other.length; column += 1) {
      const replaced = (before[column - 1] ?? 0) + (each === other[column - 1] ? 0 : 1)
      row[column] = Math.min(replaced, (before[column] ?? 0) + 1, (row[column - 1] ?? 0) + 1)
    }
    before = row
  }
  return before[other.length] ?? 0
}

function sharedOf(one: readonly string[], other: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const each of one) counts.set(each, (counts.get(each) ?? 0) + 1)
  let shared = 0
  for (const each of other) {
    const left = counts.get(each) ?? 0
    if (left === 0) continue
    counts.set(each, left - 1)
    shared += 1
  }
  return shared
}

function rounded(share: number): number {
  return Math.round(share * 1000) / 1000
}
