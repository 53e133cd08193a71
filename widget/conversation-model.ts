import { type ReadonlySignal, signal } from '@preact/signals'
import {
  applyEvent,
  asSeenByVisitor,
  emptySnapshot,
  type LogEvent,
  type QueueState,
  type Snapshot,
} from '#shared/conversation.ts'
import type { ProgressState } from '#shared/protocol.ts'
import type { Connection } from './connection.ts'

/** An answer on its way: what the assistant does, and what it has written so far. */
export interface Progress {
  turnId: string
  state: ProgressState
  text: string
}

/** The conversation as this visitor may see it, kept true by the log and nothing else. */
export interface ConversationModel {
  snapshot: ReadonlySignal<Snapshot | undefined>
  progress: ReadonlySignal<Progress | undefined>
  queue: ReadonlySignal<QueueState | undefined>
  agentTyping: ReadonlySignal<boolean>
  /** The turn whose stream a message took the place of, so that the view goes on with the same element. */
  streamedAs: ReadonlyMap<string, string>
  /** Whether there is a talk to go on with: one that has not ended, of today or yesterday. Follows the log. */
  isGoingOn(): boolean
  /** Takes a fresh snapshot in, unless it is older than what is known; `null` where there is no conversation (any more). */
  replace(snapshot: Snapshot | null): void
  /** An acknowledgement told that the log reaches `seq`; fetches what has not come by itself a moment later. */
  expect(conversationId: string, seq: number): void
  close(): void
}

const syncAgainAfter = 2_000
const factFollowsWithin = 1_000
/** An answer ends within its deadline (invariant 7); whoever hears nothing for so long has lost the end. */
const progressLasts = 45_000
const typingLasts = 6_000
const goesOnFor = 24 * 60 * 60 * 1_000

export function createConversationModel(connection: Connection): ConversationModel {
  const snapshot = signal<Snapshot>()
  const progress = signal<Progress>()
  const queue = signal<QueueState>()
  const agentTyping = signal(false)
  const streamedAs = new Map<string, string>()
  /** Facts that came after a gap, waiting for what is missing. */
  let ahead: LogEvent[] = []
  let syncing = false
  let closed = false
  let lastTurn = ''
  let forgetProgress: ReturnType<typeof setTimeout> | undefined
  let forgetTyping: ReturnType<typeof setTimeout> | undefined

  function replace(fresh: Snapshot | null): void {
    const known = snapshot.value
    if (known && known.id === fresh?.id) {
      if (known.head > fresh.head) return
    } else ahead = []
    // Who has read it once has read it, whichever of two answers comes last.
    const othersRead = known?.id === fresh?.id ? Math.max(known?.othersRead ?? 0, fresh?.othersRead ?? 0) : 0
    snapshot.value = fresh ? { ...fresh, ...(othersRead > 0 && { othersRead }) } : undefined
    queue.value = fresh?.queue
    catchUp()
  }

  function append(conversationId: string, event: LogEvent): void {
    // The first fact of a conversation may come before the acknowledgement of the message that began it.
    snapshot.value ??= emptySnapshot(conversationId)
    if (conversationId !== snapshot.value.id || event.seq <= snapshot.value.head) return
    ahead.push(event)
    catchUp()
  }

  /** Applies every waiting fact that follows, and asks the server for what is missing before the others. */
  function catchUp(): void {
    ahead.sort((one, other) => one.seq - other.seq)
    let next = ahead[0]
    while (next && snapshot.value && next.seq <= snapshot.value.head + 1) {
      ahead.shift()
      // What a newer server tells and this client does not know keeps its place and says nothing.
      if (next.seq === snapshot.value.head + 1) apply(snapshot.value, asSeenByVisitor(next))
      next = ahead[0]
    }
    if (next) void sync()
  }

  function apply(before: Snapshot, event: LogEvent): void {
    if (event.type === 'message:posted' && event.sender === 'assistant' && progress.value) {
      streamedAs.set(event.messageId, progress.value.turnId)
    }
    if (event.type === 'message:posted' ? event.sender !== 'visitor' : event.type !== 'event:withheld')
      endProgress()
    if (event.type === 'message:posted' && event.sender === 'agent') agentTyping.value = false
    snapshot.value = applyEvent(before, event)
    // It goes on in another one, which the server answers with.
    if (event.type === 'conversation:merged') void sync()
    if (event.type !== 'conversation:queued' && snapshot.value.status !== 'queued') queue.value = undefined
  }

  async function sync(): Promise<void> {
    if (syncing || closed || !snapshot.value) return
    syncing = true
    const { id, head } = snapshot.value
    const result = await connection.request('conversation:sync', { conversationId: id, after: head })
    syncing = false
    if (!result.ok) setTimeout(catchUp, syncAgainAfter)
    else if ('reload' in result) replace(result.reload)
    else {
      ahead = [...result.events.filter((event) => event.seq > (snapshot.value?.head ?? 0)), ...ahead]
      catchUp()
    }
  }

  function endProgress(): void {
    clearTimeout(forgetProgress)
    lastTurn = progress.value?.turnId ?? lastTurn
    progress.value = undefined
  }

  function isThis(conversationId: string): boolean {
    return snapshot.value === undefined || snapshot.value.id === conversationId
  }

  const stops = [
    connection.on('conversation:appended', (fact) => append(fact.conversationId, fact.event)),
    connection.on('answer:progress', ({ conversationId, turnId, state, delta = '' }) => {
      // A late word about a turn that has ended would stand there for ever.
      if (!isThis(conversationId) || turnId === lastTurn) return
      const written = progress.value?.turnId === turnId ? progress.value.text : ''
      progress.value = { turnId, state, text: written + delta }
      clearTimeout(forgetProgress)
      forgetProgress = setTimeout(endProgress, progressLasts)
    }),
    connection.on('queue:changed', ({ conversationId, ...state }) => {
      if (isThis(conversationId)) queue.value = state
    }),
    connection.on('read:changed', ({ conversationId, seq }) => {
      const known = snapshot.value
      if (known?.id === conversationId && seq > (known.othersRead ?? 0))
        snapshot.value = { ...known, othersRead: seq }
    }),
    connection.on('typing:changed', ({ conversationId, sender, typing }) => {
      if (!isThis(conversationId) || sender !== 'agent') return
      agentTyping.value = typing
      clearTimeout(forgetTyping)
      if (typing) forgetTyping = setTimeout(() => (agentTyping.value = false), typingLasts)
    }),
    connection.state.subscribe((state) => {
      // What was being written then cannot be followed any more; the log tells how it ended.
      if (state.name === 'online') return
      endProgress()
      agentTyping.value = false
    }),
  ]

  return {
    snapshot,
    progress,
    queue,
    agentTyping,
    streamedAs,
    isGoingOn() {
      const { status, events } = snapshot.value ?? {}
      const newest = events?.at(-1)?.at ?? 0
      return status !== undefined && status !== 'resolved' && Date.now() - newest < goesOnFor
    },
    replace,
    expect(conversationId, seq) {
      snapshot.value ??= emptySnapshot(conversationId)
      setTimeout(() => {
        // In another one: this one has become a part of it, and the server answers with that one.
        if (!isThis(conversationId) || (snapshot.value?.head ?? 0) < seq) void sync()
      }, factFollowsWithin)
    },
    close() {
      closed = true
      for (const stop of stops) stop()
      clearTimeout(forgetProgress)
      clearTimeout(forgetTyping)
    },
  }
}
