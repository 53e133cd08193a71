const hour = 60 * 60 * 1000
const day = 24 * hour
/** "By Friday" ends with the working day, as people at a desk mean it. */
const closing = { hours: 18, minutes: 0 }
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/**
 * When a promise is due that names these times, in the names of `promisesIn`: `friday`, `17:00`, `day+1`, `2d`, `5wd`.
 * Of several days the last counts. `undefined` where they name no time ("some days") or one that is over.
 *
 * @param madeAt milliseconds since 1970; calendar and clock are those of where this runs, in the console the agent's
 */
export function dueOf(named: readonly string[], madeAt: number): number | undefined {
  const lengths = named.flatMap((each) => lengthOf(each, madeAt) ?? [])
  const days = named.flatMap((each) => dayOf(each, madeAt) ?? [])
  const clock = named.map(clockOf).find((each) => each !== undefined)
  if (lengths.length > 0 && days.length === 0) return Math.max(...lengths)
  if (days.length === 0 && clock === undefined) return undefined
  const date = new Date(days.length > 0 ? Math.max(...days) : madeAt)
  const { hours, minutes } = clock ?? closing
  const due = date.setHours(hours, minutes, 0, 0)
  if (due > madeAt) return due
  // "At 9:00", said at noon, is tomorrow's; "today", said after closing time, lasts until midnight.
  if (days.length === 0) return date.setDate(date.getDate() + 1)
  const midnight = date.setHours(23, 59, 0, 0)
  return clock === undefined && midnight > madeAt ? midnight : undefined
}

function lengthOf(name: string, madeAt: number): number | undefined {
  const match = /^([\d.]+)(d|wd|m)$/.exec(name)
  const count = Number(match?.[1])
  if (!match || !(count > 0) || count > 400) return undefined
  if (match[2] === 'd') return madeAt + count * day
  const date = new Date(madeAt)
  if (match[2] === 'm') {
    const { place, last } = monthOf(date, count)
    place.setHours(date.getHours(), date.getMinutes(), date.getSeconds(), date.getMilliseconds())
    return place.setDate(Math.min(date.getDate(), last))
  }
  for (let left = count; left > 0; ) {
    date.setDate(date.getDate() + 1)
    if (date.getDay() % 6 !== 0) left -= 1
  }
  return date.setHours(closing.hours, closing.minutes, 0, 0)
}

/** Any moment of the day that is meant. */
function dayOf(name: string, madeAt: number): number | undefined {
  const date = new Date(madeAt)
  const weekday = weekdays.indexOf(name)
  const isLate = date.getHours() >= closing.hours
  if (weekday >= 0) return ahead(date, (weekday - date.getDay() + 7) % 7 || (isLate ? 7 : 0))
  const away = /^day\+(\d)$/.exec(name)
  if (away) return ahead(date, Number(away[1]))
  const inYear = /^(\d\d)-(\d\d)$/.exec(name)
  if (inYear) return nextDate(date, Number(inYear[1]) - 1, Number(inYear[2]))
  const inMonth = /^the (\d{1,2})$/.exec(name)
  if (inMonth) {
    const { place, last } = monthOf(date, Number(inMonth[1]) >= date.getDate() ? 0 : 1)
    return place.setDate(Math.min(Number(inMonth[1]), last))
  }
  const toFriday = (5 - date.getDay() + 7) % 7
  switch (name) {
    case 'end of day':
      return madeAt
    case 'end of week':
    case 'this week':
      return ahead(date, toFriday)
    case 'next week':
      return ahead(date, ((8 - date.getDay()) % 7 || 7) + 4)
    case 'end of month':
      return new Date(date.getFullYear(), date.getMonth() + 1, 0).getTime()
    case 'next month':
      return new Date(date.getFullYear(), date.getMonth() + 2, 0).getTime()
    case 'christmas':
      return nextDate(date, 11, 24)
    case 'new year':
      return nextDate(date, 11, 31)
    default:
      return undefined
  }
}

function clockOf(name: string): { hours: number; minutes: number } | undefined {
  if (name === 'noon') return { hours: 12, minutes: 0 }
  const match = /^(\d{1,2}):(\d\d)$/.exec(name)
  return match ? { hours: Number(match[1]), minutes: Number(match[2]) } : undefined
}

/** The first day of a month so many months on, and its last day of the month: no month has a day it lacks. */
function monthOf(date: Date, months: number): { place: Date; last: number } {
  const place = new Date(date.getFullYear(), date.getMonth() + Math.floor(months), 1)
  return { place, last: new Date(place.getFullYear(), place.getMonth() + 1, 0).getDate() }
}

function ahead(date: Date, days: number): number {
  return new Date(date).setDate(date.getDate() + days)
}

function nextDate(from: Date, month: number, date: number): number {
  const here = new Date(from.getFullYear(), month, date)
  const isOver = here.getTime() < from.getTime() - day
  return isOver ? here.setFullYear(here.getFullYear() + 1) : here.getTime()
}
