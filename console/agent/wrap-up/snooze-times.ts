import { actBounds } from '#shared/acts.ts'

export const snoozeChoices = ['later', 'morning', 'week'] as const
export type SnoozeChoice = (typeof snoozeChoices)[number]

const hour = 60 * 60_000
/** When a working day begins, where nobody said otherwise. */
const morning = 9

/**
 * The times that are offered, by the calendar of whoever looks: later today is three hours on, to the next quarter; it
 * is not offered where that would be tomorrow. Tomorrow and next Monday begin at nine. Milliseconds since 1970.
 */
export function snoozeTimes(now: number): { choice: SnoozeChoice; at: number }[] {
  const later = new Date(now + 3 * hour)
  later.setMinutes(Math.ceil(later.getMinutes() / 15) * 15, 0, 0)
  const isToday = later.getDate() === new Date(now).getDate()
  const weekday = new Date(now).getDay()
  const untilMonday = (8 - weekday) % 7 || 7
  const times = [
    { choice: 'later', at: isToday ? later.getTime() : 0 },
    { choice: 'morning', at: dayAt(now, 1) },
    // On a Sunday that is tomorrow, and said as such.
    { choice: 'week', at: untilMonday === 1 ? 0 : dayAt(now, untilMonday) },
  ] as const
  return times.filter(({ at }) => at > 0)
}

/** What is wrong with a time that somebody picked; `undefined` where nothing is. */
export function snoozeProblem(at: number, now: number): 'past' | 'far' | undefined {
  if (Number.isNaN(at) || at < now + actBounds.shortestSnooze) return 'past'
  return at > now + actBounds.longestSnooze ? 'far' : undefined
}

function dayAt(now: number, days: number): number {
  const date = new Date(now)
  date.setDate(date.getDate() + days)
  date.setHours(morning, 0, 0, 0)
  return date.getTime()
}
