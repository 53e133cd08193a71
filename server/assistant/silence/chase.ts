import {
  type ConversationParts,
  type ConversationRow,
  caseOf,
  changeConversation,
  endConversation,
  eventsBetween,
  type OpenLog,
  postOwnMessage,
} from '../../conversation/index.ts'
import { askForWork, type DueWork, finishWork } from '../../store/due-work.ts'
import type { FollowUp } from '../promises/make.ts'
import { words } from '../words.ts'
import { silenceWords } from './words.ts'

export interface ChaseParts extends ConversationParts {
  followUp: FollowUp
  isVisitorOnline(conversation: Pick<ConversationRow, 'visitor_id' | 'contact_id'>): Promise<boolean>
}

/** A question of ours was asked with the message `seq`: where nobody answers it, it is asked about once. */
export async function askForChase(log: OpenLog, seq: number, followUp: FollowUp): Promise<void> {
  await askAgain(log, seq, 'chase', log.at + followUp.chaseAfter)
}

/**
 * Looks after a question of ours that may have stayed unanswered. The first time the visitor is asked kindly whether
 * they are still there, where their page is open: nobody is called back to a page they have left. The second time the
 * conversation ends as unresolved, for silence proves nothing. Whatever the visitor wrote since, a goodbye included,
 * and people who took over end all of it.
 */
export async function runChase(parts: ChaseParts, work: DueWork, owner: string): Promise<void> {
  const { conversationId, seq, stage } = work.payload
  const whose = await parts.store.read
    .selectFrom('conversation')
    .select(['visitor_id', 'contact_id'])
    .where('id', '=', String(conversationId))
    .executeTakeFirst()
  const isOnline = whose !== undefined && (await parts.isVisitorOnline(whose))
  await changeConversation(parts, String(conversationId), async (log) => {
    if (!(await finishWork(log.writing, work, owner))) return
    if (!(await isStillWaiting(log, Number(seq)))) return
    if (stage === 'chase') await chase(log, Number(seq), isOnline, parts.followUp)
    else await close(log)
  })
}

async function isStillWaiting(log: OpenLog, seq: number): Promise<boolean> {
  const { conversation } = log
  const { memory, promises } = caseOf(conversation)
  if (conversation.status !== 'automated' || conversation.open_proposals > 0 || !memory.awaiting) return false
  if (promises.some(({ state }) => state === 'open')) return false
  const since = await eventsBetween(log.writing, conversation.id, seq, conversation.head)
  return !since.some(
    (event) =>
      event.type === 'conversation:queued' || (event.type === 'message:posted' && event.sender === 'visitor'),
  )
}

async function chase(log: OpenLog, seq: number, isOnline: boolean, followUp: FollowUp): Promise<void> {
  if (isOnline) {
    const locale = languageOf(log)
    const choices = [words[locale].person]
    await postOwnMessage(log, { sender: 'assistant', text: silenceWords[locale].chase, locale, choices })
  }
  await askAgain(log, seq, 'close', log.at + followUp.closeAfter)
}

async function close(log: OpenLog): Promise<void> {
  const locale = languageOf(log)
  await postOwnMessage(log, { sender: 'assistant', text: silenceWords[locale].close, locale })
  // What was asked stays in the assistant's memory: a late answer is still the answer to it.
  await endConversation(log, { outcome: 'unresolved' })
}

async function askAgain(log: OpenLog, seq: number, stage: 'chase' | 'close', dueAt: number): Promise<void> {
  const conversationId = log.conversation.id
  await askForWork(log.writing, {
    key: `chase:${conversationId}`,
    kind: 'chase',
    payload: { conversationId, seq, stage },
    dueAt,
  })
}

function languageOf(log: OpenLog): 'en' | 'zh' {
  return log.conversation.language === 'zh' ? 'zh' : 'en'
}
