import { sql } from 'kysely'
import type { Store, Writing } from '../../store/store.ts'
import { ModelFailure } from './failure.ts'
import type { ModelLimit, ModelLimits } from './settings.ts'

/** Days that counts are kept: long enough to look at a month's use. */
const daysKept = 35
const dayLength = 24 * 60 * 60 * 1_000

/** Whom a call is counted for. */
export interface BudgetScope {
  workspaceId: string
  visitorId: string
  /** The person at the desk who asks, in the visitor's place: neither uses up what the other has. */
  personId?: string
}

/** A call that was let through, to be settled once. */
interface Reservation {
  /** Puts what the call really took in the place of what was reserved for it; never rejects. `took`: milliseconds. */
  settle(tokens: number, took: number): Promise<void>
}

/** One turn's own counts. A turn runs on one node, so they are kept in memory. */
export interface TurnBudget {
  /** Lets one call through and counts it, or rejects with `over-budget`. `tokens` is what it will send, about. */
  reserve(tokens: number): Promise<Reservation>
}

/** Milliseconds of use, beside calls and tokens. */
interface Use {
  calls: number
  tokens: number
  milliseconds: number
}

/**
 * Limits over all nodes, in the store. A call is counted before it is made, so calls at the same time see each other:
 * a limit of calls is never passed, and one of tokens or seconds by no more than what the calls then under way take.
 */
export function openBudget(parts: {
  store: Pick<Store, 'write'>
  limits: ModelLimits
  now(): number
  report(reason: unknown, about: string): void
}): { ofTurn(scope: BudgetScope): TurnBudget } {
  const { store, limits, now, report } = parts

  async function count(work: (writing: Writing) => Promise<void>): Promise<void> {
    try {
      await store.write(work)
    } catch (reason) {
      if (reason instanceof ModelFailure) throw reason
      report(reason, 'counting a call of a model')
      throw new ModelFailure('uncounted')
    }
  }

  return {
    ofTurn(scope) {
      const turn: Use = { calls: 0, tokens: 0, milliseconds: 0 }
      return {
        async reserve(tokens) {
          if (!hasRoom(turn, limits.turn)) throw new ModelFailure('over-budget')
          turn.calls += 1
          turn.tokens += tokens
          const day = dayOf(now())
          // Always in this order, so that two calls never wait for each other.
          const subjects: [string, ModelLimit][] = [
            [scope.personId ? `person:${scope.personId}` : `visitor:${scope.visitorId}`, limits.visitor],
            [`workspace:${scope.workspaceId}`, limits.workspace],
            ['installation', limits.day],
          ]
          await count(async (writing) => {
            for (const [subject, limit] of subjects) await countCall(writing, { subject, day, limit, tokens })
          })
          return {
            async settle(actual, took) {
              const more = { tokens: actual - tokens, milliseconds: Math.ceil(took) }
              turn.tokens += more.tokens
              turn.milliseconds += more.milliseconds
              try {
                await store.write(async (writing) => {
                  for (const [subject] of subjects) await addUse(writing, { subject, day, ...more })
                })
              } catch (reason) {
                // The call is made and its answer is good; its estimate stays counted.
                report(reason, 'settling a call of a model')
              }
            },
          }
        },
      }
    },
  }
}

/** Days are of UTC: a limit must not depend on where a node stands. */
function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

function hasRoom(use: Use, limit: ModelLimit): boolean {
  const { calls, tokens, milliseconds } = ceilings(limit)
  return use.calls < calls && use.tokens < tokens && use.milliseconds < milliseconds
}

/** Counts one call where all three limits leave room; one statement, so that nothing comes in between. */
async function countCall(
  writing: Writing,
  { subject, day, limit, tokens }: { subject: string; day: string; limit: ModelLimit; tokens: number },
): Promise<void> {
  if (!hasRoom({ calls: 0, tokens: 0, milliseconds: 0 }, limit)) throw new ModelFailure('over-budget')
  const most = ceilings(limit)
  const counted = await writing
    .insertInto('model_use')
    .values({ subject, day, calls: 1, tokens, milliseconds: 0 })
    .onConflict((conflict) =>
      conflict
        .columns(['subject', 'day'])
        .doUpdateSet({
          calls: sql<number>`model_use.calls + 1`,
          tokens: sql<number>`model_use.tokens + excluded.tokens`,
        })
        .where('model_use.calls', '<', most.calls)
        .where('model_use.tokens', '<', most.tokens)
        .where('model_use.milliseconds', '<', most.milliseconds),
    )
    .returning('calls')
    .executeTakeFirst()
  if (counted === undefined) throw new ModelFailure('over-budget')
  if (subject === 'installation' && counted.calls === 1) await forgetOldDays(writing, day)
}

async function addUse(
  writing: Writing,
  { subject, day, tokens, milliseconds }: { subject: string; day: string } & Omit<Use, 'calls'>,
): Promise<void> {
  await writing
    .updateTable('model_use')
    .set({
      tokens: sql<number>`tokens + ${tokens}`,
      milliseconds: sql<number>`milliseconds + ${milliseconds}`,
    })
    .where('subject', '=', subject)
    .where('day', '=', day)
    .execute()
}

async function forgetOldDays(writing: Writing, day: string): Promise<void> {
  const oldest = dayOf(Date.parse(day) - daysKept * dayLength)
  await writing.deleteFrom('model_use').where('day', '<', oldest).execute()
}

/** Numbers that both dialects can compare with, also where there is no limit. */
function ceilings({ calls, tokens, seconds }: ModelLimit): Use {
  const none = Number.MAX_SAFE_INTEGER
  return {
    calls: calls ?? none,
    tokens: tokens ?? none,
    milliseconds: seconds === undefined ? none : seconds * 1_000,
  }
}
