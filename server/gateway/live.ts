import type { Namespace, Server } from 'socket.io'
import { asSeenByVisitor, type LogEvent } from '#shared/conversation.ts'
import { isOpenAt } from '#shared/hours.ts'
import type { PresenceChoice } from '#shared/presence.ts'
import type {
  DeskFacts,
  DeskSocketRequests,
  ProgressState,
  VisitorFacts,
  VisitorSocketRequests,
} from '#shared/protocol.ts'
import { type Announcer, type ConversationRow, inboxRowOf, openPlaces } from '../conversation/index.ts'
import { type DeskState, deskStateAt, queueStateOf, waitingConversations } from '../desk/index.ts'
import type { SignedIn } from '../people/index.ts'
import type { Reading } from '../store/store.ts'
import type { Report } from './answer.ts'
import { openDeskHours, queuesOfTeams } from './desk-hours.ts'
import type { Site } from './sites.ts'
import { openSomebodyThere } from './somebody-there.ts'
import type { Visitor } from './visitors.ts'

export interface VisitorSocketData {
  site: Site
  visitor: Visitor | undefined
}
export interface DeskSocketData {
  signedIn: SignedIn
  /** What their person chose when they connected. */
  choice: PresenceChoice
}
// What nodes tell each other besides facts: nothing of our own.
type NoNodeEvents = Record<string, never>
export type VisitorNamespace = Namespace<VisitorSocketRequests, VisitorFacts, NoNodeEvents, VisitorSocketData>
export type DeskNamespace = Namespace<DeskSocketRequests, DeskFacts, NoNodeEvents, DeskSocketData>

export const rooms = {
  visitor: (visitorId: string) => `visitor:${visitorId}`,
  contact: (contactId: string) => `contact:${contactId}`,
  /** The sockets of one token of a visitor, by its digest: what ends with the token. */
  session: (digest: string) => `session:${digest}`,
  conversation: (conversationId: string) => `conversation:${conversationId}`,
  workspace: (workspaceId: string) => `workspace:${workspaceId}`,
  /** The supervisors of a workspace. */
  floor: (workspaceId: string) => `floor:${workspaceId}`,
  online: (workspaceId: string) => `online:${workspaceId}`,
  person: (personId: string) => `person:${personId}`,
}

/** Whose a conversation is. */
export type Owned = Pick<ConversationRow, 'visitor_id' | 'contact_id'>

/** The room of everybody on the visitor's side: all tabs of a visitor, all devices of a contact. */
export function audienceOf({ visitor_id, contact_id }: Owned): string {
  return contact_id === null ? rooms.visitor(visitor_id) : rooms.contact(contact_id)
}

/** Where a conversation is, and in whose queue; without a team, in the general one. */
type Placed = Pick<ConversationRow, 'workspace_id' | 'site_key'> & { team_id?: string | null }

/** Everything told over sockets. Facts only: what is lost here is healed by the log (decision 2). */
export interface Live extends Announcer {
  progress(conversation: ConversationRow, turnId: string, state: ProgressState, delta?: string): void
  /** Of the site on which this conversation is: its hours, and whether somebody is there. */
  deskStateOf(conversation: Placed): Promise<DeskState>
  isDeskOpen(conversation: Placed): Promise<boolean>
  isVisitorOnline(conversation: Owned): Promise<boolean>
  deskChanged(workspaceId: string): void
  /** Tells no queue any more: the store is about to close. */
  close(): void
  readonly desk: DeskNamespace
  readonly visitors: VisitorNamespace
}

/** Other nodes have this long to answer, in milliseconds. */
const presencePatience = 400
/** Changes of the queue within this time, in milliseconds, are told once. */
const queueQuiet = 150
/** How often it is looked whether the hours of a visited site have opened or closed, in milliseconds. */
const hoursWatch = 5_000

