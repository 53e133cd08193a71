import { normalise } from '../terms.ts'
import { stem } from './stem.ts'

const HAN = /^\p{Script=Han}/u
const PIECE =
  /\p{Script=Han}+|(?:\b(?:e|pre|re)-(?=[a-z]))?(?:(?!\p{Script=Han})[\p{Letter}\p{Number}\p{Mark}])+(?:['’](?:(?!\p{Script=Han})\p{Letter})+)*/giu
const PLAIN = /^[a-z0-9]+$/
/** Longer words are not words; the limit bounds the stemmer on hostile text. Characters. */
const MAX_WORD = 60

/** A word of another script, or one Han character, with its place in the text. */
export interface Token {
  value: string
  from: number
  end: number
}

/** The words of a text in reading order, each with where it stands there. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (const { 0: piece, index } of text.matchAll(PIECE)) {
    if (HAN.test(piece)) addHan(piece, index, tokens)
    else tokens.push({ value: stem(plainWord(piece)), from: index, end: index + piece.length })
  }
  return tokens
}

function plainWord(piece: string): string {
  const word = piece.slice(0, MAX_WORD)
  const lower = word.toLowerCase()
  return PLAIN.test(lower) ? lower : normalise(word).replace(/['’-]/g, '')
}

/** A run is folded as a whole where that moves nothing, which is nearly always. */
function addHan(run: string, index: number, tokens: Token[]): void {
  const whole = normalise(run)
  let from = 0
  for (const letter of run) {
    const end = from + letter.length
    const value = whole.length === run.length ? whole.slice(from, end) : normalise(letter)
    tokens.push({ value, from: index + from, end: index + end })
    from = end
  }
}

/** Tokens in sequence as one string. */
export function keyOf(tokens: readonly Token[]): string {
  return tokens.length === 1 ? (tokens[0]?.value ?? '') : tokens.map(({ value }) => value).join(' ')
}
