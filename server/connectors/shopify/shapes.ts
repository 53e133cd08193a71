import { z } from 'zod'
import type { Money } from '../shop.ts'
import { currencyCode, decimal, moneyOf, shopText } from '../shop-values.ts'

/** `gid://shopify/Order/1001`: what Shopify calls its things by. */
export const gid = z.string().regex(/^gid:\/\/shopify\/[A-Za-z]+\/\d+$/)

/** The number at the end of a gid, which is what people and models copy without mistakes. */
export function shortId(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1)
}

/** Money in the currency the customer paid in. */
export const moneyBag = z
  .object({ presentmentMoney: z.object({ amount: decimal, currencyCode }) })
  .transform(({ presentmentMoney }): Money => moneyOf(presentmentMoney.amount, presentmentMoney.currencyCode))

/** The fields of `moneyBag`, as a query asks for them. */
export const moneyFields = '{ presentmentMoney { amount currencyCode } }'

/** A list in Relay's form; `pageInfo` where more may follow. */
export function nodesOf<Node>(node: z.ZodType<Node>) {
  return z.object({
    nodes: z.array(node),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }).optional(),
  })
}

export const mailingAddress = z.object({
  name: shopText(200).nullable(),
  address1: shopText(300).nullable(),
  address2: shopText(300).nullable(),
  city: shopText(120).nullable(),
  zip: shopText(40).nullable(),
  provinceCode: shopText(20).nullable(),
  countryCodeV2: shopText(2).nullable(),
})

export const addressFields = '{ name address1 address2 city zip provinceCode countryCodeV2 }'

const tracking = z.object({
  company: shopText(80).nullable(),
  number: shopText(120).nullable(),
  url: z.string().nullable(),
})

export const fulfillment = z.object({
  displayStatus: z.string().nullable(),
  createdAt: z.string(),
  deliveredAt: z.string().nullable(),
  estimatedDeliveryAt: z.string().nullable(),
  trackingInfo: z.array(tracking),
})
export type Fulfillment = z.infer<typeof fulfillment>

/**
 * An order with what every question about it needs (Admin API, object Order). `email` decides whose it is, so it is in
 * each query.
 */
export const order = z.object({
  id: gid,
  name: shopText(60),
  email: z.string().nullable(),
  createdAt: z.string(),
  cancelledAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  displayFinancialStatus: z.string().nullable(),
  displayFulfillmentStatus: z.string(),
  returnStatus: z.string(),
  totalPriceSet: moneyBag,
  lineItems: nodesOf(
    z.object({
      id: gid,
      title: shopText(300),
      variantTitle: shopText(200).nullable(),
      quantity: z.int(),
      originalUnitPriceSet: moneyBag,
    }),
  ),
  fulfillments: z.array(fulfillment),
})
export type Order = z.infer<typeof order>

export const orderFields = `
  id name email createdAt cancelledAt closedAt displayFinancialStatus displayFulfillmentStatus returnStatus
  totalPriceSet ${moneyFields}
  lineItems(first: 50) { nodes { id title variantTitle quantity originalUnitPriceSet ${moneyFields} } }
  fulfillments(first: 10) {
    displayStatus createdAt deliveredAt estimatedDeliveryAt
    trackingInfo(first: 5) { company number url }
  }`
