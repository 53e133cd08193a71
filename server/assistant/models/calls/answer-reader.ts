import { LONGEST_ANSWER } from '../failure.ts'
import { NO_ANSWER } from './prompt.ts'

// [1], [1, 2] and what Chinese models write: 【1】, ［1］. The blanks before a marker go with it.
const MARKER = /[^\S\n]*[[【［]\s*(\d{1,2}(?:\s*[,，、]\s*\d{1,2})*)\s*[\]】］]/gu
const UNFINISHED_MARKER = /[[【［][\d\s,，、]{0,24}$/u
const REFUSAL = new RegExp(NO_ANSWER, 'i')
// Held back: blanks, which may stand before a marker or end the answer, and the first half of a character.
const UNSETTLED_END = /[\s\ud800-\udbff]+$/
const WORD = /[\p{L}\p{N}]/u

/**
 * Reads the model's raw text piece by piece and gives out what a visitor may see: no citation markers, never
 * a part of NO_ANSWER, no blanks at either end. The visible pieces joined are exactly `text`.
 */
export class AnswerReader {
  /** What has been given out so far. */
  text = ''
  /** Passages cited so far, in order of their first mention. */
  readonly citations: number[] = []
  /** The model said that the passages do not answer. Nothing is given out from then on. */
  declined = false
  /** The answer passed {@link LONGEST_ANSWER}, or its raw text twice that. Nothing is given out any more. */
  tooLong = false
  private pending = ''
  private received = 0
  private readonly passages: ReadonlySet<number>

  /** `passages` are the numbers that exist; a marker with any other number is removed and not counted. */
  constructor(passages: Iterable<number>) {
    this.passages = new Set(passages)
  }

  /** Takes the next raw piece; returns what became visible by it, often ''. */
  push(piece: string): string {
    this.received += piece.length
    if (this.received > LONGEST_ANSWER * 2) this.tooLong = true
    if (this.declined || this.tooLong) return ''
    const raw = this.pending + piece
    const open = UNFINISHED_MARKER.exec(raw)?.index ?? raw.length
    const cleaned = this.withoutMarkers(raw.slice(0, open))
    const settled = this.settledLength(cleaned)
    this.pending = cleaned.slice(settled) + raw.slice(open)
    this.declined = REFUSAL.test(cleaned)
    return this.give(cleaned.slice(0, settled))
  }

  /** The model is done; returns what was held back and is visible after all. */
  finish(): string {
    const rest = this.pending.trimEnd()
    this.pending = ''
    return this.give(rest)
  }

  /** No visible text has come, held back or not. */
  isEmpty(): boolean {
    return this.text === '' && this.pending.trim() === ''
  }

  private give(piece: string): string {
    const visible = this.text === '' ? piece.trimStart() : piece
    if (this.text.length + visible.length > LONGEST_ANSWER) this.tooLong = true
    if (this.declined || this.tooLong) return ''
    this.text += visible
    return visible
  }

  private withoutMarkers(raw: string): string {
    return raw.replace(MARKER, (_marker, numbers: string) => {
      for (const digits of numbers.split(/\D+/)) this.cite(Number(digits))
      return ''
    })
  }

  private cite(number: number): void {
    if (this.passages.has(number) && !this.citations.includes(number)) this.citations.push(number)
  }

  /** How much of the text cannot become a marker, NO_ANSWER or the end any more, whatever follows. */
  private settledLength(cleaned: string): number {
    const settled = cleaned.replace(UNSETTLED_END, '').length
    if (settled < cleaned.length) return this.startsWell(cleaned) ? settled : 0
    for (let size = Math.min(NO_ANSWER.length - 1, cleaned.length); size > 0; size -= 1) {
      if (NO_ANSWER.startsWith(cleaned.slice(-size).toUpperCase())) {
        const rest = cleaned.slice(0, -size)
        return this.startsWell(rest) ? rest.length : 0
      }
    }
    return this.startsWell(cleaned) ? cleaned.length : 0
  }

  /** Quotation marks and the like at the very start wait for the first word: it may be NO_ANSWER. */
  private startsWell(piece: string): boolean {
    return this.text !== '' || WORD.test(piece)
  }
}
