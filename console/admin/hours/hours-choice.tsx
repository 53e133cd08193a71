import './hours.css'
import { useId, useState } from 'preact/hooks'
import { type Hours, isOpenAt, nextOpening, type Weekday, weekdays } from '#shared/hours.ts'
import { Field } from '../../shell/fields.tsx'
import { now } from '../../shell/format.ts'
import { language, t } from '../../texts/texts.ts'
import { type Problems, problemIn } from '../problems.ts'
import { Holidays } from './holidays.tsx'
import { Day, workday } from './hours-day.tsx'

/** What most begin with, in the time zone of whoever sets it. */
function usualHours(): Hours {
  const week = Object.fromEntries(
    weekdays.map((weekday, place) => [weekday, place < 5 ? [{ ...workday }] : []]),
  ) as unknown as Hours['week']
  return { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, week, holidays: [] }
}

interface ChoiceProps {
  legend: string
  /** What each of the two means where these hours are. */
  words: Record<'always' | 'alwaysHelp' | 'byHours' | 'byHoursHelp', string>
  hours: Hours | undefined
  /** With paths that begin with `hours`. */
  problems: Problems
  onHours: (hours: Hours | undefined) => void
}

/** When people are there: always, or by hours of a week with holidays. */
export function HoursChoice({ legend, words, hours, problems, onHours }: ChoiceProps) {
  const name = useId()
  // What was set is there again for who switches to and fro.
  const [kept, setKept] = useState(hours)
  function choose(next: Hours | undefined): void {
    if (hours !== undefined) setKept(hours)
    onHours(next)
  }
  return (
    <>
      <fieldset class="choices">
        <legend class="hours-legend">{legend}</legend>
        <label class="choice">
          <input type="radio" name={name} checked={hours === undefined} onChange={() => choose(undefined)} />
          <span>
            {words.always}
            <small>{words.alwaysHelp}</small>
          </span>
        </label>
        <label class="choice">
          <input
            type="radio"
            name={name}
            checked={hours !== undefined}
            onChange={() => choose(kept ?? usualHours())}
          />
          <span>
            {words.byHours}
            <small>{words.byHoursHelp}</small>
          </span>
        </label>
      </fieldset>
      {hours !== undefined && <HoursFields hours={hours} problems={problems} onHours={onHours} />}
    </>
  )
}

interface FieldsProps {
  hours: Hours
  problems: Problems
  onHours: (hours: Hours) => void
}

function HoursFields({ hours, problems, onHours }: FieldsProps) {
  const words = t().sites.hours
  const zones = useId()
  const change = (edit: Partial<Hours>) => onHours({ ...hours, ...edit })
  const setDay = (weekday: Weekday, blocks: Hours['week'][Weekday]) =>
    change({ week: { ...hours.week, [weekday]: blocks } })
  const weekProblem = problems.get('hours.week')
  return (
    <>
      <Field label={words.timeZone} help={words.timeZoneHelp} problem={problemIn(problems, 'hours.timeZone')}>
        {(control) => (
          <>
            <input
              {...control}
              class="input hours-zone"
              list={zones}
              autocomplete="off"
              spellcheck={false}
              value={hours.timeZone}
              onInput={(event) => change({ timeZone: event.currentTarget.value.trim() })}
            />
            <datalist id={zones}>
              {Intl.supportedValuesOf('timeZone').map((zone) => (
                <option key={zone} value={zone} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <div class="hours-week">
        {weekdays.map((weekday) => (
          <Day
            key={weekday}
            name={words.weekdays[weekday]}
            blocks={hours.week[weekday]}
            problem={problemIn(problems, `hours.week.${weekday}`)}
            onBlocks={(blocks) => setDay(weekday, blocks)}
          />
        ))}
        {weekProblem !== undefined && <p class="form-problem">{weekProblem}</p>}
        <button
          type="button"
          class="link"
          onClick={() => {
            const copied = weekdays.slice(1, 5).map((weekday) => [weekday, [...hours.week.monday]])
            change({ week: { ...hours.week, ...Object.fromEntries(copied) } })
          }}
        >
          {words.copy}
        </button>
      </div>
      <Holidays
        problem={problemIn(problems, 'hours.holidays')}
        hours={hours}
        onHolidays={(holidays) => change({ holidays })}
      />
      <OpenNow problems={problems} hours={hours} />
    </>
  )
}

/** The proof of what was set: whether it is open now, and otherwise when it opens. */
function OpenNow({ problems, hours }: { problems: Problems; hours: Hours }) {
  const words = t().sites.hours
  if ([...problems.keys()].some((path) => path.startsWith('hours'))) return null
  const next = nextOpening(hours, now.value)
  const isOpen = isOpenAt(hours, now.value)
  return (
    <p class="hours-now" role="status">
      {isOpen
        ? words.openNow
        : next === undefined
          ? words.never
          : words.closedUntil(timeThere(next, hours.timeZone), hours.timeZone)}
    </p>
  )
}

/** By the clock by which the hours are set. */
function timeThere(at: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat(language.value === 'zh' ? 'zh-CN' : 'en-GB', {
    ...{ weekday: 'long', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
    timeZone,
  })
  return format.format(at)
}
