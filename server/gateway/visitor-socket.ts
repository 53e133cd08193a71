import { asSeenByVisitor, type Snapshot } from '#shared/conversation.ts'
import type { Language } from '#shared/knowledge.ts'
import { type VisitorAnswers, visitorRequests } from '#shared/protocol.ts'
import { type ProactiveMessage, siteViewOf } from '#shared/site.ts'
import { spokenIn, textIn, widgetLanguageCodes } from '#shared/widget-languages.ts'
import { dropReplies, type FollowUp, requestHandover } from '../assistant/index.ts'
import type { Limit } from '../cluster/limits.ts'
import {
  type ConversationParts,
  type ConversationRow,
  conversationOfVisitor,
  endByVisitor,
  keepRead,
  leadingOf,
  newestConversation,
  pauseWhileTyping,
  postVisitorMessage,
  rateConversation,
  rateMessage,
  requireNotBlocked,
  syncAfter,
  visitorSnapshotOf,
} from '../conversation/index.ts'
import { queueStateOf, refuseOpenProposals } from '../desk/index.ts'
import { languageOf } from '../knowledge/index.ts'
import { factsOfAnswers, requireConsent } from '../visitor-data/index.ts'
import { acknowledgeRequests, type Handlers } from './acknowledge.ts'
import { failureOf, type Report } from './answer.ts'
import { forgetUsedIdentities } from './identity/identify.ts'
import { type Live, rooms, type VisitorNamespace } from './live.ts'
import type { Origins } from './origins.ts'
import { readSite } from './sites.ts'
import { toldOf, visitorDataHandlers } from './visitor-data.ts'
import { identityHandlers } from './visitor-identity.ts'
import { openVisitorSessions, type VisitorSessions } from './visitor-sessions.ts'
import { seeVisitor } from './visitors.ts'

export interface VisitorGatewayParts extends ConversationParts {
  live: Live
  followUp?: FollowUp
  limit: Limit
  /** Bytes of one file. */
  attachmentLimit: number
  origins: Origins
  report: Report
  /** Something is due now. */
  wake(): void
  /** Whether e-mail can be sent. */
  mail: boolean
}

export type VisitorSocket = Parameters<Parameters<VisitorNamespace['on']>[1]>[0]

/** Who ended a conversation, on its record, where the shop has not said who they are. */
const visitorName = { en: 'The visitor', zh: '访客' }
/** How often the tokens of open sockets are looked at again, in milliseconds: under invariant 10's five seconds. */
const checkEvery = 2_000
/** How often used identities that have expired are forgotten, in milliseconds. */
const forgetEvery = 60_000

/** The `/visitor` namespace: who may come in, and what each request may touch. Answers what stops its watch. */
export function serveVisitors(parts: VisitorGatewayParts): () => void {
  const { visitors } = parts.live
  const sessions = openVisitorSessions(parts)
  visitors.use((socket, next) => {
    sessions.admit(socket).then(
      () => next(),
      (reason) => next(asConnectError(reason, parts.report)),
    )
  })
  visitors.on('connection', (socket) => {
    sessions.begin(socket)
    acknowledgeRequests(socket, visitorRequests, handlersOf(socket, sessions, parts), {
      report: parts.report,
      admit: async (name) => {
        const who = socket.data.visitor?.id ?? socket.id
        await parts.limit('request', who)
        if (name === 'message:send') await parts.limit('message', who)
        if (name !== 'session:open') await sessions.requireCurrent(socket)
      },
    })
  })
  const watch = setInterval(() => {
    sessions.dropEnded().catch((reason) => parts.report(reason, 'checking tokens of open sockets'))
  }, checkEvery)
  const cleaning = setInterval(() => {
    forgetUsedIdentities(parts.store, parts.now()).catch((reason) =>
      parts.report(reason, 'forgetting used identities'),
    )
  }, forgetEvery)
  return () => {
    clearInterval(watch)
    clearInterval(cleaning)
  }
}

