import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, connectVisitor, type TestClient } from '../support/clients.ts'
import { makeDatabase, missingServices } from '../support/services.ts'
import { addConversation, replay } from '../support/watched-store.ts'
import { logOf } from '../support/watched-talks.ts'

/** A clock that runs, and that a test sets forward. */
let ahead = 0
const now = () => Date.now() + ahead
const minutes = (count: number) => {
  ahead += count * 60_000
}

async function eventsOf(desk: TestClient, conversationId: string, type?: string): Promise<Untyped[]> {
  const { events } = await desk.ask('conversation:sync', { conversationId, after: 0 })
  return events.filter((event: Untyped) => type === undefined || event.type === type)
}

const signalsIn = (events: Untyped[]) =>
  events
    .filter(({ type }) => type === 'watch:noted')
    .flatMap(({ signals }) => signals.map((each: Untyped) => each.name))

async function signalled(desk: TestClient, conversationId: string, name: string): Promise<void> {
  await expect
    .poll(async () => signalsIn(await eventsOf(desk, conversationId)), { timeout: 8_000, interval: 100 })
    .toContain(name)
}

const languages = {
  en: {
    locale: 'en',
    person: 'I want to speak to a real person',
    furious: 'You are thieves and liars, this is an absolute disgrace!!!',
    lawyer: 'my lawyer will take you to court',
    card: 'my card is 4111 1111 1111 1111',
    again: 'Are you still there?',
  },
  zh: {
    locale: 'zh-CN',
    person: '转人工',
    furious: '你们就是骗子！垃圾公司，太气人了！！！',
    lawyer: '我的律师会去法院起诉你们',
    card: '卡号是 4111 1111 1111 1111',
    again: '还在吗？',
  },
} as const

