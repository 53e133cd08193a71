import { type ReadonlySignal, signal } from '@preact/signals'
import type { Attachment } from '#shared/attachment.ts'
import type { VisitorAnswers } from '#shared/protocol.ts'
import type { FailureResult } from '#shared/result.ts'
import type { Connection } from './connection.ts'
import type { Storage } from './storage.ts'

/** A message of this visitor that the server has not acknowledged, or only just. */
export interface OutgoingMessage {
  /** A UUID that stays the same however often the message is sent (invariant 2). */
  id: string
  text: string
  /** Files that are uploaded already. */
  attachments?: Attachment[]
  /** The message of the shop's own that it answers; only the first that is written to it. */
  proactive?: string
  /** Milliseconds, by the visitor's clock: for order only. */
  at: number
  state: 'waiting' | 'acknowledged' | 'refused'
  refusal?: FailureResult
  /** It may have reached the server, so its text cannot be another any more (invariant 2). Outlives a reload. */
  attempted?: boolean
  /** The visitor is changing it: it waits for that, and those behind it with it. */
  held?: boolean
}

export interface Outbox {
  messages: ReadonlySignal<OutgoingMessage[]>
  send(text: string, attachments?: Attachment[]): void
  /** Sends a refused message again, with the same id. */
  tryAgain(id: string): void
  /** Lets a message wait while it is changed, and go on. False where it may have reached the server. */
  hold(id: string, held: boolean): boolean
  /** Gives a message that cannot have reached the server another text, in its place; else false, and nothing changes. */
  edit(id: string, text: string): boolean
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
/** After these the server has kept nothing: what it was sent may be changed. */
const keptNothing: readonly string[] = ['invalid', 'too-large', 'rate-limited']

/**
 * Keeps messages until they are acknowledged and sends them in order, one at a time, whenever `ready` says that the
 * session is open. A refused one lets those behind it pass.
 */
export function createOutbox(options: {
  connection: Connection
  storage: Storage
  ready: ReadonlySignal<boolean>
  conversationId: () => string | undefined
  /** What the visitor answered before they wrote: goes along with what begins a conversation. */
  answers?: () => Record<string, string> | undefined
  /** What the shop said by itself and the visitor writes to. */
  answered?: () => string | undefined
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
  let lastAnswered: string | undefined
  let sending = false
  let attempts = 0
  let pause: ReturnType<typeof setTimeout> | undefined

  // Each message has its own entry, so that two tabs never overwrite each other's.
  function read(key: string): OutgoingMessage[] {
    try {
      return [{ ...JSON.parse(storage.get(key) ?? ''), state: 'waiting' }]
    } catch {
      return []
    }
  }

  function change(id: string, changes: Partial<OutgoingMessage>): void {
    messages.value = messages.value.map((message) =>
      message.id === id ? { ...message, ...changes } : message,
    )
  }

  /** Before it is sent, and after the server has said that it kept nothing. */
  function attempt(message: OutgoingMessage, attempted: boolean): void {
    if (Boolean(message.attempted) === attempted) return
    keep({ ...message, attempted })
    change(message.id, { attempted })
  }

  function keep({ id, text, attachments, proactive, at, attempted }: Omit<OutgoingMessage, 'state'>): void {
    const kept = {
      ...{ id, text, at },
      ...(attachments && { attachments }),
      ...(proactive && { proactive }),
      ...(attempted && { attempted }),
    }
    storage.set(keyPrefix + id, JSON.stringify(kept))
  }

  function editable(id: string): OutgoingMessage | undefined {
    return messages.value.find(
      ({ id: each, state, attempted }) => each === id && !attempted && state !== 'acknowledged',
    )
  }

  async function pump(): Promise<void> {
    const next = messages.value.find((message) => message.state === 'waiting')
    if (!next || next.held || sending || pause || !ready.value) return
    sending = true
    attempt(next, true)
    const conversationId = options.conversationId()
    const attachments = next.attachments?.map((each) => each.id)
    const answers = conversationId ? undefined : options.answers?.()
    const payload = {
      id: next.id,
      text: next.text,
      ...(attachments && { attachments }),
      ...(conversationId && { conversationId }),
      ...(answers && { answers }),
      ...(next.proactive && { proactive: next.proactive }),
    }
    const result = await connection.request('message:send', payload)
    sending = false
    if (!result.ok && keptNothing.includes(result.error)) attempt({ ...next, attempted: true }, false)
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
    send(text, attachments) {
      const proactive = options.answered?.()
      const isFirst = proactive !== undefined && proactive !== lastAnswered
      lastAnswered = proactive
      const kept = {
        ...{ id: newId(), text, at: now() },
        ...(attachments?.length && { attachments }),
        ...(isFirst && { proactive }),
      }
      keep(kept)
      messages.value = [...messages.value, { ...kept, state: 'waiting' }]
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
    hold(id, held) {
      if (!editable(id)) return false
      change(id, { held })
      if (!held) void pump()
      return true
    },
    edit(id, text) {
      const message = editable(id)
      if (!message) return false
      const { refusal: _, ...changed } = { ...message, text, state: 'waiting' as const, held: false }
      keep(changed)
      messages.value = messages.value.map((each) => (each.id === id ? changed : each))
      void pump()
      return true
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
