import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ConnectorFailure, type OrderView, type ShopConnector } from '../../connectors/index.ts'
import { openDemoShop } from '../../demo/demo-shop.ts'
import { converse, now, watched } from './testing/converse.ts'

let directory: string
let shop: ShopConnector
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'baton-operator-'))
  shop = await openDemoShop({ dataDirectory: directory, now: () => now, report: () => undefined })
})
afterAll(async () => {
  await shop.close()
  await rm(directory, { recursive: true, force: true })
})

describe('a change of address', () => {
  test('asks for what is missing one at a time, shows the whole, and waits for a yes', async () => {
    const { shop: counted, acted } = watched(shop)
    const visitor = converse({ shop: counted })
    await visitor.says('Please change the delivery address of order NL-100207, oliver.hughes@example.net')
    expect((await visitor.says('12 Mill Lane')).text).toMatch(/postcode/)
    expect((await visitor.says('LS1 4DY')).text).toMatch(/town or city/)
    const shown = await visitor.says('Leeds')
    expect(shown.text).toMatch(/Oliver Hughes\n12 Mill Lane\nLS1 4DY Leeds\nUnited Kingdom/)
    expect(acted).toEqual([])
    const done = await visitor.says('Yes, change the address')
    expect(done.text).toMatch(/now goes to:\n\nOliver Hughes\n12 Mill Lane/)
    expect(acted).toHaveLength(1)
  })

  test('reads a Chinese address in one piece', async () => {
    const visitor = converse({ shop, language: 'zh' })
    await visitor.says('帮我改一下订单 NL-100218 的收货地址，邮箱 yawen.zhang@example.com')
    const shown = await visitor.says('张雅文，浙江省杭州市西湖区文三路 90 号 3 幢 501 室，310012')
    expect(shown.text).toMatch(/张雅文\n西湖区文三路 90 号 3 幢 501 室\n浙江省 杭州市 310012\n中国/)
    expect((await visitor.says('好的')).text).toMatch(/地址改好了/)
  })

  test('corrected at the last step is shown again and needs a yes of its own', async () => {
    const { shop: counted, acted } = watched(shop)
    const visitor = converse({ shop: counted })
    await visitor.says(
      'Please change the address of order NL-100254 (isla.fraser@example.org) to: 7 Harbour Street, Leeds LS1 4DY, United Kingdom',
    )
    const corrected = await visitor.says(['yes', 'no, 9 Harbour Street'])
    expect(corrected.text).toMatch(/9 Harbour Street\nLS1 4DY Leeds/)
    expect(acted).toEqual([])
    expect((await visitor.says('yes')).text).toMatch(/now goes to[\s\S]*9 Harbour Street/)
  })

  test.each([
    ['en', 'change the address of order NL-100205 please, sofia.rossi@example.net', /already packed/],
    ['zh', '帮我改一下订单 NL-100234 的地址，suqing@example.com', /已经打包/],
    ['en', 'please change the address of order NL-100201, emma@example.com', /already on its way/],
    [
      'en',
      'Please change the address of order NL-100409 (oliver.hughes@example.net) to: 5 Rue de Rivoli, 75001 Paris, France',
      /same country/,
    ],
  ] as const)('that is too late or too far is explained (%s: %s)', async (language, said, why) => {
    const { shop: counted, acted } = watched(shop)
    const refused = await converse({ shop: counted, language }).says(said)
    expect(refused.text).toMatch(why)
    expect(acted).toEqual([])
  })
})

describe('a shop that does not say where an order goes', () => {
  test.each([
    [
      'en',
      'Please change the address of order NL-100207 to: 12 Mill Lane, Leeds LS1 4DY (oliver.hughes@example.net)',
      ['Oliver Hughes', 'Great Britain'],
      /country/,
      /12 Mill Lane\nLS1 4DY Leeds\nUnited Kingdom/,
    ],
    [
      'zh',
      '帮我改一下订单 NL-100218 的收货地址，邮箱 yawen.zhang@example.com',
      ['张雅文，浙江省杭州市西湖区文三路 90 号，310012', '中国'],
      /国家/,
      /文三路 90 号\n浙江省 杭州市 310012\n中国/,
    ],
  ] as const)('is told the country by the visitor (%s)', async (language, wish, replies, asked, shown) => {
    const addresses = { check: async () => ({ allowed: true }), change: async () => Promise.reject() }
    const visitor = converse({ shop: { ...shop, addresses }, language })
    await visitor.says(wish)
    const [first, second] = replies
    expect((await visitor.says(first)).text).toMatch(asked)
    expect((await visitor.says(second)).text).toMatch(shown)
  })
})

