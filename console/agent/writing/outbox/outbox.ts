import { computed, effect, signal, untracked } from '@preact/signals'
import type { Attachment } from '#shared/attachment.ts'
import type { LogEvent } from '#shared/conversation.ts'
import type { FailureResult } from '#shared/result.ts'
import type { DeskConnection } from '../../../connection.ts'
import type { Storage } from '../../../shell/preferences.ts'
import type { SentShare } from '../../copilot/share.ts'
import { type KeptReply, openKeptReplies } from './kept-replies.ts'

/**
 * A reply that is not yet in the log. `held`: can still be undone; `waiting`: goes out by itself once connected;
 * `refused` and `late`: do not.
 */
export interface PendingReply extends KeptReply {
  state: 'held' | 'sending' | 'waiting' | 'refused' | 'late'
  failure?: FailureResult | undefined
  /** The server has it; the log will show it. */
  isDurable?: boolean | undefined
  /** This computer keeps it; one that refuses storage still sends, it only forgets with its page. */
  isStored?: boolean | undefined
}

export type DeskOutbox = ReturnType<typeof createDeskOutbox>
export type Outbox = ReturnType<DeskOutbox['open']>

/** A reply of a tab that is gone is sent by the next one after this time, so that its own tab goes first. Milliseconds. */
export const graceOfOtherTabs = 2_000
/** What was to go out longer ago than this surprises everybody: a person decides. Milliseconds. */
export const lateAfter = 10 * 60_000
/** How often it is looked for what other tabs have left, in milliseconds. */
const lookEvery = 5_000

interface Parts {
  connection: DeskConnection
  storage: Storage
  me: { id: string }
  /** For how long a reply can be undone, in milliseconds; 0 is not at all. */
  holdFor?: () => number
  now?: () => number
}

interface Conversation {
  id: string
  fence: () => number
  onRefused: (failure: FailureResult) => void
}

/**
 * The replies on their way, of all conversations: a reply goes out also where its conversation was left, and outlives
 * its page. What a reply waits for is kept on this computer; it is dropped from there once the server has it.
 */
