import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connect, connectDesk, connectVisitor, type TestClient } from '../support/clients.ts'
import { visitorSamples } from '../support/requests.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

async function eventsOf(client: TestClient, conversationId: string): Promise<Untyped[]> {
  return (await client.ask('conversation:sync', { conversationId, after: 0 })).events
}

test('the same message again answers its first result, whenever and however it comes (invariant 2)', async () => {
  const visitor = await connectVisitor(app.base)
  const message = { id: randomUUID(), text: 'Hello' }
  const results = await Promise.all(Array.from({ length: 10 }, () => visitor.ask('message:send', message)))
  const [first] = results
  expect(first).toMatchObject({ ok: true, seq: 1 })
  for (const result of results) expect(result).toEqual(first)
  const { conversationId } = first
  expect(await visitor.ask('message:send', { ...message, conversationId })).toEqual(first)
  await visitor.event((event) => event.sender === 'assistant')
  await visitor.saysAndHears('How long does delivery take?')
  visitor.close()
  const later = await connectVisitor(app.base, { token: visitor.token })
  expect(await later.ask('message:send', message)).toEqual(first)
  expect(await later.ask('message:send', { ...message, conversationId })).toEqual(first)
  const said = (await eventsOf(later, conversationId)).filter((event) => event.sender === 'visitor')
  expect(said.map((event) => event.text)).toEqual(['Hello', 'How long does delivery take?'])
  later.close()
})

test('a session that is opened twice at once is one visitor', async () => {
  const client = await connect(app.base, '/visitor', { auth: { protocol: 1, site: 'demo' } })
  const opened = await Promise.all([1, 2, 3].map(() => client.ask('session:open', { locale: 'en' })))
  expect(new Set(opened.map((each) => each.visitor)).size).toBe(1)
  expect(new Set(opened.map((each) => each.visitorId)).size).toBe(1)
  client.close()
})

test('a used id with another text is a conflict, and changes nothing (invariant 2)', async () => {
  const visitor = await connectVisitor(app.base)
  const id = randomUUID()
  const first = await visitor.ask('message:send', { id, text: 'Hello' })
  await visitor.event((event) => event.sender === 'assistant')
  const before = await eventsOf(visitor, first.conversationId)
  for (const more of [{}, { conversationId: first.conversationId }]) {
    const result = await visitor.ask('message:send', { id, text: 'Hello ', ...more })
    expect(result).toMatchObject({ ok: false, error: 'conflict' })
  }
  expect(await eventsOf(visitor, first.conversationId)).toEqual(before)
  visitor.close()
})

test('two visitors may use the same id, and an agent’s repeat holds after the conversation changed hands', async () => {
  const id = randomUUID()
  const one = await connectVisitor(app.base)
  const other = await connectVisitor(app.base)
  const sent = await Promise.all(
    [one, other].map((each) => each.ask('message:send', { id, text: 'a human please' })),
  )
  expect(sent[0].conversationId).not.toBe(sent[1].conversationId)
  const { conversationId } = sent[0]
  await one.event((event) => event.type === 'conversation:queued')
  const desk = await connectDesk(app.base, (await app.signIn('agent')).token)
  const { conversation } = await desk.ask('conversation:watch', { conversationId })
  const { fence } = await desk.ask('conversation:accept', { conversationId, fence: conversation.fence })
  const reply = { id, conversationId, text: 'Hello, Ana here.', fence }
  const first = await desk.ask('message:send', reply)
  expect(first.ok).toBe(true)
  expect((await desk.ask('conversation:resolve', { conversationId, fence })).ok).toBe(true)
  expect(await desk.ask('message:send', reply)).toEqual(first)
  expect(await desk.ask('message:send', { ...reply, text: 'Other' })).toMatchObject({ error: 'conflict' })
  expect(await desk.ask('message:send', { ...reply, id: randomUUID() })).toMatchObject({ error: 'stale' })
  for (const client of [one, other, desk]) client.close()
})

