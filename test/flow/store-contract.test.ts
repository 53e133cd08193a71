import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { writePart } from '#server/knowledge/releases/stored-index.ts'
import { readReleaseSynonyms } from '#server/knowledge/synonyms.ts'
import {
  askForWork,
  claimWork,
  type DueWork,
  finishWork,
  isWorkDue,
  leaseLength,
  postponeWork,
  repeatWork,
} from '#server/store/due-work.ts'
import { migrations } from '#server/store/migrations.ts'
import { openPostgresStore } from '#server/store/postgres.ts'
import { openSqliteStore } from '#server/store/sqlite.ts'
import { type Store, StoreFailure, schemaVersion } from '#server/store/store.ts'
import { makeDatabase, missingServices } from '../support/services.ts'

const withoutPostgres = await missingServices('postgres')

interface Place {
  open(): Promise<Store>
  /** Runs a statement past the store, as another program would. */
  tamper(statement: string): Promise<void>
  clear(): Promise<void>
}

async function sqlitePlace(): Promise<Place> {
  const directory = await mkdtemp(join(tmpdir(), 'baton-store-'))
  return {
    open: () => openSqliteStore(directory),
    async tamper(statement) {
      const database = new DatabaseSync(join(directory, 'baton.db'))
      database.exec(statement)
      database.close()
    },
    clear: () => rm(directory, { recursive: true, force: true }),
  }
}

async function postgresPlace(): Promise<Place> {
  const database = await makeDatabase()
  return {
    open: () =>
      openPostgresStore(database.url, (reason) => {
        throw reason
      }),
    async tamper(statement) {
      const client = new pg.Client({ connectionString: database.url })
      await client.connect()
      await client.query(statement)
      await client.end()
    },
    clear: database.drop,
  }
}

