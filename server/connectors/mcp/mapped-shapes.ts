import { z } from 'zod'
import type { Money, OrderView, Parcel, ProductView } from '../shop.ts'
import { dayOf, hundredthsOf, inBoth, shopText, told, webAddress } from '../shop-values.ts'

/** Ids and numbers come as text or as numbers. */
const word = z.union([z.string(), z.number()]).transform((value) => String(value).slice(0, 200))
/** In whole units of the currency, `12.5` or `"12.50"`. */
const amount = z
  .union([z.number().finite(), z.string().regex(/^-?\d{1,12}(\.\d{1,6})?$/)])
  .transform((value) => hundredthsOf(typeof value === 'number' ? value.toFixed(2) : value))
const currency = z
  .string()
  .regex(/^[A-Za-z]{3}$/)
  .transform((code) => code.toUpperCase())
const day = z.string().transform(dayOf).optional()
const link = z.string().transform(webAddress).optional()
const count = z.coerce.number().int().min(0).max(1_000_000)

/** An order as the fields of a mapping name it. `email` is whose it is, and must be mapped. */
export const mappedOrder = z.object({
  number: word,
  email: z.string(),
  status: z.enum(['placed', 'paid', 'packed', 'shipped', 'delivered', 'cancelled', 'returned', 'refunded']),
  currency: currency.optional(),
  total: amount.optional(),
  placedAt: z.string().optional(),
  items: z
    .array(
      z.object({
        id: word,
        name: shopText(300),
        variant: shopText(200).optional(),
        quantity: count,
        price: amount.optional(),
      }),
    )
    .default([]),
  carrier: shopText(80).optional(),
  trackingNumber: word.optional(),
  trackingUrl: link,
  expectedFrom: day,
  expectedUntil: day,
  deliveredOn: day,
})

export function orderView(found: z.infer<typeof mappedOrder>): OrderView {
  const { number, status, carrier, trackingNumber, trackingUrl, expectedFrom, expectedUntil, deliveredOn } =
    found
  return {
    ...{ number, status, carrier, trackingNumber, trackingUrl, expectedFrom, expectedUntil, deliveredOn },
    items: found.items.map((item) => ({
      id: item.id,
      name: inBoth(item.name),
      variant: item.variant,
      quantity: item.quantity,
      price: money(item.price, found.currency),
    })),
    total: money(found.total, found.currency),
    placedAt: Date.parse(found.placedAt ?? '') || undefined,
  }
}

/** The parcels of an order, with whose it is. */
export const mappedDelivery = z.object({
  email: z.string(),
  parcels: z
    .array(
      z.object({
        // A carrier's word that the mapping does not translate says nothing, and is no reason to hide the number.
        status: z
          .enum(['preparing', 'in-transit', 'out-for-delivery', 'delivered', 'failed', 'unknown'])
          .catch('unknown'),
        carrier: shopText(80).optional(),
        trackingNumber: word.optional(),
        trackingUrl: link,
        expectedFrom: day,
        expectedUntil: day,
        deliveredOn: day,
      }),
    )
    .default([]),
})

export function parcelViews(found: z.infer<typeof mappedDelivery>): Parcel[] {
  return found.parcels
}

export const mappedProduct = z.object({
  id: word,
  name: shopText(300),
  price: amount,
  currency,
  url: link,
  stock: count.optional(),
  availability: z.enum(['in-stock', 'low-stock', 'out-of-stock', 'preorder']).optional(),
  availableFrom: day,
  summary: shopText(600).optional(),
  variants: z.array(z.object({ name: shopText(200), stock: count.optional() })).default([]),
  specifications: z.array(z.object({ name: shopText(120), value: shopText(500) })).default([]),
})

export function productView(found: z.infer<typeof mappedProduct>): ProductView {
  const { id, url, stock, availableFrom } = found
  return {
    ...{ id, url, stock, availableFrom },
    name: inBoth(found.name),
    price: { amount: found.price, currency: found.currency },
    availability: found.availability ?? (stock === 0 ? 'out-of-stock' : 'in-stock'),
    summary: found.summary === undefined ? undefined : inBoth(found.summary),
    variants: found.variants.map((each) => ({ name: inBoth(each.name), stock: each.stock })),
    specifications: found.specifications.map((each) => ({
      name: inBoth(each.name),
      value: inBoth(each.value),
    })),
  }
}

export const mappedCoupon = z.object({ code: word.pipe(told), validUntil: day })

function money(amount: number | undefined, currency: string | undefined): Money | undefined {
  return amount === undefined || currency === undefined ? undefined : { amount, currency }
}