function handlersOf(
  socket: VisitorSocket,
  sessions: VisitorSessions,
  parts: VisitorGatewayParts,
): Handlers<typeof visitorRequests, VisitorAnswers> {
  const { read } = parts.store
  /** What was spoken last: an order number alone says nothing of a language. */
  let spoken: Language = 'en'
  let shown = 'en'

  const known = () => sessions.known(socket)

  async function own(conversationId: string): Promise<ConversationRow> {
    return conversationOfVisitor(read, conversationId, known())
  }

  /** The conversation that goes on: what became a part of another one goes on there. */
  async function leading(conversationId: string): Promise<ConversationRow> {
    return leadingOf(read, await own(conversationId))
  }

  async function newest(): Promise<{ row: ConversationRow; snapshot: Snapshot } | undefined> {
    const row = await newestConversation(read, known())
    return row && { row, snapshot: await snapshotFor(row, parts) }
  }

  return {
    'session:open': async ({ locale, page }) => {
      shown = locale
      const { site } = socket.data
      const token = await sessions.enter(socket, locale, page)
      const visitor = known()
      const latest = await newest()
      spoken = (latest?.row.language ?? locale).toLowerCase().startsWith('zh') ? 'zh' : 'en'
      return {
        visitor: token,
        visitorId: visitor.id,
        identified: visitor.contactId !== null,
        site: siteViewOf(site.settings),
        attachmentLimit: parts.attachmentLimit,
        ...(await toldOf(parts, site, visitor)),
        conversation: latest?.snapshot ?? null,
      }
    },
    'message:send': async ({ id, conversationId, text, attachments, answers, proactive }) => {
      const { site } = socket.data
      await requireNotBlocked(parts, known(), true)
      await requireConsent(read, site.settings.consent, known(), async () => {
        return (await readSite(read, site.key))?.settings.consent
      })
      spoken = languageOf(text, spoken)
      return postVisitorMessage(parts, {
        workspaceId: site.workspaceId,
        siteKey: site.key,
        visitorId: known().id,
        clientId: id,
        conversationId,
        text,
        attachments,
        facts: answers ? factsOfAnswers(site.settings.preChat, answers, spoken) : [],
        proactive: proactiveOf(site.settings.proactive, proactive, shown),
        language: spoken,
      })
    },
    'conversation:sync': async ({ conversationId, after }) => {
      const row = await own(conversationId)
      if (row.merged_into !== null) return { reload: await snapshotFor(await leadingOf(read, row), parts) }
      const news = await syncAfter(read, row, after)
      if (news === 'reload') return { reload: await snapshotFor(row, parts) }
      return { events: news.events.map(asSeenByVisitor), head: news.head }
    },
    'conversation:read': async ({ conversationId, seq }) => {
      const row = await own(conversationId)
      const read = await keepRead(parts.store, 'visitor', row, seq)
      const told = { conversationId: row.id, seq: read.seq }
      if (read.moved) parts.live.desk.to(rooms.conversation(row.id)).emit('read:changed', told)
      return { seq: read.seq }
    },
    'handover:request': async ({ conversationId }) => {
      const row = await leading(conversationId)
      await requireNotBlocked(parts, known(), false)
      return requestHandover({ ...parts, isDeskOpen: parts.live.isDeskOpen }, row)
    },
    'conversation:end': async ({ conversationId }) => {
      const row = await leading(conversationId)
      const name = row.contact_name ?? visitorName[row.language === 'zh' ? 'zh' : 'en']
      return endByVisitor(parts, row.id, async (log) => {
        dropReplies(log, name)
        await refuseOpenProposals(log, name)
      })
    },
    'message:rate': async (request) => {
      await own(request.conversationId)
      await requireNotBlocked(parts, known(), false)
      return rateMessage(parts, request)
    },
    'conversation:rate': async (request) => {
      const row = await leading(request.conversationId)
      await requireNotBlocked(parts, known(), false)
      return rateConversation(parts, { ...request, conversationId: row.id })
    },
    'typing:set': async ({ conversationId, typing }) => {
      const row = await leading(conversationId)
      await requireNotBlocked(parts, known(), false)
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
      await seeVisitor(parts.store, { visitorId: known().id, page, at: parts.now() })
      return {}
    },
    ...visitorDataHandlers(socket, sessions, parts, own),
    ...identityHandlers(socket, sessions, parts, async () => (await newest())?.snapshot ?? null),
  }
}

/** What the visitor answers, as they read it: the shop's own words, and never the client's. */
function proactiveOf(
  messages: ProactiveMessage[],
  id: string | undefined,
  locale: string,
): { id: string; text: string } | undefined {
  const message = messages.find((each) => each.id === id)
  if (message === undefined) return undefined
  const { language } = spokenIn(locale, (code) => widgetLanguageCodes.some((each) => each === code))
  return { id: message.id, text: textIn(message.text, language) }
}

async function snapshotFor(row: ConversationRow, parts: VisitorGatewayParts): Promise<Snapshot> {
  const snapshot = await visitorSnapshotOf(parts.store.read, row)
  if (row.status !== 'queued') return snapshot
  const queue = await queueStateOf(parts.store.read, row, parts.now(), await parts.live.deskStateOf(row))
  return queue ? { ...snapshot, queue } : snapshot
}

/** A refused handshake carries the same body as a refused request, in `data`. */
export function asConnectError(reason: unknown, report: Report): Error {
  const failure = failureOf(reason, 'handshake', report)
  return Object.assign(new Error(failure.message), { data: failure })
}
