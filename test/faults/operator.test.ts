import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text as readText } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { copyTemplate } from '../support/app.ts'
import { connectVisitor } from '../support/clients.ts'
import { startServerProcess } from '../support/server-process.ts'
import { startShopProcess } from '../support/shop-process.ts'

/** Stands between the server and the shop: what the shop did is known here, and never comes back to who asked. */
async function startBetween(shopOrigin: string, onAction: (path: string, answer: string) => void) {
  const server = createServer(async (request, response) => {
    const body = request.method === 'POST' ? await readText(request) : undefined
    const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers
    const answer = await fetch(`${shopOrigin}${request.url}`, {
      method: request.method ?? 'GET',
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      ...(body !== undefined && { body }),
    })
    const said = await answer.text()
    if (request.method === 'POST' && request.url === '/returns') onAction(request.url, said)
    response.writeHead(answer.status, { 'content-type': 'application/json' })
    response.end(said)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

test('killed between the visitor’s yes and the shop’s answer, the return is started once and told after the restart', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'baton-operator-'))
  await copyTemplate(directory)
  const shop = await startShopProcess(directory)
  const numbers: string[] = []
  const { promise: dying, resolve: dies } = Promise.withResolvers<void>()
  const between = await startBetween(shop.origin, (_path, answer) => {
    numbers.push((JSON.parse(answer) as { id: string }).id)
    if (numbers.length === 1) {
      first.child.kill('SIGKILL')
      dies()
    }
  })
  const variables = {
    DATA_DIR: directory,
    BATON_ENCODER: 'off',
    DEMO_SHOP_URL: between.origin,
    DEMO_SHOP_KEY: shop.key,
  }
  const first = await startServerProcess(variables)
  const visitor = await connectVisitor(first.base)
  await visitor.saysAndHears('I want to return order NL-100310, maeve.obrien@example.net, wrong size')
  await visitor.say('Yes, start the return')
  await dying
  visitor.close()
  const second = await startServerProcess(variables)
  const back = await connectVisitor(second.base, { token: visitor.token })
  const told = () =>
    [...back.session.conversation.events, ...back.told.map((each) => each.fact?.event)].find(
      (event) => event?.sender === 'assistant' && /RT-/.test(event.text),
    )
  // The killed process keeps its lease for ten seconds.
  await expect.poll(told, { timeout: 20_000 }).toBeDefined()
  expect(told().text).toContain(numbers[0])
  expect(new Set(numbers).size).toBe(1)
  expect(numbers).toHaveLength(2)
  back.close()
  await second.stop()
  await between.close()
  await shop.kill()
  await rm(directory, { recursive: true, force: true })
})