describe.each(['en', 'zh'] as const)('the watcher in %s', (language) => {
  const words = languages[language]
  let app: TestApp
  let ana: TestClient
  beforeAll(async () => {
    ahead = 0
    app = await startTestApp({ now })
    ana = await connectDesk(app.base, (await app.signIn('agent')).token)
  })
  afterAll(async () => {
    ana.close()
    await app.close()
  })

  async function waiting() {
    const visitor = await connectVisitor(app.base, { locale: words.locale })
    const { conversationId } = await visitor.say(words.person)
    await visitor.event((event) => event.type === 'conversation:queued')
    return { visitor, conversationId: conversationId as string }
  }
  async function taken() {
    const { visitor, conversationId } = await waiting()
    const { conversation } = await ana.ask('conversation:watch', { conversationId })
    const { fence } = await ana.ask('conversation:accept', { conversationId, fence: conversation.fence })
    const reply = (text: string) => ana.ask('message:send', { id: randomUUID(), conversationId, text, fence })
    return { visitor, conversationId, fence, reply }
  }
  const rowOf = async (conversationId: string, view = 'all') => {
    const { conversations } = await ana.ask('inbox:list', { view, limit: 100 })
    return conversations.find((row: Untyped) => row.id === conversationId)
  }

  test('an upset visitor goes before those who wait longer, and the visitors are told so', async () => {
    const first = await waiting()
    const second = await waiting()
    await second.visitor.say(words.furious)
    await signalled(ana, second.conversationId, 'anger')
    const { conversations } = await ana.ask('inbox:list', { view: 'waiting' })
    const ids = conversations.map((row: Untyped) => row.id)
    expect(ids.indexOf(second.conversationId)).toBeLessThan(ids.indexOf(first.conversationId))
    const page = await ana.ask('inbox:list', { view: 'waiting', limit: 1 })
    const rest = await ana.ask('inbox:list', { view: 'waiting', cursor: page.next })
    expect([...page.conversations, ...rest.conversations].map((row: Untyped) => row.id)).toEqual(ids)
    await second.visitor.fact('queue:changed', (fact) => fact.position === 1)
    await first.visitor.fact('queue:changed', (fact) => fact.position === 2)
    expect(await rowOf(second.conversationId, 'attention')).toMatchObject({
      priority: 1,
      attention: [{ name: 'anger', threshold: 0.5 }],
    })
    expect(await rowOf(first.conversationId, 'attention')).toBeUndefined()
  })

  test('a risk told to an agent pulls in a second team once, and takes nothing from the agent', async () => {
    const { visitor, conversationId, fence, reply } = await taken()
    await reply('Hello')
    await visitor.say(words.lawyer)
    await visitor.say(words.lawyer)
    await signalled(ana, conversationId, 'risk')
    const [joined, ...more] = await eventsOf(ana, conversationId, 'team:joined')
    expect(joined).toMatchObject({ team: 'supervisor', reason: 'risk' })
    expect(more).toEqual([])
    const [noted] = await eventsOf(ana, conversationId, 'watch:noted')
    expect(noted.acts).toEqual(['raise-priority', 'join-team', 'tell-supervisor'])
    const { conversation } = await ana.ask('conversation:watch', { conversationId })
    expect(conversation).toMatchObject({ status: 'assigned', fence, helpers: [{ name: 'supervisor' }] })
    // What the desk knows stays at the desk.
    expect(JSON.stringify(visitor.told)).not.toMatch(/watch:noted|team:joined|supervisor/)
    await ana.ask('conversation:resolve', { conversationId, fence })
    expect(await rowOf(conversationId)).toMatchObject({ priority: 0, attention: [] })
    expect((await rowOf(conversationId)).helpers).toEqual([])
  })

  test('a team that was asked to join finds the conversation until it is over or the assistant has it back', async () => {
    const { visitor, conversationId, fence, reply } = await taken()
    await visitor.say(words.lawyer)
    await signalled(ana, conversationId, 'risk')
    await reply('Hello')
    expect(await rowOf(conversationId, 'attention')).toMatchObject({ helpers: [{ name: 'supervisor' }] })
    await ana.ask('conversation:hand-back', { conversationId, fence })
    expect(await rowOf(conversationId, 'attention')).toBeUndefined()
    expect((await rowOf(conversationId)).helpers).toEqual([])
  })

  test('payment data told to an agent is a risk', async () => {
    const { visitor, conversationId } = await taken()
    await visitor.say(words.card)
    await signalled(ana, conversationId, 'risk')
    expect((await rowOf(conversationId)).attention[0]).toMatchObject({ detail: 'payment-data' })
  })

  test('whoever waits is noted, a breach is on the record once, and a reply settles both', async () => {
    const { visitor, conversationId } = await waiting()
    minutes(6)
    await signalled(ana, conversationId, 'visitor-waiting')
    minutes(10)
    await signalled(ana, conversationId, 'unassigned-too-long')
    minutes(9)
    await signalled(ana, conversationId, 'service-level-near')
    minutes(6)
    await signalled(ana, conversationId, 'service-level-breached')
    await visitor.say(words.again)
    minutes(40)
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    const breaches = await eventsOf(ana, conversationId, 'sla:breached')
    expect(breaches).toMatchObject([{ level: 'answer', limit: 30 * 60_000 }])
    expect(await rowOf(conversationId)).toMatchObject({ priority: 2 })
    const { conversation } = await ana.ask('conversation:watch', { conversationId })
    const { fence } = await ana.ask('conversation:accept', { conversationId, fence: conversation.fence })
    await ana.ask('message:send', { id: randomUUID(), conversationId, text: 'Hello', fence })
    expect((await rowOf(conversationId)).attention).toEqual([])
  })

  test('an agent who is silent is noted, and the round is late', async () => {
    const { visitor, conversationId, reply } = await taken()
    await reply('Hello')
    await visitor.say(words.again)
    minutes(11)
    await signalled(ana, conversationId, 'agent-silent')
    expect(await eventsOf(ana, conversationId, 'sla:breached')).toMatchObject([{ level: 'round' }])
    await reply('Here I am')
    expect((await rowOf(conversationId)).attention).toEqual([])
  })
})

const gifts = {
  en: ['How do I return a gift?', 'But how do I return a gift?', 'How do I return a gift without the order?'],
  zh: ['礼物怎么退', '我是问礼物怎么退', '没有订单的礼物怎么退货'],
}

