import type { ModelCall, StepDetails, StepName, TurnDecided, TurnStep } from '#shared/trace.ts'
import type { Spent } from '../models/index.ts'

/** Takes down what the specialists of one turn say, in the order they say it, with its times. */
export interface Recorder {
  record<Name extends StepName>(specialist: Name, detail: StepDetails[Name]): void
  spent(spent: Spent): void
  /** What the log keeps of it so far. */
  taken(): Pick<TurnDecided, 'steps' | 'models' | 'release' | 'responsibilities' | 'searched'>
}

export function openRecorder(now: () => number = () => performance.now()): Recorder {
  const started = now()
  const steps: TurnStep[] = []
  const models: ModelCall[] = []
  let since = started

  return {
    record(specialist, detail) {
      const time = now()
      const step = { specialist, at: rounded(since - started), took: rounded(time - since), detail }
      // The name and its detail belong together by the signature, which the compiler loses on the way.
      steps.push(step as unknown as TurnStep)
      since = time
    },
    spent({ model, took, ...spent }) {
      const at = Math.max(0, rounded(now() - started - took))
      models.push({ ...spent, name: model, at, took: rounded(took) })
    },
    taken() {
      const retrieved = detailOf(steps, 'retrieve')
      const searched = retrieved?.rewritten ?? retrieved?.question
      return {
        steps: [...steps],
        ...(models.length > 0 && { models: [...models] }),
        release: retrieved?.release,
        responsibilities: detailOf(steps, 'responsibility')?.list,
        ...(searched !== undefined && { searched }),
      }
    },
  }
}

function detailOf<Name extends StepName>(
  steps: readonly TurnStep[],
  name: Name,
): StepDetails[Name] | undefined {
  return steps.find((step) => step.specialist === name)?.detail as StepDetails[Name] | undefined
}

/** Milliseconds to a tenth. */
function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10
}
