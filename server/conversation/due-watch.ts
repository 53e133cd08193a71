import type { EventType, LogEvent } from '#shared/conversation.ts'
import { askForWork } from '../store/due-work.ts'
import type { Writing } from '../store/store.ts'

/** Events of one exchange come close together: they are looked at once, this long after the last. Milliseconds. */
const settleTime = 300

const watched: ReadonlySet<EventType> = new Set<EventType>([
  'message:posted',
  'message:rated',
  'turn:decided',
  'case:updated',
  'conversation:queued',
  'conversation:assigned',
  'conversation:handed-back',
  'conversation:resolved',
  'conversation:reopened',
  'conversation:snoozed',
  'conversation:woken',
  'team:assigned',
  'action:proposed',
  'action:approved',
  'action:refused',
  'conversation:rated',
])

/** Makes the watcher look at what was appended: durable with it, so that no process that dies leaves it unseen. */
export async function askForWatch(
  writing: Writing,
  conversationId: string,
  events: readonly LogEvent[],
): Promise<void> {
  const last = events.findLast(({ type }) => watched.has(type))
  if (last === undefined) return
  await askForWork(writing, {
    key: `watch:${conversationId}`,
    kind: 'watch',
    payload: { conversationId },
    dueAt: last.at + settleTime,
  })
}
