import type { CopilotState, WithoutModel } from '#shared/copilot.ts'
import type { ResponsibilityList } from '#shared/responsibility.ts'
import type { ShopConnector } from '../../connectors/index.ts'
import type { ConversationRow } from '../../conversation/index.ts'
import type { Library } from '../../knowledge/index.ts'
import { Refusal } from '../../refusal.ts'
import type { Store } from '../../store/store.ts'
import { openDeadline } from '../deadline.ts'
import { type ModelChoice, ModelFailure, type Models, type TurnModel } from '../models/index.ts'

/** What the copilot works with: what the assistant does. */
export interface CopilotParts {
  store: Store
  library: Library
  models: Models
  modelChoiceOf(workspaceId: string): ModelChoice | undefined
  responsibilitiesOf(workspaceId: string): Promise<ResponsibilityList>
  shopOf(workspaceId: string): ShopConnector | undefined
  now(): number
  report(reason: unknown, about: string): void
}

/** One request of an agent about a conversation of their workspace. */
export interface CopilotRequest {
  conversation: ConversationRow
  personId: string
  /** Told how far the work is. */
  tell(state: CopilotState): void
}

/** A request at work. */
export interface Work extends CopilotRequest {
  parts: CopilotParts
  /** `undefined` where the workspace has no model. */
  model: TurnModel | undefined
  /** Aborts in time for what is said without a model. */
  signal: AbortSignal
  /** The day in the shop's calendar, `YYYY-MM-DD`. */
  day: string
}

/** An agent waits so long, in milliseconds; the model has what leaves time to do without it. */
const patience = 10_000
const modelPatience = 7_000

/** Does the work within its time. Rejects with `unavailable` where it takes longer. */
export async function atWork<Answer>(
  parts: CopilotParts,
  request: CopilotRequest,
  work: (work: Work) => Promise<Answer>,
): Promise<Answer> {
  const deadline = openDeadline(patience, 0)
  const signal = AbortSignal.any([deadline.signal, AbortSignal.timeout(modelPatience)])
  const { workspace_id: workspaceId, visitor_id: visitorId } = request.conversation
  const model = modelsOf(parts, workspaceId)?.forTurn({
    workspaceId,
    visitorId,
    personId: request.personId,
    signal,
    endsAt: performance.now() + modelPatience,
  })
  const day = new Date(parts.now()).toISOString().slice(0, 10)
  try {
    return await deadline.hold(work({ ...request, parts, model, signal, day }))
  } catch (reason) {
    if (reason instanceof Refusal || !deadline.signal.aborted) throw reason
    parts.report(reason, `the copilot in conversation ${request.conversation.id}`)
    throw new Refusal('unavailable', 'The copilot did not finish in time. Nothing was changed; try again.')
  } finally {
    deadline.clear()
  }
}

export function modelsOf(parts: CopilotParts, workspaceId: string): ReturnType<Models['modelsFor']> {
  return parts.models.modelsFor(parts.modelChoiceOf(workspaceId))
}

/** What a model gave, or why it gave nothing; every other failure goes on. */
export async function fromModel<Answer>(
  { model }: Pick<Work, 'model'>,
  ask: (model: TurnModel) => Promise<Answer>,
): Promise<{ answer: Answer; without?: undefined } | { answer?: undefined; without: WithoutModel }> {
  if (model === undefined) return { without: 'no-model' }
  try {
    return { answer: await ask(model) }
  } catch (reason) {
    if (!(reason instanceof ModelFailure)) throw reason
    return { without: 'model-failed' }
  }
}

/** Translation and the like, which nothing but a model can do. Throws `unavailable`. */
export function refuseWithout(without: WithoutModel): never {
  throw new Refusal(
    'unavailable',
    without === 'no-model'
      ? 'This needs a language model, and none is set up for this workspace.'
      : without === 'model-failed'
        ? 'The language model did not answer. Try again in a moment.'
        : 'What the language model gave was not usable.',
  )
}
