import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ConnectorFailure, type OrderView, type ShopConnector } from '../../connectors/index.ts'
import { openDemoShop } from '../../demo/demo-shop.ts'
import type { Decision } from '../turn.ts'
import { converse, everything, now } from './testing/converse.ts'

// What people read in the case file of what the operator found out, and how it reads the numbers of shops.

let directory: string
let shop: ShopConnector
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'baton-learned-'))
  shop = await openDemoShop({ dataDirectory: directory, now: () => now, report: () => undefined })
})
afterAll(async () => {
  await shop.close()
  await rm(directory, { recursive: true, force: true })
})

const learned = ({ learned: facts = [] }: Decision) =>
  Object.fromEntries(facts.map(({ name, value }) => [name, value]))

describe('the case file', () => {
  test.each([
    ['en', 'Where is my order NL-100201? emma@example.com'],
    ['zh', '我的订单 NL-100201 到哪了？emma@example.com'],
  ] as const)(
    'learns how an order stands, in both languages, and its parcel (%s)',
    async (language, said) => {
      const shown = await converse({ shop, language }).says(said)
      expect(learned(shown)).toEqual({
        'order-status': { en: 'on its way', zh: '在路上' },
        delivery: expect.stringMatching(/\S+ \S+/),
      })
      expect(shown.facts?.verified).toEqual({ email: 'emma@example.com', numbers: ['NL-100201'] })
    },
  )

  test.each([
    ['en', 'I want to return NL-100310, maeve.obrien@example.net, wrong size', 'yes'],
    ['zh', '我要退掉订单 NL-100310，maeve.obrien@example.net，尺码不合适', '好的'],
  ] as const)(
    'learns what the visitor agreed to while it waits for a person (%s)',
    async (language, said, yes) => {
      const rows = [
        { topic: 'return', lead: 'assistant-with-approval', accountable: 'a', answerAt: 0.5 } as const,
      ]
      const responsibilities = { ...everything, rows: [...rows, ...everything.rows] }
      const visitor = converse({ shop, language, responsibilities })
      expect(learned(await visitor.says(said))).not.toHaveProperty('wish')
      const agreed = await visitor.says(yes)
      expect(agreed.proposal?.action.tool).toBe('return')
      expect(learned(agreed)).toMatchObject({
        wish: 'return',
        product: { en: expect.stringMatching(/Fjord/), zh: expect.stringMatching(/峡湾/) },
      })
      expect(agreed.facts?.verified?.email).toBe('maeve.obrien@example.net')
    },
  )

  test('keeps whom the conversation has proved, also where the shop breaks off right after', async () => {
    const gone = async () => Promise.reject(new ConnectorFailure('unavailable', 'gone'))
    const broken = await converse({ shop: { ...shop, returns: { check: gone, start: gone } } }).says(
      'I want to return NL-100310, maeve.obrien@example.net, wrong size',
    )
    expect(broken).toMatchObject({ reason: 'tool-failure', facts: { verified: { numbers: ['NL-100310'] } } })
  })
})

describe('a list that changes between the terms and the yes', () => {
  test.each([
    ['en', 'I want to return NL-100310, maeve.obrien@example.net, wrong size', 'yes'],
    ['zh', '我要退掉订单 NL-100310，maeve.obrien@example.net，尺码不合适', '好的'],
  ] as const)('stops a return that is above its new limit (%s)', async (language, said, yes) => {
    const responsibilities = { ...everything, rows: [...everything.rows] }
    const visitor = converse({ shop, language, responsibilities })
    await visitor.says(said)
    responsibilities.rows.unshift({
      topic: 'return',
      lead: 'assistant',
      accountable: 'supervisor',
      answerAt: 0.5,
      refundUpTo: { amount: 100, currency: 'USD' },
    })
    expect(await visitor.says(yes)).toMatchObject({ outcome: 'handed-over', reason: 'policy' })
  })
})

test('the trace of a call holds neither an address nor what the visitor wrote (invariant 16)', async () => {
  const visitor = converse({ shop })
  await visitor.says(
    'Please change the address of order NL-100254 (isla.fraser@example.org) to: 7 Harbour Street, Leeds LS1 4DY, United Kingdom',
  )
  expect((await visitor.says('yes')).deed).toBeDefined()
  const steps = JSON.stringify(visitor.steps.filter(({ specialist }) => specialist === 'operate'))
  expect(steps).toMatch(/NL-100254/)
  expect(steps).not.toMatch(/Harbour|Leeds|Isla|isla/)
})

describe('the numbers of another shop', () => {
  const order = (number: string): OrderView => ({ number, status: 'shipped', items: [] })
  const shopWith = (orderExample: string, number: string): ShopConnector => ({
    name: 'another',
    orderExample,
    orders: {
      find: async (asked, { email }) =>
        asked === number && email === 'ada@shop.example' ? order(number) : undefined,
      list: async () => [order(number)],
    },
    close: async () => undefined,
  })

  test.each([
    ['en', '#1001', '1001', 'Where is my order 1001? ada@shop.example'],
    ['en', '#1001', '1001', 'Where is my order #1001? ada@shop.example'],
    ['zh', '#1001', '1001', '我的订单1001到哪了？ada@shop.example'],
    ['en', '1234', '1234', 'has order 1234 shipped? ada@shop.example'],
    ['zh', '1234', '1234', '订单号 1234 到哪了，邮箱 ada@shop.example'],
    ['en', '1234', '100234', 'Where is my order 100234? ada@shop.example'],
    ['en', 'EN-20417', 'EN-20417', 'where is my order en20417, ada@shop.example'],
    ['en', 'NL-100234', 'NL-100234', 'where is my order 100234, ada@shop.example'],
  ] as const)('are read as that shop writes them (%s, %s): %s', async (language, example, number, said) => {
    const shown = await converse({ shop: shopWith(example, number), language }).says(said)
    expect(shown.facts?.verified?.numbers).toEqual([number])
  })

  test.each([
    ['en', '1234', '100234', 'Where is my order?'],
    ['zh', '1234', '100234', '我的订单到哪了'],
    ['en', 'NL-100234', 'NL-100234', 'Where is my order?'],
  ] as const)(
    'are known when they stand alone after we asked (%s, %s)',
    async (language, example, number, said) => {
      const visitor = converse({ shop: shopWith(example, number), language })
      await visitor.says(said)
      await visitor.says('100234')
      expect((await visitor.says('ada@shop.example')).facts?.verified?.numbers).toEqual([number])
    },
  )
})