export function createDeskOutbox({ connection, storage, me, holdFor = () => 0, now = Date.now }: Parts) {
  const kept = openKeptReplies(storage, me.id)
  const pending = signal<readonly PendingReply[]>([])
  const opened = new Map<string, Conversation>()
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  /** Replies of one conversation go out one after the other, so that they stand in their order. */
  const lines = new Map<string, Promise<void>>()

  function find(id: string): PendingReply | undefined {
    return pending.value.find((each) => each.id === id)
  }

  function update(id: string, change: Partial<PendingReply>): void {
    pending.value = pending.value.map((each) => (each.id === id ? { ...each, ...change } : each))
  }

  function keep(reply: PendingReply): void {
    const { state: _, failure: __, isDurable: ___, isStored: ____, ...stored } = reply
    kept.keep(stored)
    update(reply.id, { isStored: kept.read().some(({ id }) => id === reply.id) })
  }

  function forget(id: string): void {
    clearTimeout(timers.get(id))
    timers.delete(id)
    kept.drop(id)
    pending.value = pending.value.filter((each) => each.id !== id)
  }

  function transmit(id: string): Promise<void> {
    const reply = find(id)
    if (reply === undefined) return Promise.resolve()
    clearTimeout(timers.get(id))
    timers.delete(id)
    update(id, { state: 'sending', failure: undefined })
    const before = lines.get(reply.conversationId)
    // At once where nothing stands before it: a page that goes has no later.
    const line = before === undefined ? say(id) : before.then(() => say(id))
    lines.set(reply.conversationId, line)
    void line.then(() => lines.get(reply.conversationId) === line && lines.delete(reply.conversationId))
    return line
  }

  async function say(id: string): Promise<void> {
    const reply = find(id)
    if (reply === undefined) return
    const { conversationId, text, fence, share } = reply
    const attachments = reply.attachments.map((each) => each.id)
    const result = await connection.request('message:send', {
      ...{ id, conversationId, text, fence },
      ...(attachments.length > 0 && { attachments }),
      ...share,
    })
    // Acknowledged: it stays "sending" until the log shows it, so that nothing is said before it is true.
    if (result.ok) {
      kept.drop(id)
      // Where nobody looks there is nothing to be shown until the log has it.
      if (opened.has(conversationId)) update(id, { isDurable: true })
      else forget(id)
      return
    }
    if (result.error === 'unavailable') {
      update(id, { state: 'waiting' })
      return
    }
    update(id, { state: 'refused', failure: result, isRefused: true })
    const refused = find(id)
    if (refused !== undefined) keep(refused)
    opened.get(conversationId)?.onRefused(result)
  }

  function send(
    conversation: Conversation,
    text: string,
    attachments: readonly Attachment[],
    id: string,
    share?: SentShare,
  ): void {
    const hold = holdFor()
    const { id: conversationId, fence } = conversation
    // What was written before goes out before.
    if (hold === 0) for (const each of heldOf(conversationId)) void transmit(each.id)
    const dueAt = now() + hold
    const reply: PendingReply = {
      ...{ id, conversationId, text, attachments, fence: fence(), dueAt, state: 'held' },
      ...(share && { share }),
    }
    pending.value = [...pending.value, reply]
    keep(reply)
    if (hold === 0) void transmit(id)
    else
      timers.set(
        id,
        setTimeout(() => void transmit(id), hold),
      )
  }

  function heldOf(conversationId: string): PendingReply[] {
    return pending.value.filter((each) => each.conversationId === conversationId && each.state === 'held')
  }

  /** Takes back what has not gone out; `undefined` where it is too late. */
  function undo(id: string): PendingReply | undefined {
    const reply = find(id)
    if (reply?.state !== 'held' || now() >= reply.dueAt) return undefined
    forget(id)
    return reply
  }

  /** The page goes: what could still be undone goes out now, and stays kept until the server has it. */
  function flush(): void {
    for (const { id, state } of pending.value) if (state === 'held') void transmit(id)
  }

  function sendWaiting(): void {
    for (const { id, state } of pending.value) if (state === 'waiting') void transmit(id)
  }

  /** Takes over what a tab that is gone has left, and lets go of what another tab has settled. */
  function look(): void {
    const stored = new Map(kept.read().map((reply) => [reply.id, reply]))
    for (const { id, state, isStored } of pending.value)
      if (isStored && state !== 'sending' && !stored.has(id)) forget(id)
    for (const reply of stored.values()) {
      const late = now() - reply.dueAt
      if (find(reply.id) !== undefined || (late < graceOfOtherTabs && !reply.isRefused)) continue
      const state = reply.isRefused ? 'refused' : late > lateAfter ? 'late' : 'waiting'
      pending.value = [...pending.value, { ...reply, state, isStored: true }]
      if (state === 'waiting' && connection.state.value === 'online') void transmit(reply.id)
    }
  }

  const clock = setInterval(look, lookEvery)
  const stops = [
    () => clearInterval(clock),
    kept.follow(look),
    effect(() => {
      if (connection.state.value === 'online') untracked(sendWaiting)
    }),
  ]
  look()

  return {
    pending,
    flush,
    look,
    /** Replies that do not go out by themselves, and nobody has said what becomes of them. */
    unsent: computed(() => pending.value.filter(({ state }) => state === 'refused' || state === 'late')),
    dispose() {
      flush()
      for (const stop of stops) stop()
      for (const timer of timers.values()) clearTimeout(timer)
    },
    /** The replies of one conversation, while it is before somebody's eyes. */
    open(conversationId: string, fence: () => number, onRefused: (failure: FailureResult) => void) {
      const conversation: Conversation = { id: conversationId, fence, onRefused }
      opened.set(conversationId, conversation)
      return {
        pending: computed(() => pending.value.filter((each) => each.conversationId === conversationId)),
        send: (
          text: string,
          attachments: readonly Attachment[] = [],
          id: string = crypto.randomUUID(),
          share?: SentShare,
        ) => send(conversation, text, attachments, id, share),
        undo,
        /** The newest reply that can still be undone. */
        undoable: () => heldOf(conversationId).at(-1),
        sendNow: (id: string) => void transmit(id),
        /** Once more, by hand: as the owner one is now. */
        retry(id: string) {
          update(id, { fence: fence(), isRefused: undefined, dueAt: now() })
          const reply = find(id)
          if (reply === undefined) return
          keep(reply)
          void transmit(id)
        },
        discard: forget,
        /** Drops what the log now holds. */
        settle(events: readonly LogEvent[]) {
          if (pending.value.length === 0) return
          const logged = events.map((event) => (event.type === 'message:posted' ? event.clientId : undefined))
          const gone = new Set(logged)
          for (const { id } of pending.value) if (gone.has(id)) forget(id)
        },
        close() {
          if (opened.get(conversationId) !== conversation) return
          opened.delete(conversationId)
          pending.value = pending.value.filter(
            (each) => each.conversationId !== conversationId || !each.isDurable,
          )
        },
      }
    },
  }
}
