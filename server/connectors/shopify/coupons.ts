import { z } from 'zod'
import { couponCode, oneAtATime } from '../once.ts'
import { ConnectorFailure, type Coupon, type CouponRequest, type Coupons } from '../shop.ts'
import { currencyCode, dayOf, decimalOf } from '../shop-values.ts'
import { refuseOn, type ShopifyClient, userErrors } from './client.ts'

const readCoupon = `query BatonCoupon($code: String!) {
  codeDiscountNodeByCode(code: $code) { codeDiscount { ... on DiscountCodeBasic { endsAt } } }
  shop { currencyCode }
}`
const foundCoupon = z.object({
  codeDiscountNodeByCode: z.object({ codeDiscount: z.object({ endsAt: z.string().nullish() }) }).nullable(),
  shop: z.object({ currencyCode }),
})

const createCoupon = `mutation BatonCouponCreate($discount: DiscountCodeBasicInput!) {
  discountCodeBasicCreate(basicCodeDiscount: $discount) {
    codeDiscountNode { id }
    userErrors { code field message }
  }
}`
const createdCoupon = z.object({
  discountCodeBasicCreate: z.object({
    codeDiscountNode: z.object({ id: z.string() }).nullable(),
    userErrors,
  }),
})

export interface CouponSettings {
  /** What codes begin with: `THANKS`. */
  prefix: string
  /** Days a coupon lasts. */
  validDays: number
  /** Makes codes unguessable; the shop's own access token. */
  secret: string
}

/**
 * Coupons by `discountCodeBasicCreate`. The code follows from the key, and codes are unique in a shop: a second coupon
 * for one key cannot come about, not even from two nodes at once. Whoever asks again gets the one there is.
 */
export function shopifyCoupons(client: ShopifyClient, settings: CouponSettings, now: () => number): Coupons {
  const oneCoupon = oneAtATime<Coupon>()

  async function issue(request: CouponRequest, key: string, signal: AbortSignal): Promise<Coupon> {
    const code = couponCode(settings.prefix, settings.secret, key)
    const before = await client.read(readCoupon, { code }, foundCoupon, signal)
    if (before.codeDiscountNodeByCode !== null) return couponOf(code, before)
    const discount = {
      title: `${request.reason.trim().slice(0, 150) || 'Baton'} (${code})`,
      code,
      startsAt: new Date(now()).toISOString(),
      endsAt: new Date(now() + settings.validDays * 86_400_000).toISOString(),
      usageLimit: 1,
      appliesOncePerCustomer: true,
      context: { all: 'ALL' },
      customerGets: { value: worthOf(request, before.shop.currencyCode), items: { all: true } },
    }
    const created = await client.write(createCoupon, { discount }, createdCoupon, signal)
    const errors = created.discountCodeBasicCreate.userErrors
    if (errors.some((error) => error.code === 'TAKEN')) {
      const meanwhile = await client.read(readCoupon, { code }, foundCoupon, signal)
      if (meanwhile.codeDiscountNodeByCode !== null) return couponOf(code, meanwhile)
    }
    refuseOn(errors)
    return { code, validUntil: dayOf(discount.endsAt) }
  }

  return { issue: (request, key, signal) => oneCoupon(key, () => issue(request, key, signal)) }
}

function couponOf(code: string, found: z.infer<typeof foundCoupon>): Coupon {
  return { code, validUntil: dayOf(found.codeDiscountNodeByCode?.codeDiscount.endsAt) }
}

/** A share is written 0 to 1; an amount is in the shop's currency, which cannot be chosen. */
function worthOf(request: CouponRequest, currency: string): object {
  if (request.percent !== undefined && request.amount === undefined) {
    if (request.percent < 1 || request.percent > 100)
      throw new ConnectorFailure('refused', 'No such share of a price')
    return { percentage: request.percent / 100 }
  }
  if (request.amount === undefined || request.percent !== undefined || request.amount.amount <= 0)
    throw new ConnectorFailure('refused', 'A coupon is worth either a share or an amount')
  if (request.amount.currency !== currency)
    throw new ConnectorFailure('refused', `The shop's coupons are in ${currency}`)
  return { discountAmount: { amount: decimalOf(request.amount.amount), appliesOnEachItem: false } }
}
