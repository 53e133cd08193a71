import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Hours,
  type HoursBlock,
  isOpenAt,
  nextOpening,
  openTimesOf,
  type Weekday,
  weekdays,
} from './hours.ts'

/** `9-17` on these days; `22-6` goes over midnight. */
function hours(
  timeZone: string,
  week: Partial<Record<Weekday | 'daily' | 'workdays', string>>,
  holidays: string[] = [],
): Hours {
  const blocksOf = (weekday: Weekday): HoursBlock[] => {
    const isWorkday = weekdays.indexOf(weekday) < 5
    const text = week[weekday] ?? (isWorkday ? week.workdays : undefined) ?? week.daily ?? ''
    return text
      .split(' ')
      .filter(Boolean)
      .map((block) => {
        const [from = '', to = ''] = block.split('-').map((time) => {
          const [hour = '', minute = '00'] = time.split(':')
          return `${hour.padStart(2, '0')}:${minute}`
        })
        return { from, to }
      })
  }
  const days = Object.fromEntries(weekdays.map((weekday) => [weekday, blocksOf(weekday)]))
  return { timeZone, week: days as Hours['week'], holidays }
}

const berlin = hours('Europe/Berlin', { workdays: '9-12:30 13:30-18', saturday: '10-14' }, ['2026-12-25'])
const newYork = hours('America/New_York', { workdays: '9-17' })
const shanghai = hours('Asia/Shanghai', { daily: '9-21' }, ['2026-10-01', '2026-10-02', '2026-10-03'])
const nights = hours('Europe/Berlin', { daily: '22-6' }, ['2026-12-24'])
const aroundTheClock = hours('Europe/London', { daily: '0-0' }, ['2026-12-25'])
const mumbai = hours('Asia/Kolkata', { workdays: '9:30-18:30' })
const kathmandu = hours('Asia/Kathmandu', { daily: '10-17' })
const earlyBerlin = hours('Europe/Berlin', { daily: '2:30-4' })
const inTheGap = hours('Europe/Berlin', { daily: '2:10-2:50 9-10' })
const earlyNewYork = hours('America/New_York', { daily: '1:30-2:30' })
const lordHowe = hours('Australia/Lord_Howe', { daily: '1:45-5' })
const saoPaulo = hours('America/Sao_Paulo', { daily: '0-6' })
const apia = hours('Pacific/Apia', { daily: '9-17' })
const sydney = hours('Australia/Sydney', { daily: '8-16' })
const fridayNight = hours('Europe/Berlin', { friday: '20-4' })
const cairo = hours('Africa/Cairo', { daily: '0-8' })

type Example = [name: string, hours: Hours, at: string, open: boolean, next: string]

