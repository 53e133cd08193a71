import type { Selectable } from 'kysely'
import type { EventDraft, LogEvent } from '#shared/conversation.ts'
import { Refusal } from '../../refusal.ts'
import { toJson } from '../../store/json.ts'
import type { Tables } from '../../store/schema.ts'
import type { Store, Writing } from '../../store/store.ts'
import { askForDesk } from '../due-desk.ts'
import { askForIndex } from '../due-index.ts'
import { askForWatch } from '../due-watch.ts'
import { keepClocks } from './clocks.ts'
import type { Place } from './places.ts'
import { project } from './project.ts'

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
  if (events.length > 0) {
    await keepClocks(writing, conversation, before, events)
    await save(writing, conversation, events)
    await askForDesk(writing, conversation, events, at)
  }
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
  await askForIndex(writing, id, events)
}
