import {
  asSeenByVisitor,
  type ConversationStatus,
  type HandoverReason,
  type LogEvent,
  type Snapshot,
  snapshotLength,
} from '#shared/conversation.ts'
import type { Language } from '#shared/knowledge.ts'
import type { DeskSnapshot, InboxCounts, InboxRow, InboxView } from '#shared/protocol.ts'
import { Refusal } from '../refusal.ts'
import { fromJson } from '../store/json.ts'
import type { Reading } from '../store/store.ts'
import { caseOf } from './case-file.ts'
import { attentionOf, type ConversationRow } from './log.ts'

/** The conversation where it is this visitor's; else `not-found`, whoever it belongs to (invariant 9). */
export async function conversationOfVisitor(
  read: Reading,
  conversationId: string,
  visitorId: string,
): Promise<ConversationRow> {
  const row = await read
    .selectFrom('conversation')
    .selectAll()
    .where('id', '=', conversationId)
    .where('visitor_id', '=', visitorId)
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

function unknownConversation(): never {
  throw new Refusal('not-found', 'This conversation does not exist.')
}

/** The newest conversation of a visitor, to go on with after days or on another page. */
export async function newestConversation(
  read: Reading,
  visitorId: string,
): Promise<ConversationRow | undefined> {
  return read
    .selectFrom('conversation')
    .selectAll()
    .where('visitor_id', '=', visitorId)
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
  return { ...snapshot, events: snapshot.events.map(asSeenByVisitor) }
}

export async function deskSnapshotOf(
  read: Reading,
  row: ConversationRow,
  isOnline: boolean,
): Promise<DeskSnapshot> {
  const snapshot = await snapshotOf(read, row)
  const visitor = await read
    .selectFrom('visitor')
    .select(['id', 'locale', 'page', 'seen_at'])
    .where('id', '=', row.visitor_id)
    .executeTakeFirstOrThrow()
  return {
    ...snapshot,
    fence: row.fence,
    reason: (row.reason as HandoverReason | null) ?? undefined,
    summary: row.summary ?? undefined,
    assigneeId: row.assignee_id ?? undefined,
    attention: attentionOf(row),
    team: row.team ?? undefined,
    language: row.language as Language,
    createdAt: row.created_at,
    caseFile: caseOf(row),
    visitor: {
      id: visitor.id,
      locale: visitor.locale,
      page: visitor.page === null ? undefined : fromJson(visitor.page),
      lastSeenAt: visitor.seen_at,
      online: isOnline,
    },
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

export function inboxRowOf(row: ConversationRow): InboxRow {
  return {
    id: row.id,
    status: row.status as ConversationStatus,
    head: row.head,
    fence: row.fence,
    reason: (row.reason as HandoverReason | null) ?? undefined,
    assignee: row.assignee_id === null ? undefined : { id: row.assignee_id, name: row.assignee_name ?? '' },
    visitor: { id: row.visitor_id },
    language: row.language as Language,
    preview: row.preview,
    previewSender: row.preview_sender,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    queuedAt: row.queued_at ?? undefined,
    proposals: row.open_proposals,
    outcome: row.outcome === 'unresolved' ? 'unresolved' : undefined,
    promiseDueAt: row.promise_due_at ?? undefined,
    promisesWarned: row.promises_warned,
    promisesBroken: row.promises_broken,
    priority: row.priority,
    attention: attentionOf(row),
    team: row.team ?? undefined,
  }
}

/**
 * One page of a view of the inbox. Waiting conversations come urgent ones first and then longest waiting first, those
 * with promises the first due first, the others newest first.
 */
export async function listInbox(
  read: Reading,
  request: {
    workspaceId: string
    personId: string
    view: InboxView
    cursor?: string | undefined
    limit: number
  },
): Promise<{ conversations: InboxRow[]; next?: string | undefined }> {
  const isWaiting = request.view === 'waiting'
  const isPromises = request.view === 'promises'
  const order = isWaiting ? 'queued_at' : isPromises ? 'promise_due_at' : 'updated_at'
  const isOldestFirst = isWaiting || isPromises
  let query = read.selectFrom('conversation').selectAll().where('workspace_id', '=', request.workspaceId)
  if (request.view === 'automated') query = query.where('status', '=', 'automated')
  if (request.view === 'resolved') query = query.where('status', '=', 'resolved')
  if (request.view === 'open') query = query.where('status', 'in', ['automated', 'queued', 'assigned'])
  if (request.view === 'mine') {
    query = query.where('assignee_id', '=', request.personId).where('status', '=', 'assigned')
  }
  if (request.view === 'approvals') query = query.where('open_proposals', '>', 0)
  if (request.view === 'attention') query = query.where('attention', 'is not', null)
  if (isPromises) query = query.where('promise_due_at', 'is not', null)
  if (isWaiting) query = query.where('queued_at', 'is not', null)
  const after = readCursor(request.cursor)
  if (after) {
    const beyond = isOldestFirst ? '>' : '<'
    query = query.where((each) => {
      const later = each.or([
        each(order, beyond, after.at),
        each.and([each(order, '=', after.at), each('id', '>', after.id)]),
      ])
      if (!isWaiting) return later
      return each.or([
        each('priority', '<', after.priority),
        each.and([each('priority', '=', after.priority), later]),
      ])
    })
  }
  const rows = await query
    .$if(isWaiting, (each) => each.orderBy('priority', 'desc'))
    .orderBy(order, isOldestFirst ? 'asc' : 'desc')
    .orderBy('id')
    .limit(request.limit + 1)
    .execute()
  const shown = rows.slice(0, request.limit)
  const last = rows.length > request.limit ? shown.at(-1) : undefined
  return {
    conversations: shown.map(inboxRowOf),
    next: last && `${last[order]}~${last.id}~${last.priority}`,
  }
}

export async function countInbox(read: Reading, workspaceId: string, personId: string): Promise<InboxCounts> {
  const rows = await read
    .selectFrom('conversation')
    .select((each) => ['status', each.cast<number>(each.fn.countAll(), 'bigint').as('count')])
    .where('workspace_id', '=', workspaceId)
    .groupBy('status')
    .execute()
  const mine = await read
    .selectFrom('conversation')
    .select((each) => each.cast<number>(each.fn.countAll(), 'bigint').as('count'))
    .where('workspace_id', '=', workspaceId)
    .where('assignee_id', '=', personId)
    .where('status', '=', 'assigned')
    .executeTakeFirstOrThrow()
  const approvals = await read
    .selectFrom('conversation')
    .select((each) => each.cast<number>(each.fn.countAll(), 'bigint').as('count'))
    .where('workspace_id', '=', workspaceId)
    .where('open_proposals', '>', 0)
    .executeTakeFirstOrThrow()
  const attention = await read
    .selectFrom('conversation')
    .select((each) => each.cast<number>(each.fn.countAll(), 'bigint').as('count'))
    .where('workspace_id', '=', workspaceId)
    .where('attention', 'is not', null)
    .executeTakeFirstOrThrow()
  const promises = await read
    .selectFrom('conversation')
    .select((each) => [
      each.cast<number>(each.fn.countAll(), 'bigint').as('count'),
      each.cast<number>(each.fn.sum('promises_warned'), 'bigint').as('warned'),
    ])
    .where('workspace_id', '=', workspaceId)
    .where('promise_due_at', 'is not', null)
    .executeTakeFirstOrThrow()
  const count = (status: ConversationStatus) => rows.find((row) => row.status === status)?.count ?? 0
  return {
    automated: count('automated'),
    waiting: count('queued'),
    mine: mine.count,
    resolved: count('resolved'),
    approvals: approvals.count,
    attention: attention.count,
    promises: promises.count,
    promisesWarned: promises.warned ?? 0,
  }
}

/**
 * Reads the cursor `AT~ID` or `AT~ID~PRIORITY` of a list that goes by a time and then by id. Throws `invalid` for any
 * other text.
 */
export function readCursor(
  cursor: string | undefined,
): { at: number; id: string; priority: number } | undefined {
  if (cursor === undefined) return undefined
  const [at, id, priority] = cursor.split('~')
  if (!at || !id || !/^\d{1,16}$/.test(at)) throw new Refusal('invalid', 'This cursor is not one of ours.')
  return { at: Number(at), id, priority: /^\d$/.test(priority ?? '') ? Number(priority) : 0 }
}
