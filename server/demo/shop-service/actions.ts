import { randomInt } from 'node:crypto'
import { dayOf } from './days.ts'
import type { Address } from './records.ts'
import {
  addressRefusal,
  couponValidUntil,
  isGold,
  mostCouponAmount,
  mostCouponPercent,
  type ReturnReason,
  refundable,
  returnTerms,
} from './rules.ts'
import type { ShopStore } from './store.ts'

/** The shop says no. `unknown` is also what belongs to somebody else. */
export class ShopRefusal extends Error {
  override readonly name = 'ShopRefusal'
  readonly status: 404 | 422
  /** A stable word. */
  readonly code: string
  constructor(status: ShopRefusal['status'], code: string) {
    super(code)
    this.status = status
    this.code = code
  }
}

/** What the shop can do, each within a transaction of the caller. */
export interface Desk {
  store: ShopStore
  now(): number
}

interface ReturnBody {
  number: string
  email: string
  items: { line: string; quantity: number }[]
  reason: ReturnReason
}

export function orderOf(desk: Desk, number: string, email: string) {
  const order = desk.store.order(number, email)
  if (order === undefined) throw new ShopRefusal(404, 'unknown-order')
  return order
}

export function checkReturn(desk: Desk, body: ReturnBody) {
  const order = orderOf(desk, body.number, body.email)
  const day = dayOf(desk.now())
  return {
    order,
    ...returnTerms({
      order,
      products: desk.store.products(),
      started: desk.store.returnsOf(order.number),
      items: body.items,
      reason: body.reason,
      isGold: isGold(desk.store.ordersOf(body.email), day),
      day,
      refunded: desk.store.refundedOf(order.number),
    }),
  }
}

export function startReturn(desk: Desk, body: ReturnBody) {
  const { order, terms, lines } = checkReturn(desk, body)
  if (!terms.allowed) throw new ShopRefusal(422, terms.refusal ?? 'not-returnable')
  const id = `RT-${randomCode(8)}`
  desk.store.addReturn({ id, number: order.number, lines })
  return { id, terms, currency: order.currency }
}

export function changeAddress(
  desk: Desk,
  body: { number: string; email: string; address: Address },
): Address {
  const order = orderOf(desk, body.number, body.email)
  const refusal = addressRefusal(order)
  if (refusal) throw new ShopRefusal(422, refusal)
  // Article `delivery-address-change`: the new address must be in the same country.
  if (body.address.country !== order.address?.country) throw new ShopRefusal(422, 'other-country')
  desk.store.changeAddress(order.number, body.address)
  return body.address
}

export function issueCoupon(
  desk: Desk,
  body: { email: string; percent?: number | undefined; amount?: number | undefined; reason: string },
) {
  if ((body.percent ?? 0) > mostCouponPercent || (body.amount ?? 0) > mostCouponAmount)
    throw new ShopRefusal(422, 'above-limit')
  const coupon = { code: `NL-${randomCode(8)}`, validUntil: couponValidUntil(desk.now()) }
  desk.store.addCoupon({ ...body, ...coupon })
  return coupon
}

export function refundOrder(
  desk: Desk,
  body: { number: string; email: string; amount: number; currency: string; reason: string },
) {
  const order = orderOf(desk, body.number, body.email)
  if (body.currency !== order.currency) throw new ShopRefusal(422, 'other-currency')
  const left = refundable(order, desk.store.refundedOf(order.number))
  if (body.amount > left) throw new ShopRefusal(422, left === 0 ? 'nothing-to-refund' : 'above-paid')
  const refund = { id: `RF-${randomCode(8)}`, number: order.number, amount: body.amount, reason: body.reason }
  desk.store.addRefund({ ...refund, isAll: body.amount === left })
  return { id: refund.id, amount: body.amount, currency: order.currency }
}

/** Without letters and digits that look alike. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

function randomCode(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
}
