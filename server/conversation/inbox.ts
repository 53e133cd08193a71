import { type ExpressionBuilder, sql } from 'kysely'
import { viewOfClocks } from '#shared/clock-view.ts'
import type { ConversationStatus, HandoverReason } from '#shared/conversation.ts'
import type { Language } from '#shared/knowledge.ts'
import type { InboxRow, InboxView } from '#shared/protocol.ts'
import type { InboxFilters, InboxOrder } from '#shared/search.ts'
import { Refusal } from '../refusal.ts'
import type { Tables } from '../store/schema.ts'
import type { Reading } from '../store/store.ts'
import { actsOf } from './log/acts.ts'
import { clocksOf } from './log/clocks.ts'
import type { ConversationRow } from './log/log.ts'
import { attentionOf, helpersOf } from './log/project.ts'
import { tagIds } from './tag-ids.ts'

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
    teamId: row.team_id ?? undefined,
    helpers: helpersOf(row),
    clocks: viewOfClocks(clocksOf(row)),
    acts: row.acts === null ? undefined : actsOf(row),
  }
}

/**
 * One page of a view of the inbox. Waiting conversations come urgent ones first and then longest waiting first, those
 * with promises the first due first, the others newest first.
 */
export async function listInbox(
  read: Reading,
  request: Partial<InboxFilters> & {
    workspaceId: string
    personId: string
    view: InboxView
    order?: InboxOrder | undefined
    cursor?: string | undefined
    limit: number
  },
): Promise<{ conversations: InboxRow[]; next?: string | undefined }> {
  const isWaiting = request.view === 'waiting' && request.order === undefined
  const isPromises = request.view === 'promises' && request.order === undefined
  const order = isWaiting ? 'queued_at' : isPromises ? 'promise_due_at' : 'updated_at'
  const isOldestFirst = isWaiting || isPromises || request.order === 'oldest'
  // An index that is read from its other end has the ids the other way round, too.
  const isBackward = request.order === 'oldest'
  let query = read
    .selectFrom('conversation')
    .selectAll()
    .where('workspace_id', '=', request.workspaceId)
    .where(isInView(request.view, request.personId))
    .where(fits(request))
    .where(await hasTag(read, request.tag))
  const after = readCursor(request.cursor)
  if (after) {
    const beyond = isOldestFirst ? '>' : '<'
    // Said once more in front, so that an index begins there instead of at the top of the list.
    query = isWaiting
      ? query.where('priority', '<=', after.priority)
      : query.where(order, isOldestFirst ? '>=' : '<=', after.at)
    query = query.where((each) => {
      const later = each.or([
        each(order, beyond, after.at),
        each.and([each(order, '=', after.at), each('id', isBackward ? '<' : '>', after.id)]),
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
    .orderBy('id', isBackward ? 'desc' : 'asc')
    .limit(request.limit + 1)
    .execute()
  const shown = rows.slice(0, request.limit)
  const last = rows.length > request.limit ? shown.at(-1) : undefined
  return {
    conversations: shown.map(inboxRowOf),
    next: last && `${last[order]}~${last.id}~${last.priority}`,
  }
}

/** A tag that fewer conversations have is gone through; one that more have is met soon enough, row by row. */
const fewHaveIt = 3_000

async function hasTag(read: Reading, tag: string | undefined) {
  const under = tag === undefined ? [] : await tagIds(read, tag)
  const having =
    tag === undefined
      ? []
      : await read
          .selectFrom('conversation_tag')
          .select('conversation_id')
          .where('tag_id', 'in', under)
          .limit(fewHaveIt + 1)
          .execute()
  return (each: ExpressionBuilder<Tables, 'conversation'>) => {
    if (tag === undefined) return each.and([])
    if (having.length === 0) return each.lit(false)
    if (having.length <= fewHaveIt) {
      const ids = having.map(({ conversation_id }) => conversation_id)
      return each('id', 'in', ids)
    }
    // Counted for each row, and not joined: otherwise all that have it are gathered and sorted first.
    const count = each
      .selectFrom('conversation_tag')
      .select((one) => one.fn.countAll<number>().as('count'))
      .whereRef('conversation_tag.conversation_id', '=', 'conversation.id')
      .where('conversation_tag.tag_id', 'in', under)
    return each(count, '>', 0)
  }
}

/** What a view holds. The numbers and words stand in the statement itself: an index of a part of the rows needs that. */
export function isInView(view: InboxView, personId: string) {
  return (each: ExpressionBuilder<Tables, 'conversation'>) => {
    switch (view) {
      case 'automated':
      case 'resolved':
        return each('status', '=', view)
      case 'open':
        return each('status', '<>', sql.lit('resolved'))
      case 'mine':
        return each.and([
          each('assignee_id', '=', personId),
          each('status', '=', 'assigned'),
          each('snoozed_until', 'is', null),
        ])
      case 'approvals':
        return each('open_proposals', '>', each.lit(0))
      case 'attention':
        return each('attention', 'is not', null)
      case 'promises':
        return each('promise_due_at', 'is not', null)
      case 'waiting':
        return each.and([each('queued_at', 'is not', null), each('snoozed_until', 'is', null)])
      case 'all':
        return each.and([])
      case 'snoozed':
        return each('snoozed_until', 'is not', null)
      case 'helping':
        return each.and([
          each('helpers', 'is not', null),
          each.exists(
            each
              .selectFrom('team_member')
              .select('team_member.team_id')
              .where('team_member.person_id', '=', personId)
              // Ids hold no sign that LIKE reads as anything else.
              .where(sql<boolean>`conversation.helpers like '%"' || team_member.team_id || '"%'`),
          ),
        ])
    }
  }
}

function fits({ assignee, team, language, priority, since, until }: Partial<InboxFilters>) {
  return (each: ExpressionBuilder<Tables, 'conversation'>) =>
    each.and([
      ...(assignee === undefined ? [] : [each('assignee_id', '=', assignee)]),
      ...(team === undefined ? [] : [each('team_id', '=', team)]),
      ...(language === undefined ? [] : [each('language', '=', language)]),
      // Few are urgent: they have an index of their own.
      ...(priority === undefined
        ? []
        : [each('priority', '>', each.lit(0)), each('priority', '>=', priority)]),
      ...(since === undefined ? [] : [each('updated_at', '>=', since)]),
      ...(until === undefined ? [] : [each('updated_at', '<', until)]),
    ])
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
  return { at: Number(at), id, priority: /^-?\d$/.test(priority ?? '') ? Number(priority) : 0 }
}
