import { expect, test } from 'vitest'
import { openingTime } from './opening.ts'

const now = new Date(2026, 10, 20, 18, 0).getTime()
const at = (day: number, hour: number) => new Date(2026, 10, day, hour, 0).getTime()

test('an opening is told by its time, then by its day of the week, and far ahead by its date', () => {
  expect(openingTime('en-GB', at(20, 21), now)).toBe('21:00')
  expect(openingTime('en-GB', at(23, 9), now)).toMatch(/^Monday/)
  expect(openingTime('en-GB', at(23, 9), now)).not.toMatch(/November/)
  // The Friday after the next one is not "Friday".
  expect(openingTime('en-GB', at(27, 9), now)).toMatch(/27 November/)
  expect(openingTime('zh-CN', at(27, 9), now)).toMatch(/11月27日/)
})
