import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listInbox } from '#server/conversation/index.ts'
import { archiveTag, createTag, listBlocks, listTags, listTagUse, mergeTags } from '#server/desk/index.ts'
import { openPostgresStore } from '#server/store/postgres.ts'
import { openSqliteStore } from '#server/store/sqlite.ts'
import type { Store } from '#server/store/store.ts'
import { tagBounds } from '#shared/tags.ts'
import { makeDatabase, missingServices } from '../support/services.ts'

const withoutPostgres = await missingServices('postgres')
const edit = { workspaceId: 'shop', by: 'Mei', at: 1_000 }

async function onSqlite() {
  const directory = await mkdtemp(join(tmpdir(), 'baton-acts-'))
  const store = await openSqliteStore(directory)
  return { store, clear: () => rm(directory, { recursive: true, force: true }) }
}

async function onPostgres() {
  const database = await makeDatabase()
  const store = await openPostgresStore(database.url, (reason) => {
    throw reason
  })
  async function clear(): Promise<void> {
    // The pool says it has ended before the server has seen its connections go; dropped now they would report it.
    await setTimeout(200)
    await database.drop()
  }
  return { store, clear }
}

for (const [name, open, reason] of [
  ['SQLite', onSqlite, undefined],
  ['PostgreSQL', onPostgres, withoutPostgres],
] as const) {
  describe.skipIf(reason !== undefined)(`tags and blocks on ${name}`, () => {
    let store: Store
    let clear: () => Promise<void>
    beforeAll(async () => {
      ;({ store, clear } = await open())
      await store.write(async (writing) => {
        for (const id of ['shop', 'other', 'full'])
          await writing
            .insertInto('workspace')
            .values({ id, name: id, created_at: 0, live_release: null, next_release: 1 })
            .execute()
        await writing
          .insertInto('site')
          .values({ key: 'site', workspace_id: 'shop', name: 'Shop', origins: '[]', look: '{}' })
          .execute()
      })
    })
    afterAll(async () => {
      await store.close()
      await clear()
    })

    const make = (tagName: string, workspaceId = 'shop') =>
      store.write((writing) => createTag(writing, { ...edit, workspaceId }, { name: tagName }))

    async function converse(id: string, ...tags: string[]): Promise<void> {
      await store.write(async (writing) => {
        await writing
          .insertInto('visitor')
          .values({
            ...{ id: `v-${id}`, workspace_id: 'shop', site_key: 'site', token_digest: id, locale: 'en' },
            ...{ token_expires_at: 1, created_at: 1, seen_at: 1, order_guesses: 0 },
          })
          .execute()
        await writing
          .insertInto('conversation')
          .values({
            ...{ id, workspace_id: 'shop', site_key: 'site', visitor_id: `v-${id}`, status: 'automated' },
            ...{ head: 0, fence: 0, language: 'en', preview: '', preview_sender: 'visitor', read_seq: 0 },
            ...{ answered_seq: 0, case_file: '{}', created_at: 1, updated_at: 1 },
          })
          .execute()
        for (const tag_id of tags)
          await writing
            .insertInto('conversation_tag')
            .values({ conversation_id: id, tag_id, at: 1 })
            .execute()
      })
    }

    test('of many who make one tag at once all get the same, and each workspace has its own', async () => {
      const made = await Promise.all(Array.from({ length: 10 }, () => make('Late parcel')))
      expect(new Set(made.map(({ id }) => id)).size).toBe(1)
      const theirs = await make('Late parcel', 'other')
      expect(theirs.id).not.toBe(made[0]?.id)
      expect(await listTags(store.read, 'other')).toEqual([theirs])
    })

    test('a merged tag is found, counted and listed as what it became, also after two merges', async () => {
      const [one, two, three] = [await make('Refnud'), await make('Refound'), await make('Refund')]
      await converse('c1', one.id)
      await converse('c2', two.id)
      await converse('c3', three.id)
      const merge = (id: string, into: string, version = 1) =>
        store.write((writing) => mergeTags(writing, edit, id, { into, version }))
      await merge(one.id, two.id)
      await merge(two.id, three.id)
      const tagged = async (workspaceId: string) => {
        const request = { workspaceId, personId: 'p', view: 'all', tag: three.id, limit: 10 } as const
        return (await listInbox(store.read, request)).conversations.map(({ id }) => id).sort()
      }
      expect(await tagged('shop')).toEqual(['c1', 'c2', 'c3'])
      expect(await tagged('other')).toEqual([])
      const use = await listTagUse(store.read, 'shop')
      expect(use.find(({ id }) => id === three.id)?.conversations).toBe(3)
      expect(use.find(({ id }) => id === one.id)).toMatchObject({ mergedInto: three.id })
      await expect(merge(one.id, three.id, 2)).rejects.toMatchObject({ code: 'conflict' })
    })

    test('a name is free again once its tag is archived, and a tag comes back only to a free name', async () => {
      const first = await make('Wholesale')
      const archive = (id: string, version: number, archived: boolean) =>
        store.write((writing) => archiveTag(writing, edit, id, { version, archived }))
      await archive(first.id, 1, true)
      const second = await make('wholesale')
      expect(second.id).not.toBe(first.id)
      await expect(archive(first.id, 2, false)).rejects.toMatchObject({ code: 'conflict' })
      await expect(archive(first.id, 1, false)).rejects.toMatchObject({ code: 'conflict' })
      await archive(second.id, 1, true)
      expect(await archive(first.id, 2, false)).toMatchObject({ archivedAt: undefined, version: 3 })
    })

    test('there are only so many tags', async () => {
      const rows = Array.from({ length: tagBounds.tags }, (_, index) => ({
        ...{ id: `full-${index}`, workspace_id: 'full', name: `Tag ${index}`, name_key: `tag ${index}` },
        ...{ colour: 'red', version: 1, created_at: 0, updated_at: 0, updated_by: 'Mei' },
      }))
      await store.write(async (writing) => {
        for (let start = 0; start < rows.length; start += 100)
          await writing
            .insertInto('tag')
            .values(rows.slice(start, start + 100))
            .execute()
      })
      await expect(make('One more', 'full')).rejects.toMatchObject({ code: 'too-large' })
      expect(await make('TAG 7', 'full')).toMatchObject({ id: 'full-7' })
    })

    test('blocks are listed newest first by pages, those that are over left out', async () => {
      for (const [index, until] of [null, 5_000, 9_000, 100].entries()) {
        await converse(`b${index}`)
        await store.write((writing) =>
          writing
            .insertInto('visitor_block')
            .values({
              ...{ id: `visitor:v-b${index}`, workspace_id: 'shop', visitor_id: `v-b${index}`, until },
              ...{ conversation_id: `b${index}`, reason: 'spam', at: 10 + index, by_id: 'p', by_name: 'Mei' },
              refused: index,
            })
            .execute(),
        )
      }
      const page = { workspaceId: 'shop', limit: 2, now: 1_000 }
      const first = await listBlocks(store.read, page)
      expect(first.blocks.map(({ conversationId }) => conversationId)).toEqual(['b2', 'b1'])
      const rest = await listBlocks(store.read, { ...page, cursor: first.next })
      expect(rest).toMatchObject({
        blocks: [{ conversationId: 'b0', until: undefined, refused: 0 }],
        next: undefined,
      })
      expect((await listBlocks(store.read, { ...page, workspaceId: 'other' })).blocks).toEqual([])
    })
  })
}
