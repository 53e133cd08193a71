import { actBounds } from '#shared/acts.ts'
import { Refusal } from '../refusal.ts'
import { askForWork } from '../store/due-work.ts'
import { actsOf } from './log/acts.ts'
import { type ConversationParts, changeConversation, type OpenLog } from './log/log.ts'

/** Records a visitor's rating of an assistant's or agent's message; an unhelpful one is looked into as a defect. */
export async function rateMessage(
  parts: ConversationParts,
  request: {
    conversationId: string
    messageId: string
    rating: 'helpful' | 'unhelpful'
    comment?: string | undefined
  },
): Promise<{ seq: number }> {
  return changeConversation(parts, request.conversationId, async (log) => {
    const rated = await requireMessage(log, request.messageId)
    if (rated.senderId === log.conversation.visitor_id) {
      throw new Refusal('invalid', 'Only an answer can be rated, not a question.')
    }
    const { messageId, rating, comment } = request
    const event = log.append({ type: 'message:rated', messageId, rating, comment })
    if (rating === 'unhelpful') await askForCapture(log, event.seq)
    return { seq: event.seq }
  })
}

/**
 * Records how a visitor found the whole conversation, 1 to 5. They may put it right, or say why, for ten minutes; then
 * it stands until they are asked again, and another one is a `conflict`.
 */
export async function rateConversation(
  parts: ConversationParts,
  request: { conversationId: string; score: number; comment?: string | undefined },
): Promise<{ seq: number }> {
  return changeConversation(parts, request.conversationId, async (log) => {
    const { score, comment } = request
    const isChange = isStillTheSame(log)
    return {
      seq: log.append({ type: 'conversation:rated', score, comment, ...(isChange && { isChange }) }).seq,
    }
  })
}

/**
 * A note that only people see. Everybody at the desk may write one, whoever owns the conversation. `beside` puts into
 * the same transaction what the note brings about.
 */
export async function addNote(
  parts: ConversationParts,
  request: {
    conversationId: string
    text: string
    name: string
    mentions?: { personId: string; name: string }[] | undefined
  },
  beside: (log: OpenLog, seq: number) => Promise<void> = async () => undefined,
): Promise<{ seq: number }> {
  const { conversationId, text, name, mentions = [] } = request
  return changeConversation(parts, conversationId, async (log) => {
    const called = mentions.length > 0 ? { mentions } : {}
    const { seq } = log.append({ type: 'note:added', name, text, ...called })
    await beside(log, seq)
    return { seq }
  })
}

/** Whether the visitor has rated it since they were last asked; throws where that can be changed no more. */
function isStillTheSame({ conversation, at }: OpenLog): boolean {
  const { rating } = actsOf(conversation)
  const asked = conversation.rating_asked_at
  if (rating === undefined || (asked !== null && asked > rating.at)) return false
  if (at - rating.at > actBounds.ratingChange)
    throw new Refusal('conflict', 'You have rated this conversation already. Thank you.')
  return true
}

/** The message's place in this conversation; `not-found` where it has none. */
export async function requireMessage(
  log: OpenLog,
  messageId: string,
): Promise<{ seq: number; senderId: string }> {
  const row = await log.writing
    .selectFrom('message')
    .select(['seq', 'sender_id as senderId'])
    .where('id', '=', messageId)
    .where('conversation_id', '=', log.conversation.id)
    .executeTakeFirst()
  if (row === undefined) throw new Refusal('not-found', 'This message does not exist in this conversation.')
  return row
}

/** Asks the improvement loop to look at an event: durable with the event itself, so no misanswer is forgotten. */
export async function askForCapture(log: OpenLog, seq: number): Promise<void> {
  await askForWork(log.writing, {
    key: `capture:${log.conversation.id}:${seq}`,
    kind: 'capture',
    payload: { conversationId: log.conversation.id, seq },
    dueAt: log.at,
  })
}
