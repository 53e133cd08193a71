import { parseCookie } from 'cookie'
import { type DeskAnswers, deskRequests, handshake } from '#shared/protocol.ts'
import { afterAgentMessage, dropReplies } from '../assistant/index.ts'
import type { Limit } from '../cluster/limits.ts'
import {
  acceptConversation,
  addNote,
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
  transferConversation,
} from '../conversation/index.ts'
import { refuseOpenProposals } from '../desk/index.ts'
import { flagMessage } from '../improvement/index.ts'
import { languageOf } from '../knowledge/index.ts'
import { Refusal } from '../refusal.ts'
import { acknowledgeRequests, type Handlers } from './acknowledge.ts'
import { parse, type Report, requireProtocol } from './answer.ts'
import { listPeople, type SignedIn, signedInBy, signedInByDigests } from './credentials.ts'
import { type CaseGatewayParts, caseHandlers } from './desk-case.ts'
import { type ProposalGatewayParts, proposalHandlers } from './desk-proposals.ts'
import { audienceOf, type DeskNamespace, type Live, rooms } from './live.ts'
import type { Origins } from './origins.ts'
import { asConnectError } from './visitor-socket.ts'

export interface DeskGatewayParts extends ProposalGatewayParts, CaseGatewayParts {
  live: Live
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
    const { signedIn } = socket.data
    enterDesk(socket, parts)
    acknowledgeRequests(socket, deskRequests, handlersOf(socket, parts), {
      report: parts.report,
      admit: async () => {
        await parts.limit('request', signedIn.person.id)
        await requireCurrent(socket, parts)
      },
    })
    socket.on('disconnect', () => leaveDesk(socket, parts))
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
}

function enterDesk(socket: DeskSocket, parts: DeskGatewayParts): void {
  const { signedIn } = socket.data
  void socket.join([
    rooms.workspace(signedIn.workspaceId),
    rooms.online(signedIn.workspaceId),
    rooms.person(signedIn.person.id),
  ])
  parts.live.deskChanged(signedIn.workspaceId)
  tellPresence(socket, parts, 'online')
}

/** A person is gone with the last of their sockets on this node, not with the first tab they close. */
function leaveDesk(socket: DeskSocket, parts: DeskGatewayParts): void {
  parts.live.deskChanged(socket.data.signedIn.workspaceId)
  const stillHere = parts.live.desk.adapter.rooms.has(rooms.person(socket.data.signedIn.person.id))
  if (!stillHere) tellPresence(socket, parts, 'offline')
}

function tellPresence(
  socket: DeskSocket,
  parts: DeskGatewayParts,
  presence: 'online' | 'away' | 'offline',
): void {
  const { person, workspaceId } = socket.data.signedIn
  parts.live.desk.to(rooms.workspace(workspaceId)).emit('presence:changed', { personId: person.id, presence })
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
  socket.data.signedIn = current
}

async function dropRevoked(parts: DeskGatewayParts): Promise<void> {
  const sockets = [...parts.live.desk.sockets.values()]
  const digests = [...new Set(sockets.map((socket) => socket.data.signedIn.digest))]
  const current = await signedInByDigests(parts.store.read, digests, ['access', 'session'], parts.now())
  const valid = new Set(current.map((each) => each.digest))
  for (const socket of sockets) {
    if (!valid.has(socket.data.signedIn.digest)) socket.disconnect(true)
  }
}

function handlersOf(socket: DeskSocket, parts: DeskGatewayParts): Handlers<typeof deskRequests, DeskAnswers> {
  const { read } = parts.store
  const me = () => socket.data.signedIn.person

  async function ours(conversationId: string): Promise<ConversationRow> {
    return conversationOfWorkspace(read, conversationId, socket.data.signedIn.workspaceId)
  }

  return {
    'inbox:list': async (request) => {
      const { workspaceId } = socket.data.signedIn
      const [page, counts] = await Promise.all([
        listInbox(read, { ...request, workspaceId, personId: me().id }),
        countInbox(read, workspaceId, me().id),
      ])
      return { ...page, counts }
    },
    'conversation:watch': async ({ conversationId }) => {
      await ours(conversationId)
      // First the room, then the snapshot: an event in between arrives twice rather than never.
      await socket.join(rooms.conversation(conversationId))
      const row = await ours(conversationId)
      return {
        conversation: await deskSnapshotOf(read, row, await parts.live.isVisitorOnline(row)),
      }
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
      if (news !== 'reload') return news
      return { reload: await deskSnapshotOf(read, row, await parts.live.isVisitorOnline(row)) }
    },
    'conversation:accept': async ({ conversationId, fence }) => {
      await ours(conversationId)
      return acceptConversation(parts, { conversationId, fence, person: me() })
    },
    'conversation:transfer': async ({ conversationId, fence, personId, note }) => {
      await ours(conversationId)
      const people = await listPeople(read, socket.data.signedIn.workspaceId)
      const to = people.find((each) => each.id === personId)
      if (to === undefined) throw new Refusal('not-found', 'This person does not exist.')
      return transferConversation(parts, { conversationId, fence, person: me(), to, note })
    },
    'conversation:hand-back': async ({ conversationId, fence }) => {
      await ours(conversationId)
      return handBackConversation(parts, { conversationId, fence, person: me() }, (log) =>
        dropReplies(log, me().name),
      )
    },
    'conversation:resolve': async ({ conversationId, fence }) => {
      await ours(conversationId)
      return resolveConversation(parts, { conversationId, fence, person: me() }, async (log) => {
        dropReplies(log, me().name)
        await refuseOpenProposals(log, me().name)
      })
    },
    'message:send': async ({ id, conversationId, text, attachments, fence }) => {
      const row = await ours(conversationId)
      const language = languageOf(text, row.language === 'zh' ? 'zh' : 'en')
      const message = { conversationId, fence, clientId: id, text, attachments, person: me(), language }
      return postAgentMessage(parts, message, (log, posted) =>
        afterAgentMessage(log, posted, text, me().name),
      )
    },
    'note:add': async ({ conversationId, text }) => {
      await ours(conversationId)
      return addNote(parts, { conversationId, text, name: me().name })
    },
    ...proposalHandlers(() => socket.data.signedIn, parts),
    ...caseHandlers(() => socket.data.signedIn, parts),
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
    'presence:set': async ({ presence }) => {
      const room = rooms.online(socket.data.signedIn.workspaceId)
      if (presence === 'online') await socket.join(room)
      else await socket.leave(room)
      parts.live.deskChanged(socket.data.signedIn.workspaceId)
      tellPresence(socket, parts, presence)
      return {}
    },
  }
}
