import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { postVisitorMessage } from '#server/conversation/index.ts'
import { claimWork, finishWork } from '#server/store/due-work.ts'
import { migrations } from '#server/store/migrations.ts'
import { openPostgresStore } from '#server/store/postgres.ts'
import { openSqliteStore } from '#server/store/sqlite.ts'
import type { Store } from '#server/store/store.ts'
import { askForTranscriptMail, eraseVisitor, exportVisitor } from '#server/visitor-data/index.ts'
import { makeDatabase, missingServices } from '../support/services.ts'
import { watcherParts } from '../support/watched-store.ts'

const withoutPostgres = await missingServices('postgres')
const at = 1_800_000_000_000

async function onSqlite() {
  const directory = await mkdtemp(join(tmpdir(), 'baton-visitor-data-'))
  return {
    open: () => openSqliteStore(directory),
    clear: () => rm(directory, { recursive: true, force: true }),
  }
}

async function onPostgres() {
  const database = await makeDatabase()
  return {
    open: () =>
      openPostgresStore(database.url, (reason) => {
        throw reason
      }),
    clear: async () => {
      await setTimeout(200)
      await database.drop()
    },
  }
}

for (const [dialect, makePlace, missing] of [
  ['SQLite', onSqlite, undefined],
  ['PostgreSQL', onPostgres, withoutPostgres],
] as const) {
  describe.skipIf(missing !== undefined)(`the data of visitors on ${dialect}`, () => {
    let place: Awaited<ReturnType<typeof makePlace>>
    let store: Store
    beforeAll(async () => {
      place = await makePlace()
      store = await place.open()
      await store.write(async (writing) => {
        await writing
          .insertInto('workspace')
          .values({ id: 'w', name: 'w', created_at: at, live_release: null, next_release: 1 })
          .execute()
        await writing
          .insertInto('site')
          .values({ key: 's', workspace_id: 'w', name: 's', origins: '[]', look: '{}' })
          .execute()
      })
    })
    afterAll(async () => {
      await store.close()
      await place.clear()
    })

    const parts = () => ({
      ...watcherParts(store, () => at),
      report: (reason: unknown) => expect(reason).toBe(0),
    })

    async function visit(contactId: string | null = null): Promise<string> {
      const id = randomUUID()
      await store.write(async (writing) => {
        if (contactId !== null)
          await writing
            .insertInto('contact')
            .values({ id: contactId, workspace_id: 'w', subject: contactId, created_at: at, seen_at: at })
            .onConflict((conflict) => conflict.doNothing())
            .execute()
        await writing
          .insertInto('visitor')
          .values({
            ...{ id, workspace_id: 'w', site_key: 's', token_digest: id, token_expires_at: at, locale: 'en' },
            ...{ created_at: at, seen_at: at, order_guesses: 0, contact_id: contactId },
          })
          .execute()
      })
      return id
    }

    const say = (visitorId: string, text: string) =>
      postVisitorMessage(parts(), {
        ...{ workspaceId: 'w', siteKey: 's', visitorId, clientId: randomUUID(), text, language: 'en' },
      })

    test('defects of an older store come along to the new table', async () => {
      // What a store of before has: the table as the first step made it, with a row in it.
      const step = migrations.find(({ name }) => name === 'consent of visitors, and data that was erased')
      const before =
        migrations[0]?.statements.find((statement) => statement.startsWith('create table defect')) ?? ''
      const visitor = await visit()
      const { conversationId } = await say(visitor, 'A question of before')
      await store.write(async (writing) => {
        await sql`drop table defect`.execute(writing)
        await sql.raw(before).execute(writing)
        await sql
          .raw('create index defect_queue on defect (workspace_id, status, reported_at desc, id)')
          .execute(writing)
        await sql`insert into defect (id, workspace_id, conversation_id, subject, kind, status, source, question,
          language, reported_by, reported_at) values ('d', 'w', ${conversationId}, 'm', 'wrong', 'open', 'visitor',
          'A question of before', 'en', 'visitor', ${at})`.execute(writing)
        for (const statement of step?.statements ?? [])
          if (/defect/.test(statement)) await sql.raw(statement).execute(writing)
      })
      await store.close()
      store = await place.open()
      const defect = await store.read.selectFrom('defect').selectAll().executeTakeFirstOrThrow()
      expect(defect).toMatchObject({
        id: 'd',
        question: 'A question of before',
        reported_at: at,
        erased_at: null,
      })
      await eraseVisitor(parts(), { workspaceId: 'w', visitorId: visitor, by: 'visitor' })
      const after = await store.read.selectFrom('defect').selectAll().executeTakeFirstOrThrow()
      expect(after).toMatchObject({ id: 'd', status: 'open', erased_at: at })
      expect(after.question).not.toContain('of before')
    })

    test('a contact is erased with all devices, another visitor is not touched, and it is on record', async () => {
      const contactId = randomUUID()
      const one = await visit(contactId)
      const two = await visit(contactId)
      const other = await visit()
      await say(one, 'from one device')
      const kept = await say(other, 'somebody else')
      const whole = await eraseVisitor(parts(), { workspaceId: 'w', visitorId: two, by: 'Tom' })
      expect(whole).toMatchObject({ contactId, conversationIds: [expect.any(String)] })
      expect([...whole.visitorIds].sort()).toEqual([one, two].sort())
      const left = await store.read.selectFrom('visitor').select('id').execute()
      expect(left).toEqual([{ id: other }])
      expect(await store.read.selectFrom('conversation').select('id').execute()).toEqual([
        { id: kept.conversationId },
      ])
      const record = await store.read
        .selectFrom('erasure')
        .selectAll()
        .where('visitor_id', 'in', [one, two])
        .execute()
      expect(record).toHaveLength(2)
      expect(record[0]).toMatchObject({ at, requested_by: 'Tom', workspace_id: 'w' })
      const again = eraseVisitor(parts(), { workspaceId: 'w', visitorId: two, by: 'Tom' })
      await expect(again).rejects.toMatchObject({ code: 'not-found' })
    })

    test('9: a visitor of another workspace is nobody', async () => {
      const visitor = await visit()
      const request = { workspaceId: 'another', visitorId: visitor, by: 'Tom' }
      await expect(eraseVisitor(parts(), request)).rejects.toMatchObject({ code: 'not-found' })
      await expect(exportVisitor(store.read, { ...request, at })).rejects.toMatchObject({ code: 'not-found' })
    })

    test('whoever erases and writes at once ends with nothing kept, whichever came first', async () => {
      for (let round = 0; round < 10; round++) {
        const visitor = await visit(round % 2 === 0 ? randomUUID() : null)
        await say(visitor, 'the first')
        const outcomes = await Promise.allSettled([
          say(visitor, 'at the same time'),
          eraseVisitor(parts(), { workspaceId: 'w', visitorId: visitor, by: 'visitor' }),
          say(visitor, 'and once more'),
        ])
        expect(outcomes[1].status).toBe('fulfilled')
        const left = await store.read
          .selectFrom('conversation')
          .select('id')
          .where('visitor_id', '=', visitor)
          .execute()
        expect(left).toEqual([])
        await expect(say(visitor, 'afterwards')).rejects.toMatchObject({ code: 'unauthenticated' })
      }
    })

    test('work that was claimed before its visitor was erased has no effect any more', async () => {
      const visitor = await visit()
      const { conversationId } = await say(visitor, 'hello')
      const reader = { locale: 'en', timeZone: 'UTC' }
      await store.write((writing) =>
        askForTranscriptMail(writing, {
          ...{ id: randomUUID(), conversationId, visitorId: visitor, address: 'a@example.com', reader, at },
        }),
      )
      const claimed = await claimWork(store, 'a worker', at + 60_000, 100)
      const theirs = claimed.filter(({ payload }) => payload.conversationId === conversationId)
      expect(theirs.map(({ kind }) => kind).sort()).toEqual(['search', 'transcript-mail', 'turn', 'watch'])
      await eraseVisitor(parts(), { workspaceId: 'w', visitorId: visitor, by: 'visitor' })
      for (const work of theirs)
        expect(await store.write((writing) => finishWork(writing, work, 'a worker'))).toBe(false)
    })
  })
}
