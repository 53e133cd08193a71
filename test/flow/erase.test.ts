import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askForWork } from '#server/store/due-work.ts'
import type { Store } from '#server/store/store.ts'
import { wholeOf } from '#server/visitor-data/whole.ts'
import { call, startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, connectVisitor, type TestVisitor } from '../support/clients.ts'
import { claimsFor, makeSecret, sign } from '../support/identities.ts'
import { columnsOfVisitors, plantEverywhere, planted, rowsIn, whereIsIt } from '../support/planted.ts'
import { makeDatabase, missingServices } from '../support/services.ts'
import { upload } from '../support/uploads.ts'

const withoutPostgres = await missingServices('postgres')
const later = 9_000_000_000_000

/** Everything that a visitor can write, on two devices, and what people and the assistant make of it. */
async function tellEverything(
  app: TestApp,
  administrator: string,
): Promise<{ one: TestVisitor; two: TestVisitor }> {
  const { secret } = await makeSecret(app, administrator)
  const identity = () =>
    sign(
      secret,
      claimsFor(`${planted}-customer`, { email: `${planted}@example.com`, name: `Mia ${planted}` }),
    )
  const one = await connectVisitor(app.base)
  await one.ask('page:view', { url: `${app.base}/${planted}`, title: planted })
  await one.ask('visitor:context', { context: { cart: planted } })
  await one.ask('visitor:order', { number: planted })
  await one.ask('visitor:track', { name: planted, data: { sku: planted } })
  const file = Buffer.from(`a note with ${planted} in it`)
  const sent = await upload(app.base, one.token, file, { name: `${planted}.txt`, type: 'text/plain' })
  await upload(app.base, one.token, file, { name: `${planted} unsent.txt`, type: 'text/plain' })
  const answer = await one.saysAndHears(`How long does delivery take? ${planted}`)
  const { conversationId } = one.told.find((each) => each.name === 'conversation:appended')?.fact ?? {}
  await one.say(planted, { attachments: [sent.attachmentId] })
  await one.ask('message:rate', {
    conversationId,
    messageId: answer.messageId,
    rating: 'unhelpful',
    comment: planted,
  })
  await one.ask('conversation:rate', { conversationId, score: 2, comment: planted })
  const known = await one.ask('visitor:identify', { identity: identity() })
  const two = await connectVisitor(app.base)
  await two.ask('visitor:identify', { identity: identity() })
  const agent = await connectDesk(app.base, (await app.signIn('agent')).token)
  await agent.ask('conversation:watch', { conversationId })
  await agent.ask('note:add', { conversationId, text: planted })
  await agent.ask('case:correct', { conversationId, name: 'name', value: planted, seen: 0 })
  agent.close()
  return { one: { ...one, token: known.visitor }, two }
}

