import { z } from 'zod'
import { type Hours, type HoursBlock, minutesOf, type Weekday, weekdays } from './hours.ts'
import { problem } from './site-texts.ts'

export const hoursBounds = { blocks: 6, holidays: 100 } as const

const time = z.string().refine((value) => /^([01]\d|2[0-3]):[0-5]\d$/.test(value), problem('time'))
const blocks = z.array(z.strictObject({ from: time, to: time })).max(hoursBounds.blocks)
const week = z.strictObject({
  monday: blocks,
  tuesday: blocks,
  wednesday: blocks,
  thursday: blocks,
  friday: blocks,
  saturday: blocks,
  sunday: blocks,
})

export const hoursEdit: z.ZodType<Hours, Hours> = z.strictObject({
  timeZone: z.string().max(100).refine(isTimeZone, problem('time-zone')),
  week: week.superRefine((days, context) => {
    if (weekdays.every((weekday) => days[weekday].length === 0))
      context.addIssue({ code: 'custom', ...problem('never-open') })
    for (const weekday of overlaps(days))
      context.addIssue({ code: 'custom', path: [weekday], ...problem('overlap') })
  }),
  holidays: z
    .array(z.iso.date())
    .max(hoursBounds.holidays)
    .refine((dates) => new Set(dates).size === dates.length, problem('twice')),
})

/** By a name of the time zone database: an offset alone, such as +02:00, knows nothing of summer. */
function isTimeZone(name: string): boolean {
  if (!/^[a-z]/i.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    // The only way to ask whether a name is known.
    return false
  }
}

/** The days with a block that begins before an earlier one ended. */
function overlaps(days: Record<Weekday, HoursBlock[]>): Set<Weekday> {
  const aDay = 24 * 60
  const aWeek = 7 * aDay
  const spans = weekdays.flatMap((weekday, place) =>
    days[weekday].map(({ from, to }) => {
      const start = place * aDay + minutesOf(from)
      const length = (minutesOf(to) - minutesOf(from) + aDay) % aDay || aDay
      return { weekday, start, end: start + length }
    }),
  )
  const sorted = spans.sort((one, other) => one.start - other.start)
  const found = new Set<Weekday>()
  for (const [place, span] of sorted.entries()) {
    const next = sorted[place + 1] ?? sorted[0]
    if (next === undefined) continue
    // Sunday's night runs into the first block of the week.
    const nextStart = place + 1 < sorted.length ? next.start : next.start + aWeek
    if (nextStart < span.end) found.add(next.weekday)
  }
  return found
}
