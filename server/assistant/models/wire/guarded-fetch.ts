import { failureOf, failureOfStatus, ModelFailure } from '../failure.ts'

/** The most bytes of one reply, hidden reasoning included: an endless stream ends here. */
const mostBytes = 4_000_000

/** The longest wait that a service may ask of us, in milliseconds. */
const longestRest = 60_000

/** What a provider's client may say about itself or its wish; everything else it would send stays here. */
const headersSent = ['accept', 'content-type', 'user-agent', 'anthropic-version']

export interface FetchGuard {
  /** The one address that may be asked. */
  base: string
  /** The header that carries the key, if any. */
  authorization: Record<string, string>
  signal: AbortSignal
  /** Sees every line of a streamed reply before the client does; throws {@link ModelFailure} to end it. */
  inspect?(line: string): void
  /** The stream ended in good order; throws where the provider's own end is missing. */
  inspectEnd?(): void
}

/**
 * The only way out for every provider's client: to one origin, with one key and few headers, following nothing. A
 * client reads addresses, keys and headers from the environment (OPENAI_CUSTOM_HEADERS, ANTHROPIC_AUTH_TOKEN,
 * OLLAMA_API_KEY); here they end. The text of an error is not read, because it may repeat the key.
 */
export function guardedFetch(guard: FetchGuard): typeof fetch {
  const { origin } = new URL(guard.base)
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input)
    if (url.origin !== origin) throw new ModelFailure('refused')
    const given = new Headers(init.headers)
    const headers = new Headers(guard.authorization)
    for (const name of headersSent) {
      const value = given.get(name)
      if (value !== null) headers.set(name, value)
    }
    const signal = init.signal ? AbortSignal.any([guard.signal, init.signal]) : guard.signal
    try {
      const response = await fetch(url, {
        method: init.method ?? 'GET',
        body: init.body ?? null,
        headers,
        signal,
        redirect: 'error',
      })
      if (!response.ok) throw await failureOfResponse(response)
      if (response.body === null) return response
      return new Response(response.body.pipeThrough(inspected(guard)), {
        status: response.status,
        headers: { 'content-type': response.headers.get('content-type') ?? 'application/octet-stream' },
      })
    } catch (reason) {
      throw failureOf(reason)
    }
  }
}

async function failureOfResponse(response: Response): Promise<ModelFailure> {
  const wait = response.headers.get('retry-after')
  if (response.status === 400 && (await isContentRefusal(response)))
    return new ModelFailure('content-refused', response.status)
  if (!response.bodyUsed) await response.body?.cancel()
  return failureOfStatus(response.status, wait === null ? undefined : waitOf(wait))
}

/** Azure and some gateways refuse content with HTTP 400 and this code. */
async function isContentRefusal(response: Response): Promise<boolean> {
  const length = Number(response.headers.get('content-length') ?? Number.POSITIVE_INFINITY)
  if (length > 20_000) return false
  return /"code"\s*:\s*"(?:content_filter|content_policy_violation)"/.test(await response.text())
}

/** Retry-After is seconds or a date (RFC 9110, 10.2.3). */
function waitOf(value: string): number | undefined {
  const milliseconds = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now()
  return milliseconds > 0 ? Math.min(milliseconds, longestRest) : undefined
}

/** Passes bytes on, counts them, and shows whole lines to the guard before their bytes go on. */
function inspected({ inspect, inspectEnd }: FetchGuard): TransformStream<Uint8Array, Uint8Array> {
  const decoder = new TextDecoder()
  let received = 0
  let pending = ''

  function look(text: string): void {
    if (inspect === undefined) return
    const lines = (pending + text).split('\n')
    pending = lines.pop() ?? ''
    for (const line of lines) if (line.trim() !== '') inspect(line)
  }

  return new TransformStream({
    transform(chunk, controller) {
      received += chunk.byteLength
      if (received > mostBytes) throw new ModelFailure('too-long')
      look(decoder.decode(chunk, { stream: true }))
      controller.enqueue(chunk)
    },
    flush() {
      look(`${decoder.decode()}\n`)
      inspectEnd?.()
    },
  })
}
