import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  acceptConversation,
  eventsBetween,
  handBackConversation,
  postAgentMessage,
  postVisitorMessage,
  resolveConversation,
  transferToTeam,
} from '#server/conversation/index.ts'
import { moveToTeam, queueStateOf, saveProfile, saveRouting } from '#server/desk/index.ts'
import type { RoutingMode } from '#shared/routing.ts'
import {
  type CrewMember,
  crew,
  type DeskWorld,
  deskLease,
  openDeskWorld,
  owner,
  returnsTeam,
  settleAll,
} from '../support/desk-world.ts'
import { type StorePlace, storeKinds } from '../support/stores.ts'

const replyWithin = 5 * 60_000

for (const { name, missing, place: placeOf } of storeKinds) {
  describe.skipIf(missing !== undefined)(`giving out on ${name}`, () => {
    let place: StorePlace
    let world: DeskWorld
    beforeAll(async () => {
      place = await placeOf()
      world = await openDeskWorld(place.open)
    })
    beforeEach(() => world.clear())
    afterAll(async () => {
      await world.close()
      await place.clear()
    })

    async function work(): Promise<void> {
      for (let times = 0; times < 5; times++) {
        const claimed = await world.claim('node')
        for (const each of claimed) await world.run(each, 'node')
        if (claimed.length === 0) return
      }
    }

    async function setRouting(mode: RoutingMode, teamId: string | null = null): Promise<void> {
      const edit = { workspaceId: 'shop', by: 'mei', at: world.time }
      await world.store.write((writing) => saveRouting(writing, edit, teamId, { mode, replyWithin }))
    }

    const say = (id: string, text: string) =>
      postVisitorMessage(world, {
        workspaceId: 'shop',
        siteKey: 'site',
        visitorId: `visitor-${id}`,
        clientId: randomUUID(),
        conversationId: id,
        text,
        language: 'en',
      })

    /** A conversation whose visitor waits for a person. */
    async function waits(): Promise<string> {
      const id = await world.converse()
      await say(id, 'I want to talk to a real person')
      await work()
      return id
    }

    const rowOf = (id: string) =>
      world.store.read.selectFrom('conversation').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

    async function accept(id: string, person: CrewMember): Promise<number> {
      const { fence } = await rowOf(id)
      return (await acceptConversation(world, { conversationId: id, fence, person: owner(person) })).fence
    }

    async function reply(id: string, person: CrewMember): Promise<void> {
      const { fence } = await rowOf(id)
      const message = {
        conversationId: id,
        fence,
        clientId: randomUUID(),
        text: 'Hello',
        language: 'en' as const,
      }
      await postAgentMessage(world, { ...message, person: owner(person) })
    }

    async function returnsIn(id: string) {
      const { head } = await rowOf(id)
      const events = await eventsBetween(world.store.read, id, 0, head)
      return events.flatMap((event) => (event.type === 'conversation:queued' && event.returned ? event : []))
    }

    test('what nobody answers in time goes back once, to its place and no less urgent, also after a restart', async () => {
      const first = await waits()
      const { queued_at: queuedAt } = await rowOf(first)
      world.time += 60_000
      const second = await waits()
      await world.connect('ana', 'north')
      await accept(first, 'ana')
      world.time += replyWithin - 1
      await work()
      expect(await rowOf(first)).toMatchObject({ status: 'assigned', assignee_id: 'ana' })
      await world.restart()
      world.time += 1
      // Two nodes at once, and once more.
      const [one, other] = [await world.claim('one'), await world.claim('other')]
      await Promise.all([...one, ...other].map((each) => world.run(each, 'one')))
      await work()
      expect(await returnsIn(first)).toMatchObject([
        {
          returned: { why: 'no-reply', name: 'ana', personId: 'ana' },
          since: queuedAt,
          reason: 'visitor-request',
        },
      ])
      const row = await rowOf(first)
      expect(row).toMatchObject({ status: 'queued', queued_at: queuedAt, assignee_id: null })
      // It stands where it stood: before who came later.
      const state = await queueStateOf(world.store.read, row, world.time, { open: true })
      expect(state?.position).toBe(1)
      const behind = await queueStateOf(world.store.read, await rowOf(second), world.time, { open: true })
      expect(behind?.position).toBe(2)
    })

    test('whoever has written keeps it, and so does whoever nobody waits for', async () => {
      await world.connect('ana', 'north')
      const answered = await waits()
      await accept(answered, 'ana')
      await reply(answered, 'ana')
      await say(answered, 'and another thing')
      // Taken over unasked from an assistant that had answered.
      const calm = await world.converse()
      await say(calm, 'thanks')
      await work()
      await accept(calm, 'ana')
      world.time += 10 * replyWithin
      await world.connect('ana', 'north')
      await work()
      expect(await rowOf(answered)).toMatchObject({ status: 'assigned' })
      expect(await rowOf(calm)).toMatchObject({ status: 'assigned' })
      // From when the visitor writes on, they are waited for.
      await say(calm, 'are you there?')
      world.time += replyWithin - 1
      await world.connect('ana', 'north')
      await work()
      expect(await rowOf(calm)).toMatchObject({ status: 'assigned' })
      world.time += replyWithin
      await world.connect('ana', 'north')
      await work()
      expect(await rowOf(calm)).toMatchObject({ status: 'queued' })
    })

    test('on automatic it is given at once, and what comes back goes to another', async () => {
      await setRouting('automatic')
      await world.connect('ana', 'north')
      const id = await waits()
      expect(await rowOf(id)).toMatchObject({ status: 'assigned', assignee_id: 'ana' })
      world.time += replyWithin
      await world.connect('ana', 'north')
      await work()
      // Nobody else is there: it waits, and is not pushed at the same person again at once.
      expect(await rowOf(id)).toMatchObject({ status: 'queued', returned_from: 'ana' })
      await world.connect('ben', 'south')
      await work()
      expect(await rowOf(id)).toMatchObject({ status: 'assigned', assignee_id: 'ben' })
      expect(await returnsIn(id)).toHaveLength(1)
    })

    test('after a while it may be given to the same person again', async () => {
      await setRouting('automatic')
      await world.connect('ana', 'north')
      const id = await waits()
      world.time += replyWithin
      await world.connect('ana', 'north')
      await work()
      expect(await rowOf(id)).toMatchObject({ status: 'queued' })
      world.time += replyWithin
      await world.connect('ana', 'north')
      await work()
      expect(await rowOf(id)).toMatchObject({ status: 'assigned', assignee_id: 'ana' })
    })

    test('an agent who vanishes loses everything after a lease, to others who are there', async () => {
      await setRouting('automatic', returnsTeam.id)
      await world.connect('ana', 'north')
      await world.connect('ben', 'south')
      const [one, other] = [await waits(), await waits()]
      const { queued_at: queuedAt } = await rowOf(one)
      for (const id of [one, other]) {
        await accept(id, 'ana')
        await reply(id, 'ana')
      }
      const fence = (await rowOf(other)).fence
      await transferToTeam(world, { conversationId: other, fence, person: owner('ana') }, (log) =>
        moveToTeam(log, returnsTeam),
      )
      await work()
      expect(await rowOf(other)).toMatchObject({ assignee_id: 'ben' })
      world.vanish('ana')
      world.time += deskLease - 1
      await world.connect('ben', 'south')
      await work()
      expect(await rowOf(one)).toMatchObject({ assignee_id: 'ana' })
      world.time += 30_001
      await world.connect('ben', 'south')
      await work()
      expect(await rowOf(one)).toMatchObject({ status: 'queued', queued_at: queuedAt })
      expect(await returnsIn(one)).toMatchObject([{ returned: { why: 'gone', personId: 'ana' } }])
      expect(await rowOf(other)).toMatchObject({ assignee_id: 'ben' })
    })

    test('who comes back in time keeps theirs, over whichever node', async () => {
      await world.connect('ana', 'north')
      const id = await waits()
      await accept(id, 'ana')
      await reply(id, 'ana')
      await world.disconnect('ana')
      world.time += deskLease - 1
      await world.connect('ana', 'south')
      world.time += 20_000
      await work()
      expect(await rowOf(id)).toMatchObject({ assignee_id: 'ana' })
      await world.disconnect('ana')
      world.time += deskLease
      await work()
      expect(await rowOf(id)).toMatchObject({ status: 'queued' })
    })

    test('a node that has just started, or could not keep presence, takes nobody for gone', async () => {
      await world.connect('ana', 'north')
      const id = await waits()
      await accept(id, 'ana')
      await reply(id, 'ana')
      world.vanish('ana')
      world.time += 10 * deskLease
      let soundSince: number | undefined
      world.soundSince = () => soundSince
      await work()
      expect(await rowOf(id)).toMatchObject({ assignee_id: 'ana' })
      soundSince = world.time
      world.time += deskLease
      await work()
      expect(await rowOf(id)).toMatchObject({ status: 'queued' })
    })

    test('nobody is given more than they have room for, nor given anything while they are not to be disturbed', async () => {
      await setRouting('automatic')
      const edit = { workspaceId: 'shop', by: 'mei', at: world.time }
      await world.store.write((writing) =>
        saveProfile(writing, edit, 'ana', { capacity: 2, skills: [], version: 0 }),
      )
      await world.connect('ana', 'north')
      await world.connect('ben', 'north')
      await world.choose('ben', 'busy')
      const ids = [await waits(), await waits(), await waits()]
      const assigned = async () =>
        (await Promise.all(ids.map(rowOf))).filter(({ assignee_id }) => assignee_id).length
      expect(await assigned()).toBe(2)
      // Once they have answered one, the next word is the visitor's: half a place is not room for another.
      await reply(ids[0] ?? '', 'ana')
      await work()
      expect(await assigned()).toBe(2)
      await reply(ids[1] ?? '', 'ana')
      await work()
      expect(await assigned()).toBe(3)
      expect((await Promise.all(ids.map(rowOf))).map(({ assignee_id }) => assignee_id)).toEqual([
        'ana',
        'ana',
        'ana',
      ])
    })

    test('two nodes that give out at once give nobody more than they have room for', async () => {
      const edit = { workspaceId: 'shop', by: 'mei', at: world.time }
      for (const person of crew) {
        await world.store.write((writing) =>
          saveProfile(writing, edit, person, { capacity: 2, skills: [], version: 0 }),
        )
        await world.connect(person, 'north')
      }
      const ids = await Promise.all(Array.from({ length: 10 }, () => waits()))
      await setRouting('automatic')
      const [routing] = (await world.claim('node')).filter(({ kind }) => kind === 'routing')
      if (routing === undefined) throw new Error('nothing gives out')
      await Promise.all(Array.from({ length: 4 }, () => world.run(routing, 'node')))
      const rows = await Promise.all(ids.map(rowOf))
      for (const person of crew)
        expect(rows.filter(({ assignee_id }) => assignee_id === person).length, person).toBeLessThanOrEqual(2)
      await work()
      const after = await Promise.all(ids.map(rowOf))
      expect(after.filter(({ status }) => status === 'assigned').length).toBe(6)
    })

    test('a returning visitor goes to whoever had them last, and skills decide who may have them', async () => {
      await setRouting('automatic')
      const edit = { workspaceId: 'shop', by: 'mei', at: world.time }
      await world.connect('ana', 'north')
      const id = await waits()
      await reply(id, 'ana')
      const { fence } = await rowOf(id)
      await resolveConversation(world, { conversationId: id, fence, person: owner('ana') }, settleAll('ana'))
      await world.connect('ben', 'north')
      await say(id, 'I want to talk to a real person')
      await work()
      expect(await rowOf(id)).toMatchObject({ assignee_id: 'ana' })
      await world.store.write((writing) =>
        saveProfile(writing, edit, 'ben', {
          capacity: 5,
          skills: [{ kind: 'language', value: 'EN' }],
          version: 0,
        }),
      )
      // From now on somebody here speaks English; who does not say so is not given it.
      expect(await rowOf(await waits())).toMatchObject({ assignee_id: 'ben' })
    })

    test('given to a team with a note it waits in the team’s queue, at its place, with the team’s position and wait', async () => {
      const one = await waits()
      const { queued_at: queuedAt } = await rowOf(one)
      world.time += 1_000
      const other = await waits()
      const fence = await accept(one, 'ana')
      world.time += 1_000
      const given = { conversationId: one, fence, person: owner('ana'), note: 'a broken zip' }
      await transferToTeam(world, given, (log) => moveToTeam(log, returnsTeam, 'ana'))
      const row = await rowOf(one)
      expect(row).toMatchObject({
        status: 'queued',
        team_id: 'returns',
        queued_at: queuedAt,
        returned_from: 'ana',
      })
      await expect(transferToTeam(world, given, () => undefined)).rejects.toMatchObject({ code: 'stale' })
      const desk = { open: true }
      for (const id of [one, other]) {
        const state = await queueStateOf(world.store.read, await rowOf(id), world.time, desk)
        expect(state).toMatchObject({ position: 1, etaSeconds: null })
      }
      // What the general queue waited says nothing of the team's.
      for (let times = 0; times < 3; times++) {
        const id = await waits()
        world.time += 90_000
        await accept(id, 'ben')
        await handBackConversation(
          world,
          { conversationId: id, fence: (await rowOf(id)).fence, person: owner('ben') },
          () => undefined,
        )
      }
      const general = await queueStateOf(world.store.read, await rowOf(other), world.time, desk)
      expect(general?.etaSeconds).toBeGreaterThanOrEqual(30)
      expect((await queueStateOf(world.store.read, row, world.time, desk))?.etaSeconds).toBeNull()
    })
  })
}