/** What only comes about in rare moments, written past everything. */
async function plantRare(store: Store, one: TestVisitor, workspaceId: string, at: number): Promise<void> {
  const whole = await wholeOf(store.read, workspaceId, one.visitorId)
  const [conversationId = ''] = whole.conversationIds
  await store.write(async (writing) => {
    await writing
      .insertInto('consent')
      .values({ visitor_id: one.visitorId, version: 'v', locale: 'en', text: planted, address: planted, at })
      .execute()
    await writing
      .insertInto('proposal')
      .values({
        id: randomUUID(),
        workspace_id: workspaceId,
        conversation_id: conversationId,
        action: JSON.stringify({ reason: planted }),
        customer: planted,
        why: planted,
        state: 'done',
        version: 1,
        key: randomUUID(),
        proposed_at: at,
        expires_at: at,
        result: JSON.stringify({ said: planted }),
        failure: JSON.stringify({ said: planted }),
      })
      .execute()
    await writing
      .insertInto('copilot_draft')
      .values({
        ...{ id: randomUUID(), workspace_id: workspaceId, conversation_id: conversationId, person_id: 'p' },
        ...{ created_at: at, basis: 'articles', by_model: 0, language: 'en', text: planted, articles: '[]' },
        ...{
          message_id: randomUUID(),
          sent: planted,
          distance: 0,
          measure: 'levenshtein-words',
          sent_at: at,
        },
      })
      .execute()
    await writing
      .insertInto('model_use')
      .values({
        subject: `visitor:${one.visitorId}`,
        day: '2026-11-21',
        calls: 1,
        tokens: 1,
        milliseconds: 1,
      })
      .execute()
    await askForWork(writing, {
      key: 'transcript-mail:planted',
      kind: 'transcript-mail',
      payload: { visitorId: one.visitorId, conversationId, address: planted },
      dueAt: later,
    })
    const defect = await writing
      .selectFrom('defect')
      .select('id')
      .where('conversation_id', '=', conversationId)
      .executeTakeFirstOrThrow()
    const made = {
      id: 'case-planted',
      locale: 'en' as const,
      question: planted,
      expect: { kind: 'refusal' as const },
    }
    await writing
      .insertInto('evaluation_case')
      .values({
        ...made,
        workspace_id: workspaceId,
        expect: JSON.stringify(made.expect),
        defect_id: defect.id,
        created_at: at,
      })
      .execute()
    await writing
      .updateTable('defect')
      .set({ case_id: made.id, status: 'fixing' })
      .where('id', '=', defect.id)
      .execute()
    const result = {
      gate: { open: false, reasons: [{ code: 'not-fixed', question: planted }] },
      live: 1,
      failures: [{ case: made, got: { kind: 'handover' }, regression: true }],
      proved: [],
    }
    await writing
      .insertInto('evaluation')
      .values({
        id: randomUUID(),
        workspace_id: workspaceId,
        release: 1,
        state: 'finished',
        total: 1,
        done: 1,
        passed: 0,
        result: JSON.stringify(result),
        started_at: at,
        finished_at: at,
      })
      .execute()
  })
  await plantEverywhere(store, whole, await columnsOfVisitors(store, whole))
}

