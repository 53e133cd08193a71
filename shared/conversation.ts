import type { ActEvent } from './acts.ts'
import type { Attachment } from './attachment.ts'
import type { Cards } from './cards.ts'
import type { CaseUpdate } from './case/case-file.ts'
import type { Language } from './knowledge.ts'
import type { ActionEvent } from './proposal.ts'
import type { TurnDecided } from './trace.ts'
import type { WatchEvent } from './watch.ts'
import type { WrapUp } from './wrap-up.ts'

export type { TurnDecided, TurnStep } from './trace.ts'

export type ConversationStatus = 'automated' | 'queued' | 'assigned' | 'resolved'

export const handoverReasons = [
  'visitor-request',
  'low-confidence',
  'no-knowledge',
  'negative-sentiment',
  'policy',
  'safety',
  'repeated-failure',
  'tool-failure',
  'assistant-failure',
  'agent-takeover',
] as const
export type HandoverReason = (typeof handoverReasons)[number]

/** Why a conversation that a person had stands in the queue again. */
export const returnReasons = ['no-reply', 'gone', 'transferred'] as const
export interface Returned {
  why: (typeof returnReasons)[number]
  /** Who had it. */
  name: string
  personId: string
}

export type Sender = 'visitor' | 'assistant' | 'agent' | 'system'

export interface Citation {
  articleId: string
  title: string
  url?: string | undefined
  /** The paragraph that was quoted, so that the chip can open it. */
  passage?: string | undefined
}

export interface MessagePosted extends Cards {
  type: 'message:posted'
  messageId: string
  /** The id its sender's client made; lets that client recognise its own message. */
  clientId?: string | undefined
  sender: Sender
  name?: string | undefined
  text: string
  locale: Language
  citations?: Citation[] | undefined
  /** Only on a visitor's: what the shop's page had said to them by itself, and they answer with this. */
  proactive?: { id: string; text: string } | undefined
  /** Quick replies: texts the visitor may send with one click. */
  choices?: string[] | undefined
  /** With them the text may be empty. */
  attachments?: Attachment[] | undefined
}

export type TurnOutcome = 'answered' | 'asked' | 'declined' | 'handed-over' | 'superseded'

/** A person of the desk, as they were called then. */
export interface Named {
  personId: string
  name: string
}

/** A fact of a conversation before the log gives it its place. */
export type EventDraft =
  | MessagePosted
  | {
      type: 'conversation:queued'
      reason: HandoverReason
      summary?: string | undefined
      /** By when a person is to answer, as promised with this handover: for the desk only. */
      reply?: { id: string; dueAt: number } | undefined
      /** It comes back from a person, and stands where it stood: since then it waits. For the desk only. */
      returned?: Returned | undefined
      since?: number | undefined
      /** All that visitors see of a return: they are in line again. */
      again?: boolean | undefined
    }
  | {
      type: 'conversation:assigned'
      name: string
      personId?: string | undefined
      /** It was given by rule, not taken: to whoever had it last, or to whoever had the least to do. */
      given?: 'sticky' | 'least-loaded' | undefined
      /** A supervisor gave it, or took it: who did, and who had it until then. For the desk only. */
      moved?: { by: Named; from?: Named | undefined } | undefined
    }
  | { type: 'conversation:handed-back' }
  /** `unresolved`: it ended because the visitor went silent, and nothing shows that they were helped. */
  | {
      type: 'conversation:resolved'
      outcome?: 'resolved' | 'unresolved' | undefined
      /** The visitor said that they were helped. */
      by?: 'visitor' | undefined
      /** What the person says who ended it, and who that is: for the desk only. */
      wrapUp?: WrapUp | undefined
      name?: string | undefined
      /** The visitor is not asked how it was: they were asked before, or it is not over for them. */
      rating?: 'not-asked' | undefined
    }
  | { type: 'conversation:reopened' }
  | {
      type: 'conversation:rated'
      score: number
      comment?: string | undefined
      /** It takes the place of what they said minutes before. */
      isChange?: boolean | undefined
    }
  | {
      type: 'message:rated'
      messageId: string
      rating: 'helpful' | 'unhelpful'
      comment?: string | undefined
    }
  | TurnDecided
  | {
      type: 'note:added'
      name: string
      text: string
      /** Whom it calls, in the order in which `@` and their name as it was then stand in the text. */
      mentions?: { personId: string; name: string }[] | undefined
    }
  /** What a supervisor tells whoever has the conversation: nobody else at the desk sees it, and no visitor ever. */
  | { type: 'note:whispered'; name: string; text: string; to: Named }
  | { type: 'defect:reported'; defectId: string; kind: string; messageId?: string | undefined; name: string }
  | ({ type: 'case:updated'; facts: NonNullable<CaseUpdate['facts']> } & CaseUpdate)
  | ActionEvent
  | ActEvent
  | WatchEvent
  /** Stands where a fact for the desk stands, so that a visitor's sequence shows no gap (invariant 3). */
  | { type: 'event:withheld' }

export type LogEvent = EventDraft & { seq: number; at: number }
export type EventType = EventDraft['type']

