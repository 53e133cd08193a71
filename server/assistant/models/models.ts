import type { z } from 'zod'
import { type Ask, askOf, identityOf, type ModelParts, type TurnParts, type TurnScope } from './ask.ts'
import { openBudget } from './budget.ts'
import { type PhrasedAnswer, type PhraseRequest, phraseWith } from './calls/phrase.ts'
import { type StructuredRequest, structuredWith } from './calls/structured.ts'
import { type ToolReply, type ToolRequest, useToolsWith } from './calls/tools.ts'
import { ModelFailure } from './failure.ts'
import { openResting } from './resting.ts'
import type { ModelChoice, ModelSettings, Provider, Specialist } from './settings.ts'
import { loadProvider } from './wire/chat.ts'

/** The share of the time left that the first model may use where a second one waits behind it. */
const firstShare = 0.6

export interface AnswerModel {
  /** Rejects with {@link ModelFailure}; pieces given to onDelta before that are void. */
  phrase(request: PhraseRequest): Promise<PhrasedAnswer>
}

/** The models of one turn: whichever serves, the specialists see one. Everything rejects with {@link ModelFailure}. */
export interface TurnModel extends AnswerModel {
  structured<Schema extends z.ZodObject>(request: StructuredRequest<Schema>): Promise<z.infer<Schema>>
  useTools(request: ToolRequest): Promise<ToolReply>
}

export interface Models {
  /** The models of a workspace with these settings of its own; `undefined` where it has none. */
  modelsFor(workspace?: ModelChoice): { forTurn(scope: TurnScope): TurnModel } | undefined
  /**
   * Loads what the first call would load, so that no visitor waits for it. Where it fails, the first call fails with
   * the same reason and the turn goes on without a model.
   */
  warm(): Promise<void>
}

/** The models of an installation. Nothing is loaded or connected before the first call or warm(). */
export function openModels(parts: ModelParts): Models {
  const budget = openBudget(parts)
  const resting = openResting(parts.elapsed ?? (() => performance.now()), parts.limits.unansweredInARow)

  return {
    modelsFor(workspace) {
      const choice = chosen(parts.choice, workspace)
      const { model } = choice
      if (!model) return undefined
      return {
        forTurn: (scope) =>
          turnModel({ ...choice, model }, { parts, resting, scope, budget: budget.ofTurn(scope) }),
      }
    },
    async warm() {
      const { model, fallback, specialists } = parts.choice
      const used = [model, fallback, ...Object.values(specialists ?? {})]
      const providers = new Set(used.flatMap((settings) => (settings ? [settings.provider] : [])))
      for (const provider of providers) await loadProvider(provider)
    },
  }
}

/**
 * A workspace that names a model of its own uses none of the installation's: its visitors' words go where it chose and
 * nowhere else. Whoever stores these settings has checked that the address is one a workspace may name.
 */
function chosen(installation: ModelChoice, workspace: ModelChoice = {}): ModelChoice {
  if (workspace.model === null) return {}
  if (workspace.model) return workspace
  const { fallback = installation.fallback } = workspace
  return {
    ...(installation.model && { model: installation.model }),
    ...(fallback && { fallback }),
    specialists: { ...installation.specialists, ...workspace.specialists },
  }
}

function turnModel(choice: ModelChoice & { model: ModelSettings }, turn: TurnParts): TurnModel {
  const { scope } = turn

  /** Asks the specialist's model; where that fails and another may do better, the fallback, with what time is left. */
  async function served<Outcome>(
    specialist: Specialist,
    wanted: AbortSignal,
    work: (ask: Ask, provider: Provider, isSecond: boolean) => Promise<Outcome>,
  ): Promise<Outcome> {
    const signal = AbortSignal.any([scope.signal, wanted])
    const first = choice.specialists?.[specialist] ?? choice.model
    const second = choice.fallback && isSame(choice.fallback, first) ? undefined : choice.fallback
    if (second === undefined) return await work(askOf(first, specialist, signal, turn), first.provider, false)
    const left = Math.max(0, scope.endsAt - performance.now())
    const share = AbortSignal.any([signal, AbortSignal.timeout(Math.floor(left * firstShare))])
    try {
      return await work(askOf(first, specialist, share, turn), first.provider, false)
    } catch (reason) {
      if (!(reason instanceof ModelFailure) || !reason.mayTryElsewhere || signal.aborted) throw reason
      return await work(askOf(second, specialist, signal, turn), second.provider, true)
    }
  }

  return {
    async phrase(request) {
      let hasShown = false
      return await served('answerer', request.signal, (ask, _provider, isSecond) =>
        phraseWith(ask, {
          ...request,
          onDelta(text) {
            // The visitor reads the beginning of another text already; this one comes whole.
            if (isSecond && hasShown) return
            hasShown = true
            request.onDelta(text)
          },
        }),
      )
    },
    structured: async (request) =>
      await served(request.specialist, request.signal, (ask, provider) =>
        structuredWith(ask, provider, request),
      ),
    useTools: async (request) =>
      await served(request.specialist, request.signal, (ask) => useToolsWith(ask, request)),
  }
}

function isSame(one: ModelSettings, other: ModelSettings): boolean {
  return identityOf(one) === identityOf(other)
}
