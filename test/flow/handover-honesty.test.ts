import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { claimsHandover } from '#server/assistant/handover-claimed.ts'
import { startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, connectVisitor, type TestClient, type TestVisitor } from '../support/clients.ts'
import { type ModelServer, startModelServer } from '../support/model-server.ts'

let model: ModelServer
let app: TestApp
let ana: TestClient
beforeAll(async () => {
  model = await startModelServer()
  app = await startTestApp({
    config: { model: { provider: 'openai', name: 'stub', url: model.url, key: 'sk-test' } },
  })
  ana = await connectDesk(app.base, (await app.signIn('agent')).token)
})
afterAll(async () => {
  ana.close()
  await app.close()
  await model.close()
})

const idOf = (visitor: TestVisitor): string =>
  visitor.told.find((each) => each.name === 'conversation:appended')?.fact.conversationId

async function eventsOf(conversationId: string): Promise<Untyped[]> {
  return (await ana.ask('conversation:sync', { conversationId, after: 0 })).events
}

/** A handover is told before it happens, in the same moment, unless a person stepped in unasked. */
function noneSilent(events: Untyped[]): void {
  for (const queued of events.filter(({ type }) => type === 'conversation:queued')) {
    if (queued.reason === 'agent-takeover' || queued.returned) continue
    const said = events.findLast(({ type, sender, seq }) => {
      return type === 'message:posted' && sender !== 'visitor' && sender !== 'agent' && seq < queued.seq
    })
    expect(said?.at, `what was said before the handover ${queued.seq}`).toBe(queued.at)
  }
}

describe('a model that says it will connect, and hands over nothing,', () => {
  test.each([
    ['en', 'How long does delivery take?', 'I will connect you to a colleague right away.'],
    ['en', 'How do I return an item?', 'Let me transfer you to a human agent now [1].'],
    ['en', 'How can I pay?', 'A colleague will be with you shortly. You are in the queue for an agent.'],
    ['zh', '配送需要多长时间？', '我马上为您转接人工客服。'],
    ['zh', '怎么退货？', '正在为您转人工，请稍等[1]。'],
  ] as const)('is not heard, or a person comes (%s: %s)', async (locale, question, lie) => {
    model.script({ kind: 'obey', text: lie, times: 6 })
    const visitor = await connectVisitor(app.base, { locale })
    const reply = await visitor.saysAndHears(question)
    const isHandedOver = (await eventsOf(idOf(visitor))).some(({ type }) => type === 'conversation:queued')
    expect(claimsHandover(reply.text), reply.text).toBe(isHandedOver)
    noneSilent(await eventsOf(idOf(visitor)))
    visitor.close()
    model.script([])
  })
})

test('whatever leads to people is said before, with its reason, a place in line and a wait or none', async () => {
  model.script([])
  for (const text of [
    'I want to talk to a real person',
    'This is a fraud, I will sue you and call my lawyer!',
    'YOU ARE USELESS!!! worst shop ever, I am furious and disgusted',
    'What is the tensile strength of your moon rocks in newtons?',
    '转人工',
  ]) {
    const visitor = await connectVisitor(app.base)
    await visitor.saysAndHears(text)
    const events = await eventsOf(idOf(visitor))
    noneSilent(events)
    const queued = events.filter(({ type }) => type === 'conversation:queued')
    const said = events.findLast(({ sender }) => sender === 'assistant')
    expect(queued.length, text).toBeLessThanOrEqual(1)
    if (queued.length === 0) expect(claimsHandover(said.text), said.text).toBe(false)
    else {
      const told = await visitor.fact('queue:changed')
      expect(told).toMatchObject({ position: expect.any(Number), open: true })
      expect(told.etaSeconds === null || told.etaSeconds >= 30).toBe(true)
    }
    visitor.close()
  }
})

test('a conversation that is opened again and again is handed over once each time, and by no thanks', async () => {
  const visitor = await connectVisitor(app.base)
  await visitor.saysAndHears('I want to talk to a real person')
  const conversationId = idOf(visitor)
  for (let times = 1; times <= 4; times++) {
    const { conversation } = await ana.ask('conversation:watch', { conversationId })
    const { fence } = await ana.ask('conversation:accept', { conversationId, fence: conversation.fence })
    await ana.ask('message:send', { id: randomUUID(), conversationId, text: 'Done.', fence })
    expect((await ana.ask('conversation:resolve', { conversationId, fence })).ok).toBe(true)
    // Who thanks for it is nobody who waits.
    await visitor.saysAndHears('thanks')
    expect((await ana.ask('conversation:watch', { conversationId })).conversation.status).toBe('automated')
    await visitor.saysAndHears('I want to talk to a real person')
    const events = await eventsOf(conversationId)
    expect(events.filter(({ type }) => type === 'conversation:queued').length).toBe(times + 1)
    noneSilent(events)
  }
  visitor.close()
})

test('a wish that is repeated while nobody is there is one place in line, and says when somebody will be', async () => {
  await ana.ask('presence:set', { presence: 'away' })
  const visitor = await connectVisitor(app.base)
  const first = await visitor.saysAndHears('I want to talk to a real person')
  expect(first.text).toContain('Nobody is at the desk right now')
  for (let times = 0; times < 3; times++) {
    await visitor.say('hello? I want to talk to a real person!')
    expect((await visitor.ask('handover:request', { conversationId: idOf(visitor) })).ok).toBe(true)
  }
  const events = await eventsOf(idOf(visitor))
  expect(events.filter(({ type }) => type === 'conversation:queued').length).toBe(1)
  const told = () => visitor.told.findLast(({ name }) => name === 'queue:changed')?.fact
  await expect.poll(told).toMatchObject({ open: false, etaSeconds: null })
  await ana.ask('presence:set', { presence: 'online' })
  expect(await visitor.fact('queue:changed', ({ open }) => open)).toMatchObject({ open: true })
  visitor.close()
})