export function openLive(
  io: Server,
  parts: { read: Reading; now(): number; report: Report; wake(): void },
): Live {
  const visitors = io.of('/visitor') as VisitorNamespace
  const desk = io.of('/desk') as DeskNamespace
  const hoursOf = openDeskHours(parts.read, parts.now)
  const somebodyThere = openSomebodyThere(desk, parts)
  const wereOpen = new Map<string, boolean>()
  const queueTimers = new Map<string, NodeJS.Timeout>()
  let isClosed = false

  async function deskStateOf(placed: Placed): Promise<DeskState> {
    const { workspace_id, team_id = null } = placed
    const [hours, isThere] = await Promise.all([hoursOf(placed), somebodyThere.ask(workspace_id, team_id)])
    return deskStateAt(hours, isThere, parts.now())
  }

  /** Nobody does anything when the hours open or close; those who wait are told all the same. */
  async function tellHours(): Promise<void> {
    const present = new Map<string, Placed>()
    for (const { site } of [...visitors.sockets.values()].map(({ data }) => data))
      present.set(site.key, { workspace_id: site.workspaceId, site_key: site.key })
    for (const placed of await queuesOfTeams(parts.read, [...present.values()]))
      present.set(`${placed.team_id} ${placed.site_key}`, placed)
    for (const key of wereOpen.keys()) if (!present.has(key)) wereOpen.delete(key)
    for (const [key, placed] of present) {
      const isOpen = isOpenAt(await hoursOf(placed), parts.now())
      const wasOpen = wereOpen.get(key) ?? isOpen
      wereOpen.set(key, isOpen)
      if (wasOpen !== isOpen) deskChanged(placed.workspace_id)
    }
  }

  const watch = setInterval(() => {
    tellHours().catch((reason) => parts.report(reason, 'telling the hours'))
  }, hoursWatch).unref()

  /**
   * Whether another node has such a socket. Where the nodes do not answer in time, only what this one knows counts:
   * presence is a hint, and a visitor must not wait for it.
   */
  async function isElsewhere(asking: Promise<unknown[]>, about: string): Promise<boolean> {
    const patience = new Promise<unknown[]>((resolve) => setTimeout(resolve, presencePatience, []).unref())
    try {
      return (await Promise.race([asking, patience])).length > 0
    } catch (reason) {
      parts.report(reason, `asking the other nodes ${about}`)
      return false
    }
  }

  function deskChanged(workspaceId: string): void {
    somebodyThere.forget(workspaceId)
    if (isClosed || queueTimers.has(workspaceId)) return
    queueTimers.set(
      workspaceId,
      setTimeout(() => {
        queueTimers.delete(workspaceId)
        tellQueue(workspaceId).catch((reason) => parts.report(reason, 'telling the queue'))
      }, queueQuiet).unref(),
    )
  }

  async function tellQueue(workspaceId: string): Promise<void> {
    for (const conversation of await waitingConversations(parts.read, workspaceId)) {
      const state = await queueStateOf(parts.read, conversation, parts.now(), await deskStateOf(conversation))
      if (state === undefined) continue
      visitors
        .to(audienceOf(conversation))
        .emit('queue:changed', { conversationId: conversation.id, ...state })
    }
  }

  /** Everybody who watches the conversation; a whisper goes to whom it is for and to supervisors, whatever they watch. */
  function tellDesk({ id, workspace_id }: ConversationRow, event: LogEvent): void {
    const told = { conversationId: id, event }
    const watching = rooms.conversation(id)
    if (event.type !== 'note:whispered') {
      desk.to(watching).emit('conversation:appended', told)
      return
    }
    const { seq, at } = event
    const among = [rooms.person(event.to.personId), rooms.floor(workspace_id)]
    desk.to(among).emit('conversation:appended', told)
    desk
      .to(watching)
      .except(among)
      .emit('conversation:appended', { ...told, event: { type: 'event:withheld', seq, at } })
  }

  return {
    desk,
    visitors,
    deskStateOf,
    isDeskOpen: async (conversation) => (await deskStateOf(conversation)).open,
    deskChanged,
    place: openPlaces(),
    close() {
      isClosed = true
      clearInterval(watch)
      for (const timer of queueTimers.values()) clearTimeout(timer)
    },
    async isVisitorOnline(conversation) {
      const room = audienceOf(conversation)
      return (
        visitors.adapter.rooms.has(room) ||
        (await isElsewhere(visitors.in(room).fetchSockets(), 'whether a visitor is online'))
      )
    },
    appended(conversation, events) {
      for (const event of events) {
        const told = { conversationId: conversation.id, event }
        tellDesk(conversation, event)
        visitors
          .to(audienceOf(conversation))
          .emit('conversation:appended', { ...told, event: asSeenByVisitor(event) })
      }
      desk
        .to(rooms.workspace(conversation.workspace_id))
        .emit('inbox:changed', { conversation: inboxRowOf(conversation) })
      if (events.some(({ type }) => type.startsWith('conversation:') || type === 'watch:noted'))
        deskChanged(conversation.workspace_id)
      parts.wake()
    },
    progress(conversation, turnId, state, delta) {
      const told = { conversationId: conversation.id, turnId, state, ...(delta !== undefined && { delta }) }
      visitors.to(audienceOf(conversation)).emit('answer:progress', told)
      desk.to(rooms.conversation(conversation.id)).emit('answer:progress', told)
    },
  }
}
