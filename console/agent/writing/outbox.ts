import { signal } from '@preact/signals'
import type { Attachment } from '#shared/attachment.ts'
import type { LogEvent } from '#shared/conversation.ts'
import type { FailureResult } from '#shared/result.ts'
import type { DeskConnection } from '../../connection.ts'

/** A reply that is not yet in the log. `waiting`: goes out by itself once connected; `refused`: does not. */
export interface PendingReply {
  id: string
  text: string
  attachments: readonly Attachment[]
  state: 'sending' | 'waiting' | 'refused'
  failure?: FailureResult
}

export type Outbox = ReturnType<typeof createOutbox>

/** The replies on their way. The client-made id makes sending again harmless (invariant 2). */
export function createOutbox(
  connection: DeskConnection,
  conversationId: string,
  fence: () => number,
  onRefused: (failure: FailureResult) => void,
) {
  const pending = signal<readonly PendingReply[]>([])

  function update(id: string, change: Partial<PendingReply>): void {
    pending.value = pending.value.map((each) => (each.id === id ? { ...each, ...change } : each))
  }

  async function transmit(reply: PendingReply): Promise<void> {
    update(reply.id, { state: 'sending' })
    const { id, text } = reply
    const attachments = reply.attachments.map((each) => each.id)
    const result = await connection.request('message:send', {
      id,
      conversationId,
      text,
      ...(attachments.length > 0 && { attachments }),
      fence: fence(),
    })
    // Acknowledged: it stays "sending" until the log shows it, so that nothing is said before it is true.
    if (result.ok) return
    if (result.error === 'unavailable') {
      update(id, { state: 'waiting' })
      return
    }
    update(id, { state: 'refused', failure: result })
    onRefused(result)
  }

  function send(
    text: string,
    attachments: readonly Attachment[] = [],
    id: string = crypto.randomUUID(),
  ): void {
    const reply: PendingReply = { id, text, attachments, state: 'sending' }
    pending.value = [...pending.value, reply]
    void transmit(reply)
  }

  /** Sends what is still owed, in its order: after a return of the connection or by hand. */
  async function sendAgain(): Promise<void> {
    for (const reply of pending.value) {
      if (reply.state === 'waiting') await transmit(reply)
    }
  }

  function retry(id: string): void {
    const reply = pending.value.find((each) => each.id === id)
    if (reply !== undefined) void transmit(reply)
  }

  function discard(id: string): void {
    pending.value = pending.value.filter((each) => each.id !== id)
  }

  /** Drops what the log now holds. */
  function settle(events: readonly LogEvent[]): void {
    if (pending.value.length === 0) return
    const logged = new Set(
      events.map((event) => (event.type === 'message:posted' ? event.clientId : undefined)),
    )
    const left = pending.value.filter((each) => !logged.has(each.id))
    if (left.length !== pending.value.length) pending.value = left
  }

  return { pending, send, sendAgain, retry, discard, settle }
}
