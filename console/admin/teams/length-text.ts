import { locale } from '../../shell/format.ts'

const minute = 60_000
const hour = 60 * minute

/** How long a promise is, exactly: "3 min", "7.5 hr". Under two hours in minutes, as one speaks of them. */
export function lengthText(milliseconds: number): string {
  const isShort = milliseconds < 2 * hour && milliseconds !== hour
  const format = new Intl.NumberFormat(locale(), {
    style: 'unit',
    unit: isShort ? 'minute' : 'hour',
    unitDisplay: 'short',
    maximumFractionDigits: 2,
  })
  return format.format(milliseconds / (isShort ? minute : hour))
}
