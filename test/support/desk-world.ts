import { randomUUID } from 'node:crypto'
import { type AssistantParts, dropReplies, runTurn } from '#server/assistant/index.ts'
import { openPlaces } from '#server/conversation/index.ts'
import {
  type AbsenceParts,
  attend,
  choosePresence,
  leave,
  refuseOpenProposals,
  runAbsence,
  runLateReply,
  runRouting,
} from '#server/desk/index.ts'
import { claimWork, type DueWork, dropLeases, finishWork } from '#server/store/due-work.ts'
import type { Store } from '#server/store/store.ts'
import type { PresenceChoice } from '#shared/presence.ts'
import { list } from '../flow/interleavings/steps.ts'
import { addConversation } from './conversation-rows.ts'

/** The people of the desk of these tests, by their ids. */
export const crew = ['ana', 'ben', 'mei'] as const
export type CrewMember = (typeof crew)[number]
export const owner = (id: CrewMember) => ({ id, name: id })
/** The team that ben and mei are in. */
export const returnsTeam = { id: 'returns', name: 'Returns' }
export const nodes = ['north', 'south'] as const
export type NodeName = (typeof nodes)[number]
/** Milliseconds. */
export const deskLease = 120_000

type Parts = AssistantParts & AbsenceParts

/**
 * A desk over a real store, without sockets: what the gateway would ask is asked here, and due work is run by whoever
 * the test says. The clock stands until the test moves it.
 */
export interface DeskWorld extends Parts {
  store: Store
  time: number
  /** Who is connected, and over which node. */
  connected: Map<CrewMember, NodeName>
  /** Turns that are at work say that they have come here, and wait until they are let go. */
  gate: { reached(): void; open: Promise<void> } | undefined
  converse(): Promise<string>
  connect(person: CrewMember, node: NodeName): Promise<void>
  disconnect(person: CrewMember): Promise<void>
  /** Its node dies: nobody says that they are gone. */
  vanish(person: CrewMember): void
  choose(person: CrewMember, choice: PresenceChoice): Promise<void>
  /** Everything of these conversations, and of all of the desk, that is due. */
  claim(owner: string): Promise<DueWork[]>
  run(work: DueWork, owner: string, node?: NodeName): Promise<void>
  restart(): Promise<void>
  /** Nobody is there, nothing waits and nothing is set: what a test before left is over. */
  clear(): Promise<void>
  close(): Promise<void>
}

const ours: ReadonlySet<string> = new Set(['turn', 'absence', 'reply', 'routing'])

