import fc from 'fast-check'
import type { ResponsibilityList } from '#shared/responsibility.ts'
import type { ShopFault } from '../../support/faulty-shop.ts'

/** Of a proposal that nobody decides, in milliseconds. */
export const lifetime = 4 * 60 * 60 * 1000
/** What the people and the assistant of these runs may do. */
export const list: ResponsibilityList = {
  version: 1,
  rows: [
    {
      topic: 'coupon',
      lead: 'assistant-with-approval',
      accountable: 'supervisor',
      answerAt: 0.5,
      couponUpTo: { percent: 10 },
    },
    {
      topic: 'refund',
      lead: 'assistant-with-approval',
      accountable: 'supervisor',
      answerAt: 0.5,
      refundUpTo: { amount: 5, currency: 'USD' },
    },
  ],
  askAt: 0.3,
  angerAt: 0.5,
  missesAllowed: 2,
}
export const ana = { name: 'Ana', mayExceed: false }
export const mei = { name: 'Mei', mayExceed: true }

/** What happens next. A proposal is named by its place among those made so far. */
export type Step =
  | { step: 'propose'; tool: 'coupon' | 'refund'; size: number; by: 'assistant' | 'Ana' | 'Mei' }
  | { step: 'approve' | 'refuse' | 'approve twice' | 'approve and refuse'; which: number; by: 'Ana' | 'Mei' }
  | { step: 'approve changed'; which: number; size: number; by: 'Ana' | 'Mei' }
  | { step: 'approve as it expires'; which: number }
  | { step: 'stale'; which: number }
  | { step: 'work' | 'outage'; fault: ShopFault }
  | { step: 'die'; when: 'claimed' | 'done by the shop' }
  | { step: 'work twice' }
  | { step: 'wait'; time: number }
  | { step: 'restart' | 'take over' | 'resolve' }

const which = fc.nat(4)
const people = fc.constantFrom('Ana' as const, 'Mei' as const)
const size = fc.integer({ min: 1, max: 12 })
const steps: fc.Arbitrary<Step>[] = [
  fc.record({
    step: fc.constant('propose' as const),
    tool: fc.constantFrom('coupon' as const, 'refund' as const),
    size,
    by: fc.constantFrom('assistant' as const, 'assistant' as const, 'Ana' as const, 'Mei' as const),
  }),
  fc.record({ step: fc.constantFrom('approve' as const, 'refuse' as const), which, by: people }),
  fc.record({
    step: fc.constantFrom('approve twice' as const, 'approve and refuse' as const),
    which,
    by: people,
  }),
  fc.record({ step: fc.constant('approve changed' as const), which, size, by: people }),
  fc.record({ step: fc.constantFrom('approve as it expires' as const, 'stale' as const), which }),
  fc.record({
    step: fc.constant('work' as const),
    fault: fc.constantFrom<ShopFault>('none', 'none', 'busy', 'cut-before', 'cut-after', 'garbage'),
  }),
  fc.record({
    step: fc.constant('outage' as const),
    fault: fc.constantFrom<ShopFault>('busy', 'cut-before', 'cut-after', 'garbage'),
  }),
  fc.record({
    step: fc.constant('die' as const),
    when: fc.constantFrom('claimed' as const, 'done by the shop' as const),
  }),
  fc.constant({ step: 'work twice' as const }),
  fc.record({
    step: fc.constant('wait' as const),
    time: fc.constantFrom(1_000, 8_000, 60_000, lifetime - 1, lifetime),
  }),
  fc.record({ step: fc.constantFrom('restart' as const, 'take over' as const, 'resolve' as const) }),
]
/** Up to sixteen steps, in which proposals, approvals and work come most often. */
export const interleaving = fc.array(
  fc.oneof(...steps.map((arbitrary, place) => ({ arbitrary, weight: place < 2 || place === 5 ? 4 : 1 }))),
  { minLength: 2, maxLength: 16 },
)
