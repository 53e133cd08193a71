import {
  type ConversationParts,
  changeConversation,
  moveConversation,
  queueForPeople,
  requireMovable,
  returnToQueue,
} from '../../conversation/index.ts'
import { Refusal } from '../../refusal.ts'
import { keepMentions } from '../mentions/mentions.ts'
import { moveToTeam } from '../teams/index.ts'

interface Someone {
  id: string
  name: string
}

/** Takes a conversation over from whoever has it, or from the queue. Throws `conflict` where it is not as it was seen. */
export function stepIn(
  parts: ConversationParts,
  request: { conversationId: string; fence: number; person: Someone },
): Promise<{ fence: number }> {
  const { person, ...seen } = request
  return moveConversation(parts, { ...seen, by: person, to: person })
}

/** Puts a conversation into a team's queue, at the place it has, from whoever has it or from another queue. */
export function moveToQueue(
  parts: ConversationParts,
  request: { conversationId: string; fence: number; person: Someone; team: Someone },
): Promise<{ fence: number }> {
  return changeConversation(parts, request.conversationId, async (log) => {
    const { conversation } = log
    requireMovable(conversation, request.fence)
    if (conversation.status === 'automated') queueForPeople(log, 'agent-takeover')
    moveToTeam(log, request.team, request.person.name)
    if (conversation.status === 'assigned') returnToQueue(log, 'transferred')
    return { fence: conversation.fence }
  })
}

/**
 * Tells whoever has a conversation something that nobody else of the desk sees but supervisors, and calls them as a
 * mention does. Throws `conflict` where nobody has it, or the writer has it.
 */
export function whisper(
  parts: ConversationParts,
  request: { conversationId: string; person: Someone; text: string },
): Promise<{ seq: number; to: Someone }> {
  return changeConversation(parts, request.conversationId, async (log) => {
    const { assignee_id: id, assignee_name: name } = log.conversation
    const { person, text } = request
    if (id === null)
      throw new Refusal('conflict', 'Nobody has this conversation: there is nobody to whisper to.')
    if (id === person.id)
      throw new Refusal('conflict', 'This conversation is yours: there is nobody to whisper to.')
    const to = { personId: id, name: name ?? '' }
    const { seq } = log.append({ type: 'note:whispered', name: person.name, text, to })
    await keepMentions(log, { seq, byId: person.id, people: [to] })
    return { seq, to: { id, name: to.name } }
  })
}
