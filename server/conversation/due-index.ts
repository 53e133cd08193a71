import type { EventType, LogEvent } from '#shared/conversation.ts'
import { askForWork } from '../store/due-work.ts'
import type { Writing } from '../store/store.ts'

/** Events of one exchange come close together: the search reads them at once, this long after the last. Milliseconds. */
const settleTime = 400

/** What has words in it, or changes what one can filter by. */
const indexed: ReadonlySet<EventType> = new Set<EventType>([
  'message:posted',
  'note:added',
  'case:updated',
  'conversation:queued',
  'conversation:assigned',
  'conversation:handed-back',
  'conversation:resolved',
  'conversation:reopened',
  'team:assigned',
  'tags:changed',
])

/**
 * Makes the search read what was appended: durable with it, and on its own afterwards. A message is never refused, nor
 * its acknowledgement late, for the sake of an index.
 */
export async function askForIndex(
  writing: Writing,
  conversationId: string,
  events: readonly LogEvent[],
): Promise<void> {
  const last = events.findLast(({ type }) => indexed.has(type))
  if (last === undefined) return
  await askForWork(writing, {
    key: `search:${conversationId}`,
    kind: 'search',
    payload: { conversationId },
    dueAt: last.at + settleTime,
  })
}