for (const [dialect, missing] of [
  ['SQLite', undefined],
  ['PostgreSQL', withoutPostgres],
] as const) {
  describe.skipIf(missing !== undefined)(`erasing on ${dialect}`, () => {
    let app: TestApp
    let clear: () => Promise<void>
    let directory = ''
    let administrator = ''
    let one: TestVisitor
    let two: TestVisitor
    let stranger: TestVisitor
    let workspaceId = ''
    let before: Record<string, number>
    let desk: Untyped
    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'baton-erase-'))
      const database = dialect === 'PostgreSQL' ? await makeDatabase() : undefined
      clear = async () => {
        await database?.drop()
        await rm(directory, { recursive: true, force: true })
      }
      app = await startTestApp({ directory, config: database ? { databaseUrl: database.url } : {} })
      administrator = (await app.signIn('administrator')).token
      workspaceId = (await call(app.base, 'GET', '/session', { token: administrator })).workspace.id
      stranger = await connectVisitor(app.base)
      await stranger.saysAndHears('How do I return an item?')
      desk = await connectDesk(app.base, administrator)
      await setTimeout(1_000)
      before = await rowsIn(app.store)
      ;({ one, two } = await tellEverything(app, administrator))
      // What watches and captures has been at work.
      await setTimeout(1_500)
      await plantRare(app.store, one, workspaceId, Date.now())
    })
    afterAll(async () => {
      for (const client of [one, two, stranger, desk]) client?.close()
      await app?.close()
      await setTimeout(200)
      await clear()
    })

    test('16: the word is planted in every column that a visitor’s words can reach', async () => {
      const whole = await wholeOf(app.store.read, workspaceId, one.visitorId)
      expect(whole.visitorIds).toHaveLength(2)
      expect(await whereIsIt(app.store)).toEqual(
        expect.arrayContaining(await columnsOfVisitors(app.store, whole)),
      )
    })

    test('an export has everything that was planted, and no token', async () => {
      const path = `/visitors/${one.visitorId}/export`
      const answer = await call(app.base, 'GET', path, { token: administrator })
      expect(answer).toMatchObject({ ok: true, contact: { email: planted }, visitors: [{}, {}] })
      expect(answer.conversations[0]).toMatchObject({ proposals: [{ customer: planted }], defects: [{}] })
      expect(answer.conversations[0].files).toHaveLength(1)
      expect(JSON.stringify(answer)).not.toContain('token_digest')
    })

    test('9: who may not, and who is of another workspace, exports and erases nobody', async () => {
      const { token } = await app.signIn('trainer')
      for (const [method, path] of [
        ['GET', `/visitors/${one.visitorId}/export`],
        ['DELETE', `/visitors/${one.visitorId}`],
      ] as const) {
        expect(await call(app.base, method, path, { token })).toMatchObject({
          status: 403,
          error: 'forbidden',
        })
        expect(await call(app.base, method, path)).toMatchObject({ status: 401 })
      }
      expect(
        await call(app.base, 'DELETE', `/visitors/${randomUUID()}`, { token: administrator }),
      ).toMatchObject({
        status: 404,
        error: 'not-found',
      })
    })

    test('while an approved action is carried out nothing is erased', async () => {
      const state = (next: string) =>
        app.store.write((writing) =>
          writing.updateTable('proposal').set({ state: next }).where('customer', '=', planted).execute(),
        )
      await state('running')
      expect(await one.ask('visitor:erase', { confirm: true })).toMatchObject({
        ok: false,
        error: 'conflict',
      })
      const refused = await call(app.base, 'DELETE', `/visitors/${one.visitorId}`, { token: administrator })
      expect(refused).toMatchObject({ status: 409, error: 'conflict' })
      expect(await whereIsIt(app.store)).not.toEqual([])
      await state('done')
    })

    test('16: afterwards the word is in no table and no column, and every socket of theirs has ended', async () => {
      const again = await connectVisitor(app.base, { token: one.token })
      const gone = Promise.all(
        [again, two].map(({ socket }) => new Promise((resolve) => socket.once('disconnect', resolve))),
      )
      expect(await again.ask('visitor:erase', {})).toMatchObject({ ok: false, error: 'invalid' })
      expect(await again.ask('visitor:erase', { confirm: true })).toEqual({ ok: true, conversations: 1 })
      await gone
      expect(await whereIsIt(app.store)).toEqual([])
      await desk.fact('conversation:erased')
      await expect(connectVisitor(app.base, { token: one.token })).rejects.toMatchObject({
        error: 'unauthenticated',
      })
    })

    test('nothing of anybody else is gone', async () => {
      const after = await rowsIn(app.store)
      expect(after).toMatchObject({
        ...before,
        // The defect that was seen, the proof, and what the test itself brought along.
        ...{ defect: expect.any(Number), erasure: 2, identity_key: 1, identity_use: 2 },
        ...{ evaluation: 1, credential: expect.any(Number), due_work: expect.any(Number) },
        ...{ person_act: expect.any(Number), presence: expect.any(Number) },
      })
      expect((await stranger.saysAndHears('How long does delivery take?')).citations).toHaveLength(1)
    })

    test('20: the defect is still in the queue, without the visitor’s words and with a note', async () => {
      const { defects } = await call(app.base, 'GET', '/defects?status=fixing', { token: administrator })
      expect(defects).toHaveLength(1)
      expect(defects[0]).toMatchObject({ kind: 'wrong', question: expect.stringContaining('erased') })
      expect(defects[0].answer ?? defects[0].comment ?? defects[0].caseId).toBeUndefined()
      expect(defects[0].erasedAt).toEqual(expect.any(Number))
    })

    test.runIf(dialect === 'SQLite')('16: the bytes have left the files of the store too', async () => {
      const data = join(directory, 'data')
      const files = (await readdir(data)).filter((name) => name.startsWith('baton.db'))
      expect(files.length).toBeGreaterThan(0)
      for (const name of files) {
        const bytes = (await readFile(join(data, name))).toString('latin1').toLowerCase()
        expect(bytes.includes(planted), name).toBe(false)
      }
    })
  })
}
