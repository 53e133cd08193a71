import type { Store } from '../../store/store.ts'
import type { BudgetScope, TurnBudget } from './budget.ts'
import { type FailureReason, LONGEST_INPUT, ModelFailure } from './failure.ts'
import {
  addressOf,
  type ModelChoice,
  type ModelLimits,
  type ModelSettings,
  type Specialist,
} from './settings.ts'
import { costOf, type Spent } from './spent.ts'
import { type Exchange, exchangeWith, type Reply, sizeOf, type Tally } from './wire/exchange.ts'

export interface ModelParts {
  choice: ModelChoice
  limits: ModelLimits
  store: Pick<Store, 'write'>
  now(): number
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
  /** Until when, as `performance.now()` counts, a service asked to be left alone. */
  resting: Map<string, number>
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
    const began = performance.now()
    let failure: ModelFailure | undefined
    try {
      return read(await exchangeWith(settings, { ...request, signal }, tally), tally)
    } catch (reason) {
      if (reason instanceof ModelFailure) failure = reason
      if (failure?.retryAfter) resting.set(keyOf(settings), performance.now() + failure.retryAfter)
      throw reason
    } finally {
      const took = performance.now() - began
      if (failure && unpaid.has(failure.reason) && tally.tokens.output === 0) tally.tokens = nothing.tokens
      tell(tally, took, failure)
      await reservation.settle(tally.tokens.input + tally.tokens.output, took)
    }

    /** A service that asked us to wait is not asked before. */
    async function letThrough() {
      if ((resting.get(keyOf(settings)) ?? 0) > performance.now()) throw new ModelFailure('rate-limited')
      if (signal.aborted) throw new ModelFailure('timeout')
      if (characters > LONGEST_INPUT) throw new ModelFailure('input-too-long')
      return await budget.reserve(input)
    }
  }
}

/** What tells one model, at one address, with one key, from another. */
export function keyOf(settings: ModelSettings): string {
  return [settings.provider, addressOf(settings), settings.name, settings.key ?? ''].join(' ')
}
