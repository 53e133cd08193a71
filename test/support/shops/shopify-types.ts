import { connection } from './graphql.ts'
import type { ShopifyLine, ShopifyOrder, ShopifyShipment, ShopifyTransaction } from './shopify-data.ts'

export function money(amount: string): object {
  const value = { __typename: 'MoneyV2', amount, currencyCode: 'GBP' }
  return { __typename: 'MoneyBag', presentmentMoney: value, shopMoney: value }
}

export function sum(amounts: string[]): string {
  return (amounts.reduce((total, each) => total + Math.round(Number(each) * 100), 0) / 100).toFixed(2)
}

/** Quantity of each line that was sent and is not on its way back. */
export function returnable(order: ShopifyOrder, line: ShopifyLine): number {
  const back = order.returns.flatMap((each) => each.lines).filter((each) => each.line === line.id)
  return line.quantity - back.reduce((total, each) => total + each.quantity, 0)
}

/** An order as object Order of the Admin API 2026-07, as far as it is asked for. */
export function orderObject(order: ShopifyOrder): Record<string, unknown> {
  return {
    __typename: 'Order',
    id: `gid://shopify/Order/${order.id}`,
    name: order.name,
    email: order.email,
    createdAt: order.createdAt,
    cancelledAt: order.cancelledAt,
    closedAt: null,
    displayFinancialStatus: order.financial,
    displayFulfillmentStatus: order.fulfillment,
    returnStatus: order.returns.length > 0 ? 'IN_PROGRESS' : 'NO_RETURN',
    totalPriceSet: money(sum(order.lines.map((line) => (Number(line.price) * line.quantity).toFixed(2)))),
    lineItems: connection('LineItem', order.lines.map(lineObject)),
    fulfillments: ({ first }: Record<string, unknown>) =>
      order.shipments.slice(0, Number(first)).map((each) => shipmentObject(each)),
    shippingAddress: { __typename: 'MailingAddress', ...order.address },
    metafield: ({ namespace, key }: Record<string, unknown>) => {
      const value = order.metafields.get(`${namespace}.${key}`)
      return value === undefined ? null : { __typename: 'Metafield', value }
    },
    returns: connection('Return', order.returns.map(returnObject)),
    refunds: () =>
      order.refunds.map((each) => ({
        __typename: 'Refund',
        id: `gid://shopify/Refund/${each.id}`,
        note: each.note,
        totalRefundedSet: money(each.amount),
      })),
    transactions: () => order.transactions.map(transactionObject),
    suggestedRefund: ({ refundLineItems }: Record<string, unknown>) => {
      const items = refundLineItems as { lineItemId: string; quantity: number }[]
      const amounts = items.map((item) => {
        const line = order.lines.find((each) => item.lineItemId.endsWith(`/${each.id}`))
        return (Number(line?.price) * item.quantity).toFixed(2)
      })
      return { __typename: 'SuggestedRefund', amountSet: money(sum(amounts)) }
    },
  }
}

function lineObject(line: ShopifyLine): object {
  return {
    __typename: 'LineItem',
    id: `gid://shopify/LineItem/${line.id}`,
    title: line.title,
    variantTitle: line.variantTitle,
    quantity: line.quantity,
    originalUnitPriceSet: money(line.price),
  }
}

function shipmentObject(shipment: ShopifyShipment): object {
  return {
    __typename: 'Fulfillment',
    ...shipment,
    id: `gid://shopify/Fulfillment/${shipment.id}`,
    trackingInfo: () =>
      shipment.trackingInfo.map((each) => ({ __typename: 'FulfillmentTrackingInfo', ...each })),
  }
}

function returnObject(each: ShopifyOrder['returns'][number]): object {
  return {
    __typename: 'Return',
    name: each.name,
    status: each.status,
    returnLineItems: connection(
      'ReturnLineItemType',
      each.lines.map((line) => ({ __typename: 'ReturnLineItem', returnReasonNote: line.note })),
    ),
  }
}

function transactionObject(each: ShopifyTransaction): object {
  return {
    __typename: 'OrderTransaction',
    id: `gid://shopify/OrderTransaction/${each.id}`,
    kind: each.kind,
    status: 'SUCCESS',
    gateway: 'shopify_payments',
    amountSet: money(each.amount),
    parentTransaction:
      each.parent === undefined
        ? null
        : { __typename: 'OrderTransaction', id: `gid://shopify/OrderTransaction/${each.parent}` },
  }
}

/** What may be sent back of an order: connection ReturnableFulfillmentConnection. */
export function returnableFulfillments(order: ShopifyOrder | undefined): object[] {
  return (order?.shipments ?? [])
    .filter((shipment) => shipment.displayStatus === 'DELIVERED')
    .map((shipment) => ({
      __typename: 'ReturnableFulfillment',
      fulfillment: shipmentObject(shipment),
      returnableFulfillmentLineItems: connection(
        'ReturnableFulfillmentLineItem',
        (order?.lines ?? [])
          .filter((line) => returnable(order as ShopifyOrder, line) > 0)
          .map((line) => ({
            __typename: 'ReturnableFulfillmentLineItem',
            quantity: returnable(order as ShopifyOrder, line),
            fulfillmentLineItem: {
              __typename: 'FulfillmentLineItem',
              id: `gid://shopify/FulfillmentLineItem/${line.id + 1000}`,
              lineItem: lineObject(line),
            },
          })),
      ),
    }))
}
