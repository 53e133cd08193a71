import { z } from 'zod'
import type { Customer, Delivery, Orders, OrderView, Parcel } from '../shop.ts'
import { dayOf, inBoth, isOf, orderNumber, searchableEmail, webAddress } from '../shop-values.ts'
import type { ShopifyClient } from './client.ts'
import { type Fulfillment, nodesOf, type Order, order, orderFields, shortId } from './shapes.ts'

const searchOrders = `query BatonOrders($query: String!, $first: Int!, $after: String) {
  orders(first: $first, after: $after, query: $query, sortKey: PROCESSED_AT, reverse: true) {
    nodes { ${orderFields} }
    pageInfo { hasNextPage endCursor }
  }
}`
const foundOrders = z.object({ orders: nodesOf(order) })

/**
 * The order of this name, if it is the customer's. Shopify's search finds more than it is asked for (`1001` finds
 * `#1001-A` too), so name and e-mail are compared here.
 */
export async function findOrder(
  client: ShopifyClient,
  number: string,
  customer: Customer,
  signal: AbortSignal,
): Promise<Order | undefined> {
  const name = orderNumber(number)
  if (name === undefined) return undefined
  const found = await client.read(searchOrders, { query: `name:"${name}"`, first: 5 }, foundOrders, signal)
  return found.orders.nodes.find(
    (each) => nameOf(each).toLowerCase() === name.toLowerCase() && isOf(customer, each.email),
  )
}

/** The name without `#`, which is how people say it. */
export function nameOf(found: Order): string {
  return found.name.replace(/^#/, '')
}

export function shopifyOrders(client: ShopifyClient): Orders {
  return {
    async find(number, customer, signal) {
      const found = await findOrder(client, number, customer, signal)
      return found && viewOf(found)
    },
    async list(customer, signal) {
      const email = searchableEmail(customer)
      if (email === undefined) return []
      const mine: Order[] = []
      // Three pages of ten: what the search finds beside the address itself is rare.
      for (let page = 0, after: string | null = null; page < 3 && mine.length < 20; page += 1) {
        const variables: object = { query: `email:"${email}"`, first: 10, after }
        const { orders } = await client.read(searchOrders, variables, foundOrders, signal)
        mine.push(...orders.nodes.filter((each) => isOf(customer, each.email)))
        if (!orders.pageInfo?.hasNextPage) break
        after = orders.pageInfo.endCursor
      }
      return mine.slice(0, 20).map(viewOf)
    },
  }
}

export function shopifyDelivery(client: ShopifyClient): Delivery {
  return {
    async track(number, customer, signal) {
      const found = await findOrder(client, number, customer, signal)
      return found && sent(found).flatMap(parcelsOf)
    },
  }
}

function sent(found: Order): Fulfillment[] {
  return found.fulfillments.filter((each) => each.displayStatus !== 'CANCELED')
}

function viewOf(found: Order): OrderView {
  const parcels = sent(found).flatMap(parcelsOf)
  const [first] = parcels
  return {
    number: nameOf(found),
    status: statusOf(found),
    items: found.lineItems.nodes.map((item) => ({
      id: shortId(item.id),
      name: inBoth(item.title),
      variant: item.variantTitle ?? undefined,
      quantity: item.quantity,
      price: item.originalUnitPriceSet,
    })),
    total: found.totalPriceSet,
    placedAt: Date.parse(found.createdAt) || undefined,
    carrier: first?.carrier,
    trackingNumber: first?.trackingNumber,
    trackingUrl: first?.trackingUrl,
    expectedUntil: first?.expectedUntil,
    deliveredOn: parcels.every((each) => each.deliveredOn) ? parcels.at(-1)?.deliveredOn : undefined,
  }
}

function statusOf(found: Order): OrderView['status'] {
  if (found.cancelledAt !== null) return 'cancelled'
  if (found.displayFinancialStatus === 'REFUNDED') return 'refunded'
  if (found.returnStatus === 'RETURNED' || found.returnStatus === 'INSPECTION_COMPLETE') return 'returned'
  switch (found.displayFulfillmentStatus) {
    case 'FULFILLED':
      return isDelivered(found) ? 'delivered' : 'shipped'
    case 'PARTIALLY_FULFILLED':
      return 'shipped'
    case 'IN_PROGRESS':
    case 'PENDING_FULFILLMENT':
      return 'packed'
    default:
      return /^(PAID|PARTIALLY_REFUNDED)$/.test(found.displayFinancialStatus ?? '') ? 'paid' : 'placed'
  }
}

/** Whether everything that was sent has arrived. */
export function isDelivered(found: Order): boolean {
  const parts = sent(found)
  return (
    parts.length > 0 && parts.every((each) => each.displayStatus === 'DELIVERED' || each.deliveredAt !== null)
  )
}

/** One parcel for each tracking number; one without any where the shop sent it untracked. Days are in UTC. */
function parcelsOf(part: Fulfillment): Parcel[] {
  const common: Parcel = {
    status: parcelStatus(part),
    expectedUntil: dayOf(part.estimatedDeliveryAt),
    deliveredOn: dayOf(part.deliveredAt),
  }
  if (part.trackingInfo.length === 0) return [common]
  return part.trackingInfo.map((each) => ({
    ...common,
    carrier: each.company ?? undefined,
    trackingNumber: each.number ?? undefined,
    trackingUrl: webAddress(each.url),
  }))
}

/** Admin API, enum FulfillmentDisplayStatus. `FULFILLED` alone says that the shop is done, not where the parcel is. */
function parcelStatus(part: Fulfillment): Parcel['status'] {
  if (part.deliveredAt !== null) return 'delivered'
  switch (part.displayStatus) {
    case 'DELIVERED':
    case 'PICKED_UP':
      return 'delivered'
    case 'OUT_FOR_DELIVERY':
      return 'out-for-delivery'
    case 'IN_TRANSIT':
    case 'CARRIER_PICKED_UP':
    case 'DELAYED':
    case 'READY_FOR_PICKUP':
      return 'in-transit'
    case 'ATTEMPTED_DELIVERY':
    case 'NOT_DELIVERED':
    case 'FAILURE':
      return 'failed'
    case 'CONFIRMED':
    case 'LABEL_PRINTED':
    case 'LABEL_PURCHASED':
    case 'SUBMITTED':
      return 'preparing'
    default:
      return 'unknown'
  }
}
