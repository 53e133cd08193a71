import { type LookupAddress, promises as resolver } from 'node:dns'
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { withinSignal } from '../within-signal.ts'
import { isPublicAddress } from './addresses.ts'

export interface EgressRequest {
  method: string
  url: URL
  headers?: Record<string, string>
  /** Sent as it is; its length is told. */
  body?: string | Uint8Array
  /** Milliseconds from the call to the last byte, 5 000 where not said. A stream passes `Infinity` and bounds itself. */
  timeout?: number
  /** The most bytes of an answer, 1 000 000 where not said. */
  maxBytes?: number
}

export interface EgressAnswer {
  status: number
  headers: IncomingMessage['headers']
  body: Buffer
}

/** An answer whose body is read as it comes; ends with {@link EgressFailure} at the first byte over its bounds. */
export interface EgressStream extends Omit<EgressAnswer, 'body'> {
  body: AsyncIterable<Buffer>
  /** Drops the connection. */
  cancel(): void
}

/** The only way this server makes requests of its own (invariant 17). */
export interface Egress {
  /** Asks and reads the whole answer. Rejects with {@link EgressFailure} only. A redirect is an answer like any other. */
  send(request: EgressRequest, signal: AbortSignal): Promise<EgressAnswer>
  /** Asks and hands over the answer as it comes. */
  stream(request: EgressRequest, signal: AbortSignal): Promise<EgressStream>
}

/**
 * Why there is no answer: `forbidden` – not an address we may ask; `unreachable` – nobody took the request; `broken` –
 * the connection ended within the answer; `too-large`; `timeout`; `aborted` – by the caller's signal. The message names
 * the origin and nothing else: paths, headers and bodies hold what must not be logged (invariant 16).
 */
