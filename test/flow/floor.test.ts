import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accept, waitingVisitor, watch } from '../support/acts.ts'
import { startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, type TestClient } from '../support/clients.ts'
import { makeDatabase, missingServices } from '../support/services.ts'
import { addWorkspace } from '../support/workspaces.ts'

const withoutPostgres = await missingServices('postgres')
type Member = TestClient & { id: string }

for (const [name, reason] of [
  ['SQLite', undefined],
  ['PostgreSQL', withoutPostgres],
] as const) {
  describe.skipIf(reason !== undefined)(`supervisors on ${name}`, () => {
    let app: TestApp
    let database: Awaited<ReturnType<typeof makeDatabase>> | undefined
    let ana: Member
    let lin: Member
    let tom: Member
    beforeAll(async () => {
      database = name === 'PostgreSQL' ? await makeDatabase() : undefined
      app = await startTestApp({ config: { databaseUrl: database?.url } })
      ana = await desk('agent')
      lin = await desk('trainer')
      tom = await desk('supervisor')
    })
    afterAll(async () => {
      for (const client of [ana, lin, tom]) client?.close()
      await app.close()
      await database?.drop()
    })

    async function desk(role: 'agent' | 'trainer' | 'supervisor'): Promise<Member> {
      const { token, personId } = await app.signIn(role)
      return { ...(await connectDesk(app.base, token)), id: personId }
    }
    const send = (client: TestClient, conversationId: string, fence: number, text = 'Hello') =>
      client.ask('message:send', { id: randomUUID(), conversationId, text, fence })
    async function anas() {
      const waiting = await waitingVisitor(app)
      const fence = await accept(ana, waiting.conversationId)
      return { ...waiting, fence }
    }

    test('an agent, a trainer and another workspace may neither see nor do anything here', async () => {
      const { visitor, conversationId, fence } = await anas()
      const stranger = await connectDesk(app.base, (await addWorkspace(app)).token)
      const requests = [
        ['floor:step-in', { conversationId, fence }],
        ['floor:reassign', { conversationId, fence, personId: lin.id }],
        ['floor:whisper', { conversationId, text: 'Psst' }],
      ] as const
      for (const [request, payload] of [['floor:read', {}], ...requests] as const)
        for (const client of [ana, lin])
          expect(await client.ask(request, payload)).toMatchObject({ ok: false, error: 'forbidden' })
      for (const [request, payload] of requests)
        expect(await stranger.ask(request, payload)).toMatchObject({ ok: false, error: 'not-found' })
      const theirs = await stranger.ask('floor:read')
      expect(theirs.people.map((each: Untyped) => each.name)).toEqual(['Olga'])
      expect(theirs).toMatchObject({ ageing: [], today: { handedOver: 0 } })
      expect(JSON.stringify(theirs)).not.toContain(conversationId)
      const ours = await tom.ask('floor:read')
      const me = ours.people.find((each: Untyped) => each.id === ana.id)
      expect(me).toMatchObject({ presence: 'online', load: 1 })
      expect(me.conversations.map((each: Untyped) => each.id)).toContain(conversationId)
      expect(await tom.ask('floor:reassign', { conversationId, fence, personId: 'nobody' })).toMatchObject({
        error: 'not-found',
      })
      expect(await send(ana, conversationId, fence)).toMatchObject({ ok: true })
      for (const client of [visitor, stranger]) client.close()
    })

    test('who steps in has it, the log names both, and the visitor learns only who is there', async () => {
      const { visitor, conversationId, fence } = await anas()
      const taken = await tom.ask('floor:step-in', { conversationId, fence })
      expect(taken).toEqual({ ok: true, fence: fence + 1 })
      // Asked again because the answer was lost, it is theirs already.
      expect(await tom.ask('floor:step-in', { conversationId, fence })).toEqual(taken)
      expect(await send(ana, conversationId, fence)).toMatchObject({ ok: false, error: 'stale' })
      expect(await send(tom, conversationId, taken.fence)).toMatchObject({ ok: true })
      const { events } = await ana.ask('conversation:sync', { conversationId, after: 0 })
      const moved = events.findLast((event: Untyped) => event.type === 'conversation:assigned')
      expect(moved).toMatchObject({
        personId: tom.id,
        moved: { by: { personId: tom.id }, from: { personId: ana.id, name: 'Ana Ruiz' } },
      })
      const seen = await visitor.event((event) => event.seq === moved.seq)
      expect(seen).toEqual({ type: 'conversation:assigned', name: moved.name, seq: moved.seq, at: moved.at })
      visitor.close()
    })

    test('reassigning gives it to a person, or to the queue of a team at its old place', async () => {
      const { visitor, conversationId, fence } = await anas()
      const given = await tom.ask('floor:reassign', { conversationId, fence, personId: lin.id })
      expect(await watch(tom, conversationId)).toMatchObject({
        assigneeId: lin.id,
        fence: given.fence,
      })
      const { place_at: place } = await app.store.read
        .selectFrom('conversation')
        .select('place_at')
        .where('id', '=', conversationId)
        .executeTakeFirstOrThrow()
      const team = { id: randomUUID(), name: `Team ${name}` }
      await app.store.write((writing) =>
        writing
          .insertInto('team')
          .values({
            ...{ ...team, workspace_id: 'demo', name_key: team.name, hours: null, targets: '{}', version: 1 },
            ...{ created_at: 1, updated_at: 1, updated_by: 'Mei', archived_at: null },
          })
          .execute(),
      )
      const old = { conversationId, fence, teamId: team.id }
      expect(await tom.ask('floor:reassign', old)).toMatchObject({ ok: false, error: 'conflict' })
      expect(await tom.ask('floor:reassign', { ...old, fence: given.fence })).toMatchObject({ ok: true })
      const { queues } = await tom.ask('floor:read')
      expect(queues.find((each: Untyped) => each.team?.id === team.id)).toMatchObject({
        waiting: 1,
        longestSince: place,
      })
      expect(await send(lin, conversationId, given.fence)).toMatchObject({ error: 'stale' })
      visitor.close()
    })

    test('of a step in and the owner’s message, whichever is second gives way: nothing stale is ever sent', async () => {
      for (let round = 0; round < 8; round += 1) {
        const { visitor, conversationId, fence } = await anas()
        const tries = [
          () => send(ana, conversationId, fence, `From Ana ${round}`),
          () => tom.ask('floor:step-in', { conversationId, fence }),
          () => ana.ask('conversation:resolve', { conversationId, fence }),
        ]
        const chosen = round % 2 === 0 ? tries.slice(0, 2) : tries
        const answers = await Promise.all(
          (round % 3 === 0 ? chosen.toReversed() : chosen).map((attempt) => attempt()),
        )
        for (const each of answers)
          expect(each.ok || ['stale', 'conflict'].includes(each.error), JSON.stringify(each)).toBe(true)
        const { events } = await tom.ask('conversation:sync', { conversationId, after: 0 })
        const moved = events.findIndex((event: Untyped) => event.moved !== undefined)
        const ended = events.findIndex((event: Untyped) => event.type === 'conversation:resolved')
        const said = events.findIndex((event: Untyped) => event.text === `From Ana ${round}`)
        if (moved >= 0 && said >= 0) expect(said).toBeLessThan(moved)
        // Exactly one of taking it and ending it.
        expect(Number(moved >= 0) + Number(ended >= 0)).toBe(1)
        visitor.close()
      }
    })

    test('two supervisors who step in at once: one has it', async () => {
      const { visitor, conversationId, fence } = await anas()
      const other = await connectDesk(app.base, (await app.signIn('administrator')).token)
      const answers = await Promise.all(
        [tom, other].map((client) => client.ask('floor:step-in', { conversationId, fence })),
      )
      expect(answers.map(({ ok }) => ok).toSorted()).toEqual([false, true])
      expect(answers.find(({ ok }) => !ok)).toMatchObject({ error: 'conflict' })
      for (const client of [visitor, other]) client.close()
    })

    test('a whisper reaches the owner and supervisors, calls the owner, and nobody else ever reads it', async () => {
      const { visitor, conversationId } = await anas()
      for (const client of [ana, lin, tom]) await watch(client as Member, conversationId)
      const text = `Offer the refund ${randomUUID()}`
      const said = await tom.ask('floor:whisper', { conversationId, text })
      expect(said).toMatchObject({ ok: true, to: { id: ana.id, name: 'Ana Ruiz' } })
      for (const client of [ana, tom])
        expect(await client.event((event) => event.seq === said.seq && event.text === text)).toBeDefined()
      await ana.fact('mentions:changed', ({ mention }) => mention?.text === text)
      expect((await ana.ask('mention:list')).mentions[0]).toMatchObject({ conversationId, text })

      // Everybody else sees that something stands there, and in order.
      for (const client of [lin, visitor]) {
        const told = await client.event((event) => event.seq === said.seq)
        expect(told).toEqual({ type: 'event:withheld', seq: said.seq, at: told.at })
      }
      const answers = [
        await lin.ask('conversation:watch', { conversationId }),
        await lin.ask('conversation:sync', { conversationId, after: 0 }),
        await lin.ask('conversation:sync', { conversationId, after: 100_000 }),
        await lin.ask('conversation:earlier', { conversationId, before: said.seq + 1 }),
        await lin.ask('inbox:search', { text }),
        await visitor.ask('conversation:sync', { conversationId, after: 0 }),
        await visitor.ask('conversation:sync', { conversationId, after: 100_000 }),
        await visitor.ask('session:open', { locale: 'en' }),
        await visitor.ask('conversation:transcript', {
          conversationId,
          locale: 'en',
          timeZone: 'Asia/Shanghai',
        }),
      ]
      for (const answer of answers) expect(answer.ok, JSON.stringify(answer)).toBe(true)
      for (const each of [...answers, lin.told, visitor.told])
        expect(JSON.stringify(each)).not.toContain(text)
      for (const client of [ana, tom])
        expect(JSON.stringify(await client.ask('conversation:sync', { conversationId, after: 0 }))).toContain(
          text,
        )
      visitor.close()
    })

    test('where nobody has it there is nobody to whisper to, and one whispers not to oneself', async () => {
      const { visitor, conversationId } = await waitingVisitor(app)
      const whisper = { conversationId, text: 'Psst' }
      expect(await tom.ask('floor:whisper', whisper)).toMatchObject({ error: 'conflict' })
      await accept(tom, conversationId)
      expect(await tom.ask('floor:whisper', whisper)).toMatchObject({ error: 'conflict' })
      expect(await tom.ask('floor:whisper', { conversationId, text: ' ' })).toMatchObject({
        error: 'invalid',
      })
      visitor.close()
    })
  })
}
