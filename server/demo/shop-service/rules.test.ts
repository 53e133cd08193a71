import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { type Order, product, type SeededOrder } from './records.ts'
import {
  addressRefusal,
  isGold,
  lastReturnDay,
  type ReturnQuestion,
  refundable,
  returnTerms,
} from './rules.ts'
import { seededAddress } from './seeded-addresses.ts'

const shop = join(import.meta.dirname, '..', '..', '..', 'knowledge-base', 'shop')
const list = z.array(product).parse(JSON.parse(await readFile(join(shop, 'products.json'), 'utf8')))
const products = new Map(list.map((each) => [each.id, each]))

function order(more: Partial<SeededOrder> & { goods?: [string, number][] } = {}): Order {
  const { goods = [['tern-trail-shoe', 1]], ...rest } = more
  const items = goods.map(([productId, quantity]) => ({
    productId,
    quantity,
    price: products.get(productId)?.price ?? 0,
  }))
  const seeded: SeededOrder = {
    number: 'NL-1',
    email: 'emma@example.com',
    name: 'Emma',
    status: 'delivered',
    placedAt: '2026-10-01T10:00:00Z',
    items,
    total: items.reduce((sum, each) => sum + each.price * each.quantity, 0),
    currency: 'USD',
    delivery: { method: 'standard', country: 'DE', deliveredAt: '2026-10-10T10:00:00Z' },
    ...rest,
  }
  return { ...seeded, address: seededAddress(seeded) }
}

function terms(more: Partial<ReturnQuestion>) {
  return returnTerms({
    order: order(),
    products,
    started: [],
    items: [],
    reason: 'unwanted',
    isGold: false,
    day: '2026-11-01',
    refunded: 0,
    ...more,
  }).terms
}

it('thirty days from delivery, last day included, and five dollars off the refund', () => {
  expect(terms({ day: '2026-11-09' })).toEqual({
    allowed: true,
    until: '2026-11-09',
    refund: 12_400,
    cost: 500,
  })
  expect(terms({ day: '2026-11-10' })).toEqual({
    allowed: false,
    refusal: 'window-over',
    until: '2026-11-09',
  })
})

it('free for Gold members, and where the fault is ours', () => {
  expect(terms({ isGold: true })).toMatchObject({ refund: 12_900, cost: 0 })
  expect(terms({ reason: 'faulty' })).toMatchObject({ refund: 12_900, cost: 0 })
  expect(terms({ reason: 'wrong-item', day: '2026-10-24' })).toMatchObject({ refund: 12_900, cost: 0 })
  expect(terms({ reason: 'wrong-size' })).toMatchObject({ refund: 12_400, cost: 500 })
})

it('orders from 15 November to 24 December may come back until 31 January', () => {
  const placed = (placedAt: string, deliveredAt: string) =>
    lastReturnDay(
      order({ placedAt, delivery: { method: 'standard', country: 'DE', deliveredAt } }),
      list[0] as never,
      'unwanted',
    )
  expect(placed('2026-11-14T23:59:59Z', '2026-11-20T10:00:00Z')).toBe('2026-12-20')
  expect(placed('2026-11-15T00:00:00Z', '2026-11-20T10:00:00Z')).toBe('2027-01-31')
  expect(placed('2026-12-24T23:00:00Z', '2026-12-30T10:00:00Z')).toBe('2027-01-31')
  expect(placed('2026-12-25T00:00:00Z', '2026-12-30T10:00:00Z')).toBe('2027-01-29')
  expect(placed('2026-12-24T23:00:00Z', '2027-01-10T10:00:00Z')).toBe('2027-02-09')
})

it('a fault counts for two years, one with electronics; a wrong item for fourteen days', () => {
  expect(terms({ reason: 'faulty', day: '2028-10-10' }).allowed).toBe(true)
  expect(terms({ reason: 'faulty', day: '2028-10-11' }).refusal).toBe('window-over')
  const lamp = order({ goods: [['lumen-headlamp', 1]] })
  expect(terms({ order: lamp, reason: 'faulty', day: '2027-10-11' }).refusal).toBe('window-over')
  expect(terms({ reason: 'wrong-item', day: '2026-10-25' }).refusal).toBe('window-over')
})

