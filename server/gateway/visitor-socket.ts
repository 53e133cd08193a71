import { asSeenByVisitor, type Snapshot } from '#shared/conversation.ts'
import type { Language } from '#shared/knowledge.ts'
import { handshake, type VisitorAnswers, visitorRequests } from '#shared/protocol.ts'
import { type FollowUp, requestHandover } from '../assistant/index.ts'
import type { Limit } from '../cluster/limits.ts'
import {
  type ConversationParts,
  type ConversationRow,
  conversationOfVisitor,
  newestConversation,
  pauseWhileTyping,
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
import { failureOf, parse, type Report, requireProtocol } from './answer.ts'
import { type Live, rooms, type VisitorNamespace } from './live.ts'
import type { Origins } from './origins.ts'
import { readSite, seeVisitor, stillWelcome, type Visitor, visitorBy, welcomeVisitor } from './visitors.ts'

export interface VisitorGatewayParts extends ConversationParts {
  live: Live
  followUp?: FollowUp
  limit: Limit
  origins: Origins
  report: Report
}

type VisitorSocket = Parameters<Parameters<VisitorNamespace['on']>[1]>[0]

/** How often the tokens of open sockets are looked at again, in milliseconds: under invariant 10's five seconds. */
const checkEvery = 2_000

/** The `/visitor` namespace: who may come in, and what each request may touch. Answers what stops its watch. */
export function serveVisitors(parts: VisitorGatewayParts): () => void {
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
  const watch = setInterval(() => {
    dropExpired(parts).catch((reason) => parts.report(reason, 'checking tokens of open sockets'))
  }, checkEvery)
  return () => clearInterval(watch)
}

/** Ends the sockets of tokens that hold no more: a visitor who only listens makes no request to refuse. */
async function dropExpired(parts: VisitorGatewayParts): Promise<void> {
  const sockets = [...parts.live.visitors.sockets.values()].filter((socket) => socket.data.visitor)
  const ids = new Set(sockets.map((socket) => socket.data.visitor?.id ?? ''))
  const welcome = await stillWelcome(parts.store.read, [...ids], parts.now())
  for (const socket of sockets) {
    if (!welcome.has(socket.data.visitor?.id ?? '')) socket.disconnect(true)
  }
}

async function admitVisitor(socket: VisitorSocket, parts: VisitorGatewayParts): Promise<void> {
  requireProtocol(socket.handshake.auth)
  const auth = parse(handshake.visitor, socket.handshake.auth)
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
    if (socket.data.visitor) void socket.leave(rooms.visitor(socket.data.visitor.id))
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
  /** What was spoken last: an order number alone says nothing of a language. */
  let spoken: Language = 'en'

  let entered: Promise<unknown> = Promise.resolve()

  async function own(conversationId: string): Promise<ConversationRow> {
    return conversationOfVisitor(read, conversationId, known(socket).id)
  }

  return {
    'session:open': async ({ locale, page }) => {
      const { site } = socket.data
      // One after the other: a client that asks twice at once is still one visitor.
      const entering = entered.then(() => enter(socket, locale, page, parts))
      entered = entering.catch(() => undefined)
      const token = await entering
      const visitor = known(socket)
      const latest = await newestConversation(read, visitor.id)
      spoken = (latest?.language ?? locale).toLowerCase().startsWith('zh') ? 'zh' : 'en'
      return {
        visitor: token,
        visitorId: visitor.id,
        site: site.view,
        conversation: latest ? await snapshotFor(latest, parts) : null,
      }
    },
    'message:send': async ({ id, conversationId, text }) => {
      const { site } = socket.data
      spoken = languageOf(text, spoken)
      return postVisitorMessage(parts, {
        workspaceId: site.workspaceId,
        siteKey: site.key,
        visitorId: known(socket).id,
        clientId: id,
        conversationId,
        text,
        language: spoken,
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
      const readSeq = Math.min(seq, row.head)
      // Of two tabs the one that has read further counts.
      await parts.store.write((writing) =>
        writing
          .updateTable('conversation')
          .set({ read_seq: readSeq })
          .where('id', '=', row.id)
          .where('read_seq', '<', readSeq)
          .execute(),
      )
      return { seq: Math.max(row.read_seq, readSeq) }
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
      const waits = await pauseWhileTyping(parts.store, row.id, typing, parts.now())
      // A message that waits for the rest of it is not forgotten, and its visitor sees so (invariant 7).
      if (waits) parts.live.progress(row, `waiting:${row.id}`, 'thinking')
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
