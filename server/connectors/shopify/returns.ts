import { z } from 'zod'
import { markOf, oneAtATime } from '../once.ts'
import {
  ConnectorFailure,
  type ReturnRequest,
  type Returns,
  type ReturnTerms,
  type ReturnView,
} from '../shop.ts'
import { dayAfter } from '../shop-values.ts'
import { refuseOn, type ShopifyClient, userErrors } from './client.ts'
import { findOrder } from './orders.ts'
import { choose, type Returnable, type ReturnLine, readReturnable } from './returnable.ts'
import { gid, moneyBag, moneyFields, type Order } from './shapes.ts'

const suggest = `query BatonRefundOfItems($id: ID!, $items: [RefundLineItemInput!]!) {
  order(id: $id) { suggestedRefund(refundLineItems: $items) { amountSet ${moneyFields} } }
}`
const suggested = z.object({
  order: z.object({ suggestedRefund: z.object({ amountSet: moneyBag }).nullable() }).nullable(),
})

const createReturn = `mutation BatonReturn($input: ReturnInput!) {
  returnCreate(returnInput: $input) { return { id name } userErrors { code field message } }
}`
const createdReturn = z.object({
  returnCreate: z.object({ return: z.object({ id: gid, name: z.string().max(60) }).nullable(), userErrors }),
})

/** Admin API, enum ReturnReason. Shopify tells too small from too large, our visitors' menu does not. */
const reasons: Record<ReturnRequest['reason'], string> = {
  unwanted: 'UNWANTED',
  'wrong-size': 'OTHER',
  faulty: 'DEFECTIVE',
  'wrong-item': 'WRONG_ITEM',
  other: 'OTHER',
}

interface Checked {
  terms: ReturnTerms
  order: Order
  lines: ReturnLine[]
  returnable: Returnable
}

/**
 * Returns by `returnCreate`, which has no idempotency of its own (`@idempotent` is for refunds and inventory). So each
 * line's note carries the mark of the key, and the order's returns are searched for it first. A return that two nodes
 * start at the same moment is stopped by the shop itself where the whole quantity is returned.
 *
 * `returnDays` is the shop's return window, which the API does not tell; without it only Shopify decides.
 */
export function shopifyReturns(
  client: ShopifyClient,
  returnDays: number | undefined,
  now: () => number,
): Returns {
  const oneReturn = oneAtATime<ReturnView>()

  async function check(request: ReturnRequest, signal: AbortSignal): Promise<Checked | undefined> {
    const order = await findOrder(client, request.number, request.customer, signal)
    if (order === undefined) return undefined
    const returnable = await readReturnable(client, order.id, signal)
    const chosen = choose(order, returnable, request.items)
    const result = { order, returnable, lines: chosen.lines }
    if (chosen.refusal !== undefined) return { ...result, terms: { allowed: false, refusal: chosen.refusal } }
    const times = chosen.lines.map((line) => line.since)
    const until = returnDays === undefined ? undefined : dayAfter(Math.min(...times), returnDays)
    if (until !== undefined && until < dayAfter(now(), 0))
      return { ...result, terms: { allowed: false, refusal: 'window-over', until } }
    const items = chosen.lines.map(({ lineItemId, quantity }) => ({ lineItemId, quantity }))
    const found = await client.read(suggest, { id: order.id, items }, suggested, signal)
    const refund = found.order?.suggestedRefund?.amountSet
    return { ...result, terms: { allowed: true, until, refund } }
  }

  async function start(request: ReturnRequest, key: string, signal: AbortSignal): Promise<ReturnView> {
    const checked = await check(request, signal)
    if (checked === undefined) throw new ConnectorFailure('refused', 'The customer has no such order')
    const { order, terms, lines, returnable } = checked
    const mark = markOf(key)
    const before = returnable.returns.find((each) => each.notes.some((note) => note.includes(mark)))
    if (before !== undefined) return { id: before.name, terms: { allowed: true, until: terms.until } }
    if (!terms.allowed) throw new ConnectorFailure('refused', `Shopify takes no return: ${terms.refusal}`)
    const input = {
      orderId: order.id,
      returnLineItems: lines.map((line) => ({
        fulfillmentLineItemId: line.fulfillmentLineItemId,
        quantity: line.quantity,
        returnReason: reasons[request.reason],
        returnReasonNote: noteOf(request, mark),
      })),
    }
    const { returnCreate } = await client.write(createReturn, { input }, createdReturn, signal)
    refuseOn(returnCreate.userErrors)
    if (returnCreate.return === null) throw new ConnectorFailure('nonsense', 'Shopify named no return')
    return { id: returnCreate.return.name, terms }
  }

  return {
    check: async (request, signal) => (await check(request, signal))?.terms,
    start: (request, key, signal) => oneReturn(key, () => start(request, key, signal)),
  }
}

/** At most 255 characters (ReturnLineItemInput), the mark last so that it is never what is cut. */
function noteOf(request: ReturnRequest, mark: string): string {
  const said = request.comment?.trim() || request.reason
  return `${said.slice(0, 220)} (${mark})`
}
