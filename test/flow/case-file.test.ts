import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caseAfter } from '#shared/case/case-after.ts'
import { emptyCase } from '#shared/case/case-file.ts'
import { startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, connectVisitor, type TestClient, type TestVisitor } from '../support/clients.ts'

let app: TestApp
let desk: TestClient
beforeAll(async () => {
  app = await startTestApp()
  desk = await connectDesk(app.base, (await app.signIn('agent')).token)
})
afterAll(async () => {
  desk.close()
  await app.close()
})

async function caseOf(conversationId: string): Promise<Untyped> {
  const { conversation } = await desk.ask('conversation:watch', { conversationId })
  return conversation.caseFile
}
const factsOf = async (conversationId: string): Promise<Untyped> =>
  Object.fromEntries((await caseOf(conversationId)).facts.map((each: Untyped) => [each.name, each]))
const conversationOf = (visitor: TestVisitor): string =>
  visitor.told.find((each) => each.fact?.conversationId)?.fact.conversationId

describe.each([
  [
    'en',
    'I want a refund, my name is Emma Clarke and I live in Germany',
    'Emma Clarke',
    'How do I return an item?',
  ],
  ['zh-CN', '我要退款。我叫王小明，人在德国', '王小明', '怎么退货？'],
])('the case file (%s)', (locale, told, name, question) => {
  test('holds what the visitor said, by which turn, what they asked and what they were shown', async () => {
    const visitor = await connectVisitor(app.base, { locale })
    await visitor.saysAndHears(question)
    const conversationId = conversationOf(visitor)
    await visitor.say(told)
    await expect.poll(async () => (await factsOf(conversationId)).wish?.value).toBe('refund')
    const facts = await factsOf(conversationId)
    expect(facts).toMatchObject({
      wish: { value: 'refund', source: 'visitor' },
      name: { value: name, source: 'visitor' },
      country: { value: 'DE', source: 'visitor' },
    })
    expect(facts.wish.turn).toMatch(/^[0-9a-f-]{36}$/)
    const { intents, mood } = await caseOf(conversationId)
    expect(intents[0]).toMatchObject({
      asked: question,
      outcome: 'answered',
      articles: [{ id: 'returns-how' }],
    })
    expect(Object.keys(intents[0].articles[0].title).sort()).toEqual(['en', 'zh'])
    expect(mood.length).toBeGreaterThan(0)
    visitor.close()
  })

  test('goes on learning while a person leads, and follows from the log alone', async () => {
    const visitor = await connectVisitor(app.base, { locale })
    await visitor.say(locale === 'en' ? 'I want to talk to a real person' : '转人工')
    await visitor.event((event) => event.type === 'conversation:queued')
    const conversationId = conversationOf(visitor)
    await visitor.say(told)
    await expect.poll(async () => (await factsOf(conversationId)).name?.value).toBe(name)
    const { conversation } = await desk.ask('conversation:watch', { conversationId })
    expect(conversation.events.reduce(caseAfter, emptyCase())).toEqual(conversation.caseFile)
    visitor.close()
  })
})

test.each([
  ['en', 'My Aurora 2 tent is torn. I want to talk to a real person', 'Aurora 2 tent'],
  ['zh-CN', '我的极光双人帐篷破了，转人工', '极光 Aurora 2 双人帐篷'],
])('a person who takes over reads which product of the shop it is about (%s)', async (locale, text, name) => {
  const visitor = await connectVisitor(app.base, { locale })
  await visitor.say(text)
  await visitor.event((event) => event.type === 'conversation:queued')
  const { product } = await factsOf(conversationOf(visitor))
  expect(Object.values(product.value)).toContain(name)
  visitor.close()
})

test('who only asks for a person is handed over with the question that was open before', async () => {
  const visitor = await connectVisitor(app.base)
  await visitor.saysAndHears('Where is my order?')
  await visitor.say('I want to talk to a real person')
  await visitor.event((event) => event.type === 'conversation:queued')
  const { conversation } = await desk.ask('conversation:watch', { conversationId: conversationOf(visitor) })
  expect(conversation.summary).toBe('Where is my order?')
  visitor.close()
})