// The demo's assistant asks back before it goes in circles; another may not, so the log is laid down as it would.
test.each(['en', 'zh'] as const)(
  'an assistant that goes in circles hands over, and says so (%s)',
  async (language) => {
    ahead = 0
    const app = await startTestApp({ now })
    const answer = language === 'en' ? 'a You have 30 days to return it.' : 'a 签收后 30 天内可以退货。'
    const steps = gifts[language].flatMap((question) => [`v ${question}`, answer])
    const conversationId = await addConversation(app.store, { language, at: now(), workspaceId: 'demo' })
    const began = now() - 200_000
    await replay(
      app.store,
      conversationId,
      logOf({ language, steps }).events.map((event) => ({ ...event, at: began + event.at })),
    )
    const desk = await connectDesk(app.base, (await app.signIn('agent')).token)
    await signalled(desk, conversationId, 'going-in-circles')
    const { conversation } = await desk.ask('conversation:watch', { conversationId })
    expect(conversation).toMatchObject({
      status: 'queued',
      reason: 'repeated-failure',
      summary: gifts[language].at(-1),
    })
    const types = conversation.events.slice(6).map((event: Untyped) => event.type)
    expect(types.filter((type: string) => type !== 'turn:decided')).toEqual(
      expect.arrayContaining(['watch:noted', 'message:posted', 'conversation:queued']),
    )
    const noted = conversation.events.filter((event: Untyped) => event.type === 'watch:noted')
    expect(noted).toMatchObject([
      { acts: ['hand-over', 'raise-priority'], signals: [{ value: 2, threshold: 2 }] },
    ])
    desk.close()
    await app.close()
  },
)

const circles = {
  en: ['How do I return an item?', 'How do I return an item?', 'How do I return an item?'],
  zh: ['怎么退货？', '怎么退货？', '怎么退货？'],
}

test.each(['en', 'zh'] as const)('an ordinary talk brings nothing up (%s)', async (language) => {
  ahead = 0
  const app = await startTestApp({ now })
  const desk = await connectDesk(app.base, (await app.signIn('agent')).token)
  const visitor = await connectVisitor(app.base, { locale: languages[language].locale })
  await visitor.saysAndHears(circles[language][0] ?? '')
  await visitor.saysAndHears(language === 'en' ? 'thanks, that helps' : '谢谢，明白了')
  minutes(60)
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  const conversationId = visitor.told.find((each) => each.fact?.conversationId)?.fact.conversationId
  expect(signalsIn(await eventsOf(desk, conversationId))).toEqual([])
  const left = await app.store.read.selectFrom('due_work').select('key').where('kind', '=', 'watch').execute()
  expect(left).toEqual([])
  visitor.close()
  desk.close()
  await app.close()
})

test('what was to be looked at is looked at after a restart', async () => {
  ahead = 0
  const directory = await mkdtemp(join(tmpdir(), 'baton-watcher-'))
  const first = await startTestApp({ now, directory })
  const visitor = await connectVisitor(first.base)
  const { conversationId } = await visitor.say(languages.en.person)
  await visitor.event((event) => event.type === 'conversation:queued')
  await first.close()
  minutes(31)
  const second = await startTestApp({ now, directory })
  const desk = await connectDesk(second.base, (await second.signIn('agent')).token)
  await signalled(desk, conversationId, 'service-level-breached')
  expect(await eventsOf(desk, conversationId, 'sla:breached')).toHaveLength(1)
  desk.close()
  await second.close()
  await rm(directory, { recursive: true, force: true })
})

const missing = await missingServices('postgres')
test.skipIf(missing !== undefined)('of two nodes on PostgreSQL one acts', async () => {
  ahead = 0
  const database = await makeDatabase()
  const nodes: TestApp[] = []
  for (let count = 0; count < 2; count += 1) {
    nodes.push(await startTestApp({ now, config: { databaseUrl: database.url } }))
  }
  const [here, there] = nodes as [TestApp, TestApp]
  const desk = await connectDesk(there.base, (await there.signIn('agent')).token)
  const visitors = await Promise.all(Array.from({ length: 8 }, () => connectVisitor(here.base)))
  const ids = await Promise.all(
    visitors.map(async (visitor) => {
      const { conversationId } = await visitor.say(languages.en.person)
      // Either node may take the turn, and without Redis only its own sockets are told.
      const types = async () => {
        const { events } = await visitor.ask('conversation:sync', { conversationId, after: 0 })
        return events.map((event: { type: string }) => event.type)
      }
      await expect.poll(types, { timeout: 20_000, interval: 200 }).toContain('conversation:queued')
      return conversationId as string
    }),
  )
  minutes(31)
  for (const id of ids) {
    await signalled(desk, id, 'service-level-breached')
    expect(await eventsOf(desk, id, 'sla:breached')).toHaveLength(1)
    expect(await eventsOf(desk, id, 'team:joined')).toHaveLength(1)
  }
  for (const client of [desk, ...visitors]) client.close()
  await Promise.all(nodes.map((node) => node.close()))
  await database.drop()
})
