import { expect, test } from 'vitest'
import { leads, lockedTopics, type ResponsibilityRow } from './responsibility.ts'
import { responsibilityEdit } from './responsibility-edit.ts'
import { listIssues, unknownTopics } from './responsibility-issues.ts'

function row(topic: string, more: Partial<ResponsibilityRow> = {}): ResponsibilityRow {
  return { topic, lead: 'assistant', accountable: 'supervisor', answerAt: 0.5, ...more }
}

const rest = row('*')
const whole = { version: 1, rows: [rest], askAt: 0.3, angerAt: 0.5, missesAllowed: 2 }
const money = { amount: 1_000, currency: 'EUR' }

/** `path: message` of what is refused. */
function refusalsOf(list: unknown): string[] {
  const parsed = responsibilityEdit.safeParse(list)
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
}

test('a whole list with every kind of row is accepted as it is', () => {
  const rows = [
    row('returns', { lead: 'person', team: 'after-sales' }),
    row('refund', { lead: 'assistant-with-approval', refundUpTo: money }),
    row('coupon', { lead: 'person', couponUpTo: { percent: 10, amount: money } }),
    row('return', { refundUpTo: money, note: { en: 'Costly ones', zh: '' } }),
    rest,
  ]
  expect(responsibilityEdit.parse({ ...whole, rows })).toEqual({ ...whole, rows })
})

test.each([
  [[], 'no-rest', undefined],
  [[rest, row('*')], 'twice', 1],
  [[rest, row('Returns'), row(' returns ')], 'twice', 2],
  [[rest, row('  ')], 'empty', 1],
  [[rest, row('x', { accountable: ' ' })], 'empty', 1],
  [[rest, row('x', { answerAt: 0.29 })], 'below-ask', 1],
  [[row('*', { answerAt: 0 })], 'below-ask', 0],
  [[rest, row('refund')], 'money', 1],
  [[rest, row('Coupon')], 'money', 1],
  [[rest, row('delivery', { refundUpTo: money })], 'no-refund', 1],
  [[row('*', { refundUpTo: money })], 'no-refund', 0],
  [[rest, row('refund', { lead: 'person', couponUpTo: { percent: 5 } })], 'no-coupon', 1],
  [[rest, row('coupon', { lead: 'person', couponUpTo: {} })], 'empty-coupon', 1],
  [[rest, row('coupon', { lead: 'person', couponUpTo: { percent: 0 } })], 'range', 1],
  [[rest, row('coupon', { lead: 'person', couponUpTo: { amount: { ...money, amount: 0 } } })], 'amount', 1],
  [[rest, row('return', { refundUpTo: { amount: 100, currency: '€' } })], 'amount', 1],
  [[rest, row('x', { answerAt: Number.NaN })], 'range', 1],
] as const)('%o has the problem “%s”', (rows, problem, place) => {
  const issues = listIssues({ ...whole, rows: [...rows] })
  expect(issues.map((issue) => [issue.problem, issue.row])).toEqual([[problem, place]])
})

test('a figure of the whole list that is out of range is named', () => {
  const list = { ...whole, askAt: Number.NaN, angerAt: 1.1, missesAllowed: 6 }
  expect(listIssues(list)).toEqual([
    { field: 'askAt', problem: 'range' },
    { field: 'angerAt', problem: 'range' },
    { field: 'missesAllowed', problem: 'range' },
  ])
})

test('a row for what people always lead is refused, whatever it says and however it is spelt', () => {
  for (const topic of lockedTopics)
    for (const spelt of [topic, topic.toUpperCase(), ` ${topic}`])
      for (const lead of leads)
        expect(refusalsOf({ ...whole, rows: [rest, row(spelt, { lead })] }), spelt).toEqual([
          'rows.1.topic: A person leads this whatever the list says; the row cannot be changed.',
        ])
})

test('money in the hands of the assistant alone is refused with a sentence a person understands', () => {
  expect(refusalsOf({ ...whole, rows: [rest, row('refund', { refundUpTo: money })] })).toEqual([
    'rows.1.lead: Money never moves without a person’s approval: here “assistant with approval” is the most there can be.',
  ])
})

test('asking may begin exactly where answering does', () => {
  expect(refusalsOf({ ...whole, askAt: 0.5 })).toEqual([])
  expect(refusalsOf({ ...whole, askAt: 0.51 })).toHaveLength(1)
})

test.each([
  { ...whole, rows: [] },
  { ...whole, rows: Array.from({ length: 201 }, (_, place) => row(place === 0 ? '*' : `t${place}`)) },
  { ...whole, version: 0 },
  { ...whole, version: 1.5 },
  { ...whole, askAt: -0.1 },
  { ...whole, angerAt: 1.1 },
  { ...whole, angerAt: Number.NaN },
  { ...whole, angerAt: '0.5' },
  { ...whole, missesAllowed: 0 },
  { ...whole, missesAllowed: 6 },
  { ...whole, missesAllowed: 1.5 },
  { ...whole, rows: [{ ...rest, answerAt: 2 }] },
  { ...whole, rows: [{ ...rest, lead: 'robot' }] },
  { ...whole, rows: [{ ...rest, accountable: 'x'.repeat(101) }] },
  { ...whole, rows: [rest, row('x'.repeat(61))] },
  { ...whole, rows: [rest, row('a\0b')] },
  { ...whole, rows: [rest, row('\ud800')] },
  { ...whole, rows: [{ ...rest, team: ' ' }] },
  { ...whole, rows: [{ ...rest, note: { en: 'only one language' } }] },
  ...[0, -1, 1.5, 1_000_000_001, Number.POSITIVE_INFINITY].map((amount) => ({
    ...whole,
    rows: [rest, row('return', { refundUpTo: { amount, currency: 'EUR' } })],
  })),
  ...['eur', 'EURO', '€', ''].map((currency) => ({
    ...whole,
    rows: [rest, row('return', { refundUpTo: { amount: 1, currency } })],
  })),
  ...[0, 0.5, 101].map((percent) => ({
    ...whole,
    rows: [rest, row('coupon', { lead: 'person', couponUpTo: { percent } })],
  })),
  null,
  [],
  'list',
])('bad input %# is refused', (list) => {
  expect(refusalsOf(list).length).toBeGreaterThan(0)
})

test('rows that lead nothing the shop has are named; articles, actions and the rest are known', () => {
  const rows = [rest, row('Delivery'), row('refund', { lead: 'person' }), row('returnz'), row('尺码')]
  expect(unknownTopics({ rows }, ['returns'])).toEqual(['returnz', '尺码'])
  expect(unknownTopics({ rows }, ['尺码', 'RETURNZ'])).toEqual([])
})
