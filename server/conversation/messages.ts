import { createHash, randomUUID } from 'node:crypto'
import type { MessagePosted } from '#shared/conversation.ts'
import type { Language } from '#shared/knowledge.ts'
import { Refusal } from '../refusal.ts'
import { askForWork } from '../store/due-work.ts'
import type { Writing } from '../store/store.ts'
import { askForTurn } from './due-turns.ts'
import {
  appendWithin,
  type ConversationParts,
  type ConversationRow,
  changeAndTell,
  changeConversation,
  holdConversation,
  type OpenLog,
} from './log.ts'

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
  language: Language
}

/**
 * Appends a visitor's message and, while the assistant leads, the turn that must answer it, in one transaction.
 * Without a conversation it goes to the visitor's newest one, or to a new one; a resolved one is reopened.
 * Sent again with the same id it answers what the first time answered (invariant 2); with other text `conflict`.
 */
export async function postVisitorMessage(parts: ConversationParts, message: VisitorMessage): Promise<Posted> {
  return changeAndTell(parts, async (writing, takePlace) => {
    // Holding the visitor makes two first messages from two tabs one conversation.
    await holdVisitor(writing, message.visitorId)
    const earlier = await earlierPost(writing, message.visitorId, message)
    if (earlier) return { answer: earlier, conversation: undefined, events: [] }
    const conversation = await conversationFor(writing, message, parts.now())
    takePlace(conversation.id)
    return appendWithin(writing, conversation, parts.now(), async (log) => {
      if (log.conversation.status === 'resolved') log.append({ type: 'conversation:reopened' })
      const posted = await post(log, message.visitorId, {
        clientId: message.clientId,
        sender: 'visitor',
        text: message.text,
        locale: message.language,
      })
      if (log.conversation.status === 'automated') await askForTurn(log, posted.seq, message.text)
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
    person: { id: string; name: string }
    language: Language
  },
  beside: (log: OpenLog, posted: Posted) => void = () => undefined,
): Promise<Posted> {
  return changeConversation(parts, message.conversationId, async (log) => {
    const earlier = await earlierPost(log.writing, message.person.id, message)
    if (earlier) return earlier
    requireOwner(log.conversation, message.person.id, message.fence)
    const posted = await post(log, message.person.id, {
      clientId: message.clientId,
      sender: 'agent',
      name: message.person.name,
      text: message.text,
      locale: message.language,
    })
    beside(log, posted)
    return posted
  })
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
      text_digest: digestOf(message.text),
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

async function earlierPost(
  writing: Writing,
  senderId: string,
  message: { clientId: string; conversationId?: string | undefined; text: string },
): Promise<Posted | undefined> {
  const row = await writing
    .selectFrom('message')
    .selectAll()
    .where('sender_id', '=', senderId)
    .where('client_id', '=', message.clientId)
    .$if(message.conversationId !== undefined, (query) =>
      query.where('conversation_id', '=', message.conversationId ?? ''),
    )
    .executeTakeFirst()
  if (row === undefined) return undefined
  if (row.text_digest !== digestOf(message.text)) {
    throw new Refusal('conflict', 'This message id was already used for another text; nothing was changed.')
  }
  return { conversationId: row.conversation_id, messageId: row.id, seq: row.seq, at: row.at }
}

async function holdVisitor(writing: Writing, visitorId: string): Promise<void> {
  const held = await writing
    .updateTable('visitor')
    .set((each) => ({ created_at: each.ref('created_at') }))
    .where('id', '=', visitorId)
    .returning('id')
    .executeTakeFirst()
  if (held === undefined) throw new Refusal('unauthenticated', 'This visitor is not known any more.')
}

async function conversationFor(
  writing: Writing,
  message: VisitorMessage,
  now: number,
): Promise<ConversationRow> {
  if (message.conversationId !== undefined) {
    const row = await holdConversation(writing, message.conversationId)
    // Somebody else's conversation is answered like one that does not exist: its id is nobody's business.
    if (row.visitor_id !== message.visitorId)
      throw new Refusal('not-found', 'This conversation does not exist.')
    return row
  }
  const latest = await writing
    .selectFrom('conversation')
    .select('id')
    .where('visitor_id', '=', message.visitorId)
    .orderBy('updated_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (latest) return holdConversation(writing, latest.id)
  return writing
    .insertInto('conversation')
    .values({
      id: randomUUID(),
      workspace_id: message.workspaceId,
      site_key: message.siteKey,
      visitor_id: message.visitorId,
      status: 'automated',
      head: 0,
      fence: 0,
      language: message.language,
      preview: '',
      preview_sender: 'visitor',
      read_seq: 0,
      answered_seq: 0,
      case_file: '{}',
      created_at: now,
      updated_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
