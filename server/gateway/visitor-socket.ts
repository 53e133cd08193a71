import { asSeenByVisitor, type Snapshot } from '#shared/conversation.ts'
import { handshake, type VisitorAnswers, visitorRequests } from '#shared/protocol.ts'
import { protocolVersion } from '#shared/result.ts'
import { requestHandover } from '../assistant/index.ts'
import type { Limit } from '../cluster/limits.ts'
import {
  type ConversationParts,
  type ConversationRow,
  conversationOfVisitor,
  newestConversation,
  postVisitorMessage,
  rateConversation,
  rateMessage,
  syncAfter,
  visitorSnapshotOf,
} from '../conversation/index.ts'
import { queueStateOf } from '../desk/index.ts'
import { languageOf } from '../knowledge/index.ts'
import { Refusal } from '../refusal.ts'
import { acknowledgeRequests, type Handlers } from './acknowledge.ts'
import { failureOf, parse, type Report } from './answer.ts'
import { type Live, rooms, type VisitorNamespace } from './live.ts'
import type { Origins } from './origins.ts'
import { readSite, seeVisitor, type Visitor, visitorBy, welcomeVisitor } from './visitors.ts'

export interface VisitorGatewayParts extends ConversationParts {
  live: Live
  limit: Limit
  origins: Origins
  report: Report
}

type VisitorSocket = Parameters<Parameters<VisitorNamespace['on']>[1]>[0]

/** The `/visitor` namespace: who may come in, and what each request may touch. */
export function serveVisitors(parts: VisitorGatewayParts): void {
  const { visitors } = parts.live
  visitors.use((socket, next) => {
    admitVisitor(socket, parts).then(
      () => next(),
      (reason) => next(asConnectError(reason, parts.report)),
    )
  })
  visitors.on('connection', (socket) => {
    if (socket.data.visitor) void socket.join(rooms.visitor(socket.data.visitor.id))
    acknowledgeRequests(socket, visitorRequests, handlersOf(socket, parts), {
      report: parts.report,
      admit: async (name) => {
        const who = socket.data.visitor?.id ?? socket.id
        await parts.limit('request', who)
        if (name === 'message:send') await parts.limit('message', who)
        if (name !== 'session:open') await stillValid(socket, parts)
      },
    })
  })
}

async function admitVisitor(socket: VisitorSocket, parts: VisitorGatewayParts): Promise<void> {
  const auth = parse(handshake.visitor, socket.handshake.auth)
  if (auth.protocol !== protocolVersion) {
    throw new Refusal('outdated', `This server speaks protocol ${protocolVersion}; reload the page.`)
  }
  const site = await readSite(parts.store.read, auth.site)
  if (site === undefined) throw new Refusal('not-found', 'There is no site with this key.')
  const { headers } = socket.handshake
  if (!parts.origins.isOwn(headers) && !site.origins.includes(headers.origin ?? '')) {
    throw new Refusal('forbidden', 'This page is not one of the site’s.')
  }
  socket.data.site = site
  socket.data.token = auth.visitor
  if (auth.visitor !== undefined) {
    socket.data.visitor = await visitorBy(parts.store.read, auth.visitor, site, parts.now())
  }
}

/** Looks at the token again: a revoked one stops working on a socket that is already open (invariant 10). */
async function stillValid(socket: VisitorSocket, parts: VisitorGatewayParts): Promise<void> {
  const { token, site } = socket.data
  if (token === undefined) throw new Refusal('unauthenticated', 'Open a session first.')
  try {
    await visitorBy(parts.store.read, token, site, parts.now())
  } catch (reason) {
    socket.data.visitor = undefined
    socket.data.token = undefined
    throw reason
  }
}

