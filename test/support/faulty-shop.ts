import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** What happens to the next actions on their way to the shop: `cut-before` never arrive, `cut-after` arrive unanswered. */
export type ShopFault = 'none' | 'busy' | 'cut-before' | 'cut-after' | 'garbage'

export interface FaultyShop {
  origin: string
  fault: ShopFault
  /** What the shop really did: for each key the ids or codes it answered with. */
  done: Map<string, Set<string>>
  close(): Promise<void>
}

/** A way to a real shop over HTTP that breaks where it is told to. Reading always works. */
export async function startFaultyShop(shop: string): Promise<FaultyShop> {
  const done: FaultyShop['done'] = new Map()
  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy())
  })

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const key = request.headers['idempotency-key']
    const isAction = typeof key === 'string'
    const body = await text(request)
    if (isAction && faulty.fault === 'cut-before') return void request.socket.destroy()
    if (isAction && faulty.fault === 'busy') return void response.writeHead(503).end()
    const answer = await fetch(`${shop}${request.url}`, {
      method: request.method ?? 'GET',
      headers: {
        authorization: request.headers.authorization ?? '',
        'content-type': 'application/json',
        ...(isAction && { 'idempotency-key': key }),
      },
      ...(body !== '' && { body }),
    })
    const said = await answer.text()
    if (isAction && answer.ok) {
      const { code, id } = JSON.parse(said) as { code?: string; id?: string }
      done.set(key, (done.get(key) ?? new Set()).add(code ?? id ?? ''))
    }
    if (isAction && faulty.fault === 'cut-after') return void request.socket.destroy()
    const isGarbage = isAction && faulty.fault === 'garbage'
    response.writeHead(answer.status, { 'content-type': 'application/json' })
    response.end(isGarbage ? '{"what' : said)
  }

  server.listen({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  const faulty: FaultyShop = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fault: 'none',
    done,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
  return faulty
}
