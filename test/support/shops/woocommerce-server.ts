import { type HttpShop, type ShopAnswer, startHttpShop } from './http-shop.ts'
import { type WooOrderData, wooOrders, wooProducts, wooVariations } from './woocommerce-data.ts'

export interface WooCommerceServer extends HttpShop {
  readonly consumerKey: string
  readonly consumerSecret: string
  readonly orders: WooOrderData[]
  readonly coupons: Record<string, unknown>[]
  readonly refunds: { id: number; order: number; amount: string; reason: string }[]
}

type Question = { method: string; path: string; query: URLSearchParams; body: Record<string, unknown> }

function problem(status: number, code: string, message: string, data: unknown = { status }): ShopAnswer {
  return { status, body: { code, message, data } }
}

/** Starts a stand-in for WooCommerce's REST API v3, with data of its own. */
export async function startWooCommerceServer(): Promise<WooCommerceServer> {
  const [consumerKey, consumerSecret] = ['ck_stand_in', 'cs_stand_in']
  const state = { orders: wooOrders(), coupons: [], refunds: [] } as Pick<
    WooCommerceServer,
    'orders' | 'coupons' | 'refunds'
  >
  const answer = answers(state)
  const expected = `Basic ${Buffer.from(`${consumerKey}:${consumerSecret}`).toString('base64')}`
  const shop = await startHttpShop(({ method, url, headers, body }) => {
    if (!url.pathname.startsWith('/wp-json/wc/v3/'))
      return problem(404, 'rest_no_route', 'No route was found matching the URL and request method.')
    if (headers.authorization !== expected)
      return problem(401, 'woocommerce_rest_cannot_view', 'Sorry, you cannot list resources.')
    const path = url.pathname.slice('/wp-json/wc/v3/'.length)
    return answer({ method, path, query: url.searchParams, body: body === '' ? {} : JSON.parse(body) })
  })
  return Object.assign(shop, { consumerKey, consumerSecret, ...state })
}

function answers(
  state: Pick<WooCommerceServer, 'orders' | 'coupons' | 'refunds'>,
): (asked: Question) => ShopAnswer {
  const products = wooProducts()
  let lastId = 5_000

  function placeCoupon(body: Record<string, unknown>): ShopAnswer {
    const code = String(body.code).toLowerCase()
    if (state.coupons.some((each) => each.code === code))
      return problem(400, 'woocommerce_rest_coupon_code_already_exists', 'The coupon code already exists')
    lastId += 1
    const coupon = { date_expires: null, usage_count: 0, ...body, id: lastId, code }
    state.coupons.push(coupon)
    return { status: 201, body: coupon }
  }

  function placeRefund(order: WooOrderData, body: Record<string, unknown>): ShopAnswer {
    const given = state.refunds.filter((each) => each.order === order.id)
    const left = Number(order.total) - given.reduce((sum, each) => sum + Number(each.amount), 0)
    // The controller passes the bare status on, not an object; and it is 500 for what is a refusal.
    const refused = (message: string) =>
      problem(500, 'woocommerce_rest_cannot_create_order_refund', message, 500)
    if (Number(body.amount) > left) return refused('Invalid refund amount.')
    if (order.payment_method === 'bacs' && body.api_refund === true)
      return refused('The payment gateway for this order does not support automatic refunds.')
    lastId += 1
    const refund = {
      id: lastId,
      order: order.id,
      amount: Number(body.amount).toFixed(2),
      reason: String(body.reason),
    }
    state.refunds.push(refund)
    return { status: 201, body: refundBody(refund) }
  }

  function changeOrder(order: WooOrderData, body: Record<string, unknown>): ShopAnswer {
    const shipping = body.shipping as Record<string, string>
    if (!/^[A-Z]{2}$/.test(shipping.country ?? ''))
      return problem(400, 'rest_invalid_param', 'Invalid parameter(s): shipping', { status: 400, params: {} })
    order.shipping = { ...order.shipping, ...shipping }
    for (const each of (body.meta_data ?? []) as { id?: number; key: string; value: unknown }[]) {
      const known = order.meta_data.find((meta) => meta.id === each.id)
      lastId += 1
      if (known === undefined) order.meta_data.push({ ...each, id: lastId })
      else known.value = each.value
    }
    return { status: 200, body: order }
  }

  function orderAnswer(asked: Question, id: number, rest: string | undefined): ShopAnswer {
    const order = state.orders.find((each) => each.id === id)
    if (order === undefined) return problem(404, 'woocommerce_rest_shop_order_invalid_id', 'Invalid ID.')
    if (rest === 'refunds') {
      if (asked.method === 'POST') return placeRefund(order, asked.body)
      return page(asked, state.refunds.filter((each) => each.order === id).map(refundBody))
    }
    return asked.method === 'PUT' ? changeOrder(order, asked.body) : { status: 200, body: order }
  }

  return (asked) => {
    const [kind = '', id, rest] = asked.path.split('/')
    const search = asked.query.get('search')?.toLowerCase()
    switch (kind) {
      case 'orders': {
        if (id !== undefined) return orderAnswer(asked, Number(id), rest)
        const found = state.orders
          .filter((each) => `${each.number} ${each.billing.email}`.toLowerCase().includes(search ?? ''))
          .filter((each) => each.status !== 'trash')
          .toSorted((one, other) =>
            String(other.date_created_gmt).localeCompare(String(one.date_created_gmt)),
          )
        return page(asked, found)
      }
      case 'products': {
        const orderby = asked.query.get('orderby') ?? 'date'
        if (
          !['date', 'id', 'include', 'title', 'slug', 'price', 'popularity', 'rating', 'menu_order'].includes(
            orderby,
          )
        )
          return problem(400, 'rest_invalid_param', 'Invalid parameter(s): orderby')
        if (rest === 'variations') return page(asked, wooVariations)
        if (id !== undefined) {
          const one = products.find((each) => each.id === Number(id))
          return one
            ? { status: 200, body: one }
            : problem(404, 'woocommerce_rest_product_invalid_id', 'Invalid ID.')
        }
        const words = (search ?? '').split(' ')
        return page(
          asked,
          products
            .filter((each) => words.every((word) => String(each.name).toLowerCase().includes(word)))
            .filter((each) => each.status === (asked.query.get('status') ?? each.status)),
        )
      }
      case 'coupons':
        if (asked.method === 'POST') return placeCoupon(asked.body)
        return page(
          asked,
          state.coupons.filter((each) => each.code === asked.query.get('code')?.toLowerCase()),
        )
      case 'data':
        return { status: 200, body: { code: 'GBP', name: 'Pound sterling', symbol: '&pound;' } }
      default:
        return problem(404, 'rest_no_route', 'No route was found matching the URL and request method.')
    }
  }
}

function refundBody(refund: WooCommerceServer['refunds'][number]): object {
  const { id, amount, reason } = refund
  return {
    id,
    amount,
    reason,
    date_created: '2026-11-20T12:00:00',
    refunded_payment: true,
    meta_data: [],
    line_items: [],
  }
}

/** A page of a list, ten to a page where not said, with the totals in the headers. */
function page({ query }: Question, items: unknown[]): ShopAnswer {
  const size = Number(query.get('per_page') ?? '10')
  const number = Number(query.get('page') ?? '1')
  if (size > 100) return problem(400, 'rest_invalid_param', 'Invalid parameter(s): per_page')
  return {
    status: 200,
    body: items.slice((number - 1) * size, number * size),
    headers: {
      'x-wp-total': String(items.length),
      'x-wp-totalpages': String(Math.ceil(items.length / size)),
    },
  }
}
