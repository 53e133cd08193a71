import { randomUUID } from 'node:crypto'
import { may } from '#shared/people.ts'
import { type Colleague, isAvailable, type Presence, type PresenceChoice } from '#shared/presence.ts'
import type { DeskAnswers, deskRequests } from '#shared/protocol.ts'
import {
  attend,
  candidatesOf,
  choiceOf,
  choosePresence,
  dropLeasesOf,
  dropStaleLeases,
  leave,
  listTeams,
  presencesOf,
  renew,
  renewEvery,
} from '../desk/index.ts'
import { listPeople, type SignedIn } from '../people/index.ts'
import { Refusal } from '../refusal.ts'
import type { Store } from '../store/store.ts'
import type { Handlers } from './acknowledge.ts'
import type { Report } from './answer.ts'
import { type DeskNamespace, type Live, rooms } from './live.ts'

export interface PresenceParts {
  store: Store
  live: Live
  report: Report
  now(): number
  wake(): void
  /** Whoever has no connection for this long loses what they have, in milliseconds. */
  deskLease: number
}

type DeskSocket = Parameters<Parameters<DeskNamespace['on']>[1]>[0]
type Requests = Pick<typeof deskRequests, 'presence:set' | 'presence:list'>
type Answers = Pick<DeskAnswers, keyof Requests>

/** Who is at the desk, as this node keeps it in the store for all of them. */
export interface DeskPresence {
  /** Before a connection counts: what its person chose last, and a lease for them. */
  admit(signedIn: SignedIn): Promise<PresenceChoice>
  enter(socket: DeskSocket, choice: PresenceChoice): void
  left(socket: DeskSocket): void
  handlers(socket: DeskSocket): Handlers<Requests, Answers>
  /** Whether this node has a connection of theirs. */
  isHere(personId: string): boolean
  /** Since when this node's leases have been renewed without a break; undefined while they are not. */
  soundSince(): number | undefined
  close(): Promise<void>
}

/**
 * Keeps a lease in the store for everybody who is connected to this node. A person is gone when no node has a
 * connection of theirs: one that ends says so, and a node that dies stops renewing.
 */
