import { clock, type Formats, sameDay } from './format.ts'
import type { PluralForms } from './plural.ts'

/** The form for this number, with the number in it. */
export function counted(forms: PluralForms, count: number, { locale, number }: Formats): string {
  const form = forms[new Intl.PluralRules(locale).select(count)] ?? forms.other
  return form.replace('#', number(count))
}

/** A time to come, with the day of the week where it is not today. */
export function timeAhead(locale: string, at: number, now: number = Date.now()): string {
  return clock(locale, at, sameDay(at, now) ? {} : { weekday: 'long' })
}

/** A wait in whole minutes, at least one; from 90 minutes on in hours. */
export function wait(locale: string, seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60))
  const [amount, unit] = minutes < 90 ? [minutes, 'minute'] : [Math.round(minutes / 60), 'hour']
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(amount)
}
