import { expect, test } from 'vitest'
import { dueOf } from './due-time.ts'

// A Wednesday, in the calendar of wherever this runs.
const wednesday = new Date(2026, 10, 18, 14, 0).getTime()
const at = (day: number, hours: number, minutes = 0, month = 10) =>
  new Date(2026, month, day, hours, minutes).getTime()

test.each<[string, string[], number | undefined]>([
  ['by Friday ends with the working day', ['friday'], at(20, 18)],
  ['by Friday at five', ['friday', '17:00'], at(20, 17)],
  ['of two days the last one counts', ['thursday', 'friday'], at(20, 18)],
  ['tomorrow', ['day+1'], at(19, 18)],
  ['today', ['day+0'], at(18, 18)],
  ['in two hours', ['0.083d'], wednesday + 0.083 * 86_400_000],
  ['within two days', ['2d'], at(20, 14)],
  ['within three working days, over a weekend', ['3wd'], at(23, 18)],
  ['on a date', ['11-24'], at(24, 18)],
  ['on a date of next year', ['01-05'], new Date(2027, 0, 5, 18).getTime()],
  ['on the fifth of next month', ['the 5'], at(5, 18, 0, 11)],
  ['by the end of the week', ['end of week'], at(20, 18)],
  ['next week', ['next week'], at(27, 18)],
  ['at a time that is over for today', ['9:00'], at(19, 9)],
  ['by noon tomorrow', ['day+1', 'noon'], at(19, 12)],
  ['in a few days names no time', ['some days'], undefined],
  ['nothing', [], undefined],
])('%s', (_, named, due) => {
  expect(dueOf(named, wednesday)).toBe(due)
})

test('“today”, said after closing time, lasts until midnight', () => {
  expect(dueOf(['day+0'], at(18, 20))).toBe(at(18, 23, 59))
})

test('“by Wednesday”, said on a Wednesday, is today while the desk is open, and next week after', () => {
  expect(dueOf(['wednesday'], wednesday)).toBe(at(18, 18))
  expect(dueOf(['wednesday'], at(18, 19))).toBe(at(25, 18))
})

test('a month from its last day on ends with the shorter month, and so does “by the 31st”', () => {
  const lastOfJanuary = new Date(2027, 0, 31, 14).getTime()
  expect(dueOf(['1m'], lastOfJanuary)).toBe(new Date(2027, 1, 28, 14).getTime())
  expect(dueOf(['the 31'], new Date(2027, 1, 10, 14).getTime())).toBe(new Date(2027, 1, 28, 18).getTime())
})