export async function openDeskWorld(open: () => Promise<Store>): Promise<DeskWorld> {
  const silent = () => undefined
  const reported: unknown[] = []
  let nodeOf: NodeName | undefined
  const world: DeskWorld = {
    store: await open(),
    time: 1_000_000,
    connected: new Map(),
    gate: undefined,
    announcer: { place: openPlaces(), appended: silent },
    now: () => world.time,
    library: {
      live: async () => undefined,
      warm: async () => undefined,
      release: async () => {
        throw new Error('there is no release here')
      },
    },
    models: { modelsFor: () => undefined, warm: async () => undefined },
    modelChoiceOf: silent,
    async responsibilitiesOf() {
      world.gate?.reached()
      await world.gate?.open
      return list
    },
    shopOf: silent,
    isDeskOpen: async () => world.connected.size > 0,
    progress: silent,
    // The clock of these turns stands still or leaps; none of them is late.
    deadline: 1_000_000_000,
    report(reason) {
      // A turn that nodes died at goes to people, and says so.
      if (!String(reason).includes('the turn broke')) reported.push(reason)
    },
    deskLease,
    isHere: (personId) => nodeOf !== undefined && world.connected.get(personId as CrewMember) === nodeOf,
    soundSince: () => 0,
    async converse() {
      const id = randomUUID()
      await world.store.write((writing) => addConversation(writing, id, world.time))
      return id
    },
    async connect(person, node) {
      world.connected.set(person, node)
      await world.store.write((writing) => attend(writing, attendance(person, node), world.time))
    },
    async disconnect(person) {
      const node = world.connected.get(person)
      if (node === undefined) return
      world.connected.delete(person)
      await world.store.write((writing) => leave(writing, attendance(person, node), world.time, deskLease))
    },
    vanish: (person) => void world.connected.delete(person),
    async choose(person, choice) {
      await world.store.write((writing) =>
        choosePresence(writing, { personId: person, workspaceId: 'shop' }, choice, world.time),
      )
    },
    async claim(by) {
      const claimed = await claimWork(world.store, by, world.time, 500)
      const others = claimed.filter(({ kind }) => !ours.has(kind))
      // What else a conversation asks for is not played here, and must not stand in the way.
      if (others.length > 0) {
        await world.store.write(async (writing) => {
          for (const each of others) await finishWork(writing, each, by)
        })
      }
      return claimed.filter((each) => !others.includes(each))
    },
    async run(work, by, node = 'north') {
      const parts: Parts = { ...world, isHere: (id) => world.connected.get(id as CrewMember) === node }
      nodeOf = node
      if (work.kind === 'turn') await runTurn(parts, work, by)
      if (work.kind === 'absence') await runAbsence(parts, work, by)
      if (work.kind === 'reply') await runLateReply(parts, work, by)
      if (work.kind === 'routing') await runRouting(parts, work, by)
    },
    async restart() {
      await world.store.close()
      world.store = await open()
      if (world.store.dialect === 'sqlite') await dropLeases(world.store)
      else world.time += 10_001
    },
    async clear() {
      world.connected.clear()
      world.soundSince = () => 0
      await world.store.write(async (writing) => {
        for (const table of ['due_work', 'routing', 'desk_profile', 'presence_lease', 'presence'] as const)
          await writing.deleteFrom(table).execute()
        await writing
          .updateTable('conversation')
          .set({ status: 'resolved', queued_at: null, assignee_id: null, waited: null })
          .where('status', '!=', 'resolved')
          .execute()
        await writing
          .updateTable('conversation')
          .set({ waited: null })
          .where('waited', 'is not', null)
          .execute()
      })
    },
    async close() {
      await world.store.close()
      if (reported.length > 0) throw new AggregateError(reported, 'something was reported')
    },
  }
  await world.store.write(async (writing) => {
    const at = 0
    await writing
      .insertInto('workspace')
      .values({ id: 'shop', name: 'Shop', created_at: at, live_release: null, next_release: 1 })
      .execute()
    await writing
      .insertInto('site')
      .values({ key: 'site', workspace_id: 'shop', name: 'Site', origins: '[]', look: '{}' })
      .execute()
    for (const id of crew) {
      await writing
        .insertInto('person')
        .values({
          id,
          workspace_id: 'shop',
          name: id,
          email: `${id}@shop.example`,
          role: 'agent',
          created_at: at,
        })
        .execute()
    }
    await writing
      .insertInto('team')
      .values({
        id: returnsTeam.id,
        workspace_id: 'shop',
        name: returnsTeam.name,
        name_key: 'returns',
        targets: '{}',
        version: 1,
        created_at: at,
        updated_at: at,
        updated_by: 'mei',
      })
      .execute()
    for (const id of ['ben', 'mei'])
      await writing.insertInto('team_member').values({ team_id: returnsTeam.id, person_id: id }).execute()
  })
  return world
}

function attendance(person: CrewMember, node: NodeName) {
  return { personId: person, workspaceId: 'shop', nodeId: node }
}

/** What the gateway settles with a conversation that is resolved. */
export const settleAll = (name: string) => async (log: Parameters<typeof dropReplies>[0]) => {
  dropReplies(log, name)
  await refuseOpenProposals(log, name)
}
