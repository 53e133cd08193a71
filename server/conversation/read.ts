import { viewOfClocks } from '#shared/clock-view.ts'
import {
  asSeenByVisitor,
  type ConversationStatus,
  type HandoverReason,
  type LogEvent,
  type Snapshot,
  snapshotLength,
} from '#shared/conversation.ts'
import type { Language } from '#shared/knowledge.ts'
import type { DeskSnapshot } from '#shared/protocol.ts'
import { Refusal } from '../refusal.ts'
import { fromJson } from '../store/json.ts'
import type { Reading } from '../store/store.ts'
import { isOf, type VisitorScope } from './contact.ts'
import { actsOf } from './log/acts.ts'
import { caseOf } from './log/case-file.ts'
import { clocksOf } from './log/clocks.ts'
import type { ConversationRow } from './log/log.ts'
import { attentionOf, helpersOf } from './log/project.ts'
import { visitorViewOf } from './visitor-view.ts'

/** The conversation where it is this visitor's or their contact's; else `not-found`, whoever it belongs to (invariant 9). */
export async function conversationOfVisitor(
  read: Reading,
  conversationId: string,
  visitor: VisitorScope,
): Promise<ConversationRow> {
  const row = await read
    .selectFrom('conversation')
    .selectAll()
    .where('id', '=', conversationId)
    .where(isOf(visitor))
    .executeTakeFirst()
  return row ?? unknownConversation()
}

/** The conversation where it is of this workspace; else `not-found` (invariant 9). */
export async function conversationOfWorkspace(
  read: Reading,
  conversationId: string,
  workspaceId: string,
): Promise<ConversationRow> {
  const row = await read
    .selectFrom('conversation')
    .selectAll()
    .where('id', '=', conversationId)
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  return row ?? unknownConversation()
}

/** Events of one look further up. */
const earlierLength = 500

function unknownConversation(): never {
  throw new Refusal('not-found', 'This conversation does not exist.')
}

/** The newest conversation of a visitor or their contact, to go on with after days or on another page. */
export async function newestConversation(
  read: Reading,
  visitor: VisitorScope,
): Promise<ConversationRow | undefined> {
  return read
    .selectFrom('conversation')
    .selectAll()
    .where(isOf(visitor))
    .where('merged_into', 'is', null)
    .orderBy('updated_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Events `after < seq <= upTo`, in order. */
export async function eventsBetween(
  read: Reading,
  conversationId: string,
  after: number,
  upTo: number,
): Promise<LogEvent[]> {
  const rows = await read
    .selectFrom('event')
    .select(['seq', 'at', 'type', 'payload'])
    .where('conversation_id', '=', conversationId)
    .where('seq', '>', after)
    .where('seq', '<=', upTo)
    .orderBy('seq')
    .execute()
  return rows.map(
    (row) => ({ ...fromJson<object>(row.payload), type: row.type, seq: row.seq, at: row.at }) as LogEvent,
  )
}

/** The events in front of `before`, in order; a long log takes several looks. */
export function eventsBefore(read: Reading, conversationId: string, before: number): Promise<LogEvent[]> {
  return eventsBetween(read, conversationId, before - 1 - earlierLength, before - 1)
}

/**
 * The conversation as it is at the row's head. The log only grows, so reading the row first and the events up to its
 * head gives one moment without a transaction.
 */
export async function snapshotOf(read: Reading, row: ConversationRow): Promise<Snapshot> {
  const events = await eventsBetween(read, row.id, row.head - snapshotLength, row.head)
  const snapshot: Snapshot = { id: row.id, status: row.status as ConversationStatus, head: row.head, events }
  if (row.assignee_name !== null) snapshot.assignee = { name: row.assignee_name }
  return snapshot
}

export async function visitorSnapshotOf(read: Reading, row: ConversationRow): Promise<Snapshot> {
  const snapshot = await snapshotOf(read, row)
  return { ...snapshot, events: snapshot.events.map(asSeenByVisitor), othersRead: row.desk_read_seq }
}

export async function deskSnapshotOf(
  read: Reading,
  row: ConversationRow,
  isOnline: boolean,
  now: number,
): Promise<DeskSnapshot> {
  const snapshot = await snapshotOf(read, row)
  return {
    ...snapshot,
    othersRead: row.read_seq,
    fence: row.fence,
    reason: (row.reason as HandoverReason | null) ?? undefined,
    summary: row.summary ?? undefined,
    assigneeId: row.assignee_id ?? undefined,
    attention: attentionOf(row),
    teamId: row.team_id ?? undefined,
    helpers: helpersOf(row),
    clocks: viewOfClocks(clocksOf(row)),
    acts: row.acts === null ? undefined : actsOf(row),
    language: row.language as Language,
    createdAt: row.created_at,
    caseFile: caseOf(row),
    visitor: await visitorViewOf(read, row, isOnline, now),
  }
}

/**
 * What happened after `after`. Where the client is ahead of the store or too far behind, a reload: it is never left
 * with a gap it cannot see (invariant 4).
 */
export async function syncAfter(
  read: Reading,
  row: ConversationRow,
  after: number,
): Promise<{ events: LogEvent[]; head: number } | 'reload'> {
  if (after > row.head || row.head - after > snapshotLength) return 'reload'
  return { events: await eventsBetween(read, row.id, after, row.head), head: row.head }
}
