import type { ShopAction } from '#shared/action.ts'
import {
  ConnectorFailure,
  type Coupon,
  type Customer,
  type PostalAddress,
  type RefundView,
  type ReturnView,
  type ShopConnector,
} from './shop.ts'

/** What an action came to: the only source of the words that tell the visitor. */
export type ActionResult =
  | { tool: 'return'; result: ReturnView }
  | { tool: 'address-change'; result: PostalAddress }
  | { tool: 'coupon'; result: Coupon }
  | { tool: 'refund'; result: RefundView }

/**
 * Runs an action for the customer of the session, once for each key. Rejects with {@link ConnectorFailure}; `refused`
 * where this shop has no such interface.
 */
export async function performAction(
  shop: ShopConnector,
  customer: Customer,
  action: ShopAction,
  key: string,
  signal: AbortSignal,
): Promise<ActionResult> {
  switch (action.tool) {
    case 'return': {
      const { number, items, reason, comment } = action
      const request = { number, customer, items, reason, comment }
      return { tool: 'return', result: await offered(shop.returns).start(request, key, signal) }
    }
    case 'address-change': {
      const request = { number: action.number, customer, address: action.address }
      return { tool: 'address-change', result: await offered(shop.addresses).change(request, key, signal) }
    }
    case 'coupon': {
      const { percent, amount, reason } = action
      const request = { customer, percent, amount, reason }
      return { tool: 'coupon', result: await offered(shop.coupons).issue(request, key, signal) }
    }
    case 'refund': {
      const { number, amount, reason } = action
      const request = { number, customer, amount, reason }
      return { tool: 'refund', result: await offered(shop.refunds).refund(request, key, signal) }
    }
  }
}

function offered<Interface>(offer: Interface | undefined): Interface {
  if (offer === undefined) throw new ConnectorFailure('refused', 'not-offered')
  return offer
}
