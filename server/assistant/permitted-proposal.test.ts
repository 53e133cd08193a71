import { expect, test } from 'vitest'
import type { ShopAction } from '#shared/action.ts'
import type { ResponsibilityList } from '#shared/responsibility.ts'
import { permittedProposal } from './permitted-proposal.ts'
import type { Decision } from './turn.ts'

const row = { lead: 'assistant-with-approval', accountable: 'supervisor', answerAt: 0.5 } as const
const list: ResponsibilityList = {
  version: 3,
  rows: [
    { ...row, topic: 'coupon', couponUpTo: { percent: 10 } },
    { ...row, topic: 'return', lead: 'person' },
  ],
  askAt: 0.3,
  angerAt: 0.5,
  missesAllowed: 2,
}
const parts = { isDeskOpen: true, record: () => undefined }
const proposing = (action: ShopAction): Decision => ({
  outcome: 'answered',
  language: 'en',
  text: 'A colleague has to confirm this first.',
  proposal: { action, customer: { email: 'emma@example.com' }, why: 'late' },
})

test('a proposal within the list stands, with the limit it stayed within', () => {
  const decision = permittedProposal(proposing({ tool: 'coupon', percent: 10, reason: 'late' }), list, parts)
  expect(decision).toMatchObject({
    outcome: 'answered',
    proposal: { limit: { couponUpTo: { percent: 10 } } },
  })
})

test.each<ShopAction>([
  { tool: 'coupon', percent: 11, reason: 'late' },
  { tool: 'coupon', amount: { amount: 1, currency: 'EUR' }, reason: 'late' },
  { tool: 'refund', number: '1', amount: { amount: 1, currency: 'EUR' }, reason: 'late' },
  { tool: 'return', number: '1', items: [], reason: 'faulty' },
])('what the list does not allow goes to a person and says nothing of a proposal: %j', (action) => {
  const decision = permittedProposal(proposing(action), list, parts)
  expect(decision).toMatchObject({ outcome: 'handed-over', reason: 'policy' })
  expect(decision.proposal).toBeUndefined()
  expect(decision.text).not.toContain('confirm')
})

test('a decision without a proposal is left as it is', () => {
  const { proposal: _, ...plain } = proposing({ tool: 'coupon', percent: 10, reason: 'late' })
  expect(permittedProposal(plain, list, parts)).toBe(plain)
})
