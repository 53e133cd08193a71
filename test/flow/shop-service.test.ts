import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ConnectorFailure, type ReturnRequest } from '#server/connectors/index.ts'
import { openDemoShop } from '#server/demo/demo-shop.ts'
import { startTestApp } from '../support/app.ts'
import { connectVisitor } from '../support/clients.ts'
import { type ShopProcess, startShopProcess } from '../support/shop-process.ts'

// The demo shop in a process of its own, killed while it is used: what a visitor and an action live through.

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'baton-shop-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

const soon = () => AbortSignal.timeout(10_000)
const connect = (running: ShopProcess) =>
  openDemoShop({ dataDirectory: directory, running, now: Date.now, report: () => undefined })

test('a shop that was killed is unavailable at once, and back with everything it had promised', async () => {
  const first = await startShopProcess(directory)
  const shop = await connect(first)
  const coupon = { customer: { email: 'emma@example.com' }, percent: 10, reason: 'a late parcel' }
  const issued = await shop.coupons?.issue(coupon, 'a key', soon())
  await first.kill()
  const began = performance.now()
  for (const ask of [
    () => shop.orders?.find('NL-100201', coupon.customer, soon()),
    () => shop.coupons?.issue(coupon, 'another key', soon()),
  ]) {
    const reason = await ask()?.catch((failure: unknown) => failure)
    expect(reason).toBeInstanceOf(ConnectorFailure)
    expect((reason as ConnectorFailure).kind).toBe('unavailable')
  }
  expect(performance.now() - began).toBeLessThan(1_000)
  const second = await startShopProcess(directory)
  const again = await connect(second)
  expect(await again.coupons?.issue(coupon, 'a key', soon())).toEqual(issued)
  await second.kill()
})

test('killed among fifty starts of one return, the shop has started it once, and says the same afterwards', async () => {
  const request: ReturnRequest = {
    number: 'NL-100206',
    customer: { email: 'siyuan.li@example.org' },
    items: [],
    reason: 'unwanted',
  }
  const first = await startShopProcess(directory)
  const shop = await connect(first)
  const starts = Array.from({ length: 50 }, () => shop.returns?.start(request, 'one return', soon()))
  // Whichever is answered first: the others are under way.
  await Promise.race(starts)
  const killed = first.kill()
  const settled = await Promise.allSettled(starts)
  await killed
  const ids = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value?.id] : []))
  expect(ids.length).toBeGreaterThan(0)
  expect(new Set(ids).size).toBe(1)
  for (const each of settled.filter((one) => one.status === 'rejected'))
    expect((each.reason as ConnectorFailure).kind).toBe('unavailable')
  const second = await startShopProcess(directory)
  const again = await connect(second)
  expect((await again.returns?.start(request, 'one return', soon()))?.id).toBe(ids[0])
  await second.kill()
})

test('a visitor who asks for an order while the shop is down is told so and gets a person (invariant 7)', async () => {
  const service = await startShopProcess(directory)
  const app = await startTestApp({ config: { demoShop: service } })
  const visitor = await connectVisitor(app.base)
  const shown = await visitor.saysAndHears('Where is my order NL-100201? emma@example.com')
  expect(shown.text).toMatch(/on its way/)
  await service.kill()
  await visitor.saysAndHears('Where is my order NL-100201? emma@example.com')
  const queued = await visitor.event((event) => event.type === 'conversation:queued')
  expect(queued.reason).toBe('tool-failure')
  visitor.close()
  await app.close()
})
