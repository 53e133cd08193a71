import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runWatch } from '#server/assistant/index.ts'
import { changeConversation } from '#server/conversation/index.ts'
import { archiveTeam, moveToTeam, runTeamEmptying, saveTeam, teamNamed } from '#server/desk/index.ts'
import { claimWork } from '#server/store/due-work.ts'
import { fromJson } from '#server/store/json.ts'
import { openPostgresStore } from '#server/store/postgres.ts'
import { openSqliteStore } from '#server/store/sqlite.ts'
import type { Store } from '#server/store/store.ts'
import type { EventDraft } from '#shared/conversation.ts'
import { type Hours, weekdays } from '#shared/hours.ts'
import { newTeam } from '#shared/team-edit.ts'
import { makeDatabase, missingServices } from '../support/services.ts'
import { addConversation, watcherParts } from '../support/watched-store.ts'

const withoutPostgres = await missingServices('postgres')
const minute = 60_000
const hour = 60 * minute
const at = (moment: string) => Date.parse(moment)
const open = [{ from: '09:00', to: '17:00' }]
const office: Hours = {
  timeZone: 'Europe/Berlin',
  week: Object.fromEntries(weekdays.map((day, place) => [day, place < 5 ? open : []])) as Hours['week'],
  holidays: [],
}
const asked = { type: 'message:posted', messageId: 'm', sender: 'visitor', text: 'Hi', locale: 'en' } as const
const replied = { ...asked, sender: 'agent' } as const
const queued = { type: 'conversation:queued', reason: 'visitor-request' } as const
const taken = { type: 'conversation:assigned', name: 'Ana', personId: 'ana' } as const

async function onSqlite() {
  const directory = await mkdtemp(join(tmpdir(), 'baton-levels-'))
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
    async clear() {
      // The pool says it has ended before the server has seen its connections go; dropped now they would report it.
      await setTimeout(200)
      await database.drop()
    },
  }
}

