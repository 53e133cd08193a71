import type { Selectable } from 'kysely'
import type { HandoverReason } from '#shared/conversation.ts'
import { type Defect, type DefectKind, type DefectStatus, mayBecome } from '#shared/defect.ts'
import type { Language } from '#shared/knowledge.ts'
import { readCursor } from '../conversation/index.ts'
import { Refusal } from '../refusal.ts'
import type { Tables } from '../store/schema.ts'
import type { Reading, Writing } from '../store/store.ts'

/** One page of the queue, newest first, with how many there are in each status. */
export async function listDefects(
  read: Reading,
  request: {
    workspaceId: string
    status?: DefectStatus | undefined
    cursor?: string | undefined
    limit: number
  },
): Promise<{ defects: Defect[]; counts: Record<DefectStatus, number>; next?: string | undefined }> {
  const after = readCursor(request.cursor)
  const rows = await read
    .selectFrom('defect')
    .selectAll()
    .where('workspace_id', '=', request.workspaceId)
    .$if(request.status !== undefined, (query) => query.where('status', '=', request.status ?? 'open'))
    .$if(after !== undefined, (query) =>
      query.where((each) =>
        each.or([
          each('reported_at', '<', after?.at ?? 0),
          each.and([each('reported_at', '=', after?.at ?? 0), each('id', '>', after?.id ?? '')]),
        ]),
      ),
    )
    .orderBy('reported_at', 'desc')
    .orderBy('id')
    .limit(request.limit + 1)
    .execute()
  const counted = await read
    .selectFrom('defect')
    .select((each) => ['status', each.cast<number>(each.fn.countAll(), 'bigint').as('count')])
    .where('workspace_id', '=', request.workspaceId)
    .groupBy('status')
    .execute()
  const count = (status: DefectStatus) => counted.find((row) => row.status === status)?.count ?? 0
  const shown = rows.slice(0, request.limit)
  const last = rows.length > request.limit ? shown.at(-1) : undefined
  return {
    defects: shown.map(defectOf),
    counts: {
      open: count('open'),
      fixing: count('fixing'),
      released: count('released'),
      dismissed: count('dismissed'),
    },
    next: last && `${last.reported_at}~${last.id}`,
  }
}

export async function readDefect(read: Reading, workspaceId: string, id: string): Promise<Defect> {
  const row = await read
    .selectFrom('defect')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new Refusal('not-found', 'This defect does not exist.')
  return defectOf(row)
}

/**
 * What a trainer says of a defect: which article mends it, that work began, that it is no defect. `released` is
 * never said, only proved (`closeProved`); a dismissal has a name and a reason (invariant 20).
 */
export async function editDefect(
  writing: Writing,
  edit: {
    workspaceId: string
    id: string
    by: string
    at: number
    status?: DefectStatus | undefined
    articleId?: string | undefined
    reason?: string | undefined
  },
): Promise<Defect> {
  const defect = await readDefect(writing, edit.workspaceId, edit.id)
  const status = edit.status ?? defect.status
  if (status !== defect.status && (status === 'released' || !mayBecome(defect.status, status))) {
    throw new Refusal('conflict', `A defect that is ${defect.status} cannot be set to ${status}.`)
  }
  if (status === 'dismissed' && !edit.reason) {
    throw new Refusal('invalid', 'Say why this is not a defect; the reason stays with it.')
  }
  const isClosing = status === 'dismissed' && defect.status !== 'dismissed'
  const reopening = status === 'open' && defect.status !== 'open'
  await writing
    .updateTable('defect')
    .set({
      status,
      article_id: edit.articleId ?? defect.articleId ?? null,
      ...(isClosing && { closed_by: edit.by, closed_at: edit.at, closing_reason: edit.reason ?? null }),
      ...(reopening && { closed_by: null, closed_at: null, closing_reason: null, fixed_in_release: null }),
    })
    .where('id', '=', edit.id)
    .execute()
  return readDefect(writing, edit.workspaceId, edit.id)
}

function defectOf(row: Selectable<Tables['defect']>): Defect {
  return {
    id: row.id,
    kind: row.kind as DefectKind,
    status: row.status as DefectStatus,
    source: row.source as Defect['source'],
    conversationId: row.conversation_id,
    messageId: row.message_id ?? undefined,
    question: row.question,
    answer: row.answer ?? undefined,
    language: row.language as Language,
    comment: row.comment ?? undefined,
    reason: (row.reason as HandoverReason | null) ?? undefined,
    articleId: row.article_id ?? undefined,
    caseId: row.case_id ?? undefined,
    reportedBy: row.reported_by,
    reportedAt: row.reported_at,
    seenInRelease: row.seen_in_release ?? undefined,
    fixedInRelease: row.fixed_in_release ?? undefined,
    closedBy: row.closed_by ?? undefined,
    closedAt: row.closed_at ?? undefined,
    closingReason: row.closing_reason ?? undefined,
    erasedAt: row.erased_at ?? undefined,
  }
}
