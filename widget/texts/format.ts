/** Dates and numbers in the visitor's own way of writing them; `waits.ts` has those of a queue. */
export interface Formats {
  locale: string
  number(value: number): string
  /** `14:05`; for another day with that day before it. */
  moment(at: number, now?: number): string
}

export function createFormats(locale: string): Formats {
  return {
    locale,
    number: (value) => new Intl.NumberFormat(locale).format(value),
    moment: (at, now = Date.now()) =>
      clock(locale, at, sameDay(at, now) ? {} : { month: 'short', day: 'numeric' }),
  }
}

export function sameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString()
}

/** The time of day, after what `day` says of the date. */
export function clock(locale: string, at: number, day: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, { ...day, hour: 'numeric', minute: '2-digit' }).format(at)
}
