import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ConnectorFailure, type Customer, type ShopConnector } from '#server/connectors/shop.ts'
import type { Fault, HttpShop } from './http-shop.ts'

/** A shop on its stand-in server, with data the contract can count on. */
export interface ShopStand {
  server: HttpShop
  shop: ShopConnector
  /** Orders by number: of Ann (her address written in another case too), of Bob, and of Eve with a script in a name. */
  numbers: { ann: string; bob: string; eve: string }
  /** How many orders Ann has. */
  annOrders: number
  /** A second connector to the same shop, as another node has one. */
  another(): ShopConnector
  /** How many coupons there are in the shop. */
  coupons(): number
  close(): Promise<void>
}

export const ann: Customer = { email: 'ann@SHOP.example' }
export const bob: Customer = { email: 'bob@shop.example' }
export const eve: Customer = { email: 'eve@shop.example' }

/** A signal that is not given. */
export function calm(): AbortSignal {
  return new AbortController().signal
}

/** How it fails; the failure itself, or an error where it does not fail as every connector must. */
export async function failureFrom(work: Promise<unknown>): Promise<ConnectorFailure> {
  const reason = await work.then(
    (result) => new Error(`It did not fail: ${JSON.stringify(result)}`),
    (error: unknown) => error,
  )
  if (reason instanceof ConnectorFailure) return reason
  throw reason
}

const faults: [Fault, ConnectorFailure['kind']][] = [
  ['down', 'unavailable'],
  ['bad-gateway', 'unavailable'],
  ['redirect', 'unavailable'],
  ['unauthorised', 'unauthorised'],
  ['garbage', 'nonsense'],
  ['wrong-shape', 'nonsense'],
  ['html', 'nonsense'],
  ['huge', 'nonsense'],
]

/** What every adapter must hold to, whatever shop is behind it. */
export function contract(name: string, start: () => Promise<ShopStand>): void {
  describe(`${name}, as every shop`, () => {
    let stand: ShopStand
    const orders = () => {
      if (stand.shop.orders === undefined) throw new Error('Every adapter finds orders')
      return stand.shop.orders
    }
    const coupons = () => {
      if (stand.shop.coupons === undefined) throw new Error('Every adapter here issues coupons')
      return stand.shop.coupons
    }
    beforeEach(async () => {
      stand = await start()
    })
    afterEach(() => stand.close())

    test('finds the order of the customer, with or without the sign before the number', async () => {
      const { ann: number } = stand.numbers
      const found = await orders().find(number, ann, calm())
      expect(found).toMatchObject({
        number,
        items: expect.arrayContaining([expect.objectContaining({ quantity: 2 })]),
      })
      expect(await orders().find(` #${number} `, ann, calm())).toEqual(found)
    })

    test("somebody else's order looks exactly like one that does not exist", async () => {
      const outcomes = [
        await orders().find(stand.numbers.bob, ann, calm()),
        await orders().find('99999', ann, calm()),
        await orders().find('no such number', ann, calm()),
        await orders().find('1" OR email:"bob@shop.example', ann, calm()),
        await orders().find('../../etc/passwd', ann, calm()),
        await orders().find('', ann, calm()),
        await orders().find(stand.numbers.bob, { email: '' }, calm()),
      ]
      expect(outcomes).toEqual(outcomes.map(() => undefined))
      expect(await orders().find(stand.numbers.bob, bob, calm())).toMatchObject({ number: stand.numbers.bob })
    })

    test("lists the customer's own orders only, newest first", async () => {
      const listed = await orders().list(ann, calm())
      expect(listed).toHaveLength(stand.annOrders)
      expect(listed.map((each) => each.number)).not.toContain(stand.numbers.bob)
      const times = listed.map((each) => each.placedAt ?? 0)
      expect(times).toEqual(times.toSorted((one, other) => other - one))
      expect(await orders().list({ email: 'nobody@shop.example' }, calm())).toEqual([])
      expect(await orders().list({ email: 'a"b@shop.example' }, calm())).toEqual([])
    })

    test('passes a script in a name on as the text it is', async () => {
      const found = await orders().find(stand.numbers.eve, eve, calm())
      expect(found?.items[0]?.name.en).toContain('<script>alert(1)</script>')
    })

    test.each(faults)('a shop that is %s fails as %s', async (fault, kind) => {
      stand.server.fault = fault
      const failure = await failureFrom(orders().find(stand.numbers.ann, ann, calm()))
      expect(failure.kind).toBe(kind)
      // Nothing a visitor wrote, and no key, is in what the desk and the log see.
      expect(failure.message).not.toMatch(/ann@|shpat_|ck_|cs_|Bearer/i)
      stand.server.fault = undefined
      expect(await orders().find(stand.numbers.ann, ann, calm())).toMatchObject({ number: stand.numbers.ann })
    })

    test('a shop that never answers is given up with the turn', async () => {
      await orders().find(stand.numbers.ann, ann, calm())
      stand.server.fault = 'slow'
      const turn = new AbortController()
      const asked = failureFrom(orders().find(stand.numbers.ann, ann, turn.signal))
      setTimeout(() => turn.abort(), 50)
      const before = performance.now()
      expect((await asked).kind).toBe('unavailable')
      expect(performance.now() - before).toBeLessThan(2_000)
    })

    test('a turn that is over asks nothing', async () => {
      const before = stand.server.requests.length
      const failure = await failureFrom(orders().find(stand.numbers.ann, ann, AbortSignal.abort()))
      expect(failure.kind).toBe('unavailable')
      expect(stand.server.requests).toHaveLength(before)
    })

    test('one key gives one coupon, asked twice at once and again later', async () => {
      const request = { customer: ann, percent: 10, reason: 'A late parcel' }
      const [one, other] = await Promise.all([
        coupons().issue(request, 'proposal-1', calm()),
        coupons().issue(request, 'proposal-1', calm()),
      ])
      expect(other).toEqual(one)
      expect(await coupons().issue(request, 'proposal-1', calm())).toMatchObject({ code: one.code })
      expect(stand.coupons()).toBe(1)
      const another = await coupons().issue(request, 'proposal-2', calm())
      expect(another.code).not.toBe(one.code)
      expect(stand.coupons()).toBe(2)
    })

    test('one key gives one coupon to two nodes at once', async () => {
      const other = stand.another()
      const request = { customer: ann, percent: 10, reason: 'A late parcel' }
      const issued = await Promise.all([
        coupons().issue(request, 'proposal-1', calm()),
        other.coupons?.issue(request, 'proposal-1', calm()),
      ])
      expect(issued[1]?.code).toBe(issued[0]?.code)
      expect(stand.coupons()).toBe(1)
      await other.close()
    })

    test('one key gives one coupon where the shop dropped the connection after issuing it', async () => {
      await orders().find(stand.numbers.ann, ann, calm())
      const request = { customer: ann, percent: 10, reason: 'A late parcel' }
      // The last request of an issue is the one that writes.
      const before = stand.server.requests.length
      await coupons().issue(request, 'proposal-0', calm())
      stand.server.faultAfter = stand.server.requests.length - before - 1
      stand.server.fault = 'forgets-to-answer'
      expect((await failureFrom(coupons().issue(request, 'proposal-1', calm()))).kind).toBe('unavailable')
      stand.server.fault = undefined
      expect(stand.coupons()).toBe(2)
      await coupons().issue(request, 'proposal-1', calm())
      expect(stand.coupons()).toBe(2)
    })
  })
}
