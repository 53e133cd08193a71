import { ConnectorFailure, type ShopConnector } from './shop.ts'

/**
 * The same shop with everything taken away that changes something: for evaluations and replays, which ask what the
 * assistant would do and must never have it done. What only acts is gone; what also checks refuses to act.
 */
export function withoutActions(shop: ShopConnector): ShopConnector {
  const refuse = async (): Promise<never> => {
    throw new ConnectorFailure('refused', 'read-only')
  }
  const { coupons: _coupons, refunds: _refunds, returns, addresses, ...reading } = shop
  return {
    ...reading,
    ...(returns && { returns: { check: (...asked) => returns.check(...asked), start: refuse } }),
    ...(addresses && { addresses: { check: (...asked) => addresses.check(...asked), change: refuse } }),
    // Whoever opened the shop closes it.
    close: async () => undefined,
  }
}
