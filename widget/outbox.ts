import { type ReadonlySignal, signal } from '@preact/signals'
import type { VisitorAnswers } from '#shared/protocol.ts'
import type { FailureResult } from '#shared/result.ts'
import type { Connection } from './connection.ts'
import type { Storage } from './storage.ts'

/** A message of this visitor that the server has not acknowledged, or only just. */
export interface OutgoingMessage {
  /** A UUID that stays the same however often the message is sent (invariant 2). */
  id: string
  text: string
  /** Milliseconds, by the visitor's clock: for order only. */
  at: number
  state: 'waiting' | 'acknowledged' | 'refused'
  refusal?: FailureResult
}

export interface Outbox {
  messages: ReadonlySignal<OutgoingMessage[]>
  send(text: string): void
  /** Sends a refused message again, with the same id. */
  tryAgain(id: string): void
  /** Takes a message away: a refused one because the visitor says so, an acknowledged one because it is in the log. */
  remove(id: string): void
  close(): void
}

type Acknowledgement = VisitorAnswers['message:send']

const firstPause = 2_000
const longestPause = 30_000
/** A connected server that cannot take the message so many times has refused it. */
const mostAttempts = 4
const keyPrefix = 'outbox:'

/**
 * Keeps messages until they are acknowledged and sends them in order, one at a time, whenever `ready` says that the
 * session is open. A refused one lets those behind it pass.
 */
export function createOutbox(options: {
  connection: Connection
  storage: Storage
  ready: ReadonlySignal<boolean>
  conversationId: () => string | undefined
  acknowledged: (answer: Acknowledgement, id: string) => void
  now?: () => number
}): Outbox {
  const { connection, storage, ready, now = Date.now } = options
  const messages = signal(
    storage
      .keys(keyPrefix)
      .flatMap(read)
      .sort((one, other) => one.at - other.at),
  )
  let sending = false
  let attempts = 0
  let pause: ReturnType<typeof setTimeout> | undefined

  // Each message has its own entry, so that two tabs never overwrite each other's.
  function read(key: string): OutgoingMessage[] {
    try {
      const { id, text, at } = JSON.parse(storage.get(key) ?? '')
      return [{ id, text, at, state: 'waiting' }]
    } catch {
      return []
    }
  }

  function change(id: string, changes: Partial<OutgoingMessage>): void {
    messages.value = messages.value.map((message) =>
      message.id === id ? { ...message, ...changes } : message,
    )
  }

  async function pump(): Promise<void> {
    const next = messages.value.find((message) => message.state === 'waiting')
    if (!next || sending || pause || !ready.value) return
    sending = true
    const conversationId = options.conversationId()
    const payload = { id: next.id, text: next.text, ...(conversationId ? { conversationId } : {}) }
    const result = await connection.request('message:send', payload)
    sending = false
    if (result.ok) {
      attempts = 0
      storage.set(keyPrefix + next.id, null)
      change(next.id, { state: 'acknowledged' })
      options.acknowledged(result, next.id)
    } else if (result.error === 'rate-limited') {
      waitFor((result.retryAfter ?? 5) * 1_000)
    } else if (result.error === 'unavailable' && (!ready.value || ++attempts < mostAttempts)) {
      // Whether it arrived is not known. The same id makes it safe to send again.
      if (ready.value) waitFor(Math.min(longestPause, firstPause * 2 ** (attempts - 1)))
    } else {
      attempts = 0
      change(next.id, { state: 'refused', refusal: result })
    }
    void pump()
  }

  function waitFor(milliseconds: number): void {
    pause = setTimeout(() => {
      pause = undefined
      void pump()
    }, milliseconds)
  }

  const stop = ready.subscribe((isReady) => {
    if (isReady) void pump()
  })

  return {
    messages,
    send(text) {
      const message: OutgoingMessage = { id: newId(), text, at: now(), state: 'waiting' }
      storage.set(keyPrefix + message.id, JSON.stringify({ id: message.id, text, at: message.at }))
      messages.value = [...messages.value, message]
      void pump()
    },
    tryAgain(id) {
      messages.value = messages.value.map((message) => {
        if (message.id !== id) return message
        const { refusal: _, ...again } = message
        return { ...again, state: 'waiting' }
      })
      void pump()
    },
    remove(id) {
      storage.set(keyPrefix + id, null)
      messages.value = messages.value.filter((message) => message.id !== id)
    },
    close() {
      clearTimeout(pause)
      stop()
    },
  }
}

/** A random UUID, version 4. `crypto.randomUUID` is missing on pages without TLS, where shops are tried out. */
function newId(): string {
  return '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (place) => {
    const [random = 0] = crypto.getRandomValues(new Uint8Array(1))
    return (Number(place) ^ (random & (15 >> (Number(place) / 4)))).toString(16)
  })
}
