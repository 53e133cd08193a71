import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeConversation } from '#server/conversation/index.ts'
import { readFloor } from '#server/desk/floor/index.ts'
import { attend, choosePresence, moveToTeam, saveTeam } from '#server/desk/index.ts'
import { addPerson, listPeople } from '#server/people/index.ts'
import type { Store } from '#server/store/store.ts'
import type { EventDraft } from '#shared/conversation.ts'
import type { Floor } from '#shared/floor.ts'
import { type Hours, weekdays } from '#shared/hours.ts'
import { newTeam } from '#shared/team-edit.ts'
import { type StorePlace, storePlaces } from '../support/store-places.ts'
import { addConversation, watcherParts } from '../support/watched-store.ts'

const minute = 60_000
const hour = 60 * minute
const at = (moment: string) => Date.parse(moment)
const posted = { type: 'message:posted', messageId: 'm', text: 'Hi', locale: 'en' } as const
const asked = { ...posted, sender: 'visitor' } as const
const replied = { ...posted, sender: 'agent' } as const
const queued = { type: 'conversation:queued', reason: 'visitor-request' } as const
const open = [{ from: '13:00', to: '17:00' }]
const afternoons: Hours = {
  timeZone: 'Europe/Berlin',
  week: Object.fromEntries(weekdays.map((day) => [day, open])) as Hours['week'],
  holidays: [],
}

