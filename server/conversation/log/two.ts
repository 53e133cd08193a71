import { appendWithin, type ConversationParts, holdConversation, type OpenLog } from './log.ts'
import type { Place } from './places.ts'

/**
 * Changes two conversations in one transaction, as `changeConversation` changes one. The first is held first: whoever
 * holds several holds the younger one before the older one.
 */
export async function changeTwoConversations<Answer>(
  parts: ConversationParts,
  [firstId, secondId]: readonly [string, string],
  work: (first: OpenLog, second: OpenLog) => Promise<Answer>,
): Promise<Answer> {
  const places: Place[] = []
  try {
    const { first, second } = await parts.store.write(async (writing) => {
      // A transaction that runs again takes its places again, behind whoever came between.
      for (const place of places.splice(0)) place.leave()
      const one = await holdConversation(writing, firstId)
      places.push(parts.announcer.place(firstId))
      const other = await holdConversation(writing, secondId)
      places.push(parts.announcer.place(secondId))
      const at = parts.now()
      const first = await appendWithin(writing, one, at, (firstLog) =>
        appendWithin(writing, other, at, (secondLog) => work(firstLog, secondLog)),
      )
      return { first, second: first.answer }
    })
    for (const place of places) await place.turn
    for (const { conversation, events } of [first, second]) {
      if (events.length > 0) parts.announcer.appended(conversation, events)
    }
    return second.answer
  } finally {
    for (const place of places) place.leave()
  }
}