test('a visitor sees nothing of the case file', async () => {
  const visitor = await connectVisitor(app.base)
  await visitor.saysAndHears('My name is Emma Clarke. How do I return an item?')
  expect(JSON.stringify(visitor.told)).not.toContain('"learned"')
  visitor.close()
})

describe('a person’s correction', () => {
  async function withName(): Promise<{ visitor: TestVisitor; conversationId: string; name: Untyped }> {
    const visitor = await connectVisitor(app.base)
    await visitor.say('I want to talk to a real person')
    await visitor.event((event) => event.type === 'conversation:queued')
    const conversationId = conversationOf(visitor)
    await visitor.say('My name is Emma Clarke')
    await expect.poll(async () => (await factsOf(conversationId)).name?.value).toBe('Emma Clarke')
    return { visitor, conversationId, name: (await factsOf(conversationId)).name }
  }

  test('holds against whatever the visitor says later, with the agent’s name, and is seen by colleagues', async () => {
    const { visitor, conversationId, name } = await withName()
    const colleague = await connectDesk(app.base, (await app.signIn('supervisor')).token)
    await colleague.ask('conversation:watch', { conversationId })
    const corrected = await desk.ask('case:correct', {
      conversationId,
      name: 'name',
      value: 'Emma Clark',
      seen: name.seq,
    })
    expect(corrected.ok).toBe(true)
    const event = await colleague.event((each) => each.type === 'case:updated' && each.seq === corrected.seq)
    expect(event).toMatchObject({ person: 'Ana Ruiz', learned: [{ value: 'Emma Clark', source: 'agent' }] })
    await visitor.say('My name is Emma Clarke-Jones')
    await expect.poll(async () => (await factsOf(conversationId)).name.others.length).toBe(2)
    expect((await factsOf(conversationId)).name).toMatchObject({
      value: 'Emma Clark',
      source: 'agent',
      person: 'Ana Ruiz',
      others: [{ value: 'Emma Clarke-Jones' }, { value: 'Emma Clarke' }],
    })
    colleague.close()
    visitor.close()
  })

  test('of two people who correct the same fact one wins, and the other is told', async () => {
    const { visitor, conversationId, name } = await withName()
    const answers = await Promise.all(
      ['one', 'two'].map((value) =>
        desk.ask('case:correct', { conversationId, name: 'name', value, seen: name.seq }),
      ),
    )
    expect(answers.map((each) => each.error ?? 'ok').sort()).toEqual(['conflict', 'ok'])
    visitor.close()
  })

  test.each(['Austria', '奥地利', 'AT'])(
    'names a country as people do (%s), and every reader reads it',
    async (value) => {
      const { visitor, conversationId } = await withName()
      expect((await desk.ask('case:correct', { conversationId, name: 'country', value, seen: 0 })).ok).toBe(
        true,
      )
      expect((await factsOf(conversationId)).country).toMatchObject({ value: 'AT', source: 'agent' })
      visitor.close()
    },
  )

  test('removes a fact, adds one under a name of its own, and is refused for what is not there', async () => {
    const { visitor, conversationId, name } = await withName()
    const about = { conversationId, name: 'name', value: '' }
    expect((await desk.ask('case:correct', { ...about, seen: name.seq })).ok).toBe(true)
    const { seq } = (await factsOf(conversationId)).name
    expect(await desk.ask('case:correct', { ...about, seen: seq })).toMatchObject({ error: 'not-found' })
    const own = { conversationId, name: 'Loyalty level', value: 'gold', seen: 0 }
    expect((await desk.ask('case:correct', own)).ok).toBe(true)
    expect((await factsOf(conversationId))['Loyalty level']).toMatchObject({ value: 'gold', source: 'agent' })
    expect(await desk.ask('case:correct', { ...own, conversationId: randomUUID() })).toMatchObject({
      error: 'not-found',
    })
    visitor.close()
  })
})