describe('whose order it is', () => {
  test.each([
    [
      'en',
      'I want to return order NL-100203, emma@example.com',
      'I want to return order NL-999999, emma@example.com',
    ],
    [
      'zh',
      '帮我改一下订单 NL-100203 的地址，emma@example.com',
      '帮我改一下订单 NL-999999 的地址，emma@example.com',
    ],
  ] as const)(
    'an order of somebody else is like one that does not exist, in every tool (%s)',
    async (language, foreign, unknown) => {
      const answers = await Promise.all(
        [foreign, unknown].map(async (said) => converse({ shop, language }).says(said)),
      )
      expect(answers[0]?.text).toBe(answers[1]?.text)
      expect(answers.every(({ wrongOrderGuess }) => wrongOrderGuess)).toBe(true)
    },
  )

  test.each([
    [
      'en',
      (number: string, email: string) => `I want to return order ${number}, ${email}`,
      'where is my order NL-100201?',
      /too many tries.*A colleague will help/,
      /on its way/,
    ],
    [
      'zh',
      (number: string, email: string) => `我要退掉订单 ${number}，${email}`,
      '订单 NL-100201 到哪了？',
      /次数过多[\s\S]*同事/,
      /正在路上/,
    ],
  ] as const)(
    'ten wrong guesses lock it, whatever tool guesses, and what was proved before goes on (%s)',
    async (language, wish, own, politely, shown) => {
      const visitor = converse({ shop, language })
      await visitor.says(`${own} emma@example.com`)
      for (let guess = 0; guess < 10; guess += 1) {
        await visitor.says(wish(`NL-1002${10 + guess}`, `guess${guess}@example.com`))
      }
      const locked = await visitor.says(wish('NL-100203', 'liam@example.com'))
      expect(locked).toMatchObject({ outcome: 'handed-over', reason: 'repeated-failure' })
      expect(locked.text).toMatch(politely)
      expect((await visitor.says(own)).text).toMatch(shown)
    },
  )

  test('an address alone makes nobody else of who is proved', async () => {
    const visitor = converse({ shop })
    await visitor.says('Where is my order NL-100201? emma@example.com')
    const listed = await visitor.says('show me all my orders, I am liam@example.com')
    expect(listed.text).toMatch(/NL-100201/)
    expect(listed.text).not.toMatch(/NL-100203/)
    expect(visitor.caseFile.verified?.email).toBe('emma@example.com')
  })
})

describe('orders and products', () => {
  test('the orders of who has proved one are listed, and their parcels told', async () => {
    const visitor = converse({ shop, language: 'zh' })
    await visitor.says('我的订单')
    const listed = await visitor.says('NL-100206 siyuan.li@example.org')
    expect(listed.text).toMatch(/- \*\*NL-100262\*\*（在路上）[\s\S]*- \*\*NL-100206\*\*（已送达）/)
    expect((await visitor.says('NL-100384 的包裹到哪了')).text).toMatch(/订单 NL-100384[\s\S]*11月19日送达/)
  })

  test.each([
    ['en', 'is the Aurora 2 tent in stock in size M?', /one version only.*in stock \(12 pieces\)/],
    ['en', 'do you have the Skerry rain jacket in XXL?', /XXL is sold out/],
    ['en', 'Is the Boreal 3 in stock?', /sold out at the moment. The next delivery is expected on/],
    ['zh', '峡湾保暖夹克 XL 码还有货吗', /XL有货（5 件）/],
    ['zh', '鸻凉鞋什么时候补货', /目前已售完。预计 .*到货/],
  ] as const)('stock is the shop’s own (%s: %s)', async (language, said, answer) => {
    const told = await converse({ shop, language }).says(said)
    expect(told.text).toMatch(answer)
  })

  test('two products are compared as a list that a narrow chat can draw', async () => {
    const compared = await converse({ shop }).says('Compare the Aurora 2 with the Haven 4')
    expect(compared.text).toMatch(
      /\*\*Aurora 2 tent\*\* and \*\*Haven 4 tent\*\*\n\n- \*\*Price\*\*\n {2}Aurora 2 tent: US\$289\n {2}Haven 4 tent: US\$459\n/,
    )
    expect(compared.text).not.toMatch(/\|/)
    const chinese = await converse({ shop, language: 'zh' }).says('轻雾 Wisp 1 和极光 Aurora 2 哪个更轻')
    expect(chinese.text).toMatch(/- \*\*重量\*\*\n {2}轻雾 Wisp 1 单人帐篷：1.2 千克\n/)
  })
})

