import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ann, bob, calm, failureFrom } from '../../../test/support/shops/contract.ts'
import { startShopify } from '../../../test/support/shops/stands.ts'
import { shopifyShop } from './index.ts'

describe('What Shopify is asked', () => {
  let stand: Awaited<ReturnType<typeof startShopify>>
  beforeEach(async () => {
    stand = await startShopify()
  })
  afterEach(() => stand.close())

  test('tells an order with its items, prices, parcel and state', async () => {
    expect(await stand.shop.orders.find('1001', ann, calm())).toEqual({
      number: '1001',
      status: 'delivered',
      items: [
        {
          id: '11',
          name: { en: 'Enamel mug', zh: 'Enamel mug' },
          variant: undefined,
          quantity: 2,
          price: { amount: 1250, currency: 'GBP' },
        },
        {
          id: '12',
          name: { en: 'Linen shirt', zh: 'Linen shirt' },
          variant: 'M / Blue',
          quantity: 1,
          price: { amount: 3000, currency: 'GBP' },
        },
      ],
      total: { amount: 5500, currency: 'GBP' },
      placedAt: Date.parse('2026-11-10T09:00:00Z'),
      carrier: 'DHL',
      trackingNumber: 'JD0146000099',
      trackingUrl: 'https://dhl.example/track/JD0146000099',
      expectedUntil: '2026-11-21',
      deliveredOn: '2026-11-15',
    })
    expect(await stand.shop.orders.find('1001-a', ann, calm())).toMatchObject({
      number: '1001-A',
      status: 'paid',
    })
  })

  test('tells where the parcels are, and nothing of those of others', async () => {
    expect(await stand.shop.delivery.track('1003', ann, calm())).toMatchObject([
      { status: 'out-for-delivery', carrier: 'DHL', expectedUntil: '2026-11-21' },
    ])
    expect(await stand.shop.delivery.track('1004', ann, calm())).toEqual([])
    expect(await stand.shop.delivery.track('1003', bob, calm())).toBeUndefined()
  })

  test('reads several pages of orders', async () => {
    const [first] = stand.server.orders
    if (first === undefined) throw new Error('The stand-in has orders')
    for (let id = 100; id < 130; id += 1) stand.server.orders.push({ ...first, id, name: `#${id}` })
    expect(await stand.shop.orders.list(ann, calm())).toHaveLength(20)
  })

  test('finds products that are sold, by all words first and by any of them then', async () => {
    const found = await stand.shop.products.search('linen SHIRT', 'en', calm())
    expect(found).toMatchObject([
      { id: '301', price: { amount: 3000, currency: 'GBP' }, stock: 12, availability: 'in-stock' },
    ])
    const sentence = await stand.shop.products.search(
      'do you have a shirt (status:draft) for rain?',
      'en',
      calm(),
    )
    expect(sentence.map((each) => each.name.en)).toEqual(['Linen shirt', 'Rain shirt'])
    expect(await stand.shop.products.search('?!', 'en', calm())).toEqual([])
  })

  test('tells stock by variant, and nothing of a draft', async () => {
    expect(await stand.shop.products.find('304', calm())).toMatchObject({
      availability: 'low-stock',
      variants: [{ name: { en: 'S' }, stock: 2 }, { stock: 1 }],
      specifications: [{ name: { en: 'Size' }, value: { en: 'S, M' } }],
    })
    expect(await stand.shop.products.find('302', calm())).toMatchObject({
      availability: 'out-of-stock',
      stock: 0,
    })
    expect(await stand.shop.products.find('303', calm())).toBeUndefined()
    expect(await stand.shop.products.find('x") { id }', calm())).toBeUndefined()
  })

  test('waits for a throttled question, and gives up after three tries', async () => {
    stand.server.throttled = 2
    expect(await stand.shop.orders.find('1001', ann, calm())).toMatchObject({ number: '1001' })
    stand.server.throttled = 3
    expect((await failureFrom(stand.shop.orders.find('1001', ann, calm()))).kind).toBe('unavailable')
    expect(stand.server.throttled).toBe(0)
  })

  test('a key in the clear is never sent: plain HTTP to another machine is no address of a shop', () => {
    const settings = { accessToken: 'x', fetch: stand.server.fetch }
    expect(() => shopifyShop({ ...settings, shop: 'http://shop.example' })).toThrow(TypeError)
    expect(() => shopifyShop({ ...settings, shop: 'name.myshopify.com' })).not.toThrow()
  })
})