it('underwear comes back only where the fault is ours, gas and gift cards never by parcel', () => {
  const briefs = order({ goods: [['merino-briefs', 1]] })
  expect(terms({ order: briefs }).refusal).toBe('not-returnable')
  expect(terms({ order: briefs, reason: 'faulty' }).allowed).toBe(true)
  for (const id of ['gas-cartridge-230', 'gift-card-50']) {
    expect(terms({ order: order({ goods: [[id, 1]] }), reason: 'faulty' }).refusal).toBe('not-returnable')
  }
  expect(terms({ order: order({ goods: [['spring-water-filter', 1]] }) }).allowed).toBe(true)
})

it('the delivery fee comes back for a whole order that was our fault, and only then', () => {
  const two = order({
    goods: [
      ['pine-beanie', 1],
      ['harbour-mug', 1],
    ],
    total: 5_300,
  })
  expect(terms({ order: two, reason: 'faulty' })).toMatchObject({ refund: 5_300 })
  expect(terms({ order: two, reason: 'unwanted' })).toMatchObject({ refund: 4_200 })
  expect(terms({ order: two, reason: 'faulty', items: [{ line: '1', quantity: 1 }] })).toMatchObject({
    refund: 2_600,
  })
})

it('what is on its way back cannot be returned again, and what was never in the order not at all', () => {
  const socks = order({ goods: [['trek-socks', 3]] })
  const started = [{ id: 'RT-1', number: 'NL-1', lines: [{ line: '1', quantity: 2 }] }]
  expect(terms({ order: socks, started, items: [{ line: '1', quantity: 1 }] }).allowed).toBe(true)
  expect(terms({ order: socks, started, items: [{ line: '1', quantity: 2 }] }).refusal).toBe(
    'already-returned',
  )
  expect(terms({ order: socks, started }).refusal).toBe('already-returned')
  for (const line of ['0', '2', '01', '1.0', '-1', 'constructor', '']) {
    expect(terms({ order: socks, items: [{ line, quantity: 1 }] }).refusal).toBe('unknown-item')
  }
  expect(terms({ order: socks, items: [{ line: '1', quantity: 4 }] }).refusal).toBe('unknown-item')
  const twice = [
    { line: '1', quantity: 2 },
    { line: '1', quantity: 2 },
  ]
  expect(terms({ order: socks, items: twice }).refusal).toBe('unknown-item')
})

it.each([
  ['placed', 'not-delivered'],
  ['shipped', 'not-delivered'],
  ['cancelled', 'not-delivered'],
  ['returned', 'already-returned'],
  ['refunded', 'already-returned'],
] as const)('an order that is %s cannot be returned: %s', (status, refusal) => {
  expect(terms({ order: order({ status }) })).toEqual({ allowed: false, refusal })
})

it('an order goes elsewhere until it is packed', () => {
  expect(addressRefusal(order({ status: 'placed' }))).toBeUndefined()
  expect(addressRefusal(order({ status: 'paid' }))).toBeUndefined()
  expect(addressRefusal(order({ status: 'packed' }))).toBe('already-packed')
  expect(addressRefusal(order({ status: 'shipped' }))).toBe('already-shipped')
  expect(addressRefusal(order({ status: 'delivered' }))).toBe('closed')
  expect(addressRefusal(order({ status: 'paid', goods: [['gift-card-50', 1]] }))).toBe('closed')
})

it('nothing is paid back that was not paid, nor twice', () => {
  expect(refundable(order({ status: 'placed' }), 0)).toBe(0)
  expect(refundable(order({ status: 'cancelled' }), 0)).toBe(0)
  expect(refundable(order({ status: 'paid' }), 0)).toBe(12_900)
  expect(refundable(order(), 12_400)).toBe(500)
})

it('Gold begins at 800 dollars in twelve months', () => {
  const at = (placedAt: string, total: number) => order({ placedAt, total })
  expect(isGold([at('2026-10-01T10:00:00Z', 80_000)], '2026-11-21')).toBe(true)
  expect(isGold([at('2026-10-01T10:00:00Z', 79_999)], '2026-11-21')).toBe(false)
  expect(isGold([at('2025-11-20T10:00:00Z', 80_000)], '2026-11-21')).toBe(false)
})
