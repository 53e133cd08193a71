import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, connectVisitor, type TestClient, type TestVisitor } from '../support/clients.ts'
import { makeDatabase, missingServices } from '../support/services.ts'

const withoutPostgres = await missingServices('postgres')

for (const [name, reason] of [
  ['SQLite', undefined],
  ['PostgreSQL', withoutPostgres],
] as const) {
  describe.skipIf(reason !== undefined)(`who has read, and how a visitor ends it, on ${name}`, () => {
    let app: TestApp
    let database: Awaited<ReturnType<typeof makeDatabase>> | undefined
    let ana: TestClient
    beforeAll(async () => {
      database = name === 'PostgreSQL' ? await makeDatabase() : undefined
      app = await startTestApp({ config: { databaseUrl: database?.url } })
      ana = await connectDesk(app.base, (await app.signIn('agent')).token)
    })
    afterAll(async () => {
      ana.close()
      await app.close()
      await database?.drop()
    })

    async function begin(text: string): Promise<{ visitor: TestVisitor; conversationId: string }> {
      const visitor = await connectVisitor(app.base)
      await visitor.saysAndHears(text)
      return { visitor, conversationId: visitor.told[0]?.fact.conversationId }
    }

    async function watch(conversationId: string): Promise<Untyped> {
      return (await ana.ask('conversation:watch', { conversationId })).conversation
    }

    async function taken(): Promise<{ visitor: TestVisitor; conversationId: string; fence: number }> {
      const { visitor, conversationId } = await begin('I want to talk to a real person')
      const { fence } = await watch(conversationId)
      const accepted = await ana.ask('conversation:accept', { conversationId, fence })
      return { visitor, conversationId, fence: accepted.fence }
    }

    test('a visitor is told how far a person at the desk has read, once, and a fresh session knows it too', async () => {
      const { visitor, conversationId } = await taken()
      const { seq } = await visitor.say('Is anybody there?', { conversationId })
      expect(visitor.told.some((each) => each.name === 'read:changed')).toBe(false)
      const read = { conversationId, seq }
      expect(await ana.ask('conversation:read', read)).toEqual({ ok: true, seq })
      expect(await visitor.fact('read:changed')).toEqual(read)
      // Reading less, or the same again, is no news; more than there is cannot be read.
      expect(await ana.ask('conversation:read', { conversationId, seq: 1 })).toEqual({ ok: true, seq })
      const beyond = await ana.ask('conversation:read', { conversationId, seq: seq + 1_000 })
      expect(beyond).toMatchObject({ ok: true })
      const { head } = await watch(conversationId)
      expect(beyond.seq).toBeLessThanOrEqual(head)
      const fresh = await connectVisitor(app.base, { token: visitor.token })
      expect(fresh.session.conversation.othersRead).toBe(beyond.seq)
      const facts = visitor.told.filter((each) => each.name === 'read:changed')
      expect(facts.length).toBe(beyond.seq > seq ? 2 : 1)
      for (const client of [visitor, fresh]) client.close()
    })

    test('who does not watch a conversation cannot have read it (invariant 14)', async () => {
      const { visitor, conversationId } = await begin('Do you ship to Australia?')
      const refused = await ana.ask('conversation:read', { conversationId, seq: 1 })
      expect(refused).toMatchObject({ ok: false, error: 'conflict' })
      await watch(conversationId)
      await ana.ask('conversation:unwatch', { conversationId })
      expect(await ana.ask('conversation:read', { conversationId, seq: 1 })).toMatchObject({
        error: 'conflict',
      })
      const fresh = await connectVisitor(app.base, { token: visitor.token })
      expect(fresh.session.conversation.othersRead).toBe(0)
      for (const client of [visitor, fresh]) client.close()
    })

    test('the desk is told how far the visitor has read, and a fresh watch knows it too', async () => {
      const { visitor, conversationId, fence } = await taken()
      const reply = { id: randomUUID(), conversationId, text: 'Hello, this is Ana.', fence }
      const { seq } = await ana.ask('message:send', reply)
      expect((await watch(conversationId)).othersRead).toBeLessThan(seq)
      await visitor.ask('conversation:read', { conversationId, seq })
      await ana.fact('read:changed', (fact) => fact.conversationId === conversationId && fact.seq === seq)
      expect((await watch(conversationId)).othersRead).toBe(seq)
      visitor.close()
    })

    test('what a visitor has read stays where a message is appended at the same time', async () => {
      const { visitor, conversationId, fence } = await taken()
      const { seq } = await visitor.say('One', { conversationId })
      await Promise.all([
        ana.ask('conversation:read', { conversationId, seq }),
        visitor.ask('conversation:read', { conversationId, seq }),
        visitor.say('Two', { conversationId }),
        ana.ask('message:send', { id: randomUUID(), conversationId, text: 'Three', fence }),
      ])
      const fresh = await connectVisitor(app.base, { token: visitor.token })
      expect(fresh.session.conversation.othersRead).toBe(seq)
      expect((await watch(conversationId)).othersRead).toBe(seq)
      for (const client of [visitor, fresh]) client.close()
    })

    test('a visitor who was helped ends the conversation: those at the desk are told, and the owner’s fence is stale', async () => {
      const { visitor, conversationId, fence } = await taken()
      const ended = await visitor.ask('conversation:end', { conversationId })
      expect(ended).toMatchObject({ ok: true })
      const event = await ana.event((each) => each.type === 'conversation:resolved' && each.seq === ended.seq)
      expect(event).toMatchObject({ by: 'visitor' })
      await ana.fact('inbox:changed', ({ conversation }) => {
        return conversation.id === conversationId && conversation.status === 'resolved'
      })
      const late = { id: randomUUID(), conversationId, text: 'too late', fence }
      expect(await ana.ask('message:send', late)).toMatchObject({ ok: false, error: 'stale' })
      // Nobody waits for a person's reply any more.
      const { caseFile } = await watch(conversationId)
      expect(caseFile.promises.filter((each: Untyped) => each.state === 'open')).toEqual([])
      // Asking again changes nothing, and what they say next goes on with it.
      expect(await visitor.ask('conversation:end', { conversationId })).toEqual(ended)
      expect(
        await visitor.ask('conversation:rate', { conversationId, score: 5, comment: 'quick' }),
      ).toMatchObject({
        ok: true,
      })
      await visitor.saysAndHears('Do you ship to Australia?')
      expect((await watch(conversationId)).status).toBe('automated')
      visitor.close()
    })

    test('one who waits in line may end it too, and is in line no more', async () => {
      const { visitor, conversationId } = await begin('I want to talk to a real person')
      expect((await watch(conversationId)).status).toBe('queued')
      expect(await visitor.ask('conversation:end', { conversationId })).toMatchObject({ ok: true })
      const { conversations } = await ana.ask('inbox:list', { view: 'waiting' })
      expect(conversations.some((each: Untyped) => each.id === conversationId)).toBe(false)
      visitor.close()
    })

    test('a message may name what the shop’s page had said: the log has the shop’s own words, and an unknown name nothing', async () => {
      const { token } = await app.signIn('administrator')
      const { sites } = await call(app.base, 'GET', '/sites', { token })
      const site = sites.find((each: Untyped) => each.key === 'demo')
      const proactive = [
        { id: 'size', text: { en: 'Which size?', zh: '什么尺码？' }, when: { exitIntent: true } },
      ]
      await call(app.base, 'PUT', '/sites/demo', { token, body: { ...site, proactive } })
      const visitor = await connectVisitor(app.base, { locale: 'zh-CN' })
      await visitor.say('Do you ship to Australia?', { proactive: 'size' })
      const first = await visitor.event((each) => each.sender === 'visitor')
      expect(first.proactive).toEqual({ id: 'size', text: '什么尺码？' })
      await visitor.say('And to New Zealand?', { proactive: '<b>nothing</b>' })
      const second = await visitor.event((each) => each.sender === 'visitor' && each.seq > first.seq)
      expect(second.proactive).toBeUndefined()
      visitor.close()
    })

    test('nobody ends or reads another visitor’s conversation (invariant 9)', async () => {
      const { visitor, conversationId } = await begin('Do you ship to Australia?')
      const stranger = await connectVisitor(app.base)
      for (const [request, payload] of [
        ['conversation:end', { conversationId }],
        ['conversation:read', { conversationId, seq: 1 }],
      ] as const)
        expect(await stranger.ask(request, payload), request).toMatchObject({ ok: false, error: 'not-found' })
      expect((await watch(conversationId)).status).toBe('automated')
      for (const client of [visitor, stranger]) client.close()
    })
  })
}
