import { z } from 'zod'
import { leads } from './responsibility.ts'
import { currencyCode, type ListProblem, listIssues, mostMisses, mostMoney } from './responsibility-issues.ts'
import { plain } from './text.ts'

const messages: Record<ListProblem, string> = {
  'no-rest': 'One row, “*”, leads every topic without its own.',
  empty: 'This cannot be empty.',
  twice: 'Another row leads this topic already.',
  locked: 'A person leads this whatever the list says; the row cannot be changed.',
  money:
    'Money never moves without a person’s approval: here “assistant with approval” is the most there can be.',
  'below-ask':
    'The assistant would answer where it should still ask: this must not be below the asking threshold.',
  'no-refund': 'A limit for refunds belongs to “refund” or “return”.',
  'no-coupon': 'A limit for coupons belongs to “coupon”.',
  'empty-coupon': 'A limit for coupons names a percentage, an amount, or both.',
  range: 'This figure is out of range.',
  amount: 'An amount is above zero, with a currency of three capital letters.',
}

const share = z.number().min(0).max(1)
const money = z.object({
  amount: z.int().min(1).max(mostMoney),
  currency: z.string().regex(currencyCode, 'A currency has three capital letters, such as EUR.'),
})
const row = z.object({
  topic: plain(60).trim().min(1),
  lead: z.enum(leads),
  accountable: plain(100).trim().min(1),
  answerAt: share,
  team: plain(60).trim().min(1).optional(),
  refundUpTo: money.optional(),
  couponUpTo: z
    .object({ percent: z.number().min(1).max(100).optional(), amount: money.optional() })
    .optional(),
  note: z.object({ en: plain(300).trim(), zh: plain(300).trim() }).optional(),
})

/** The most rows of a list. */
const mostRows = 200

/** `version` is the one that was edited: two supervisors do not overwrite each other. */
export const responsibilityEdit = z
  .object({
    version: z.int().min(1),
    rows: z.array(row).min(1).max(mostRows),
    askAt: share,
    angerAt: share,
    missesAllowed: z.int().min(1).max(mostMisses),
  })
  .superRefine((list, context) => {
    for (const { row: place, field, problem } of listIssues(list)) {
      const path = place === undefined ? [field ?? 'rows'] : ['rows', place, ...(field ? [field] : [])]
      context.addIssue({ code: 'custom', path, message: messages[problem] })
    }
  })