/** `next` is when it opens next: the same moment where it is open. Monday is 15 June 2026. */
const examples: Example[] = [
  // Split shifts
  ['before the first shift', berlin, '2026-06-15T06:59:59Z', false, '2026-06-15T07:00:00Z'],
  ['the first moment of a shift', berlin, '2026-06-15T07:00:00Z', true, '2026-06-15T07:00:00Z'],
  ['inside the morning', berlin, '2026-06-15T09:15:00Z', true, '2026-06-15T09:15:00Z'],
  ['the end of a shift is not in it', berlin, '2026-06-15T10:30:00Z', false, '2026-06-15T11:30:00Z'],
  ['at lunch', berlin, '2026-06-15T11:00:00Z', false, '2026-06-15T11:30:00Z'],
  ['the afternoon', berlin, '2026-06-15T11:30:00Z', true, '2026-06-15T11:30:00Z'],
  ['after the last shift', berlin, '2026-06-15T16:00:00Z', false, '2026-06-16T07:00:00Z'],
  [
    'Friday evening: Saturday has hours of its own',
    berlin,
    '2026-06-19T18:00:00Z',
    false,
    '2026-06-20T08:00:00Z',
  ],
  [
    'Saturday afternoon: over the closed Sunday',
    berlin,
    '2026-06-20T12:00:00Z',
    false,
    '2026-06-22T07:00:00Z',
  ],
  ['winter time moves the same hours', berlin, '2026-01-15T07:30:00Z', false, '2026-01-15T08:00:00Z'],
  ['winter afternoon', berlin, '2026-01-15T16:59:59Z', true, '2026-01-15T16:59:59Z'],
  // Holidays
  ['a holiday is closed all day', berlin, '2026-12-25T10:00:00Z', false, '2026-12-26T09:00:00Z'],
  [
    'the evening before a holiday looks past it',
    berlin,
    '2026-12-24T17:30:00Z',
    false,
    '2026-12-26T09:00:00Z',
  ],
  ['three holidays in a row', shanghai, '2026-09-30T13:00:00Z', false, '2026-10-04T01:00:00Z'],
  [
    'a holiday by its own calendar, not by UTC',
    shanghai,
    '2026-09-30T16:00:00Z',
    false,
    '2026-10-04T01:00:00Z',
  ],
  ['the day after a holiday', shanghai, '2026-10-04T01:00:00Z', true, '2026-10-04T01:00:00Z'],
  ['a night before a holiday ends at midnight', nights, '2026-12-23T22:59:59Z', true, '2026-12-23T22:59:59Z'],
  ['and is closed from then on', nights, '2026-12-23T23:00:00Z', false, '2026-12-25T21:00:00Z'],
  ['a holiday’s own night does not begin', nights, '2026-12-24T22:00:00Z', false, '2026-12-25T21:00:00Z'],
  ['nor does its morning after', nights, '2026-12-25T02:00:00Z', false, '2026-12-25T21:00:00Z'],
  [
    'around the clock, but not on a holiday',
    aroundTheClock,
    '2026-12-25T00:00:00Z',
    false,
    '2026-12-26T00:00:00Z',
  ],
  ['around the clock', aroundTheClock, '2026-12-24T23:59:59Z', true, '2026-12-24T23:59:59Z'],
  // Over midnight
  ['late in the evening', nights, '2026-06-15T20:00:00Z', true, '2026-06-15T20:00:00Z'],
  ['after midnight it is still yesterday’s', nights, '2026-06-16T03:59:59Z', true, '2026-06-16T03:59:59Z'],
  ['in the morning it ends', nights, '2026-06-16T04:00:00Z', false, '2026-06-16T20:00:00Z'],
  ['Friday’s night lasts into Saturday', fridayNight, '2026-06-20T01:30:00Z', true, '2026-06-20T01:30:00Z'],
  ['Saturday has no night of its own', fridayNight, '2026-06-20T19:00:00Z', false, '2026-06-26T18:00:00Z'],
  ['Thursday’s night there is none', fridayNight, '2026-06-19T01:00:00Z', false, '2026-06-19T18:00:00Z'],
  // Time zones
  ['half an hour off UTC', mumbai, '2026-06-15T03:59:00Z', false, '2026-06-15T04:00:00Z'],
  ['half an hour off UTC, open', mumbai, '2026-06-15T12:59:59Z', true, '2026-06-15T12:59:59Z'],
  ['three quarters off UTC', kathmandu, '2026-06-15T04:14:59Z', false, '2026-06-15T04:15:00Z'],
  [
    'Monday has begun there while it is Sunday in UTC',
    sydney,
    '2026-06-14T22:00:00Z',
    true,
    '2026-06-14T22:00:00Z',
  ],
  ['still Friday in New York', newYork, '2026-06-20T00:00:00Z', false, '2026-06-22T13:00:00Z'],
  ['west of UTC, open', newYork, '2026-06-19T20:59:59Z', true, '2026-06-19T20:59:59Z'],
  // Clocks put forward
  ['the Monday after the change', newYork, '2026-03-09T12:59:00Z', false, '2026-03-09T13:00:00Z'],
  ['over the change: 9:00 is an hour sooner', newYork, '2026-03-06T23:00:00Z', false, '2026-03-09T13:00:00Z'],
  [
    '2:30 is left out: it begins as the clock jumps',
    earlyBerlin,
    '2026-03-29T00:30:00Z',
    false,
    '2026-03-29T01:00:00Z',
  ],
  ['the first moment after the jump', earlyBerlin, '2026-03-29T01:00:00Z', true, '2026-03-29T01:00:00Z'],
  ['its end is on time', earlyBerlin, '2026-03-29T02:00:00Z', false, '2026-03-30T00:30:00Z'],
  [
    'a block inside the hour that is left out never opens',
    inTheGap,
    '2026-03-29T00:30:00Z',
    false,
    '2026-03-29T07:00:00Z',
  ],
  ['midnight itself is left out', saoPaulo, '2018-11-04T02:59:59Z', false, '2018-11-04T03:00:00Z'],
  ['the day begins at one', saoPaulo, '2018-11-04T03:00:00Z', true, '2018-11-04T03:00:00Z'],
  ['midnight left out in Cairo', cairo, '2026-04-23T21:59:59Z', false, '2026-04-23T22:00:00Z'],
  ['half an hour is left out', lordHowe, '2026-10-03T15:14:00Z', false, '2026-10-03T15:15:00Z'],
  ['a whole day is left out', apia, '2011-12-30T04:00:00Z', false, '2011-12-30T19:00:00Z'],
  [
    'in the south clocks go forward in October',
    sydney,
    '2026-10-03T20:59:00Z',
    false,
    '2026-10-03T21:00:00Z',
  ],
  // Clocks put back
  ['the first 2:30', earlyBerlin, '2026-10-25T00:30:00Z', true, '2026-10-25T00:30:00Z'],
  ['the second 2:00, between the two', earlyBerlin, '2026-10-25T01:00:00Z', true, '2026-10-25T01:00:00Z'],
  ['4:00 comes once', earlyBerlin, '2026-10-25T03:00:00Z', false, '2026-10-26T01:30:00Z'],
  ['before the first 2:30', earlyBerlin, '2026-10-25T00:29:59Z', false, '2026-10-25T00:30:00Z'],
  ['the first 1:30 in New York', earlyNewYork, '2026-11-01T05:30:00Z', true, '2026-11-01T05:30:00Z'],
  ['the second 1:15 in New York', earlyNewYork, '2026-11-01T06:15:00Z', true, '2026-11-01T06:15:00Z'],
  ['2:30 in New York', earlyNewYork, '2026-11-01T07:30:00Z', false, '2026-11-02T06:30:00Z'],
  ['half an hour comes twice', lordHowe, '2026-04-04T14:45:00Z', true, '2026-04-04T14:45:00Z'],
  ['its second time', lordHowe, '2026-04-04T15:10:00Z', true, '2026-04-04T15:10:00Z'],
  ['the hour before midnight comes twice', saoPaulo, '2019-02-17T02:30:00Z', false, '2019-02-17T03:00:00Z'],
  ['in the south clocks go back in April', sydney, '2026-04-04T21:30:00Z', false, '2026-04-04T22:00:00Z'],
]

