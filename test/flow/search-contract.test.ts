import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addNote, changeConversation, countInbox, listInbox, updateCase } from '#server/conversation/index.ts'
import { askForRebuild, runIndexing, runRebuild, searchConversations } from '#server/desk/index.ts'
import { claimWork } from '#server/store/due-work.ts'
import type { Store } from '#server/store/store.ts'
import { eraseVisitor } from '#server/visitor-data/index.ts'
import type { EventDraft } from '#shared/conversation.ts'
import { mostCounted } from '#shared/inbox-bounds.ts'
import { searchRequests } from '#shared/search.ts'
import { type StorePlace, storePlaces } from '../support/store-places.ts'
import { addConversation, watcherParts } from '../support/watched-store.ts'

const day = 24 * 3_600_000
const start = 1_780_000_000_000

for (const { dialect, makePlace, missing } of await storePlaces()) {
  describe.skipIf(missing !== undefined)(`search and inbox on ${dialect}`, () => {
    let place: StorePlace
    let store: Store
    let clock = start
    beforeAll(async () => {
      place = await makePlace()
      store = await place.open()
    })
    afterAll(async () => {
      await store.close()
      await place.clear()
    })
    const parts = () => watcherParts(store, () => clock)

    /** A conversation in which these were said, read by the search; each begins an hour after the one before. */
    async function talk(workspaceId: string, ...texts: string[]): Promise<string> {
      clock += 3_600_000
      const id = await addConversation(store, { language: 'en', at: clock, workspaceId })
      for (const text of texts) await append(id, said(text))
      await settle()
      return id
    }
    const said = (text: string): EventDraft => ({
      ...{ type: 'message:posted', messageId: randomUUID(), sender: 'visitor', text, locale: 'en' },
    })
    const append = (id: string, draft: EventDraft) =>
      changeConversation(parts(), id, async (log) => log.append(draft))

    async function settle(): Promise<void> {
      for (const work of await claimWork(store, 'test', clock + day, 1_000))
        if (work.kind === 'search') await runIndexing(parts(), work, 'test')
    }

    async function find(workspaceId: string, text: string, more: object = {}): Promise<string[]> {
      const request = searchRequests['inbox:search'].parse({ text, ...more })
      const { hits } = await searchConversations(store, { ...request, workspaceId })
      return hits.map(({ conversation }) => conversation.id)
    }

    test('words in English and Chinese are found, with the newest conversation first and the place marked', async () => {
      const older = await talk('words', 'Where is my Rain Jacket?', '冲锋衣的退货政策是什么')
      const newer = await talk('words', 'I want to return the JACKET', '我想退貨，M碼的衝鋒衣')
      expect(await find('words', 'jacket')).toEqual([newer, older])
      expect(await find('words', 'ｊａｃｋｅｔ')).toEqual([newer, older])
      expect(await find('words', 'rain jacket')).toEqual([older])
      for (const text of ['退', '退货', '退貨', '冲锋衣'])
        expect(await find('words', text), text).toEqual([newer, older])
      expect(await find('words', '退货政策')).toEqual([older])
      expect(await find('words', 'M码 return')).toEqual([newer])
      expect(await find('words', '冲锋衣退货政策')).toEqual([older])
      // The pairs are all there, the word is not; and half a word is none.
      for (const text of ['货退', 'jack', 'nowhere', '退货 nowhere', '政策是退'])
        expect(await find('words', text), text).toEqual([])
      const { hits } = await searchConversations(store, {
        ...{ workspaceId: 'words', text: 'rain', limit: 10 },
      })
      const { excerpt } = hits[0] ?? {}
      expect(excerpt).toMatchObject({ from: 'visitor', seq: 1 })
      expect(excerpt?.marks.map(([from, to]) => excerpt.text.slice(from, to))).toEqual(['Rain'])
    })

    test('notes, names, e-mail addresses and order numbers are found', async () => {
      const id = await talk('facts', 'Hello')
      await addNote(parts(), {
        conversationId: id,
        name: 'Ana',
        text: 'The parcel is at the depot in Lübeck',
      })
      await changeConversation(parts(), id, async (log) =>
        updateCase(log, {
          learned: [
            { name: 'order-number', value: 'BT-20417', source: 'visitor' },
            { name: 'email', value: 'anna.keller@example.com', source: 'verified' },
            { name: 'name', value: '王芳', source: 'verified' },
          ],
        }),
      )
      await settle()
      for (const text of [
        'lubeck',
        'BT-20417',
        'bt20417 '.replace('bt', ''),
        'anna.keller@example.com',
        'keller',
        '王芳',
        '芳',
      ])
        expect(await find('facts', text), text).toEqual([id])
      expect(await find('facts', '20417 BT-')).toEqual([id])
      expect(await find('facts', 'BT-20418')).toEqual([])
    })

    test('filters narrow what is found, and follow the conversation', async () => {
      const first = await talk('filters', 'a tent please')
      const second = await talk('filters', 'another tent please')
      await append(first, { type: 'conversation:queued', reason: 'visitor-request' })
      await append(second, { type: 'conversation:queued', reason: 'visitor-request' })
      await append(second, { type: 'conversation:assigned', name: 'Ana', personId: 'ana-1' })
      await settle()
      expect(await find('filters', 'tent', { status: 'queued' })).toEqual([first])
      expect(await find('filters', 'tent', { assignee: 'ana-1' })).toEqual([second])
      expect(await find('filters', 'tent', { assignee: 'ana1' })).toEqual([])
      expect(await find('filters', 'tent', { status: 'automated' })).toEqual([])
      expect(await find('filters', 'tent', { language: 'zh' })).toEqual([])
      expect(await find('filters', 'tent', { since: clock })).toEqual([second])
      expect(await find('filters', 'tent', { until: clock })).toEqual([first])
      await append(second, { type: 'conversation:handed-back' })
      await append(second, { type: 'conversation:resolved' })
      await settle()
      expect(await find('filters', 'tent', { assignee: 'ana-1' })).toEqual([])
      expect(await find('filters', 'tent', { status: 'resolved' })).toEqual([second])
      // What it was before is not in the index any more, so that it costs nobody a look.
      expect(await terms(second)).toContain('¤sresolved')
      expect(await terms(second)).not.toContain('¤sassigned')
    })

    async function terms(id: string): Promise<string> {
      const row = await store.read
        .selectFrom('search_entry')
        .select((each) => sql<string>`cast(${each.ref('terms')} as text)`.as('terms'))
        .where('conversation_id', '=', id)
        .executeTakeFirstOrThrow()
      return row.terms
    }

    test('pages follow each other without a gap or a repetition, while new conversations begin', async () => {
      const made: string[] = []
      for (let index = 0; index < 23; index += 1) made.unshift(await talk('pages', `kettle number ${index}`))
      const seen: string[] = []
      let cursor: string | undefined
      let pages = 0
      do {
        const answer = await searchConversations(store, {
          workspaceId: 'pages',
          text: 'kettle',
          limit: 5,
          cursor,
        })
        seen.push(...answer.hits.map(({ conversation }) => conversation.id))
        cursor = answer.next
        if (pages === 1) await talk('pages', 'one more kettle')
        pages += 1
      } while (cursor !== undefined)
      expect(seen).toEqual(made)
      await expect(find('pages', 'kettle', { cursor: 'x' })).rejects.toMatchObject({ code: 'invalid' })
    })

    test('nothing of another workspace is found (invariant 9)', async () => {
      const mine = await talk('mine', 'a secret marmalade')
      await talk('theirs', 'another secret marmalade')
      expect(await find('mine', 'marmalade')).toEqual([mine])
      expect(await find('nobody', 'marmalade')).toEqual([])
    })

    test('a hostile text is a search that finds nothing, never an error of the store', async () => {
      await talk('hostile', 'harmless words about OR and NEAR')
      for (const text of [
        ...[
          '"',
          "'",
          '""""',
          "'; drop table conversation; --",
          'a OR b',
          'NEAR(a b)',
          'terms:a',
          '-a',
          'a*',
          '^a',
        ],
        ...[
          'a & b | !c <-> d',
          ':*',
          '\\',
          '%',
          '_',
          '{a}',
          '(',
          '¤sautomated',
          'ﷺ ½ ①',
          '👩‍👩‍👧',
          'x'.repeat(200),
        ],
        ...['货'.repeat(200), 'a '.repeat(100), `${'\u0301'.repeat(150)}`, '\ufffd', '\u202e\u200b'],
      ])
        expect(await find('hostile', text), text).toEqual([])
      expect((await find('hostile', 'OR near')).length).toBe(1)
      for (const text of ['x'.repeat(10_000), 'a\0b', '\ud800', ' '])
        expect(searchRequests['inbox:search'].safeParse({ text }).success, text.slice(0, 9)).toBe(false)
    })

    test('an erased visitor is in no index any more, not even in its pages (invariant 16)', async () => {
      const id = await talk('erased', 'the unrepeatable xylophonist')
      await append(id, said('a second quixotic message'))
      await append(id, { type: 'conversation:queued', reason: 'visitor-request' })
      await settle()
      expect(await find('erased', 'xylophonist quixotic')).toEqual([id])
      await eraseVisitor(
        { ...parts(), report: (reason: unknown) => expect(reason).toBe(0) },
        { workspaceId: 'erased', visitorId: `v-${id}`, by: 'visitor' },
      )
      expect(await find('erased', 'xylophonist')).toEqual([])
      expect(
        await store.read
          .selectFrom('search_entry')
          .select('number')
          .where('conversation_id', '=', id)
          .execute(),
      ).toEqual([])
      if (store.dialect === 'sqlite') {
        const { rows } = await sql<{ block: Uint8Array }>`select block from search_terms_data`.execute(
          store.read,
        )
        const pages = rows.map(({ block }) => Buffer.from(block).toString('latin1')).join('\n')
        for (const part of ['ylophonist', 'uixotic', 'nrepeatable']) expect(pages).not.toContain(part)
        await store.write((writing) =>
          sql`insert into search_terms (search_terms) values ('integrity-check')`.execute(writing),
        )
      }
    })

    test('a long log is read in bounded parts, and what stands first in it is found', async () => {
      clock += 3_600_000
      const id = await addConversation(store, { language: 'en', at: clock, workspaceId: 'long' })
      await changeConversation(parts(), id, async (log) => {
        log.append(said('the very first mandolin'))
        for (let index = 0; index < 1_200; index += 1) log.append(said(`message ${index}`))
      })
      await settle()
      expect(await find('long', 'message')).toEqual([id])
      expect(await find('long', 'mandolin message')).toEqual([id])
      expect(await find('long', '1199')).toEqual([])
      await settle()
      await settle()
      expect(await find('long', '1199')).toEqual([id])
    })

    test('another version of the terms is made anew, in parts, and finds the same', async () => {
      const ids = [await talk('again', 'an old accordion'), await talk('again', 'a new accordion')]
      await store.write((writing) => writing.updateTable('search_entry').set({ version: 0 }).execute())
      const before = await store.read
        .selectFrom('search_entry')
        .select(['conversation_id', 'number'])
        .orderBy('number')
        .execute()
      await askForRebuild(store, clock)
      for (let piece = 0; piece < 100; piece += 1) {
        const works = await claimWork(store, 'test', clock + day, 100)
        if (works.length === 0) break
        for (const work of works) {
          if (work.kind === 'search-rebuild') await runRebuild(parts(), work, 'test')
          if (work.kind === 'search') await runIndexing(parts(), work, 'test')
        }
      }
      expect(await find('again', 'accordion')).toEqual(ids.toReversed())
      const after = await store.read
        .selectFrom('search_entry')
        .select(['conversation_id', 'number'])
        .orderBy('number')
        .execute()
      expect(after).toEqual(before)
      expect(
        await store.read.selectFrom('search_entry').select('number').where('version', '=', 0).execute(),
      ).toEqual([])
      await askForRebuild(store, clock)
      expect(
        (await claimWork(store, 'test', clock + day, 100)).filter(({ kind }) => kind === 'search-rebuild'),
      ).toEqual([])
    })

    test('the inbox is narrowed by what the filters say, page by page', async () => {
      const ids: string[] = []
      for (let index = 0; index < 7; index += 1) ids.unshift(await talk('inbox', `hello ${index}`))
      await store.write((writing) =>
        writing
          .updateTable('conversation')
          .set({ language: 'zh', priority: 1 })
          .where('id', 'in', ids.slice(0, 3))
          .execute(),
      )
      const list = (more: object) =>
        listInbox(store.read, { workspaceId: 'inbox', personId: 'p', view: 'open', limit: 2, ...more })
      const pageIds = async (more: object) => {
        const seen: string[] = []
        let cursor: string | undefined
        do {
          const page = await list({ ...more, cursor })
          seen.push(...page.conversations.map(({ id }) => id))
          cursor = page.next
        } while (cursor !== undefined)
        return seen
      }
      expect(await pageIds({})).toEqual(ids)
      expect(await pageIds({ order: 'oldest' })).toEqual(ids.toReversed())
      expect(await pageIds({ view: 'all', order: 'newest' })).toEqual(ids)
      expect(await pageIds({ language: 'zh' })).toEqual(ids.slice(0, 3))
      expect(await pageIds({ priority: 1 })).toEqual(ids.slice(0, 3))
      expect(await pageIds({ priority: 2 })).toEqual([])
      expect(await pageIds({ since: clock - 2 * 3_600_000, until: clock })).toEqual(ids.slice(1, 3))
      expect(await pageIds({ team: 'x' })).toEqual([])
      expect(await pageIds({ tag: 'x' })).toEqual([])
    })

    test('counts are true up to the most that is counted, and say "more" beyond', async () => {
      const id = await talk('counts', 'hello')
      expect((await countInbox(store.read, 'counts', 'p')).automated).toBe(1)
      const row = await store.read
        .selectFrom('conversation')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      const copies = Array.from({ length: mostCounted + 20 }, (_, index) => ({ ...row, id: `copy-${index}` }))
      await store.write(async (writing) => {
        for (let from = 0; from < copies.length; from += 200)
          await writing
            .insertInto('conversation')
            .values(copies.slice(from, from + 200))
            .execute()
      })
      const counts = await countInbox(store.read, 'counts', 'p')
      expect(counts).toMatchObject({ automated: mostCounted + 1, resolved: 0, waiting: 0 })
    })
  })
}
