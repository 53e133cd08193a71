import { createHash, randomUUID } from 'node:crypto'
import { isSnoozed } from '#shared/acts.ts'
import type { Attachment } from '#shared/attachment.ts'
import type { LearnedFact } from '#shared/case/known-fact.ts'
import type { Citation, MessagePosted } from '#shared/conversation.ts'
import type { Language } from '#shared/knowledge.ts'
import { claimAttachments } from '../attachments/index.ts'
import { Refusal } from '../refusal.ts'
import { askForWork } from '../store/due-work.ts'
import type { Writing } from '../store/store.ts'
import { isOf, isRowOf, noteContact, type VisitorScope } from './contact.ts'
import { askForTurn } from './due-turns.ts'
import { actsOf } from './log/acts.ts'
import { updateCase } from './log/case-file.ts'
import {
  appendWithin,
  type ConversationParts,
  type ConversationRow,
  changeAndTell,
  changeConversation,
  type OpenLog,
} from './log/log.ts'
import { holdLeading } from './same-visitor.ts'

export interface Posted {
  conversationId: string
  messageId: string
  seq: number
  at: number
}

export interface VisitorMessage {
  workspaceId: string
  siteKey: string
  visitorId: string
  /** The id the visitor's client made. */
  clientId: string
  conversationId?: string | undefined
  text: string
  /** Ids of uploads of this visitor. */
  attachments?: readonly string[]
  /** What the visitor answered before they wrote. */
  facts?: readonly LearnedFact[]
  /** What the shop's page had said by itself. */
  proactive?: { id: string; text: string } | undefined
  language: Language
}

/**
 * Appends a visitor's message and, while the assistant leads, the turn that must answer it, in one transaction.
 * Without a conversation it goes to the newest one of the visitor or their contact, or to a new one; a resolved one is
 * reopened.
 * Sent again with the same id it answers what the first time answered (invariant 2); with another content `conflict`.
 */
export async function postVisitorMessage(parts: ConversationParts, message: VisitorMessage): Promise<Posted> {
  return changeAndTell(parts, async (writing, takePlace) => {
    // Holding visitor and contact makes two first messages from two tabs, or two devices, one conversation.
    const visitor = await holdVisitor(writing, message.visitorId)
    const contact = visitor.contactId === null ? undefined : await holdContact(writing, visitor.contactId)
    const earlier = await earlierPost(writing, sendersOf(writing, visitor), message)
    if (earlier) return { answer: earlier, conversation: undefined, events: [] }
    const conversation = await conversationFor(writing, message, visitor, parts.now())
    takePlace(conversation.id)
    return appendWithin(writing, conversation, parts.now(), async (log) => {
      if (log.conversation.status === 'resolved') log.append({ type: 'conversation:reopened' })
      if (isSnoozed(actsOf(log.conversation))) log.append({ type: 'conversation:woken', why: 'visitor' })
      // The visitor's side is one sender, whichever of the contact's devices it writes from.
      const posted = await post(log, conversation.visitor_id, {
        clientId: message.clientId,
        sender: 'visitor',
        text: message.text,
        locale: message.language,
        attachments: await claimFiles(log, message.visitorId, message),
        proactive: message.proactive,
      })
      if (contact) {
        log.conversation.contact_name = contact.name
        noteContact(log, contact)
      }
      if (message.facts?.length) updateCase(log, { learned: [...message.facts] })
      // Who sends a picture alone is likely to write what it is about: a text that goes on.
      if (log.conversation.status === 'automated') await askForTurn(log, posted.seq, message.text || '…')
      else await askForReading(log, posted.seq)
      return posted
    })
  })
}

/**
 * Appends an agent's message; only the owner with the current fence may (invariant 6). `beside` puts into the same
 * transaction what the message brings about; a message that was sent before brings nothing about again.
 */
export async function postAgentMessage(
  parts: ConversationParts,
  message: {
    conversationId: string
    fence: number
    clientId: string
    text: string
    /** Ids of uploads of this person. */
    attachments?: readonly string[]
    /** Articles that it quotes. */
    citations?: Citation[] | undefined
    person: { id: string; name: string }
    language: Language
  },
  beside: (log: OpenLog, posted: Posted) => void | Promise<void> = () => undefined,
): Promise<Posted> {
  return changeConversation(parts, message.conversationId, async (log) => {
    const earlier = await earlierPost(log.writing, [message.person.id], message)
    if (earlier) return earlier
    requireOwner(log.conversation, message.person.id, message.fence)
    const posted = await post(log, message.person.id, {
      clientId: message.clientId,
      sender: 'agent',
      name: message.person.name,
      text: message.text,
      locale: message.language,
      attachments: await claimFiles(log, message.person.id, message),
      citations: message.citations,
    })
    await beside(log, posted)
    return posted
  })
}

/** The files a message names, which from now on are the conversation's. */
async function claimFiles(
  { writing, conversation }: OpenLog,
  ownerId: string,
  { attachments = [] }: { attachments?: readonly string[] },
): Promise<Attachment[] | undefined> {
  return claimAttachments(writing, attachments, { ownerId, conversation })
}

/** Throws unless this person owns the conversation and knows its current fence. */
export function requireOwner(conversation: ConversationRow, personId: string, fence: number): void {
  if (
    conversation.status !== 'assigned' ||
    conversation.assignee_id !== personId ||
    conversation.fence !== fence
  ) {
    throw new Refusal('stale', 'This conversation is no longer yours; nothing was sent.')
  }
}

