import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  addSynonyms,
  editSynonyms,
  goLive,
  importArticles,
  listSynonyms,
  makeRelease,
  openLibrary,
  readRelease,
  removeSynonyms,
} from '#server/knowledge/index.ts'
import { readReleaseSynonyms, readSynonyms } from '#server/knowledge/synonyms.ts'
import { openPostgresStore } from '#server/store/postgres.ts'
import { openSqliteStore } from '#server/store/sqlite.ts'
import type { Store } from '#server/store/store.ts'
import { synonymBounds } from '#shared/synonyms.ts'
import { makeDatabase, missingServices } from '../support/services.ts'

const withoutPostgres = await missingServices('postgres')
const edit = { workspaceId: 'shop', by: 'Mei', at: 1_000 }
const elsewhere = { ...edit, workspaceId: 'other' }

async function onSqlite() {
  const directory = await mkdtemp(join(tmpdir(), 'baton-synonyms-'))
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
  describe.skipIf(reason !== undefined)(`synonyms on ${name}`, () => {
    let store: Store
    let clear: () => Promise<void>
    beforeAll(async () => {
      ;({ store, clear } = await open())
      for (const id of ['shop', 'other', 'full'])
        await store.write((writing) =>
          writing
            .insertInto('workspace')
            .values({ id, name: id, created_at: 0, live_release: null, next_release: 1 })
            .execute(),
        )
    })
    afterAll(async () => {
      await store.close()
      await clear()
    })

    const add = (words: string[], where = edit) =>
      store.write((writing) => addSynonyms(writing, where, words))
    const change = (id: string, words: string[], version: number, where = edit) =>
      store.write((writing) => editSynonyms(writing, where, id, { words, version }))
    const remove = (id: string, where = edit) =>
      store.write((writing) => removeSynonyms(writing, where.workspaceId, id))
    const groups = async (workspaceId = 'shop') =>
      (await readSynonyms(store.read, workspaceId)).map(({ words }) => words)
    const clean = async () => {
      for (const { id } of await readSynonyms(store.read, 'shop')) await remove(id)
    }

    test('a group comes back as it was written, in its own workspace only (invariant 9)', async () => {
      const group = await add(['rucksack', 'backpack', '双肩包'])
      expect(group).toMatchObject({ version: 1, updatedAt: 1_000, updatedBy: 'Mei' })
      expect(await groups()).toEqual([['rucksack', 'backpack', '双肩包']])
      expect(await groups('other')).toEqual([])
      // The same words are free there.
      const theirs = await add(['rucksack', 'daypack'], elsewhere)
      await expect(change(group.id, ['a pack', 'a bag'], 1, elsewhere)).rejects.toThrow('does not exist')
      await expect(remove(group.id, elsewhere)).rejects.toThrow('does not exist')
      await remove(theirs.id, elsewhere)
      expect(await groups()).toHaveLength(1)
      await clean()
    })

    test('a word stands in one group, whatever its ending, case or script form', async () => {
      await add(['power bank', '充电宝'])
      for (const word of ['Power Banks', 'power-bank', 'ＰＯＷＥＲ　ＢＡＮＫ', '充電寶'])
        await expect(add([word, 'juicebox']), word).rejects.toMatchObject({
          code: 'invalid',
          issues: [{ path: 'words.0', message: expect.stringContaining('power bank, 充电宝') }],
        })
      await expect(add(['tent', 'tents'])).rejects.toMatchObject({ issues: [{ path: 'words.1' }] })
      await expect(add(['the', 'it'])).rejects.toThrow('too common')
      await expect(add(['可以', '天幕'])).rejects.toThrow('too common')
      await expect(add(['4711200', '99999999'])).rejects.toThrow('Long numbers')
      expect(await groups()).toHaveLength(1)
      await clean()
    })

    test('of two who take one word at once one gets it', async () => {
      const outcomes = await Promise.allSettled([
        add(['tarp', 'shade']),
        add(['tarp', 'cover']),
        add(['sail', 'tarp']),
      ])
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'invalid' })
      await clean()
    })

    test('an edit sets words free, and a stale one changes nothing', async () => {
      const group = await add(['tarp', 'shade sail'])
      expect(await change(group.id, ['tarp', 'awning'], 1)).toMatchObject({ version: 2 })
      await expect(change(group.id, ['tarp', 'roof'], 1)).rejects.toMatchObject({ code: 'conflict' })
      await expect(change('none', ['tarp', 'roof'], 1)).rejects.toMatchObject({ code: 'not-found' })
      const other = await add(['shade sail', 'sun sail'])
      await expect(change(other.id, ['sun sail', 'awning'], 1)).rejects.toMatchObject({ code: 'invalid' })
      expect((await groups()).toSorted()).toEqual([
        ['shade sail', 'sun sail'],
        ['tarp', 'awning'],
      ])
      await remove(group.id)
      await expect(remove(group.id)).rejects.toMatchObject({ code: 'not-found' })
      expect(await add(['awning', 'roof'])).toMatchObject({ version: 1 })
      await clean()
    })

    test('pages of any size walk over all groups exactly once', async () => {
      for (let place = 0; place < 7; place += 1) await add([`first word ${place}x`, `second word ${place}y`])
      for (const limit of [1, 3, 7, 200]) {
        const seen: string[] = []
        let cursor: string | undefined
        do {
          const page = await listSynonyms(store.read, {
            workspaceId: 'shop',
            liveRelease: null,
            cursor,
            limit,
          })
          expect(page.synonyms.length).toBeLessThanOrEqual(limit)
          seen.push(...page.synonyms.map(({ id }) => id))
          cursor = page.next
        } while (cursor !== undefined)
        expect(new Set(seen).size).toBe(7)
        expect(seen).toHaveLength(7)
      }
      await clean()
    })

    test('a workspace has no more groups than the bound', async () => {
      const rows = Array.from({ length: synonymBounds.groups }, (_, place) => ({
        workspace_id: 'full',
        id: `group-${place}`,
        version: 1,
        words: '["a1","b1"]',
        updated_at: 0,
        updated_by: 'x',
      }))
      for (let start = 0; start < rows.length; start += 500)
        await store.write((writing) =>
          writing
            .insertInto('synonym_group')
            .values(rows.slice(start, start + 500))
            .execute(),
        )
      await expect(add(['tarp', 'sail'], { ...edit, workspaceId: 'full' })).rejects.toThrow(
        'remove one first',
      )
    })

    test('a release keeps the synonyms it was made with, also when its index is made anew (invariant 19)', async () => {
      const phrasings = [
        'flying with a power bank',
        'power bank in hand luggage',
        'is a power bank allowed on a plane',
      ]
      const file = (id: string, title: string, questions: string[]) => ({
        name: `en/${id}.md`,
        language: 'en' as const,
        content: `---\n${JSON.stringify({ id, title, topic: 'other', phrasings: questions })}\n---\n\nAll about it.\n`,
      })
      const { failed } = await importArticles(store, edit, [
        file('flight', 'Power banks on a plane', phrasings),
        file('boots', 'Care of boots', ['cleaning boots', 'wax for boots']),
        file('kettle', 'Volume of the kettle', ['how much does the kettle hold']),
      ])
      expect(failed).toEqual([])
      const group = await add(['power bank', 'juicebox'])
      const first = await makeRelease(store, edit, 'with')
      await store.write((writing) => goLive(writing, 'shop', first.number, 1_000))
      const page = { workspaceId: 'shop', liveRelease: first.number, limit: 10 }
      expect((await listSynonyms(store.read, page)).synonyms).toMatchObject([{ id: group.id, isLive: true }])

      await change(group.id, ['boots', 'juicebox'], 1)
      await add(['kettle', 'billy'])
      expect((await listSynonyms(store.read, page)).synonyms.map(({ isLive }) => isLive)).toEqual([
        false,
        false,
      ])
      const second = await makeRelease(store, edit, 'changed')
      expect(second.synonymChanges).toEqual({ added: 1, edited: 1, removed: 0 })
      expect(await readReleaseSynonyms(store.read, 'shop', first.number)).toEqual([
        ['power bank', 'juicebox'],
      ])

      async function answers() {
        const library = openLibrary(store)
        const found = []
        for (const number of [first.number, second.number]) {
          const { engine } = await library.release('shop', number)
          const { candidates } = await engine.find('my juicebox?', { language: 'en', day: '2026-11-21' })
          found.push(candidates[0]?.articleId)
        }
        return found
      }
      expect(await answers()).toEqual(['flight', 'boots'])
      await store.write((writing) => writing.deleteFrom('release_index').execute())
      expect(await answers()).toEqual(['flight', 'boots'])

      await clean()
      await store.write((writing) => goLive(writing, 'shop', second.number, 1_000))
      const { synonymChanges } = await makeRelease(store, edit, 'without')
      expect(synonymChanges).toEqual({ added: 0, edited: 0, removed: 2 })
      expect((await readRelease(store.read, 'shop', second.number)).synonymChanges).toBeUndefined()
      expect(await answers()).toEqual(['flight', 'boots'])
    })
  })
}
