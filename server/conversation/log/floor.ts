import type { LogEvent } from '#shared/conversation.ts'
import type { LevelName } from '#shared/service-levels.ts'
import { fromJson, toJson } from '../../store/json.ts'
import type { ConversationRow } from './log.ts'

/** A service level that was missed, and when that went on record. */
export interface BreachAt {
  level: LevelName
  at: number
}

/** More than this of one conversation are not told apart on the floor (invariant 15). */
const mostBreaches = 10

/** The newest breaches of a conversation, oldest first. */
export function breachesOf({ breaches }: Pick<ConversationRow, 'breaches'>): BreachAt[] {
  return breaches === null ? [] : fromJson(breaches)
}

/** Keeps in columns of their own when what happened that a day at the desk is counted by. */
export function keepFloor(conversation: ConversationRow, event: LogEvent): void {
  switch (event.type) {
    case 'conversation:queued':
      // What comes back from a person is the same handover still.
      if (event.returned === undefined) conversation.handed_over_at = event.at
      break
    case 'message:posted':
      if (event.sender === 'agent') conversation.replied_at = event.at
      break
    case 'conversation:resolved':
      conversation.resolved_at = event.at
      break
    case 'conversation:reopened':
      conversation.resolved_at = null
      break
    case 'sla:breached': {
      const breach: BreachAt = { level: event.level, at: event.at }
      conversation.breached_at = event.at
      conversation.breaches = toJson([...breachesOf(conversation), breach].slice(-mostBreaches))
      break
    }
    default:
      break
  }
}
