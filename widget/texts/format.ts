import type { Language } from '#shared/knowledge.ts'

/** Dates, numbers and waits in the visitor's own way of writing them. */
export interface Formats {
  number(value: number): string
  /** `14:05`; for another day with that day before it. */
  moment(at: number, now?: number): string
  /** A time to come, with the day of the week where it is not today. */
  ahead(at: number, now?: number): string
  /** A wait in whole minutes, at least one; from 90 minutes on in hours. */
  wait(seconds: number): string
}

/** The nearest of the two languages that the widget speaks. */
export function languageOf(locale: string): Language {
  return /^zh\b/i.test(locale) ? 'zh' : 'en'
}

export function createFormats(locale: string): Formats {
  const clock: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' }
  const date = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options)
  const unit = (name: 'minute' | 'hour') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long' })
  const sameDay = (one: number, other: number) =>
    new Date(one).toDateString() === new Date(other).toDateString()
  return {
    number: (value) => new Intl.NumberFormat(locale).format(value),
    moment: (at, now = Date.now()) =>
      date(sameDay(at, now) ? clock : { month: 'short', day: 'numeric', ...clock }).format(at),
    ahead: (at, now = Date.now()) =>
      date(sameDay(at, now) ? clock : { weekday: 'long', ...clock }).format(at),
    wait(seconds) {
      const minutes = Math.max(1, Math.round(seconds / 60))
      return minutes < 90 ? unit('minute').format(minutes) : unit('hour').format(Math.round(minutes / 60))
    },
  }
}

/** The locale for `Intl` and the `lang` attribute: the visitor's own where the widget speaks it. */
export function spokenLocale(locale: string): string {
  const language = languageOf(locale)
  try {
    return Intl.getCanonicalLocales(locale).find((name) => name.startsWith(language)) ?? language
  } catch {
    return language
  }
}