describe('worked examples', () => {
  test.for(examples)('%s', ([, given, at, open, next]) => {
    expect(isOpenAt(given, Date.parse(at))).toBe(open)
    const opening = nextOpening(given, Date.parse(at))
    expect(opening && new Date(opening).toISOString()).toBe(new Date(next).toISOString())
  })

  test('there are at least forty of them', () => expect(examples.length).toBeGreaterThanOrEqual(40))
})

test('a night of eight hours lasts seven where clocks are put forward, and nine where they are put back', () => {
  const lengthOf = (date: string) => {
    const [time] = openTimesOf(nights, Date.parse(date))
    return time && (time.end - time.start) / 3_600_000
  }
  expect([lengthOf('2026-03-28'), lengthOf('2026-06-15'), lengthOf('2026-10-24')]).toEqual([7, 8, 9])
})

test('without hours it is always open', () => {
  expect(isOpenAt(undefined, 0)).toBe(true)
  expect(nextOpening(undefined, 5)).toBe(5)
})

test('hours that never open have no next opening', () => {
  expect(nextOpening(hours('Europe/Berlin', {}), Date.parse('2026-06-15T00:00:00Z'))).toBeUndefined()
})

test('it opens when it says: closed right before, open then, and no time between was open', () => {
  const zone = fc.constantFrom(
    'Europe/Berlin',
    'America/New_York',
    'Asia/Shanghai',
    'Australia/Lord_Howe',
    'Africa/Cairo',
  )
  const time = fc.integer({ min: 0, max: 95 }).map((quarter) => {
    const minute = String((quarter % 4) * 15).padStart(2, '0')
    return `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${minute}`
  })
  const week = fc.record(
    Object.fromEntries(
      weekdays.map((each) => [each, fc.array(fc.record({ from: time, to: time }), { maxLength: 2 })]),
    ),
  ) as fc.Arbitrary<Hours['week']>
  const at = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2026-12-31') })
  fc.assert(
    fc.property(zone, week, at, (timeZone, days, moment) => {
      const given: Hours = { timeZone, week: days, holidays: ['2026-03-29', '2026-11-02'] }
      const next = nextOpening(given, moment)
      if (next === undefined) return weekdays.every((each) => days[each].length === 0)
      if (next === moment) return isOpenAt(given, moment)
      const between = Array.from({ length: 40 }, (_, step) => moment + ((next - moment) * step) / 40)
      return (
        isOpenAt(given, next) &&
        !isOpenAt(given, next - 1) &&
        between.every((each) => !isOpenAt(given, Math.floor(each)))
      )
    }),
    { numRuns: 200 },
  )
})
