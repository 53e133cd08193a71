import { z } from 'zod'
import { rule } from './rules.ts'

const call = z.strictObject({
  /** Of the shop's OpenAPI document, which says the method and the path. */
  operationId: z.string().min(1),
  /** Parameters of path, query and header by name, made from what the call is given. */
  parameters: z.record(z.string(), rule).default({}),
  /** The JSON body, made from what the call is given. */
  body: rule.optional(),
  /** The answer as our interface has it, made from the shop's JSON. */
  answer: rule,
  /** Statuses of a read that mean: there is no such thing. */
  missing: z.array(z.int()).default([404]),
})
export type Call = z.infer<typeof call>

/**
 * Which operations of a shop serve our interfaces (`shop.ts`), and how their words become ours. What a call is given:
 * the fields of the request, `customer`, and `key` where something is started. What is left out does not exist for
 * this shop. Every order, mapped, says in `owner` whose e-mail address it was placed with, and the adapter compares:
 * a shop that hands any order to its key must not become one that hands any order to any visitor.
 */
export const shopMapping = z
  .strictObject({
    orders: z.strictObject({ find: call, list: call }).optional(),
    delivery: z.strictObject({ track: call }).optional(),
    products: z.strictObject({ search: call, find: call }).optional(),
    returns: z.strictObject({ check: call, start: call }).optional(),
    addresses: z.strictObject({ check: call, change: call }).optional(),
    coupons: z.strictObject({ issue: call }).optional(),
    refunds: z.strictObject({ refund: call }).optional(),
    /** Where a refusal says why, a JSON pointer. */
    refusal: rule.optional(),
  })
  .refine(
    (mapping) =>
      mapping.orders !== undefined ||
      [mapping.delivery, mapping.returns, mapping.addresses, mapping.refunds].every(
        (each) => each === undefined,
      ),
    'delivery, returns, addresses and refunds need orders.find, which proves whose order it is',
  )
export type ShopMapping = z.input<typeof shopMapping>
export type CheckedMapping = z.output<typeof shopMapping>
