import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { goLive, importArticles, type Library, makeRelease, openLibrary } from '#server/knowledge/index.ts'
import { makeIndexes } from '#server/knowledge/releases/indexes.ts'
import { packIndexes } from '#server/knowledge/releases/pack.ts'
import { readIndex, writeIndex } from '#server/knowledge/releases/stored-index.ts'
import { openPostgresStore } from '#server/store/postgres.ts'
import { openSqliteStore } from '#server/store/sqlite.ts'
import type { Store } from '#server/store/store.ts'
import { makeDatabase, missingServices } from '../support/services.ts'

const withoutPostgres = await missingServices('postgres')
const workspaceId = 'shop'
const edit = { workspaceId, by: 'test', at: 1_000 }
const day = '2026-11-21'

interface Place {
  open(): Promise<Store>
  clear(): Promise<void>
}

async function sqlitePlace(): Promise<Place> {
  const directory = await mkdtemp(join(tmpdir(), 'baton-index-'))
  return {
    open: () => openSqliteStore(directory),
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
    clear: database.drop,
  }
}

for (const [name, makePlace, reason] of [
  ['SQLite', sqlitePlace, undefined],
  ['PostgreSQL', postgresPlace, withoutPostgres],
] as const) {
  describe.skipIf(reason !== undefined)(`the index of a release on ${name}`, () => {
    let place: Place
    let store: Store
    beforeAll(async () => {
      place = await makePlace()
      store = await place.open()
      await store.write((writing) =>
        writing
          .insertInto('workspace')
          .values({ id: workspaceId, name: 'Shop', created_at: 0, live_release: null, next_release: 1 })
          .execute(),
      )
      for (const subject of ['delivery', 'refund', 'warranty', 'tent', 'invoice', 'voucher'])
        await save(subject)
      await publish()
    })
    afterAll(async () => {
      await store.close()
      await place.clear()
    })

    async function save(subject: string, body = `All about ${subject}.`): Promise<void> {
      const phrasings = [`how does ${subject} work`, `my ${subject} please`, `${subject} question`]
      const content = `---\n${JSON.stringify({ id: subject, title: `The ${subject}`, topic: 'other', phrasings })}\n---\n\n${body}\n`
      const { failed } = await importArticles(store, edit, [
        { name: `en/${subject}.md`, language: 'en', content },
      ])
      expect(failed).toEqual([])
    }

    async function publish(): Promise<number> {
      const { number } = await makeRelease(store, edit, 'test')
      await store.write((writing) => goLive(writing, workspaceId, number, 1_000))
      return number
    }

    function openReported(): { library: Library; reports: string[] } {
      const reports: string[] = []
      const library = openLibrary(store, { report: (reason, doing) => reports.push(`${doing}: ${reason}`) })
      return { library, reports }
    }

    async function answerOf(library: Library, question: string) {
      const knowledge = await library.live(workspaceId)
      const finding = await knowledge?.engine.find(question, { language: 'en', day })
      return { release: knowledge?.release, finding, id: finding?.candidates[0]?.articleId }
    }

    const parts = () =>
      store.read.selectFrom('release_index').select(['number', 'part', 'bytes']).orderBy('number').execute()

    test('answers in another process from the stored bytes, without a build', async () => {
      const here = openReported()
      const first = await answerOf(here.library, 'my refnd please')
      const elsewhere = name === 'PostgreSQL' ? await place.open() : store
      const library = openLibrary(elsewhere, {
        report: (reason) => {
          throw reason
        },
      })
      expect(await answerOf(library, 'my refnd please')).toEqual(first)
      expect(first.id).toBe('refund')
      expect(here.reports).toEqual([])
      if (elsewhere !== store) await elsewhere.close()
    })

    test.each(['damaged', 'of another version'])(
      'that is %s is made anew from the articles, with a warning and the same answers (invariant 19)',
      async (kind) => {
        const before = await answerOf(openReported().library, 'how does the warranty work')
        const [own] = await parts()
        if (own === undefined) throw new Error('no index is stored')
        const bytes = Buffer.from(own.bytes)
        const at = kind === 'damaged' ? bytes.length - 5 : 4
        bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
        await store.write((writing) => writing.updateTable('release_index').set({ bytes }).execute())
        const broken = openReported()
        expect(await answerOf(broken.library, 'how does the warranty work')).toEqual(before)
        expect(broken.reports).toHaveLength(1)
        expect(broken.reports[0]).toContain('reading the index of release 1')
        const mended = openReported()
        expect(await answerOf(mended.library, 'how does the warranty work')).toEqual(before)
        expect(mended.reports).toEqual([])
      },
    )

    test('that is missing is made anew, and stored for the next start', async () => {
      const before = await answerOf(openReported().library, 'voucher question')
      await store.write((writing) => writing.deleteFrom('release_index').execute())
      expect(await answerOf(openReported().library, 'voucher question')).toEqual(before)
      expect(await parts()).toHaveLength(1)
    })

    test('is swapped while questions are being asked, and every one is answered by the old or the new one', async () => {
      const { library, reports } = openReported()
      const releases: (number | undefined)[] = []
      let isOver = false
      const asking = (async () => {
        while (!isOver) {
          const { release, id } = await answerOf(library, 'how does the invoice work')
          expect(id).toBe('invoice')
          releases.push(release)
          await setImmediate()
        }
      })()
      await answerOf(library, 'tent')
      await save('kayak')
      const number = await publish()
      await expect.poll(() => releases.at(-1)).toBe(number)
      isOver = true
      await asking
      expect(new Set(releases)).toEqual(new Set([number - 1, number]))
      expect((await answerOf(library, 'my kayak please')).id).toBe('kayak')
      expect(reports).toEqual([])
    })

    test('of an older release is deleted, of the live one and the newest five kept, and each answers', async () => {
      const { live } = openReported().library
      const present = (await live(workspaceId))?.release ?? 0
      for (let more = 0; more < 6; more += 1) await makeRelease(store, edit, 'not published')
      const kept = [...new Set((await parts()).map(({ number }) => number))]
      expect(kept).toEqual([present, ...[2, 3, 4, 5, 6].map((more) => present + more)])
      const old = await openReported().library.release(workspaceId, 1)
      const { candidates } = await old.engine.find('refund question', { language: 'en', day })
      expect(candidates[0]?.articleId).toBe('refund')
      expect(new Set((await parts()).map(({ number }) => number))).toEqual(new Set(kept))
    })

    test('of many parts is read as it was written, and without one of them is refused', async () => {
      const body = Array.from({ length: 60_000 }, (_, place) => `word${place.toString(36)}`).join(' ')
      const article = { id: 'long', language: 'en', version: 1, title: 'Long', topic: 'other', body } as const
      const bytes = packIndexes(await makeIndexes([{ ...article, phrasings: [] }]))
      expect(bytes.length).toBeGreaterThan(2 ** 21)
      const key = { workspaceId, number: 900 }
      await writeIndex(store, key, bytes)
      expect(Buffer.compare((await readIndex(store.read, key)) ?? new Uint8Array(), bytes)).toBe(0)
      await store.write((writing) =>
        writing.deleteFrom('release_index').where('number', '=', 900).where('part', '=', 1).execute(),
      )
      await expect(readIndex(store.read, key)).rejects.toThrow('a part of it is missing')
      await store.write((writing) => writing.deleteFrom('release_index').where('number', '=', 900).execute())
    })
  })
}
