import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, connectVisitor, type TestClient, type TestVisitor } from '../support/clients.ts'
import { makeDatabase, missingServices } from '../support/services.ts'

const withoutPostgres = await missingServices('postgres')

for (const [name, reason] of [
  ['SQLite', undefined],
  ['PostgreSQL', withoutPostgres],
] as const) {
  describe.skipIf(reason !== undefined)(`the owner of a conversation on ${name}`, () => {
    let app: TestApp
    let database: Awaited<ReturnType<typeof makeDatabase>> | undefined
    let ana: TestClient
    let lin: TestClient
    let linId: string
    beforeAll(async () => {
      database = name === 'PostgreSQL' ? await makeDatabase() : undefined
      app = await startTestApp({ config: { databaseUrl: database?.url } })
      const trainer = await app.signIn('trainer')
      linId = trainer.personId
      ana = await connectDesk(app.base, (await app.signIn('agent')).token)
      lin = await connectDesk(app.base, trainer.token)
    })
    afterAll(async () => {
      for (const client of [ana, lin]) client.close()
      await app.close()
      await database?.drop()
    })

    const fenceOf = async (conversationId: string): Promise<number> =>
      (await ana.ask('conversation:watch', { conversationId })).conversation.fence

    async function begin(text: string): Promise<{ visitor: TestVisitor; conversationId: string }> {
      const visitor = await connectVisitor(app.base)
      await visitor.saysAndHears(text)
      return { visitor, conversationId: visitor.told[0]?.fact.conversationId }
    }

    async function accept(conversationId: string): Promise<number> {
      const fence = await fenceOf(conversationId)
      return (await ana.ask('conversation:accept', { conversationId, fence })).fence
    }

    const typesAfter = async (client: TestClient, conversationId: string, after: number): Promise<string[]> =>
      (await client.ask('conversation:sync', { conversationId, after })).events.map(
        (each: Untyped) => each.type,
      )

    async function turnsAfter(conversationId: string, after: number): Promise<Untyped[]> {
      const { events } = await ana.ask('conversation:sync', { conversationId, after })
      return events.filter((event: Untyped) => event.type === 'turn:decided')
    }

    test('every change of owner raises the fence, and the old owner’s fence does nothing more (invariant 6)', async () => {
      const { visitor, conversationId } = await begin('I want to talk to a real person')
      const waiting = await fenceOf(conversationId)
      const anas = await accept(conversationId)
      expect(anas).toBeGreaterThan(waiting)
      // Asking again for what is already one's own answers the same.
      expect(await ana.ask('conversation:accept', { conversationId, fence: waiting })).toEqual({
        ok: true,
        fence: anas,
      })
      const given = { conversationId, fence: anas, personId: linId, note: 'about tents' }
      expect(await lin.ask('conversation:transfer', given)).toMatchObject({ error: 'stale' })
      const stranger = { ...given, personId: randomUUID() }
      expect(await ana.ask('conversation:transfer', stranger)).toMatchObject({ error: 'not-found' })
      const { fence: lins } = await ana.ask('conversation:transfer', given)
      expect(lins).toBeGreaterThan(anas)
      const before = (await ana.ask('conversation:sync', { conversationId, after: 0 })).head
      for (const request of ['conversation:transfer', 'conversation:hand-back', 'conversation:resolve']) {
        expect(await ana.ask(request, given), request).toMatchObject({ ok: false, error: 'stale' })
      }
      const late = { id: randomUUID(), conversationId, text: 'too late', fence: anas }
      expect(await ana.ask('message:send', late)).toMatchObject({ error: 'stale' })
      // The right fence in the wrong hands is no better.
      expect(await ana.ask('message:send', { ...late, fence: lins })).toMatchObject({ error: 'stale' })
      expect(await ana.ask('conversation:resolve', { conversationId, fence: lins })).toMatchObject({
        error: 'conflict',
      })
      expect(await ana.ask('conversation:accept', { conversationId, fence: lins })).toMatchObject({
        error: 'conflict',
      })
      expect(await typesAfter(ana, conversationId, before)).toEqual([])
      expect((await lin.ask('message:send', { ...late, fence: lins, text: 'Lin here' })).ok).toBe(true)
      expect(await visitor.event((event) => event.sender === 'agent')).toMatchObject({ text: 'Lin here' })
      visitor.close()
    })

    test('handing back lets the assistant answer the message that still waits', async () => {
      const { visitor, conversationId } = await begin('I want to talk to a real person')
      const fence = await accept(conversationId)
      const asked = await visitor.say('Good morning')
      expect((await ana.ask('conversation:hand-back', { conversationId, fence })).ok).toBe(true)
      await visitor.event((event) => event.sender === 'assistant' && event.seq > asked.seq)
      const decided = await ana.event(
        (event) => event.type === 'turn:decided' && event.question === asked.seq,
      )
      expect(decided.outcome).toBe('answered')
      const late = { id: randomUUID(), conversationId, text: 'too late', fence }
      expect(await ana.ask('message:send', late)).toMatchObject({ error: 'stale' })
      // Nothing waits now: handing back once more says nothing.
      const again = await accept(conversationId)
      const { head } = await ana.ask('conversation:sync', { conversationId, after: 0 })
      await ana.ask('conversation:hand-back', { conversationId, fence: again })
      await new Promise((resolve) => setTimeout(resolve, 300))
      expect(await typesAfter(ana, conversationId, head)).toEqual(['conversation:handed-back'])
      visitor.close()
    })

    test('a message that waits is answered after handing back, whatever the system said after it', async () => {
      const { visitor, conversationId } = await begin('I want to talk to a real person')
      const fence = await accept(conversationId)
      const asked = await visitor.say('Good morning')
      const proposed = await ana.ask('action:propose', {
        conversationId,
        action: { tool: 'coupon', percent: 20, reason: 'late' },
        order: { number: 'NL-100201', email: 'emma@example.com' },
        why: 'late',
      })
      expect(proposed.state).toBe('proposed')
      await visitor.event((event) => event.sender === 'system' && event.seq > asked.seq)
      await ana.ask('conversation:hand-back', { conversationId, fence })
      const turn = await ana.event((event) => event.type === 'turn:decided' && event.question === asked.seq)
      expect(turn.outcome).toBe('answered')
      visitor.close()
    })

    test('a resolved conversation is reopened by the next message, and only that is answered', async () => {
      const { visitor, conversationId } = await begin('Hello')
      const fence = await accept(conversationId)
      await visitor.say('I want to talk to a real person')
      const resolved = await ana.ask('conversation:resolve', { conversationId, fence })
      expect(resolved.fence).toBeGreaterThan(fence)
      for (const each of [fence, resolved.fence]) {
        expect((await ana.ask('conversation:resolve', { conversationId, fence: each })).ok).toBe(false)
        expect((await ana.ask('conversation:accept', { conversationId, fence: each })).error).toBe('conflict')
      }
      const { head } = await visitor.ask('conversation:sync', { conversationId, after: 0 })
      const sent = await visitor.say('Good morning')
      expect(sent).toMatchObject({ conversationId, seq: head + 2 })
      await visitor.event((event) => event.sender === 'assistant' && event.seq > sent.seq)
      // The wish of before the resolve would have made this a handover.
      expect(await turnsAfter(conversationId, sent.seq)).toMatchObject([
        { question: sent.seq, outcome: 'answered' },
      ])
      expect((await typesAfter(visitor, conversationId, head)).slice(0, 2)).toEqual([
        'conversation:reopened',
        'message:posted',
      ])
      visitor.close()
    })

    test('a wish for a person is one handover however often it is asked, also after a resolve', async () => {
      const { visitor, conversationId } = await begin('Hello')
      const wish = () => visitor.ask('handover:request', { conversationId })
      await Promise.all(Array.from({ length: 5 }, wish))
      const { events } = await visitor.ask('conversation:sync', { conversationId, after: 0 })
      const queued = events.filter((event: Untyped) => event.type === 'conversation:queued')
      expect(queued).toMatchObject([{ reason: 'visitor-request' }])
      const fence = await accept(conversationId)
      await wish()
      const resolved = await ana.ask('conversation:resolve', { conversationId, fence })
      expect(resolved.ok).toBe(true)
      const { head } = await visitor.ask('conversation:sync', { conversationId, after: 0 })
      await wish()
      const after = await typesAfter(visitor, conversationId, head)
      expect(after).toEqual(['conversation:reopened', 'message:posted', 'conversation:queued'])
      const back = await connectVisitor(app.base, { token: visitor.token })
      expect(back.session.conversation).toMatchObject({
        status: 'queued',
        queue: { position: expect.any(Number) },
      })
      visitor.close()
      back.close()
    })

    test('two transactions that hold what the other waits for both get done', async () => {
      const { visitor, conversationId } = await begin('Hello')
      const hold = (table: 'visitor' | 'conversation') => async (writing: Untyped) =>
        writing
          .updateTable(table)
          .set((each: Untyped) => ({ created_at: each.ref('created_at') }))
          .where('id', '=', table === 'visitor' ? visitor.visitorId : conversationId)
          .execute()
      const rounds = Array.from({ length: 4 }, (_, index) =>
        app.store.write(async (writing) => {
          const tables = ['visitor', 'conversation'] as const
          for (const table of index % 2 ? tables : tables.toReversed()) await hold(table)(writing)
          return index
        }),
      )
      expect(await Promise.all(rounds)).toEqual([0, 1, 2, 3])
      visitor.close()
    })
  })
}