// One suite, both dialects: what holds on one must hold on the other, so that neither is a fake of the other.
for (const [name, makePlace, reason] of [
  ['SQLite', sqlitePlace, undefined],
  ['PostgreSQL', postgresPlace, withoutPostgres],
] as const) {
  describe.skipIf(reason !== undefined)(`the store on ${name}`, () => {
    let place: Place
    let store: Store
    beforeAll(async () => {
      place = await makePlace()
      store = await place.open()
    })
    afterAll(async () => {
      await store.close()
      await place.clear()
    })

    beforeEach(() => store.write((writing) => writing.deleteFrom('due_work').execute()))

    const addSetting = (key: string, value = '1') =>
      store.write((writing) => writing.insertInto('setting').values({ key, value }).execute())
    const readSetting = (key: string) =>
      store.read.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst()

    test('a resolved write is there after the store is closed and opened again (invariant 1)', async () => {
      await addSetting('kept')
      await store.close()
      store = await place.open()
      expect(await readSetting('kept')).toEqual({ value: '1' })
    })

    test('a write that throws leaves nothing, and the writes beside it stand', async () => {
      const outcomes = await Promise.allSettled([
        addSetting('before'),
        store.write(async (writing) => {
          await writing.insertInto('setting').values({ key: 'torn', value: '1' }).execute()
          throw new RangeError('changed its mind')
        }),
        addSetting('after'),
      ])
      expect(outcomes.map((each) => each.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
      expect(await readSetting('torn')).toBeUndefined()
      expect(await readSetting('before')).toBeDefined()
      expect(await readSetting('after')).toBeDefined()
    })

    test('what our own code throws comes back as it was, what the engine refuses as a StoreFailure', async () => {
      await expect(
        store.write(async () => {
          throw new RangeError('ours')
        }),
      ).rejects.toBeInstanceOf(RangeError)
      await addSetting('twice')
      await expect(addSetting('twice')).rejects.toBeInstanceOf(StoreFailure)
    })

    test('numbers come back as numbers, times in milliseconds included', async () => {
      const at = 1_795_000_000_123
      await store.write((writing) =>
        askForWork(writing, { key: 'numbers', kind: 'x', payload: {}, dueAt: at }),
      )
      const row = await store.read.selectFrom('due_work').select('due_at').executeTakeFirstOrThrow()
      expect(row.due_at).toBe(at)
    })

    test('a hundred writers at once each keep their own row', async () => {
      await Promise.all(Array.from({ length: 100 }, (_, index) => addSetting(`many-${index}`)))
      const rows = await store.read
        .selectFrom('setting')
        .select('key')
        .where('key', 'like', 'many-%')
        .execute()
      expect(rows).toHaveLength(100)
    })

    test('work that repeats is due again when it said, or at once where it was asked for meanwhile', async () => {
      const now = 1_000_000
      const ask = (dueAt: number) =>
        store.write((writing) => askForWork(writing, { key: 'again', kind: 'x', payload: {}, dueAt }))
      const repeat = (work: DueWork, owner: string, dueAt: number) =>
        store.write((writing) => repeatWork(writing, work, owner, dueAt))
      await ask(now)
      const [first] = (await claimWork(store, 'a', now, 1)) as [DueWork]
      expect(await repeat(first, 'b', now + 100)).toBe(false)
      expect(await repeat(first, 'a', now + 100)).toBe(true)
      expect(await claimWork(store, 'a', now + 99, 1)).toEqual([])
      const [second] = (await claimWork(store, 'a', now + 100, 1)) as [DueWork]
      expect(second.attempts).toBe(1)
      await ask(now + 200)
      expect(await repeat(second, 'a', now + 9_000)).toBe(true)
      expect(await claimWork(store, 'a', now + 200, 1)).toHaveLength(1)
    })

    test('due work is claimed by one owner, and by another once its lease has ended', async () => {
      const now = 1_000_000
      await store.write((writing) =>
        askForWork(writing, { key: 'one', kind: 'turn', payload: { a: 1 }, dueAt: now }),
      )
      expect(await isWorkDue(store, now - 1)).toBe(false)
      const claims = await Promise.all([claimWork(store, 'ann', now, 5), claimWork(store, 'ben', now, 5)])
      expect(claims.flat()).toHaveLength(1)
      expect(claims.flat()[0]).toMatchObject({ key: 'one', payload: { a: 1 }, attempts: 1 })
      expect(await claimWork(store, 'cyn', now + leaseLength, 5)).toMatchObject([{ key: 'one', attempts: 2 }])
    })

    test('a run that lost its lease ends nothing; the one that holds it does', async () => {
      const now = 2_000_000
      await store.write((writing) =>
        askForWork(writing, { key: 'two', kind: 'turn', payload: {}, dueAt: now }),
      )
      const [first] = await claimWork(store, 'ann', now, 1)
      const [second] = await claimWork(store, 'ben', now + leaseLength, 1)
      if (!first || !second) throw new Error('nothing was claimed')
      expect(await store.write((writing) => finishWork(writing, first, 'ann'))).toBe(false)
      expect(await store.write((writing) => finishWork(writing, second, 'ben'))).toBe(true)
      expect(await claimWork(store, 'cyn', now + 10 * leaseLength, 5)).toEqual([])
    })

    test('work that is asked for again while it runs is due again when the run ends', async () => {
      const now = 3_000_000
      const ask = () =>
        store.write((writing) => askForWork(writing, { key: 'again', kind: 'turn', payload: {}, dueAt: now }))
      await ask()
      const [run] = await claimWork(store, 'ann', now, 1)
      await ask()
      expect(await claimWork(store, 'ben', now, 1)).toEqual([])
      if (!run) throw new Error('nothing was claimed')
      await store.write((writing) => finishWork(writing, run, 'ann'))
      expect(await claimWork(store, 'ben', now, 1)).toMatchObject([{ key: 'again', generation: 2 }])
    })

    test('postponed work waits for its time', async () => {
      const now = 4_000_000
      await store.write((writing) =>
        askForWork(writing, { key: 'later', kind: 'turn', payload: {}, dueAt: now }),
      )
      const [run] = await claimWork(store, 'ann', now, 1)
      if (!run) throw new Error('nothing was claimed')
      await postponeWork(store, run, 'ann', now + 500)
      expect(await claimWork(store, 'ann', now + 499, 1)).toEqual([])
      expect(await claimWork(store, 'ann', now + 500, 1)).toMatchObject([{ key: 'later' }])
    })

    test('bytes come back as they were, and a part that is written again replaces the first', async () => {
      const key = { workspaceId: 'bytes', number: 3 }
      await store.write((writing) =>
        writing
          .insertInto('workspace')
          .values({ id: key.workspaceId, name: 'x', created_at: 0, live_release: null, next_release: 1 })
          .execute(),
      )
      const bytes = Uint8Array.from({ length: 70_000 }, (_, place) => (place * 7) % 256)
      await store.write((writing) => writePart(writing, key, 0, new Uint8Array(3)))
      await store.write((writing) => writePart(writing, key, 0, bytes))
      const rows = await store.read.selectFrom('release_index').selectAll().execute()
      expect(rows).toMatchObject([{ workspace_id: 'bytes', number: 3, part: 0 }])
      expect(Buffer.compare(rows[0]?.bytes ?? new Uint8Array(), bytes)).toBe(0)
    })

    test('files go with the conversation and the visitor they belong to, part by part', async () => {
      const insert = store.write(async (writing) => {
        await writing
          .insertInto('workspace')
          .values({ id: 'files', name: 'x', created_at: 0, live_release: null, next_release: 1 })
          .execute()
        await writing
          .insertInto('site')
          .values({ key: 'files', workspace_id: 'files', name: 'x', origins: '[]', look: '{}' })
          .execute()
        await writing
          .insertInto('visitor')
          .values({
            id: 'v',
            workspace_id: 'files',
            site_key: 'files',
            token_digest: 'v',
            token_expires_at: 1,
            locale: 'en',
            created_at: 0,
            seen_at: 0,
            order_guesses: 0,
          })
          .execute()
        await writing
          .insertInto('conversation')
          .values({
            id: 'c',
            workspace_id: 'files',
            site_key: 'files',
            visitor_id: 'v',
            status: 'automated',
            head: 0,
            fence: 0,
            language: 'en',
            preview: '',
            preview_sender: 'visitor',
            read_seq: 0,
            answered_seq: 0,
            case_file: '{}',
            created_at: 0,
            updated_at: 0,
          })
          .execute()
        for (const [id, owner] of [
          ['of-conversation', { owner_id: 'p', conversation_id: 'c' }],
          ['of-visitor', { owner_id: 'v', visitor_id: 'v' }],
          ['of-person', { owner_id: 'p' }],
        ] as const) {
          const file = { name: 'a.png', type: 'image/png', size: 3, state: 'ready', created_at: 1 } as const
          await writing
            .insertInto('attachment')
            .values({ id, workspace_id: 'files', ...file, ...owner })
            .execute()
          for (const part of [0, 1])
            await writing
              .insertInto('attachment_part')
              .values({ attachment_id: id, part, bytes: Uint8Array.from([part, 0, 255]) })
              .execute()
        }
      })
      await insert
      const parts = async () =>
        await store.read
          .selectFrom('attachment_part')
          .selectAll()
          .orderBy('attachment_id')
          .orderBy('part')
          .execute()
      expect((await parts()).map(({ bytes }) => [...bytes])).toEqual(
        Array.from({ length: 3 }, () => [
          [0, 0, 255],
          [1, 0, 255],
        ]).flat(),
      )
      await store.write((writing) => writing.deleteFrom('conversation').where('id', '=', 'c').execute())
      expect((await parts()).map((row) => row.attachment_id)).not.toContain('of-conversation')
      await store.write((writing) => writing.deleteFrom('visitor').where('id', '=', 'v').execute())
      expect([...new Set((await parts()).map((row) => row.attachment_id))]).toEqual(['of-person'])
      const lone = { attachment_id: 'nobody', part: 0, bytes: new Uint8Array(1) }
      await expect(
        store.write((writing) => writing.insertInto('attachment_part').values(lone).execute()),
      ).rejects.toBeInstanceOf(StoreFailure)
    })

    /** Leaves the store as the program of that schema had it. */
    async function undoAfter(version: number): Promise<void> {
      const statements = migrations.flatMap(({ number, statements }) =>
        statements.map((statement) => ({ number, statement })),
      )
      for (const { number, perDialect } of migrations.toReversed()) {
        if (number <= version) continue
        for (const statement of perDialect?.[store.dialect] ?? []) {
          const made = /^create (?:virtual )?table (\w+)/.exec(statement)?.[1]
          // Indexes and triggers go with their tables.
          if (made !== undefined) await place.tamper(`drop table ${made}`)
        }
      }
      for (const [at, { number, statement }] of [...statements.entries()].reverse()) {
        if (number <= version) continue
        const [, made, name] = /^create (?:unique )?(table|index) (\w+)/.exec(statement) ?? []
        if (made !== undefined) await place.tamper(`drop ${made} ${name}`)
        const [, table, column] = /^alter table (\w+) add column (\w+)/.exec(statement) ?? []
        if (table !== undefined) await place.tamper(`alter table ${table} drop column ${column}`)
        const [, from, gone] = /^alter table (\w+) drop column (\w+)/.exec(statement) ?? []
        const added = statements
          .slice(0, at)
          .findLast((each) => each.statement.startsWith(`alter table ${from} add column ${gone} `))
        if (from !== undefined) await place.tamper(added?.statement ?? '')
        // A table that was made anew under its name: the one of before, empty.
        const renamed = /^alter table (\w+) rename to/.exec(statement)?.[1]
        const earlier = statements
          .slice(0, at)
          .findLast((each) => each.statement.startsWith(`create table ${renamed} `))
        if (renamed !== undefined) await place.tamper(earlier?.statement ?? '')
        const dropped = /^drop index (\w+)/.exec(statement)?.[1]
        const before = statements
          .slice(0, at)
          .findLast((each) => each.statement.startsWith(`create index ${dropped} `))
        if (dropped !== undefined) await place.tamper(before?.statement ?? '')
      }
      await place.tamper(`update setting set value = '${version}' where key = 'schema'`)
    }

    test('a store from before the indexes is brought up to date with its rows', async () => {
      await store.close()
      await undoAfter(1)
      store = await place.open()
      expect(await store.read.selectFrom('release_index').selectAll().execute()).toEqual([])
      expect(await readSetting('kept')).toBeDefined()
      expect(await readSetting('schema')).toEqual({ value: String(schemaVersion) })
    })

    test('a store from before the synonyms keeps its releases, which have none', async () => {
      const key = { workspaceId: 'bytes', number: 3 }
      await store.write((writing) => writePart(writing, key, 0, new Uint8Array(3)))
      await store.close()
      await undoAfter(2)
      store = await place.open()
      expect(await store.read.selectFrom('release_index').select('number').execute()).toEqual([{ number: 3 }])
      expect(await readReleaseSynonyms(store.read, 'bytes', 3)).toEqual([])
    })

    test('a schema that a newer program wrote is refused with a sentence, and left as it is', async () => {
      const setSchema = (version: number) =>
        place.tamper(`update setting set value = '${version}' where key = 'schema'`)
      await store.close()
      await setSchema(schemaVersion + 1)
      await expect(place.open()).rejects.toThrow(/Start the newer version/)
      await setSchema(schemaVersion)
      store = await place.open()
      expect(await readSetting('kept')).toBeDefined()
    })
  })
}
