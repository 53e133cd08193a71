import type { ModelFailure } from './failure.ts'

/** Calls in a row that a model may leave without an answer before it rests. */
const silencesAllowed = 3

/** How long it rests then, in milliseconds. */
export const restAfterSilence = 30_000

/** A call that had less time than this says nothing about the model, in milliseconds. */
const fairTime = 1_000

/** Models that are left alone for now, so that visitors are not each made to wait for one that does not answer. */
export interface Resting {
  has(model: string): boolean
  /** A call begins. After a rest the first call tries for all: the others go on without the model until it has ended. */
  began(model: string): void
  /** A call ended after `took` milliseconds. Returns whether a rest begins with it. */
  ended(model: string, took: number, failure?: ModelFailure): boolean
}

interface Strained {
  /** In a row. */
  unanswered: number
  /** As `elapsed` counts. */
  restsUntil: number
}

/** @param elapsed milliseconds of a clock that is never set back */
export function openResting(elapsed: () => number, mostUnanswered = silencesAllowed): Resting {
  // Only models in trouble stand here, so there are never more than are configured.
  const strained = new Map<string, Strained>()

  return {
    has(model) {
      return (strained.get(model)?.restsUntil ?? Number.NEGATIVE_INFINITY) > elapsed()
    },
    began(model) {
      const known = strained.get(model)
      if (known && known.unanswered >= mostUnanswered) known.restsUntil = elapsed() + restAfterSilence
    },
    ended(model, took, failure) {
      if (!failure?.isUnanswered) {
        strained.delete(model)
        if (failure?.retryAfter)
          strained.set(model, { unanswered: 0, restsUntil: elapsed() + failure.retryAfter })
        return false
      }
      if (failure.reason === 'timeout' && took < fairTime) return false
      const unanswered = (strained.get(model)?.unanswered ?? 0) + 1
      const isEnough = unanswered >= mostUnanswered
      strained.set(model, {
        unanswered,
        restsUntil: isEnough ? elapsed() + restAfterSilence : Number.NEGATIVE_INFINITY,
      })
      return unanswered === mostUnanswered
    },
  }
}
