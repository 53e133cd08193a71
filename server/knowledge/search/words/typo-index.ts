/** Finds the one known word that a word with one wrong letter stands for. */
export interface TypoIndex {
  /** The known word at distance one (a letter too many, too few, wrong, or two swapped), if there is any. */
  correct(word: string): string | undefined
}

/** Shorter words have too many neighbours to be corrected. Letters. */
const SHORTEST = 5

const LATIN_WORD = /^[a-z]+$/

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/**
 * Tries every word at distance one: some 50 look-ups per letter, and nothing kept beside the vocabulary itself. A table
 * of deletions (Garbe's SymSpell) would need fewer look-ups and ten times the vocabulary's memory.
 *
 * @param known the vocabulary
 */
export function makeTypoIndex(known: { includes(word: string): boolean }): TypoIndex {
  function correct(word: string): string | undefined {
    if (word.length < SHORTEST || !LATIN_WORD.test(word)) return undefined
    let fallback: string | undefined
    for (const candidate of neighboursOf(word)) {
      if (candidate.length < SHORTEST - 1 || !known.includes(candidate)) continue
      // A first letter is seldom wrong.
      if (candidate.charAt(0) === word.charAt(0)) return candidate
      fallback ??= candidate
    }
    return fallback
  }

  return { correct }
}

/** Every word at distance one, those with a letter more first. */
function* neighboursOf(word: string): Generator<string> {
  for (let place = 0; place <= word.length; place += 1) {
    for (const letter of LETTERS) yield word.slice(0, place) + letter + word.slice(place)
  }
  for (let place = 0; place < word.length; place += 1) {
    const [before, own, after] = [word.slice(0, place), word.charAt(place), word.slice(place + 1)]
    yield before + after
    if (after !== '' && after.charAt(0) !== own) yield before + after.charAt(0) + own + after.slice(1)
    for (const letter of LETTERS) if (letter !== own) yield before + letter + after
  }
}
