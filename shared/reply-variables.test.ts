import { expect, test } from 'vitest'
import { hoursInWords } from './hours-words.ts'
import { fillReply, placeholderOf, replyVariables, unfilledIn, unknownVariables } from './reply-variables.ts'

test('a text is filled with what is known, whichever language names the variable', () => {
  const values = { visitor: 'Emma', order: 'NL-1', agent: 'Ana', shop: 'Northlight', hours: 'Mon–Fri' }
  const text = 'Hi {{visitor}}, {{订单号}} — {{ Shop }}, ｛｛客服｝｝, {{营业时间}}.'
  expect(fillReply(text, values, 'en')).toBe('Hi Emma, NL-1 — Northlight, Ana, Mon–Fri.')
  expect(unfilledIn(fillReply(text, values, 'en'))).toEqual([])
})

test('what nobody knows stays open, in the words of the text’s language, and is found again', () => {
  const filled = fillReply('{{visitor}}您好，{{order}}已发货。', { visitor: '  ' }, 'zh')
  expect(filled).toBe('{{访客}}您好，{{订单号}}已发货。')
  expect(unfilledIn(filled).map(({ variable }) => variable)).toEqual(['visitor', 'order'])
  const [first] = unfilledIn(filled)
  expect(filled.slice(first?.start, first?.end)).toBe('{{访客}}')
})

test('a value is put in as it is: nothing in it is filled again', () => {
  expect(fillReply('{{visitor}} {{order}}', { visitor: '{{order}} $& $1', order: 'NL-1' }, 'en')).toBe(
    '{{order}} $& $1 NL-1',
  )
})

test('names that no variable has are told apart from text in braces', () => {
  expect(unknownVariables('{{coupon}} {{优惠券}} {{coupon}} {{visitor}} {one} {{}}')).toEqual([
    'coupon',
    '优惠券',
  ])
  expect(unfilledIn('use {{ mustache }} in the template')).toEqual([])
  for (const variable of replyVariables)
    for (const language of ['en', 'zh'] as const)
      expect(unfilledIn(placeholderOf(variable, language))).toMatchObject([{ variable }])
})

test('opening hours are told as one tells them, in both languages', () => {
  const day = [{ from: '09:00', to: '18:00' }]
  const split = [
    { from: '09:00', to: '12:00' },
    { from: '13:00', to: '18:00' },
  ]
  const closed = {
    monday: [],
    tuesday: [],
    wednesday: [],
    thursday: [],
    friday: [],
    saturday: [],
    sunday: [],
  }
  const week = { ...closed, monday: day, tuesday: day, wednesday: day, friday: split, saturday: day }
  const hours = { timeZone: 'Asia/Shanghai', week, holidays: [] }
  expect(hoursInWords(hours, 'en')).toBe(
    'Mon–Wed 09:00–18:00, Fri 09:00–12:00 and 13:00–18:00, Sat 09:00–18:00 (China Standard Time)',
  )
  expect(hoursInWords(hours, 'zh')).toBe(
    '周一至周三 09:00–18:00，周五 09:00–12:00、13:00–18:00，周六 09:00–18:00（中国标准时间）',
  )
  expect(hoursInWords({ ...hours, week: closed }, 'en')).toBeUndefined()
})
