/** Finds the one known word that a word with one wrong letter stands for. */
export interface TypoIndex {
  /** The known word at distance one (a letter too many, too few, wrong, or two swapped), if there is any. */
  correct(word: string): string | undefined
}

/** Shorter words have too many neighbours to be corrected. Letters. */
const SHORTEST = 5

const LATIN_WORD = /^[a-z]+$/

/**
 * Deletion neighbourhoods (Garbe's SymSpell): two words are one edit apart only if deleting at most one letter of
 * each makes them equal, so a look-up costs one hash access per letter.
 *
 * @param known the vocabulary; the first of two neighbours that fit equally well wins
 */
export function makeTypoIndex(known: Iterable<string>): TypoIndex {
  const byDeletion = new Map<string, string[]>()
  for (const word of known) {
    if (word.length < SHORTEST - 1 || !LATIN_WORD.test(word)) continue
    for (const key of deletions(word)) {
      const words = byDeletion.get(key)
      if (words === undefined) byDeletion.set(key, [word])
      else words.push(word)
    }
  }

  function correct(word: string): string | undefined {
    if (word.length < SHORTEST || !LATIN_WORD.test(word)) return undefined
    let fallback: string | undefined
    for (const key of deletions(word)) {
      for (const candidate of byDeletion.get(key) ?? []) {
        if (candidate.charAt(0) === word.charAt(0)) {
          if (isOneEdit(word, candidate)) return candidate
        } else if (fallback === undefined && isOneEdit(word, candidate)) fallback = candidate
      }
    }
    return fallback
  }

  return { correct }
}

/** The word and everything it becomes when one letter is deleted. */
function deletions(word: string): string[] {
  const keys = [word]
  for (let place = 0; place < word.length; place += 1) keys.push(word.slice(0, place) + word.slice(place + 1))
  return keys
}

/** Optimal string alignment distance of exactly one. */
function isOneEdit(left: string, right: string): boolean {
  let start = 0
  while (start < left.length && left.charAt(start) === right.charAt(start)) start += 1
  const tail = left.slice(start)
  const other = right.slice(start)
  if (tail.length === other.length + 1) return tail.slice(1) === other
  if (other.length === tail.length + 1) return other.slice(1) === tail
  if (tail.length !== other.length || tail === '') return false
  if (tail.slice(1) === other.slice(1)) return true
  return (
    tail.charAt(0) === other.charAt(1) &&
    tail.charAt(1) === other.charAt(0) &&
    tail.slice(2) === other.slice(2)
  )
}
