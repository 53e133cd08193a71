import { z } from 'zod'
import { dayOf } from './days.ts'
import { address, type Order, type Product, product, seededOrder } from './records.ts'
import { addressRefusal } from './rules.ts'

// What the service answers, as its OpenAPI document describes it. Amounts are hundredths of the currency beside them.

const day = z.iso.date()
const amount = z.int().nonnegative()
const { name: localized } = product.shape

export const orderAnswer = z.object({
  number: z.string(),
  email: z.string(),
  status: seededOrder.shape.status,
  placedAt: z.iso.datetime(),
  currency: z.string(),
  total: amount,
  lines: z.array(
    z.object({
      line: z.string(),
      productId: z.string(),
      name: localized,
      variant: z.string().optional(),
      quantity: z.int(),
      price: amount,
      currency: z.string(),
    }),
  ),
  delivery: seededOrder.shape.delivery,
})
export const orderList = z.object({ orders: z.array(orderAnswer) })
export const parcelList = z.object({
  parcels: z.array(
    z.object({
      state: z.enum(['PREPARING', 'IN_TRANSIT', 'DELIVERED']),
      carrier: z.string().optional(),
      trackingNumber: z.string().optional(),
      expectedFrom: day.optional(),
      expectedUntil: day.optional(),
      deliveredAt: z.iso.datetime().optional(),
    }),
  ),
})
export const productAnswer = product
  .omit({ restockDate: true, preorderDate: true, category: true })
  .extend({ availableFrom: day.optional() })
export const productList = z.object({ products: z.array(productAnswer) })
export const termsAnswer = z.object({
  allowed: z.boolean(),
  refusal: z
    .enum(['not-delivered', 'window-over', 'already-returned', 'not-returnable', 'unknown-item'])
    .optional(),
  until: day.optional(),
  refund: amount.optional(),
  cost: amount.optional(),
  currency: z.string(),
})
export const returnAnswer = z.object({ id: z.string(), terms: termsAnswer })
export const addressAnswer = z.object({
  changeable: z.boolean(),
  refusal: z.enum(['already-packed', 'already-shipped', 'closed']).optional(),
  address: address.optional(),
})
export const couponAnswer = z.object({ code: z.string(), validUntil: day })
export const refundAnswer = z.object({ id: z.string(), amount, currency: z.string() })

export function orderView(
  order: Order,
  products: ReadonlyMap<string, Product>,
): z.output<typeof orderAnswer> {
  return {
    number: order.number,
    email: order.email,
    status: order.status,
    placedAt: order.placedAt,
    currency: order.currency,
    total: order.total,
    lines: order.items.map((item, index) => ({
      line: String(index + 1),
      productId: item.productId,
      name: products.get(item.productId)?.name ?? { en: item.productId, zh: item.productId },
      ...(item.variant !== undefined && { variant: item.variant }),
      quantity: item.quantity,
      price: item.price,
      currency: order.currency,
    })),
    delivery: order.delivery,
  }
}

/** One parcel for what was sent, and one for what is still being packed where an order goes out in parts. */
export function parcelsOf(order: Order): z.output<typeof parcelList>['parcels'] {
  const { carrier, trackingNumber, expectedFrom, expectedUntil, deliveredAt, shippedAt } = order.delivery
  if (shippedAt === undefined) return []
  const waits = order.items.some(
    (item) => item.shippedQuantity !== undefined && item.shippedQuantity < item.quantity,
  )
  return [
    {
      state: deliveredAt === undefined ? 'IN_TRANSIT' : 'DELIVERED',
      carrier,
      trackingNumber,
      expectedFrom,
      expectedUntil,
      deliveredAt,
    },
    ...(waits ? [{ state: 'PREPARING' as const }] : []),
  ]
}

/** A day of arrival that has passed is no news. */
export function productView(found: Product, now: number): z.output<typeof productAnswer> {
  const { restockDate, preorderDate, category: _category, ...view } = found
  const from = restockDate ?? preorderDate
  return { ...view, ...(from !== undefined && from >= dayOf(now) && { availableFrom: from }) }
}

export function addressView(order: Order): z.output<typeof addressAnswer> {
  const refusal = addressRefusal(order)
  return {
    changeable: refusal === undefined,
    ...(refusal && { refusal }),
    ...(order.address && { address: order.address }),
  }
}
