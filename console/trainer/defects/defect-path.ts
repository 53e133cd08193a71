import type { Defect } from '#shared/defect.ts'
import type { ArticleRow, Release } from '#shared/rest.ts'

export const steps = ['article', 'case', 'release', 'evaluate', 'publish'] as const
export type Step = (typeof steps)[number]
/** `blocked`: done, but with a result that does not let one go on. */
export type StepState = 'done' | 'next' | 'later' | 'blocked'

export interface FixPath {
  states: Record<Step, StepState>
  next: Step | undefined
  /** The newest release that holds the mended article. */
  release: Release | undefined
}

/**
 * Where a defect stands on its way to a released fix. Pure: only what the server knows counts, so two trainers
 * see the same next step. `row` is the article to mend in the defect's language.
 */
export function pathOf(
  defect: Defect,
  row: Pick<ArticleRow, 'updatedAt'> | undefined,
  releases: readonly Release[],
): FixPath {
  const isMended = defect.status !== 'open' && row !== undefined && row.updatedAt > defect.reportedAt
  const release = isMended ? releaseAfter(row.updatedAt, releases) : undefined
  const evaluation = release?.evaluation
  const done: Record<Step, boolean> = {
    article: isMended,
    case: defect.caseId !== undefined,
    release: release !== undefined,
    evaluate: evaluation?.state === 'finished' && evaluation.gate?.open === true,
    publish: release?.live === true,
  }
  const isReleased = defect.status === 'released'
  const next = isReleased ? undefined : steps.find((step) => !done[step])
  const isBlocked = next === 'evaluate' && evaluation?.state === 'finished'
  const states = {} as Record<Step, StepState>
  for (const step of steps) {
    if (isReleased || done[step]) states[step] = 'done'
    else if (step === next) states[step] = isBlocked ? 'blocked' : 'next'
    else states[step] = 'later'
  }
  return { states, next, release }
}

function releaseAfter(time: number, releases: readonly Release[]): Release | undefined {
  let newest: Release | undefined
  for (const release of releases) {
    if (release.createdAt >= time && (newest === undefined || release.number > newest.number))
      newest = release
  }
  return newest
}