export interface QueueState {
  /** 1 is next. */
  position: number
  etaSeconds: number | null
  open: boolean
  opensAt?: number | undefined
}

export interface Snapshot {
  id: string
  status: ConversationStatus
  /** The `seq` of the last event. */
  head: number
  /** The newest events, at most `snapshotLength`, in `seq` order. */
  events: LogEvent[]
  assignee?: { name: string } | undefined
  queue?: QueueState | undefined
  /** Up to which `seq` the other side has really seen it: for a visitor people at the desk, for the desk the visitor. */
  othersRead?: number | undefined
}

/** The most events a snapshot carries: bounds memory and one frame of the wire (invariant 15). */
export const snapshotLength = 1000

/** The status an event leads to, or `undefined` where the event is not allowed in this status. */
export function transition(status: ConversationStatus, type: EventType): ConversationStatus | undefined {
  switch (type) {
    case 'conversation:queued':
      return status === 'automated' || status === 'assigned' ? 'queued' : undefined
    case 'conversation:assigned':
      return status === 'queued' || status === 'assigned' ? 'assigned' : undefined
    case 'conversation:handed-back':
      return status === 'queued' || status === 'assigned' ? 'automated' : undefined
    case 'conversation:resolved':
      return status === 'resolved' ? undefined : 'resolved'
    case 'conversation:reopened':
      return status === 'resolved' ? 'automated' : undefined
    case 'message:posted':
      return status === 'resolved' ? undefined : status
    case 'conversation:rated':
    case 'message:rated':
    case 'turn:decided':
    case 'note:added':
    case 'note:whispered':
    case 'defect:reported':
    case 'case:updated':
    case 'action:proposed':
    case 'action:approved':
    case 'action:refused':
    case 'action:done':
    case 'watch:noted':
    case 'team:joined':
    case 'team:left':
    case 'team:assigned':
    case 'sla:breached':
    case 'tags:changed':
    case 'priority:set':
    case 'conversation:snoozed':
    case 'conversation:woken':
    case 'conversation:merged':
    case 'visitor:blocked':
    case 'visitor:unblocked':
    case 'event:withheld':
      return status
    default:
      return unreachable(type)
  }
}

/**
 * The snapshot after one more event. Pure; `events.reduce(applyEvent, snapshot)` equals a fresh snapshot
 * (invariant 4). Throws where the event is not the next one: the caller must sync or reload.
 */
export function applyEvent<State extends Snapshot>(snapshot: State, event: LogEvent): State {
  if (event.seq !== snapshot.head + 1) {
    throw new RangeError(`event ${event.seq} does not follow ${snapshot.head}`)
  }
  const status = transition(snapshot.status, event.type) ?? snapshot.status
  const next: State = { ...snapshot, status, head: event.seq, events: appended(snapshot.events, event) }
  if (status !== 'assigned') delete next.assignee
  if (status !== 'queued') delete next.queue
  if (event.type === 'conversation:assigned') next.assignee = { name: event.name }
  return next
}

/** A conversation before its first event. */
export function emptySnapshot(id: string): Snapshot {
  return { id, status: 'automated', head: 0, events: [] }
}

const visibleToVisitors: ReadonlySet<EventType> = new Set<EventType>([
  'message:posted',
  'conversation:queued',
  'conversation:assigned',
  'conversation:handed-back',
  'conversation:resolved',
  'conversation:reopened',
  'conversation:rated',
  'conversation:merged',
  'message:rated',
])

/** What a visitor may see of an event: the whole, a part, or only that something stands there. */
export function asSeenByVisitor(event: LogEvent): LogEvent {
  const { seq, at } = event
  if (!visibleToVisitors.has(event.type)) return { type: 'event:withheld', seq, at }
  if (event.type === 'conversation:queued') {
    // What was shown so once is shown so again: both ends look.
    const isAgain = event.returned !== undefined || event.again === true
    return { type: event.type, reason: event.reason, ...(isAgain && { again: true }), seq, at }
  }
  if (event.type === 'conversation:assigned') return { type: event.type, name: event.name, seq, at }
  if (event.type === 'conversation:resolved') {
    // Who ended it, and why it needed a person, is no business of the visitor's.
    const { wrapUp: _, name: __, ...seen } = event
    return seen
  }
  if (event.type === 'conversation:merged') {
    if (event.into === undefined) return { type: 'event:withheld', seq, at }
    return { type: event.type, into: event.into, by: '', seq, at }
  }
  return event
}

/** What a person at the desk may see of an event: a whisper only whom it is for, and supervisors. */
export function asSeenAtDesk(event: LogEvent, reader: { id: string; isSupervisor: boolean }): LogEvent {
  if (event.type !== 'note:whispered' || reader.isSupervisor || reader.id === event.to.personId) return event
  return { type: 'event:withheld', seq: event.seq, at: event.at }
}

function appended(events: LogEvent[], event: LogEvent): LogEvent[] {
  return events.length < snapshotLength ? [...events, event] : [...events.slice(1 - snapshotLength), event]
}

function unreachable(value: never): never {
  throw new TypeError(`unknown event type ${String(value)}`)
}
