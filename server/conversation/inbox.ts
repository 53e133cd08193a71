import type { ConversationStatus, HandoverReason } from '#shared/conversation.ts'
import type { Language } from '#shared/knowledge.ts'
import type { InboxCounts, InboxRow, InboxView } from '#shared/protocol.ts'
import { Refusal } from '../refusal.ts'
import type { Reading } from '../store/store.ts'
import type { ConversationRow } from './log/log.ts'
import { attentionOf } from './log/project.ts'

export function inboxRowOf(row: ConversationRow): InboxRow {
  return {
    id: row.id,
    status: row.status as ConversationStatus,
    head: row.head,
    fence: row.fence,
    reason: (row.reason as HandoverReason | null) ?? undefined,
    assignee: row.assignee_id === null ? undefined : { id: row.assignee_id, name: row.assignee_name ?? '' },
    visitor: { id: row.visitor_id, name: row.contact_name ?? undefined },
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

/** What stands beside each view. Each count goes by an index of its own. */
export async function countInbox(read: Reading, workspaceId: string, personId: string): Promise<InboxCounts> {
  const counted = () =>
    read
      .selectFrom('conversation')
      .select((each) => each.cast<number>(each.fn.countAll(), 'bigint').as('count'))
      .where('workspace_id', '=', workspaceId)
  const [byStatus, mine, approvals, attention, promises] = await Promise.all([
    counted().select('status').groupBy('status').execute(),
    counted().where('assignee_id', '=', personId).where('status', '=', 'assigned').executeTakeFirstOrThrow(),
    counted().where('open_proposals', '>', 0).executeTakeFirstOrThrow(),
    counted().where('attention', 'is not', null).executeTakeFirstOrThrow(),
    counted()
      .select((each) => each.cast<number>(each.fn.sum('promises_warned'), 'bigint').as('warned'))
      .where('promise_due_at', 'is not', null)
      .executeTakeFirstOrThrow(),
  ])
  const count = (status: ConversationStatus) => byStatus.find((row) => row.status === status)?.count ?? 0
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
