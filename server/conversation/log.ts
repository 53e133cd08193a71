import type { Selectable } from 'kysely'
import { caseAfter } from '#shared/case/case-after.ts'
import { openPromises } from '#shared/case/promise.ts'
import { type EventDraft, type LogEvent, transition } from '#shared/conversation.ts'
import { attentionAfter, priorityOf, type Signal } from '#shared/watch.ts'
import { Refusal } from '../refusal.ts'
import { fromJson, toJson } from '../store/json.ts'
import type { Tables } from '../store/schema.ts'
import type { Store, Writing } from '../store/store.ts'
import { caseOf } from './case-file.ts'
import { askForWatch } from './due-watch.ts'
import type { Place } from './places.ts'

export type ConversationRow = Selectable<Tables['conversation']>

/** What is told after a commit, in the order of the log. Telling may fail or be lost: the log is the record. */
export interface Announcer {
  /** Taken while the conversation is held, so that what it appends is told after what stands before it. */
  place(conversationId: string): Place
  appended(conversation: ConversationRow, events: LogEvent[]): void
}

export interface ConversationParts {
  store: Store
  announcer: Announcer
  /** Milliseconds since 1970. */
  now(): number
}

/** A conversation held by this transaction; what is appended becomes durable and visible with its commit. */
export interface OpenLog {
  readonly writing: Writing
  /** The row as it will be saved. */
  readonly conversation: ConversationRow
  readonly at: number
  append(draft: EventDraft): LogEvent
}

/**
 * Changes one conversation: takes its row, lets `work` append facts, saves them in the same transaction as whatever
 * `work` wrote, and tells everybody after the commit. `seq` comes from the row's head, which this transaction
 * holds, so it has no gaps and no clock in it (invariant 3).
 */
export async function changeConversation<Answer>(
  parts: ConversationParts,
  conversationId: string,
  work: (log: OpenLog) => Promise<Answer>,
): Promise<Answer> {
  return changeAndTell(parts, async (writing, takePlace) => {
    const conversation = await holdConversation(writing, conversationId)
    takePlace(conversationId)
    return appendWithin(writing, conversation, parts.now(), work)
  })
}

interface Change<Answer> {
  answer: Answer
  conversation: ConversationRow | undefined
  events: LogEvent[]
}

/** Runs a transaction and tells what it appended, in its place: `takePlace` is called once the row is held. */
export async function changeAndTell<Answer>(
  parts: ConversationParts,
  work: (writing: Writing, takePlace: (conversationId: string) => void) => Promise<Change<Answer>>,
): Promise<Answer> {
  // A transaction that runs again takes its place again, behind whoever came between.
  const places: Place[] = []
  try {
    const done = await parts.store.write((writing) => {
      for (const place of places) place.leave()
      return work(writing, (conversationId) => void places.push(parts.announcer.place(conversationId)))
    })
    await places.at(-1)?.turn
    if (done.conversation && done.events.length > 0) parts.announcer.appended(done.conversation, done.events)
    return done.answer
  } finally {
    for (const place of places) place.leave()
  }
}

/** The part of `changeConversation` inside the transaction, for callers that hold more than the conversation. */
export async function appendWithin<Answer>(
  writing: Writing,
  before: ConversationRow,
  at: number,
  work: (log: OpenLog) => Promise<Answer>,
): Promise<{ answer: Answer; conversation: ConversationRow; events: LogEvent[] }> {
  const conversation = { ...before }
  const events: LogEvent[] = []
  function append(draft: EventDraft): LogEvent {
    const event = { ...draft, seq: conversation.head + 1, at }
    project(conversation, event)
    events.push(event)
    return event
  }
  const answer = await work({ writing, conversation, at, append })
  if (events.length > 0) await save(writing, conversation, events)
  return { answer, conversation, events }
}

/** Locks the row for this transaction (the no-change update is the lock both dialects understand). */
export async function holdConversation(writing: Writing, conversationId: string): Promise<ConversationRow> {
  const row = await writing
    .updateTable('conversation')
    .set((each) => ({ head: each.ref('head') }))
    .where('id', '=', conversationId)
    .returningAll()
    .executeTakeFirst()
  if (row === undefined) throw new Refusal('not-found', 'This conversation does not exist.')
  return row
}

async function save(writing: Writing, conversation: ConversationRow, events: LogEvent[]): Promise<void> {
  const { id, ...columns } = conversation
  await writing
    .insertInto('event')
    .values(
      events.map(({ seq, at, type, ...payload }) => ({
        conversation_id: id,
        seq,
        at,
        type,
        payload: toJson(payload),
      })),
    )
    .execute()
  await writing.updateTable('conversation').set(columns).where('id', '=', id).execute()
  await askForWatch(writing, id, events)
}

