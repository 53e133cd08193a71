import type { Namespace, Server } from 'socket.io'
import { asSeenByVisitor } from '#shared/conversation.ts'
import type {
  DeskFacts,
  DeskSocketRequests,
  ProgressState,
  VisitorFacts,
  VisitorSocketRequests,
} from '#shared/protocol.ts'
import { type Announcer, type ConversationRow, inboxRowOf, openPlaces } from '../conversation/index.ts'
import { queueStateOf, waitingConversations } from '../desk/index.ts'
import type { Reading } from '../store/store.ts'
import type { Report } from './answer.ts'
import type { SignedIn } from './credentials.ts'
import type { Site, Visitor } from './visitors.ts'

export interface VisitorSocketData {
  site: Site
  visitor: Visitor | undefined
  token: string | undefined
}
export interface DeskSocketData {
  signedIn: SignedIn
}
// What nodes tell each other besides facts: nothing of our own.
type NoNodeEvents = Record<string, never>
export type VisitorNamespace = Namespace<VisitorSocketRequests, VisitorFacts, NoNodeEvents, VisitorSocketData>
export type DeskNamespace = Namespace<DeskSocketRequests, DeskFacts, NoNodeEvents, DeskSocketData>

export const rooms = {
  visitor: (visitorId: string) => `visitor:${visitorId}`,
  conversation: (conversationId: string) => `conversation:${conversationId}`,
  workspace: (workspaceId: string) => `workspace:${workspaceId}`,
  online: (workspaceId: string) => `online:${workspaceId}`,
  person: (personId: string) => `person:${personId}`,
}

/** Everything told over sockets. Facts only: what is lost here is healed by the log (decision 2). */
export interface Live extends Announcer {
  progress(conversation: ConversationRow, turnId: string, state: ProgressState, delta?: string): void
  isDeskOpen(workspaceId: string): Promise<boolean>
  isVisitorOnline(visitorId: string): Promise<boolean>
  deskChanged(workspaceId: string): void
  /** Tells no queue any more: the store is about to close. */
  close(): void
  readonly desk: DeskNamespace
  readonly visitors: VisitorNamespace
}

/** How long asking the other nodes who is online may be answered from memory, in milliseconds. */
const presenceAge = 500
/** Other nodes have this long to answer, in milliseconds. */
const presencePatience = 400
/** Changes of the queue within this time, in milliseconds, are told once. */
const queueQuiet = 150

export function openLive(
  io: Server,
  parts: { read: Reading; now(): number; report: Report; wake(): void },
): Live {
  const visitors = io.of('/visitor') as VisitorNamespace
  const desk = io.of('/desk') as DeskNamespace
  const openDesks = new Map<string, { at: number; isOpen: Promise<boolean> }>()
  const queueTimers = new Map<string, NodeJS.Timeout>()
  let isClosed = false

  function isDeskOpen(workspaceId: string): Promise<boolean> {
    const known = openDesks.get(workspaceId)
    if (known && parts.now() - known.at < presenceAge) return known.isOpen
    const isOpen = countOnline(workspaceId)
    openDesks.set(workspaceId, { at: parts.now(), isOpen })
    isOpen.catch(() => openDesks.delete(workspaceId))
    return isOpen
  }

  async function countOnline(workspaceId: string): Promise<boolean> {
    const room = rooms.online(workspaceId)
    return (
      desk.adapter.rooms.has(room) || (await isElsewhere(desk.in(room).fetchSockets(), 'who is at the desk'))
    )
  }

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
    openDesks.delete(workspaceId)
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
    const isOpen = await isDeskOpen(workspaceId)
    for (const conversation of await waitingConversations(parts.read, workspaceId)) {
      const state = await queueStateOf(parts.read, conversation, parts.now(), isOpen)
      if (state === undefined) continue
      visitors
        .to(rooms.visitor(conversation.visitor_id))
        .emit('queue:changed', { conversationId: conversation.id, ...state })
    }
  }

  return {
    desk,
    visitors,
    isDeskOpen,
    deskChanged,
    place: openPlaces(),
    close() {
      isClosed = true
      for (const timer of queueTimers.values()) clearTimeout(timer)
    },
    async isVisitorOnline(visitorId) {
      const room = rooms.visitor(visitorId)
      return (
        visitors.adapter.rooms.has(room) ||
        (await isElsewhere(visitors.in(room).fetchSockets(), 'whether a visitor is online'))
      )
    },
    appended(conversation, events) {
      for (const event of events) {
        const told = { conversationId: conversation.id, event }
        desk.to(rooms.conversation(conversation.id)).emit('conversation:appended', told)
        visitors
          .to(rooms.visitor(conversation.visitor_id))
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
      visitors.to(rooms.visitor(conversation.visitor_id)).emit('answer:progress', told)
      desk.to(rooms.conversation(conversation.id)).emit('answer:progress', told)
    },
  }
}
