import { z } from 'zod'
import type { ReturnRequest, ReturnTerms } from '../shop.ts'
import { shopText } from '../shop-values.ts'
import type { ShopifyClient } from './client.ts'
import { gid, nodesOf, type Order, shortId } from './shapes.ts'

const query = `query BatonReturnable($id: ID!) {
  returnableFulfillments(orderId: $id, first: 20) {
    nodes {
      fulfillment { createdAt deliveredAt }
      returnableFulfillmentLineItems(first: 50) {
        nodes { quantity fulfillmentLineItem { id lineItem { id } } }
      }
    }
  }
  order(id: $id) {
    returns(first: 30) {
      nodes { name status returnLineItems(first: 20) { nodes { ... on ReturnLineItem { returnReasonNote } } } }
    }
  }
}`
const answer = z.object({
  returnableFulfillments: nodesOf(
    z.object({
      fulfillment: z.object({ createdAt: z.iso.datetime(), deliveredAt: z.iso.datetime().nullable() }),
      returnableFulfillmentLineItems: nodesOf(
        z.object({
          quantity: z.int().min(0),
          fulfillmentLineItem: z.object({ id: gid, lineItem: z.object({ id: gid }) }),
        }),
      ),
    }),
  ),
  order: z
    .object({
      returns: nodesOf(
        z.object({
          name: z.string().max(60),
          status: z.string(),
          returnLineItems: nodesOf(z.object({ returnReasonNote: shopText(300).optional() })),
        }),
      ),
    })
    .nullable(),
})

/** What of an order may still come back, and the returns there are. */
export interface Returnable {
  lines: ReturnLine[]
  returns: { name: string; notes: string[] }[]
}

/** Pieces of one line in one shipment. `since`: when they arrived, or were sent where nobody says; milliseconds since 1970. */
export interface ReturnLine {
  fulfillmentLineItemId: string
  lineItemId: string
  quantity: number
  since: number
}

/** Asks what of an order is returnable: delivered and not yet returned or refunded (query returnableFulfillments). */
export async function readReturnable(
  client: ShopifyClient,
  orderId: string,
  signal: AbortSignal,
): Promise<Returnable> {
  const found = await client.read(query, { id: orderId }, answer, signal)
  return {
    lines: found.returnableFulfillments.nodes.flatMap(({ fulfillment, returnableFulfillmentLineItems }) =>
      returnableFulfillmentLineItems.nodes.map((line) => ({
        fulfillmentLineItemId: line.fulfillmentLineItem.id,
        lineItemId: line.fulfillmentLineItem.lineItem.id,
        quantity: line.quantity,
        since: Date.parse(fulfillment.deliveredAt ?? fulfillment.createdAt),
      })),
    ),
    returns: (found.order?.returns.nodes ?? [])
      .filter((each) => each.status !== 'CANCELED' && each.status !== 'DECLINED')
      .map((each) => ({
        name: each.name,
        notes: each.returnLineItems.nodes.map((line) => line.returnReasonNote ?? ''),
      })),
  }
}

/** The lines of the shipments that a request is about, or why it cannot be. */
export function choose(
  order: Order,
  returnable: Returnable,
  items: ReturnRequest['items'],
): { lines: ReturnLine[]; refusal?: ReturnTerms['refusal'] } {
  const known = new Map(order.lineItems.nodes.map((item) => [shortId(item.id), item]))
  if (items.some((item) => !known.has(item.id) || item.quantity < 1))
    return { lines: [], refusal: 'unknown-item' }
  const open = returnable.lines.filter((line) => line.quantity > 0)
  if (open.length === 0) return { lines: [], refusal: refusalOf(order, returnable) }
  if (items.length === 0) return { lines: open }
  const lines: ReturnLine[] = []
  for (const item of items) {
    let missing = item.quantity
    for (const line of open.filter((each) => shortId(each.lineItemId) === item.id)) {
      const taken = Math.min(missing, line.quantity)
      if (taken > 0) lines.push({ ...line, quantity: taken })
      missing -= taken
    }
    if (missing > 0) return { lines: [], refusal: refusalOf(order, returnable) }
  }
  return { lines }
}

function refusalOf(order: Order, returnable: Returnable): ReturnTerms['refusal'] {
  if (order.fulfillments.every((each) => each.displayStatus === 'CANCELED')) return 'not-delivered'
  return returnable.returns.length > 0 || order.returnStatus !== 'NO_RETURN'
    ? 'already-returned'
    : 'not-returnable'
}
