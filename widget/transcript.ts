import type { Attachment } from '#shared/attachment.ts'
import type { Card, Cards } from '#shared/cards.ts'
import type { Citation, LogEvent, MessagePosted, Snapshot } from '#shared/conversation.ts'
import type { Progress } from './conversation-model.ts'
import type { OutgoingMessage } from './outbox.ts'

/** One thing to draw in the conversation. */
export type TranscriptItem =
  | { kind: 'time'; key: string; at: number }
  | { kind: 'notice'; key: string; event: NoticeEvent }
  | TranscriptMessage

export type NoticeEvent =
  | Exclude<LogEvent, { type: 'message:posted' }>
  | (MessagePosted & { seq: number; at: number })

export interface TranscriptMessage {
  kind: 'message'
  /** The same from the first sign of a message to its end, so that its element stays. */
  key: string
  sender: 'visitor' | 'assistant' | 'agent'
  name?: string | undefined
  text: string
  locale?: string | undefined
  at?: number | undefined
  messageId?: string | undefined
  /** Whether it opens a run of one sender's messages. */
  first: boolean
  citations: Citation[]
  attachments: Attachment[]
  cards: Card[]
  toldByCards?: Cards['toldByCards']
  /** Only on the newest message, while nothing answers it. */
  choices: string[]
  rating?: 'helpful' | 'unhelpful' | undefined
  newest: boolean
  /** Only on the visitor's own. */
  state?: 'waiting' | 'sent' | 'seen' | 'refused' | undefined
  outgoing?: OutgoingMessage | undefined
  /** Only while the assistant is still at it. */
  progress?: Progress['state'] | undefined
}

const timeAfter = 5 * 60_000
// One and the same, so that an unchanged item compares as unchanged.
const none: never[] = []
const noticed: ReadonlySet<LogEvent['type']> = new Set<LogEvent['type']>([
  'conversation:queued',
  'conversation:assigned',
  'conversation:handed-back',
  'conversation:resolved',
  'conversation:reopened',
])

/** The conversation as a list to draw, from the log, the outbox and the stream. Pure. */
export function transcript(parts: {
  snapshot: Snapshot | undefined
  outgoing: OutgoingMessage[]
  progress: Progress | undefined
  streamedAs: ReadonlyMap<string, string>
  /** What the shop said by itself, until the visitor has answered it. */
  teased?: { id: string; text: string } | undefined
}): TranscriptItem[] {
  const items: TranscriptItem[] = []
  const events = parts.snapshot?.events ?? []
  const ratings = new Map<string, 'helpful' | 'unhelpful'>()
  const logged = new Set<string>()
  const answered = new Set<string>()
  let before = 0
  let last: TranscriptMessage | undefined
  let lastOwn: TranscriptMessage | undefined
  let lastOwnSeq = 0

  function add(message: Omit<TranscriptMessage, 'kind' | 'first' | 'newest'>): void {
    if (message.at && message.at - before > timeAfter) {
      items.push({ kind: 'time', key: `time-${message.key}`, at: message.at })
    }
    before = message.at ?? before
    const previous = items.at(-1)
    const first =
      previous?.kind !== 'message' || previous.sender !== message.sender || previous.name !== message.name
    last = { ...message, kind: 'message', first, newest: false }
    if (last.sender === 'visitor') lastOwn = last
    items.push(last)
  }

  /** As the assistant's, for it speaks for the shop; the log has it with the visitor's answer. */
  function addTeased({ id, text }: { id: string; text: string }): void {
    answered.add(id)
    add({
      key: `teased-${id}`,
      sender: 'assistant',
      name: assistantNameIn(events),
      text,
      citations: none,
      attachments: none,
      cards: none,
      choices: none,
    })
  }

  for (const event of events) {
    if (event.type === 'message:rated') ratings.set(event.messageId, event.rating)
    if (event.type === 'message:posted' && event.clientId) logged.add(event.clientId)
  }
  for (const event of events) {
    if (noticed.has(event.type) || (event.type === 'message:posted' && event.sender === 'system')) {
      items.push({ kind: 'notice', key: `event-${event.seq}`, event })
      last = undefined
    } else if (event.type === 'message:posted' && event.sender !== 'system') {
      const { sender, name, text, locale, at, messageId } = event
      const { citations = none, attachments = none, choices = none, cards = none, toldByCards } = event
      if (sender === 'visitor') lastOwnSeq = event.seq
      if (event.proactive) addTeased(event.proactive)
      const key = event.clientId ?? parts.streamedAs.get(messageId) ?? messageId
      add({
        key,
        sender,
        name,
        text,
        locale,
        at,
        messageId,
        citations,
        attachments,
        cards,
        toldByCards,
        choices,
        rating: ratings.get(messageId),
      })
    }
  }
  if (parts.teased && !answered.has(parts.teased.id)) addTeased(parts.teased)
  // A person has seen it, or nobody yet that we know of.
  if (lastOwn) lastOwn.state = lastOwnSeq <= (parts.snapshot?.othersRead ?? 0) ? 'seen' : 'sent'
  for (const outgoing of parts.outgoing) {
    if (logged.has(outgoing.id)) continue
    const state = outgoing.state === 'acknowledged' ? 'sent' : outgoing.state
    if (lastOwn && !lastOwn.outgoing) lastOwn.state = undefined
    else if (lastOwn?.state === 'sent') lastOwn.state = undefined
    add({
      key: outgoing.id,
      sender: 'visitor',
      text: outgoing.text,
      citations: none,
      attachments: outgoing.attachments ?? none,
      cards: none,
      choices: none,
      state,
      outgoing,
    })
  }
  if (parts.progress) {
    const { turnId, state, text } = parts.progress
    add({
      key: turnId,
      sender: 'assistant',
      name: assistantNameIn(events),
      text,
      citations: none,
      attachments: none,
      cards: none,
      choices: none,
      progress: state,
    })
  }
  if (last) last.newest = true
  for (const item of items) {
    if (item.kind === 'message' && !(item.newest && item.sender === 'assistant')) item.choices = none
  }
  return items
}

// The stream carries no name. The one of the earlier answers keeps the run together, so that nothing shifts at the end.
function assistantNameIn(events: LogEvent[]): string | undefined {
  const earlier = events.findLast((event) => event.type === 'message:posted' && event.sender === 'assistant')
  return earlier?.type === 'message:posted' ? earlier.name : undefined
}
