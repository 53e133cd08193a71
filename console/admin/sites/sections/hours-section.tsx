import { Plus, X } from 'lucide-preact'
import { useState } from 'preact/hooks'
import { type Hours, isOpenAt, nextOpening, type Weekday, weekdays } from '#shared/hours.ts'
import { hoursBounds } from '#shared/hours-edit.ts'
import { Field } from '../../../shell/fields.tsx'
import { now } from '../../../shell/format.ts'
import { language, t } from '../../../texts/texts.ts'
import type { EditorModel } from '../editor/editor-model.ts'
import { problemIn } from '../editor/problems.ts'

const workday = { from: '09:00', to: '18:00' }

/** What most shops begin with, in the time zone of whoever sets it. */
function usualHours(): Hours {
  const week = Object.fromEntries(
    weekdays.map((weekday, place) => [weekday, place < 5 ? [{ ...workday }] : []]),
  ) as unknown as Hours['week']
  return { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, week, holidays: [] }
}

/** When people are there. */
export function HoursSection({ model }: { model: EditorModel }) {
  const words = t().sites.hours
  const { hours } = model.draft.value
  // What was set is there again for who switches to and fro.
  const [kept, setKept] = useState(hours)
  function choose(next: Hours | undefined): void {
    if (hours !== undefined) setKept(hours)
    model.change({ hours: next })
  }
  return (
    <>
      <fieldset class="choices">
        <legend class="site-legend">{t().sites.sections.hours}</legend>
        <label class="choice">
          <input type="radio" name="hours" checked={hours === undefined} onChange={() => choose(undefined)} />
          <span>
            {words.always}
            <small>{words.alwaysHelp}</small>
          </span>
        </label>
        <label class="choice">
          <input
            type="radio"
            name="hours"
            checked={hours !== undefined}
            onChange={() => choose(kept ?? usualHours())}
          />
          <span>
            {words.byHours}
            <small>{words.byHoursHelp}</small>
          </span>
        </label>
      </fieldset>
      {hours !== undefined && <HoursFields model={model} hours={hours} />}
    </>
  )
}

function HoursFields({ model, hours }: { model: EditorModel; hours: Hours }) {
  const words = t().sites.hours
  const problems = model.problems.value
  const change = (edit: Partial<Hours>) => model.change({ hours: { ...hours, ...edit } })
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
              class="input site-zone"
              list="site-zones"
              autocomplete="off"
              spellcheck={false}
              value={hours.timeZone}
              onInput={(event) => change({ timeZone: event.currentTarget.value.trim() })}
            />
            <datalist id="site-zones">
              {Intl.supportedValuesOf('timeZone').map((zone) => (
                <option key={zone} value={zone} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <div class="site-week">
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
      <Holidays model={model} hours={hours} onHolidays={(holidays) => change({ holidays })} />
      <OpenNow model={model} hours={hours} />
    </>
  )
}

interface DayProps {
  name: string
  blocks: Hours['week'][Weekday]
  problem: string | undefined
  onBlocks: (blocks: Hours['week'][Weekday]) => void
}

function Day({ name, blocks, problem, onBlocks }: DayProps) {
  const words = t().sites.hours
  return (
    <fieldset class="site-day" aria-label={name}>
      <span class="site-day-name">{name}</span>
      <div class="site-blocks">
        {blocks.length === 0 && <span class="quiet">{words.closed}</span>}
        {blocks.map((block, place) => (
          <span class="site-block" key={place}>
            {(['from', 'to'] as const).map((end) => (
              <input
                key={end}
                class="input"
                type="time"
                required
                aria-label={words[end](name)}
                value={block[end]}
                onInput={(event) =>
                  onBlocks(blocks.with(place, { ...block, [end]: event.currentTarget.value }))
                }
              />
            ))}
            <button
              type="button"
              class="icon-button"
              aria-label={words.removeBlock(name)}
              onClick={() => onBlocks(blocks.filter((_, other) => other !== place))}
            >
              <X size={14} />
            </button>
            {block.to <= block.from && block.to !== '' && (
              <small>{block.to === block.from ? words.aroundTheClock : words.overnight}</small>
            )}
          </span>
        ))}
        {problem !== undefined && <small class="form-problem">{problem}</small>}
      </div>
      <button
        type="button"
        class="icon-button"
        aria-label={words.addBlock(name)}
        disabled={blocks.length >= hoursBounds.blocks}
        onClick={() =>
          onBlocks([...blocks, blocks.length === 0 ? { ...workday } : { from: '19:00', to: '21:00' }])
        }
      >
        <Plus size={14} />
      </button>
    </fieldset>
  )
}

interface HolidaysProps {
  model: EditorModel
  hours: Hours
  onHolidays: (holidays: string[]) => void
}

function Holidays({ model, hours, onHolidays }: HolidaysProps) {
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
      <ul class="site-chips">
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
      <form class="site-row" onSubmit={add}>
        <input
          class="input site-date"
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
      <small>{problemIn(model.problems.value, 'hours.holidays') ?? words.holidaysHelp}</small>
    </div>
  )
}

/** The proof of what was set: whether it is open now, and otherwise when it opens. */
function OpenNow({ model, hours }: { model: EditorModel; hours: Hours }) {
  const words = t().sites.hours
  if ([...model.problems.value.keys()].some((path) => path.startsWith('hours'))) return null
  const next = nextOpening(hours, now.value)
  const isOpen = isOpenAt(hours, now.value)
  return (
    <p class="site-open-now" role="status">
      {isOpen
        ? words.openNow
        : next === undefined
          ? words.never
          : words.closedUntil(timeThere(next, hours.timeZone), hours.timeZone)}
    </p>
  )
}

/** By the clock of the site, on which the hours are set. */
function timeThere(at: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat(language.value === 'zh' ? 'zh-CN' : 'en-GB', {
    ...{ weekday: 'long', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
    timeZone,
  })
  return format.format(at)
}
