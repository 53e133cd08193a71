import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { LogEvent } from '#shared/conversation.ts'
import type { Connection } from './connection.ts'
import type { ConversationModel } from './conversation-model.ts'
import type { Storage } from './storage.ts'

/** What the visitor has seen. */
export interface ReadingModel {
  /** Whether the end of the conversation is before the visitor's eyes: panel open, page in front, scrolled down. */
  looking: Signal<boolean>
  /** Messages of others that came since. */
  unread: ReadonlySignal<number>
  close(): void
}

export function createReadingModel(options: {
  connection: Connection
  storage: Storage
  conversation: ConversationModel
  /** Whether the session is open. */
  open: ReadonlySignal<boolean>
}): ReadingModel {
  const { connection, storage, conversation, open } = options
  const looking = signal(false)
  const readUpTo = signal(0)
  let known = ''
  let told = 0

  const stop = effect(() => {
    const snapshot = conversation.snapshot.value
    if (!snapshot) return
    const { id, head } = snapshot
    if (id !== known) {
      known = id
      told = 0
      // On a device that never saw this conversation, nothing is called new.
      readUpTo.value = Number(storage.get(`read:${id}`) ?? head)
    }
    if (!looking.value) return
    if (head > readUpTo.peek()) {
      readUpTo.value = head
      storage.set(`read:${id}`, String(head))
    }
    const newest = snapshot.events.findLast(isFromOthers)
    if (!newest || newest.seq <= told || !open.value) return
    told = head
    void connection.request('conversation:read', { conversationId: id, seq: head })
  })

  return {
    looking,
    unread: computed(() => {
      const seen = readUpTo.value
      const events = conversation.snapshot.value?.events ?? []
      return events.filter((event) => event.seq > seen && isFromOthers(event)).length
    }),
    close: stop,
  }
}

function isFromOthers(event: LogEvent): boolean {
  return event.type === 'message:posted' && (event.sender === 'assistant' || event.sender === 'agent')
}
