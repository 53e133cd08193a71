import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, connectVisitor, type TestClient, type TestVisitor } from '../support/clients.ts'

const minute = 60_000
let app: TestApp
let desk: TestClient
let ahead = 0
beforeEach(async () => {
  ahead = 0
  app = await startTestApp({ now: () => Date.now() + ahead })
  desk = await connectDesk(app.base, (await app.signIn('agent')).token)
})
afterEach(async () => {
  desk.close()
  await app.close()
})

const settle = () => new Promise((resolve) => setTimeout(resolve, 1_200))
const saidBy = (visitor: TestVisitor, pattern: RegExp): Untyped[] =>
  visitor.told.filter(({ fact }) => fact?.event?.sender === 'assistant' && pattern.test(fact.event.text))

async function conversationOf(visitor: TestVisitor): Promise<Untyped> {
  const conversationId = visitor.told.find((each) => each.fact?.conversationId)?.fact.conversationId
  return (await desk.ask('conversation:watch', { conversationId })).conversation
}

describe.each([
  ['en', 'Where is my order?', /still there/, /ending this chat/],
  ['zh-CN', '我的订单到哪了？', /您还在吗/, /先结束这次对话/],
])('a visitor who does not answer our question (%s)', (locale, question, chase, close) => {
  test('is asked kindly once, and the conversation ends as unresolved, not as resolved', async () => {
    const visitor = await connectVisitor(app.base, { locale })
    await visitor.saysAndHears(question)
    ahead = 9 * minute
    await settle()
    expect(saidBy(visitor, chase)).toEqual([])
    ahead = 11 * minute
    await visitor.event((event) => event.type === 'message:posted' && chase.test(event.text))
    ahead = 39 * minute
    await settle()
    expect((await conversationOf(visitor)).status).toBe('automated')
    ahead = 42 * minute
    const ended = await visitor.event((event) => event.type === 'conversation:resolved')
    expect(ended.outcome).toBe('unresolved')
    expect(saidBy(visitor, chase)).toHaveLength(1)
    expect(saidBy(visitor, close)).toHaveLength(1)
    const { conversations } = await desk.ask('inbox:list', { view: 'resolved' })
    expect(conversations[0]).toMatchObject({ outcome: 'unresolved' })
    await visitor.saysAndHears(locale === 'en' ? 'How do I return an item?' : '怎么退货？')
    expect((await conversationOf(visitor)).status).toBe('automated')
    visitor.close()
  })
})

test('who answered, said goodbye or went to a person is not asked', async () => {
  for (const next of ['How do I return an item?', 'goodbye', 'I want to talk to a real person']) {
    const visitor = await connectVisitor(app.base)
    await visitor.saysAndHears('Where is my order?')
    await visitor.saysAndHears(next)
    const before = ahead
    ahead = before + 11 * minute
    await settle()
    expect(saidBy(visitor, /still there/), next).toEqual([])
    visitor.close()
  }
})

test('who left the page is not called back, and it still ends as unresolved', async () => {
  const visitor = await connectVisitor(app.base)
  await visitor.saysAndHears('Where is my order?')
  visitor.close()
  await settle()
  ahead = 11 * minute
  await settle()
  ahead = 42 * minute
  await expect.poll(async () => (await conversationOf(visitor)).status, { timeout: 5_000 }).toBe('resolved')
  const { events } = await conversationOf(visitor)
  expect(events.filter((event: Untyped) => /still there/.test(event.text ?? ''))).toEqual([])
  expect(events.at(-1)).toMatchObject({ type: 'conversation:resolved', outcome: 'unresolved' })
})

test('a visitor whom a person has looked after meanwhile is not asked, though they wrote nothing since', async () => {
  const visitor = await connectVisitor(app.base)
  await visitor.saysAndHears('Where is my order?')
  const { id: conversationId, fence: before } = await conversationOf(visitor)
  const { fence } = await desk.ask('conversation:accept', { conversationId, fence: before })
  await desk.ask('message:send', { id: 'm1', conversationId, text: 'It arrives tomorrow.', fence })
  await desk.ask('conversation:hand-back', { conversationId, fence })
  ahead = 11 * minute
  await settle()
  ahead = 42 * minute
  await settle()
  expect(saidBy(visitor, /still there|ending this chat/)).toEqual([])
  expect((await conversationOf(visitor)).status).toBe('automated')
  visitor.close()
})
