import { z } from 'zod'
import { markOf, oneAtATime } from '../once.ts'
import { ConnectorFailure, type RefundRequest, type Refunds, type RefundView } from '../shop.ts'
import { decimal, decimalOf, hundredthsOf, moneyOf, shopText } from '../shop-values.ts'
import type { WooClient } from './client.ts'
import { findOrder } from './orders.ts'

const refund = z.object({ id: z.int(), amount: decimal, reason: shopText(1_000) })

/**
 * Refunds through the payment gateway of the order (`api_refund`), nothing put back on the shelf. WooCommerce has no
 * keys for writes. So the reason carries the mark of the key, and the order's refunds are searched for it first: meta
 * data would be neater, but is saved only after the money has gone, and a crash between would lose it. Two nodes with
 * one key at the same moment are not stopped by WooCommerce; the caller's lease on the approved action is what does.
 */
export function wooRefunds(client: WooClient): Refunds {
  const oneRefund = oneAtATime<RefundView>()

  async function give(request: RefundRequest, key: string, signal: AbortSignal): Promise<RefundView> {
    const found = await findOrder(client, request.number, request.customer, signal)
    if (found === undefined) throw new ConnectorFailure('refused', 'The customer has no such order')
    const path = `orders/${found.id}/refunds`
    const { data: given, hasMore } = await client.getPage(
      path,
      { per_page: '100' },
      z.array(refund).max(100),
      signal,
    )
    const mark = markOf(key)
    const before = given.find((each) => each.reason.includes(mark))
    if (before !== undefined) return viewOf(before, found.currency)
    // Nobody refunds an order a hundred times; where somebody did, the mark could be where we did not look.
    if (hasMore) throw new ConnectorFailure('refused', 'The order has too many refunds to tell them apart')
    const { amount, currency } = request.amount
    if (currency !== found.currency)
      throw new ConnectorFailure('refused', `The order was paid in ${found.currency}`)
    const left = hundredthsOf(found.total) - given.reduce((sum, each) => sum + hundredthsOf(each.amount), 0)
    if (found.date_paid_gmt === null || amount <= 0 || amount > left)
      throw new ConnectorFailure('refused', 'More than was paid and is not given back yet')
    const reason = `${request.reason.trim().slice(0, 400)} (${mark})`
    const body = { amount: decimalOf(amount), reason, api_refund: true, api_restock: false }
    return viewOf(await client.send('POST', path, body, refund, signal), found.currency)
  }

  return { refund: (request, key, signal) => oneRefund(key, () => give(request, key, signal)) }
}

function viewOf(found: z.infer<typeof refund>, currency: string): RefundView {
  return { id: String(found.id), amount: moneyOf(found.amount, currency) }
}
