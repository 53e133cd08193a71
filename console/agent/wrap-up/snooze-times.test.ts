import { expect, test } from 'vitest'
import { snoozeProblem, snoozeTimes } from './snooze-times.ts'

const at = (year: number, month: number, day: number, hour: number, minute = 0) =>
  new Date(year, month - 1, day, hour, minute).getTime()
const offered = (now: number) =>
  Object.fromEntries(snoozeTimes(now).map(({ choice, at: time }) => [choice, time]))

test('on a Wednesday morning all three are offered, by this computer’s own calendar', () => {
  expect(offered(at(2026, 11, 18, 10, 7))).toEqual({
    later: at(2026, 11, 18, 13, 15),
    morning: at(2026, 11, 19, 9),
    week: at(2026, 11, 23, 9),
  })
})

test('late in the evening there is no later today, and over the end of a month it is the first', () => {
  expect(offered(at(2026, 11, 30, 22, 30))).toEqual({ morning: at(2026, 12, 1, 9), week: at(2026, 12, 7, 9) })
})

test('on a Sunday next week is tomorrow, and offered once', () => {
  expect(offered(at(2026, 11, 22, 12))).toEqual({ later: at(2026, 11, 22, 15), morning: at(2026, 11, 23, 9) })
})

test('a time of one’s own lies ahead, and within 90 days', () => {
  const now = at(2026, 11, 18, 10)
  expect(snoozeProblem(Number.NaN, now)).toBe('past')
  expect(snoozeProblem(now - 1, now)).toBe('past')
  expect(snoozeProblem(now + 5 * 60_000, now)).toBeUndefined()
  expect(snoozeProblem(at(2036, 11, 18, 10), now)).toBe('far')
})
