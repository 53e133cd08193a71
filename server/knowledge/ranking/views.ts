import { CONCEPT_MARK, piecesOf, termsOf, wordsOf } from '../search/terms.ts'
import { stem } from '../search/words/stem.ts'

const HAN = /^\p{Script=Han}/u

/**
 * What a classifier sees of a text. Unlike the index terms these keep every word: "when is my refund" and "where is my
 * refund" are told apart by the words that say nothing about the subject.
 */
export interface Views {
  /** Words, pairs of neighbours, pairs with one word between, and concepts. */
  words: string[]
  /** Parts of words: three to five letters of other scripts, one to three Han characters. */
  letters: string[]
}

/** More pieces of a text than these are not read. */
const MAX_PIECES = 120

export function viewsOf(text: string): Views {
  const words: string[] = []
  const letters: string[] = []
  const concepts = termsOf(text).filter((term) => term.startsWith(CONCEPT_MARK))
  for (const piece of piecesOf(text).slice(0, MAX_PIECES)) {
    if (HAN.test(piece)) {
      words.push(...wordsOf(piece))
      addParts(piece, 1, 3, letters)
    } else {
      words.push(stem(piece))
      addParts(`_${piece}_`, 3, 5, letters)
    }
  }
  const framed = ['^', ...words, '$']
  const pairs = framed.slice(1).map((word, place) => `${framed[place]} ${word}`)
  const gaps = words.slice(2).map((word, place) => `${words[place]} * ${word}`)
  return { words: [...words, ...concepts, ...pairs, ...gaps], letters }
}

function addParts(text: string, shortest: number, longest: number, parts: string[]): void {
  for (let length = shortest; length <= longest; length += 1) {
    for (let from = 0; from + length <= text.length; from += 1) parts.push(text.slice(from, from + length))
  }
}
