import type { HandoverReason, Returned } from '#shared/conversation.ts'
import { outcomeOf, type WrapUp } from '#shared/wrap-up.ts'
import { Refusal } from '../refusal.ts'
import { askForTurn, hasNewerMessage } from './due-turns.ts'
import { endConversation } from './ending.ts'
import { type ConversationParts, type ConversationRow, changeConversation, type OpenLog } from './log/log.ts'
import { requireOwner } from './messages.ts'

interface Owner {
  id: string
  name: string
}

/**
 * Puts a conversation in the queue for people, with the reply that was promised along with it. Asking again while it
 * waits or is owned changes nothing.
 */
export function queueForPeople(
  log: OpenLog,
  reason: HandoverReason,
  summary?: string,
  reply?: { id: string; dueAt: number },
): void {
  if (log.conversation.status === 'resolved') log.append({ type: 'conversation:reopened' })
  if (log.conversation.status !== 'automated') return
  log.append({ type: 'conversation:queued', reason, summary, ...(reply && { reply }) })
}

/**
 * Gives a conversation to a person. Of two who accept with the same fence one wins and the other gets `conflict`
 * (invariant 6). One that the assistant still leads is taken over.
 */
export async function acceptConversation(
  parts: ConversationParts,
  request: { conversationId: string; fence: number; person: Owner },
): Promise<{ fence: number }> {
  return changeConversation(parts, request.conversationId, async (log) => {
    const { conversation } = log
    if (conversation.status === 'assigned' && conversation.assignee_id === request.person.id) {
      return { fence: conversation.fence }
    }
    if (conversation.fence !== request.fence || conversation.status === 'assigned') {
      throw new Refusal('conflict', takenBy(conversation.assignee_name))
    }
    if (conversation.status === 'resolved') {
      throw new Refusal('conflict', 'This conversation is already resolved.')
    }
    if (conversation.status === 'automated') queueForPeople(log, 'agent-takeover')
    log.append({ type: 'conversation:assigned', name: request.person.name, personId: request.person.id })
    return { fence: conversation.fence }
  })
}

/** Gives an owned conversation to a colleague. */
export async function transferConversation(
  parts: ConversationParts,
  request: { conversationId: string; fence: number; person: Owner; to: Owner; note?: string | undefined },
): Promise<{ fence: number }> {
  return changeConversation(parts, request.conversationId, async (log) => {
    requireOwner(log.conversation, request.person.id, request.fence)
    if (request.note) log.append({ type: 'note:added', name: request.person.name, text: request.note })
    log.append({ type: 'conversation:assigned', name: request.to.name, personId: request.to.id })
    return { fence: log.conversation.fence }
  })
}

/** Gives an owned conversation to a team: into its queue, at the place it had, which `move` puts on the record. */
export async function transferToTeam(
  parts: ConversationParts,
  request: { conversationId: string; fence: number; person: Owner; note?: string | undefined },
  move: (log: OpenLog) => void,
): Promise<{ fence: number }> {
  return changeConversation(parts, request.conversationId, async (log) => {
    requireOwner(log.conversation, request.person.id, request.fence)
    if (request.note) log.append({ type: 'note:added', name: request.person.name, text: request.note })
    move(log)
    returnToQueue(log, 'transferred')
    return { fence: log.conversation.fence }
  })
}

/**
 * Gives a waiting conversation to somebody who has not asked for it. Answers whether it was given: not where it waits no
 * more, or anything changed since `fence`; `mayTake` looks again while the conversation is held.
 */
export async function giveConversation(
  parts: ConversationParts,
  request: {
    conversationId: string
    fence: number
    person: Owner
    given: 'sticky' | 'least-loaded'
  },
  mayTake: (log: OpenLog) => Promise<boolean>,
): Promise<boolean> {
  return changeConversation(parts, request.conversationId, async (log) => {
    const { conversation } = log
    if (conversation.status !== 'queued' || conversation.fence !== request.fence) return false
    if (!(await mayTake(log))) return false
    const { person, given } = request
    log.append({ type: 'conversation:assigned', name: person.name, personId: person.id, given })
    return true
  })
}

/**
 * Gives a conversation to a person without asking whoever has it, who is named on the record along with who did it. It
 * is as it was seen, or nothing is done: of two who move it with the same fence one wins, and a message that its owner
 * is about to send stands before it or is refused as `stale` (invariant 6). One that nobody has leaves the queue.
 */