for (const [name, makePlace, reason] of [
  ['SQLite', onSqlite, undefined],
  ['PostgreSQL', onPostgres, withoutPostgres],
] as const) {
  describe.skipIf(reason !== undefined)(`service levels on ${name}`, () => {
    let place: Awaited<ReturnType<typeof makePlace>>
    let store: Store
    /** The only clock there is. */
    let now = at('2026-03-02T09:00+01:00')
    const edit = () => ({ workspaceId: 'watched', by: 'Mei', at: now })
    beforeAll(async () => {
      place = await makePlace()
      store = await place.open()
      // The workspace comes with its first conversation.
      await addConversation(store, { language: 'en', at: now })
    })
    afterAll(async () => {
      await store.close()
      await place.clear()
    })

    const parts = () => ({ ...watcherParts(store, () => now), teamNamed })
    const change = (id: string, ...drafts: EventDraft[]) =>
      changeConversation(parts(), id, async (log) => {
        for (const draft of drafts) log.append(draft)
      })
    const begin = async (start: string) => {
      now = at(start)
      // Nothing of the tests before is due in this one.
      await store.write((writing) => writing.deleteFrom('due_work').execute())
      return addConversation(store, { language: 'en', at: now })
    }
    async function addTeam(content: object = {}) {
      const body = newTeam.parse({ name: `Team ${Math.random()}`, hours: office, ...content })
      return store.write((writing) => saveTeam(writing, edit(), body))
    }

    /** Lets time run: whatever is due is done at the moment it is due, and at no other. */
    async function passUntil(end: string | number): Promise<void> {
      const until = typeof end === 'string' ? at(end) : end
      for (;;) {
        const next = await store.read
          .selectFrom('due_work')
          .select('due_at')
          .where('kind', '=', 'watch')
          .where('due_at', '<=', until)
          .orderBy('due_at')
          .limit(1)
          .executeTakeFirst()
        if (next === undefined) break
        now = Math.max(now, next.due_at)
        for (const work of await claimWork(store, 'test', now, 10)) await runWatch(parts(), work, 'test')
      }
      now = until
    }
    async function eventsOf(id: string, type: string): Promise<(Record<string, unknown> & { at: number })[]> {
      const rows = await store.read
        .selectFrom('event')
        .select(['at', 'payload'])
        .where('conversation_id', '=', id)
        .where('type', '=', type)
        .orderBy('seq')
        .execute()
      return rows.map((row) => ({ at: row.at, ...fromJson<Record<string, unknown>>(row.payload) }))
    }
    const rowOf = (id: string) =>
      store.read.selectFrom('conversation').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    /** When each level was near and missed. */
    async function told(id: string) {
      const noted = await eventsOf(id, 'watch:noted')
      return noted.flatMap((event) =>
        (event.signals as { name: string; detail?: string }[])
          .filter((signal) => signal.name.startsWith('service-level'))
          .map((signal) => [signal.detail, signal.name.slice(14), new Date(event.at).toISOString()]),
      )
    }

    test('in silence it is near and missed at the very moments, in the hours of its team, once each', async () => {
      const team = await addTeam()
      const id = await begin('2026-03-06T16:50+01:00')
      await change(id, asked, { type: 'team:assigned', teamId: team.id, team: team.name }, queued)
      await passUntil('2026-03-09T12:00+01:00')
      expect(await told(id)).toEqual([
        // Ten minutes of Friday, and fourteen or twenty of Monday.
        ['answer', 'near', '2026-03-09T08:14:00.000Z'],
        ['answer', 'breached', '2026-03-09T08:20:00.000Z'],
      ])
      expect(await eventsOf(id, 'sla:breached')).toEqual([
        {
          at: at('2026-03-09T09:20+01:00'),
          level: 'answer',
          since: at('2026-03-06T16:50+01:00'),
          limit: 30 * minute,
        },
      ])
      // Escalated: most urgent, for a supervisor, with a second team asked in.
      const row = await rowOf(id)
      expect(row.priority).toBe(2)
      expect(await eventsOf(id, 'team:joined')).toMatchObject([{ reason: 'service-level-breached' }])
      await passUntil('2026-03-10T09:00+01:00')
      expect(await eventsOf(id, 'sla:breached')).toHaveLength(1)
    })

    test('what is due is due after a restart as well, and what was told is not told again', async () => {
      const id = await begin('2026-03-02T10:00+01:00')
      await change(id, asked, queued)
      await passUntil('2026-03-02T10:26+01:00')
      expect(await told(id)).toHaveLength(1)
      await store.close()
      store = await place.open()
      await passUntil('2026-03-02T11:00+01:00')
      await store.close()
      store = await place.open()
      await passUntil('2026-03-02T12:00+01:00')
      expect((await told(id)).map(([level, state]) => `${level} ${state}`)).toEqual([
        'answer near',
        'answer breached',
      ])
      expect(await eventsOf(id, 'sla:breached')).toMatchObject([{ at: at('2026-03-02T10:30+01:00') }])
    })

    test('a late reply counts though nobody looked before it, and a reply in time stops the clock', async () => {
      const late = await begin('2026-03-02T10:00+01:00')
      await change(late, asked, queued)
      now += 31 * minute
      await change(late, taken, replied)
      await passUntil(now + 5 * minute)
      expect(await eventsOf(late, 'sla:breached')).toMatchObject([{ level: 'answer' }])
      const early = await begin('2026-03-02T10:00+01:00')
      await change(early, asked, queued)
      now += 29 * minute
      await change(early, taken, replied)
      await passUntil(now + 100 * hour)
      expect(await eventsOf(early, 'sla:breached')).toEqual([])
      expect((await rowOf(early)).level_due_at).toBeNull()
    })

    test('the next reply is warned of and missed; that is its owner’s matter, and no team is asked in', async () => {
      const id = await begin('2026-03-02T10:00+01:00')
      await change(id, asked, queued, taken, replied)
      now += 10 * minute
      await change(id, asked)
      await passUntil(now + 4 * minute)
      expect(await told(id)).toEqual([
        ['round', 'near', '2026-03-02T09:12:24.000Z'],
        ['round', 'breached', '2026-03-02T09:13:00.000Z'],
      ])
      expect(await rowOf(id)).toMatchObject({ priority: 1, helpers: null })
      await change(id, replied)
      expect(await rowOf(id)).toMatchObject({ priority: 0, attention: null })
    })

    test('the resolution waits while the visitor does, and is missed on the second open day after', async () => {
      const team = await addTeam({ targets: { closure: 8 * hour } })
      const id = await begin('2026-03-02T09:00+01:00')
      await change(id, { type: 'team:assigned', teamId: team.id, team: team.name }, asked, queued, taken)
      now += 20 * minute
      await change(id, replied)
      expect(await rowOf(id)).toMatchObject({ level_due_at: null })
      await passUntil('2026-03-05T16:00+01:00')
      await change(id, asked)
      now += minute
      await change(id, replied, {
        type: 'case:updated',
        facts: {},
        promises: [
          {
            id: 'p',
            change: 'make',
            subject: 'deed',
            by: 'agent',
            text: 'A new one',
            dueAt: now + 900 * hour,
          },
        ],
      })
      // Twenty minutes were spent on Monday; an hour is left of Thursday, and the rest is Friday's.
      await passUntil('2026-03-06T15:39+01:00')
      expect(await eventsOf(id, 'sla:breached')).toEqual([])
      await passUntil('2026-03-06T15:40+01:00')
      expect(await eventsOf(id, 'sla:breached')).toMatchObject([{ level: 'closure', limit: 8 * hour }])
    })

    test('put aside nothing runs, and nobody is late', async () => {
      const id = await begin('2026-03-02T10:00+01:00')
      await change(id, asked, queued)
      now += 10 * minute
      await change(id, { type: 'conversation:snoozed', until: now + 100 * hour, by: 'Ana' })
      await passUntil(now + 100 * hour)
      expect(await eventsOf(id, 'watch:noted')).toEqual([])
      await change(id, { type: 'conversation:woken', why: 'time' })
      const woken = now
      await passUntil(now + 2 * hour)
      expect(await eventsOf(id, 'sla:breached')).toMatchObject([{ at: woken + 20 * minute }])
    })

    test('new hours and levels of a team count for what already waits', async () => {
      const team = await addTeam()
      const id = await begin('2026-03-02T10:00+01:00')
      await change(id, { type: 'team:assigned', teamId: team.id, team: team.name }, asked, queued)
      await passUntil('2026-03-02T10:05+01:00')
      const body = newTeam.parse({ name: team.name, hours: office, targets: { answer: 10 * minute } })
      await store.write((writing) => saveTeam(writing, edit(), body, team))
      await passUntil('2026-03-02T10:06+01:00')
      expect((await rowOf(id)).level_due_at).toBe(at('2026-03-02T10:10+01:00'))
      const closed = newTeam.parse({ name: team.name, hours: { ...office, holidays: ['2026-03-02'] } })
      await store.write((writing) => saveTeam(writing, edit(), closed, { id: team.id, version: 2 }))
      await passUntil('2026-03-02T23:00+01:00')
      expect(await eventsOf(id, 'sla:breached')).toEqual([])
      await passUntil('2026-03-03T09:30+01:00')
      expect(await eventsOf(id, 'sla:breached')).toMatchObject([{ at: at('2026-03-03T09:30+01:00') }])
    })

    test('what waits in the queue of an archived team goes to the general queue, some at a time', async () => {
      const team = await addTeam()
      const first = await begin('2026-03-07T10:00+01:00')
      const more = Array.from({ length: 52 }, () => addConversation(store, { language: 'en', at: now }))
      const ids = [first, ...(await Promise.all(more))]
      const moved = { type: 'team:assigned', teamId: team.id, team: team.name } as const
      await Promise.all(ids.map((id) => change(id, moved, asked, queued)))
      const ended = ids.at(-1) ?? ''
      await change(ended, { type: 'conversation:resolved' })
      await store.write((writing) => archiveTeam(writing, edit(), team))
      for (let run = 0; run < 2; run += 1) {
        const works = await claimWork(store, 'test', now, 200)
        for (const work of works.filter(({ kind }) => kind === 'team-emptying'))
          await runTeamEmptying(parts(), work, 'test')
      }
      const rows = await store.read
        .selectFrom('conversation')
        .select(['id', 'team_id'])
        .where('id', 'in', ids)
        .execute()
      expect(rows.filter((row) => row.team_id !== null)).toEqual([{ id: ended, team_id: team.id }])
      // On a Saturday the team was closed; the general queue of this site always counts.
      expect((await rowOf(first)).level_due_at).toBe(now + 30 * minute)
      const left = await store.read
        .selectFrom('due_work')
        .select('key')
        .where('kind', '=', 'team-emptying')
        .execute()
      expect(left).toEqual([])
      await changeConversation(parts(), first, async (log) => moveToTeam(log, null))
      expect(await eventsOf(first, 'team:assigned')).toHaveLength(2)
    })

    test('a conversation that people had before there were clocks gets them', async () => {
      const id = await begin('2026-03-02T10:00+01:00')
      await change(id, asked, queued)
      await store.write((writing) =>
        writing
          .updateTable('conversation')
          .set({ clocks: null, level_due_at: null })
          .where('id', '=', id)
          .execute(),
      )
      await passUntil('2026-03-02T10:40+01:00')
      expect(await eventsOf(id, 'sla:breached')).toMatchObject([{ level: 'answer' }])
    })
  })
}
