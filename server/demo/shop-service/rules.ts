import { addDays, addYears, dayOf } from './days.ts'
import type { Order, Product, StartedReturn } from './records.ts'

// The rules of the demo shop, as its articles say them. Pure: what is asked about comes in, what holds goes out.

export type ReturnReason = 'unwanted' | 'wrong-size' | 'faulty' | 'wrong-item' | 'other'
export interface ReturnTerms {
  allowed: boolean
  refusal?: 'not-delivered' | 'window-over' | 'already-returned' | 'not-returnable' | 'unknown-item'
  /** Last day. */
  until?: string
  /** In hundredths. */
  refund?: number
  cost?: number
}

/** Article `returns-cost`. */
const returnFee = 500
/** Article `warranty-terms`: a year instead of two. */
const electronics = new Set(['lamps'])
const electronicProducts = new Set(['reserve-power-bank'])
/** Article `returns-excluded`; a filter is excluded once it is opened, which only the warehouse sees. */
const underwear = new Set(['merino-briefs'])
/** Dangerous goods and gift cards never come back by parcel, not even faulty ones: a person has to look. */
const neverBack = (product: Product) =>
  product.category === 'gift-cards' || product.id.startsWith('gas-cartridge')
/** Article `membership-tiers`: Gold from US$800 in twelve months. */
const goldFrom = 80_000

/** Whether the customer of these orders is a Gold member. In the demo, everybody is a member and ordered signed in. */
export function isGold(orders: readonly Order[], day: string): boolean {
  const since = addYears(day, -1)
  const counted = orders.filter(
    (order) =>
      !['cancelled', 'refunded', 'placed'].includes(order.status) && order.placedAt.slice(0, 10) >= since,
  )
  return counted.reduce((sum, order) => sum + order.total, 0) >= goldFrom
}

/** Articles `returns-window`, `returns-holiday`, `order-wrong-item`, `warranty-terms`: the last day to start a return. */
export function lastReturnDay(order: Order, product: Product, reason: ReturnReason): string | undefined {
  const delivered = order.delivery.deliveredAt?.slice(0, 10)
  if (delivered === undefined) return undefined
  if (reason === 'faulty') {
    const isElectronic = electronics.has(product.category) || electronicProducts.has(product.id)
    return addYears(delivered, isElectronic ? 1 : 2)
  }
  if (reason === 'wrong-item') return addDays(delivered, 14)
  const usual = addDays(delivered, 30)
  const placed = order.placedAt.slice(0, 10)
  const isHoliday = placed.slice(5) >= '11-15' && placed.slice(5) <= '12-24'
  const holiday = `${Number(placed.slice(0, 4)) + 1}-01-31`
  return isHoliday && holiday > usual ? holiday : usual
}

export interface ReturnQuestion {
  order: Order
  products: ReadonlyMap<string, Product>
  /** Returns of this order that were started before. */
  started: readonly StartedReturn[]
  /** Empty is the whole order. */
  items: readonly { line: string; quantity: number }[]
  reason: ReturnReason
  isGold: boolean
  day: string
  /** What was paid back already, in hundredths. */
  refunded: number
}

/** What a return would mean, and the lines it is about. */
export function returnTerms(question: ReturnQuestion): { terms: ReturnTerms; lines: StartedReturn['lines'] } {
  const { order, reason } = question
  const refuse = (refusal: ReturnTerms['refusal'], until?: string) => ({
    terms: { allowed: false, ...(refusal && { refusal }), ...(until && { until }) },
    lines: [],
  })
  if (order.status === 'returned' || order.status === 'refunded') return refuse('already-returned')
  if (order.status !== 'delivered') return refuse('not-delivered')
  const whole = order.items.map((item, index) => ({ line: String(index + 1), quantity: item.quantity }))
  const lines = together(question.items.length === 0 ? whole : question.items)
  const isOurFault = reason === 'faulty' || reason === 'wrong-item'
  let goods = 0
  let until: string | undefined
  for (const { line, quantity } of lines) {
    const item = order.items[Number(line) - 1]
    const product = item && question.products.get(item.productId)
    if (
      item === undefined ||
      product === undefined ||
      String(Number(line)) !== line ||
      quantity > item.quantity
    )
      return refuse('unknown-item')
    if (quantity > item.quantity - returnedOf(line, question.started)) return refuse('already-returned')
    if (neverBack(product) || (underwear.has(product.id) && !isOurFault)) return refuse('not-returnable')
    const last = lastReturnDay(order, product, reason)
    if (last !== undefined && (until === undefined || last < until)) until = last
    goods += item.price * quantity
  }
  if (until === undefined) return refuse('not-delivered')
  if (question.day > until) return refuse('window-over', until)
  const cost = isOurFault || question.isGold ? 0 : returnFee
  const isWhole =
    lines.length === whole.length &&
    whole.every((each) => lines.some((line) => line.line === each.line && line.quantity === each.quantity))
  // Article `refund-delivery-fee`: only for a whole order, and only where it was our fault.
  const deliveryFee = isWhole && isOurFault ? order.total - goods : 0
  const refund = Math.min(Math.max(0, goods + deliveryFee - cost), order.total - question.refunded)
  return { terms: { allowed: true, until, refund, cost }, lines }
}

/** Article `delivery-address-change`. */
export function addressRefusal(order: Order): 'already-packed' | 'already-shipped' | 'closed' | undefined {
  switch (order.status) {
    case 'placed':
    case 'paid':
      return order.address === undefined ? 'closed' : undefined
    case 'packed':
      return 'already-packed'
    case 'shipped':
      return 'already-shipped'
    case 'delivered':
    case 'cancelled':
    case 'returned':
    case 'refunded':
      return 'closed'
  }
}

/** What can still be paid back, in hundredths: nothing before it was paid. */
export function refundable(order: Order, refunded: number): number {
  const wasNeverPaid =
    order.status === 'placed' || (order.status === 'cancelled' && order.refund === undefined)
  return wasNeverPaid ? 0 : order.total - refunded
}

/** The shop's own bounds of one coupon. */
export const mostCouponPercent = 30
export const mostCouponAmount = 10_000
/** A coupon can be used this long. */
export const couponDays = 90

export function couponValidUntil(now: number): string {
  return addDays(dayOf(now), couponDays)
}

function returnedOf(line: string, started: readonly StartedReturn[]): number {
  return started
    .flatMap((each) => each.lines)
    .filter((each) => each.line === line)
    .reduce((sum, each) => sum + each.quantity, 0)
}

/** The same line named twice is one line with both quantities. */
function together(items: readonly { line: string; quantity: number }[]): StartedReturn['lines'] {
  const sums = new Map<string, number>()
  for (const { line, quantity } of items) sums.set(line, (sums.get(line) ?? 0) + quantity)
  return [...sums].map(([line, quantity]) => ({ line, quantity }))
}