export function openPresence(parts: PresenceParts): DeskPresence {
  const { store, live, report, now } = parts
  const nodeId = randomUUID()
  /** One change after the other for each person, so that a tab that closes does not undo one that opens. */
  const last = new Map<string, Promise<void>>()
  let soundSince: number | undefined = now()
  let isClosed = false

  const isHere = (personId: string) => live.desk.adapter.rooms.has(rooms.person(personId))

  function inTurn(personId: string, work: () => Promise<void>, about: string): Promise<void> {
    const turn = (last.get(personId) ?? Promise.resolve()).then(work).catch((reason) => {
      // Presence is a hint: nobody is kept out because it cannot be kept.
      report(reason, about)
    })
    last.set(personId, turn)
    void turn.then(() => last.get(personId) === turn && last.delete(personId))
    return turn
  }

  const of = ({ person, workspaceId }: SignedIn) => ({ personId: person.id, workspaceId, nodeId })

  /** Keeps whether this node has a connection of theirs now, whatever it was when this was asked. */
  function keep(signedIn: SignedIn): Promise<void> {
    const { person } = signedIn
    return inTurn(
      person.id,
      async () => {
        if (isClosed) return
        await store.write(async (writing) => {
          if (isHere(person.id)) await attend(writing, of(signedIn), now())
          else await leave(writing, of(signedIn), now(), parts.deskLease)
        })
        parts.wake()
        await tell(signedIn.workspaceId, person.id)
      },
      'keeping who is at the desk',
    )
  }

  async function tell(workspaceId: string, personId: string): Promise<void> {
    live.deskChanged(workspaceId)
    const presence = await presenceOf(workspaceId, personId)
    live.desk.to(rooms.workspace(workspaceId)).emit('presence:changed', { personId, presence })
  }

  async function presenceOf(workspaceId: string, personId: string): Promise<Presence> {
    const presences = await presencesOf(store.read, workspaceId, now())
    return presences.get(personId) ?? (isHere(personId) ? await choiceOf(store.read, personId) : 'offline')
  }

  async function renewAll(): Promise<void> {
    try {
      const sockets = [...live.desk.sockets.values()]
      const here = new Map(sockets.map(({ data }) => [data.signedIn.person.id, of(data.signedIn)] as const))
      if (here.size > 0) await store.write((writing) => renew(writing, [...here.values()], now()))
      const gone = await dropStaleLeases(store, nodeId, now())
      soundSince ??= now()
      for (const { workspaceId, personId } of gone) await tell(workspaceId, personId)
    } catch (reason) {
      soundSince = undefined
      report(reason, 'renewing who is at the desk')
    }
  }

  const renewal = setInterval(() => void renewAll(), renewEvery)

  return {
    isHere,
    soundSince: () => soundSince,
    async admit(signedIn) {
      const { person } = signedIn
      const choice = await choiceOf(store.read, person.id)
      const about = 'keeping who comes to the desk'
      await inTurn(person.id, () => store.write((writing) => attend(writing, of(signedIn), now())), about)
      return choice
    },
    enter(socket, choice) {
      const { signedIn } = socket.data
      const { workspaceId, person } = signedIn
      void socket.join([rooms.workspace(workspaceId), rooms.person(person.id)])
      if (isAvailable(choice)) void socket.join(rooms.online(workspaceId))
      if (may(person.role, 'floor')) void socket.join(rooms.floor(workspaceId))
      // The lease that was taken before the connection was may have gone with another tab.
      void keep(signedIn)
    },
    left(socket) {
      live.deskChanged(socket.data.signedIn.workspaceId)
      if (!isHere(socket.data.signedIn.person.id)) void keep(socket.data.signedIn)
    },
    handlers: (socket) => ({
      'presence:set': async ({ presence }) => {
        const { person, workspaceId } = socket.data.signedIn
        await store.write((writing) =>
          choosePresence(writing, { personId: person.id, workspaceId }, presence, now()),
        )
        // Every tab and every device of theirs, on whichever node.
        const theirs = live.desk.in(rooms.person(person.id))
        if (isAvailable(presence)) theirs.socketsJoin(rooms.online(workspaceId))
        else theirs.socketsLeave(rooms.online(workspaceId))
        parts.wake()
        await tell(workspaceId, person.id)
        return {}
      },
      'presence:list': async () => {
        const { person, workspaceId } = socket.data.signedIn
        if (!may(person.role, 'conversations')) throw new Refusal('forbidden', 'Your role may not do this.')
        const [people, teams] = await Promise.all([
          colleaguesOf(store, workspaceId, now(), isHere),
          listTeams(store.read, workspaceId),
        ])
        return { people, teams: teams.map(({ id, name }) => ({ id, name })) }
      },
    }),
    async close() {
      isClosed = true
      clearInterval(renewal)
      await Promise.all(last.values())
      await dropLeasesOf(store, nodeId).catch((reason) => report(reason, 'leaving the desk'))
    },
  }
}

/** Everybody of a workspace, by name, with how they are and what they have. */
async function colleaguesOf(
  store: Store,
  workspaceId: string,
  now: number,
  isHere: (personId: string) => boolean,
): Promise<Colleague[]> {
  const [people, candidates] = await Promise.all([
    listPeople(store.read, workspaceId),
    candidatesOf(store.read, workspaceId, now, isHere),
  ])
  const known = new Map(candidates.map((each) => [each.id, each]))
  return people.flatMap(({ id, name }) => {
    const candidate = known.get(id)
    if (candidate === undefined) return []
    const { presence, teams, load, capacity } = candidate
    return [{ id, name, presence, teams: [...teams], load, capacity }]
  })
}
