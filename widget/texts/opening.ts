import { clock, sameDay } from './format.ts'

const day = 24 * 60 * 60 * 1000

/**
 * When somebody is back, by the visitor's own clock: the time, with the day of the week where it is another day, and with
 * the date where that day of the week could be meant for an earlier one.
 */
export function openingTime(locale: string, at: number, now: number = Date.now()): string {
  if (sameDay(at, now)) return clock(locale, at, {})
  const isSoon = at - now < 6 * day
  return clock(locale, at, isSoon ? { weekday: 'long' } : { weekday: 'long', month: 'long', day: 'numeric' })
}