describe('a shop in trouble', () => {
  const wish = 'I want to return order NL-100310, maeve.obrien@example.net'
  const chinese = '我要退掉订单 NL-100310，maeve.obrien@example.net'

  test.each([
    ['down', 'unavailable', 'en'],
    ['down', 'unavailable', 'zh'],
    ['talking nonsense', 'nonsense', 'en'],
    ['talking nonsense', 'nonsense', 'zh'],
    ['refusing its key', 'unauthorised', 'en'],
    ['refusing its key', 'unauthorised', 'zh'],
  ] as const)('that is %s is told truthfully, and a person looks (%s, %s)', async (_name, kind, language) => {
    const find = async () => Promise.reject(new ConnectorFailure(kind, 'SECRET <b>500</b>'))
    const visitor = converse({ shop: { ...shop, orders: { find, list: find } }, language })
    const told = await visitor.says(language === 'en' ? wish : chinese)
    expect(told).toMatchObject({ outcome: 'handed-over', reason: 'tool-failure' })
    expect(told.text).toMatch(
      language === 'en' ? /Something went wrong on our side/ : /出了(?:点|些)?问题|故障/,
    )
    expect(told.text).not.toMatch(/SECRET|500/)
    expect(told.summary).toMatch(/NL-100310/)
    const step = visitor.steps.findLast(({ specialist }) => specialist === 'operate')
    expect(step?.detail).toMatchObject({ tool: 'return', outcome: kind })
    expect(JSON.stringify(visitor.steps.filter(({ specialist }) => specialist === 'operate'))).not.toMatch(
      /maeve/,
    )
  })

  test('that does not answer holds no turn longer than its patience', { timeout: 15_000 }, async () => {
    const never = () => new Promise<never>(() => undefined)
    const began = performance.now()
    const told = await converse({ shop: { ...shop, orders: { find: never, list: never } } }).says(wish)
    expect(told.reason).toBe('tool-failure')
    expect(performance.now() - began).toBeLessThan(7_000)
  })

  test('whose texts carry scripts and links is shown as plain text, cut short (invariant 11)', async () => {
    const evil =
      '<script>alert(1)</script> [win](https://evil.example/x) **now** https://evil.example '.repeat(20)
    const order: OrderView = {
      number: 'NL-100310',
      status: 'delivered',
      items: [{ id: '1', name: { en: evil, zh: evil }, variant: evil, quantity: 1 }],
      carrier: evil,
      trackingNumber: evil,
    }
    const find = async () => order
    const list = async () => [order]
    const visitor = converse({ shop: { ...shop, orders: { find, list } } })
    const shown = await visitor.says('Where is my order NL-100310? maeve.obrien@example.net')
    const listed = await visitor.says('show me my orders')
    const picked = await visitor.says('I want to return order NL-100310')
    for (const { text, choices = [] } of [shown, listed, picked]) {
      expect([text, ...choices].join('\n')).not.toMatch(/https?:|\]\(|<script/)
      expect(text.length).toBeLessThan(1_500)
    }
  })
})
