import { z } from 'zod'
import {
  availabilities,
  type Card,
  cardDeeds,
  mostCardFacts,
  mostCardItems,
  mostCardParcels,
  mostCardRows,
  mostCompared,
  orderStates,
  parcelStates,
} from './cards.ts'

// Apart from the types, so that a browser that only draws cards loads no schema.

/** One line of text of a shop: nothing in it that turns the writing or hides what stands there. */
const line = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .regex(/^[^\p{Control}\p{Format}]*$/u)
const webAddress = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine((address) => new URL(address).username === '', 'A link names no user.')
const day = z.iso.date()
const money = z.strictObject({
  amount: z.int().min(-1e12).max(1e12),
  currency: z.string().regex(/^[A-Z]{3}$/),
})
const actions = z.array(z.strictObject({ deed: z.enum(cardDeeds), says: line(200) })).max(3)

const order = z.strictObject({
  kind: z.literal('order'),
  number: line(60),
  state: z.enum(orderStates),
  placedAt: z.int().min(0).max(8.64e15).optional(),
  items: z
    .array(
      z.strictObject({
        name: line(80),
        variant: line(40).optional(),
        quantity: z.int().min(0).max(1_000_000),
        price: money.optional(),
      }),
    )
    .max(mostCardItems),
  more: z.int().min(1).max(100_000).optional(),
  total: money.optional(),
  parcels: z
    .array(
      z.strictObject({
        state: z.enum(parcelStates).optional(),
        carrier: line(60).optional(),
        trackingNumber: line(60).optional(),
        trackingAddress: webAddress.optional(),
        expectedFrom: day.optional(),
        expectedUntil: day.optional(),
        deliveredOn: day.optional(),
      }),
    )
    .max(mostCardParcels),
  actions,
})

const product = {
  id: line(200),
  name: line(80),
  price: money,
  available: z.enum(availabilities),
  availableFrom: day.optional(),
  picture: z
    .string()
    .max(100)
    .regex(/^\/storefront\/[\w-]+\.svg#[\w-]+$/)
    .optional(),
  address: webAddress.optional(),
}

const comparison = z
  .strictObject({
    kind: z.literal('comparison'),
    products: z.array(z.strictObject(product)).min(2).max(mostCompared),
    rows: z
      .array(
        z.strictObject({
          kind: z.enum(['variants', 'fact']),
          name: line(60).optional(),
          values: z.array(line(500).nullable()).max(mostCompared),
          differs: z.boolean(),
        }),
      )
      .max(mostCardRows),
  })
  .refine(({ products, rows }) => rows.every(({ values }) => values.length === products.length))

/** A card as it may go on the record; what does not fit is left out by whoever made it, and the text says it all. */
export const cardSchema: z.ZodType<Card> = z.discriminatedUnion('kind', [
  order,
  z.strictObject({
    kind: z.literal('product'),
    ...product,
    facts: z.array(z.strictObject({ name: line(60), value: line(120) })).max(mostCardFacts),
    actions,
  }),
  comparison,
])
