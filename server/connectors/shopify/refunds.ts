import { z } from 'zod'
import { markOf, oneAtATime, uuidOf } from '../once.ts'
import { ConnectorFailure, type RefundRequest, type Refunds, type RefundView } from '../shop.ts'
import { decimalOf, shopText } from '../shop-values.ts'
import { refuseOn, type ShopifyClient, userErrors } from './client.ts'
import { findOrder } from './orders.ts'
import { gid, moneyBag, moneyFields, shortId } from './shapes.ts'

const readPayments = `query BatonPayments($id: ID!) {
  order(id: $id) {
    refunds(first: 50) { id note totalRefundedSet ${moneyFields} }
    transactions(first: 50) { id kind status gateway amountSet ${moneyFields} parentTransaction { id } }
  }
}`
const transaction = z.object({
  id: gid,
  kind: z.string(),
  status: z.string(),
  gateway: shopText(100).nullable(),
  amountSet: moneyBag,
  parentTransaction: z.object({ id: gid }).nullable(),
})
const foundPayments = z.object({
  order: z
    .object({
      refunds: z.array(z.object({ id: gid, note: shopText(1_000).nullable(), totalRefundedSet: moneyBag })),
      transactions: z.array(transaction),
    })
    .nullable(),
})

const createRefund = `mutation BatonRefund($input: RefundInput!, $key: String!) {
  refundCreate(input: $input) @idempotent(key: $key) {
    refund { id totalRefundedSet ${moneyFields} }
    userErrors { field message }
  }
}`
const createdRefund = z.object({
  refundCreate: z.object({
    refund: z.object({ id: gid, totalRefundedSet: moneyBag }).nullable(),
    userErrors,
  }),
})

interface Payment {
  id: string
  gateway: string
  left: number
}

/**
 * Refunds of an amount by `refundCreate`, which must carry `@idempotent` since 2026-04: with one key Shopify refunds
 * once, two nodes at once or not. It remembers keys for a limited time only, so the note carries the mark of the key as
 * well and the order's refunds are searched for it first.
 */
export function shopifyRefunds(client: ShopifyClient): Refunds {
  const oneRefund = oneAtATime<RefundView>()

  async function refund(request: RefundRequest, key: string, signal: AbortSignal): Promise<RefundView> {
    const order = await findOrder(client, request.number, request.customer, signal)
    if (order === undefined) throw new ConnectorFailure('refused', 'The customer has no such order')
    const { order: paid } = await client.read(readPayments, { id: order.id }, foundPayments, signal)
    if (paid === null) throw new ConnectorFailure('refused', 'The order is gone')
    const mark = markOf(key)
    const before = paid.refunds.find((each) => each.note?.includes(mark))
    if (before !== undefined) return { id: shortId(before.id), amount: before.totalRefundedSet }
    const { amount, currency } = request.amount
    if (currency !== order.totalPriceSet.currency)
      throw new ConnectorFailure('refused', `The order was paid in ${order.totalPriceSet.currency}`)
    const shares = shareOut(amount, paymentsOf(paid.transactions, currency))
    const transactions = shares.map((share) => ({
      orderId: order.id,
      parentId: share.id,
      gateway: share.gateway,
      kind: 'REFUND',
      amount: decimalOf(share.amount),
    }))
    const note = `${request.reason.trim().slice(0, 400)} (${mark})`
    const input = { orderId: order.id, currency, note, notify: true, transactions }
    const { refundCreate } = await client.write(
      createRefund,
      { input, key: uuidOf(key) },
      createdRefund,
      signal,
    )
    refuseOn(refundCreate.userErrors)
    if (refundCreate.refund === null) throw new ConnectorFailure('nonsense', 'Shopify named no refund')
    return { id: shortId(refundCreate.refund.id), amount: refundCreate.refund.totalRefundedSet }
  }

  return { refund: (request, key, signal) => oneRefund(key, () => refund(request, key, signal)) }
}

/** What was taken (kinds SALE and CAPTURE) and is not given back yet. */
function paymentsOf(transactions: z.infer<typeof transaction>[], currency: string): Payment[] {
  // A refund that is under way counts as given back.
  const counted = transactions.filter((each) => each.status === 'SUCCESS' || each.status === 'PENDING')
  const givenBack = (id: string) =>
    counted
      .filter((each) => each.kind === 'REFUND' && each.parentTransaction?.id === id)
      .reduce((sum, each) => sum + each.amountSet.amount, 0)
  return counted
    .filter((each) => (each.kind === 'SALE' || each.kind === 'CAPTURE') && each.status === 'SUCCESS')
    .filter((each) => each.amountSet.currency === currency)
    .map((each) => ({
      id: each.id,
      gateway: each.gateway ?? '',
      left: each.amountSet.amount - givenBack(each.id),
    }))
    .filter((each) => each.left > 0)
}

function shareOut(amount: number, payments: Payment[]): { id: string; gateway: string; amount: number }[] {
  if (amount <= 0) throw new ConnectorFailure('refused', 'There is nothing to refund')
  let missing = amount
  const shares = payments.map((payment) => {
    const share = Math.min(missing, payment.left)
    missing -= share
    return { id: payment.id, gateway: payment.gateway, amount: share }
  })
  if (missing > 0) throw new ConnectorFailure('refused', 'More than was paid and is not given back yet')
  return shares.filter((share) => share.amount > 0)
}
