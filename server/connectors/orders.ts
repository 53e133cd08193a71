import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Language } from '#shared/knowledge.ts'

/** The state of an order, as a visitor who proved that it is theirs may see it. */
export interface OrderView {
  number: string
  status: 'placed' | 'paid' | 'packed' | 'shipped' | 'delivered' | 'cancelled' | 'returned' | 'refunded'
  items: { name: Record<Language, string>; quantity: number }[]
  carrier?: string | undefined
  trackingNumber?: string | undefined
  /** Days, `YYYY-MM-DD`. */
  expectedFrom?: string | undefined
  expectedUntil?: string | undefined
  deliveredOn?: string | undefined
}

/** The shop's order system. */
export interface OrderConnector {
  /**
   * The order with this number, if `email` is the one it was placed with; else `undefined`, and nothing tells a
   * wrong e-mail from an order that does not exist. Rejects where the shop cannot be asked.
   */
  findOrder(number: string, email: string, signal: AbortSignal): Promise<OrderView | undefined>
}

const localized = z.object({ en: z.string(), zh: z.string() })
const demoProducts = z.array(z.object({ id: z.string(), name: localized }))
const demoOrders = z.array(
  z.object({
    number: z.string(),
    email: z.string(),
    status: z.enum(['placed', 'paid', 'packed', 'shipped', 'delivered', 'cancelled', 'returned', 'refunded']),
    items: z.array(z.object({ productId: z.string(), quantity: z.int() })),
    delivery: z.object({
      carrier: z.string().optional(),
      trackingNumber: z.string().optional(),
      expectedFrom: z.string().optional(),
      expectedUntil: z.string().optional(),
      deliveredAt: z.string().optional(),
    }),
  }),
)

/** The demo shop's orders, from the files of `directory` (`knowledge-base/shop`), read at the first question. */
export function demoShopOrders(directory: string): OrderConnector {
  let loading: Promise<Map<string, { email: string; order: OrderView }>> | undefined
  return {
    async findOrder(number, email) {
      loading ??= loadDemoOrders(directory)
      const found = (await loading).get(number)
      return found !== undefined && found.email === email.toLowerCase() ? found.order : undefined
    },
  }
}

async function loadDemoOrders(directory: string): Promise<Map<string, { email: string; order: OrderView }>> {
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(join(directory, name), 'utf8'))
  const products = new Map(
    demoProducts.parse(await read('products.json')).map((each) => [each.id, each.name]),
  )
  return new Map(
    demoOrders.parse(await read('orders.json')).map((order) => [
      order.number,
      {
        email: order.email.toLowerCase(),
        order: {
          number: order.number,
          status: order.status,
          items: order.items.map((item) => ({
            name: products.get(item.productId) ?? { en: item.productId, zh: item.productId },
            quantity: item.quantity,
          })),
          carrier: order.delivery.carrier,
          trackingNumber: order.delivery.trackingNumber,
          expectedFrom: order.delivery.expectedFrom,
          expectedUntil: order.delivery.expectedUntil,
          deliveredOn: order.delivery.deliveredAt?.slice(0, 10),
        },
      },
    ]),
  )
}
