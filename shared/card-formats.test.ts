import { expect, test } from 'vitest'
import { cardDay, cardDays, cardMoney, stepsOf } from './card-formats.ts'

const now = Date.parse('2026-11-21T12:00:00Z')

test('money is written as the visitor’s locale writes it, without a fraction where there is none', () => {
  const money = { amount: 28_900, currency: 'USD' }
  expect(cardMoney('en-GB', money)).toBe('US$289')
  expect(cardMoney('de-DE', { amount: 1_250, currency: 'EUR' })).toBe('12,50\u00a0€')
  expect(cardMoney('zh-CN', money)).toBe('US$289')
  expect(cardMoney('ar-EG', money)).toContain('٢٨٩')
  expect(cardMoney('en', { amount: -500, currency: 'XQZ' })).toMatch(/-XQZ\s5/)
})

test('days are the shop’s, in no time zone, with their year where it is another one', () => {
  expect(cardDay('en-GB', '2026-11-23', now)).toBe('23 Nov')
  expect(cardDay('en-GB', '2027-01-02', now)).toBe('2 Jan 2027')
  expect(cardDays('en-GB', '2026-11-20', '2026-11-23', now)).toBe('20 Nov – 23 Nov')
  expect(cardDays('zh-CN', '2026-11-20', '2026-11-23', now)).toBe('11月20日 – 11月23日')
  expect(cardDays('en-GB', '2026-11-23', '2026-11-23', now)).toBe('23 Nov')
  expect(cardDays('en-GB', '2026-11-29', '2026-11-23', now)).toBe('23 Nov')
})

test('an order that goes nowhere any more has no steps', () => {
  expect(stepsOf('shipped')?.passed).toBe(3)
  expect(stepsOf('paid')?.passed).toBe(1)
  expect(stepsOf('delivered')?.passed).toBe(4)
  for (const state of ['cancelled', 'returned', 'refunded'] as const) expect(stepsOf(state)).toBeUndefined()
})
