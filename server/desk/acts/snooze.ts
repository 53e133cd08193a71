import { actBounds, isSnoozed } from '#shared/acts.ts'
import {
  actsOf,
  type ConversationParts,
  type ConversationRow,
  changeConversation,
} from '../../conversation/index.ts'
import { Refusal } from '../../refusal.ts'
import { askForWork, type DueWork, finishWork } from '../../store/due-work.ts'

interface Owner {
  id: string
  name: string
}

/**
 * Puts a conversation aside until a time, or until its visitor writes, whichever comes first. Its owner may, and where it
 * waits whoever knows the current fence.
 */
export async function snoozeConversation(
  parts: ConversationParts,
  request: { conversationId: string; fence: number; until: number; person: Owner },
): Promise<{ seq: number }> {
  return changeConversation(parts, request.conversationId, async (log) => {
    const { until, person } = request
    requireHold(log.conversation, person, request.fence)
    if (until < log.at + actBounds.shortestSnooze)
      throw wrongTime('A snooze ends at least a minute from now.')
    if (until > log.at + actBounds.longestSnooze) throw wrongTime('A snooze ends within 90 days.')
    await askForWork(log.writing, {
      key: `snooze:${log.conversation.id}`,
      kind: 'snooze',
      payload: { conversationId: log.conversation.id, until },
      dueAt: until,
    })
    return { seq: log.append({ type: 'conversation:snoozed', until, by: person.name }).seq }
  })
}

/** Takes a conversation up again before its time. One that is not put aside stays as it is. */
export async function wakeConversation(
  parts: ConversationParts,
  request: { conversationId: string; fence: number; person: Owner },
): Promise<{ seq: number }> {
  return changeConversation(parts, request.conversationId, async (log) => {
    if (!isSnoozed(actsOf(log.conversation))) return { seq: log.conversation.head }
    requireHold(log.conversation, request.person, request.fence)
    return { seq: log.append({ type: 'conversation:woken', why: 'person', by: request.person.name }).seq }
  })
}

/** Its time has come: wakes it once, unless it was woken or put aside anew meanwhile. */
export async function runSnooze(parts: ConversationParts, work: DueWork, owner: string): Promise<void> {
  const { conversationId, until } = work.payload
  try {
    await changeConversation(parts, String(conversationId), async (log) => {
      if (!(await finishWork(log.writing, work, owner))) return
      if (log.conversation.snoozed_until !== until) return
      log.append({ type: 'conversation:woken', why: 'time' })
    })
  } catch (reason) {
    if (!(reason instanceof Refusal && reason.code === 'not-found')) throw reason
    // Erased meanwhile: nothing is left to wake.
    await parts.store.write((writing) => finishWork(writing, work, owner))
  }
}

function requireHold(conversation: ConversationRow, person: Owner, fence: number): void {
  if (conversation.status !== 'assigned' && conversation.status !== 'queued')
    throw new Refusal(
      'conflict',
      'Only a conversation that waits for people, or that a person has, is snoozed.',
    )
  if (conversation.fence !== fence)
    throw new Refusal('stale', 'This conversation changed hands; nothing was done.')
  if (conversation.status === 'assigned' && conversation.assignee_id !== person.id)
    throw new Refusal('conflict', `${conversation.assignee_name ?? 'Somebody else'} has this conversation.`)
}

function wrongTime(message: string): Refusal {
  return new Refusal('invalid', message, { issues: [{ path: 'until', message }] })
}
