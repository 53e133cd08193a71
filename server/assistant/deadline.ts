/** The time that putting a decision on the record may take, in milliseconds. */
const longestCommit = 1_000

export interface Deadline {
  /** Aborts when the turn has to come to its decision. */
  signal: AbortSignal
  /** The same moment, on the clock of `performance.now`. */
  endsAt: number
  /** `work`, or a rejection where it goes on though it was told to end: no part may hold the turn (invariant 7). */
  hold<Answer>(work: Promise<Answer>): Promise<Answer>
  clear(): void
}

/**
 * The deadline of one turn. What it waited for its place counts, and what is left keeps room for the reply to be
 * committed in time.
 *
 * @param whole milliseconds a turn may take, from when it was due
 * @param waited milliseconds since then
 */
export function openDeadline(whole: number, waited: number): Deadline {
  const commit = Math.min(longestCommit, whole / 10)
  const left = whole - Math.min(Math.max(0, waited), whole / 2) - commit
  const deadline = new AbortController()
  const timers = [setTimeout(() => deadline.abort(), left)]
  return {
    signal: deadline.signal,
    endsAt: performance.now() + left,
    hold: (work) =>
      Promise.race([
        work,
        new Promise<never>((_resolve, reject) => {
          const late = () => reject(new Error('the turn went on after its deadline'))
          timers.push(setTimeout(late, left + commit / 2))
        }),
      ]),
    clear() {
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
