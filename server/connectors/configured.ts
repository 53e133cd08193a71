import { z } from 'zod'
import { type Egress, openEgress } from './egress/egress.ts'
import { fetchThrough } from './fetch.ts'
import { mcpShopMapping } from './mcp/shop.ts'
import { shopMapping } from './open-api/mapping.ts'
import type { ShopConnector } from './shop.ts'

const address = z.url({ protocol: /^https?$/ })
/** An order number as the shop writes it. */
const orderExample = z.string().max(40).optional()
const coupons = { couponPrefix: z.string().min(1).max(20).optional(), couponDays: z.int().min(1).optional() }

const shop = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('shopify'),
    shop: z.string().min(1),
    accessToken: z.string().min(1),
    version: z
      .string()
      .regex(/^\d{4}-\d{2}$/)
      .optional(),
    returnDays: z.int().min(1).optional(),
    orderExample,
    ...coupons,
  }),
  z.strictObject({
    kind: z.literal('woocommerce'),
    shop: z.string().min(1),
    consumerKey: z.string().min(1),
    consumerSecret: z.string().min(1),
    orderExample,
    ...coupons,
  }),
  z.strictObject({
    kind: z.literal('open-api'),
    name: z.string().min(1).max(40),
    baseUrl: address,
    document: address,
    credentials: z
      .union([
        z.strictObject({ bearer: z.string().min(1) }),
        z.strictObject({ header: z.strictObject({ name: z.string().min(1), value: z.string().min(1) }) }),
        z.strictObject({ basic: z.strictObject({ name: z.string(), password: z.string() }) }),
      ])
      .optional(),
    mapping: shopMapping,
    orderExample,
  }),
  z.strictObject({
    kind: z.literal('mcp'),
    name: z.string().min(1).max(40),
    url: address,
    headers: z.record(z.string(), z.string()).optional(),
    shop: mcpShopMapping,
    orderExample,
  }),
])
type ShopSettings = z.infer<typeof shop>

/** Which workspace has which shop, as an operator writes it down. */
export const shopsFile = z.strictObject({
  /** Origins that are asked although they are no public address: a shop in the same network. */
  allowedOrigins: z.array(address).default([]),
  /** By the id of the workspace. */
  workspaces: z.record(z.string(), shop),
})
export type ShopsFile = z.infer<typeof shopsFile>

export interface ConfiguredShops {
  shopOf(workspaceId: string): ShopConnector | undefined
  close(): Promise<void>
}

/** Opens every shop of the file; none is asked before a visitor needs it. Rejects for an address that is none. */
export async function openConfiguredShops({
  allowedOrigins,
  workspaces,
}: ShopsFile): Promise<ConfiguredShops> {
  const egress = openEgress({ allowed: allowedOrigins.map((each) => new URL(each).origin) })
  const shops = new Map<string, ShopConnector>()
  for (const [workspaceId, settings] of Object.entries(workspaces))
    shops.set(workspaceId, await openShop(settings, egress))
  return {
    shopOf: (workspaceId) => shops.get(workspaceId),
    async close() {
      for (const each of shops.values()) await each.close()
    },
  }
}

/** Each adapter is loaded where a shop needs it: together they would take a second of every start. */
async function openShop(settings: ShopSettings, egress: Egress): Promise<ShopConnector> {
  switch (settings.kind) {
    case 'shopify': {
      const { shopifyShop } = await import('./shopify/index.ts')
      const { kind: _kind, ...own } = settings
      return shopifyShop({ ...given(own), fetch: fetchThrough(egress) })
    }
    case 'woocommerce': {
      const { wooCommerceShop } = await import('./woocommerce/index.ts')
      const { kind: _kind, ...own } = settings
      return wooCommerceShop({ ...given(own), fetch: fetchThrough(egress) })
    }
    case 'open-api': {
      const { openApiShop } = await import('./open-api/open-api-shop.ts')
      const { kind: _kind, baseUrl, document, ...own } = settings
      return openApiShop({ ...own, egress, baseUrl: new URL(baseUrl), document: new URL(document) })
    }
    case 'mcp': {
      const { mcpServer } = await import('./mcp/index.ts')
      const { kind: _kind, ...own } = settings
      const server = mcpServer({ ...given(own), fetch: fetchThrough(egress) })
      return server.shop ?? { name: settings.name, close: () => server.close() }
    }
  }
}

/** The same settings without those that were left out. */
function given<Settings extends object>(
  settings: Settings,
): { [Name in keyof Settings]: Exclude<Settings[Name], undefined> } {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as never
}