/** Keeps the row what a fold over the log would make of it. */
function project(conversation: ConversationRow, event: LogEvent): void {
  const status = transition(conversation.status as Parameters<typeof transition>[0], event.type)
  if (status === undefined) {
    throw new Refusal(
      'conflict',
      `This conversation is ${conversation.status}; that is not possible any more.`,
    )
  }
  conversation.status = status
  conversation.head = event.seq
  keepAttention(conversation, event)
  switch (event.type) {
    case 'message:posted':
      conversation.preview = oneLine(event.text)
      conversation.preview_sender = event.sender
      conversation.updated_at = event.at
      // The assistant read the whole message, or several, before it chose the language of its reply.
      if (event.sender === 'visitor' || event.sender === 'assistant') conversation.language = event.locale
      if (event.sender === 'agent') conversation.answered_seq = event.seq
      break
    case 'turn:decided':
      // A superseded turn said nothing: whoever leads next still owes the answer.
      if (event.outcome !== 'superseded') {
        conversation.answered_seq = Math.max(conversation.answered_seq, event.question)
      }
      break
    case 'case:updated':
    case 'action:done':
      keepCase(conversation, event)
      break
    case 'action:proposed':
      conversation.open_proposals += 1
      break
    case 'action:approved':
    case 'action:refused':
      conversation.open_proposals -= 1
      break
    case 'conversation:queued':
      keepCase(conversation, event)
      conversation.reason = event.reason
      conversation.summary = event.summary ?? conversation.summary
      if (event.summary !== undefined) {
        // A row that waits shows what the visitor wants, not that somebody will come.
        conversation.preview = oneLine(event.summary)
        conversation.preview_sender = 'visitor'
      }
      changeOwner(conversation, null, null)
      conversation.queued_at = event.at
      conversation.updated_at = event.at
      break
    case 'conversation:assigned':
      if (conversation.queued_at !== null) conversation.waited = event.at - conversation.queued_at
      changeOwner(conversation, event.personId ?? null, event.name)
      conversation.assigned_at = event.at
      conversation.updated_at = event.at
      break
    case 'team:joined':
      conversation.team = event.team
      break
    case 'conversation:resolved':
      // Whatever was still open is settled: it must not come back with the visitor's next question.
      conversation.answered_seq = event.seq
      conversation.team = null
      conversation.outcome = event.outcome ?? 'resolved'
      conversation.promises_broken = 0
      changeOwner(conversation, null, null)
      conversation.updated_at = event.at
      break
    case 'conversation:handed-back':
      changeOwner(conversation, null, null)
      conversation.updated_at = event.at
      break
    case 'conversation:reopened':
      conversation.outcome = null
      conversation.reason = null
      conversation.summary = null
      conversation.updated_at = event.at
      break
    default:
      break
  }
  // A promise that was broken comes before whatever else waits.
  const urgent = conversation.promises_broken > 0 ? 2 : 0
  conversation.priority = Math.max(urgent, priorityOf(attentionOf(conversation)))
}

/** The case file, and what lists and the queue need of it in columns of their own. */
function keepCase(conversation: ConversationRow, event: LogEvent): void {
  const before = caseOf(conversation)
  const caseFile = caseAfter(before, event)
  if (caseFile === before) return
  conversation.case_file = toJson(caseFile)
  if (caseFile.promises === before.promises) return
  const open = openPromises(caseFile.promises)
  const changes = event.type === 'case:updated' ? (event.promises ?? []) : []
  const broken = new Set(changes.flatMap(({ id, change }) => (change === 'break' ? id : [])))
  const isBroken = caseFile.promises.some(({ id, state }) => broken.has(id) && state === 'broken')
  // That a person will answer everybody who waits is promised; a list of promises names it once it is nearly broken.
  const listed = open.find(({ subject, warnedAt }) => subject === 'deed' || warnedAt !== undefined)
  conversation.promise_due_at = listed?.dueAt ?? null
  conversation.promises_warned = open.filter(({ warnedAt }) => warnedAt !== undefined).length
  if (isBroken) conversation.promises_broken += 1
  else if (!caseFile.promises.some(({ state }) => state === 'broken')) conversation.promises_broken = 0
}

/** What needs attention: it follows from the log alone. */
function keepAttention(conversation: ConversationRow, event: LogEvent): void {
  if (conversation.attention === null && event.type !== 'watch:noted') return
  const attention = attentionAfter(attentionOf(conversation), event)
  conversation.attention = attention.length === 0 ? null : toJson(attention)
}

export function attentionOf({ attention }: Pick<ConversationRow, 'attention'>): Signal[] {
  return attention === null ? [] : fromJson(attention)
}

/** Every change of owner raises the fence, so that whoever owned it before cannot send any more (invariant 6). */
function changeOwner(conversation: ConversationRow, id: string | null, name: string | null): void {
  conversation.assignee_id = id
  conversation.assignee_name = name
  conversation.queued_at = null
  conversation.fence += 1
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length <= 160 ? line : `${line.slice(0, 159).toWellFormed()}…`
}