export class EgressFailure extends Error {
  override readonly name = 'EgressFailure'
  readonly kind: 'forbidden' | 'unreachable' | 'broken' | 'too-large' | 'timeout' | 'aborted'
  constructor(kind: EgressFailure['kind'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.kind = kind
  }
}

export interface EgressSettings {
  /**
   * Exact origins (`http://127.0.0.1:4000`) that may be asked wherever their address leads, without TLS too: what the
   * operator or the program itself named, never what came in a message, a document or an answer.
   */
  allowed?: readonly string[]
  /** All addresses of a name; the system's resolver where not given. */
  resolve?: (hostname: string) => Promise<LookupAddress[]>
}

const defaultTimeout = 5_000
const defaultMaxBytes = 1_000_000

/** Opens the egress client. Nothing is kept between requests: every one resolves, checks and connects for itself. */
export function openEgress(settings: EgressSettings = {}): Egress {
  const allowed = new Set((settings.allowed ?? []).map((each) => new URL(each).origin))
  const resolve = settings.resolve ?? ((hostname) => resolver.lookup(hostname, { all: true }))

  async function stream(asked: EgressRequest, signal: AbortSignal): Promise<EgressStream> {
    const { origin } = asked.url
    const timeout = asked.timeout ?? defaultTimeout
    const timer = Number.isFinite(timeout) ? AbortSignal.timeout(timeout) : undefined
    const until = timer ? AbortSignal.any([signal, timer]) : signal
    const failure = (kind: EgressFailure['kind'], reason: unknown): EgressFailure => {
      if (reason instanceof EgressFailure) return reason
      if (signal.aborted) return new EgressFailure('aborted', `The request to ${origin} was given up`)
      if (timer?.aborted) return new EgressFailure('timeout', `${origin} did not answer within ${timeout} ms`)
      return new EgressFailure(kind, `${origin}: ${codeOf(reason)}`)
    }
    try {
      until.throwIfAborted()
      const addresses = await withinSignal(addressesOf(asked.url, allowed, resolve), until)
      const incoming = await connect(asked, addresses, until)
      return {
        status: incoming.statusCode ?? 0,
        headers: incoming.headers,
        body: bounded(incoming, asked, failure),
        cancel: () => void incoming.destroy(),
      }
    } catch (reason) {
      throw failure('unreachable', reason)
    }
  }

  return {
    stream,
    async send(asked, signal) {
      const answer = await stream(asked, signal)
      const pieces: Buffer[] = []
      for await (const piece of answer.body) pieces.push(piece)
      return { status: answer.status, headers: answer.headers, body: Buffer.concat(pieces) }
    },
  }
}

/** The addresses a request may connect to: all checked, save those of an allowed origin. */
async function addressesOf(
  url: URL,
  allowed: Set<string>,
  resolve: NonNullable<EgressSettings['resolve']>,
): Promise<LookupAddress[]> {
  const forbidden = (why: string) => new EgressFailure('forbidden', `${url.origin} is not asked: ${why}`)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw forbidden('only https is')
  if (url.username !== '' || url.password !== '') throw forbidden('its address holds a name or a password')
  const isAllowed = allowed.has(url.origin)
  if (url.protocol !== 'https:' && !isAllowed) throw forbidden('only https is')
  const hostname = bare(url.hostname)
  const version = isIP(hostname)
  const found = version === 0 ? await resolve(hostname) : [{ address: hostname, family: version }]
  if (found.length === 0) throw new EgressFailure('unreachable', `${url.origin} has no address`)
  // One closed address among open ones is a trick, and which of them would be used is not ours to say.
  if (!isAllowed && !found.every((each) => isPublicAddress(each.address)))
    throw forbidden('it is not a public address')
  return found
}

function connect(
  asked: EgressRequest,
  addresses: LookupAddress[],
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { url } = asked
  return new Promise((resolve, reject) => {
    const request: ClientRequest = (url.protocol === 'https:' ? httpsRequest : httpRequest)({
      protocol: url.protocol,
      hostname: bare(url.hostname),
      port: url.port,
      path: `${url.pathname}${url.search}`,
      method: asked.method,
      // Packed answers could unfold beyond every bound.
      headers: { 'accept-encoding': 'identity', ...asked.headers, ...lengthOf(asked.body) },
      // A connection of its own: one that was kept could lead to an address that nobody checked for this request.
      agent: false,
      signal,
      lookup: pinned(addresses),
    })
    // Also after the answer has begun, where it would otherwise end the process.
    request.on('error', reject)
    request.once('response', resolve)
    request.end(asked.body)
  })
}

/** Answers the connection's own look-up with what was checked, so that a name that changed meanwhile changes nothing. */
function pinned(addresses: LookupAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses
    if (options.all) callback(null, addresses)
    else callback(null, first?.address ?? '', first?.family)
  }
}

async function* bounded(
  incoming: IncomingMessage,
  asked: EgressRequest,
  failure: (kind: EgressFailure['kind'], reason: unknown) => EgressFailure,
): AsyncGenerator<Buffer> {
  const maxBytes = asked.maxBytes ?? defaultMaxBytes
  let bytes = 0
  try {
    if ((incoming.headers['content-encoding'] ?? 'identity') !== 'identity')
      throw new EgressFailure('broken', `${asked.url.origin} packed its answer, which nobody asked for`)
    for await (const piece of incoming) {
      bytes += (piece as Buffer).length
      if (bytes > maxBytes)
        throw new EgressFailure('too-large', `${asked.url.origin} answered more than ${maxBytes} bytes`)
      yield piece as Buffer
    }
  } catch (reason) {
    throw failure('broken', reason)
  } finally {
    incoming.destroy()
  }
}

function lengthOf(body: EgressRequest['body']): Record<string, string> {
  return body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
}

function bare(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
}

/** The system's own word for what went wrong, which holds nothing of the request. */
function codeOf(reason: unknown): string {
  const code = (reason as { code?: unknown } | null)?.code
  return typeof code === 'string' ? code : 'the connection failed'
}