/** Appends a message of the assistant or the system. */
export async function postOwnMessage(
  log: OpenLog,
  message: Omit<MessagePosted, 'type' | 'messageId' | 'clientId'>,
): Promise<Posted> {
  return post(log, message.sender, { ...message, clientId: undefined })
}

async function post(
  log: OpenLog,
  senderId: string,
  message: Omit<MessagePosted, 'type' | 'messageId'>,
): Promise<Posted> {
  const messageId = randomUUID()
  const event = log.append({ type: 'message:posted', messageId, ...message })
  await log.writing
    .insertInto('message')
    .values({
      id: messageId,
      conversation_id: log.conversation.id,
      sender_id: senderId,
      client_id: message.clientId ?? messageId,
      seq: event.seq,
      at: event.at,
      text_digest: digestOf(
        message.text,
        message.attachments?.map((each) => each.id),
      ),
    })
    .execute()
  return { conversationId: log.conversation.id, messageId, seq: event.seq, at: event.at }
}

/** While people lead no turn reads the visitor: the case file learns from what they write all the same. */
async function askForReading({ writing, conversation, at }: OpenLog, seq: number): Promise<void> {
  await askForWork(writing, {
    key: `case-reading:${conversation.id}:${seq}`,
    kind: 'case-reading',
    payload: { conversationId: conversation.id, seq },
    dueAt: at,
  })
}

/** Under whose ids a message of this visitor may stand already. */
function sendersOf(writing: Writing, { id, contactId }: VisitorScope) {
  if (contactId === null) return [id]
  return writing.selectFrom('visitor').select('id').where('contact_id', '=', contactId)
}

async function earlierPost(
  writing: Writing,
  senders: ReturnType<typeof sendersOf>,
  message: {
    clientId: string
    conversationId?: string | undefined
    text: string
    attachments?: readonly string[]
  },
): Promise<Posted | undefined> {
  const row = await writing
    .selectFrom('message')
    .selectAll()
    .where('sender_id', 'in', senders)
    .where('client_id', '=', message.clientId)
    .$if(message.conversationId !== undefined, (query) =>
      query.where('conversation_id', 'in', partsOf(writing, message.conversationId ?? '')),
    )
    .executeTakeFirst()
  if (row === undefined) return undefined
  if (row.text_digest !== digestOf(message.text, message.attachments)) {
    throw new Refusal('conflict', 'This message id was already used for another text; nothing was changed.')
  }
  return { conversationId: row.conversation_id, messageId: row.id, seq: row.seq, at: row.at }
}

/** A conversation, and those that it is a part of: a message sent into the one may stand in the other. */
function partsOf(writing: Writing, conversationId: string) {
  return writing
    .withRecursive('part(id, merged_into)', (each) =>
      each
        .selectFrom('conversation')
        .select(['id', 'merged_into'])
        .where('id', '=', conversationId)
        .union(
          each
            .selectFrom('conversation')
            .innerJoin('part', 'part.merged_into', 'conversation.id')
            .select(['conversation.id', 'conversation.merged_into']),
        ),
    )
    .selectFrom('part')
    .select('id')
}

async function holdVisitor(writing: Writing, visitorId: string): Promise<VisitorScope> {
  const held = await writing
    .updateTable('visitor')
    .set((each) => ({ created_at: each.ref('created_at') }))
    .where('id', '=', visitorId)
    .returning(['id', 'workspace_id as workspaceId', 'contact_id as contactId'])
    .executeTakeFirst()
  if (held === undefined) throw new Refusal('unauthenticated', 'This visitor is not known any more.')
  return held
}

async function holdContact(writing: Writing, contactId: string) {
  return writing
    .updateTable('contact')
    .set((each) => ({ created_at: each.ref('created_at') }))
    .where('id', '=', contactId)
    .returning(['name', 'email'])
    .executeTakeFirstOrThrow()
}

async function conversationFor(
  writing: Writing,
  message: VisitorMessage,
  visitor: VisitorScope,
  now: number,
): Promise<ConversationRow> {
  if (message.conversationId !== undefined) {
    const row = await holdLeading(writing, message.conversationId)
    // Somebody else's conversation is answered like one that does not exist: its id is nobody's business.
    if (!isRowOf(row, visitor)) throw new Refusal('not-found', 'This conversation does not exist.')
    return row
  }
  const latest = await writing
    .selectFrom('conversation')
    .select('id')
    .where(isOf(visitor))
    .where('merged_into', 'is', null)
    .orderBy('updated_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  // It may have become a part of another one between the reading and the holding.
  if (latest) return holdLeading(writing, latest.id)
  return writing
    .insertInto('conversation')
    .values({
      id: randomUUID(),
      workspace_id: message.workspaceId,
      site_key: message.siteKey,
      visitor_id: message.visitorId,
      contact_id: visitor.contactId,
      status: 'automated',
      head: 0,
      fence: 0,
      language: message.language,
      preview: '',
      preview_sender: 'visitor',
      read_seq: 0,
      desk_read_seq: 0,
      answered_seq: 0,
      case_file: '{}',
      created_at: now,
      updated_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Of what a message says: its text, which holds no NUL, and the ids of its files. */
function digestOf(text: string, attachments: readonly string[] = []): string {
  return createHash('sha256')
    .update([text, ...attachments].join('\0'))
    .digest('base64url')
}
