import {
  actsOf,
  type ConversationParts,
  changeConversation,
  type OpenLog,
  returnToQueue,
  routingOf,
} from '../../conversation/index.ts'
import { Refusal } from '../../refusal.ts'
import { type DueWork, finishWork, repeatWork } from '../../store/due-work.ts'

/**
 * Gives a conversation back to the queue whose visitor waits for the first word of the person who was given it. Return
 * and end of the work are one transaction: it happens once, also where a process dies at it.
 */
export async function runLateReply(parts: ConversationParts, work: DueWork, owner: string): Promise<void> {
  try {
    await changeConversation(parts, String(work.payload.conversationId), async (log) => {
      const dueAt = await replyDueAt(log, Number(work.payload.fence))
      if (dueAt === undefined) await finishWork(log.writing, work, owner)
      else if (log.at < dueAt) await repeatWork(log.writing, work, owner, dueAt)
      else if (await finishWork(log.writing, work, owner)) returnToQueue(log, 'no-reply')
    })
  } catch (reason) {
    if (!(reason instanceof Refusal && reason.code === 'not-found')) throw reason
    // Erased meanwhile: nobody waits any more.
    await parts.store.write((writing) => finishWork(writing, work, owner))
  }
}

/** By when the owner must have written; `undefined` where they have, or it is theirs no more, or there is no limit. */
async function replyDueAt(log: OpenLog, fence: number): Promise<number | undefined> {
  const { status, assignee_id, assigned_at, waiting_since, snoozed_until, workspace_id, team_id } =
    log.conversation
  if (status !== 'assigned' || log.conversation.fence !== fence || assignee_id === null) return undefined
  const since = assigned_at ?? 0
  const reply = await log.writing
    .selectFrom('message')
    .select('id')
    .where('conversation_id', '=', log.conversation.id)
    .where('sender_id', '=', assignee_id)
    .where('at', '>=', since)
    .limit(1)
    .executeTakeFirst()
  if (reply !== undefined) return undefined
  const { replyWithin } = await routingOf(log.writing, workspace_id, team_id)
  if (replyWithin === null) return undefined
  // Whoever is not waited for is asked about again later.
  // What was put aside is not waited for, and from when it is taken up again there is the whole time.
  const takenUpAt = snoozed_until ?? actsOf(log.conversation).wokenAt ?? 0
  return Math.max(since, waiting_since ?? log.at, takenUpAt) + replyWithin
}
