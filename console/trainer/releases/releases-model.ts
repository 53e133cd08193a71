import { batch, computed, signal } from '@preact/signals'
import type { EvaluationFailure, EvaluationSummary, Release } from '#shared/rest.ts'
import type { FailureResult, Result } from '#shared/result.ts'
import type { DeskConnection } from '../../connection.ts'
import type { Rest } from '../../rest.ts'
import { failureText } from '../../texts/texts.ts'

export type ReleasesModel = ReturnType<typeof createReleasesModel>
type Action = 'make' | 'evaluate' | 'publish' | 'rollback'

/** Milliseconds between two looks at a running evaluation; facts come quicker, but may be missed. */
const lookAgainAfter = 3_000

/** The releases, their evaluation while it runs, and what is done with them. */
export function createReleasesModel(rest: Rest, connection: DeskConnection) {
  const releases = signal<readonly Release[] | undefined>(undefined)
  const live = computed(() => releases.value?.find((release) => release.live)?.number)
  const failure = signal<FailureResult | undefined>(undefined)
  const refusal = signal<FailureResult | undefined>(undefined)
  const busy = signal<Action | undefined>(undefined)
  const failures = signal<ReadonlyMap<string, readonly EvaluationFailure[]>>(new Map())
  let timer: ReturnType<typeof setTimeout> | undefined
  let isDisposed = false

  async function load(): Promise<void> {
    const result = await rest.releases()
    if (isDisposed) return
    batch(() => {
      failure.value = result.ok ? undefined : result
      if (result.ok) releases.value = result.releases.toSorted((one, other) => other.number - one.number)
    })
    if (releases.value?.some((release) => release.evaluation?.state === 'running')) lookAgain()
  }

  function lookAgain(): void {
    clearTimeout(timer)
    timer = setTimeout(load, lookAgainAfter)
  }

  function withEvaluation(evaluation: EvaluationSummary): void {
    releases.value = releases.value?.map((each) =>
      each.number === evaluation.release ? { ...each, evaluation } : each,
    )
  }

  /** One action at a time; the list is fresh when it ends, so that nothing shown is a guess. */
  async function act<Answer>(
    name: Action,
    request: () => Promise<Result<Answer>>,
  ): Promise<Result<Answer> | undefined> {
    if (busy.value !== undefined) return undefined
    batch(() => {
      busy.value = name
      refusal.value = undefined
    })
    const result = await request()
    await load()
    batch(() => {
      busy.value = undefined
      if (!result.ok) refusal.value = result
    })
    return result
  }

  async function make(note: string): Promise<Release | undefined> {
    const result = await act('make', () => rest.createRelease(note))
    return result?.ok ? result.release : undefined
  }

  async function succeed(name: Action, request: () => Promise<Result<object>>): Promise<boolean> {
    const result = await act(name, request)
    return result?.ok === true
  }

  /** Which cases fail; fetched once for each finished evaluation. */
  async function loadFailures(id: string): Promise<void> {
    if (failures.value.has(id)) return
    const result = await rest.evaluation(id)
    if (result.ok) failures.value = new Map(failures.value).set(id, result.failures)
  }

  const stopListening = connection.listen('evaluation:progressed', ({ evaluationId, ...progress }) => {
    const evaluation = releases.value?.find((each) => each.evaluation?.id === evaluationId)?.evaluation
    if (evaluation === undefined || evaluation.state !== 'running') return
    withEvaluation({ ...evaluation, ...progress })
    if (progress.done >= progress.total) void load()
    else lookAgain()
  })

  return {
    releases,
    live,
    failure,
    refusal,
    busy,
    failures,
    load,
    make,
    evaluate: (number: number) => succeed('evaluate', () => rest.evaluate(number)),
    publish: (number: number) => succeed('publish', () => rest.publish(number)),
    rollback: (number: number) => succeed('rollback', () => rest.rollback(number)),
    loadFailures,
    dispose() {
      isDisposed = true
      clearTimeout(timer)
      stopListening()
    },
  }
}

/** Why a release could not be published is known to the server only: its own sentence says it. */
export function releaseRefusalText(refusal: FailureResult): string {
  return refusal.error === 'conflict' ? refusal.message : failureText(refusal)
}
