import { connection, GraphqlProblem, parseOperation, project, type Resolver } from './graphql.ts'
import { type HttpShop, type ShopAnswer, startHttpShop } from './http-shop.ts'
import { type ShopifyOrder, shopifyOrders, shopifyProducts } from './shopify-data.ts'
import { shopifyMutations } from './shopify-mutations.ts'
import { orderObject, returnableFulfillments } from './shopify-types.ts'

export interface ShopifyServer extends HttpShop {
  readonly accessToken: string
  readonly orders: ShopifyOrder[]
  /** Coupons by their code in small letters. */
  readonly discounts: Map<string, Record<string, unknown>>
  /** How many of the next requests are refused as throttled. */
  throttled: number
  /** Whether `orderUpdate` says yes and keeps the old address. */
  keepsAddress: boolean
}

/** What the mutations change. */
export type ShopifyState = Pick<ShopifyServer, 'orders' | 'discounts' | 'keepsAddress'>

/** Starts a stand-in for Shopify's Admin GraphQL API, version 2026-07, with data of its own. */
export async function startShopifyServer(): Promise<ShopifyServer> {
  const accessToken = 'shpat_stand_in'
  const extra = { throttled: 0, keepsAddress: false }
  const orders = shopifyOrders()
  const discounts: ShopifyServer['discounts'] = new Map()
  const state: ShopifyState = {
    orders,
    discounts,
    get keepsAddress() {
      return extra.keepsAddress
    },
  }
  const mutation = { __typename: 'Mutation', ...shopifyMutations(state) }
  const query = { __typename: 'QueryRoot', ...queries(state) }

  const shop = await startHttpShop(({ method, url, headers, body }): ShopAnswer => {
    if (method !== 'POST' || url.pathname !== '/admin/api/2026-07/graphql.json')
      return { status: 404, body: { errors: 'Not Found' } }
    if (headers['x-shopify-access-token'] !== accessToken)
      return { status: 401, body: { errors: '[API] Invalid API key or access token (unrecognized login)' } }
    if (extra.throttled > 0) {
      extra.throttled -= 1
      return { status: 200, body: throttledAnswer }
    }
    const { query: source, variables } = JSON.parse(body) as {
      query: string
      variables: Record<string, unknown>
    }
    try {
      const operation = parseOperation(source, variables ?? {})
      const data = project(operation.kind === 'mutation' ? mutation : query, operation.selections)
      return { status: 200, body: { data, extensions: { cost: cost(1990) } } }
    } catch (problem) {
      if (!(problem instanceof GraphqlProblem)) throw problem
      const error = {
        message: problem.message,
        locations: [{ line: 1, column: 1 }],
        extensions: { code: 'undefinedField' },
      }
      return { status: 200, body: { errors: [error] } }
    }
  })
  return Object.defineProperties(shop, {
    accessToken: { value: accessToken },
    orders: { value: orders },
    discounts: { value: discounts },
    throttled: {
      get: () => extra.throttled,
      set(next: number) {
        extra.throttled = next
      },
    },
    keepsAddress: {
      get: () => extra.keepsAddress,
      set(next: boolean) {
        extra.keepsAddress = next
      },
    },
  }) as ShopifyServer
}

function cost(currentlyAvailable: number): object {
  const throttleStatus = { maximumAvailable: 2000, currentlyAvailable, restoreRate: 1000 }
  return { requestedQueryCost: 62, actualQueryCost: 10, throttleStatus }
}

const throttledAnswer = {
  errors: [
    {
      message: 'Throttled',
      extensions: { code: 'THROTTLED', documentation: 'https://shopify.dev/api/usage/rate-limits' },
    },
  ],
  extensions: { cost: { ...cost(10), actualQueryCost: null } },
}

function queries({ orders, discounts }: ShopifyState): Record<string, unknown> {
  const products = shopifyProducts()
  const orderById = (id: unknown) => orders.find((each) => id === `gid://shopify/Order/${each.id}`)
  const shop = { __typename: 'Shop', currencyCode: 'GBP' }
  const ordersQuery: Resolver = (given, selection) => {
    const [, field = '', value = ''] = /^(name|email):"([^"]*)"$/.exec(String(given.query)) ?? []
    // As Shopify's search does, a name finds those it begins, too.
    const found = orders.filter((each) =>
      field === 'name'
        ? each.name.replace('#', '').toLowerCase().startsWith(value.toLowerCase())
        : each.email.toLowerCase() === value.toLowerCase(),
    )
    const sorted = found.toSorted((one, other) => other.createdAt.localeCompare(one.createdAt))
    return connection('Order', sorted.map(orderObject))(given, selection)
  }
  return {
    shop,
    orders: ordersQuery,
    order: ({ id }: Record<string, unknown>) => {
      const found = orderById(id)
      return found === undefined ? null : orderObject(found)
    },
    returnableFulfillments: (given: Record<string, unknown>, selection: Parameters<Resolver>[1]) =>
      connection('ReturnableFulfillment', returnableFulfillments(orderById(given.orderId)))(given, selection),
    products: (given: Record<string, unknown>, selection: Parameters<Resolver>[1]) => {
      const [, words = ''] = /^status:active AND \((.*)\)$/.exec(String(given.query)) ?? []
      const any = words.includes(' OR ')
      const wanted = words.toLowerCase().split(any ? ' or ' : ' ')
      const found = products.filter((each) => {
        const has = (word: string) => String(each.title).toLowerCase().includes(word)
        return any ? wanted.some(has) : wanted.every(has)
      })
      return connection('Product', found)(given, selection)
    },
    product: ({ id }: Record<string, unknown>) => products.find((each) => each.id === id) ?? null,
    codeDiscountNodeByCode: ({ code }: Record<string, unknown>) => {
      const found = discounts.get(String(code).toLowerCase())
      const codeDiscount = { __typename: 'DiscountCodeBasic', endsAt: found?.endsAt ?? null }
      return found === undefined ? null : { __typename: 'DiscountCodeNode', id: found.id, codeDiscount }
    },
  }
}
