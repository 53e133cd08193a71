import { once } from 'node:events'
import {
  createServer,
  type IncomingMessage,
  request as requestOf,
  type Server,
  type ServerResponse,
} from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** What the line does with a request whose path fits; without a fit it passes. */
export type Trouble =
  /** Takes the request and never answers. */
  | { kind: 'hold' }
  /** Answers that much later, in milliseconds. */
  | { kind: 'slow'; by: number }
  /** Breaks the connection off. */
  | { kind: 'cut' }
  /** Answers itself, whatever was asked. */
  | { kind: 'answer'; status: number; type: string; body: string }

export interface TroubledLine {
  /** Where it listens: what a page uses in place of the app's own address. */
  readonly base: string
  /** From now on; one trouble for each pattern. A path has its query with it. */
  trouble(path: RegExp, trouble: Trouble): void
  /** No trouble at all from now on. What is held stays held, as it would with a machine that was taken away. */
  pass(): void
  /** What is open goes silent: nothing comes through in either direction, and nobody is told. */
  freeze(): void
  /** Ends everything that is open. */
  cutAll(): void
  /** Nobody listens any more, and what was open is cut. */
  down(): Promise<void>
  up(): Promise<void>
  /** How many requests a pattern has met since the line began. */
  count(path: RegExp): number
  close(): Promise<void>
}

/** A line of its own to an app, through which everything a browser asks passes, in good and in bad days. */
export async function openTroubledLine(target: (path: string) => string, port = 0): Promise<TroubledLine> {
  let troubles: { path: RegExp; trouble: Trouble }[] = []
  const seen: string[] = []
  const open = new Set<Socket>()
  const pairs = new Set<[Duplex, Duplex]>()
  let server: Server
  let address: AddressInfo

  function troubleOf(path: string): Trouble | undefined {
    return troubles.findLast((each) => each.path.test(path))?.trouble
  }

  async function met(path: string): Promise<Exclude<Trouble, { kind: 'slow' }> | undefined> {
    seen.push(path)
    const trouble = troubleOf(path)
    if (trouble?.kind !== 'slow') return trouble
    await new Promise((resolve) => setTimeout(resolve, trouble.by))
    return undefined
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const trouble = await met(request.url ?? '')
    if (trouble?.kind === 'hold') return
    if (trouble?.kind === 'cut') return void request.socket.destroy()
    if (trouble?.kind === 'answer') {
      response.writeHead(trouble.status, { 'content-type': trouble.type }).end(trouble.body)
      return
    }
    const onward = requestOf(new URL(request.url ?? '/', target(request.url ?? '')), {
      method: request.method,
      headers: request.headers,
      agent: false,
    })
    onward.on('response', (answered) => {
      response.writeHead(answered.statusCode ?? 502, answered.headers)
      answered.pipe(response)
      // Half an answer must not look like a whole one.
      answered.on('error', () => response.destroy())
    })
    onward.on('error', () => request.socket.destroy())
    response.on('close', () => onward.destroy())
    request.pipe(onward)
  }

  async function upgrade(request: IncomingMessage, near: Duplex, head: Buffer): Promise<void> {
    near.on('error', () => near.destroy())
    const trouble = await met(request.url ?? '')
    if (trouble?.kind === 'hold') return
    if (trouble?.kind === 'cut') return void near.destroy()
    if (trouble?.kind === 'answer') {
      const { status, type, body } = trouble
      near.end(`HTTP/1.1 ${status} OK\r\ncontent-type: ${type}\r\nconnection: close\r\n\r\n${body}`)
      return
    }
    const { hostname, port: targetPort } = new URL(target(request.url ?? ''))
    const far = connect(Number(targetPort), hostname)
    const pair: [Duplex, Duplex] = [near, far]
    pairs.add(pair)
    far.on('connect', () => {
      const lines = request.rawHeaders.flatMap((each, index, all) =>
        index % 2 ? [] : [`${each}: ${all[index + 1]}`],
      )
      far.write(`GET ${request.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
      far.write(head)
      far.pipe(near).pipe(far)
    })
    for (const [one, other] of [pair, pair.toReversed()] as [Duplex, Duplex][]) {
      one.on('error', () => other.destroy())
      one.on('close', () => {
        pairs.delete(pair)
        other.destroy()
      })
    }
  }

  async function listen(on: number): Promise<void> {
    server = createServer((request, response) => {
      answer(request, response).catch(() => response.destroy())
    })
    server.on('upgrade', (request, socket, head) => {
      upgrade(request, socket, head).catch(() => socket.destroy())
    })
    server.on('connection', (socket) => {
      open.add(socket)
      socket.on('close', () => open.delete(socket))
    })
    server.listen(on, '127.0.0.1')
    await once(server, 'listening')
    address = server.address() as AddressInfo
  }

  function cutAll(): void {
    for (const socket of open) socket.destroy()
  }

  async function down(): Promise<void> {
    if (!server.listening) return
    server.close()
    cutAll()
    await once(server, 'close')
  }

  await listen(port)
  return {
    get base() {
      return `http://127.0.0.1:${address.port}`
    },
    trouble: (path, trouble) => void troubles.push({ path, trouble }),
    pass() {
      troubles = []
    },
    freeze() {
      for (const [near, far] of pairs) {
        far.unpipe(near)
        near.unpipe(far)
        for (const each of [near, far]) each.pause()
      }
    },
    cutAll,
    down,
    up: () => listen(address.port),
    count: (path) => seen.filter((each) => path.test(each)).length,
    close: down,
  }
}

/** A shop of somebody else's: a page on another origin with a click handler of its own and the chat's script tag. */
export async function openShop(script: () => string): Promise<{ base: string; close(): Promise<void> }> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(`<!doctype html><html lang="en"><meta charset="utf-8"><title>A shop</title><link rel="icon" href="data:,">
<h1>A shop</h1><button id="buy">Buy</button><output id="bought">0</output>
<script>
  let bought = 0
  document.getElementById('buy').onclick = () => { document.getElementById('bought').value = String(++bought) }
  window.pageErrors = []
  addEventListener('error', (event) => window.pageErrors.push(String(event.message)))
  addEventListener('unhandledrejection', (event) => window.pageErrors.push(String(event.reason)))
</script>
<script async src="${script()}/widget.js" data-site="demo"></script></html>`)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
