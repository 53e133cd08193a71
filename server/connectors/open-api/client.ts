import type { z } from 'zod'
import { type Egress, type EgressAnswer, EgressFailure } from '../egress/egress.ts'
import { ConnectorFailure } from '../shop.ts'
import { withinSignal } from '../within-signal.ts'
import { type Operation, readOperations } from './document.ts'
import type { Call } from './mapping.ts'
import { evaluate, type Rule } from './rules.ts'

/** How the shop knows us. */
export type ShopCredentials =
  | { bearer: string }
  | { header: { name: string; value: string } }
  | { basic: { name: string; password: string } }

export interface ClientSettings {
  egress: Egress
  /** The shop's API, with the path that comes before those of the document. */
  baseUrl: URL
  credentials: ShopCredentials | undefined
  /** The OpenAPI document, or where it lies; fetched at the first call. */
  document: object | URL
  /** Where a refusal says why. */
  refusal: Rule | undefined
  /** Milliseconds one call may take, a second try included; 5 000 where not said. */
  patience?: number | undefined
}

/** Calls operations of a shop, mapped. Rejects with {@link ConnectorFailure} only. */
export interface ShopClient {
  /** Asks; `undefined` where the shop says that there is no such thing. Tried twice where nobody took the request. */
  read<Schema extends z.ZodType>(
    call: Call,
    given: object,
    schema: Schema,
    signal: AbortSignal,
  ): Promise<z.output<Schema> | undefined>
  /** Has something done, tried once: whether a request that broke was heard is not ours to guess. */
  act<Schema extends z.ZodType>(
    call: Call,
    given: object,
    schema: Schema,
    signal: AbortSignal,
  ): Promise<z.output<Schema>>
}

const defaultPatience = 5_000

export function openClient(settings: ClientSettings): ShopClient {
  let loading: Promise<Map<string, Operation>> | undefined
  const base = `${settings.baseUrl.origin}${settings.baseUrl.pathname.replace(/\/$/, '')}`
  const patience = settings.patience ?? defaultPatience

  /** Loaded once for everybody; a failure is forgotten, so that the next call tries again. */
  function operations(): Promise<Map<string, Operation>> {
    loading ??= load().catch((reason) => {
      loading = undefined
      throw reason
    })
    return loading
  }

  async function load(): Promise<Map<string, Operation>> {
    const { document } = settings
    const source =
      document instanceof URL
        ? jsonOf(
            await settings.egress.send(
              {
                method: 'GET',
                url: document,
                headers: {
                  accept: 'application/json',
                  ...(document.origin === settings.baseUrl.origin && authorisation(settings.credentials)),
                },
                timeout: patience,
                maxBytes: 5_000_000,
              },
              AbortSignal.timeout(patience),
            ),
            settings,
          )
        : document
    try {
      return readOperations(source)
    } catch {
      throw new ConnectorFailure('nonsense', `${settings.baseUrl.origin}: its description is not OpenAPI 3`)
    }
  }

  async function ask(call: Call, given: object, signal: AbortSignal): Promise<EgressAnswer | undefined> {
    const operation = (await withinSignal(operations(), signal)).get(call.operationId)
    if (operation === undefined)
      throw new ConnectorFailure('nonsense', `The shop's description has no operation ${call.operationId}`)
    const place = placeOf(operation, call, given, base)
    if (place === undefined) return undefined
    const body = call.body === undefined ? undefined : JSON.stringify(evaluate(call.body, given))
    return settings.egress.send(
      {
        method: operation.method,
        url: place.url,
        headers: {
          accept: 'application/json',
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...place.headers,
          ...authorisation(settings.credentials),
        },
        ...(body !== undefined && { body }),
        timeout: patience,
      },
      signal,
    )
  }

  function answered<Schema extends z.ZodType>(
    call: Call,
    answer: EgressAnswer,
    schema: Schema,
  ): z.output<Schema> {
    const mapped = schema.safeParse(evaluate(call.answer, jsonOf(answer, settings)))
    if (mapped.success) return mapped.data
    // The places that are wrong, never what stands there.
    const places = mapped.error.issues.slice(0, 5).map((issue) => `/${issue.path.join('/')}`)
    throw new ConnectorFailure(
      'nonsense',
      `${call.operationId} answered what cannot be read at ${places.join(', ')}`,
    )
  }

  return {
    async read(call, given, schema, signal) {
      const until = AbortSignal.any([signal, AbortSignal.timeout(patience)])
      const once = () => ask(call, given, until)
      try {
        const answer = await once().catch((reason) => {
          const nobodyTookIt = reason instanceof EgressFailure && reason.kind === 'unreachable'
          if (nobodyTookIt && !until.aborted) return once()
          throw reason
        })
        if (answer === undefined || call.missing.includes(answer.status)) return undefined
        return answered(call, answer, schema)
      } catch (reason) {
        throw asConnectorFailure(reason, call)
      }
    },
    async act(call, given, schema, signal) {
      try {
        const answer = await ask(call, given, signal)
        if (answer === undefined)
          throw new ConnectorFailure('refused', `${call.operationId}: there is no such thing`)
        return answered(call, answer, schema)
      } catch (reason) {
        throw asConnectorFailure(reason, call)
      }
    },
  }
}

