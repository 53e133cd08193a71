import { z } from 'zod'

// What the demo shop keeps: the files of knowledge-base/shop are read into these, and its store holds them as JSON.

const localized = z.object({ en: z.string(), zh: z.string() })
const hundredths = z.int().nonnegative()

export const address = z.object({
  name: z.string().trim().min(1).max(100),
  lines: z.array(z.string().trim().min(1).max(200)).min(1).max(4),
  city: z.string().trim().min(1).max(100),
  postalCode: z.string().trim().min(1).max(20),
  region: z.string().trim().max(100).optional(),
  country: z.string().regex(/^[A-Z]{2}$/),
})
export type Address = z.infer<typeof address>

export const product = z.object({
  id: z.string(),
  name: localized,
  category: z.string(),
  price: hundredths,
  currency: z.string(),
  stock: z.int().nonnegative(),
  variants: z.array(z.object({ name: localized, stock: z.int().nonnegative() })),
  summary: localized,
  specifications: z.array(z.object({ name: localized, value: localized })),
  availability: z.enum(['in-stock', 'low-stock', 'out-of-stock', 'preorder']),
  restockDate: z.iso.date().optional(),
  preorderDate: z.iso.date().optional(),
})
export type Product = z.infer<typeof product>

export const seededOrder = z.object({
  number: z.string(),
  email: z.string(),
  name: z.string(),
  status: z.enum(['placed', 'paid', 'packed', 'shipped', 'delivered', 'cancelled', 'returned', 'refunded']),
  placedAt: z.iso.datetime(),
  items: z.array(
    z.object({
      productId: z.string(),
      variant: z.string().optional(),
      quantity: z.int().positive(),
      price: hundredths,
      /** Where an order is sent in parts: how many are on their way. */
      shippedQuantity: z.int().nonnegative().optional(),
    }),
  ),
  total: hundredths,
  currency: z.string(),
  delivery: z.object({
    method: z.enum(['standard', 'express', 'pickup']),
    country: z.string(),
    carrier: z.string().optional(),
    trackingNumber: z.string().optional(),
    shippedAt: z.iso.datetime().optional(),
    expectedFrom: z.iso.date().optional(),
    expectedUntil: z.iso.date().optional(),
    deliveredAt: z.iso.datetime().optional(),
  }),
  refund: z.object({ amount: hundredths, at: z.iso.datetime() }).optional(),
})
export type SeededOrder = z.infer<typeof seededOrder>

/** An order as the shop works with it. A line is the place of an item in its order, from "1". */
export interface Order extends SeededOrder {
  address: Address | undefined
}

export interface StartedReturn {
  id: string
  number: string
  lines: { line: string; quantity: number }[]
}
