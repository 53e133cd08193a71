import type { Store } from '../../store/store.ts'
import type { BudgetScope, TurnBudget } from './budget.ts'
import { type FailureReason, LONGEST_INPUT, ModelFailure } from './failure.ts'
import { type Resting, restAfterSilence } from './resting.ts'
import {
  addressOf,
  type ModelChoice,
  type ModelLimits,
  type ModelSettings,
  type Specialist,
} from './settings.ts'
import { costOf, type Spent } from './spent.ts'
import { beforeAbort, type Exchange, exchangeWith, type Reply, sizeOf, type Tally } from './wire/exchange.ts'

export interface ModelParts {
  choice: ModelChoice
  limits: ModelLimits
  store: Pick<Store, 'write'>
  now(): number
  /** Milliseconds of a clock that is never set back; `performance.now` unless a test scripts it. */
  elapsed?(): number
  report(reason: unknown, about: string): void
  /** Told of every call of this process. */
  spent?(spent: Spent): void
}

/** Whom a turn serves, and how long it may take. */
export interface TurnScope extends BudgetScope {
  /** Aborts at the turn's deadline. */
  signal: AbortSignal
  /** The same deadline as `performance.now()` counts, in milliseconds. */
  endsAt: number
  /** Told of every call of this turn, failed ones included. */
  spent?(spent: Spent): void
}

/**
 * One counted call of one model. `read` turns the whole reply into what was wanted; what it throws is the failure the
 * call is reported with.
 */
export type Ask = <Outcome>(
  request: Omit<Exchange, 'signal'>,
  read: (reply: Reply, tally: Tally) => Outcome,
) => Promise<Outcome>

/** What the calls of one turn share. */
export interface TurnParts {
  parts: ModelParts
  resting: Resting
  scope: TurnScope
  budget: TurnBudget
}

/** Failures that no service asks money for, where they come before any text. */
const unpaid: ReadonlySet<FailureReason> = new Set(['refused', 'rate-limited', 'server-error'])

/** Calls of one model for one specialist: reserved before, settled and reported after. */
export function askOf(
  settings: ModelSettings,
  specialist: Specialist,
  signal: AbortSignal,
  turn: TurnParts,
): Ask {
  const { parts, resting, scope, budget } = turn
  const { elapsed = () => performance.now() } = parts
  const identity = identityOf(settings)

  function tell({ model, tokens }: Tally, took: number, failure?: ModelFailure): void {
    const spent: Spent = {
      specialist,
      provider: settings.provider,
      requested: settings.name,
      model,
      inputTokens: tokens.input,
      outputTokens: tokens.output,
      estimated: tokens.estimated,
      ...(settings.price && { cost: costOf(tokens, settings.price) }),
      took,
      ...(failure && { failure: failure.reason }),
    }
    scope.spent?.(spent)
    parts.spent?.(spent)
  }

  return async (request, read) => {
    const { characters, tokens: input } = sizeOf(request)
    const nothing: Tally = { model: settings.name, tokens: { input: 0, output: 0, estimated: false } }
    const reservation = await letThrough().catch((reason) => {
      if (reason instanceof ModelFailure) tell(nothing, 0, reason)
      throw reason
    })
    const tally: Tally = { model: settings.name, tokens: { input, output: 0, estimated: true } }
    resting.began(identity)
    const began = elapsed()
    let failure: ModelFailure | undefined
    try {
      return read(await exchangeWith(settings, { ...request, signal }, tally), tally)
    } catch (reason) {
      if (reason instanceof ModelFailure) failure = reason
      throw reason
    } finally {
      const took = elapsed() - began
      if (failure && unpaid.has(failure.reason) && tally.tokens.output === 0) tally.tokens = nothing.tokens
      tell(tally, took, failure)
      if (resting.ended(identity, took, failure)) tellOfRest(failure)
      const settled = reservation.settle(tally.tokens.input + tally.tokens.output, took)
      // Whoever has no time left does not wait for the count.
      if (!signal.aborted) await settled
    }

    async function letThrough() {
      if (resting.has(identity)) throw new ModelFailure('resting')
      if (signal.aborted) throw new ModelFailure('timeout')
      if (characters > LONGEST_INPUT) throw new ModelFailure('input-too-long')
      const reserving = budget.reserve(input)
      try {
        return await beforeAbort(signal, reserving)
      } catch (reason) {
        // A call that the store counts too late is not made; one that it refuses to count took nothing.
        if (signal.aborted)
          void reserving.then(
            (late) => late.settle(0, 0),
            () => undefined,
          )
        throw reason
      }
    }
  }

  function tellOfRest(failure: ModelFailure | undefined): void {
    const model = `${settings.provider}:${settings.name}`
    parts.report(
      new Error(
        `${model} rests for ${restAfterSilence / 1_000} s: call after call had no answer (${failure?.reason})`,
      ),
      'asking a model',
    )
  }
}

/** What tells one model, at one address, with one key, from another. */
export function identityOf(settings: ModelSettings): string {
  return [settings.provider, addressOf(settings), settings.name, settings.key ?? ''].join(' ')
}
