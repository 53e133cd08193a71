import { goLive, liveReleaseOf, readRelease } from '../knowledge/index.ts'
import { Refusal } from '../refusal.ts'
import { fromJson } from '../store/json.ts'
import type { Reading } from '../store/store.ts'
import type { EvaluationParts, EvaluationResult } from './evaluations.ts'

/**
 * Publishes a release whose newest evaluation opened the gate against the release that is live now, and closes the
 * defects whose fix it proved. The first release of a workspace has nothing to be worse than.
 */
export async function publishRelease(
  parts: Pick<EvaluationParts, 'store' | 'now'>,
  request: { workspaceId: string; number: number; by: string },
): Promise<void> {
  await parts.store.write(async (writing) => {
    const { workspaceId, number, by } = request
    await readRelease(writing, workspaceId, number)
    const live = await liveReleaseOf(writing, workspaceId)
    const evaluation = await newestEvaluation(writing, workspaceId, number)
    const result = evaluation?.result ? fromJson<EvaluationResult>(evaluation.result) : undefined
    if (live !== null) {
      if (result === undefined) throw new Refusal('conflict', 'Evaluate this release first.')
      if (result.live !== live) {
        throw new Refusal('conflict', `Release ${live} went live since this evaluation. Evaluate again.`)
      }
      if (!result.gate.open) {
        const questions = result.gate.reasons.map((reason) => `${reason.code}: ${reason.question}`)
        throw new Refusal('conflict', `The gate is closed. ${questions.join('; ')}`)
      }
    }
    const at = parts.now()
    await goLive(writing, workspaceId, number, at)
    const proved = result?.proved ?? []
    if (proved.length === 0) return
    await writing
      .updateTable('defect')
      .set({ status: 'released', fixed_in_release: number, closed_by: by, closed_at: at })
      .where('workspace_id', '=', workspaceId)
      .where('status', '=', 'fixing')
      .where('case_id', 'in', proved)
      .execute()
  })
}

/** Makes an earlier release answer again. Only one that was live before needs no new evaluation. */
export async function rollBack(
  parts: Pick<EvaluationParts, 'store' | 'now'>,
  request: { workspaceId: string; number: number },
): Promise<void> {
  await parts.store.write(async (writing) => {
    const release = await readRelease(writing, request.workspaceId, request.number)
    if (release.publishedAt === undefined) {
      throw new Refusal('conflict', `Release ${request.number} was never live; publish it instead.`)
    }
    await goLive(writing, request.workspaceId, request.number, parts.now())
  })
}

async function newestEvaluation(read: Reading, workspaceId: string, release: number) {
  return read
    .selectFrom('evaluation')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('release', '=', release)
    .where('state', '=', 'finished')
    .orderBy('finished_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}
