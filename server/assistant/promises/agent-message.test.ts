import { describe, expect, test } from 'vitest'
import { timedPromisesIn } from './agent-message.ts'
import { warningOf } from './make.ts'

describe('a promise with a time in an agent’s message is noticed', () => {
  test.each<[string, string[]]>([
    ["I'll get back to you by Friday 17:00.", ['17:00', 'friday']],
    ['We will refund you within 3 working days.', ['3wd']],
    ['You will hear from me tomorrow.', ['day+1']],
    ['我周五之前回复您。', ['friday']],
    ['我们会在3个工作日内为您退款。', ['3wd']],
    ['明天给您答复。', ['day+1']],
  ])('%s', (text, named) => {
    expect(
      timedPromisesIn(text)
        .flatMap((each) => each.named)
        .sort(),
    ).toEqual(named.sort())
  })
})

describe('what promises nothing by a time is left alone', () => {
  test.each([
    'Delivery takes 3 to 5 business days.',
    'Did you say you will be back on Friday?',
    "I can't promise that it will be there tomorrow.",
    'I am looking into it.',
    '一般3到5个工作日送达。',
    '您是周五下的单吗？',
    '我来看一下。',
  ])('%s', (text) => {
    expect(timedPromisesIn(text)).toEqual([])
  })
})

test('the agent is asked about their own words, not about what was made of them', () => {
  const [found] = timedPromisesIn('Hello Emma. I will send the REFUND by Friday. Bye!')
  expect(found?.sentence).toBe('I will send the REFUND by Friday.')
})

test('people are warned half an hour before, or a tenth of the time where that is shorter', () => {
  const minute = 60_000
  const half = { warnBefore: 30 * minute }
  expect(warningOf({ madeAt: 0, dueAt: 24 * 60 * minute }, half)).toBe((24 * 60 - 30) * minute)
  expect(warningOf({ madeAt: 0, dueAt: 30 * minute }, half)).toBe(27 * minute)
})
