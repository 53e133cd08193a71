import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectVisitor } from '../support/clients.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

test('an order is shown to who names its number and its e-mail address', async () => {
  const visitor = await connectVisitor(app.base)
  const asked = await visitor.saysAndHears('Where is my order?')
  expect(asked.text).toMatch(/order number/)
  const half = await visitor.saysAndHears('NL-100201')
  expect(half.text).toMatch(/NL-100201.*e-mail/)
  const shown = await visitor.saysAndHears('emma@example.com')
  expect(shown.text).toMatch(/NL-100201/)
  expect(shown.text).toMatch(/on its way/)
  expect(shown.text).toMatch(/Aurora 2/)
  visitor.close()
})

test('in Chinese, number and address in one message are enough', async () => {
  const visitor = await connectVisitor(app.base, { locale: 'zh-CN' })
  const shown = await visitor.saysAndHears('我的订单 NL-100202 到哪了？邮箱是 xiaoyu@example.com')
  expect(shown.text).toMatch(/订单 NL-100202/)
  expect(shown.text).toMatch(/正在路上/)
  expect(shown.locale).toBe('zh')
  visitor.close()
})

test('an order of somebody else and one that does not exist get the same answer, word for word', async () => {
  const visitor = await connectVisitor(app.base)
  const foreign = await visitor.saysAndHears('Where is my order NL-100203? I am emma@example.com')
  const unknown = await visitor.saysAndHears('Where is my order NL-999999? I am emma@example.com')
  expect(foreign.text).toBe(unknown.text)
  expect(foreign.text).not.toMatch(/Liam|on its way/)
  visitor.close()
})

test('ten wrong guesses end the guessing, politely, with a person', async () => {
  const visitor = await connectVisitor(app.base)
  await visitor.saysAndHears('Where is my order?')
  for (let guess = 0; guess < 10; guess += 1) {
    await visitor.saysAndHears(`NL-10021${guess % 10} guess${guess}@example.com`)
  }
  const locked = await visitor.saysAndHears('NL-100201 emma@example.com')
  expect(locked.text).toMatch(/too many tries/)
  expect(locked.text).not.toMatch(/on its way/)
  const queued = await visitor.event((event) => event.type === 'conversation:queued')
  expect(queued.reason).toBe('repeated-failure')
  visitor.close()
})

test('what the assistant learned is on the record for people, not for the visitor', async () => {
  const visitor = await connectVisitor(app.base)
  const shown = await visitor.saysAndHears('Where is my order NL-100201? emma@example.com')
  expect(shown.text).toMatch(/on its way/)
  const conversationId = visitor.told.find((each) => each.fact?.conversationId)?.fact.conversationId
  const { events } = await visitor.ask('conversation:sync', { conversationId, after: 0 })
  expect(events.some((event: Untyped) => event.type === 'case:updated')).toBe(false)
  const stored = await app.store.read
    .selectFrom('event')
    .select(['type', 'payload'])
    .where('conversation_id', '=', conversationId)
    .where('type', 'in', ['turn:decided', 'case:updated'])
    .execute()
  expect(stored.map((row) => row.type).sort()).toEqual(['case:updated', 'turn:decided'])
  visitor.close()
})
