import { type Acts, actsAfter, hasActs } from '#shared/acts.ts'
import type { LogEvent } from '#shared/conversation.ts'
import { fromJson, toJson } from '../../store/json.ts'
import type { ConversationRow } from './log.ts'

/** What people did to a conversation, as its row holds it. */
export function actsOf({ acts }: Pick<ConversationRow, 'acts'>): Acts {
  return acts === null ? {} : fromJson(acts)
}

/** What people did to it, and what lists, filters and reports need of that in columns of their own. */
export function keepActs(conversation: ConversationRow, event: LogEvent): void {
  if (event.type === 'conversation:resolved' && event.rating !== 'not-asked') {
    conversation.rating_asked_at = event.at
  }
  const before = actsOf(conversation)
  const acts = actsAfter(before, event)
  if (acts === before) return
  conversation.acts = hasActs(acts) ? toJson(acts) : null
  conversation.snoozed_until = acts.snooze?.until ?? null
  conversation.merged_into = acts.mergedInto ?? null
  conversation.ending = acts.ending ?? null
  conversation.cause = acts.cause ?? null
  conversation.rating = acts.rating?.score ?? null
}
