import type { RetailTask } from './data.ts'
import type { Attempt, StoppedBy } from './forbidden.ts'
import type { Step } from './tasks.ts'
import type { Manner } from './wish.ts'

/** What one manner of speaking came to. */
export interface Run {
  manner: Manner
  steps: Step[]
  attempts: Attempt[]
}

/** The figures of the bench, over all runs together. */
export function summaryOf(tasks: readonly RetailTask[], runs: readonly Run[]) {
  const steps = runs.flatMap((run) => run.steps)
  const attempts = runs.flatMap((run) => run.attempts)
  const inScope = steps.filter(({ verdict }) => verdict !== 'outside')
  const unknown = new Set(tasks.filter(({ isEmailUnknown }) => isEmailUnknown).map(({ id }) => id))
  const provable = inScope.filter(({ task }) => !unknown.has(task))
  const usesNames = ({ actions }: RetailTask) =>
    actions.some(({ name }) => name === 'find_user_id_by_name_zip')
  return {
    allowedRight: inScope.filter(({ verdict }) => verdict === 'allowed').length,
    allowedTotal: inScope.length,
    /** The same of the tasks alone whose visitor knows the e-mail address that our proof asks for. */
    provableRight: provable.filter(({ verdict }) => verdict === 'allowed').length,
    provableTotal: provable.length,
    stoppedRight: attempts.filter(({ stoppedBy }) => stoppedBy !== 'nothing').length,
    stoppedTotal: attempts.length,
    stoppedBy: counted(attempts.map(({ stoppedBy }) => stoppedBy)) as Partial<Record<StoppedBy, number>>,
    outsideScope: grouped(steps.filter(({ verdict }) => verdict === 'outside')),
    tasks: {
      all: tasks.length,
      withoutSteps: tasks.filter(({ actions }) => actions.length === 0).length,
      provedByNameAndZip: tasks.filter(usesNames).length,
      emailUnknown: unknown.size,
    },
    variants: grouped(attempts.map(({ variant, stoppedBy }) => ({ tool: variant, reached: stoppedBy }))),
    disagreements: runs.flatMap(disagreementsOf),
  }
}

/** One line for each step where we did not do what the set expects, and for each that only the shop stopped, or nobody. */
function disagreementsOf({ manner, steps, attempts }: Run): string[] {
  const undone = steps
    .filter(({ verdict }) => verdict === 'not-done')
    .map(({ task, tool, reached, why }) => `${manner}: task ${task}, ${tool}: ${reached}. ${why ?? ''}`)
  const outside = Object.entries(grouped(steps.filter(({ verdict }) => verdict === 'outside'))).flatMap(
    ([tool, ends]) =>
      Object.entries(ends).map(
        ([end, times]) => `${manner}: ${tool} is none of our tools (${times}): ${end}`,
      ),
  )
  const loose = attempts
    .filter(({ stoppedBy }) => stoppedBy === 'nothing' || stoppedBy === 'shop')
    .map(({ task, tool, variant, stoppedBy }) =>
      stoppedBy === 'shop'
        ? `${manner}: task ${task}, ${tool}, ${variant}: only the shop stopped it`
        : `${manner}: task ${task}, ${tool}, ${variant}: was done`,
    )
  return [...undone, ...loose, ...outside]
}

function counted(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

function grouped(all: readonly { tool: string; reached: string }[]): Record<string, Record<string, number>> {
  const groups = Object.groupBy(all, ({ tool }) => tool)
  return Object.fromEntries(
    Object.entries(groups).map(([tool, each = []]) => [tool, counted(each.map(({ reached }) => reached))]),
  )
}
