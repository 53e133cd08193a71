import { type McpServer, mcpServer } from '#server/connectors/mcp/index.ts'
import type { ShopConnector } from '#server/connectors/shop.ts'
import { shopifyShop } from '#server/connectors/shopify/index.ts'
import { wooCommerceShop } from '#server/connectors/woocommerce/index.ts'
import type { ShopStand } from './contract.ts'
import { risks, shopMapping } from './mcp-mapping.ts'
import { type McpStandIn, startMcpServer } from './mcp-server.ts'
import { shopNow } from './shopify-data.ts'
import { type ShopifyServer, startShopifyServer } from './shopify-server.ts'
import { startWooCommerceServer, type WooCommerceServer } from './woocommerce-server.ts'

/** A connector whose every interface is there, or is said not to be by the test itself. */
type Whole = Required<ShopConnector>

export async function startShopify(): Promise<ShopStand & { server: ShopifyServer; shop: Whole }> {
  const server = await startShopifyServer()
  const { origin, accessToken, fetch } = server
  const open = () =>
    shopifyShop({ shop: origin, accessToken, fetch, returnDays: 30, now: () => shopNow }) as Whole
  return {
    server,
    shop: open(),
    another: open,
    numbers: { ann: '1001', bob: '1002', eve: '1006' },
    annOrders: 5,
    coupons: () => server.discounts.size,
    close: () => server.close(),
  }
}

export async function startWooCommerce(): Promise<ShopStand & { server: WooCommerceServer; shop: Whole }> {
  const server = await startWooCommerceServer()
  const { origin, consumerKey, consumerSecret, fetch } = server
  const open = () =>
    wooCommerceShop({ shop: origin, consumerKey, consumerSecret, fetch, now: () => shopNow }) as Whole
  return {
    server,
    shop: open(),
    another: open,
    numbers: { ann: '727', bob: '728', eve: '732' },
    annOrders: 4,
    coupons: () => server.coupons.length,
    close: () => server.close(),
  }
}

export type McpStand = ShopStand & { server: McpStandIn; mcp: McpServer }

export async function startMcp(json: boolean): Promise<McpStand> {
  const server = await startMcpServer({ json })
  const open = () => mcpServer({ ...mcpSettings(server), shop: shopMapping })
  const shopOf = (mcp: McpServer): ShopConnector => mcp.shop ?? { name: 'none', close: () => mcp.close() }
  const mcp = open()
  return {
    server,
    mcp,
    shop: shopOf(mcp),
    another: () => shopOf(open()),
    numbers: { ann: '1001', bob: '1002', eve: '1006' },
    annOrders: 2,
    coupons: () => server.coupons.size,
    async close() {
      await mcp.close()
      await server.close()
    },
  }
}

/** How a workspace reaches the stand-in, without a mapping. */
export function mcpSettings(server: McpStandIn): Parameters<typeof mcpServer>[0] {
  const headers = { authorization: `Bearer ${server.token}` }
  return { name: 'Warehouse', url: server.url, headers, fetch: server.fetch, risks, timeout: 2_000 }
}
