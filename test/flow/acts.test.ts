import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { applyEvent, type LogEvent } from '#shared/conversation.ts'
import { accept, twoDevices, typesAfter, waitingVisitor, watch } from '../support/acts.ts'
import { call, startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, connectVisitor, type TestClient } from '../support/clients.ts'
import { makeDatabase, missingServices } from '../support/services.ts'
import { addWorkspace } from '../support/workspaces.ts'

const withoutPostgres = await missingServices('postgres')
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

for (const [name, reason] of [
  ['SQLite', undefined],
  ['PostgreSQL', withoutPostgres],
] as const) {
  describe.skipIf(reason !== undefined)(`what people do to a conversation, on ${name}`, () => {
    let app: TestApp
    let database: Awaited<ReturnType<typeof makeDatabase>> | undefined
    let ana: TestClient
    let sam: TestClient
    let anaIs: { token: string; personId: string }
    let samIs: { token: string }
    let skew = 0
    const now = () => Date.now() + skew
    beforeAll(async () => {
      database = name === 'PostgreSQL' ? await makeDatabase() : undefined
      app = await startTestApp({ config: { databaseUrl: database?.url }, now })
      anaIs = await app.signIn('agent')
      samIs = await app.signIn('supervisor')
      ana = await connectDesk(app.base, anaIs.token)
      sam = await connectDesk(app.base, samIs.token)
    })
    afterAll(async () => {
      for (const client of [ana, sam]) client.close()
      await app.close()
      await database?.drop()
    })

    const inView = async (desk: TestClient, view: string, conversationId: string): Promise<boolean> => {
      const { conversations } = await desk.ask('inbox:list', { view, limit: 100 })
      return conversations.some(({ id }: Untyped) => id === conversationId)
    }
    const newTag = async (tagName: string, token = anaIs.token): Promise<Untyped> =>
      (await call(app.base, 'POST', '/tags', { token, body: { name: tagName } })).tag

    describe('wrap-up', () => {
      test('keeps outcome and cause for the desk alone, and ends without them as before', async () => {
        const { visitor, conversationId } = await waitingVisitor(app)
        const fence = await accept(ana, conversationId)
        const wrapUp = { outcome: 'partly', cause: 'knowledge-wrong' }
        expect(await ana.ask('conversation:resolve', { conversationId, fence, ...wrapUp })).toMatchObject({
          ok: true,
        })
        const ended = (await typesAfter(ana, conversationId)).at(-1)
        expect(ended).toMatchObject({
          type: 'conversation:resolved',
          outcome: 'resolved',
          wrapUp: { ending: 'partly', cause: 'knowledge-wrong' },
        })
        const seen = await visitor.event((event) => event.type === 'conversation:resolved')
        expect(seen).not.toHaveProperty('wrapUp')
        expect(seen).not.toHaveProperty('name')
        expect((await watch(ana, conversationId)).acts).toMatchObject({
          ending: 'partly',
          cause: 'knowledge-wrong',
        })
        const row = await app.store.read
          .selectFrom('conversation')
          .select(['ending', 'cause', 'outcome'])
          .where('id', '=', conversationId)
          .executeTakeFirstOrThrow()
        expect(row).toEqual({ ending: 'partly', cause: 'knowledge-wrong', outcome: 'resolved' })

        const other = await waitingVisitor(app)
        const { fence: bare } = await watch(ana, other.conversationId)
        await ana.ask('conversation:resolve', { conversationId: other.conversationId, fence: bare })
        const plain = (await typesAfter(ana, other.conversationId)).at(-1)
        expect(plain).not.toHaveProperty('wrapUp')
        for (const each of [visitor, other.visitor]) each.close()
      })

      test('an ending in which nobody was helped counts as unresolved; an unknown one is refused', async () => {
        const { visitor, conversationId } = await waitingVisitor(app)
        const fence = await accept(ana, conversationId)
        for (const wrong of [{ outcome: 'resolved' }, { cause: 'bad luck' }, { outcome: 5 }]) {
          expect(await ana.ask('conversation:resolve', { conversationId, fence, ...wrong })).toMatchObject({
            error: 'invalid',
          })
        }
        await ana.ask('conversation:resolve', { conversationId, fence, outcome: 'no-answer' })
        const { conversations } = await ana.ask('inbox:list', { view: 'resolved' })
        const row = conversations.find(({ id }: Untyped) => id === conversationId)
        expect(row).toMatchObject({ outcome: 'unresolved', acts: { ending: 'no-answer' } })
        visitor.close()
      })
    })

    describe('a rating', () => {
      async function ended(): Promise<Awaited<ReturnType<typeof waitingVisitor>>> {
        const begun = await waitingVisitor(app)
        const { conversationId } = begun
        const { fence } = await watch(ana, conversationId)
        await ana.ask('conversation:resolve', { conversationId, fence })
        return begun
      }
      async function endAgain(conversationId: string): Promise<Untyped> {
        // The assistant may be about to hand it over: then the fence is another one.
        await expect
          .poll(async () => {
            const { fence } = await watch(ana, conversationId)
            return (await ana.ask('conversation:resolve', { conversationId, fence })).ok
          })
          .toBe(true)
        return (await typesAfter(ana, conversationId)).findLast(
          ({ type }) => type === 'conversation:resolved',
        )
      }

      test('is put right within minutes, on the record, and then stands', async () => {
        const { visitor, conversationId } = await ended()
        const rate = (client: TestClient, score: number, comment?: string) =>
          client.ask('conversation:rate', { conversationId, score, ...(comment && { comment }) })
        expect(await rate(visitor, 2)).toMatchObject({ ok: true })
        expect(await rate(visitor, 4, 'Better than I thought')).toMatchObject({ ok: true })
        const rated = (await typesAfter(ana, conversationId)).filter(
          ({ type }) => type === 'conversation:rated',
        )
        expect(rated).toMatchObject([{ score: 2 }, { score: 4, isChange: true }])
        skew += 11 * minute
        const tab = await connectVisitor(app.base, { token: visitor.token })
        for (const client of [visitor, tab]) {
          expect(await rate(client, 1)).toMatchObject({
            error: 'conflict',
            message: expect.stringContaining('rated'),
          })
        }
        const acts = { rating: { score: 4, comment: 'Better than I thought' } }
        expect((await watch(ana, conversationId)).acts).toMatchObject(acts)
        const { conversations } = await ana.ask('inbox:list', { view: 'resolved' })
        expect(conversations.find(({ id }: Untyped) => id === conversationId)).toMatchObject({ acts })
        for (const each of [visitor, tab]) each.close()
      })

      test('is asked for once an ending, not again within an hour, and again after it', async () => {
        const { visitor, conversationId } = await ended()
        expect((await typesAfter(ana, conversationId)).at(-1)).not.toHaveProperty('rating')
        await visitor.ask('conversation:rate', { conversationId, score: 5 })
        skew += 20 * minute
        await visitor.say('One more thing')
        expect(await endAgain(conversationId)).toMatchObject({ rating: 'not-asked' })
        expect(await visitor.ask('conversation:rate', { conversationId, score: 1 })).toMatchObject({
          error: 'conflict',
        })
        skew += hour
        await visitor.say('And another day')
        expect(await endAgain(conversationId)).not.toHaveProperty('rating')
        expect(await visitor.ask('conversation:rate', { conversationId, score: 3 })).toMatchObject({
          ok: true,
        })
        expect((await watch(ana, conversationId)).acts.rating.score).toBe(3)
        visitor.close()
      })

      test('is not asked for while another conversation of the same customer goes on, nor of spam', async () => {
        const { first, second, older, younger } = await twoDevices(app, now)
        expect(await endAgain(younger)).toMatchObject({ rating: 'not-asked' })
        expect(await endAgain(older)).not.toHaveProperty('rating')
        const { visitor, conversationId } = await waitingVisitor(app)
        const { fence } = await watch(ana, conversationId)
        await ana.ask('conversation:resolve', { conversationId, fence, outcome: 'spam' })
        expect((await typesAfter(ana, conversationId)).at(-1)).toMatchObject({ rating: 'not-asked' })
        for (const each of [first, second, visitor]) each.close()
      })
    })

    describe('tags', () => {
      test('are put on and taken off by anybody at the desk, on the record, and the visitor sees none', async () => {
        const { visitor, conversationId } = await waitingVisitor(app)
        const [late, vip] = await Promise.all([newTag('Late parcel'), newTag('贵宾')])
        expect((await newTag('  late   PARCEL ')).id).toBe(late.id)
        const tag = (add: string[], remove: string[] = []) =>
          ana.ask('conversation:tag', { conversationId, add, remove })
        const [one, other] = await Promise.all([
          tag([late.id]),
          sam.ask('conversation:tag', { conversationId, add: [vip.id, late.id] }),
        ])
        expect([one.ok, other.ok]).toEqual([true, true])
        expect(new Set((await watch(ana, conversationId)).acts.tags)).toEqual(new Set([late.id, vip.id]))
        const { head } = await watch(ana, conversationId)
        expect(await tag([late.id])).toEqual({ ok: true, seq: head })
        await tag([], [late.id])
        expect((await watch(ana, conversationId)).acts.tags).toEqual([vip.id])
        expect((await typesAfter(ana, conversationId)).at(-1)).toMatchObject({
          type: 'tags:changed',
          removed: [{ id: late.id, name: 'Late parcel' }],
        })
        const seen = await visitor.ask('conversation:sync', { conversationId, after: 0 })
        expect(JSON.stringify(seen)).not.toContain('Late parcel')
        visitor.close()
      })

      test('that are unknown, of another workspace, archived, or three hundred are refused', async () => {
        const { visitor, conversationId } = await waitingVisitor(app)
        const other = await addWorkspace(app)
        const theirs = await newTag('Theirs', other.token)
        const mine = await newTag('Soon archived')
        const ask = (add: unknown[], remove: unknown[] = []) =>
          ana.ask('conversation:tag', { conversationId, add, remove })
        expect(await ask([randomUUID()])).toMatchObject({ error: 'not-found' })
        expect(await ask([theirs.id])).toMatchObject({ error: 'not-found' })
        expect(await ask(Array.from({ length: 300 }, () => randomUUID()))).toMatchObject({ error: 'invalid' })
        expect(await ask([])).toMatchObject({ error: 'invalid' })
        expect(await ask([mine.id], [mine.id])).toMatchObject({ error: 'invalid' })
        const archive = { token: samIs.token, body: { version: mine.version, archived: true } }
        expect(await call(app.base, 'POST', `/tags/${mine.id}/archive`, archive)).toMatchObject({ ok: true })
        expect(await ask([mine.id])).toMatchObject({ error: 'conflict' })
        const many = await Promise.all(Array.from({ length: 21 }, (_, index) => newTag(`Many ${index}`)))
        expect(await ask(many.slice(0, 20).map(({ id }) => id))).toMatchObject({ ok: true })
        expect(await ask([many[20].id])).toMatchObject({ error: 'too-large' })
        visitor.close()
      })

      test('are renamed, merged and archived by supervisors only, and of two who rename one is told', async () => {
        const [tag, into] = [await newTag('Refnud'), await newTag('Refund')]
        const { visitor, conversationId } = await waitingVisitor(app)
        await ana.ask('conversation:tag', { conversationId, add: [tag.id] })
        const body = { name: 'Refund asked', colour: 'red', version: tag.version }
        const put = (token: string, change = body) =>
          call(app.base, 'PUT', `/tags/${tag.id}`, { token, body: change })
        expect(await put(anaIs.token)).toMatchObject({ status: 403 })
        expect(await put(samIs.token, { ...body, name: 'REFUND' })).toMatchObject({ status: 409 })
        expect(await put(samIs.token)).toMatchObject({ ok: true, tag: { name: 'Refund asked', version: 2 } })
        expect(await put(samIs.token)).toMatchObject({ status: 409, error: 'conflict' })
        const merge = (id: string, target: string, version: number) =>
          call(app.base, 'POST', `/tags/${id}/merge`, { token: samIs.token, body: { into: target, version } })
        expect(await merge(tag.id, tag.id, 2)).toMatchObject({ status: 400 })
        expect(await merge(tag.id, randomUUID(), 2)).toMatchObject({ status: 404 })
        expect(await merge(tag.id, into.id, 2)).toMatchObject({ ok: true })
        expect(await merge(into.id, tag.id, 1)).toMatchObject({ status: 409 })
        // Taken off under its new name: what stood there under the old one goes.
        expect(await ana.ask('conversation:tag', { conversationId, remove: [into.id] })).toMatchObject({
          ok: true,
        })
        expect((await watch(ana, conversationId)).acts?.tags ?? []).toEqual([])
        visitor.close()
      })
    })

    test('priority by hand counts where it is the higher, and says who', async () => {
      const { visitor, conversationId } = await waitingVisitor(app)
      const set = (level: unknown) => ana.ask('conversation:prioritise', { conversationId, level })
      expect(await set('urgent')).toMatchObject({ ok: true })
      const urgent = await ana.ask('inbox:list', { view: 'waiting' })
      expect(urgent.conversations[0]).toMatchObject({
        id: conversationId,
        priority: 2,
        acts: { priority: { level: 'urgent', by: 'Ana Ruiz' } },
      })
      await set('low')
      const low = await ana.ask('inbox:list', { view: 'waiting', limit: 1 })
      expect(low.conversations[0].id).not.toBe(conversationId)
      // Lists page on over the lowest of all.
      const last = await ana.ask('inbox:list', { view: 'waiting', cursor: low.next, limit: 100 })
      expect(last.conversations.at(-1)).toMatchObject({ id: conversationId, priority: -1 })
      expect(await set('none')).toMatchObject({ ok: true })
      expect(await set('highest')).toMatchObject({ error: 'invalid' })
      const { fence } = await watch(ana, conversationId)
      await ana.ask('conversation:resolve', { conversationId, fence })
      expect(await set('high')).toMatchObject({ error: 'conflict' })
      visitor.close()
    })

    describe('a snooze', () => {
      test('leaves the views until its time, and wakes once', async () => {
        const { visitor, conversationId } = await waitingVisitor(app)
        const fence = await accept(ana, conversationId)
        const reply = { id: randomUUID(), conversationId, fence, text: 'I will ask the carrier.' }
        await ana.ask('message:send', reply)
        const until = now() + 2 * hour
        expect(await ana.ask('conversation:snooze', { conversationId, fence, until })).toMatchObject({
          ok: true,
        })
        expect(await inView(ana, 'mine', conversationId)).toBe(false)
        expect(await inView(ana, 'snoozed', conversationId)).toBe(true)
        expect((await ana.ask('inbox:list', {})).counts.snoozed).toBeGreaterThan(0)
        expect((await watch(ana, conversationId)).acts.snooze).toMatchObject({ until, by: 'Ana Ruiz' })
        skew += 2 * hour + minute
        await expect
          .poll(async () =>
            (await typesAfter(ana, conversationId)).filter(({ type }) => type === 'conversation:woken'),
          )
          .toMatchObject([{ why: 'time' }])
        expect(await inView(ana, 'mine', conversationId)).toBe(true)
        visitor.close()
      })

      test('ends when the visitor writes, and the time then wakes nobody', async () => {
        const { visitor, conversationId } = await waitingVisitor(app)
        const { fence } = await watch(sam, conversationId)
        await sam.ask('conversation:snooze', { conversationId, fence, until: now() + hour })
        expect(await inView(sam, 'waiting', conversationId)).toBe(false)
        await visitor.say('Hello? Anybody?')
        expect(await inView(sam, 'waiting', conversationId)).toBe(true)
        skew += hour + minute
        await expect
          .poll(() =>
            app.store.read
              .selectFrom('due_work')
              .selectAll()
              .where('key', '=', `snooze:${conversationId}`)
              .execute(),
          )
          .toEqual([])
        const woken = (await typesAfter(sam, conversationId)).filter(
          ({ type }) => type === 'conversation:woken',
        )
        expect(woken).toMatchObject([{ why: 'visitor' }])
        visitor.close()
      })

      test('is refused in the past, in ten years, with an old fence, by another person, and of what nobody waits in', async () => {
        const { visitor, conversationId } = await waitingVisitor(app)
        const fence = await accept(ana, conversationId)
        const ask = (desk: TestClient, more: object) =>
          desk.ask('conversation:snooze', { conversationId, fence, until: now() + hour, ...more })
        for (const until of [now() - hour, now(), now() + 3_650 * day]) {
          expect(await ask(ana, { until })).toMatchObject({ error: 'invalid', issues: [{ path: 'until' }] })
        }
        for (const until of ['soon', 0, -5, Number.MAX_VALUE, null])
          expect(await ask(ana, { until })).toMatchObject({ error: 'invalid' })
        expect(await ask(ana, { fence: fence - 1 })).toMatchObject({ error: 'stale' })
        expect(await ask(sam, {})).toMatchObject({ error: 'conflict' })
        expect(await ana.ask('conversation:wake', { conversationId, fence })).toMatchObject({ ok: true })
        await ana.ask('conversation:hand-back', { conversationId, fence })
        const { fence: led } = await watch(ana, conversationId)
        expect(await ask(ana, { fence: led })).toMatchObject({ error: 'conflict' })
        visitor.close()
      })
    })

    describe('merging', () => {
      test('closes the younger into the older, links both, and the visitor goes on in the older', async () => {
        const { first, second, tokens, older, younger } = await twoDevices(app, now)
        const offered = await ana.ask('conversation:duplicates', { conversationId: younger })
        expect(offered.conversations.map(({ id }: Untyped) => id)).toEqual([older])
        const before = (await second.ask('conversation:sync', { conversationId: younger, after: 0 })).events
        const tag = await newTag('Carried along')
        await ana.ask('conversation:tag', { conversationId: younger, add: [tag.id] })
        const [one, other] = [await watch(ana, younger), await watch(ana, older)]
        const request = { conversationId: younger, fence: one.fence, otherId: older, otherFence: other.fence }
        const [mine, hers] = await Promise.all([
          ana.ask('conversation:merge', request),
          sam.ask('conversation:merge', request),
        ])
        expect([mine, hers].filter(({ ok }) => ok)).toHaveLength(1)
        expect([mine, hers].find(({ ok }) => !ok)).toMatchObject({
          error: expect.stringMatching(/conflict|stale/),
        })
        expect([mine, hers].find(({ ok }) => ok)).toMatchObject({ conversationId: older })

        const closed = await watch(ana, younger)
        expect(closed).toMatchObject({ status: 'resolved', acts: { mergedInto: older } })
        const kept = await watch(ana, older)
        expect(kept).toMatchObject({ status: 'assigned', acts: { tags: [tag.id] } })
        expect(kept.events.filter(({ type }: Untyped) => type === 'conversation:merged')).toMatchObject([
          { from: younger },
        ])
        // Every message stays where it was said, and each sequence is whole (invariant 3).
        for (const { events, head } of [closed, kept]) {
          expect(events.map(({ seq }: Untyped) => seq)).toEqual(
            Array.from({ length: head }, (_, at) => at + 1),
          )
        }
        expect(closed.events.slice(0, before.length).map(({ type }: Untyped) => type)).toContain(
          'message:posted',
        )
        expect((await second.event(({ type }) => type === 'conversation:merged')).into).toBe(older)

        const id = randomUUID()
        const next = { id, conversationId: younger, text: 'And now?' }
        const sent = await second.ask('message:send', next)
        expect(sent).toMatchObject({ ok: true, conversationId: older })
        // Sent again with what it was sent into, it is the same message (invariant 2).
        expect(await second.ask('message:send', next)).toEqual(sent)
        expect(await second.say('By itself')).toMatchObject({ conversationId: older })
        const reload = await second.ask('conversation:sync', { conversationId: younger, after: 1 })
        expect(reload.reload.id).toBe(older)
        await second.ask('handover:request', { conversationId: younger })
        expect((await watch(ana, younger)).status).toBe('resolved')
        const again = await connectVisitor(app.base, { token: tokens[1] })
        expect(again.session.conversation.id).toBe(older)
        // What was told live makes the same as a fresh snapshot (invariant 4).
        const fresh = again.session.conversation
        const half = { ...fresh, head: 1, events: fresh.events.slice(0, 1), status: 'automated' }
        const whole = fresh.events
          .slice(1)
          .reduce((state: Untyped, event: LogEvent) => applyEvent(state, event), half)
        expect(whole.status).toBe(fresh.status)
        expect(whole.events).toEqual(fresh.events)
        for (const each of [first, second, again]) each.close()
      })

      test('is refused with itself, across visitors, with a resolved one, with a colleague’s, with old fences', async () => {
        const { first, second, older, younger } = await twoDevices(app, now)
        const stranger = await waitingVisitor(app)
        const ask = async (desk: TestClient, one: string, other: string, more: object = {}) =>
          desk.ask('conversation:merge', {
            conversationId: one,
            fence: (await watch(desk, one)).fence,
            otherId: other,
            otherFence: (await watch(desk, other)).fence,
            ...more,
          })
        expect(await ask(ana, older, older)).toMatchObject({ error: 'invalid' })
        expect(await ask(ana, older, stranger.conversationId)).toMatchObject({ error: 'invalid' })
        expect(await ask(ana, older, younger, { otherFence: 99 })).toMatchObject({ error: 'stale' })
        const bodiless = { conversationId: older, fence: 1, otherId: randomUUID(), otherFence: 1 }
        expect(await ana.ask('conversation:merge', bodiless)).toMatchObject({ error: 'not-found' })
        await accept(sam, younger)
        expect(await ask(ana, older, younger)).toMatchObject({ error: 'conflict' })
        const { fence } = await watch(sam, younger)
        await sam.ask('conversation:resolve', { conversationId: younger, fence })
        expect(await ask(ana, older, younger)).toMatchObject({ error: 'conflict' })
        expect((await watch(ana, older)).acts?.mergedInto).toBeUndefined()
        for (const each of [first, second, stranger.visitor]) each.close()
      })
    })

    describe('blocking', () => {
      test('refuses in the visitor’s language, counts and keeps nothing, until it ends', async () => {
        const { visitor, conversationId } = await waitingVisitor(app, { locale: 'ja-JP' })
        const until = now() + day
        const block = { conversationId, reason: 'abuse', until }
        expect(await ana.ask('visitor:block', block)).toMatchObject({ ok: true, until })
        const { head } = await watch(ana, conversationId)
        const refused = await visitor.say('and another thing, you')
        expect(refused).toMatchObject({
          ok: false,
          error: 'forbidden',
          message: expect.stringContaining('チャット'),
        })
        for (const [request, more] of [
          ['handover:request', {}],
          ['typing:set', { typing: true }],
          ['conversation:rate', { score: 1 }],
        ] as const) {
          expect(await visitor.ask(request, { conversationId, ...more }), request).toMatchObject({
            error: 'forbidden',
          })
        }
        const after = await watch(ana, conversationId)
        expect(after.head).toBe(head)
        expect(after.visitor.blocked).toEqual({ reason: 'abuse', until, by: 'Ana Ruiz' })
        const { blocks } = await call(app.base, 'GET', '/blocks', { token: samIs.token })
        expect(blocks[0]).toMatchObject({ conversationId, refused: 1, by: 'Ana Ruiz', reason: 'abuse' })
        expect(await call(app.base, 'GET', '/blocks', { token: anaIs.token })).toMatchObject({ status: 403 })
        // They may read, and have their data.
        expect(await visitor.ask('conversation:sync', { conversationId, after: 0 })).toMatchObject({
          ok: true,
        })
        skew += day + minute
        expect(await visitor.say('I am calm now')).toMatchObject({ ok: true })
        visitor.close()
      })

      test('is lifted by who did it or by a supervisor; a known customer is kept out on every device', async () => {
        const { first, second, older } = await twoDevices(app, now)
        await sam.ask('visitor:block', { conversationId: older, reason: 'spam' })
        for (const each of [first, second])
          expect(await each.say('Buy now')).toMatchObject({ error: 'forbidden' })
        expect(await ana.ask('visitor:unblock', { conversationId: older })).toMatchObject({
          error: 'forbidden',
        })
        const { blocks } = await call(app.base, 'GET', '/blocks', { token: samIs.token })
        const { id } = blocks.find((each: Untyped) => each.conversationId === older)
        expect(
          await call(app.base, 'DELETE', `/blocks/${encodeURIComponent(id)}`, { token: samIs.token }),
        ).toMatchObject({
          ok: true,
        })
        expect((await typesAfter(ana, older)).at(-1)).toMatchObject({ type: 'visitor:unblocked' })
        for (const each of [first, second]) expect(await each.say('Sorry')).toMatchObject({ ok: true })
        expect(await sam.ask('visitor:unblock', { conversationId: older })).toMatchObject({
          error: 'conflict',
        })
        for (const each of [first, second]) each.close()
      })

      test('has bounds, and is of visitors: not of a person at the desk, nor of another workspace’s', async () => {
        const { visitor, conversationId } = await waitingVisitor(app)
        const ask = (desk: TestClient, more: object) =>
          desk.ask('visitor:block', { conversationId, reason: 'spam', until: now() + hour, ...more })
        expect(await ask(ana, { conversationId: anaIs.personId })).toMatchObject({ error: 'not-found' })
        expect(await ask(ana, { until: undefined })).toMatchObject({ error: 'forbidden' })
        expect(await ask(ana, { until: now() + 40 * day })).toMatchObject({ error: 'forbidden' })
        expect(await ask(sam, { until: now() + 4_000 * day })).toMatchObject({ error: 'invalid' })
        expect(await ask(ana, { until: now() - 1 })).toMatchObject({ error: 'invalid' })
        expect(await ask(ana, { reason: 'I do not like them' })).toMatchObject({ error: 'invalid' })
        const other = await connectDesk(app.base, (await addWorkspace(app)).token)
        expect(await ask(other, {})).toMatchObject({ error: 'not-found' })
        expect(await visitor.say('Still here')).toMatchObject({ ok: true })
        for (const each of [visitor, other]) each.close()
      })

      test('leaves a visitor the right to be erased, and goes with them', async () => {
        const { visitor, conversationId } = await waitingVisitor(app)
        const tag = await newTag('Soon gone')
        await ana.ask('conversation:tag', { conversationId, add: [tag.id] })
        await ana.ask('visitor:block', { conversationId, reason: 'spam', until: now() + hour })
        expect(await visitor.ask('visitor:erase', { confirm: true })).toMatchObject({
          ok: true,
          conversations: 1,
        })
        for (const table of ['visitor_block', 'conversation_tag'] as const) {
          const left = await app.store.read
            .selectFrom(table)
            .selectAll()
            .where('conversation_id', '=', conversationId)
            .execute()
          expect(left, table).toEqual([])
        }
        visitor.close()
      })
    })
  })
}

test('a snooze wakes after a restart, at the time that was said', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'baton-snooze-'))
  const first = await startTestApp({ directory })
  const { token } = await first.signIn('agent')
  let desk = await connectDesk(first.base, token)
  const { visitor, conversationId } = await waitingVisitor(first)
  const fence = await accept(desk, conversationId)
  await desk.ask('message:send', { id: randomUUID(), conversationId, fence, text: 'Tomorrow I know more.' })
  const snooze = { conversationId, fence, until: Date.now() + hour }
  expect(await desk.ask('conversation:snooze', snooze)).toMatchObject({ ok: true })
  for (const each of [desk, visitor]) each.close()
  await first.close()
  const second = await startTestApp({ directory, now: () => Date.now() + hour + minute })
  desk = await connectDesk(second.base, token)
  await expect
    .poll(async () =>
      (await typesAfter(desk, conversationId)).filter(({ type }) => type === 'conversation:woken'),
    )
    .toMatchObject([{ why: 'time' }])
  expect((await watch(desk, conversationId)).acts?.snooze).toBeUndefined()
  desk.close()
  await second.close()
  await rm(directory, { recursive: true, force: true })
})
