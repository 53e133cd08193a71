import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { playWithoutReply, replyTo, type Script } from './model-scripts.ts'
import { openAiWire } from './model-wire.ts'

export type { Script } from './model-scripts.ts'

/** A request for a reply as far as tests look at it, the same for every provider. */
export interface ModelRequest {
  model: string
  messages: { role: string; content: string }[]
  stream?: boolean
  stream_options?: { include_usage?: boolean }
  tools?: { type: 'function'; function: { name: string } }[]
  /** The tool that has to be called. */
  forced?: string
  /** The JSON schema of what has to be given: that of the forced tool, or that of the text. */
  form?: object
  /** The body as it came. */
  body: Record<string, unknown>
}

/** What to send and how it ends. */
export interface Reply {
  text?: string
  /** The deltas; default: the text in pieces of four characters. */
  pieces?: string[] | undefined
  calls?: { name: string; arguments: object }[]
  /** Milliseconds before every delta. */
  delay?: number
  /** How it ended, in OpenAI's words (`refused`: by the content); null leaves it out, as a stream cut in good order. */
  finish?: string | null | undefined
  /** `false`: no tokens are reported. */
  usage?: boolean | undefined
  /** Break the reply off half way, in this manner. */
  end?: 'cut' | 'garbage' | 'error'
}

/** One provider's language: where it is asked, what a request says, how a reply and a failure are written. */
export interface ModelWire {
  /** What follows the address in BATON_MODEL_URL. */
  base: string
  path: string
  /** The body, or undefined for one that the real service would refuse. */
  read(body: Record<string, unknown>): ModelRequest | undefined
  send(response: ServerResponse, request: ModelRequest, gaveUp: AbortSignal, reply: Reply): Promise<void>
  fail(response: ServerResponse, status: number, message?: string): void
}

export interface ModelServer {
  /** Base address, as BATON_MODEL_URL wants it. */
  readonly url: string
  /** Requests received, oldest first. */
  readonly requests: ModelRequest[]
  /** The headers that carry a key, in the order of `requests`. */
  readonly authorizations: (string | undefined)[]
  /** All headers, in the order of `requests`. */
  readonly headers: IncomingMessage['headers'][]
  /** How many requests the client gave up before their answer was complete. */
  readonly abandoned: number
  /** What happens to the next requests, instead of what was planned; then the server answers by default. */
  script(next: Script | Script[]): void
  close(): Promise<void>
}

/**
 * Starts a model service on a free port of 127.0.0.1; it speaks OpenAI's chat completions unless told otherwise.
 *
 * @param otherwise what happens to a request where nothing is planned: a default of its own for many visitors at once
 */
export async function startModelServer(
  wire: ModelWire = openAiWire,
  otherwise: (request: ModelRequest) => Script = () => ({ kind: 'answer' }),
): Promise<ModelServer> {
  const requests: ModelRequest[] = []
  const authorizations: (string | undefined)[] = []
  const headers: IncomingMessage['headers'][] = []
  let planned: Script[] = []
  let abandoned = 0

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.destroy(error))
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'GET' && request.url === '/v1/models') return sendModels(response)
    if (request.method !== 'POST' || request.url !== wire.path) {
      return wire.fail(response, 404, `Invalid URL (${request.method} ${request.url})`)
    }
    const read = parseRequest(wire, await readText(request))
    if (read === undefined)
      return wire.fail(response, 400, 'We could not parse the JSON body of your request.')
    requests.push(read)
    headers.push(request.headers)
    authorizations.push(request.headers.authorization ?? request.headers['x-api-key']?.toString())
    const script = nextScript(read)
    const gaveUp = new AbortController()
    let isBroken = false
    response.on('close', () => {
      if (!response.writableFinished && !isBroken && server.listening) abandoned += 1
      gaveUp.abort()
    })
    const reply = replyTo(script, read)
    isBroken = reply?.end === 'cut'
    if (reply === undefined) playWithoutReply(script, wire, response)
    else await wire.send(response, read, gaveUp.signal, reply)
  }

  function nextScript(request: ModelRequest): Script {
    const script = planned[0] ?? otherwise(request)
    const timesLeft = (script.times ?? 1) - 1
    if (planned.length > 0) planned.splice(0, 1, ...(timesLeft > 0 ? [{ ...script, times: timesLeft }] : []))
    return script
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${wire.base}`,
    requests,
    authorizations,
    headers,
    get abandoned() {
      return abandoned
    },
    script(next) {
      planned = Array.isArray(next) ? [...next] : [next]
    },
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function sendModels(response: ServerResponse): void {
  const scripted = { id: 'scripted', object: 'model', created: 0, owned_by: 'baton' }
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ object: 'list', data: [scripted] }))
}

function parseRequest(wire: ModelWire, text: string): ModelRequest | undefined {
  try {
    return wire.read(JSON.parse(text))
  } catch {
    return undefined
  }
}
