import { z } from 'zod'

/** What the assistant can do in the shop beside reading. Whose it is, is never part of it: that comes from the session. */
export const shopAction = z.discriminatedUnion('tool', [
  z.object({
    tool: z.literal('return'),
    number: z.string().min(1).max(60),
    /** Empty is the whole order. */
    items: z.array(z.object({ id: z.string().min(1).max(120), quantity: z.int().min(1).max(1000) })).max(100),
    reason: z.enum(['unwanted', 'wrong-size', 'faulty', 'wrong-item', 'other']),
    comment: z.string().max(500).optional(),
  }),
  z.object({
    tool: z.literal('address-change'),
    number: z.string().min(1).max(60),
    address: z.object({
      name: z.string().min(1).max(120),
      lines: z.array(z.string().min(1).max(200)).min(1).max(4),
      city: z.string().min(1).max(120),
      postalCode: z.string().min(1).max(20),
      region: z.string().max(120).optional(),
      /** ISO 3166-1 alpha-2. */
      country: z.string().regex(/^[A-Z]{2}$/),
    }),
  }),
  z
    .object({
      tool: z.literal('coupon'),
      percent: z.number().min(1).max(100).optional(),
      /** In hundredths. */
      amount: z.object({ amount: z.int().min(1), currency: z.string().regex(/^[A-Z]{3}$/) }).optional(),
      reason: z.string().min(1).max(500),
    })
    .refine(({ percent, amount }) => (percent === undefined) !== (amount === undefined), {
      message: 'a coupon is either a share of the price or an amount',
    }),
  z.object({
    tool: z.literal('refund'),
    number: z.string().min(1).max(60),
    /** In hundredths. */
    amount: z.object({ amount: z.int().min(1), currency: z.string().regex(/^[A-Z]{3}$/) }),
    reason: z.string().min(1).max(500),
  }),
])
export type ShopAction = z.infer<typeof shopAction>
export type ActionTool = ShopAction['tool']

/**
 * How far an action reaches: `reversible` runs once the visitor has agreed to what it means, `approval` spends money
 * or cannot be undone and waits for a person whatever the responsibility list says.
 */
export type RiskClass = 'read' | 'reversible' | 'approval'

export function riskClassOf(tool: ActionTool): RiskClass {
  switch (tool) {
    case 'return':
    case 'address-change':
      return 'reversible'
    case 'coupon':
    case 'refund':
      return 'approval'
  }
}
