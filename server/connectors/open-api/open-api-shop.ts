import type { Egress } from '../egress/egress.ts'
import { ConnectorFailure, type Customer, type OrderView, type ShopConnector } from '../shop.ts'
import { isOf } from '../shop-values.ts'
import { openClient, type ShopCredentials } from './client.ts'
import { type Call, type ShopMapping, shopMapping } from './mapping.ts'
import {
  addressTermsAnswer,
  couponAnswer,
  orderAnswer,
  orderAnswers,
  parcelsAnswer,
  postalAddressAnswer,
  productAnswer,
  productAnswers,
  refundAnswer,
  returnAnswer,
  returnTermsAnswer,
} from './views.ts'

export interface OpenApiShopSettings {
  /** For the trace: `demo`. */
  name: string
  orderExample?: string | undefined
  egress: Egress
  /** The shop's API; its origin has to be one the egress client asks. */
  baseUrl: URL
  /** The OpenAPI 3 document, or where it lies. */
  document: object | URL
  credentials?: ShopCredentials | undefined
  mapping: ShopMapping
  /** Milliseconds one call may take; 5 000 where not said. */
  patience?: number | undefined
}

const mostOrders = 20
const mostProducts = 8
/** Characters. Nobody searches with more, and many shops refuse it. */
const longestSearch = 200

/**
 * A shop that an OpenAPI document describes. Nothing is asked before the first call. Throws `ZodError` where the
 * mapping is not right.
 */
export function openApiShop(settings: OpenApiShopSettings): ShopConnector {
  const mapping = shopMapping.parse(settings.mapping)
  const { orders, delivery, products, returns, addresses, coupons, refunds } = mapping
  const client = openClient({
    egress: settings.egress,
    baseUrl: settings.baseUrl,
    credentials: settings.credentials,
    document: settings.document,
    refusal: mapping.refusal,
    patience: settings.patience,
  })

  async function findOwn(call: Call, number: string, customer: Customer, signal: AbortSignal) {
    const found = await client.read(call, { number, customer }, orderAnswer, signal)
    return found !== undefined && isOf(customer, found.owner) ? withoutOwner(found) : undefined
  }

  /** Whether the order is the customer's, asked before anything else about it, so that no shop has to be trusted. */
  async function owns(number: string, customer: Customer, signal: AbortSignal): Promise<boolean> {
    return orders !== undefined && (await findOwn(orders.find, number, customer, signal)) !== undefined
  }

  async function mustOwn(number: string, customer: Customer, signal: AbortSignal): Promise<void> {
    if (!(await owns(number, customer, signal))) throw new ConnectorFailure('refused', 'unknown-order')
  }

  return {
    name: settings.name,
    ...(settings.orderExample !== undefined && { orderExample: settings.orderExample }),
    ...(orders && {
      orders: {
        find: (number, customer, signal) => findOwn(orders.find, number, customer, signal),
        async list(customer, signal) {
          const found = (await client.read(orders.list, { customer }, orderAnswers, signal)) ?? []
          return found
            .filter((each) => isOf(customer, each.owner))
            .map(withoutOwner)
            .sort((one, other) => (other.placedAt ?? 0) - (one.placedAt ?? 0))
            .slice(0, mostOrders)
        },
      },
    }),
    ...(delivery && {
      delivery: {
        async track(number, customer, signal) {
          if (!(await owns(number, customer, signal))) return undefined
          return client.read(delivery.track, { number, customer }, parcelsAnswer, signal)
        },
      },
    }),
    ...(products && {
      products: {
        async search(text, language, signal) {
          const words = text.trim().slice(0, longestSearch)
          if (words === '') return []
          const given = { text: words, language }
          const found = await client.read(products.search, given, productAnswers, signal)
          return (found ?? []).slice(0, mostProducts)
        },
        find: (id, signal) => client.read(products.find, { id }, productAnswer, signal),
      },
    }),
    ...(returns && {
      returns: {
        async check(request, signal) {
          if (!(await owns(request.number, request.customer, signal))) return undefined
          return client.read(returns.check, request, returnTermsAnswer, signal)
        },
        async start(request, key, signal) {
          await mustOwn(request.number, request.customer, signal)
          return client.act(returns.start, { ...request, key }, returnAnswer, signal)
        },
      },
    }),
    ...(addresses && {
      addresses: {
        async check(number, customer, signal) {
          if (!(await owns(number, customer, signal))) return undefined
          return client.read(addresses.check, { number, customer }, addressTermsAnswer, signal)
        },
        async change(request, key, signal) {
          await mustOwn(request.number, request.customer, signal)
          return client.act(addresses.change, { ...request, key }, postalAddressAnswer, signal)
        },
      },
    }),
    ...(coupons && {
      coupons: {
        issue: (request, key, signal) => client.act(coupons.issue, { ...request, key }, couponAnswer, signal),
      },
    }),
    ...(refunds && {
      refunds: {
        async refund(request, key, signal) {
          await mustOwn(request.number, request.customer, signal)
          return client.act(refunds.refund, { ...request, key }, refundAnswer, signal)
        },
      },
    }),
    // Nothing is kept between calls.
    close: async () => undefined,
  }
}

function withoutOwner({ owner: _owner, ...order }: OrderView & { owner: string }): OrderView {
  return order
}
