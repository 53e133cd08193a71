import { dateAt, type Hours, type OpenTime, openTimesOf } from './hours.ts'

const day = 24 * 60 * 60 * 1000
/** So many days in a row that never open are taken for hours that never open again. */
const longestClosed = 400

/**
 * How long the hours were open from one moment until another, in milliseconds; 0 where `to` is not after `from`. Both
 * are milliseconds since 1970. What two blocks have in common, as when clocks are put back between them, counts once.
 */
export function businessTimeBetween(hours: Hours | undefined, from: number, to: number): number {
  if (to <= from) return 0
  if (hours === undefined) return to - from
  let sum = 0
  for (const { start, end } of openTimesFrom(hours, from)) {
    if (start >= to) break
    sum += Math.min(end, to) - start
  }
  return sum
}

/**
 * The first moment at which the hours have been open for `amount` milliseconds since `from`, in milliseconds since 1970:
 * `from` itself for nothing, and `undefined` where they will not be open for as long.
 */
export function afterBusinessTime(
  hours: Hours | undefined,
  from: number,
  amount: number,
): number | undefined {
  if (amount <= 0) return from
  if (hours === undefined) return from + amount
  let left = amount
  for (const { start, end } of openTimesFrom(hours, from)) {
    if (start + left <= end) return start + left
    left -= end - start
  }
  return undefined
}

/** What is open from a moment on, in order, no moment twice; ends where nothing opens any more. */
function* openTimesFrom(hours: Hours, from: number): Generator<OpenTime> {
  let covered = from
  let lastOpen = dateAt(hours.timeZone, from)
  // A block of yesterday may last into today.
  for (let date = lastOpen - day; date <= lastOpen + longestClosed * day; date += day) {
    const blocks = openTimesOf(hours, date).sort((one, other) => one.start - other.start)
    for (const block of blocks) {
      const start = Math.max(block.start, covered)
      if (start >= block.end) continue
      yield { start, end: block.end }
      covered = block.end
    }
    if (blocks.length > 0) lastOpen = Math.max(lastOpen, date)
  }
}