/**
 * Where a call goes. `undefined` where a value cannot stand in a path: `..`, encoded or not, would lead to another
 * operation, and nothing has such a number.
 */
function placeOf(
  operation: Operation,
  call: Call,
  given: object,
  base: string,
): { url: URL; headers: Record<string, string> } | undefined {
  const query = new URLSearchParams()
  const headers: Record<string, string> = {}
  let { path } = operation
  for (const parameter of operation.parameters) {
    const made = Object.hasOwn(call.parameters, parameter.name) ? call.parameters[parameter.name] : undefined
    const value = made === undefined ? undefined : evaluate(made, given)
    if (value === undefined || value === null) {
      if (parameter.required)
        throw new ConnectorFailure(
          'nonsense',
          `${call.operationId} needs ${parameter.name}, which is not mapped`,
        )
      continue
    }
    const text = String(value)
    if (parameter.in === 'path') {
      if (/^\.{0,2}$/.test(text)) return undefined
      path = path.replaceAll(`{${parameter.name}}`, () => encodeURIComponent(text.toWellFormed()))
    } else if (parameter.in === 'query') query.set(parameter.name, text)
    else if (parameter.in === 'header') headers[parameter.name.toLowerCase()] = encodeHeader(text)
  }
  const search = query.size === 0 ? '' : `?${query}`
  return { url: new URL(`${base}${path}${search}`), headers }
}

/** A header takes visible ASCII; anything else, which a shop cannot have meant, is written as in a URL. */
function encodeHeader(text: string): string {
  return text.replace(/[^\x21-\x7e]/gu, (each) => encodeURIComponent(each.toWellFormed()))
}

function authorisation(credentials: ShopCredentials | undefined): Record<string, string> {
  if (credentials === undefined) return {}
  if ('bearer' in credentials) return { authorization: `Bearer ${credentials.bearer}` }
  if ('header' in credentials) return { [credentials.header.name.toLowerCase()]: credentials.header.value }
  const { name, password } = credentials.basic
  return { authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}` }
}

/** The JSON of an answer that says yes; any other answer is thrown as what it means. */
function jsonOf(answer: EgressAnswer, settings: ClientSettings): unknown {
  const { status } = answer
  const { origin } = settings.baseUrl
  if (status === 401 || status === 403)
    throw new ConnectorFailure('unauthorised', `${origin} does not accept the key (${status})`)
  if (status === 408 || status === 429 || status >= 500)
    throw new ConnectorFailure('unavailable', `${origin} cannot do it now (${status})`)
  if (status < 200 || (status >= 300 && status < 400))
    throw new ConnectorFailure('nonsense', `${origin} answered with ${status}, which is not followed`)
  const json = parseJson(answer)
  if (status >= 400)
    throw new ConnectorFailure('refused', reasonOf(settings.refusal, json) ?? `status ${status}`)
  if (json === undefined)
    throw new ConnectorFailure('nonsense', `${origin} answered something that is not JSON`)
  return json
}

function parseJson(answer: EgressAnswer): unknown {
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(answer.headers['content-type'] ?? '')) return undefined
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(answer.body))
  } catch {
    return undefined
  }
}

/** The shop's own reason, one short line of it. */
function reasonOf(made: Rule | undefined, json: unknown): string | undefined {
  const reason = made === undefined ? undefined : evaluate(made, json)
  return typeof reason === 'string' ? reason.replaceAll(/\p{C}+/gu, ' ').slice(0, 200) : undefined
}

function asConnectorFailure(reason: unknown, call: Call): ConnectorFailure {
  if (reason instanceof ConnectorFailure) return reason
  const kind = reason instanceof EgressFailure && reason.kind === 'too-large' ? 'nonsense' : 'unavailable'
  const message = reason instanceof EgressFailure ? reason.message : 'it broke'
  return new ConnectorFailure(kind, `${call.operationId}: ${message}`, { cause: reason })
}
