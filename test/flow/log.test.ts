import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  applyEvent,
  asSeenByVisitor,
  emptySnapshot,
  type LogEvent,
  type Snapshot,
  snapshotLength,
} from '#shared/conversation.ts'
import { startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, connectVisitor, type TestClient, type TestVisitor } from '../support/clients.ts'
import { makeDatabase, missingServices } from '../support/services.ts'

const withoutPostgres = await missingServices('postgres')

/** The part of a snapshot that the log alone decides; a queue is told beside it. */
const ofTheLog = ({ id, status, head, events, assignee }: Snapshot) => ({
  id,
  status,
  head,
  events,
  assignee,
})
const sync = (client: TestClient, conversationId: string, after = 0): Promise<Untyped> =>
  client.ask('conversation:sync', { conversationId, after })
const toldOf = (client: TestClient, conversationId: string): LogEvent[] =>
  client.told
    .filter((each) => each.name === 'conversation:appended' && each.fact.conversationId === conversationId)
    .map((each) => each.fact.event)

for (const [name, reason] of [
  ['SQLite', undefined],
  ['PostgreSQL', withoutPostgres],
] as const) {
  describe.skipIf(reason !== undefined)(`the log on ${name}`, () => {
    let app: TestApp
    let database: Awaited<ReturnType<typeof makeDatabase>> | undefined
    let ana: TestClient
    let lin: TestClient
    beforeAll(async () => {
      database = name === 'PostgreSQL' ? await makeDatabase() : undefined
      app = await startTestApp({ config: { databaseUrl: database?.url } })
      ana = await connectDesk(app.base, (await app.signIn('agent')).token)
      lin = await connectDesk(app.base, (await app.signIn('trainer')).token)
    })
    afterAll(async () => {
      for (const client of [ana, lin]) client.close()
      await app.close()
      await database?.drop()
    })

    /** A conversation that waits for a person, owned by Ana, watched by both. */
    async function ownedByAna(): Promise<{ visitor: TestVisitor; conversationId: string; fence: number }> {
      const visitor = await connectVisitor(app.base)
      const { conversationId } = await visitor.say('I want to talk to a real person')
      await visitor.event((event) => event.type === 'conversation:queued')
      const { conversation } = await ana.ask('conversation:watch', { conversationId })
      await lin.ask('conversation:watch', { conversationId })
      const { fence } = await ana.ask('conversation:accept', { conversationId, fence: conversation.fence })
      return { visitor, conversationId, fence }
    }

    test('many writers at once make one sequence without gaps, the same for every viewer (invariant 3)', async () => {
      const { visitor, conversationId, fence } = await ownedByAna()
      const tab = await connectVisitor(app.base, { token: visitor.token })
      const start: Snapshot = tab.session.conversation
      const messageId = toldOf(visitor, conversationId).find((event): event is Untyped => {
        return event.type === 'message:posted' && event.sender === 'assistant'
      })?.messageId
      const about = { conversationId, messageId }
      const results = await Promise.all(
        Array.from({ length: 12 }, (_, index) => [
          visitor.say(`first tab ${index}`, { conversationId }),
          tab.say(`second tab ${index}`),
          ana.ask('note:add', { conversationId, text: `Ana ${index}` }),
          lin.ask('note:add', { conversationId, text: `Lin ${index}` }),
          ana.ask('message:send', { id: randomUUID(), conversationId, text: `answer ${index}`, fence }),
          visitor.ask('message:rate', { ...about, rating: index % 2 ? 'helpful' : 'unhelpful' }),
          lin.ask('message:flag', { ...about, kind: index % 2 ? 'tone' : 'slow' }),
          visitor.ask('conversation:rate', { conversationId, score: 1 + (index % 5) }),
        ]).flat(),
      )
      expect(results.filter((result) => !result.ok)).toEqual([])
      // Three defects: two flagged, one from the ratings.
      await ana.event((event) => event.type === 'defect:reported' && event.name === 'visitor')

      const desk = await sync(ana, conversationId)
      expect(desk.events.map((event: LogEvent) => event.seq)).toEqual(
        Array.from({ length: desk.head }, (_, index) => index + 1),
      )
      expect(desk.events.filter((event: LogEvent) => event.type === 'defect:reported')).toHaveLength(3)
      expect((await sync(lin, conversationId)).events).toEqual(desk.events)
      const seen = await sync(visitor, conversationId)
      expect(seen).toEqual({ ok: true, head: desk.head, events: desk.events.map(asSeenByVisitor) })
      const kinds = ['note:added', 'turn:decided', 'defect:reported', 'case:updated']
      for (const [index, event] of seen.events.entries()) {
        const whole = desk.events[index]
        if (kinds.includes(whole.type)) {
          expect(event).toEqual({ type: 'event:withheld', seq: whole.seq, at: whole.at })
        }
      }
      // What was told live is the log too, each event once and in its place.
      await Promise.all([visitor, tab].map((each) => each.event((event) => event.seq === desk.head)))
      expect(toldOf(visitor, conversationId)).toEqual(seen.events)
      expect(toldOf(tab, conversationId)).toEqual(seen.events.slice(start.head))
      const acknowledged = results.filter((result) => 'seq' in result).map((result) => result.seq)
      expect(new Set(acknowledged).size).toBe(acknowledged.length)

      const fresh = await connectVisitor(app.base, { token: visitor.token })
      const folded = toldOf(tab, conversationId).reduce((before, event) => applyEvent(before, event), start)
      expect(ofTheLog(folded)).toEqual(ofTheLog(fresh.session.conversation))
      for (const client of [visitor, tab, fresh]) client.close()
    })

    test('a sync from anywhere gives the tail, and a snapshot plus events a fresh one (invariant 4)', async () => {
      const { visitor, conversationId, fence } = await ownedByAna()
      await ana.ask('note:add', { conversationId, text: 'known customer' })
      await ana.ask('conversation:hand-back', { conversationId, fence })
      await visitor.saysAndHears('How long does delivery take?')
      await visitor.ask('handover:request', { conversationId })
      for (const client of [visitor, ana]) {
        const { events, head } = await sync(client, conversationId)
        for (let after = 0; after <= head; after += 1) {
          expect(await sync(client, conversationId, after)).toEqual({
            ok: true,
            head,
            events: events.slice(after),
          })
        }
        const { reload } = await sync(client, conversationId, head + 1)
        const states: Snapshot[] = [emptySnapshot(conversationId)]
        for (const event of events) states.push(applyEvent(states.at(-1) as Snapshot, event))
        expect(ofTheLog(states.at(-1) as Snapshot)).toEqual(ofTheLog(reload))
      }
      visitor.close()
    })

    test('a client ahead of the store, or too far behind it, is told to reload (invariant 4)', async () => {
      const { visitor, conversationId } = await ownedByAna()
      const { head } = await sync(visitor, conversationId)
      expect(await sync(visitor, conversationId, 2 ** 50)).toMatchObject({ ok: true, reload: { head } })
      const more = Array.from({ length: snapshotLength + 5 }, (_, index) => ({
        conversation_id: conversationId,
        seq: head + 1 + index,
        at: Date.now(),
        type: 'note:added',
        payload: '{"name":"Ana","text":"long"}',
      }))
      const newHead = head + more.length
      await app.store.write(async (writing) => {
        await writing.insertInto('event').values(more).execute()
        await writing
          .updateTable('conversation')
          .set({ head: newHead })
          .where('id', '=', conversationId)
          .execute()
      })
      for (const after of [0, head]) {
        const { reload } = await sync(visitor, conversationId, after)
        expect(reload).toMatchObject({
          head: newHead,
          status: 'assigned',
          assignee: { name: expect.any(String) },
        })
        expect(reload.events.map((event: LogEvent) => event.seq)).toEqual(
          Array.from({ length: snapshotLength }, (_, index) => newHead - snapshotLength + 1 + index),
        )
      }
      expect((await sync(visitor, conversationId, newHead - snapshotLength)).events).toHaveLength(
        snapshotLength,
      )
      visitor.close()
    })

    test('two tabs that send the first message at once are in one conversation', async () => {
      for (let round = 0; round < 5; round += 1) {
        const first = await connectVisitor(app.base)
        const second = await connectVisitor(app.base, { token: first.token })
        const sent = await Promise.all([first.say('Hello'), second.say('Good morning'), first.say('Hi')])
        expect(new Set(sent.map((each) => each.conversationId)).size).toBe(1)
        expect(new Set(sent.map((each) => each.seq)).size).toBe(3)
        first.close()
        second.close()
      }
    })
  })
}
