import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ann, bob, calm, failureFrom } from '../../../test/support/shops/contract.ts'
import { startShopify } from '../../../test/support/shops/stands.ts'
import type { AddressChange, ReturnRequest } from '../shop.ts'

describe('What Shopify is told to do', () => {
  let stand: Awaited<ReturnType<typeof startShopify>>
  beforeEach(async () => {
    stand = await startShopify()
  })
  afterEach(() => stand.close())

  const wholeReturn: ReturnRequest = {
    number: '1001',
    customer: ann,
    items: [],
    reason: 'faulty',
    comment: 'Chipped',
  }
  const move: AddressChange = {
    number: '1004',
    customer: ann,
    address: {
      name: 'Ann Lee',
      lines: ['2 Hill Road', 'Flat 3'],
      city: 'York',
      postalCode: 'YO1 1AA',
      country: 'GB',
    },
  }

  test('a return is started once for a key, with the reason and the comment', async () => {
    expect(await stand.shop.returns.check(wholeReturn, calm())).toEqual({
      allowed: true,
      until: '2026-12-15',
      refund: { amount: 5500, currency: 'GBP' },
    })
    const [one, other] = await Promise.all([
      stand.shop.returns.start(wholeReturn, 'key-1', calm()),
      stand.shop.returns.start(wholeReturn, 'key-1', calm()),
    ])
    expect(one.id).toBe('#1001-R1')
    expect(other).toEqual(one)
    expect(await stand.shop.returns.start(wholeReturn, 'key-1', calm())).toMatchObject({ id: '#1001-R1' })
    const [order] = stand.server.orders
    expect(order?.returns).toHaveLength(1)
    expect(order?.returns[0]?.lines[0]?.note).toMatch(/^Chipped \(ref [0-9a-f]{16}\)$/)
    const failure = await failureFrom(stand.shop.returns.start(wholeReturn, 'key-2', calm()))
    expect(failure).toMatchObject({ kind: 'refused', message: expect.stringContaining('already-returned') })
  })

  test('a return that was made before the connection broke is found by its key', async () => {
    stand.server.fault = 'forgets-to-answer'
    stand.server.faultAfter = 3
    expect((await failureFrom(stand.shop.returns.start(wholeReturn, 'key-1', calm()))).kind).toBe(
      'unavailable',
    )
    stand.server.fault = undefined
    expect(await stand.shop.returns.start(wholeReturn, 'key-1', calm())).toMatchObject({ id: '#1001-R1' })
    expect(stand.server.orders[0]?.returns).toHaveLength(1)
  })

  test('some pieces go back, and the refusal says why others cannot', async () => {
    const some = { ...wholeReturn, items: [{ id: '11', quantity: 1 }] }
    expect(await stand.shop.returns.check(some, calm())).toMatchObject({ refund: { amount: 1250 } })
    const refusal = async (change: Partial<ReturnRequest>) =>
      (await stand.shop.returns.check({ ...wholeReturn, ...change }, calm()))?.refusal
    expect(await refusal({ items: [{ id: '77', quantity: 1 }] })).toBe('unknown-item')
    expect(await refusal({ items: [{ id: '11', quantity: 3 }] })).toBe('not-returnable')
    expect(await refusal({ number: '1004' })).toBe('not-delivered')
    expect(await refusal({ number: '1005' })).toBe('window-over')
    expect(await stand.shop.returns.check({ ...wholeReturn, customer: bob }, calm())).toBeUndefined()
    const failure = await failureFrom(
      stand.shop.returns.start({ ...wholeReturn, customer: bob }, 'key-9', calm()),
    )
    expect(failure.kind).toBe('refused')
  })

  test('an address changes once for a key, and an old key undoes nothing', async () => {
    expect(await stand.shop.addresses.check('1004', ann, calm())).toMatchObject({
      allowed: true,
      current: { lines: ['1 Mill Lane'], country: 'GB' },
    })
    expect(await stand.shop.addresses.change(move, 'key-1', calm())).toEqual(move.address)
    const back = { ...move, address: { ...move.address, lines: ['1 Mill Lane'], city: 'Bath' } }
    await stand.shop.addresses.change(back, 'key-2', calm())
    await stand.shop.addresses.change(move, 'key-1', calm())
    expect(stand.server.orders[3]?.address).toMatchObject({ city: 'Bath' })
    const reused = await failureFrom(stand.shop.addresses.change(back, 'key-1', calm()))
    expect(reused.kind).toBe('refused')
  })

  test('an address is refused with the reason of the shop, after sending, and where the shop kept the old one', async () => {
    const nowhere = { ...move, address: { ...move.address, postalCode: '' } }
    expect(await failureFrom(stand.shop.addresses.change(nowhere, 'key-1', calm()))).toMatchObject({
      kind: 'refused',
      message: 'Shopify: Zip is required',
    })
    expect(await stand.shop.addresses.check('1003', ann, calm())).toMatchObject({
      refusal: 'already-shipped',
    })
    expect(await stand.shop.addresses.check('1003', bob, calm())).toBeUndefined()
    stand.server.keepsAddress = true
    expect((await failureFrom(stand.shop.addresses.change(move, 'key-2', calm()))).kind).toBe('refused')
  })

  test('a coupon is for one use, in the currency of the shop, and cannot be guessed', async () => {
    const amount = { amount: 500, currency: 'GBP' }
    const coupon = await stand.shop.coupons.issue({ customer: ann, amount, reason: 'Late' }, 'key-1', calm())
    expect(coupon).toEqual({ code: expect.stringMatching(/^THANKS-[A-Z2-9]{12}$/), validUntil: '2027-01-19' })
    expect(stand.server.discounts.get(coupon.code.toLowerCase())).toMatchObject({
      usageLimit: 1,
      customerGets: { value: { discountAmount: { amount: '5.00' } } },
    })
    const euros = { customer: ann, amount: { amount: 500, currency: 'EUR' }, reason: 'Late' }
    expect((await failureFrom(stand.shop.coupons.issue(euros, 'key-2', calm()))).kind).toBe('refused')
  })

  test('a refund goes back once for a key, to what was paid with, and never above it', async () => {
    const request = {
      number: '1004',
      customer: ann,
      amount: { amount: 4500, currency: 'GBP' },
      reason: 'Lost',
    }
    const [one, other] = await Promise.all([
      stand.shop.refunds.refund(request, 'key-1', calm()),
      stand.shop.refunds.refund(request, 'key-1', calm()),
    ])
    expect(one).toEqual({ id: expect.stringMatching(/^\d+$/), amount: request.amount })
    expect(other).toEqual(one)
    expect(await stand.shop.refunds.refund(request, 'key-1', calm())).toEqual(one)
    const node = await stand.another().refunds?.refund(request, 'key-1', calm())
    expect(node).toEqual(one)
    const back = stand.server.orders[3]?.transactions.filter((each) => each.kind === 'REFUND')
    expect(back).toMatchObject([
      { amount: '40.00', parent: 41 },
      { amount: '5.00', parent: 42 },
    ])
    expect((await failureFrom(stand.shop.refunds.refund(request, 'key-2', calm()))).kind).toBe('refused')
    const left = { ...request, amount: { amount: 1000, currency: 'GBP' } }
    expect(await stand.shop.refunds.refund(left, 'key-3', calm())).toMatchObject({ amount: { amount: 1000 } })
    expect(
      (await failureFrom(stand.shop.refunds.refund({ ...left, customer: bob }, 'key-4', calm()))).kind,
    ).toBe('refused')
  })

  test('one key refunds once, two nodes at once', async () => {
    const request = {
      number: '1004',
      customer: ann,
      amount: { amount: 1000, currency: 'GBP' },
      reason: 'Lost',
    }
    const [one, other] = await Promise.all([
      stand.shop.refunds.refund(request, 'key-1', calm()),
      stand.another().refunds?.refund(request, 'key-1', calm()),
    ])
    expect(other).toEqual(one)
    expect(stand.server.orders[3]?.refunds).toHaveLength(1)
  })
})