test('another visitor’s conversation does not exist, for any request (invariant 9)', async () => {
  const owner = await connectVisitor(app.base)
  const answer = await owner.saysAndHears('Hello')
  const conversationId = owner.told[0]?.fact.conversationId
  const before = await eventsOf(owner, conversationId)
  const stranger = await connectVisitor(app.base)
  await stranger.saysAndHears('Hello')
  const made = [...Object.entries(visitorSamples(conversationId, answer.messageId))]
  const about = made.filter(([, sample]) => 'conversationId' in sample)
  expect(about).toHaveLength(10)
  const unknown = visitorSamples(randomUUID(), answer.messageId) as Record<string, object>
  for (const [name, sample] of about) {
    const result = await stranger.ask(name, sample)
    expect(result, name).toMatchObject({ ok: false, error: 'not-found' })
    // Nothing tells a conversation of somebody else from one that never was.
    expect(await stranger.ask(name, unknown[name])).toEqual(result)
  }
  expect(await eventsOf(owner, conversationId)).toEqual(before)
  const news = stranger.told.filter((each) => each.fact.conversationId === conversationId)
  expect(news).toEqual([])
  owner.close()
  stranger.close()
})

test('a message is rated and flagged in its own conversation only', async () => {
  const [one, other] = [await connectVisitor(app.base), await connectVisitor(app.base)]
  const [own, foreign] = [await one.saysAndHears('Hello'), await other.saysAndHears('Hello')]
  const conversationId = one.told[0]?.fact.conversationId
  const before = await eventsOf(one, conversationId)
  const rating = { conversationId, messageId: foreign.messageId, rating: 'unhelpful' }
  expect(await one.ask('message:rate', rating)).toMatchObject({ ok: false, error: 'not-found' })
  const desk = await connectDesk(app.base, (await app.signIn('agent')).token)
  const flag = { conversationId, messageId: foreign.messageId, kind: 'wrong' }
  expect(await desk.ask('message:flag', flag)).toMatchObject({ ok: false, error: 'not-found' })
  const question = before.find((event) => event.sender === 'visitor').messageId
  const ownQuestion = { ...rating, messageId: question }
  expect(await one.ask('message:rate', ownQuestion)).toMatchObject({ ok: false, error: 'invalid' })
  expect(await eventsOf(one, conversationId)).toEqual(before)
  expect((await one.ask('message:rate', { ...rating, messageId: own.messageId })).ok).toBe(true)
  for (const client of [one, other, desk]) client.close()
})

test('an unhelpful rating of an answer far up the conversation becomes a defect all the same (invariant 20)', async () => {
  const visitor = await connectVisitor(app.base)
  const answer = await visitor.saysAndHears('How long does delivery take to Germany?')
  const conversationId = visitor.told[0]?.fact.conversationId
  const desk = await connectDesk(app.base, (await app.signIn('agent')).token)
  await Promise.all(
    Array.from({ length: 80 }, (_, index) => desk.ask('note:add', { conversationId, text: `${index}` })),
  )
  await desk.ask('conversation:watch', { conversationId })
  await visitor.ask('message:rate', { conversationId, messageId: answer.messageId, rating: 'unhelpful' })
  const reported = await desk.event((event) => event.type === 'defect:reported')
  expect(reported).toMatchObject({ kind: 'wrong', messageId: answer.messageId })
  visitor.close()
  desk.close()
})

test('a flood is told to wait, and only what was acknowledged is in the log (invariant 15)', async () => {
  const visitor = await connectVisitor(app.base)
  const results = await Promise.all(
    Array.from({ length: 130 }, (_, index) => visitor.say(`message ${index}`)),
  )
  const refused = results.filter((result) => !result.ok)
  expect(refused).toHaveLength(10)
  for (const each of refused) {
    expect(each).toMatchObject({ error: 'rate-limited', retryAfter: expect.any(Number) })
    expect(each.retryAfter).toBeGreaterThan(0)
    expect(each.retryAfter).toBeLessThanOrEqual(60)
  }
  const events = await eventsOf(visitor, results[0].conversationId)
  expect(events.filter((event) => event.sender === 'visitor')).toHaveLength(120)
  // Others are served meanwhile.
  const other = await connectVisitor(app.base)
  expect((await other.say('Hello')).ok).toBe(true)
  visitor.close()
  other.close()
})
