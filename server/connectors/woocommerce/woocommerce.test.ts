import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ann, bob, calm, failureFrom } from '../../../test/support/shops/contract.ts'
import { startWooCommerce } from '../../../test/support/shops/stands.ts'
import type { AddressChange } from '../shop.ts'
import { wooCommerceShop } from './index.ts'

describe('WooCommerce', () => {
  let stand: Awaited<ReturnType<typeof startWooCommerce>>
  beforeEach(async () => {
    stand = await startWooCommerce()
  })
  afterEach(() => stand.close())

  const move: AddressChange = {
    number: '730',
    customer: ann,
    address: {
      name: 'Ann Lee',
      lines: ['2 Hill Road', 'Flat 3'],
      city: 'York',
      postalCode: 'YO1 1AA',
      country: 'GB',
    },
  }
  const refund = { number: '730', customer: ann, amount: { amount: 1250, currency: 'GBP' }, reason: 'Lost' }

  test('leaves out what WooCommerce cannot do', () => {
    expect(stand.shop.delivery).toBeUndefined()
    expect(stand.shop.returns).toBeUndefined()
  })

  test('tells an order with its items, prices and state', async () => {
    expect(await stand.shop.orders.find('727', ann, calm())).toEqual({
      number: '727',
      status: 'shipped',
      items: [
        {
          id: '311',
          name: { en: 'Enamel mug', zh: 'Enamel mug' },
          variant: undefined,
          quantity: 2,
          price: { amount: 1250, currency: 'GBP' },
        },
        {
          id: '312',
          name: { en: 'Linen shirt', zh: 'Linen shirt' },
          variant: 'M, Blue',
          quantity: 1,
          price: { amount: 3000, currency: 'GBP' },
        },
      ],
      total: { amount: 5500, currency: 'GBP' },
      placedAt: Date.parse('2026-11-10T09:00:00Z'),
    })
  })

  test('finds an order that a plugin counts in its own way, and none in the bin', async () => {
    expect(await stand.shop.orders.find('web-2026/7', ann, calm())).toMatchObject({ status: 'cancelled' })
    expect(await stand.shop.orders.find('750', ann, calm())).toBeUndefined()
    expect(await stand.shop.orders.find('731', ann, calm())).toBeUndefined()
  })

  test('reads several pages of orders', async () => {
    const [first] = stand.server.orders
    if (first === undefined) throw new Error('The stand-in has orders')
    for (let id = 900; id < 930; id += 1) stand.server.orders.push({ ...first, id, number: String(id) })
    // Search finds this address inside another one.
    stand.server.orders.push({
      ...first,
      id: 999,
      billing: { ...first.billing, email: 'joann@shop.example' },
    })
    const listed = await stand.shop.orders.list(ann, calm())
    expect(listed).toHaveLength(20)
    expect(listed.map((each) => each.number)).not.toContain('999')
  })

  test('finds products that are sold and have a price, those with more of the words first', async () => {
    const found = await stand.shop.products.search('is a shirt good for Rain?', 'en', calm())
    expect(found.map((each) => each.name.en)).toEqual(['Rain shirt', 'Linen shirt – summer'])
    expect(found[0]).toMatchObject({
      price: { amount: 3000, currency: 'GBP' },
      stock: 3,
      availability: 'low-stock',
      url: 'https://shop.example/product/p804/',
    })
  })

  test('tells a product in words, with the stock of its variations where the shop counts it', async () => {
    expect(await stand.shop.products.find('802', calm())).toMatchObject({
      summary: { en: 'Cool & light. Washable' },
      stock: undefined,
      variants: [
        { name: { en: 'S' }, stock: 4 },
        { name: { en: 'M' }, stock: undefined },
      ],
      specifications: [{ name: { en: 'Size' }, value: { en: 'S, M' } }],
    })
    expect(await stand.shop.products.find('801', calm())).toMatchObject({
      availability: 'out-of-stock',
      stock: 0,
    })
    for (const hidden of ['803', '805', '806', '999', '../orders/727'])
      expect(await stand.shop.products.find(hidden, calm())).toBeUndefined()
  })

  test('an address changes once for a key, and an old key undoes nothing', async () => {
    expect(await stand.shop.addresses.check('730', ann, calm())).toMatchObject({ allowed: true })
    expect(await stand.shop.addresses.change(move, 'key-1', calm())).toEqual(move.address)
    const back = { ...move, address: { ...move.address, lines: ['1 Mill Lane'], city: 'Bath' } }
    await stand.shop.addresses.change(back, 'key-2', calm())
    await stand.shop.addresses.change(move, 'key-1', calm())
    const order = stand.server.orders.find((each) => each.id === 730)
    expect(order?.shipping).toMatchObject({ city: 'Bath', address_2: '' })
    expect(order?.meta_data.filter((each) => each.key === '_baton_address_changes')).toHaveLength(1)
    expect((await failureFrom(stand.shop.addresses.change(back, 'key-1', calm()))).kind).toBe('refused')
  })

  test('an address is refused after sending, after cancelling and by the shop itself', async () => {
    expect(await stand.shop.addresses.check('727', ann, calm())).toMatchObject({ refusal: 'already-shipped' })
    expect(await stand.shop.addresses.check('WEB-2026/7', ann, calm())).toMatchObject({ refusal: 'closed' })
    expect(await stand.shop.addresses.check('728', ann, calm())).toBeUndefined()
    const nowhere = { ...move, address: { ...move.address, country: '' } }
    expect(await failureFrom(stand.shop.addresses.change(nowhere, 'key-1', calm()))).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('rest_invalid_param'),
    })
    const others = { ...move, number: '728' }
    expect((await failureFrom(stand.shop.addresses.change(others, 'key-2', calm()))).kind).toBe('refused')
  })

  test('a coupon is for one use of this customer, in the currency of the shop', async () => {
    const amount = { amount: 500, currency: 'GBP' }
    const coupon = await stand.shop.coupons.issue({ customer: ann, amount, reason: 'Late' }, 'key-1', calm())
    expect(coupon).toEqual({ code: expect.stringMatching(/^THANKS-[A-Z2-9]{12}$/), validUntil: '2027-01-19' })
    expect(stand.server.coupons).toMatchObject([
      { discount_type: 'fixed_cart', amount: '5.00', usage_limit: 1, email_restrictions: [ann.email] },
    ])
    const euros = { customer: ann, amount: { amount: 500, currency: 'EUR' }, reason: 'Late' }
    expect((await failureFrom(stand.shop.coupons.issue(euros, 'key-2', calm()))).kind).toBe('refused')
  })

  test('a refund is made once for a key, also after a broken connection, and never above what was paid', async () => {
    const [one, other] = await Promise.all([
      stand.shop.refunds.refund(refund, 'key-1', calm()),
      stand.shop.refunds.refund(refund, 'key-1', calm()),
    ])
    expect(other).toEqual(one)
    stand.server.faultAfter = 2
    stand.server.fault = 'forgets-to-answer'
    expect((await failureFrom(stand.shop.refunds.refund(refund, 'key-2', calm()))).kind).toBe('unavailable')
    stand.server.fault = undefined
    expect(await stand.shop.refunds.refund(refund, 'key-2', calm())).toMatchObject({ amount: refund.amount })
    expect(stand.server.refunds).toHaveLength(2)
    const above = { ...refund, amount: { amount: 3001, currency: 'GBP' } }
    expect((await failureFrom(stand.shop.refunds.refund(above, 'key-3', calm()))).kind).toBe('refused')
    const unpaid = { ...refund, number: '729' }
    expect((await failureFrom(stand.shop.refunds.refund(unpaid, 'key-4', calm()))).kind).toBe('refused')
    expect(
      (await failureFrom(stand.shop.refunds.refund({ ...refund, customer: bob }, 'key-5', calm()))).kind,
    ).toBe('refused')
    expect(stand.server.refunds).toHaveLength(2)
  })

  test('a gateway that cannot refund is a refusal, though WooCommerce answers as if it were broken', async () => {
    const order = stand.server.orders.find((each) => each.id === 730)
    if (order !== undefined) order.payment_method = 'bacs'
    expect(await failureFrom(stand.shop.refunds.refund(refund, 'key-1', calm()))).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('does not support automatic refunds'),
    })
  })

  test('a site without WooCommerce is not there; a wrong key is told apart from it', async () => {
    const { origin, consumerKey, consumerSecret, fetch } = stand.server
    const elsewhere = wooCommerceShop({ shop: `${origin}/blog/`, consumerKey, consumerSecret, fetch })
    expect((await failureFrom(elsewhere.orders?.find('727', ann, calm()) ?? Promise.resolve())).kind).toBe(
      'unavailable',
    )
    const stranger = wooCommerceShop({ shop: origin, consumerKey, consumerSecret: 'cs_wrong', fetch })
    expect((await failureFrom(stranger.orders?.find('727', ann, calm()) ?? Promise.resolve())).kind).toBe(
      'unauthorised',
    )
  })
})
