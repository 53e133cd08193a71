import { parseCookie } from 'cookie'
import { asSeenAtDesk, type LogEvent } from '#shared/conversation.ts'
import { may } from '#shared/people.ts'
import { type DeskAnswers, type DeskSnapshot, deskRequests, handshake } from '#shared/protocol.ts'
import { wrapUpOf } from '#shared/wrap-up.ts'
import { afterAgentMessage, dropReplies, settleHandBack } from '../assistant/index.ts'
import type { Limit } from '../cluster/limits.ts'
import {
  acceptConversation,
  type ConversationRow,
  conversationOfWorkspace,
  countInbox,
  deskSnapshotOf,
  handBackConversation,
  keepRead,
  listInbox,
  postAgentMessage,
  resolveConversation,
  syncAfter,
} from '../conversation/index.ts'
import { refuseOpenProposals } from '../desk/index.ts'
import { flagMessage } from '../improvement/index.ts'
import { languageOf } from '../knowledge/index.ts'
import { noteSeen, type SignedIn, signedInBy, signedInByDigests } from '../people/index.ts'
import { Refusal } from '../refusal.ts'
import { acknowledgeRequests, type Handlers } from './acknowledge.ts'
import { parse, type Report, requireProtocol } from './answer.ts'
import { actHandlers } from './desk-acts.ts'
import { type CaseGatewayParts, caseHandlers } from './desk-case.ts'
import { type CopilotGatewayParts, copilotHandlers, copilotShareOf } from './desk-copilot.ts'
import { floorHandlers } from './desk-floor.ts'
import type { DeskPresence } from './desk-presence.ts'
import { type ProposalGatewayParts, proposalHandlers } from './desk-proposals.ts'
import { searchHandlers } from './desk-search.ts'
import { teamHandlers } from './desk-teams.ts'
import { toolHandlers } from './desk-tools.ts'
import { audienceOf, type DeskNamespace, type Live, rooms } from './live.ts'
import type { Origins } from './origins.ts'
import { asConnectError } from './visitor-socket.ts'

export interface DeskGatewayParts extends ProposalGatewayParts, CaseGatewayParts, CopilotGatewayParts {
  live: Live
  presence: DeskPresence
  limit: Limit
  origins: Origins
  report: Report
}

type DeskSocket = Parameters<Parameters<DeskNamespace['on']>[1]>[0]

export const sessionCookie = 'baton_session'
/** How often the credentials of open sockets are looked at again, in milliseconds: under invariant 10's five seconds. */
const checkEvery = 2_000

/** The `/desk` namespace. Answers what stops its watch over open sockets. */
export function serveDesk(parts: DeskGatewayParts): () => void {
  const { desk } = parts.live
  desk.use((socket, next) => {
    admitPerson(socket, parts).then(
      () => next(),
      (reason) => next(asConnectError(reason, parts.report)),
    )
  })
  desk.on('connection', (socket) => {
    parts.presence.enter(socket, socket.data.choice)
    acknowledgeRequests(socket, deskRequests, handlersOf(socket, parts), {
      report: parts.report,
      admit: async () => {
        await parts.limit('request', socket.data.signedIn.person.id)
        await requireCurrent(socket, parts)
      },
    })
    socket.on('disconnect', () => parts.presence.left(socket))
  })
  const watch = setInterval(() => {
    dropRevoked(parts).catch((reason) => parts.report(reason, 'checking credentials of open sockets'))
  }, checkEvery)
  return () => clearInterval(watch)
}

async function admitPerson(socket: DeskSocket, parts: DeskGatewayParts): Promise<void> {
  requireProtocol(socket.handshake.auth)
  const auth = parse(handshake.desk, socket.handshake.auth)
  const { headers } = socket.handshake
  const session = parseCookie(headers.cookie ?? '')[sessionCookie]
  let signedIn: SignedIn | undefined
  if (auth.token !== undefined) {
    signedIn = await signedInBy(parts.store.read, auth.token, ['access', 'session'], parts.now())
  } else if (session !== undefined) {
    // A cookie comes along from any page of the browser: only our own console may use it.
    if (!parts.origins.isOwn(headers))
      throw new Refusal('forbidden', 'The desk opens from its own console only.')
    signedIn = await signedInBy(parts.store.read, session, ['session'], parts.now())
  }
  if (signedIn === undefined) throw new Refusal('unauthenticated', 'Sign in to the console first.')
  socket.data.signedIn = signedIn
  socket.data.choice = await parts.presence.admit(signedIn)
}

/** Throws where the credential of this socket was revoked; a changed role or name counts from this request on. */
async function requireCurrent(socket: DeskSocket, parts: DeskGatewayParts): Promise<void> {
  const { digest } = socket.data.signedIn
  const [current] = await signedInByDigests(parts.store.read, [digest], ['access', 'session'], parts.now())
  if (current === undefined) {
    // The answer goes out first, then the socket ends.
    setImmediate(() => socket.disconnect(true))
    throw new Refusal('unauthenticated', 'This session has ended. Sign in again.')
  }
  followChange(socket, current)
}

/** Tells a page that its person has another role, name or address now; the page shows what they may see. */
function followChange(socket: DeskSocket, signedIn: SignedIn): void {
  const { person: before } = socket.data.signedIn
  const { role, name, email } = signedIn.person
  socket.data.signedIn = signedIn
  const floor = rooms.floor(signedIn.workspaceId)
  if (may(role, 'floor')) void socket.join(floor)
  else if (socket.rooms.has(floor)) void socket.leave(floor)
  if (role !== before.role || name !== before.name || email !== before.email)
    socket.emit('session:changed', {})
}

