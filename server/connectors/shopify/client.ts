import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { ask, checkedAs, type Fetch, isUnavailable, parsedJson } from '../fetch.ts'
import { ConnectorFailure } from '../shop.ts'
import { shopText } from '../shop-values.ts'

/** Asks Shopify's Admin GraphQL API. Rejects with {@link ConnectorFailure} only. */
export interface ShopifyClient {
  /** A query, asked again a few times where the shop says it was throttled. */
  read<Data>(query: string, variables: object, data: z.ZodType<Data>, signal: AbortSignal): Promise<Data>
  /** A mutation, sent once: what became of it after a broken connection only the mark of its key tells. */
  write<Data>(mutation: string, variables: object, data: z.ZodType<Data>, signal: AbortSignal): Promise<Data>
}

export interface ShopifyAccess {
  /** Origin of the shop: `https://name.myshopify.com`. */
  origin: string
  /** Token of the custom app, sent as `X-Shopify-Access-Token`. */
  accessToken: string
  /** Version of the Admin API, `YYYY-MM`. */
  version: string
  fetch: Fetch
}

/**
 * The answer of the API (shopify.dev: GraphQL Admin API rate limits): `errors` and `extensions` stand beside `data`,
 * which a throttled answer lacks.
 */
const envelope = z.object({
  data: z.unknown().optional(),
  errors: z
    .union([
      z.array(
        z.object({ message: shopText(300), extensions: z.object({ code: z.string() }).partial().nullish() }),
      ),
      // A refused token is answered with plain text in this field.
      shopText(300).transform((message) => [{ message, extensions: undefined }]),
    ])
    .optional(),
  extensions: z
    .object({
      cost: z
        .object({
          requestedQueryCost: z.number().nullish(),
          throttleStatus: z.object({ currentlyAvailable: z.number(), restoreRate: z.number() }).nullish(),
        })
        .nullish(),
    })
    .nullish(),
})
type Envelope = z.infer<typeof envelope>

const shop = 'Shopify'
const mostTries = 3
/** No turn waits longer than this for a bucket to fill, in milliseconds. */
const longestWait = 2_000

/** Opens a client for one shop. */
export function shopifyClient({ origin, accessToken, version, fetch }: ShopifyAccess): ShopifyClient {
  const url = `${origin}/admin/api/${version}/graphql.json`
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    'x-shopify-access-token': accessToken,
  }

  async function once(
    query: string,
    variables: object,
    signal: AbortSignal,
  ): Promise<Envelope | 'throttled'> {
    const body = JSON.stringify({ query, variables })
    const answer = await ask(fetch, shop, url, { method: 'POST', headers, body, signal })
    if (answer.status === 429) return 'throttled'
    if (answer.status === 401 || answer.status === 403)
      throw new ConnectorFailure('unauthorised', 'Shopify does not accept the access token')
    if (isUnavailable(answer.status) || answer.status === 402 || answer.status === 404)
      throw new ConnectorFailure('unavailable', `Shopify answered with status ${answer.status}`)
    return checkedAs(shop, parsedJson(answer.text), envelope)
  }

  async function asked<Data>(
    query: string,
    variables: object,
    shape: z.ZodType<Data>,
    tries: number,
    signal: AbortSignal,
  ): Promise<Data> {
    for (let left = tries - 1; ; left -= 1) {
      const answer = await once(query, variables, signal)
      if (answer !== 'throttled' && !isThrottled(answer)) return dataOf(answer, shape)
      if (left === 0) throw new ConnectorFailure('unavailable', 'Shopify takes no more requests just now')
      await pause(waitFor(answer), signal)
    }
  }

  return {
    read: (query, variables, data, signal) => asked(query, variables, data, mostTries, signal),
    write: (mutation, variables, data, signal) => asked(mutation, variables, data, 1, signal),
  }
}

function isThrottled(answer: Envelope): boolean {
  return answer.errors?.some((error) => error.extensions?.code === 'THROTTLED') ?? false
}

/** How long the bucket takes to hold what the query costs, in milliseconds. */
function waitFor(answer: Envelope | 'throttled'): number {
  const cost = answer === 'throttled' ? undefined : answer.extensions?.cost
  const status = cost?.throttleStatus
  if (!status || status.restoreRate <= 0) return 500
  const missing = (cost?.requestedQueryCost ?? 0) - status.currentlyAvailable
  return Math.min(longestWait, Math.max(50, (missing / status.restoreRate) * 1_000))
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal })
  } catch (cause) {
    throw new ConnectorFailure('unavailable', 'Shopify was not waited for any longer', { cause })
  }
}

function dataOf<Data>(answer: Envelope, shape: z.ZodType<Data>): Data {
  const [error] = answer.errors ?? []
  if (error === undefined) return checkedAs(shop, answer.data, shape)
  const code = error.extensions?.code
  if (code === 'ACCESS_DENIED') throw new ConnectorFailure('unauthorised', `Shopify: ${error.message}`)
  if (code === 'INTERNAL_SERVER_ERROR' || code === 'SHOP_INACTIVE' || code === 'TIMEOUT')
    throw new ConnectorFailure('unavailable', `Shopify: ${error.message}`)
  throw new ConnectorFailure('nonsense', `Shopify did not understand the request: ${error.message}`)
}

/** What every mutation answers beside its result. */
export const userErrors = z.array(
  z.object({ message: shopText(300), code: z.string().nullish(), field: z.array(z.string()).nullish() }),
)

/** Throws `refused` with the shop's own reason where it gave one. */
export function refuseOn(errors: z.infer<typeof userErrors>): void {
  if (errors.length === 0) return
  const reasons = errors.slice(0, 3).map((error) => error.message)
  throw new ConnectorFailure('refused', `Shopify: ${reasons.join('; ')}`)
}
