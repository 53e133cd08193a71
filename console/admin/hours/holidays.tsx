import { X } from 'lucide-preact'
import { useState } from 'preact/hooks'
import type { Hours } from '#shared/hours.ts'
import { hoursBounds } from '#shared/hours-edit.ts'
import { language, t } from '../../texts/texts.ts'

interface HolidaysProps {
  problem: string | undefined
  hours: Hours
  onHolidays: (holidays: string[]) => void
}

/** The days that are closed whatever the week says. */
export function Holidays({ problem, hours, onHolidays }: HolidaysProps) {
  const words = t().sites.hours
  const [day, setDay] = useState('')
  const format = new Intl.DateTimeFormat(language.value === 'zh' ? 'zh-CN' : 'en-GB', {
    ...{ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' },
  })
  function add(event: Event): void {
    event.preventDefault()
    if (day === '' || hours.holidays.includes(day)) return
    onHolidays([...hours.holidays, day].sort())
    setDay('')
  }
  return (
    <div class="field form-field">
      <span>{words.holidays}</span>
      <ul class="hours-chips">
        {hours.holidays.map((holiday) => (
          <li key={holiday}>
            <time dateTime={holiday}>{format.format(Date.parse(holiday))}</time>
            <button
              type="button"
              class="icon-button"
              aria-label={words.removeHoliday(format.format(Date.parse(holiday)))}
              onClick={() => onHolidays(hours.holidays.filter((each) => each !== holiday))}
            >
              <X size={14} />
            </button>
          </li>
        ))}
      </ul>
      <form class="hours-row" onSubmit={add}>
        <input
          class="input hours-date"
          type="date"
          aria-label={words.holiday}
          value={day}
          onInput={(event) => setDay(event.currentTarget.value)}
        />
        <button
          type="submit"
          class="button"
          disabled={day === '' || hours.holidays.length >= hoursBounds.holidays}
        >
          {words.addHoliday}
        </button>
      </form>
      <small>{problem ?? words.holidaysHelp}</small>
    </div>
  )
}