async function dropRevoked(parts: DeskGatewayParts): Promise<void> {
  const sockets = [...parts.live.desk.sockets.values()]
  const digests = [...new Set(sockets.map((socket) => socket.data.signedIn.digest))]
  const current = await signedInByDigests(parts.store.read, digests, ['access', 'session'], parts.now())
  const valid = new Map(current.map((each) => [each.digest, each]))
  for (const socket of sockets) {
    const signedIn = valid.get(socket.data.signedIn.digest)
    if (signedIn === undefined) socket.disconnect(true)
    else followChange(socket, signedIn)
  }
  await noteSeen(parts.store, current, parts.now())
}

function handlersOf(socket: DeskSocket, parts: DeskGatewayParts): Handlers<typeof deskRequests, DeskAnswers> {
  const { read } = parts.store
  const me = () => socket.data.signedIn.person

  async function ours(conversationId: string): Promise<ConversationRow> {
    return conversationOfWorkspace(read, conversationId, socket.data.signedIn.workspaceId)
  }

  function asSeenByMe(event: LogEvent): LogEvent {
    return asSeenAtDesk(event, { id: me().id, isSupervisor: may(me().role, 'floor') })
  }

  async function snapshotOf(row: ConversationRow): Promise<DeskSnapshot> {
    const snapshot = await deskSnapshotOf(read, row, await parts.live.isVisitorOnline(row), parts.now())
    return { ...snapshot, events: snapshot.events.map(asSeenByMe) }
  }

  return {
    'inbox:list': async (request) => {
      const { workspaceId } = socket.data.signedIn
      const [page, counts] = await Promise.all([
        listInbox(read, { ...request, workspaceId, personId: me().id }),
        countInbox(read, workspaceId, me().id),
      ])
      return { ...page, counts, at: parts.now() }
    },
    'conversation:watch': async ({ conversationId }) => {
      await ours(conversationId)
      // First the room, then the snapshot: an event in between arrives twice rather than never.
      await socket.join(rooms.conversation(conversationId))
      const row = await ours(conversationId)
      return { conversation: await snapshotOf(row) }
    },
    'conversation:unwatch': async ({ conversationId }) => {
      await socket.leave(rooms.conversation(conversationId))
      return {}
    },
    'conversation:read': async ({ conversationId, seq }) => {
      const row = await ours(conversationId)
      if (!socket.rooms.has(rooms.conversation(row.id)))
        throw new Refusal('conflict', 'Only who watches a conversation can have read it.')
      const read = await keepRead(parts.store, 'desk', row, seq)
      const told = { conversationId: row.id, seq: read.seq }
      if (read.moved) parts.live.visitors.to(audienceOf(row)).emit('read:changed', told)
      return { seq: read.seq }
    },
    'conversation:sync': async ({ conversationId, after }) => {
      const row = await ours(conversationId)
      const news = await syncAfter(read, row, after)
      if (news !== 'reload') return { ...news, events: news.events.map(asSeenByMe) }
      return { reload: await snapshotOf(row) }
    },
    'conversation:accept': async ({ conversationId, fence }) => {
      await ours(conversationId)
      return acceptConversation(parts, { conversationId, fence, person: me() })
    },
    ...searchHandlers(() => socket.data.signedIn, parts),
    ...teamHandlers(() => socket.data.signedIn, parts),
    'conversation:hand-back': async ({ conversationId, fence }) => {
      await ours(conversationId)
      return handBackConversation(parts, { conversationId, fence, person: me() }, (log) =>
        settleHandBack(log, me().name),
      )
    },
    'conversation:resolve': async ({ conversationId, fence, outcome, cause }) => {
      await ours(conversationId)
      const wrapUp = wrapUpOf(outcome, cause)
      return resolveConversation(parts, { conversationId, fence, person: me(), wrapUp }, async (log) => {
        dropReplies(log, me().name)
        await refuseOpenProposals(log, me().name)
      })
    },
    'message:send': async ({ id, conversationId, text, attachments, fence, ...share }) => {
      const row = await ours(conversationId)
      const language = languageOf(text, row.language === 'zh' ? 'zh' : 'en')
      const { citations, keep } = await copilotShareOf(parts, socket.data.signedIn, {
        conversationId,
        text,
        ...share,
      })
      const message = {
        ...{ conversationId, fence, clientId: id, text, attachments, person: me(), language },
        citations,
      }
      return postAgentMessage(parts, message, async (log, posted) => {
        afterAgentMessage(log, posted, text, me().name)
        await keep(log, posted)
      })
    },
    ...toolHandlers(socket, parts),
    ...copilotHandlers(
      () => socket.data.signedIn,
      parts,
      (progress) => socket.emit('copilot:progress', progress),
    ),
    ...proposalHandlers(() => socket.data.signedIn, parts),
    ...caseHandlers(() => socket.data.signedIn, parts),
    ...actHandlers(() => socket.data.signedIn, parts),
    ...floorHandlers(() => socket.data.signedIn, parts),
    'message:flag': async ({ conversationId, messageId, kind, comment }) => {
      await ours(conversationId)
      return flagMessage(parts, { conversationId, messageId, kind, comment, person: me().name })
    },
    'typing:set': async ({ conversationId, typing }) => {
      const row = await ours(conversationId)
      parts.live.visitors
        .to(audienceOf(row))
        .volatile.emit('typing:changed', { conversationId, sender: 'agent', typing })
      return {}
    },
    ...parts.presence.handlers(socket),
  }
}
