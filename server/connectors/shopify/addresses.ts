import { z } from 'zod'
import { addressMarks } from '../address-marks.ts'
import { oneAtATime } from '../once.ts'
import {
  type AddressChange,
  type Addresses,
  type AddressTerms,
  ConnectorFailure,
  type PostalAddress,
} from '../shop.ts'
import { refuseOn, type ShopifyClient, userErrors } from './client.ts'
import { findOrder } from './orders.ts'
import { addressFields, gid, mailingAddress, type Order } from './shapes.ts'

const readAddress = `query BatonAddress($id: ID!) {
  order(id: $id) {
    shippingAddress ${addressFields}
    metafield(namespace: "baton", key: "address_changes") { value }
  }
}`
const foundAddress = z.object({
  order: z
    .object({
      shippingAddress: mailingAddress.nullable(),
      metafield: z.object({ value: z.string().max(20_000) }).nullable(),
    })
    .nullable(),
})

const changeAddress = `mutation BatonChangeAddress($input: OrderInput!) {
  orderUpdate(input: $input) {
    order { id shippingAddress ${addressFields} }
    userErrors { field message }
  }
}`
const changedAddress = z.object({
  orderUpdate: z.object({
    order: z.object({ id: gid, shippingAddress: mailingAddress.nullable() }).nullable(),
    userErrors,
  }),
})

/**
 * Address changes by `orderUpdate`; their marks are kept in a metafield of the order.
 */
export function shopifyAddresses(client: ShopifyClient): Addresses {
  const oneChange = oneAtATime<PostalAddress>()

  async function change(request: AddressChange, key: string, signal: AbortSignal): Promise<PostalAddress> {
    const order = await findOrder(client, request.number, request.customer, signal)
    if (order === undefined) throw new ConnectorFailure('refused', 'The customer has no such order')
    const found = await client.read(readAddress, { id: order.id }, foundAddress, signal)
    const value = addressMarks(found.order?.metafield?.value, request, key)
    if (value === undefined) return request.address
    const { refusal } = termsOf(order, undefined)
    if (refusal !== undefined) throw new ConnectorFailure('refused', `The address cannot change: ${refusal}`)
    const metafields = [{ namespace: 'baton', key: 'address_changes', type: 'json', value }]
    const input = { id: order.id, shippingAddress: toShopify(request.address), metafields }
    const { orderUpdate } = await client.write(changeAddress, { input }, changedAddress, signal)
    refuseOn(orderUpdate.userErrors)
    const now = orderUpdate.order?.shippingAddress
    // Shops have been seen to answer without an error and keep the old address; the visitor must not be told otherwise.
    if (!now || !isSame(now.address1, request.address.lines[0]) || !isSame(now.city, request.address.city))
      throw new ConnectorFailure('refused', 'Shopify did not take the new address')
    return fromShopify(now)
  }

  return {
    async check(number, customer, signal) {
      const order = await findOrder(client, number, customer, signal)
      if (order === undefined) return undefined
      const found = await client.read(readAddress, { id: order.id }, foundAddress, signal)
      const current = found.order?.shippingAddress
      return termsOf(order, current ? fromShopify(current) : undefined)
    },
    change: (request, key, signal) => oneChange(key, () => change(request, key, signal)),
  }
}

/** Admin API, enum OrderDisplayFulfillmentStatus. */
function termsOf(order: Order, current: PostalAddress | undefined): AddressTerms {
  if (order.cancelledAt !== null || order.displayFinancialStatus === 'REFUNDED')
    return { allowed: false, refusal: 'closed', current }
  switch (order.displayFulfillmentStatus) {
    case 'UNFULFILLED':
    case 'SCHEDULED':
    case 'ON_HOLD':
    case 'OPEN':
    case 'REQUEST_DECLINED':
      return order.closedAt === null
        ? { allowed: true, current }
        : { allowed: false, refusal: 'closed', current }
    case 'IN_PROGRESS':
    case 'PENDING_FULFILLMENT':
      return { allowed: false, refusal: 'already-packed', current }
    default:
      return { allowed: false, refusal: 'already-shipped', current }
  }
}

function isSame(one: string | null, other: string | undefined): boolean {
  return (one ?? '').trim().toLowerCase() === (other ?? '').trim().toLowerCase()
}

/** Shopify has two lines and a name in two parts; a name without a space is the last one (the only required). */
function toShopify(address: PostalAddress): Record<string, string> {
  const [first = '', ...others] = address.lines
  const space = address.name.lastIndexOf(' ')
  return {
    firstName: space > 0 ? address.name.slice(0, space) : '',
    lastName: address.name.slice(space + 1),
    address1: first,
    address2: others.join(', '),
    city: address.city,
    zip: address.postalCode,
    countryCode: address.country,
    ...(address.region !== undefined && { provinceCode: address.region }),
  }
}

function fromShopify(address: z.infer<typeof mailingAddress>): PostalAddress {
  return {
    name: address.name ?? '',
    lines: [address.address1, address.address2].filter((line) => line !== null && line !== '') as string[],
    city: address.city ?? '',
    postalCode: address.zip ?? '',
    region: address.provinceCode ?? undefined,
    country: address.countryCodeV2 ?? '',
  }
}
