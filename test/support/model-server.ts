import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { answerFromPassages, sendCompletion, sendError, sendStream } from './model-wire.ts'

/** The body of a request to /v1/chat/completions, as far as tests look at it. */
export interface ModelRequest {
  model: string
  messages: { role: string; content: string }[]
  stream?: boolean
  stream_options?: { include_usage?: boolean }
  tools?: { type: 'function'; function: { name: string } }[]
}

/** What the server does with a request. `times` is how many requests in a row it answers so; default 1. */
export type Script = ScriptKind & { times?: number }

type ScriptKind =
  /** Answers; by default with the first sentence of the first passage. `pieces` are sent as they are. */
  | {
      kind: 'answer'
      text?: string | ((request: ModelRequest) => string)
      pieces?: string[]
      finish?: string | null
    }
  /** Answers with this text whatever was asked: a model that lies, or does what a visitor tells it. */
  | { kind: 'obey'; text: string }
  /** Answers with `delay` milliseconds before every delta. */
  | { kind: 'slow'; delay: number; text?: string; pieces?: string[] }
  /** Accepts the request and never answers. */
  | { kind: 'stall' }
  /** Sends half of the text's deltas, then destroys the socket. */
  | { kind: 'cut'; text?: string }
  /** Begins well, then sends what is not JSON. */
  | { kind: 'garbage' }
  /** Refuses with an error body as OpenAI writes it: 401, 429, 500, 503. */
  | { kind: 'status'; status: number; message?: string }
  /** Begins a stream, then reports an error inside it. */
  | { kind: 'error' }
  /** Sends the client elsewhere (HTTP 307). */
  | { kind: 'redirect'; to: string }
  /** Asks for tools, arguments in several deltas. */
  | { kind: 'tools'; calls: { name: string; arguments: object }[] }

export interface ModelServer {
  /** Base address with the version path, as BATON_MODEL_URL wants it. */
  readonly url: string
  /** Bodies received, oldest first. */
  readonly requests: ModelRequest[]
  /** Authorization headers, in the order of `requests`. */
  readonly authorizations: (string | undefined)[]
  /** How many requests the client gave up before their answer was complete. */
  readonly abandoned: number
  /** What happens to the next requests, instead of what was planned; then the server answers by default. */
  script(next: Script | Script[]): void
  close(): Promise<void>
}

/** Starts a server that speaks OpenAI's chat completions, streaming or not, on a free port of 127.0.0.1. */
export async function startModelServer(): Promise<ModelServer> {
  const requests: ModelRequest[] = []
  const authorizations: (string | undefined)[] = []
  let planned: Script[] = []
  let abandoned = 0

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.destroy(error))
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'GET' && request.url === '/v1/models') return sendModels(response)
    if (request.method !== 'POST' || request.url !== '/v1/chat/completions') {
      return sendError(response, 404, `Invalid URL (${request.method} ${request.url})`)
    }
    const body = parseRequest(await readText(request))
    if (body === undefined)
      return sendError(response, 400, 'We could not parse the JSON body of your request.')
    requests.push(body)
    authorizations.push(request.headers.authorization)
    const script = planned[0] ?? { kind: 'answer' }
    const timesLeft = (script.times ?? 1) - 1
    if (planned.length > 0) planned.splice(0, 1, ...(timesLeft > 0 ? [{ ...script, times: timesLeft }] : []))
    const gaveUp = new AbortController()
    let broken = false
    response.on('close', () => {
      if (!response.writableFinished && !broken && server.listening) abandoned += 1
      gaveUp.abort()
    })
    await play(script, body, response, gaveUp.signal, () => {
      broken = true
    })
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    authorizations,
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

/** Carries out one script. `breakOff` says beforehand that the server itself ends the connection early. */
async function play(
  script: Script,
  request: ModelRequest,
  response: ServerResponse,
  gaveUp: AbortSignal,
  breakOff: () => void,
): Promise<void> {
  const send = request.stream ? sendStream : sendCompletion
  const byDefault = answerFromPassages(request)
  switch (script.kind) {
    case 'answer': {
      const text = typeof script.text === 'function' ? script.text(request) : (script.text ?? byDefault)
      return send(response, request, gaveUp, { text, pieces: script.pieces, finish: script.finish })
    }
    case 'obey':
      return send(response, request, gaveUp, { text: script.text })
    case 'slow':
      return send(response, request, gaveUp, {
        text: script.text ?? byDefault,
        pieces: script.pieces,
        delay: script.delay,
      })
    case 'tools':
      return send(response, request, gaveUp, { calls: script.calls })
    case 'cut':
      breakOff()
      return send(response, request, gaveUp, { text: script.text ?? byDefault, end: 'cut' })
    case 'garbage':
    case 'error':
      return send(response, request, gaveUp, { text: byDefault, end: script.kind })
    case 'stall':
      return
    case 'redirect':
      response.writeHead(307, { location: script.to }).end()
      return
    case 'status':
      return sendError(response, script.status, script.message)
  }
}

function sendModels(response: ServerResponse): void {
  const scripted = { id: 'scripted', object: 'model', created: 0, owned_by: 'baton' }
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ object: 'list', data: [scripted] }))
}

/** The body, or undefined for one that the real service would refuse. */
function parseRequest(text: string): ModelRequest | undefined {
  try {
    const body = JSON.parse(text)
    return typeof body.model === 'string' && body.messages?.length > 0 ? body : undefined
  } catch {
    return undefined
  }
}
