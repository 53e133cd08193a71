import { type Hours, type Weekday, weekdays } from './hours.ts'
import type { Language } from './knowledge.ts'

const locales: Record<Language, string> = { en: 'en-GB', zh: 'zh-CN' }
const to: Record<Language, string> = { en: '–', zh: '至' }
const between: Record<Language, string> = { en: ', ', zh: '，' }
const and: Record<Language, string> = { en: ' and ', zh: '、' }

/**
 * Opening hours as one tells them a customer: "Mon–Fri 09:00–18:00, Sat 10:00–14:00 (Central European Time)". Days with
 * the same hours stand together, closed days are left out; holidays are for whoever asks for one.
 * `undefined` where no day is open.
 */
export function hoursInWords(hours: Hours, language: Language): string | undefined {
  const runs: { first: Weekday; last: Weekday; times: string }[] = []
  for (const day of weekdays) {
    const times = hours.week[day].map(({ from, to: end }) => `${from}–${end}`).join(and[language])
    const before = runs.at(-1)
    const follows = before !== undefined && weekdays.indexOf(before.last) === weekdays.indexOf(day) - 1
    if (times === '') continue
    if (follows && before.times === times) before.last = day
    else runs.push({ first: day, last: day, times })
  }
  if (runs.length === 0) return undefined
  const said = runs.map(({ first, last, times }) => {
    const days = first === last ? dayName(first) : `${dayName(first)}${to[language]}${dayName(last)}`
    return `${days} ${times}`
  })
  const zone = zoneName(hours.timeZone, language)
  return said.join(between[language]) + (language === 'zh' ? `（${zone}）` : ` (${zone})`)

  function dayName(day: Weekday): string {
    // 1 January 2024 was a Monday.
    const date = Date.UTC(2024, 0, 1 + weekdays.indexOf(day))
    return new Intl.DateTimeFormat(locales[language], { weekday: 'short', timeZone: 'UTC' }).format(date)
  }
}

function zoneName(timeZone: string, language: Language): string {
  const format = new Intl.DateTimeFormat(locales[language], { timeZone, timeZoneName: 'longGeneric' })
  return (
    format.formatToParts(Date.UTC(2024, 0, 1)).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
  )
}
