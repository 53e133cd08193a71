import { signal } from '@preact/signals'
import { language, t } from '../texts/texts.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** The time that waiting times are counted to; main lets it tick every 30 seconds. */
export const now = signal(Date.now())

function locale(): string {
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

export function dateTime(at: number): string {
  return `${dayOf(at)} ${timeOfDay(at)}`
}

export function percent(share: number): string {
  return new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 }).format(share)
}

export function number(value: number): string {
  return new Intl.NumberFormat(locale()).format(value)
}

/** Milliseconds as "850 ms" or "1.4 s". */
export function took(milliseconds: number): string {
  const inSeconds = milliseconds >= 1_000
  const format = new Intl.NumberFormat(locale(), { maximumFractionDigits: inSeconds ? 1 : 0 })
  return inSeconds ? `${format.format(milliseconds / 1_000)} s` : `${format.format(milliseconds)} ms`
}

/** Today as `YYYY-MM-DD` in this computer's calendar. */
export function today(): string {
  const date = new Date(now.value)
  const month = String(date.getMonth() + 1).padStart(2, '0')
  return `${date.getFullYear()}-${month}-${String(date.getDate()).padStart(2, '0')}`
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}

/** The visitor's name, or four signs of the id: enough to tell two of them apart. */
export function visitorName(visitor: { id: string; name?: string | undefined }): string {
  const signs = visitor.id.replace(/[^a-z0-9]/gi, '')
  return visitor.name ?? t().agent.visitor(signs.slice(-4).toUpperCase())
}
