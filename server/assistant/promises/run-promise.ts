import type { CasePromise } from '#shared/case/promise.ts'
import { lastMatter } from '#shared/case/summary.ts'
import {
  type ConversationParts,
  caseOf,
  changeConversation,
  type OpenLog,
  postOwnMessage,
  queueForPeople,
  updateCase,
} from '../../conversation/index.ts'
import { type DueWork, finishWork, repeatWork } from '../../store/due-work.ts'
import { openReplies } from './make.ts'
import { promiseWords } from './words.ts'

/**
 * Follows up on one promise, twice at most: near its time people are warned, at its time it is broken unless somebody
 * kept it. Effect and work end in one transaction, so that a process killed at any point does neither twice.
 */
export async function runPromise(parts: ConversationParts, work: DueWork, owner: string): Promise<void> {
  const { conversationId, promiseId } = work.payload
  await changeConversation(parts, String(conversationId), async (log) => {
    const promise = caseOf(log.conversation).promises.find(({ id }) => id === promiseId)
    if (promise?.state !== 'open' || promise.dueAt === undefined) {
      await finishWork(log.writing, work, owner)
    } else if (log.at < promise.dueAt) {
      const mayWarn = await repeatWork(log.writing, work, owner, promise.dueAt)
      if (mayWarn && promise.warnedAt === undefined)
        updateCase(log, { promises: [{ id: promise.id, change: 'warn' }] })
    } else if (await finishWork(log.writing, work, owner)) {
      await breakPromise(log, promise)
    }
  })
}

/** The visitor is told the truth, and the conversation goes to people before all that merely waits. */
async function breakPromise(log: OpenLog, promise: CasePromise): Promise<void> {
  const { status } = log.conversation
  // Somebody gave the visitor back to the assistant, or ended it: nobody waits for that reply any more. A handover
  // since then has promised one anew.
  const newer = openReplies(log).some(({ seq }) => seq > promise.seq)
  if (promise.subject === 'reply' && (status === 'automated' || status === 'resolved' || newer)) {
    updateCase(log, { promises: [{ id: promise.id, change: 'drop' }] })
    return
  }
  updateCase(log, { promises: [{ id: promise.id, change: 'break' }] })
  if (status === 'resolved') log.append({ type: 'conversation:reopened' })
  const locale = log.conversation.language === 'zh' ? 'zh' : 'en'
  await postOwnMessage(log, {
    // Where people lead, the assistant says nothing more (invariant 8).
    sender: log.conversation.status === 'automated' ? 'assistant' : 'system',
    text: promiseWords[locale].broken[promise.subject],
    locale,
  })
  const summary = promise.text || log.conversation.summary || lastMatter(caseOf(log.conversation))
  if (log.conversation.status === 'assigned')
    log.append({ type: 'conversation:queued', reason: 'policy', summary })
  else queueForPeople(log, 'policy', summary)
}
