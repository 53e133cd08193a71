import { describe, expect, test } from 'vitest'
import type { ShopAction } from './action.ts'
import {
  isSameAim,
  isWithinLimit,
  type ProposalChange,
  type ProposalState,
  proposalAfter,
} from './proposal.ts'

const states: ProposalState[] = ['proposed', 'running', 'done', 'failed', 'refused', 'expired']
/** What each change makes of the states above, in their order; `-` is not possible. */
const table: Record<ProposalChange, string> = {
  approve: 'running - - - - -',
  refuse: 'refused - - - - -',
  expire: 'expired - - - - -',
  finish: '- done - - - -',
  fail: '- failed - - - -',
}
const rows = (Object.keys(table) as ProposalChange[]).flatMap((change) =>
  table[change].split(' ').map((cell, place) => ({
    change,
    from: states[place] as ProposalState,
    to: cell === '-' ? undefined : cell,
  })),
)

test.each(rows)('$change makes $to of $from', ({ change, from, to }) => {
  expect(proposalAfter(from, change)).toBe(to)
})

test('a change nobody knows is an error', () => {
  expect(() => proposalAfter('proposed', 'made-up' as ProposalChange)).toThrow(TypeError)
})

describe('the limit', () => {
  const limit = { refundUpTo: { amount: 5_000, currency: 'EUR' }, couponUpTo: { percent: 10 } }
  const refund = (amount: number, currency = 'EUR'): ShopAction => ({
    tool: 'refund',
    number: '1',
    amount: { amount, currency },
    reason: 'late',
  })
  test.each([
    [refund(5_000), true],
    [refund(5_001), false],
    [refund(1, 'USD'), false],
    [{ tool: 'coupon', percent: 10, reason: 'late' } as const, true],
    [{ tool: 'coupon', percent: 11, reason: 'late' } as const, false],
    [{ tool: 'coupon', amount: { amount: 1, currency: 'EUR' }, reason: 'late' } as const, false],
    [{ tool: 'return', number: '1', items: [], reason: 'faulty' } as const, true],
  ] satisfies [ShopAction, boolean][])('%j is within it: %s', (action, isWithin) => {
    expect(isWithinLimit(action, limit)).toBe(isWithin)
  })

  test('money without a limit in the list is above every limit', () => {
    expect(isWithinLimit(refund(1), {})).toBe(false)
  })
})

test('another amount is a change of a proposal, another order or tool is another proposal', () => {
  const one: ShopAction = { tool: 'refund', number: '1', amount: { amount: 1, currency: 'EUR' }, reason: 'a' }
  expect(isSameAim(one, { ...one, amount: { amount: 2, currency: 'EUR' }, reason: 'b' })).toBe(true)
  expect(isSameAim(one, { ...one, number: '2' })).toBe(false)
  expect(isSameAim(one, { tool: 'coupon', percent: 1, reason: 'a' })).toBe(false)
})
