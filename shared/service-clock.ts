import { afterBusinessTime, businessTimeBetween } from './business-time.ts'
import type { Hours } from './hours.ts'
import { nearShare, type ServiceLevels } from './service-levels.ts'

/** By what hours and levels clocks run: those of the team in whose queue a conversation is. */
export interface ClockRules {
  hours: Hours | undefined
  levels: ServiceLevels
}

/** One promise of a shop about people, as it runs. Moments are milliseconds since 1970, lengths business milliseconds. */
export interface ServiceClock {
  /** From what it is counted. */
  since: number
  limit: number
  /** What had passed when it last began to run, or stood still. */
  spent: number
  /** Since when it runs; null while it stands still. */
  from: number | null
  /** When it is near, and when it is missed if nothing happens; null while it stands still, or its hours never come. */
  nearAt: number | null
  dueAt: number | null
  /** That it was missed is on the record, or stands in `missed`. */
  isLate: boolean
}

/** One that stands still yet. */
export function begun(at: number, limit: number): ServiceClock {
  return { since: at, limit, spent: 0, from: null, nearAt: null, dueAt: null, isLate: false }
}

/** The same clock, standing still from this moment on. */
export function paused(clock: ServiceClock, at: number, { hours }: ClockRules): ServiceClock {
  const spent = clock.spent + (clock.from === null ? 0 : businessTimeBetween(hours, clock.from, at))
  return { ...clock, spent, from: null, nearAt: null, dueAt: null }
}

/** The same clock with the moments at which it is near and due, where it runs. */
export function timedBy(clock: ServiceClock, { hours }: ClockRules): ServiceClock {
  const { from, limit, spent } = clock
  if (from === null) return clock
  const reached = (share: number) => afterBusinessTime(hours, from, limit * share - spent) ?? null
  return { ...clock, nearAt: reached(nearShare), dueAt: reached(1) }
}

/** How much of its level a clock has used, as a share: 1 is all of it. */
export function shareOf(clock: ServiceClock, now: number, { hours }: ClockRules): number {
  const more = clock.from === null ? 0 : businessTimeBetween(hours, clock.from, now)
  return (clock.spent + more) / clock.limit
}