export async function moveConversation(
  parts: ConversationParts,
  request: { conversationId: string; fence: number; by: Owner; to: Owner },
): Promise<{ fence: number }> {
  return changeConversation(parts, request.conversationId, async (log) => {
    const { conversation } = log
    const { by, to } = request
    const { assignee_id: from, assignee_name: fromName } = conversation
    if (from === to.id) return { fence: conversation.fence }
    requireMovable(conversation, request.fence)
    if (conversation.status === 'automated') queueForPeople(log, 'agent-takeover')
    log.append({
      type: 'conversation:assigned',
      name: to.name,
      personId: to.id,
      moved: {
        by: { personId: by.id, name: by.name },
        ...(from !== null && { from: { personId: from, name: fromName ?? '' } }),
      },
    })
    return { fence: conversation.fence }
  })
}

/** Throws `conflict` where a conversation is over, or is not as it was seen. */
export function requireMovable(conversation: ConversationRow, fence: number): void {
  if (conversation.status === 'resolved')
    throw new Refusal('conflict', 'This conversation is already resolved.')
  if (conversation.fence !== fence)
    throw new Refusal('conflict', 'This conversation changed hands meanwhile; nothing was done.')
}

/** Puts a conversation that a person has back into the queue, at the place it had, and says why on the record. */
export function returnToQueue(log: OpenLog, why: Returned['why']): void {
  const { assignee_id, assignee_name, place_at, reason } = log.conversation
  log.append({
    type: 'conversation:queued',
    reason: (reason as HandoverReason | null) ?? 'agent-takeover',
    returned: { why, name: assignee_name ?? '', personId: assignee_id ?? '' },
    since: place_at ?? log.at,
  })
}

/**
 * Gives an owned conversation back to the assistant, which answers a visitor message still waiting. `settle` ends in the
 * same transaction what only people could have kept.
 */
export async function handBackConversation(
  parts: ConversationParts,
  request: { conversationId: string; fence: number; person: Owner },
  settle: (log: OpenLog) => void,
): Promise<{ fence: number }> {
  return changeConversation(parts, request.conversationId, async (log) => {
    requireOwner(log.conversation, request.person.id, request.fence)
    settle(log)
    log.append({ type: 'conversation:handed-back' })
    if (await hasNewerMessage(log, log.conversation.answered_seq))
      await askForTurn(log, log.conversation.head)
    return { fence: log.conversation.fence }
  })
}

/**
 * Ends an owned conversation, or one that the assistant leads or that waits. `settle` ends in the same transaction what
 * must not outlive it, while the visitor can still be told.
 */
export async function resolveConversation(
  parts: ConversationParts,
  request: { conversationId: string; fence: number; person: Owner; wrapUp?: WrapUp | undefined },
  settle: (log: OpenLog) => Promise<void>,
): Promise<{ fence: number }> {
  return changeConversation(parts, request.conversationId, async (log) => {
    const { conversation } = log
    if (conversation.fence !== request.fence) {
      throw new Refusal('stale', 'This conversation changed hands; nothing was done.')
    }
    if (conversation.status === 'assigned' && conversation.assignee_id !== request.person.id) {
      throw new Refusal('conflict', takenBy(conversation.assignee_name))
    }
    await settle(log)
    const { wrapUp, person } = request
    await endConversation(log, wrapUp && { wrapUp, name: person.name, outcome: outcomeOf(wrapUp.ending) })
    return { fence: conversation.fence }
  })
}

/**
 * Ends a conversation whose visitor says that they were helped, whoever leads it: the log tells those at the desk. One
 * that has ended already stays as it ended.
 */
export async function endByVisitor(
  parts: ConversationParts,
  conversationId: string,
  settle: (log: OpenLog) => Promise<void>,
): Promise<{ seq: number }> {
  return changeConversation(parts, conversationId, async (log) => {
    if (log.conversation.status === 'resolved') return { seq: log.conversation.head }
    await settle(log)
    return { seq: (await endConversation(log, { by: 'visitor' })).seq }
  })
}

function takenBy(name: string | null): string {
  return name ? `${name} was first and has this conversation.` : 'Somebody else was first.'
}
