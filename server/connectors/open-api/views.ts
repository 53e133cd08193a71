import { z } from 'zod'
import { currencyCode, told } from '../shop-values.ts'

// What a shop's answer has to be once it is mapped. Text stays the text it is, byte for byte; who draws it makes it
// harmless. An address that is not of the web is left out: the rest of the answer is still worth having.

const text = z.string().max(10_000)
const line = z.string().max(200)
const name = z.object({ en: text, zh: text })
const day = z.iso.date()
const webAddress = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .optional()
  .catch(undefined)

const money = z.object({ amount: z.int().nonnegative(), currency: currencyCode })

const shipment = {
  carrier: text.optional(),
  trackingNumber: text.optional(),
  trackingUrl: webAddress,
  expectedFrom: day.optional(),
  expectedUntil: day.optional(),
  deliveredOn: day.optional(),
}

export const orderAnswer = z.object({
  owner: text,
  number: told,
  status: z.enum(['placed', 'paid', 'packed', 'shipped', 'delivered', 'cancelled', 'returned', 'refunded']),
  items: z.array(
    z.object({
      id: text.min(1),
      name,
      variant: text.optional(),
      quantity: z.int().nonnegative(),
      price: money.optional(),
    }),
  ),
  total: money.optional(),
  placedAt: z.int().optional(),
  ...shipment,
})
export const orderAnswers = z.array(orderAnswer)

export const parcelsAnswer = z.array(
  z.object({
    status: z.enum(['preparing', 'in-transit', 'out-for-delivery', 'delivered', 'failed', 'unknown']),
    ...shipment,
  }),
)

export const productAnswer = z.object({
  id: text.min(1),
  name,
  url: webAddress,
  price: money,
  stock: z.int().optional(),
  availability: z.enum(['in-stock', 'low-stock', 'out-of-stock', 'preorder']),
  availableFrom: day.optional(),
  variants: z.array(z.object({ name, stock: z.int().optional() })).default([]),
  summary: name.optional(),
  specifications: z.array(z.object({ name, value: name })).default([]),
})
export const productAnswers = z.array(productAnswer)

export const returnTermsAnswer = z.object({
  allowed: z.boolean(),
  refusal: z
    .enum(['not-delivered', 'window-over', 'already-returned', 'not-returnable', 'unknown-item'])
    .optional(),
  until: day.optional(),
  refund: money.optional(),
  cost: money.optional(),
})
export const returnAnswer = z.object({ id: told, labelUrl: webAddress, terms: returnTermsAnswer })

export const postalAddressAnswer = z.object({
  name: line,
  lines: z.array(line).max(10),
  city: line,
  postalCode: line,
  region: line.optional(),
  country: z.string().regex(/^[A-Z]{2}$/),
})
export const addressTermsAnswer = z.object({
  allowed: z.boolean(),
  refusal: z.enum(['already-packed', 'already-shipped', 'closed']).optional(),
  current: postalAddressAnswer.optional(),
})

export const couponAnswer = z.object({ code: told, validUntil: day.optional() })
export const refundAnswer = z.object({ id: told, amount: money })