for (const { dialect, makePlace, missing } of await storePlaces()) {
  describe.skipIf(missing !== undefined)(`the floor on ${dialect}`, () => {
    const morning = at('2026-03-02T09:00+01:00')
    let now = morning
    let store: Store
    let place: StorePlace
    const ids: Record<string, string> = {}
    const people: Record<string, { personId: string; name: string }> = {}
    let returns: { id: string; name: string }

    const append = (id: string, ...drafts: EventDraft[]) =>
      changeConversation(
        watcherParts(store, () => now),
        id,
        async (log) => {
          for (const draft of drafts) log.append(draft)
        },
      )
    const begin = async (label: string, workspaceId = 'watched') => {
      ids[label] = await addConversation(store, { language: 'en', at: now, workspaceId })
      return ids[label]
    }
    const floorOf = async (workspaceId = 'watched', since?: number): Promise<Floor> =>
      readFloor(store.read, {
        workspaceId,
        people: await listPeople(store.read, workspaceId),
        since,
        now,
        isHere: () => false,
      })
    const labelOf = (id: string) => Object.entries(ids).find((entry) => entry[1] === id)?.[0]

    beforeAll(async () => {
      place = await makePlace()
      store = await place.open()
      await begin('untouched')
      await begin('theirs', 'other')
      await store.write(async (writing) => {
        for (const each of ['Ana', 'Ben', 'Cleo']) {
          const email = `${each}@shop.example`
          const made = { workspaceId: 'watched', name: each, email, role: 'agent', at: now } as const
          people[each] = { personId: (await addPerson(writing, made)).id, name: each }
        }
        const content = newTeam.parse({
          name: 'Returns',
          hours: afternoons,
          members: [people.Ben?.personId, people.Cleo?.personId],
        })
        returns = await saveTeam(writing, { workspaceId: 'watched', by: 'Mei', at: now }, content)
      })
      await append(ids.theirs ?? '', asked, queued)

      await append(await begin('general, waits long'), asked, queued)
      now += 5 * minute
      await append(await begin('general, waits'), asked, queued)
      const forReturns = await begin('of the team')
      await append(forReturns, asked, queued)
      await changeConversation(
        watcherParts(store, () => now),
        forReturns,
        async (log) => moveToTeam(log, returns, 'Mei'),
      )
      const snoozed = await begin('asleep')
      await append(snoozed, asked, queued, { type: 'conversation:snoozed', until: now + hour, by: 'Ana' })
      now += 5 * minute
      for (const label of ['answered', 'unanswered', 'returned']) {
        await append(await begin(label), asked, queued, {
          type: 'conversation:assigned',
          ...(people.Ana ?? { name: '' }),
        })
      }
      now += minute
      await append(ids.answered ?? '', replied)
      await append(ids.returned ?? '', {
        ...queued,
        returned: { why: 'gone', name: 'Ana', personId: people.Ana?.personId ?? '' },
        since: now - minute,
      })
      const over = await begin('over')
      await append(over, asked, queued, { type: 'conversation:assigned', ...(people.Ben ?? { name: '' }) })
      await append(over, replied, { type: 'conversation:resolved' })
      await append(await begin('open again'), { type: 'conversation:resolved' })
      await append(ids['open again'] ?? '', { type: 'conversation:reopened' })

      await store.write(async (writing) => {
        for (const [who, choice] of [
          ['Ana', 'online'],
          ['Ben', 'busy'],
        ] as const) {
          const attendance = { personId: people[who]?.personId ?? '', workspaceId: 'watched' }
          await attend(writing, { ...attendance, nodeId: 'node' }, now)
          await choosePresence(writing, attendance, choice, now)
        }
      })
    })
    afterAll(async () => {
      await store.close()
      await place.clear()
    })

    test('each queue says who waits in it since when, whether it is open, and who is there for it', async () => {
      const { queues } = await floorOf()
      expect(queues).toEqual([
        {
          ...{ waiting: 3, longestSince: morning, open: true },
          ...{ online: 1, away: 0, busy: 1, load: 1.5, capacity: 10 },
        },
        {
          team: { id: returns.id, name: 'Returns' },
          ...{ waiting: 1, longestSince: morning + 5 * minute },
          ...{ open: false, opensAt: at('2026-03-02T13:00+01:00') },
          ...{ online: 0, away: 0, busy: 1, load: 0, capacity: 5 },
        },
      ])
    })

    test('each person comes with how they are, what they have and for how long, the most loaded first', async () => {
      const floor = await floorOf()
      expect(
        floor.people.map((each) => [each.name, each.presence, each.load, each.conversations.length]),
      ).toEqual([
        ['Ana', 'online', 1.5, 2],
        ['Ben', 'busy', 0, 0],
        ['Cleo', 'offline', 0, 0],
      ])
      const [unanswered] = floor.people[0]?.conversations.filter(({ id }) => id === ids.unanswered) ?? []
      expect(unanswered).toMatchObject({
        assignee: { id: people.Ana?.personId, name: 'Ana' },
        assignedAt: morning + 10 * minute,
        waitingSince: morning + 10 * minute,
        clocks: [{ level: 'answer', dueAt: morning + 40 * minute }, { level: 'closure' }],
      })
    })

    test('what ages is listed first due first; what sleeps or waits for the visitor is not', async () => {
      const { ageing } = await floorOf()
      expect(ageing.map(({ id }) => labelOf(id))).toEqual([
        'general, waits long',
        'general, waits',
        ...['unanswered', 'returned'].toSorted((one, other) =>
          (ids[one] ?? '') < (ids[other] ?? '') ? -1 : 1,
        ),
        'of the team',
      ])
    })

    test('breaches are those of the last day, newest first, each under its own time', async () => {
      expect((await floorOf()).breaches).toEqual([])
      const missed = (label: string, level: 'answer' | 'closure') =>
        append(ids[label] ?? '', { type: 'sla:breached', level, since: now, limit: minute })
      const before = now
      await missed('general, waits long', 'answer')
      now += hour
      await missed('general, waits', 'answer')
      now += hour
      await missed('general, waits long', 'closure')
      const listed = async () =>
        (await floorOf()).breaches.map((each) => [labelOf(each.conversation.id), each.level, each.at])
      expect(await listed()).toEqual([
        ['general, waits long', 'closure', before + 2 * hour],
        ['general, waits', 'answer', before + hour],
        ['general, waits long', 'answer', before],
      ])
      now = before + 24 * hour + 1
      expect(await listed()).toEqual([
        ['general, waits long', 'closure', before + 2 * hour],
        ['general, waits', 'answer', before + hour],
      ])
      now = before
    })

    test('a day counts conversations, each once, from when it began where the asker is', async () => {
      const { today } = await floorOf('watched', morning)
      expect(today).toEqual({ handedOver: 8, answered: 2, resolved: 1 })
      expect((await floorOf('watched', morning + 6 * minute)).today).toEqual({
        handedOver: 4,
        answered: 2,
        resolved: 1,
      })
      expect((await floorOf('watched', now + hour)).today).toMatchObject({ answered: 2 })
    })

    test('another workspace has a floor of its own (invariant 9)', async () => {
      const floor = await floorOf('other')
      expect(floor.queues).toMatchObject([{ waiting: 1 }])
      expect(floor.people).toEqual([])
      expect(floor.ageing.map(({ id }) => labelOf(id))).toEqual(['theirs'])
      expect(floor.today).toEqual({ handedOver: 1, answered: 0, resolved: 0 })
    })
  })
}
