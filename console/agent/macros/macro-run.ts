import { batch, signal } from '@preact/signals'
import type { MacroStep } from '#shared/macro.ts'
import type { FailureResult, Result } from '#shared/result.ts'

/** How far a step is. */
export type StepState = 'waiting' | 'doing' | 'done' | 'failed'

export type MacroRun = ReturnType<typeof createMacroRun>

/**
 * One run of a macro: its steps one after the other, each once. At the first that is refused it stops and says so; what
 * was done is done, and going on begins with the step that failed.
 */
export function createMacroRun(
  steps: readonly MacroStep[],
  doStep: (step: MacroStep, place: number) => Promise<Result<object>>,
) {
  const states = signal<readonly StepState[]>(steps.map(() => 'waiting'))
  const failure = signal<FailureResult | undefined>(undefined)
  const isBusy = signal(false)

  function mark(place: number, state: StepState): void {
    states.value = states.value.with(place, state)
  }

  /** Answers whether everything is done. */
  async function run(): Promise<boolean> {
    if (isBusy.value) return false
    batch(() => {
      isBusy.value = true
      failure.value = undefined
    })
    for (const [place, step] of steps.entries()) {
      if (states.value[place] === 'done') continue
      mark(place, 'doing')
      const result = await doStep(step, place)
      mark(place, result.ok ? 'done' : 'failed')
      if (result.ok) continue
      batch(() => {
        failure.value = result
        isBusy.value = false
      })
      return false
    }
    isBusy.value = false
    return true
  }

  return { states, failure, isBusy, run }
}
