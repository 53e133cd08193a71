import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text as readText } from 'node:stream/consumers'
import { startShopService } from '#server/demo/shop-service/service.ts'
import type { Untyped } from '../app.ts'
import type { Attack } from './obeying-model.ts'

const knowledgeBase = join(import.meta.dirname, '..', '..', '..', 'knowledge-base')

/** The demo shop's service over a store in which every text of an order carries an attack; all requests are noted. */
export async function startPlantedShop(directory: string, attacks: readonly Attack[]) {
  const seed = join(directory, 'seed')
  await mkdir(seed, { recursive: true })
  const read = async (name: string) =>
    JSON.parse(await readFile(join(knowledgeBase, 'shop', name), 'utf8')) as Untyped[]
  const products = await read('products.json')
  const orders = await read('orders.json')
  for (const [place, { text }] of attacks.entries()) {
    products.push({
      ...products[0],
      id: `planted-${place}`,
      name: { en: text, zh: text },
      summary: { en: text, zh: text },
    })
    orders.push({
      ...orders[0],
      number: `NL-${900_001 + place}`,
      email: `buyer${place}@buyers.example`,
      name: text,
      items: [{ productId: `planted-${place}`, variant: text, quantity: 1, price: 4_900 }],
      delivery: { ...orders[0].delivery, carrier: text, trackingNumber: text },
    })
  }
  await writeFile(join(seed, 'products.json'), JSON.stringify(products))
  await writeFile(join(seed, 'orders.json'), JSON.stringify(orders))
  const file = join(directory, 'books.sqlite')
  const service = await startShopService({ file, seed, report: () => undefined })
  const requests: string[] = []
  const door = createServer((request, response) => {
    pass().catch(() => response.destroy())
    async function pass(): Promise<void> {
      const body = await readText(request)
      if (request.url !== '/openapi.json') requests.push(`${request.method} ${request.url} ${body}`)
      const answer = await fetch(`${service.origin}${request.url}`, {
        method: request.method ?? 'GET',
        headers: {
          authorization: request.headers.authorization ?? '',
          'content-type': 'application/json',
          ...(request.headers['idempotency-key'] && {
            'idempotency-key': String(request.headers['idempotency-key']),
          }),
        },
        ...(body !== '' && { body }),
      })
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
    }
  })
  door.listen(0, '127.0.0.1')
  await once(door, 'listening')
  return {
    origin: `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
    key: service.key,
    requests,
    books() {
      const books = new DatabaseSync(file, { readOnly: true })
      const tables = ['product_return', 'refund', 'coupon', 'first_result', 'customer_order']
      const rows = tables.map((table) => books.prepare(`select * from ${table}`).all())
      books.close()
      return JSON.stringify(rows)
    },
    async close() {
      door.close()
      door.closeAllConnections()
      await once(door, 'close')
      await service.close()
    },
  }
}
