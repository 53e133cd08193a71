import { actBounds } from '#shared/acts.ts'
import type { EventDraft, LogEvent } from '#shared/conversation.ts'
import type { ConversationRow, OpenLog } from './log/log.ts'
import { otherOpenConversations } from './same-visitor.ts'

type Ended = Omit<Extract<EventDraft, { type: 'conversation:resolved' }>, 'type' | 'rating'>

/**
 * Ends a conversation, and decides whether its visitor is asked how it was: once for an ending, not again within an
 * hour, and never while another conversation of theirs goes on. Whoever ends one ends it here.
 */
export async function endConversation(
  log: OpenLog,
  how: Ended & { isMerged?: boolean } = {},
): Promise<LogEvent> {
  const { isMerged = false, ...ended } = how
  const isAsked =
    !isMerged &&
    ended.wrapUp?.ending !== 'spam' &&
    !wasAskedLately(log.conversation, log.at) &&
    (await otherOpenConversations(log.writing, log.conversation, 1)).length === 0
  return log.append({ type: 'conversation:resolved', ...ended, ...(!isAsked && { rating: 'not-asked' }) })
}

function wasAskedLately({ rating_asked_at }: ConversationRow, at: number): boolean {
  return rating_asked_at !== null && at - rating_asked_at < actBounds.askAgain
}
