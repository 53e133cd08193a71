import { actsAfter } from '#shared/acts.ts'
import { caseAfter } from '#shared/case/case-after.ts'
import type { PromiseUpdate } from '#shared/case/promise.ts'
import { applyEvent, type LogEvent, type MessagePosted, type TurnDecided } from '#shared/conversation.ts'
import type { DeskSnapshot } from '#shared/protocol.ts'
import { attentionAfter, helpersAfter, isOfOneReply, teamAfter } from '#shared/watch.ts'

type Placed<Event> = Event & { seq: number; at: number }
export type Turn = Placed<TurnDecided>

/** One thing drawn in a conversation. */
export type Entry =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'message'; key: string; message: Placed<MessagePosted>; first: boolean; turn?: Turn | undefined }
  | { kind: 'note'; key: string; event: Extract<LogEvent, { type: 'note:added' }> }
  | { kind: 'whisper'; key: string; event: Extract<LogEvent, { type: 'note:whispered' }> }
  | { kind: 'line'; key: string; event: LogEvent }

/** Messages of one sender within this time stand together under one name. Milliseconds. */
const together = 5 * 60_000

/** The log as it is drawn. Pure. */
export function entriesOf(events: readonly LogEvent[]): Entry[] {
  const turns = new Map<string, Turn>()
  const replies = new Set(
    events.flatMap((event) => {
      return event.type === 'conversation:queued' && event.reply ? event.reply.id : []
    }),
  )
  for (const event of events) {
    if (event.type === 'turn:decided' && event.replyId !== undefined) turns.set(event.replyId, event)
  }
  const entries: Entry[] = []
  let day = ''
  let previous: Placed<MessagePosted> | undefined
  for (const event of events) {
    if (!isShown(event, replies)) continue
    const itsDay = new Date(event.at).toDateString()
    if (itsDay !== day) {
      entries.push({ kind: 'day', key: `day-${event.seq}`, at: event.at })
      previous = undefined
      day = itsDay
    }
    const key = String(event.seq)
    if (event.type === 'message:posted') {
      const first =
        previous?.sender !== event.sender || previous.name !== event.name || event.at - previous.at > together
      entries.push({ kind: 'message', key, message: event, first, turn: turns.get(event.messageId) })
      previous = event
      continue
    }
    previous = undefined
    if (event.type === 'note:added') entries.push({ kind: 'note', key, event })
    else if (event.type === 'note:whispered') entries.push({ kind: 'whisper', key, event })
    else entries.push({ kind: 'line', key, event })
  }
  return entries
}

/** The entries of a part of a log that goes on from `previous`: a day that has begun is not said again. */
export function continued(entries: Entry[], previous: LogEvent | undefined): Entry[] {
  const [first] = entries
  const isSameDay =
    first?.kind === 'day' &&
    previous !== undefined &&
    new Date(first.at).toDateString() === new Date(previous.at).toDateString()
  return isSameDay ? entries.slice(1) : entries
}

/** Every turn, oldest first. */
export function turnsOf(events: readonly LogEvent[]): Turn[] {
  return events.filter((event): event is Turn => event.type === 'turn:decided')
}

/** What `f` flags: the newest answer of the assistant; its word of a handover only where there is nothing else. */
export function lastAssistantMessage(events: readonly LogEvent[]): string | undefined {
  const handovers = new Set(
    turnsOf(events).map((turn) => (turn.outcome === 'handed-over' ? turn.replyId : undefined)),
  )
  const said = events.filter((event) => event.type === 'message:posted' && event.sender === 'assistant')
  const messages = said as Placed<MessagePosted>[]
  const answer = messages.findLast((message) => !handovers.has(message.messageId))
  return (answer ?? messages.at(-1))?.messageId
}

/** Messages somebody already reported as a defect. */
export function flaggedMessages(events: readonly LogEvent[]): ReadonlySet<string> {
  const flagged = new Set<string>()
  for (const event of events) {
    if (event.type === 'defect:reported' && event.messageId !== undefined) flagged.add(event.messageId)
  }
  return flagged
}

/** That a person will answer goes without saying; that nobody has is said. */
function isSaid({ id, change }: PromiseUpdate, replies: ReadonlySet<string>): boolean {
  if (change === 'make' || change === 'keep') return !replies.has(id)
  return change === 'warn' || change === 'break'
}

function isShown(event: LogEvent, replies: ReadonlySet<string>): boolean {
  // Turns and the case file have their own places beside the conversation; what is promised is said in it, too.
  if (event.type === 'case:updated') {
    return event.promises?.some((each) => isSaid(each, replies)) ?? false
  }
  // Every late reply counts in the measures; between the messages only the missed levels of a whole conversation stand.
  if (event.type === 'sla:breached') return event.level !== 'round'
  if (event.type === 'watch:noted' && event.calmed === undefined && event.signals.every(isOfOneReply))
    return false
  return event.type !== 'turn:decided' && event.type !== 'event:withheld'
}

/** `applyEvent` plus what only the desk's snapshot holds. */
export function applyDeskEvent(snapshot: DeskSnapshot, event: LogEvent): DeskSnapshot {
  const next = applyEvent(snapshot, event)
  if (event.type === 'conversation:assigned') next.assigneeId = event.personId
  else if (next.status !== 'assigned') next.assigneeId = undefined
  next.caseFile = caseAfter(snapshot.caseFile, event)
  next.attention = [...attentionAfter(snapshot.attention, event)]
  next.helpers = [...helpersAfter(snapshot.helpers, event)]
  next.teamId = teamAfter(snapshot.teamId ?? null, event) ?? undefined
  if (event.type === 'conversation:queued') {
    next.reason = event.reason
    next.summary = event.summary ?? snapshot.summary
  }
  next.acts = actsAfter(snapshot.acts ?? {}, event)
  if (event.type === 'visitor:blocked') {
    const { reason, until, by } = event
    next.visitor = { ...next.visitor, blocked: { reason, until, by } }
  } else if (event.type === 'visitor:unblocked') {
    next.visitor = { ...next.visitor, blocked: undefined }
  }
  if (event.type === 'conversation:reopened') {
    next.reason = undefined
    next.summary = undefined
  }
  return next
}