function handlersOf(
  socket: VisitorSocket,
  parts: VisitorGatewayParts,
): Handlers<typeof visitorRequests, VisitorAnswers> {
  const { read } = parts.store

  async function own(conversationId: string): Promise<ConversationRow> {
    return conversationOfVisitor(read, conversationId, known(socket).id)
  }

  return {
    'session:open': async ({ locale, page }) => {
      const { site } = socket.data
      const token = await enter(socket, locale, page, parts)
      const visitor = known(socket)
      const latest = await newestConversation(read, visitor.id)
      return {
        visitor: token,
        visitorId: visitor.id,
        site: site.view,
        conversation: latest ? await snapshotFor(latest, parts) : null,
      }
    },
    'message:send': async ({ id, conversationId, text }) => {
      const { site } = socket.data
      return postVisitorMessage(parts, {
        workspaceId: site.workspaceId,
        siteKey: site.key,
        visitorId: known(socket).id,
        clientId: id,
        conversationId,
        text,
        language: languageOf(text, 'en'),
      })
    },
    'conversation:sync': async ({ conversationId, after }) => {
      const row = await own(conversationId)
      const news = await syncAfter(read, row, after)
      if (news === 'reload') return { reload: await snapshotFor(row, parts) }
      return { events: news.events.map(asSeenByVisitor), head: news.head }
    },
    'conversation:read': async ({ conversationId, seq }) => {
      const row = await own(conversationId)
      const readSeq = Math.max(row.read_seq, Math.min(seq, row.head))
      await parts.store.write((writing) =>
        writing.updateTable('conversation').set({ read_seq: readSeq }).where('id', '=', row.id).execute(),
      )
      return { seq: readSeq }
    },
    'handover:request': async ({ conversationId }) => {
      const row = await own(conversationId)
      return requestHandover({ ...parts, isDeskOpen: parts.live.isDeskOpen }, row)
    },
    'message:rate': async (request) => {
      await own(request.conversationId)
      return rateMessage(parts, request)
    },
    'conversation:rate': async (request) => {
      await own(request.conversationId)
      return rateConversation(parts, request)
    },
    'typing:set': async ({ conversationId, typing }) => {
      const row = await own(conversationId)
      parts.live.desk
        .to(rooms.conversation(row.id))
        .volatile.emit('typing:changed', { conversationId: row.id, sender: 'visitor', typing })
      return {}
    },
    'page:view': async ({ url, title }) => {
      const page = { url, title, referrer: '' }
      await seeVisitor(parts.store, { visitorId: known(socket).id, page, at: parts.now() })
      return {}
    },
  }
}

function known(socket: VisitorSocket): Visitor {
  if (socket.data.visitor === undefined) throw new Refusal('unauthenticated', 'Open a session first.')
  return socket.data.visitor
}

/** Makes the socket's visitor known: the one of its token, or a new one. Answers the token to keep. */
async function enter(
  socket: VisitorSocket,
  locale: string,
  page: { url: string; title: string; referrer: string } | undefined,
  parts: VisitorGatewayParts,
): Promise<string> {
  const { site, token } = socket.data
  if (token !== undefined) {
    await stillValid(socket, parts)
    await seeVisitor(parts.store, { visitorId: known(socket).id, locale, page, at: parts.now() })
    return token
  }
  await parts.limit('welcome', socket.handshake.address)
  const welcome = await welcomeVisitor(parts.store, { site, locale, page, at: parts.now() })
  socket.data.visitor = welcome.visitor
  socket.data.token = welcome.token
  await socket.join(rooms.visitor(welcome.visitor.id))
  return welcome.token
}

async function snapshotFor(row: ConversationRow, parts: VisitorGatewayParts): Promise<Snapshot> {
  const snapshot = await visitorSnapshotOf(parts.store.read, row)
  const isOpen = row.status === 'queued' && (await parts.live.isDeskOpen(row.workspace_id))
  const queue = await queueStateOf(parts.store.read, row, parts.now(), isOpen)
  return queue ? { ...snapshot, queue } : snapshot
}

/** A refused handshake carries the same body as a refused request, in `data`. */
export function asConnectError(reason: unknown, report: Report): Error {
  const failure = failureOf(reason, 'handshake', report)
  return Object.assign(new Error(failure.message), { data: failure })
}
