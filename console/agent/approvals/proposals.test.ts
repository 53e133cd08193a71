import { describe, expect, test } from 'vitest'
import type { ShopAction } from '#shared/action.ts'
import type { EventDraft, LogEvent } from '#shared/conversation.ts'
import { hundredths, proposalsOf, provedOrder, withTerms } from './proposals.ts'

const action: ShopAction = { tool: 'coupon', percent: 10, reason: 'late' }
const said = (text: string): EventDraft => ({
  type: 'message:posted',
  messageId: text,
  sender: 'visitor',
  text,
  locale: 'en',
})
const proposed: EventDraft = {
  type: 'action:proposed',
  proposalId: 'p1',
  version: 1,
  action,
  customer: { email: 'emma@example.com' },
  why: 'late',
  by: 'assistant',
  limit: {},
  expiresAt: 9,
}
const log = (...drafts: EventDraft[]): LogEvent[] =>
  drafts.map((draft, index) => ({ ...draft, seq: index + 1, at: index }))

describe('the proposals of a conversation', () => {
  test('stand with what the visitor had written last, not with what came later', () => {
    expect(proposalsOf(log(said('one'), said('two'), proposed, said('three')))).toMatchObject([
      { proposalId: 'p1', state: 'proposed', words: 'two', version: 1 },
    ])
  })

  test('show the action as it was approved, who approved it and how it ended', () => {
    const smaller = { ...action, percent: 5 }
    const approved = {
      type: 'action:approved',
      proposalId: 'p1',
      version: 2,
      name: 'Mei',
      action: smaller,
      isChanged: true,
    } as const
    const running = { state: 'running', version: 2, decidedBy: 'Mei', action: smaller }
    expect(proposalsOf(log(proposed, approved))).toMatchObject([running])
    const done = { type: 'action:done', proposalId: 'p1', tool: 'coupon', summary: 'X' } as const
    expect(proposalsOf(log(proposed, approved, done))).toMatchObject([{ state: 'done' }])
    const failure = { kind: 'refused', reason: 'no', isUncertain: false } as const
    expect(proposalsOf(log(proposed, approved, { ...done, failure }))).toMatchObject([{ state: 'failed' }])
  })

  test('tell a refusal from an expiry, and take no notice of actions that needed no approval', () => {
    const over = { type: 'action:refused', proposalId: 'p1', version: 2 } as const
    expect(proposalsOf(log(proposed, { ...over, by: 'person', name: 'Mei' }))).toMatchObject([
      { state: 'refused' },
    ])
    expect(proposalsOf(log(proposed, { ...over, by: 'expiry' }))).toMatchObject([{ state: 'expired' }])
    expect(proposalsOf(log({ type: 'action:done', tool: 'return', summary: 'RT-1' }))).toEqual([])
  })
})

test('a form begins with the order that the conversation has proved last', () => {
  const verified = { email: 'emma@example.com', numbers: ['NL-1', 'NL-2'] }
  expect(provedOrder(log({ type: 'case:updated', facts: { verified } }))).toEqual({
    number: 'NL-2',
    email: 'emma@example.com',
  })
  expect(provedOrder(log({ type: 'case:updated', facts: { orderNumber: 'NL-9' } }))).toBeUndefined()
})

test.each([
  ['12', 1_200],
  ['1.5', 150],
  ['1,50', 150],
  ['0', undefined],
  ['-1', undefined],
  ['1.234', undefined],
  ['ten', undefined],
  ['', undefined],
])('%j as an amount is %s hundredths', (text, amount) => {
  expect(hundredths(text)).toBe(amount)
})

test('other terms change what a coupon gives and leave its reason', () => {
  expect(withTerms(action, { amount: 500, currency: 'USD' })).toEqual({
    tool: 'coupon',
    amount: { amount: 500, currency: 'USD' },
    reason: 'late',
  })
})
