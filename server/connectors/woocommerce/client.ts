import { z } from 'zod'
import { ask, checkedAs, type Fetch, isUnavailable, parsedJson } from '../fetch.ts'
import { ConnectorFailure } from '../shop.ts'
import { shopText } from '../shop-values.ts'

/** Asks WooCommerce's REST API v3. Rejects with {@link ConnectorFailure} only; a refusal is a {@link WooRefusal}. */
export interface WooClient {
  get<Data>(
    path: string,
    query: Record<string, string>,
    data: z.ZodType<Data>,
    signal: AbortSignal,
  ): Promise<Data>
  /** Also tells whether a further page follows (header `X-WP-TotalPages`). */
  getPage<Data>(
    path: string,
    query: Record<string, string>,
    data: z.ZodType<Data>,
    signal: AbortSignal,
  ): Promise<{ data: Data; hasMore: boolean }>
  send<Data>(
    method: 'POST' | 'PUT',
    path: string,
    body: object,
    data: z.ZodType<Data>,
    signal: AbortSignal,
  ): Promise<Data>
}

/** The shop said no. `code` is WooCommerce's own word, `woocommerce_rest_coupon_code_already_exists`. */
export class WooRefusal extends ConnectorFailure {
  readonly code: string
  readonly status: number
  constructor(code: string, status: number, message: string) {
    super('refused', message)
    this.code = code
    this.status = status
  }
}

/** `data` holds `{ status }`, or, from the refunds' controller, the bare status. */
const failure = z.object({
  code: z.string().max(200),
  message: shopText(300),
  data: z.unknown().optional(),
})

/**
 * WooCommerce answers a refund it will not make (too much, a gateway that cannot) with status 500, as if it were
 * broken; only the code tells.
 */
const refusalsAsErrors = new Set(['woocommerce_rest_cannot_create_order_refund'])

const shop = 'WooCommerce'

export interface WooAccess {
  /** Address of the shop, without `/wp-json`. */
  origin: string
  consumerKey: string
  consumerSecret: string
  fetch: Fetch
}

/** Opens a client for one shop. Keys go in HTTP Basic, which WooCommerce takes over https only. */
export function wooClient({ origin, consumerKey, consumerSecret, fetch }: WooAccess): WooClient {
  const authorization = `Basic ${Buffer.from(`${consumerKey}:${consumerSecret}`).toString('base64')}`

  async function answerTo(
    method: string,
    path: string,
    query: Record<string, string>,
    body: object | undefined,
    signal: AbortSignal,
  ): Promise<{ json: unknown; headers: Headers }> {
    const search = new URLSearchParams(query)
    const url = `${origin}/wp-json/wc/v3/${path}${search.size > 0 ? `?${search}` : ''}`
    const headers = { authorization, accept: 'application/json', 'content-type': 'application/json' }
    const answer = await ask(fetch, shop, url, {
      method,
      headers,
      signal,
      ...(body && { body: JSON.stringify(body) }),
    })
    const json = parsedJson(answer.text)
    if (answer.status >= 200 && answer.status < 300) return { json, headers: answer.headers }
    throw failureOf(answer.status, json)
  }

  const getPage: WooClient['getPage'] = async (path, query, data, signal) => {
    const { json, headers } = await answerTo('GET', path, query, undefined, signal)
    const pages = Number(headers.get('x-wp-totalpages') ?? '1')
    return { data: checkedAs(shop, json, data), hasMore: pages > Number(query.page ?? '1') }
  }

  return {
    getPage,
    get: async (path, query, data, signal) => (await getPage(path, query, data, signal)).data,
    async send(method, path, body, data, signal) {
      const { json } = await answerTo(method, path, {}, body, signal)
      return checkedAs(shop, json, data)
    },
  }
}

function failureOf(status: number, json: unknown): ConnectorFailure {
  const read = failure.safeParse(json)
  const said = read.success ? `${read.data.message} (${read.data.code})` : `status ${status}`
  if (status === 401 || (status === 403 && read.success))
    return new ConnectorFailure('unauthorised', `WooCommerce does not accept the key: ${said}`)
  if (read.success && refusalsAsErrors.has(read.data.code))
    return new WooRefusal(read.data.code, status, said)
  // No REST API at that address, or a firewall before it.
  if (isUnavailable(status) || status === 403 || (read.success && read.data.code === 'rest_no_route'))
    return new ConnectorFailure('unavailable', `WooCommerce could not be asked: ${said}`)
  if (read.success) return new WooRefusal(read.data.code, status, `WooCommerce: ${said}`)
  return new ConnectorFailure('nonsense', `WooCommerce answered what nobody can read: ${said}`)
}

/** The result, or `undefined` where the shop says that there is no such thing. */
export async function unlessMissing<Result>(asked: Promise<Result>): Promise<Result | undefined> {
  try {
    return await asked
  } catch (reason) {
    if (reason instanceof WooRefusal && (reason.status === 404 || reason.code.endsWith('_invalid_id')))
      return undefined
    throw reason
  }
}
