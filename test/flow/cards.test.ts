import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connect, connectVisitor } from '../support/clients.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

test('an order question gives an order card over the socket, to the visitor and to the desk alike', async () => {
  const visitor = await connectVisitor(app.base)
  const shown = await visitor.saysAndHears('Where is my order NL-100201? emma@example.com')
  expect(shown.cards).toMatchObject([{ kind: 'order', number: 'NL-100201', state: 'shipped' }])
  expect(shown.text).toMatch(/Order NL-100201[\s\S]*Aurora 2[\s\S]*on its way/)
  const { from, to } = shown.toldByCards
  expect(shown.text.slice(from, to)).toMatch(/^\*\*Order NL-100201\*\*/)
  expect(JSON.stringify(shown.cards)).not.toMatch(/emma|Lindqvist|@/i)

  const conversationId = visitor.told.find((each) => each.fact?.conversationId)?.fact.conversationId
  const fresh = await visitor.ask('conversation:sync', { conversationId, after: 0 })
  const kept = fresh.events.find((event: Untyped) => event.messageId === shown.messageId)
  expect(kept).toEqual(shown)
  const { token } = await app.signIn('agent')
  const desk = await connect(app.base, '/desk', { auth: { protocol: 1, token } })
  const { conversation } = await desk.ask('conversation:watch', { conversationId })
  expect(conversation.events.find((event: Untyped) => event.messageId === shown.messageId)).toEqual(shown)
  desk.close()
  visitor.close()
})

test('an order of another visitor, or of nobody, gives no card and the same answer', async () => {
  const visitor = await connectVisitor(app.base)
  const foreign = await visitor.saysAndHears('Where is my order NL-100203? I am emma@example.com')
  const unknown = await visitor.saysAndHears('Where is my order NL-999999? I am emma@example.com')
  for (const { cards } of [foreign, unknown]) expect(cards).toBeUndefined()
  expect(foreign.text).toBe(unknown.text)
  visitor.close()
})

test('what one visitor has proved is no card for the next, nor can they read it (invariant 9)', async () => {
  const [one, other] = [await connectVisitor(app.base), await connectVisitor(app.base)]
  await one.saysAndHears('Where is my order NL-100201? emma@example.com')
  expect((await other.saysAndHears('Show me all my orders')).cards).toBeUndefined()
  expect((await other.saysAndHears('Where is the parcel of order NL-100201?')).cards).toBeUndefined()
  const conversationId = one.told.find((each) => each.fact?.conversationId)?.fact.conversationId
  const stolen = await other.ask('conversation:sync', { conversationId, after: 0 })
  expect(stolen).toMatchObject({ ok: false })
  one.close()
  other.close()
})

test('a visitor cannot post cards of their own', async () => {
  const visitor = await connectVisitor(app.base)
  const cards = [{ kind: 'order', number: 'X', state: 'refunded', items: [], parcels: [], actions: [] }]
  const id = crypto.randomUUID()
  await visitor.ask('message:send', { id, text: 'What does a return cost?', cards })
  const posted = await visitor.event((event) => event.clientId === id)
  expect(posted.cards).toBeUndefined()
  visitor.close()
})

test('an order and another question in one message give the card and both answers', async () => {
  const visitor = await connectVisitor(app.base)
  const shown = await visitor.saysAndHears(
    'Where is my order NL-100201? My e-mail is emma@example.com. And what does a return cost?',
  )
  expect(shown.cards).toHaveLength(1)
  expect(shown.text).toMatch(/on its way/)
  expect(shown.citations?.[0]?.articleId).toBe('returns-cost')
  visitor.close()
})

test('a comparison in Chinese has the shop’s Chinese words', async () => {
  const visitor = await connectVisitor(app.base, { locale: 'zh-CN' })
  const shown = await visitor.saysAndHears('极光 Aurora 2 和 Wisp 1 对比一下')
  const [card] = shown.cards
  expect(card.products.map((each: Untyped) => each.name)).toEqual([
    '极光 Aurora 2 双人帐篷',
    '轻雾 Wisp 1 单人帐篷',
  ])
  expect(card.rows.find((row: Untyped) => row.name === '重量')).toMatchObject({
    values: ['1.9 千克', '1.2 千克'],
    differs: true,
  })
  visitor.close()
})
