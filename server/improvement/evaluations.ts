import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { EvaluationCase } from '#shared/knowledge.ts'
import type { ResponsibilityList } from '#shared/responsibility.ts'
import type { EvaluationFailure, EvaluationSummary, Gate } from '#shared/rest.ts'
import { type ShopConnector, withoutActions } from '../connectors/index.ts'
import { type Library, liveReleaseOf, readRelease } from '../knowledge/index.ts'
import { Refusal } from '../refusal.ts'
import { askForWork, type DueWork, finishWork } from '../store/due-work.ts'
import { fromJson, toJson } from '../store/json.ts'
import type { Tables } from '../store/schema.ts'
import type { Reading, Store } from '../store/store.ts'
import { listCases } from './cases.ts'
import { passes, tryCase } from './evaluate.ts'

export interface EvaluationParts {
  store: Store
  library: Library
  responsibilitiesOf(workspaceId: string): Promise<ResponsibilityList>
  shopOf(workspaceId: string): ShopConnector | undefined
  now(): number
  progressed(workspaceId: string, evaluation: EvaluationSummary): void
}

/** What a finished evaluation stored. */
export interface EvaluationResult {
  gate: Gate
  /** The release it was compared with. */
  live: number | null
  failures: EvaluationFailure[]
  /** Cases that passed and prove the fix of a defect. */
  proved: string[]
}

/** Between so many cases the process does other work and progress is told. */
const stride = 20

/** Starts an evaluation as due work; it survives the process. */
export async function startEvaluation(
  parts: Pick<EvaluationParts, 'store' | 'now'>,
  workspaceId: string,
  release: number,
): Promise<EvaluationSummary> {
  await readRelease(parts.store.read, workspaceId, release)
  return parts.store.write(async (writing) => {
    const id = randomUUID()
    const at = parts.now()
    const row = await writing
      .insertInto('evaluation')
      .values({
        id,
        workspace_id: workspaceId,
        release,
        state: 'running',
        total: 0,
        done: 0,
        passed: 0,
        started_at: at,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    await askForWork(writing, { key: `evaluation:${id}`, kind: 'evaluation', payload: { id }, dueAt: at })
    return summaryOf(row)
  })
}

/** Runs a due evaluation: every case on the release and on the live one, then the gate. */
export async function runEvaluation(parts: EvaluationParts, work: DueWork, owner: string): Promise<void> {
  const row = await parts.store.read
    .selectFrom('evaluation')
    .selectAll()
    .where('id', '=', String(work.payload.id))
    .executeTakeFirst()
  if (row === undefined) {
    await parts.store.write((writing) => finishWork(writing, work, owner))
    return
  }
  const { workspace_id: workspaceId } = row
  const cases = await allCases(parts.store.read, workspaceId)
  const live = await liveReleaseOf(parts.store.read, workspaceId)
  const knowledge = await parts.library.release(workspaceId, row.release)
  const before = live === null ? undefined : await parts.library.release(workspaceId, live)
  const shop = parts.shopOf(workspaceId)
  const ground = {
    responsibilities: await parts.responsibilitiesOf(workspaceId),
    shop: shop && withoutActions(shop),
    day: new Date(parts.now()).toISOString().slice(0, 10),
  }
  const failures: EvaluationFailure[] = []
  const passed = new Set<string>()
  for (const [index, tried] of cases.entries()) {
    const got = await tryCase(tried, knowledge, ground)
    if (passes(tried.expect, got)) {
      passed.add(tried.id)
    } else {
      const was = before && (await tryCase(tried, before, ground))
      failures.push({ case: tried, got, regression: was !== undefined && passes(tried.expect, was) })
    }
    if ((index + 1) % stride === 0) {
      parts.progressed(workspaceId, {
        ...summaryOf(row),
        total: cases.length,
        done: index + 1,
        passed: passed.size,
      })
      await new Promise((resume) => setImmediate(resume))
    }
  }
  const fixing = await parts.store.read
    .selectFrom('defect')
    .select(['case_id', 'question'])
    .where('workspace_id', '=', workspaceId)
    .where('status', '=', 'fixing')
    .where('case_id', 'is not', null)
    .execute()
  const finished = await parts.store.write(async (writing) => {
    if (!(await finishWork(writing, work, owner))) return undefined
    // A case that was erased meanwhile must not come back by what was tried.
    const left = new Set((await allCases(writing, workspaceId)).map(({ id }) => id))
    const kept = failures.filter((each) => left.has(each.case.id))
    const proving = fixing.filter((each) => left.has(each.case_id ?? ''))
    const unfixed = proving.filter((each) => !passed.has(each.case_id ?? ''))
    const result: EvaluationResult = {
      gate: gateOf(
        kept,
        unfixed.map((each) => each.question),
      ),
      live,
      failures: kept,
      proved: proving.map((each) => each.case_id ?? '').filter((id) => passed.has(id)),
    }
    return writing
      .updateTable('evaluation')
      .set({
        state: 'finished',
        total: cases.length,
        done: cases.length,
        passed: passed.size,
        result: toJson(result),
        finished_at: parts.now(),
      })
      .where('id', '=', row.id)
      .returningAll()
      .executeTakeFirstOrThrow()
  })
  if (finished) parts.progressed(workspaceId, summaryOf(finished))
}

/** A release may go live when it makes no case worse and fixes every defect that waits for it. */
function gateOf(failures: EvaluationFailure[], unfixed: string[]): Gate {
  const regressions = failures.filter((failure) => failure.regression)
  const reasons = [
    ...regressions.map((each) => ({ code: 'worse' as const, question: each.case.question })),
    ...unfixed.map((question) => ({ code: 'not-fixed' as const, question })),
  ]
  return { open: reasons.length === 0, reasons }
}

export async function readEvaluation(
  read: Reading,
  workspaceId: string,
  id: string,
): Promise<{ evaluation: EvaluationSummary; failures: EvaluationFailure[] }> {
  const row = await read
    .selectFrom('evaluation')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new Refusal('not-found', 'This evaluation does not exist.')
  const failures = row.result === null ? [] : fromJson<EvaluationResult>(row.result).failures
  return { evaluation: summaryOf(row), failures }
}

/** The newest fifty, newest first. */
export async function listEvaluations(read: Reading, workspaceId: string): Promise<EvaluationSummary[]> {
  const rows = await read
    .selectFrom('evaluation')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('started_at', 'desc')
    .limit(50)
    .execute()
  return rows.map(summaryOf)
}

async function allCases(read: Reading, workspaceId: string): Promise<EvaluationCase[]> {
  const cases: EvaluationCase[] = []
  let cursor: string | undefined
  do {
    const page = await listCases(read, { workspaceId, cursor, limit: 500 })
    cases.push(...page.cases)
    cursor = page.next
  } while (cursor !== undefined)
  return cases
}

function summaryOf(row: Selectable<Tables['evaluation']>): EvaluationSummary {
  return {
    id: row.id,
    release: row.release,
    state: row.state as EvaluationSummary['state'],
    total: row.total,
    done: row.done,
    passed: row.passed,
    gate: row.result === null ? undefined : fromJson<EvaluationResult>(row.result).gate,
    startedAt: row.started_at,
    finishedAt: row.finished_at ?? undefined,
  }
}
