export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const
export type Weekday = (typeof weekdays)[number]

/**
 * A stretch of time by the clock on the wall, `HH:MM` each. One that ends no later than it begins goes over midnight
 * into the next day; one that ends as it begins lasts around the clock.
 */
export interface HoursBlock {
  from: string
  to: string
}

/** When people are there. Where there are no hours, always. */
export interface Hours {
  /** By its IANA name, such as `Asia/Shanghai`. */
  timeZone: string
  week: Record<Weekday, HoursBlock[]>
  /** `YYYY-MM-DD`, closed from midnight to midnight, whatever the evening before or the holiday itself begins. */
  holidays: string[]
}

/** From `start` until before `end`, milliseconds since 1970. */
export interface OpenTime {
  start: number
  end: number
}

const hour = 60 * 60 * 1000
const day = 24 * hour
/** So far ahead an opening is looked for, in days: more than all holidays a site may have in a row, and a week. */
const farthest = 400

/** Whether the hours are open at this moment, milliseconds since 1970. */
export function isOpenAt(hours: Hours | undefined, at: number): boolean {
  if (hours === undefined) return true
  const today = dateAt(hours.timeZone, at)
  // A block that began yesterday may still last.
  return [today - day, today].some((date) =>
    openTimesOf(hours, date).some(({ start, end }) => start <= at && at < end),
  )
}

/**
 * When the hours open next: `at` itself where they are open then, `undefined` where they never are within the next 400
 * days. Milliseconds since 1970.
 */
export function nextOpening(hours: Hours | undefined, at: number): number | undefined {
  if (hours === undefined || isOpenAt(hours, at)) return at
  const today = dateAt(hours.timeZone, at)
  for (let date = today; date <= today + farthest * day; date += day) {
    const starts = openTimesOf(hours, date).flatMap(({ start }) => (start > at ? [start] : []))
    if (starts.length > 0) return Math.min(...starts)
  }
  return undefined
}

/**
 * What opens on one date, as moments. Where clocks are put forward, a time that is left out counts as the moment of the
 * change; where they are put back, a block begins the first time the clock shows its beginning and ends the last time
 * it shows its end, so that it is never closed while the clock is inside it.
 *
 * @param date midnight of the date as if it were UTC
 */
export function openTimesOf(hours: Hours, date: number): OpenTime[] {
  const { timeZone, week, holidays } = hours
  if (holidays.includes(isoDate(date))) return []
  const weekday = weekdays[(new Date(date).getUTCDay() + 6) % 7] ?? 'monday'
  const tomorrow = date + day
  const isCutAtMidnight = holidays.includes(isoDate(tomorrow))
  return week[weekday].flatMap(({ from, to }) => {
    const begins = date + minutesOf(from) * 60_000
    const isOver = minutesOf(to) <= minutesOf(from)
    const ends = (isOver ? tomorrow : date) + minutesOf(to) * 60_000
    const start = momentsOf(timeZone, begins).first
    // Where midnight itself comes twice, a holiday begins with the first one.
    const end =
      isCutAtMidnight && ends >= tomorrow
        ? momentsOf(timeZone, tomorrow).first
        : momentsOf(timeZone, ends).last
    return start < end ? [{ start, end }] : []
  })
}

/** Minutes after midnight. */
export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
}

/** The date of a moment in a time zone: its midnight as if it were UTC. */
export function dateAt(timeZone: string, at: number): number {
  return Math.floor(wallAt(timeZone, at) / day) * day
}

function isoDate(date: number): string {
  return new Date(date).toISOString().slice(0, 10)
}

/** When the clock shows this time: once, twice where it is put back, and where it is left out, the moment it jumps. */
function momentsOf(timeZone: string, wall: number): { first: number; last: number } {
  const before = offsetAt(timeZone, wall - day)
  const after = offsetAt(timeZone, wall + day)
  const moments = [wall - before, wall - after].filter((at) => wallAt(timeZone, at) === wall)
  if (moments.length > 0) return { first: Math.min(...moments), last: Math.max(...moments) }
  // The jump lies between the two readings; halves of the time between them close in on it.
  let [early, late] = [wall - after, wall - before]
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2)
    if (wallAt(timeZone, middle) < wall) early = middle
    else late = middle
  }
  return { first: late, last: late }
}

function offsetAt(timeZone: string, at: number): number {
  return wallAt(timeZone, at) - at
}

const formats = new Map<string, Intl.DateTimeFormat>()
/** More time zones than this at once are not worth remembering: names may be written with any capitals. */
const mostFormats = 200

/** What the clock on the wall shows at a moment, as the UTC moment whose own clock shows the same. */
function wallAt(timeZone: string, at: number): number {
  let format = formats.get(timeZone)
  if (format === undefined) {
    if (formats.size >= mostFormats) formats.clear()
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(timeZone, format)
  }
  const shown: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {}
  for (const { type, value } of format.formatToParts(at)) shown[type] = Number(value)
  const { year = 0, month = 1, day: date = 1, hour: hours = 0, minute = 0, second = 0 } = shown
  const thousandths = ((at % 1000) + 1000) % 1000
  return Date.UTC(year, month - 1, date, hours, minute, second, thousandths)
}
