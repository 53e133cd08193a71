import { z } from 'zod'
import { couponCode, oneAtATime } from '../once.ts'
import { ConnectorFailure, type Coupon, type CouponRequest, type Coupons } from '../shop.ts'
import { dayAfter, dayOf, decimalOf } from '../shop-values.ts'
import { type WooClient, WooRefusal } from './client.ts'

const coupon = z.object({ id: z.int(), code: z.string().max(200), date_expires: z.string().nullable() })

export interface CouponSettings {
  prefix: string
  validDays: number
  secret: string
}

/**
 * Coupons for one customer and one use. The code follows from the key, and WooCommerce refuses a code it has: a second
 * coupon for one key does not come about. Codes are kept in small letters there, and work in any.
 */
export function wooCoupons(
  client: WooClient,
  settings: CouponSettings,
  currencyOf: (signal: AbortSignal) => Promise<string>,
  now: () => number,
): Coupons {
  const oneCoupon = oneAtATime<Coupon>()

  async function existing(code: string, signal: AbortSignal): Promise<Coupon | undefined> {
    const found = await client.get('coupons', { code }, z.array(coupon).max(100), signal)
    const same = found.find((each) => each.code.toLowerCase() === code.toLowerCase())
    return same && { code, validUntil: dayOf(same.date_expires) }
  }

  async function issue(request: CouponRequest, key: string, signal: AbortSignal): Promise<Coupon> {
    const code = couponCode(settings.prefix, settings.secret, key)
    const before = await existing(code, signal)
    if (before !== undefined) return before
    const validUntil = dayAfter(now(), settings.validDays)
    const body = {
      code,
      ...(await worthOf(request, currencyOf, signal)),
      description: request.reason.trim().slice(0, 200),
      date_expires: `${validUntil}T23:59:59`,
      usage_limit: 1,
      email_restrictions: [request.customer.email],
    }
    try {
      const created = await client.send('POST', 'coupons', body, coupon, signal)
      return { code, validUntil: dayOf(created.date_expires) ?? validUntil }
    } catch (reason) {
      if (!(reason instanceof WooRefusal) || reason.code !== 'woocommerce_rest_coupon_code_already_exists')
        throw reason
      const meanwhile = await existing(code, signal)
      if (meanwhile === undefined) throw reason
      return meanwhile
    }
  }

  return { issue: (request, key, signal) => oneCoupon(key, () => issue(request, key, signal)) }
}

async function worthOf(
  request: CouponRequest,
  currencyOf: (signal: AbortSignal) => Promise<string>,
  signal: AbortSignal,
): Promise<{ discount_type: string; amount: string }> {
  if (request.percent !== undefined && request.amount === undefined) {
    if (request.percent < 1 || request.percent > 100)
      throw new ConnectorFailure('refused', 'No such share of a price')
    return { discount_type: 'percent', amount: String(request.percent) }
  }
  if (request.amount === undefined || request.percent !== undefined || request.amount.amount <= 0)
    throw new ConnectorFailure('refused', 'A coupon is worth either a share or an amount')
  const currency = await currencyOf(signal)
  if (request.amount.currency !== currency)
    throw new ConnectorFailure('refused', `The shop's coupons are in ${currency}`)
  return { discount_type: 'fixed_cart', amount: decimalOf(request.amount.amount) }
}
