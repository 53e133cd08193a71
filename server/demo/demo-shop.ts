import { join } from 'node:path'
import { openApiShop, openEgress, type ProductView, type ShopConnector } from '../connectors/index.ts'
import { StoreFailure } from '../store/store.ts'
import { pictureOf, readProducts } from './products.ts'
import { demoShopMapping } from './shop-mapping.ts'
import { type ShopService, startShopService } from './shop-service/service.ts'

const seed = join(import.meta.dirname, '..', '..', 'knowledge-base', 'shop')

/** Where a demo shop is served already, and the key it takes. */
export interface RunningShop {
  origin: string
  key: string
}

/**
 * The demo shop and the way to it: a service of its own on loopback, with its own store in the data directory, reached
 * like any shop that an OpenAPI document describes. `running` is one that another process serves. Rejects with
 * `StoreFailure` where the store cannot be opened.
 */
export async function openDemoShop(settings: {
  dataDirectory: string
  running?: RunningShop | undefined
  now(): number
  report(reason: unknown, about: string): void
}): Promise<ShopConnector> {
  const service = settings.running ? undefined : await startService(settings)
  const { origin, key } = settings.running ?? (service as ShopService)
  const connector = openApiShop({
    name: 'demo',
    orderExample: 'NL-100234',
    // May ask this one origin of our own machine, and no other.
    egress: openEgress({ allowed: [origin] }),
    baseUrl: new URL(origin),
    document: new URL('/openapi.json', origin),
    credentials: { bearer: key },
    mapping: demoShopMapping,
  })
  const pictures = new Map((await readProducts(seed)).map((each) => [each.id, pictureOf(each)]))
  const pictured = (product: ProductView): ProductView => {
    const name = pictures.get(product.id)
    return name === undefined ? product : { ...product, picture: `/storefront/gear.svg#${name}` }
  }
  const { products } = connector
  return {
    ...connector,
    // The demo shop's drawings are on our own origin, where the chat may load them; no other shop has a picture.
    ...(products && {
      products: {
        search: async (...asked) => (await products.search(...asked)).map(pictured),
        async find(...asked) {
          const found = await products.find(...asked)
          return found && pictured(found)
        },
      },
    }),
    async close() {
      await connector.close()
      await service?.close()
    },
  }
}

async function startService(settings: {
  dataDirectory: string
  now(): number
  report(reason: unknown, about: string): void
}): Promise<ShopService> {
  try {
    return await startShopService({
      file: join(settings.dataDirectory, 'demo-shop.sqlite'),
      seed,
      now: settings.now,
      report: settings.report,
    })
  } catch (reason) {
    const message = reason instanceof Error ? reason.message : String(reason)
    throw new StoreFailure(
      `The demo shop cannot use ${settings.dataDirectory}: ${message}. Set DATA_DIR to a directory that can be written, or DEMO=off.`,
      { cause: reason },
    )
  }
}
