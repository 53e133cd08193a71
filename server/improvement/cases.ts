import { randomUUID } from 'node:crypto'
import type { EvaluationCase, Expectation, Language } from '#shared/knowledge.ts'
import { Refusal } from '../refusal.ts'
import { fromJson, toJson } from '../store/json.ts'
import type { Reading, Writing } from '../store/store.ts'

export type NewCase = Omit<EvaluationCase, 'id'> & { id?: string | undefined; defectId?: string | undefined }

/** Adds an evaluation case. One that belongs to a defect becomes the proof that its fix works. */
export async function addCase(
  writing: Writing,
  workspaceId: string,
  at: number,
  request: NewCase,
): Promise<EvaluationCase> {
  const id = request.id ?? `case-${randomUUID()}`
  const added = await writing
    .insertInto('evaluation_case')
    .values({
      workspace_id: workspaceId,
      id,
      locale: request.locale,
      question: request.question,
      expect: toJson(request.expect),
      defect_id: request.defectId ?? null,
      created_at: at,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (added === undefined) throw new Refusal('conflict', `There is already a case "${id}".`)
  if (request.defectId !== undefined) {
    const linked = await writing
      .updateTable('defect')
      .set({ case_id: id })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', request.defectId)
      .returning('id')
      .executeTakeFirst()
    if (linked === undefined) throw new Refusal('not-found', 'This defect does not exist.')
  }
  return { id, locale: request.locale, question: request.question, expect: request.expect }
}

export async function removeCase(writing: Writing, workspaceId: string, id: string): Promise<void> {
  const row = await writing
    .deleteFrom('evaluation_case')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  if (row === undefined) throw new Refusal('not-found', 'This case does not exist.')
  await writing
    .updateTable('defect')
    .set({ case_id: null })
    .where('workspace_id', '=', workspaceId)
    .where('case_id', '=', id)
    .execute()
}

/** Cases by id, after `cursor`. */
export async function listCases(
  read: Reading,
  request: { workspaceId: string; cursor?: string | undefined; limit: number },
): Promise<{ cases: EvaluationCase[]; next?: string | undefined }> {
  const rows = await read
    .selectFrom('evaluation_case')
    .selectAll()
    .where('workspace_id', '=', request.workspaceId)
    .where('id', '>', request.cursor ?? '')
    .orderBy('id')
    .limit(request.limit + 1)
    .execute()
  const shown = rows.slice(0, request.limit)
  return {
    cases: shown.map((row) => ({
      id: row.id,
      locale: row.locale as Language,
      question: row.question,
      expect: fromJson<Expectation>(row.expect),
    })),
    next: rows.length > request.limit ? shown.at(-1)?.id : undefined,
  }
}
