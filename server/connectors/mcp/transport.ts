import { z } from 'zod'
import { type Fetch, parsedJson } from '../fetch.ts'
import { ConnectorFailure } from '../shop.ts'

/** The `fetch` that the SDK's transport takes. */
type SdkFetch = (url: string | URL, init?: RequestInit) => Promise<Response>

const asked = z.object({ id: z.union([z.string(), z.number()]), method: z.string() })
const answered = z.looseObject({ jsonrpc: z.literal('2.0'), id: z.union([z.string(), z.number()]) })

/**
 * Streamable HTTP over our own bounded requests, for the SDK's transport:
 * - The stream for messages of the server's own accord (GET) is declined as a client may; we want only answers.
 * - An answer that comes as an event stream is read whole and handed on as JSON, and only the answer to this request:
 *   requests, notifications and answers to something else are the server's wish, not ours.
 * - An answer without what was asked for fails at once. The SDK would wait for it until the time-out.
 *
 * `longest` bounds one request in milliseconds, as the SDK's own time-out leaves the connection open.
 */
export function answersOnly(fetch: Fetch, longest: number): SdkFetch {
  return async (url, init = {}) => {
    const method = init.method ?? 'GET'
    if (method === 'GET') return new Response(null, { status: 405 })
    const limit = AbortSignal.timeout(longest)
    const answer = await fetch(String(url), {
      method,
      headers: Object.fromEntries(new Headers(init.headers)),
      ...(typeof init.body === 'string' && { body: init.body }),
      signal: init.signal ? AbortSignal.any([init.signal, limit]) : limit,
    })
    const text = await answer.text()
    const headers = new Headers()
    for (const name of ['content-type', 'mcp-session-id', 'location']) {
      const value = answer.headers.get(name)
      if (value !== null) headers.set(name, value)
    }
    const { status } = answer
    const request = asked.safeParse(parsedJson(typeof init.body === 'string' ? init.body : ''))
    if (status !== 200 || !request.success)
      return new Response(bodyless.has(status) ? null : text, { status, headers })
    const mine = messagesOf(text, headers.get('content-type') ?? '').find((each) => {
      const read = answered.safeParse(each)
      return read.success && read.data.id === request.data.id && !('method' in read.data)
    })
    if (mine === undefined)
      throw new ConnectorFailure('nonsense', 'The MCP server did not answer what was asked')
    headers.set('content-type', 'application/json')
    return new Response(JSON.stringify(mine), { status, headers })
  }
}

const bodyless = new Set([101, 204, 205, 304])

/** The JSON-RPC messages of a whole answer: JSON, or the data of an event stream (WHATWG, server-sent events). */
function messagesOf(text: string, contentType: string): unknown[] {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase()
  if (type === 'application/json') return [parsedJson(text)].flat()
  if (type !== 'text/event-stream') return []
  return text
    .split(/\r\n\r\n|\n\n|\r\r/)
    .map((event) =>
      event
        .split(/\r\n|\n|\r/)
        .filter((line) => line.startsWith('data:'))
        .map((line) => line.slice(5).replace(/^ /, ''))
        .join('\n'),
    )
    .filter((data) => data !== '')
    .map(parsedJson)
}
