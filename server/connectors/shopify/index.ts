import type { Fetch } from '../fetch.ts'
import type { ShopConnector } from '../shop.ts'
import { shopOrigin } from '../shop-origin.ts'
import { shopifyAddresses } from './addresses.ts'
import { shopifyClient } from './client.ts'
import { shopifyCoupons } from './coupons.ts'
import { shopifyDelivery, shopifyOrders } from './orders.ts'
import { shopifyProducts } from './products.ts'
import { shopifyRefunds } from './refunds.ts'
import { shopifyReturns } from './returns.ts'

export interface ShopifySettings {
  /** `name.myshopify.com`, or the origin `https://name.myshopify.com`. */
  shop: string
  /**
   * Admin API access token of a custom app with the scopes read_orders (read_all_orders for those older than 60 days),
   * write_orders, read_products, read_returns, write_returns, read_discounts, write_discounts.
   */
  accessToken: string
  /** Version of the Admin API, `YYYY-MM`; 2026-07 where not said, the newest whose every input used here was read. */
  version?: string
  fetch: Fetch
  /** The shop's return window in days from delivery; only Shopify's own rules where not said. */
  returnDays?: number
  /** An order number as the shop writes it; Shopify's own `#1001` where not said. */
  orderExample?: string
  /** What coupon codes begin with; `THANKS` where not said. */
  couponPrefix?: string
  /** Days a coupon lasts; 60 where not said. */
  couponDays?: number
  /** Milliseconds since 1970. */
  now?: () => number
}

/** A shop on Shopify, by its Admin GraphQL API. Throws where the shop's address or the version is none. */
export function shopifyShop(settings: ShopifySettings): ShopConnector {
  const { accessToken, fetch, returnDays, version = '2026-07', now = Date.now } = settings
  if (!/^\d{4}-\d{2}$/.test(version)) throw new TypeError(`No version of the Admin API: ${version}`)
  const client = shopifyClient({ origin: shopOrigin(settings.shop), accessToken, version, fetch })
  const coupons = {
    prefix: settings.couponPrefix ?? 'THANKS',
    validDays: settings.couponDays ?? 60,
    secret: accessToken,
  }
  return {
    name: 'shopify',
    orderExample: settings.orderExample ?? '#1001',
    orders: shopifyOrders(client),
    delivery: shopifyDelivery(client),
    products: shopifyProducts(client),
    returns: shopifyReturns(client, returnDays, now),
    addresses: shopifyAddresses(client),
    coupons: shopifyCoupons(client, coupons, now),
    refunds: shopifyRefunds(client),
    async close() {
      // Nothing is kept between requests.
    },
  }
}
