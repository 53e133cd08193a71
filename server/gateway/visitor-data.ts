import { randomUUID } from 'node:crypto'
import type { VisitorAnswers, VisitorTold, visitorRequests } from '#shared/protocol.ts'
import type { ConversationRow } from '../conversation/index.ts'
import { Refusal } from '../refusal.ts'
import {
  agreedVersion,
  askForTranscriptMail,
  eraseVisitor,
  keepConsent,
  mailboxOf,
  transcriptOf,
  type Whole,
} from '../visitor-data/index.ts'
import type { Handlers } from './acknowledge.ts'
import { type Live, rooms } from './live.ts'
import { readSite, type Site } from './sites.ts'
import type { VisitorSessions } from './visitor-sessions.ts'
import type { VisitorGatewayParts, VisitorSocket } from './visitor-socket.ts'
import type { Visitor } from './visitors.ts'

type DataRequests = Pick<
  typeof visitorRequests,
  'visitor:consent' | 'visitor:erase' | 'conversation:transcript' | 'transcript:mail'
>
type DataAnswers = Pick<VisitorAnswers, keyof DataRequests>

/** What a visitor may ask about their own data: to agree, to take it along, to have it erased. */
export function visitorDataHandlers(
  socket: VisitorSocket,
  sessions: VisitorSessions,
  parts: VisitorGatewayParts,
  own: (conversationId: string) => Promise<ConversationRow>,
): Handlers<DataRequests, DataAnswers> {
  const { store, limit } = parts
  const id = () => sessions.known(socket).id

  async function siteOf(key: string) {
    const site = await readSite(store.read, key)
    if (site === undefined) throw new Refusal('not-found', 'This site does not exist any more.')
    return site
  }

  return {
    'visitor:consent': async ({ version, locale }) => {
      const site = await siteOf(socket.data.site.key)
      const agreed = { visitorId: id(), version, locale, at: parts.now() }
      const kept = await keepConsent(store, site.settings.consent, agreed)
      socket.data.site = site
      return kept
    },
    'visitor:erase': async () => {
      const { id: visitorId, workspaceId } = sessions.known(socket)
      await limit('erase', visitorId)
      const whole = await eraseVisitor(parts, { workspaceId, visitorId, by: 'visitor' })
      // The answer goes out first.
      setImmediate(() => endAll(parts.live, whole))
      return { conversations: whole.conversationIds.length }
    },
    'conversation:transcript': async ({ conversationId, locale, timeZone }) => {
      await limit('transcript', id())
      const row = await own(conversationId)
      const { settings } = await siteOf(row.site_key)
      const { name, text } = await transcriptOf(store.read, row, settings, { locale, timeZone })
      return { name, text }
    },
    'transcript:mail': async ({ conversationId, locale, timeZone, address }) => {
      const row = await own(conversationId)
      if (!parts.mail) throw new Refusal('unavailable', 'This shop sends no e-mail.')
      // Nobody may have a stranger's mailbox filled: each of the three ends it.
      await limit('mailVisitor', id())
      await limit('mailFrom', socket.handshake.address)
      await limit('mailTo', mailboxOf(address))
      const request = {
        id: randomUUID(),
        conversationId: row.id,
        visitorId: id(),
        address,
        reader: { locale, timeZone },
        at: parts.now(),
      }
      await store.write((writing) => askForTranscriptMail(writing, request))
      parts.wake()
      return {}
    },
  }
}

/** Ends every socket of somebody who was erased, on every node, and takes their conversations off the desk. */
export function endAll(live: Pick<Live, 'visitors' | 'desk' | 'deskChanged'>, whole: Whole): void {
  const theirs = whole.visitorIds.map(rooms.visitor)
  if (whole.contactId !== null) theirs.push(rooms.contact(whole.contactId))
  live.visitors.in(theirs).disconnectSockets(true)
  for (const conversationId of whole.conversationIds)
    live.desk.to(rooms.workspace(whole.workspaceId)).emit('conversation:erased', { conversationId })
  live.deskChanged(whole.workspaceId)
}

/** What the chat is told of this visitor. */
export async function toldOf(
  parts: Pick<VisitorGatewayParts, 'store' | 'mail'>,
  site: Site,
  visitor: Visitor,
): Promise<VisitorTold> {
  const { read } = parts.store
  const contact =
    visitor.contactId === null
      ? undefined
      : await read
          .selectFrom('contact')
          .select('email')
          .where('id', '=', visitor.contactId)
          .executeTakeFirst()
  return {
    agreed: await agreedVersion(read, site.settings.consent, visitor),
    emailKnown: typeof contact?.email === 'string',
    mail: parts.mail,
  }
}
