import type { Language } from '#shared/knowledge.ts'
import {
  type ConversationParts,
  type ConversationRow,
  caseOf,
  changeConversation,
  eventsBetween,
  postOwnMessage,
} from '../conversation/index.ts'
import { type FollowUp, followUpDefaults, handToPeople } from './promises/make.ts'
import { memory, summaryOf } from './question.ts'
import type { AssistantParts } from './turns.ts'
import { words } from './words.ts'

/** A visitor's own wish for a person, by the button: recorded and answered at once, without a turn. */
export async function requestHandover(
  parts: Pick<AssistantParts, keyof ConversationParts | 'isDeskOpen'> & { followUp?: FollowUp },
  conversation: ConversationRow,
): Promise<{ seq: number }> {
  const isDeskOpen = await parts.isDeskOpen(conversation.workspace_id)
  return changeConversation(parts, conversation.id, async (log) => {
    const { status } = log.conversation
    if (status === 'queued' || status === 'assigned') return { seq: log.conversation.head }
    if (status === 'resolved') log.append({ type: 'conversation:reopened' })
    const { id, head } = log.conversation
    const before = await eventsBetween(log.writing, id, head - memory, head)
    const asked = before.findLast((event) => event.type === 'message:posted' && event.sender === 'visitor')
    const summary =
      asked?.type === 'message:posted' ? summaryOf(asked.text, caseOf(log.conversation)) : undefined
    const language = log.conversation.language as Language
    const text = words[language].handover.asked
    await postOwnMessage(log, {
      sender: 'assistant',
      text: isDeskOpen ? text : `${text}\n\n${words[language].deskClosed}`,
      locale: language,
    })
    const followUp = parts.followUp ?? followUpDefaults
    await handToPeople(log, { reason: 'visitor-request', summary }, { isDeskOpen, followUp })
    return { seq: log.conversation.head }
  })
}
