import { signal } from '@preact/signals'
import { language, t } from '../texts/texts.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** The server's time, to which all waiting times are counted; main lets it tick every 30 seconds. */
export const now = signal(Date.now())
/** How far this computer's clock is behind the server's, in milliseconds. */
let behind = 0

/** Learns the server's time from an answer: a computer may be wrong by hours, and nobody's wait with it. */
export function followServer(at: number): void {
  // A server of before does not tell it.
  if (!Number.isFinite(at)) return
  behind = at - Date.now()
  tick()
}

export function tick(): void {
  now.value = Date.now() + behind
}

/** For `Intl`, in the language of the console. */
export function locale(): string {
  return language.value === 'zh' ? 'zh-CN' : 'en-GB'
}

/** "4m", "2h", "3d": the largest unit, whole; below a minute `now`. */
export function duration(milliseconds: number): string {
  if (milliseconds < minute) return t().common.now
  const [unit, size] =
    milliseconds < hour ? ['minute', minute] : milliseconds < day ? ['hour', hour] : ['day', day]
  const format = new Intl.NumberFormat(locale(), { style: 'unit', unit: String(unit), unitDisplay: 'narrow' })
  return format.format(Math.floor(milliseconds / Number(size)))
}

export function timeOfDay(at: number): string {
  return new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit' }).format(at)
}

/** "Today", "Yesterday" or the date. */
export function dayOf(at: number): string {
  const days = Math.round((startOfDay(now.value) - startOfDay(at)) / day)
  if (days === 0) return t().common.today
  if (days === 1) return t().common.yesterday
  const year = new Date(at).getFullYear() === new Date(now.value).getFullYear() ? undefined : 'numeric'
  return new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short', ...(year && { year }) }).format(
    at,
  )
}

/** A time to come, inside a sentence: within a week by its weekday, later by its date, always with the time of day. */
export function weekdayTime(at: number): string {
  const days = Math.round((startOfDay(at) - startOfDay(now.value)) / day)
  const { yesterday, today, tomorrow } = t().common
  const word = days === -1 ? yesterday : days === 0 ? today : days === 1 ? tomorrow : undefined
  // Inside a sentence, where "Tomorrow" would shout.
  if (word !== undefined) return `${word.toLocaleLowerCase(locale())} ${timeOfDay(at)}`
  const isNear = days >= 2 && days < 7
  const format = isNear ? ({ weekday: 'short' } as const) : ({ day: 'numeric', month: 'short' } as const)
  return `${new Intl.DateTimeFormat(locale(), format).format(at)} ${timeOfDay(at)}`
}

/** A time as a field of kind `datetime-local` holds it: this computer's calendar, to the minute. */
export function inputTime(at: number): string {
  const date = new Date(at)
  const parts = [date.getMonth() + 1, date.getDate(), date.getHours(), date.getMinutes()]
  const [month, dayOfMonth, hours, minutes] = parts.map((part) => String(part).padStart(2, '0'))
  return `${date.getFullYear()}-${month}-${dayOfMonth}T${hours}:${minutes}`
}

export function dateTime(at: number): string {
  return `${dayOf(at)} ${timeOfDay(at)}`
}

export function percent(share: number): string {
  return new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 }).format(share)
}

export function number(value: number): string {
  return new Intl.NumberFormat(locale()).format(value)
}

/** "Ana, Ben and Chen". */
export function listed(texts: readonly string[]): string {
  return new Intl.ListFormat(locale(), { type: 'conjunction' }).format(texts)
}

/** Milliseconds as "0.4 ms", "850 ms" or "1.4s". */
export function took(milliseconds: number): string {
  const isLong = milliseconds >= 1_000
  const format = new Intl.NumberFormat(locale(), {
    style: 'unit',
    unit: isLong ? 'second' : 'millisecond',
    unitDisplay: isLong ? 'narrow' : 'short',
    maximumFractionDigits: isLong || milliseconds < 10 ? 1 : 0,
  })
  return format.format(isLong ? milliseconds / 1_000 : milliseconds)
}

/** A share to a tenth of a percent, for what is held against a threshold. */
export function exactPercent(share: number): string {
  return new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 1 }).format(share)
}

/** From -1 to 1, always with its sign. */
export function signed(value: number): string {
  return new Intl.NumberFormat(locale(), { signDisplay: 'exceptZero', maximumFractionDigits: 2 }).format(
    value,
  )
}

/** What something costs, in a currency the operator knows: small sums keep their digits. */
export function cost(value: number): string {
  return new Intl.NumberFormat(locale(), { maximumSignificantDigits: 3 }).format(value)
}

/** An amount in hundredths of its currency. */
export function money(amount: number, currency: string): string {
  return new Intl.NumberFormat(locale(), { style: 'currency', currency }).format(amount / 100)
}

/** Today as `YYYY-MM-DD` in this computer's calendar. */
export function today(): string {
  const date = new Date(now.value)
  const month = String(date.getMonth() + 1).padStart(2, '0')
  return `${date.getFullYear()}-${month}-${String(date.getDate()).padStart(2, '0')}`
}

/** When today began on this computer's calendar. */
export function startOfToday(): number {
  return startOfDay(now.value)
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}

/** The visitor's name, or four signs of the id: enough to tell two of them apart. */
export function visitorName(visitor: { id: string; name?: string | undefined }): string {
  const signs = visitor.id.replace(/[^a-z0-9]/gi, '')
  return visitor.name ?? t().agent.visitor(signs.slice(-4).toUpperCase())
}
