import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { openEgress } from '#server/connectors/egress/egress.ts'
import { type Fetch, fetchThrough } from '#server/connectors/fetch.ts'

/** What is wrong with a shop just now. */
export type Fault =
  /** Drops the connection before it answers. */
  | 'down'
  /** Takes the request and never answers. */
  | 'slow'
  /** Answers status 200 and half of some JSON. */
  | 'garbage'
  /** Answers status 200 and JSON that has nothing to do with the question. */
  | 'wrong-shape'
  /** Answers status 200 and a web page, as a captive portal does. */
  | 'html'
  /** Answers status 502 and a web page, as a proxy does. */
  | 'bad-gateway'
  /** Answers 4 MB of JSON. */
  | 'huge'
  /** Answers status 401. */
  | 'unauthorised'
  /** Does what was asked, then drops the connection before it says so. */
  | 'forgets-to-answer'
  /** Sends the client elsewhere. */
  | 'redirect'

export interface HttpShop {
  /** `http://127.0.0.1:4000` */
  readonly origin: string
  /** What a connector is given to ask this shop with: the server's own egress client, this origin allowed. */
  readonly fetch: Fetch
  /** Requests that came in, faulty answers included. */
  readonly requests: { method: string; path: string; body: string }[]
  fault: Fault | undefined
  /** Requests from now on that are still answered well before the fault sets in. */
  faultAfter: number
  /** How many requests the fault lasts, once it has set in; for ever where not said. */
  faultTimes: number
  close(): Promise<void>
}

/** What a shop answers. `body` is sent as JSON. */
export interface ShopAnswer {
  status: number
  body: unknown
  headers?: Record<string, string>
}

export type Handle = (request: {
  method: string
  url: URL
  headers: IncomingMessage['headers']
  body: string
}) => ShopAnswer | Promise<ShopAnswer>

/** Starts a shop's HTTP server on a free port of 127.0.0.1. */
export function startHttpShop(handle: Handle): Promise<HttpShop> {
  return startServer(async (request, response, body) => {
    const url = new URL(request.url ?? '/', 'http://shop.invalid')
    const answer = await handle({ method: request.method ?? 'GET', url, headers: request.headers, body })
    response.writeHead(answer.status, {
      'content-type': 'application/json; charset=utf-8',
      ...answer.headers,
    })
    response.end(JSON.stringify(answer.body))
  })
}

/** The same for a server that writes its answers itself. */
export async function startServer(
  handle: (request: IncomingMessage, response: ServerResponse, body: string) => Promise<void>,
): Promise<HttpShop> {
  const requests: HttpShop['requests'] = []
  let fault: Fault | undefined
  let faultAfter = 0
  let faultTimes = Number.POSITIVE_INFINITY

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readText(request)
    requests.push({ method: request.method ?? '', path: request.url ?? '', body })
    const now = fault !== undefined && faultAfter === 0 && faultTimes > 0 ? fault : undefined
    if (now !== undefined) faultTimes -= 1
    if (fault !== undefined && faultAfter > 0) faultAfter -= 1
    if (now === 'forgets-to-answer') {
      // What is written goes nowhere: the connection is dropped at the moment of the answer.
      response.writeHead = () => response
      response.end = () => response.destroy()
    } else if (now !== undefined) return misbehave(now, response)
    return handle(request, response, body)
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.destroy(error))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    fetch: fetchThrough(openEgress({ allowed: [origin] })),
    requests,
    get fault() {
      return fault
    },
    set fault(next) {
      fault = next
    },
    get faultAfter() {
      return faultAfter
    },
    set faultAfter(next) {
      faultAfter = next
    },
    get faultTimes() {
      return faultTimes
    },
    set faultTimes(next) {
      faultTimes = next
    },
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function misbehave(fault: Fault, response: ServerResponse): void {
  const json = { 'content-type': 'application/json' }
  const html = { 'content-type': 'text/html' }
  switch (fault) {
    case 'down':
      response.destroy()
      return
    case 'slow':
      return
    case 'garbage':
      response.writeHead(200, json).end('{"data": {"orders": [[')
      return
    case 'wrong-shape':
      response.writeHead(200, json).end('{"weather": "fine", "data": {"weather": 1}}')
      return
    case 'html':
      response.writeHead(200, html).end('<!doctype html><h1>Please sign in to the hotel network</h1>')
      return
    case 'bad-gateway':
      response.writeHead(502, html).end('<html><h1>502 Bad Gateway</h1></html>')
      return
    case 'huge':
      response.writeHead(200, json).end(JSON.stringify({ data: 'x'.repeat(4_000_000) }))
      return
    case 'unauthorised':
      response.writeHead(401, json).end('{"errors": "[API] Invalid API key or access token"}')
      return
    case 'redirect':
      response.writeHead(302, { location: 'http://127.0.0.1:9/elsewhere' }).end()
      return
    case 'forgets-to-answer':
  }
}
