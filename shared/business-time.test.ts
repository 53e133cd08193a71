import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { afterBusinessTime, businessTimeBetween } from './business-time.ts'
import { type Hours, type HoursBlock, isOpenAt, weekdays } from './hours.ts'
import { additions, measures } from './testing/business-times.ts'

const minute = 60_000
const at = (moment: string) => {
  const time = Date.parse(moment)
  if (Number.isNaN(time)) throw new Error(`${moment} is no moment`)
  return time
}

// Every moment carries its own offset from UTC, so that nothing here rests on the code it proves.
describe('open minutes from one moment until another', () => {
  test.each(measures)('$minutes minutes from $from until $to: $why', ({ hours, from, to, minutes }) => {
    expect(businessTimeBetween(hours, at(from), at(to)) / minute).toBe(minutes)
  })
})

describe('the moment at which so many open minutes have passed', () => {
  test.each(additions)('$minutes minutes after $from is $to: $why', ({ hours, from, to, minutes }) => {
    const found = afterBusinessTime(hours, at(from), minutes * minute)
    expect(found === undefined ? 'never' : new Date(found).toISOString()).toBe(
      to === 'never' ? to : new Date(at(to)).toISOString(),
    )
  })
})

test('there are at least sixty worked examples, each with its reason', () => {
  const all = [...measures, ...additions]
  expect(all.length).toBeGreaterThanOrEqual(60)
  expect(all.filter(({ why }) => why.split(' ').length < 3)).toEqual([])
})

test('time that runs backwards is no time', () => {
  const { hours } = measures[0] ?? {}
  expect(businessTimeBetween(hours, 5_000, 1_000)).toBe(0)
  expect(businessTimeBetween(undefined, 5_000, 1_000)).toBe(0)
  expect(afterBusinessTime(hours, 5_000, -1)).toBe(5_000)
})

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
/** One to three blocks of a day in order; the last may go over midnight where the next day begins late enough. */
const dayBlocks: fc.Arbitrary<HoursBlock[]> = fc
  .uniqueArray(fc.integer({ min: 120, max: 1439 }), { minLength: 2, maxLength: 6 })
  .chain((picked) => {
    const sorted = picked.toSorted((one, other) => one - other)
    const even = sorted.length % 2 === 0 ? sorted : sorted.slice(1)
    const blocks = even.flatMap((from, place) => {
      const to = even[place + 1]
      return place % 2 === 0 && to !== undefined ? [{ from: clock(from), to: clock(to) }] : []
    })
    return fc.constantFrom(blocks, [
      ...blocks.slice(0, -1),
      { from: blocks.at(-1)?.from ?? '23:00', to: '01:30' },
    ])
  })
const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Shanghai',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Asia/Kolkata',
]
const someHours: fc.Arbitrary<Hours> = fc.record({
  timeZone: fc.constantFrom(...zones),
  week: fc
    .record(Object.fromEntries(weekdays.map((weekday) => [weekday, fc.oneof(dayBlocks, fc.constant([]))])))
    .filter((week) => Object.values(week).some((blocks) => blocks.length > 0)) as fc.Arbitrary<Hours['week']>,
  holidays: fc.subarray(['2026-03-29', '2026-03-30', '2026-10-25', '2026-11-01']),
})
// Half of the moments lie around changes of the clock.
const changes = [
  '2026-03-08T07:00Z',
  '2026-03-29T01:00Z',
  '2026-10-25T01:00Z',
  '2026-11-01T06:00Z',
  '2026-04-04T15:00Z',
  '2026-04-23T22:00Z',
  '2026-10-29T21:00Z',
].map(at)
const moments = fc.oneof(
  fc.integer({ min: at('2026-01-01T00:00Z'), max: at('2027-01-01T00:00Z') }),
  fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -2 * 86_400_000, max: 2 * 86_400_000 }))
    .map(([change, by]) => change + by),
)
const amounts = fc.integer({ min: 1, max: 3 * 86_400_000 })

test('adding and then measuring gives the time back, to the millisecond, and no earlier moment would', () => {
  fc.assert(
    fc.property(someHours, moments, amounts, (hours, from, amount) => {
      const to = afterBusinessTime(hours, from, amount)
      if (to === undefined) throw new Error('these hours open every week')
      expect(businessTimeBetween(hours, from, to)).toBe(amount)
      expect(businessTimeBetween(hours, from, to - 1)).toBe(amount - 1)
    }),
    { numRuns: 60 },
  )
})

test('it never runs backwards: a later end is no less time, a later start or more time no earlier moment', () => {
  fc.assert(
    fc.property(someHours, moments, amounts, amounts, (hours, from, some, more) => {
      expect(businessTimeBetween(hours, from, from + some + more)).toBeGreaterThanOrEqual(
        businessTimeBetween(hours, from, from + some),
      )
      const to = afterBusinessTime(hours, from, some) ?? 0
      expect(afterBusinessTime(hours, from + more, some)).toBeGreaterThanOrEqual(to)
      expect(afterBusinessTime(hours, from, some + more)).toBeGreaterThan(to)
    }),
    { numRuns: 60 },
  )
})

test('two stretches that follow each other measure as one', () => {
  fc.assert(
    fc.property(someHours, moments, amounts, amounts, (hours, from, one, other) => {
      expect(
        businessTimeBetween(hours, from, from + one) +
          businessTimeBetween(hours, from + one, from + one + other),
      ).toBe(businessTimeBetween(hours, from, from + one + other))
    }),
    { numRuns: 60 },
  )
})

test('it runs in every second the hours are open, and in none while they are closed', () => {
  fc.assert(
    fc.property(someHours, moments, (hours, from) => {
      expect(businessTimeBetween(hours, from, from + 1)).toBe(isOpenAt(hours, from) ? 1 : 0)
    }),
    { numRuns: 400 },
  )
})

test('a year of split shifts is measured within a blink', () => {
  const hours = measures.find((each) => each.why.includes('lunch'))?.hours
  const began = performance.now()
  businessTimeBetween(hours, at('2026-01-01T00:00Z'), at('2027-01-01T00:00Z'))
  // It takes some 20 ms; a busy machine is no failure.
  expect(performance.now() - began).toBeLessThan(2_000)
})
