import type { Fetch } from '../fetch.ts'
import type { ShopConnector } from '../shop.ts'
import { shopOrigin } from '../shop-origin.ts'
import { wooAddresses } from './addresses.ts'
import { wooClient } from './client.ts'
import { wooCoupons } from './coupons.ts'
import { wooOrders } from './orders.ts'
import { wooCurrency, wooProducts } from './products.ts'
import { wooRefunds } from './refunds.ts'

export interface WooCommerceSettings {
  /** Address of the shop: `https://shop.example`, with its path where WordPress has one. */
  shop: string
  /** `ck_…` of a REST API key with the permission Read/Write. */
  consumerKey: string
  /** `cs_…` of the same. */
  consumerSecret: string
  fetch: Fetch
  /** An order number as the shop writes it; WooCommerce's own `1234` where not said. */
  orderExample?: string
  /** What coupon codes begin with; `THANKS` where not said. */
  couponPrefix?: string
  /** Days a coupon lasts; 60 where not said. */
  couponDays?: number
  /** Milliseconds since 1970. */
  now?: () => number
}

/**
 * A shop on WooCommerce, by its REST API v3. Without `delivery` and `returns`: the core of WooCommerce keeps neither
 * tracking numbers nor returns (plugins do, each in its own way), and a note on an order is no return. Throws where the
 * shop's address is none.
 */
export function wooCommerceShop(settings: WooCommerceSettings): ShopConnector {
  const { consumerKey, consumerSecret, fetch, now = Date.now } = settings
  const client = wooClient({ origin: shopOrigin(settings.shop), consumerKey, consumerSecret, fetch })
  const currencyOf = wooCurrency(client)
  const coupons = {
    prefix: settings.couponPrefix ?? 'THANKS',
    validDays: settings.couponDays ?? 60,
    secret: consumerSecret,
  }
  return {
    name: 'woocommerce',
    orderExample: settings.orderExample ?? '1234',
    orders: wooOrders(client),
    products: wooProducts(client, currencyOf),
    addresses: wooAddresses(client),
    coupons: wooCoupons(client, coupons, currencyOf, now),
    refunds: wooRefunds(client),
    async close() {
      // Nothing is kept between requests.
    },
  }
}
