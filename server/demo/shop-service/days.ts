const dayLength = 24 * 60 * 60 * 1000

/** The day, `YYYY-MM-DD`, of a time in milliseconds. The shop's calendar is UTC. */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

export function addDays(day: string, days: number): string {
  return dayOf(Date.parse(`${day}T00:00:00Z`) + days * dayLength)
}

/** 29 February becomes 1 March where the year has none. */
export function addYears(day: string, years: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCFullYear(date.getUTCFullYear() + years)
  return dayOf(date.getTime())
}

/** Whole days from one day to another. */
export function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayLength)
}

/** An ISO time, or a day, some days later and in the form it came in. */
export function shifted(time: string, days: number): string {
  if (!time.includes('T')) return addDays(time, days)
  return new Date(Date.parse(time) + days * dayLength).toISOString()
}
