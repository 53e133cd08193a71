const OPENING = /<think(?:ing)?>/i
const CLOSING = /<\/think(?:ing)?>/i
// What may still become one of the marks above when more text comes.
const UNFINISHED = /<\/?(?:t(?:h(?:i(?:n(?:k(?:i(?:n(?:g)?)?)?)?)?)?)?)?$/i

/**
 * Takes `<think>…</think>` out of a text that comes in pieces. Some models write their thoughts into the answer;
 * nobody is shown them. Thoughts that do not end hide everything behind them.
 */
export class ThoughtFilter {
  /** A closing mark came without an opening one: what was given out before it was thought, not said. */
  thoughtAloud = false
  private pending = ''
  private isThinking = false

  /** Takes the next piece; returns what is no thought, often ''. */
  push(piece: string): string {
    let rest = this.pending + piece
    let shown = ''
    for (;;) {
      const mark = (this.isThinking ? CLOSING : OPENING).exec(rest)
      const before = mark ? rest.slice(0, mark.index) : rest
      if (!this.isThinking) shown += this.spoken(before)
      if (mark === null) break
      this.isThinking = !this.isThinking
      rest = rest.slice(mark.index + mark[0].length)
    }
    const unfinished = UNFINISHED.exec(rest)?.[0] ?? ''
    this.pending = unfinished
    return this.isThinking || unfinished === '' ? shown : shown.slice(0, -unfinished.length)
  }

  /** The text is over; returns what was held back and was no mark after all. */
  finish(): string {
    const rest = this.isThinking ? '' : this.pending
    this.pending = ''
    return rest
  }

  private spoken(text: string): string {
    if (CLOSING.test(text)) this.thoughtAloud = true
    return text
  }
}
