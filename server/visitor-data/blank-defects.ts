import type { Language } from '#shared/knowledge.ts'
import type { EvaluationFailure, Gate } from '#shared/rest.ts'
import { fromJson, toJson } from '../store/json.ts'
import type { Writing } from '../store/store.ts'
import { inParts, type Whole } from './whole.ts'

/** What stands in a defect where the visitor's words stood. */
const erasedNote: Record<Language, string> = {
  en: 'The visitor’s words were erased at their request.',
  zh: '已应访客要求删除其原话。',
}

/** What of an evaluation's result has the words of cases in it. */
interface Worded {
  gate: Gate
  failures: EvaluationFailure[]
  proved: string[]
}

/**
 * Defects of these conversations stay, where they are in the queue, with a note in the place of the visitor's words. The
 * cases that were made from those words go, also from the results of evaluations.
 */
export async function blankDefects(writing: Writing, whole: Whole, at: number): Promise<void> {
  for (const ids of inParts(whole.conversationIds)) {
    const defects = await writing
      .selectFrom('defect')
      .select(['id', 'language', 'question', 'case_id'])
      .where('conversation_id', 'in', ids)
      .execute()
    const words = new Set(defects.map(({ question }) => question))
    const cases = new Set<string>()
    for (const defect of defects) {
      await writing
        .updateTable('defect')
        .set({
          question: erasedNote[defect.language as Language],
          answer: null,
          comment: null,
          case_id: null,
          erased_at: at,
        })
        .where('id', '=', defect.id)
        .execute()
      const made = await writing
        .deleteFrom('evaluation_case')
        .where('workspace_id', '=', whole.workspaceId)
        .where((each) =>
          each.or([
            each('defect_id', '=', defect.id),
            ...(defect.case_id === null ? [] : [each('id', '=', defect.case_id)]),
          ]),
        )
        .returning(['id', 'question'])
        .execute()
      for (const { id, question } of made) {
        cases.add(id)
        words.add(question)
      }
    }
    if (defects.length > 0) await blankResults(writing, whole.workspaceId, cases, words)
  }
}

async function blankResults(
  writing: Writing,
  workspaceId: string,
  cases: ReadonlySet<string>,
  words: ReadonlySet<string>,
): Promise<void> {
  const rows = await writing
    .selectFrom('evaluation')
    .select(['id', 'result'])
    .where('workspace_id', '=', workspaceId)
    .where('result', 'is not', null)
    .execute()
  for (const { id, result } of rows) {
    const stored = fromJson<Worded>(result ?? '')
    const failures = stored.failures.filter(
      (each) => !cases.has(each.case.id) && !words.has(each.case.question),
    )
    const reasons = stored.gate.reasons.filter(({ question }) => !words.has(question))
    if (failures.length === stored.failures.length && reasons.length === stored.gate.reasons.length) continue
    await writing
      .updateTable('evaluation')
      .set({ result: toJson({ ...stored, failures, gate: { ...stored.gate, reasons } }) })
      .where('id', '=', id)
      .execute()
  }
}
