import type { Memory } from '#shared/case/case-file.ts'
import type { Language } from '#shared/knowledge.ts'
import {
  type ConversationParts,
  type ConversationRow,
  caseOf,
  changeConversation,
  eventsBetween,
  postOwnMessage,
  updateCase,
} from '../conversation/index.ts'
import { type FollowUp, followUpDefaults, handToPeople } from './promises/make.ts'
import { memory, summaryOf } from './question.ts'
import { handOver } from './responsible.ts'
import type { AssistantParts } from './turns.ts'

/** A visitor's own wish for a person, by the button: recorded and answered at once, without a turn. */
export async function requestHandover(
  parts: Pick<AssistantParts, keyof ConversationParts | 'isDeskOpen'> & { followUp?: FollowUp },
  conversation: ConversationRow,
): Promise<{ seq: number }> {
  const isDeskOpen = await parts.isDeskOpen(conversation)
  return changeConversation(parts, conversation.id, async (log) => {
    const { status } = log.conversation
    if (status === 'queued' || status === 'assigned') return { seq: log.conversation.head }
    if (status === 'resolved') log.append({ type: 'conversation:reopened' })
    const { id, head } = log.conversation
    const before = await eventsBetween(log.writing, id, head - memory, head)
    const asked = before.findLast(
      (event) => event.type === 'message:posted' && event.sender === 'visitor' && event.text !== '',
    )
    const summary =
      asked?.type === 'message:posted' ? summaryOf(asked.text, caseOf(log.conversation)) : undefined
    const language = log.conversation.language as Language
    const { text, facts } = handOver('visitor-request', language, { isDeskOpen })
    await postOwnMessage(log, { sender: 'assistant', text, locale: language })
    const { awaiting, operation } = caseOf(log.conversation).memory
    // Who comes back from people and says "yes" does not mean what was asked before them.
    if (awaiting || operation)
      updateCase(log, { facts: { ...facts, operation: null } as Record<string, Memory> })
    const followUp = parts.followUp ?? followUpDefaults
    await handToPeople(log, { reason: 'visitor-request', summary }, { isDeskOpen, followUp })
    return { seq: log.conversation.head }
  })
}
