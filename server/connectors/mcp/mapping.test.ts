import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ann, bob, calm, failureFrom } from '../../../test/support/shops/contract.ts'
import { goodsFields, orderFields, shopMapping } from '../../../test/support/shops/mcp-mapping.ts'
import { type McpStand, mcpSettings, startMcp } from '../../../test/support/shops/stands.ts'
import { type McpServer, type McpShopMapping, mcpServer, mcpShopMapping } from './index.ts'

describe('A shop made of tools', () => {
  let stand: McpStand
  beforeEach(async () => {
    stand = await startMcp(false)
  })
  const serverOf = (shop: McpShopMapping): McpServer => mcpServer({ ...mcpSettings(stand.server), shop })
  afterEach(() => stand.close())

  test('an order is told in our words, whoever the server hands it to', async () => {
    expect(await stand.shop.orders?.find('1001', ann, calm())).toMatchObject({
      number: '1001',
      status: 'shipped',
      items: [
        { id: 'A-1', name: { en: 'Enamel mug', zh: 'Enamel mug' }, quantity: 2, price: { amount: 1250 } },
      ],
      total: { amount: 2500, currency: 'GBP' },
    })
    expect(await stand.shop.orders?.find('1001', bob, calm())).toBeUndefined()
    expect(stand.server.called).toEqual(['find_order', 'find_order'])
  })

  test('products and parcels come through a mapping, too', async () => {
    const shop = serverOf({
      products: {
        search: { tool: 'search_goods', arguments: { words: '{text}' }, at: 'goods', fields: goodsFields },
        find: { tool: 'get_goods', arguments: { sku: '{id}' }, at: 'one', fields: goodsFields },
      },
      delivery: {
        track: {
          ...{ tool: 'find_order', arguments: { id: '{number}' }, at: 'order', notFound: 'No such order' },
          fields: {
            email: 'customer.mail',
            parcels: { at: 'lines', each: { status: 'nowhere', carrier: 'sku' } },
          },
        },
      },
    }).shop
    expect(await shop?.products?.search('linen card', 'en', calm())).toMatchObject([
      {
        id: 'S-1',
        name: { zh: 'Linen shirt' },
        price: { amount: 3000, currency: 'GBP' },
        availability: 'in-stock',
      },
    ])
    expect(await shop?.products?.find('S-2', calm())).toMatchObject({
      stock: 0,
      availability: 'out-of-stock',
    })
    expect(await shop?.products?.find('S-9', calm())).toBeUndefined()
    // One without a currency is nothing a price could be told of.
    expect((await failureFrom(shop?.products?.find('S-3', calm()) ?? Promise.resolve())).kind).toBe(
      'nonsense',
    )
    expect(await shop?.delivery?.track('1001', ann, calm())).toEqual([{ status: 'unknown', carrier: 'A-1' }])
    expect(await shop?.delivery?.track('1001', bob, calm())).toBeUndefined()
    expect(await shop?.delivery?.track('77', ann, calm())).toBeUndefined()
    expect(shop?.orders).toBeUndefined()
    await shop?.close()
  })

  test('a mapping that cannot work is refused when it is configured', () => {
    const find = shopMapping.orders?.find
    if (find === undefined) throw new Error('The mapping finds orders')
    const { email: _, ...withoutOwner } = orderFields
    const refused: McpShopMapping[] = [
      { orders: { find: { ...find, fields: withoutOwner } } },
      { orders: { find: { ...find, arguments: { id: '{order}' } } } },
      { coupons: { issue: { tool: 'issue_coupon', arguments: { percent: '{percent}' }, fields: {} } } },
    ]
    for (const each of refused) expect(() => serverOf(each)).toThrow(TypeError)
    expect(mcpShopMapping.safeParse(shopMapping).success).toBe(true)
    expect(mcpShopMapping.safeParse({ ...shopMapping, refunds: {} }).success).toBe(false)
  })

  test('what a visitor writes fills a place and opens none', async () => {
    await stand.shop.coupons?.issue(
      { customer: ann, percent: 5, reason: '{key} "}, "percent": 100' },
      'secret-7',
      calm(),
    )
    const sent = JSON.parse(stand.server.requests.at(-1)?.body ?? '{}')
    expect(sent.params.arguments).toEqual({
      key: 'secret-7',
      percent: 5,
      note: `For ${ann.email}: {key} "}, "percent": 100`,
    })
  })
})
