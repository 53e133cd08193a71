import type { LevelName } from '#shared/service-levels.ts'
import type { Signal } from '#shared/watch.ts'
import type { ConversationRow } from '../conversation/index.ts'
import { peopleOf } from '../desk/index.ts'
import type { Reading } from '../store/store.ts'
import type { Report } from './answer.ts'
import { type Live, rooms } from './live.ts'

/**
 * Tells the people of a conversation that one of its service levels is near or was missed. Whoever is not there finds it
 * in the log and in the inbox; this only calls those who are.
 */
export function openLevelNotices(parts: {
  read: Reading
  live: Pick<Live, 'desk'>
  report: Report
}): (conversation: ConversationRow, signals: readonly Signal[]) => void {
  async function tell(conversation: ConversationRow, signals: readonly Signal[]): Promise<void> {
    const people = await peopleOf(parts.read, conversation)
    const where =
      people === 'everybody' ? [rooms.workspace(conversation.workspace_id)] : people.map(rooms.person)
    for (const { name, detail } of signals) {
      parts.live.desk.to(where).emit('level:noted', {
        conversationId: conversation.id,
        level: detail as LevelName,
        state: name === 'service-level-breached' ? 'breached' : 'near',
        ...(conversation.team_id !== null && { teamId: conversation.team_id }),
      })
    }
  }
  return (conversation, signals) => {
    tell(conversation, signals).catch((reason) => parts.report(reason, 'telling of a service level'))
  }
}
