import { randomUUID } from 'node:crypto'
import {
  claimWork,
  type DueWork,
  isWorkDue,
  leaseLength,
  postponeWork,
  renewLeases,
} from '../store/due-work.ts'
import type { Store } from '../store/store.ts'

/** Runs one piece of work to its end; it ends the work itself, in the transaction of its effect. */
export type Runner = (work: DueWork, owner: string) => Promise<void>

export interface Worker {
  /** Looks for due work now instead of at the next poll. */
  wake(): void
  /** Takes no more work and waits for what is under way. */
  stop(): Promise<void>
}

/** Work another node left, or that becomes due, is found within this time, in milliseconds. */
const pollEvery = 500
/** Work that broke waits this long times its attempts, in milliseconds, before it is tried again. */
const retryAfter = 300

/**
 * Turns that wait for a model that stalls do nothing but wait, twenty seconds each: with few places the visitors behind
 * them would read no word of ours for as long (invariant 7).
 */
const manyAtOnce = 256

/**
 * Claims due work and runs it, at most `atOnce` pieces at a time. Several processes may do this on one store: a lease
 * keeps them apart, and work of a process that died is taken by another when its lease ends.
 */
export function startWorker(
  store: Store,
  runners: Record<string, Runner>,
  parts: { now(): number; report(reason: unknown, about: string): void; atOnce?: number },
): Worker {
  const owner = randomUUID()
  const atOnce = parts.atOnce ?? manyAtOnce
  const running = new Set<Promise<void>>()
  let isLooking = false
  let lookAgain = false
  let isStopped = false

  async function look(): Promise<void> {
    if (isLooking) {
      lookAgain = true
      return
    }
    isLooking = true
    try {
      do {
        lookAgain = false
        while (!isStopped && running.size < atOnce && (await isWorkDue(store, parts.now()))) {
          const claimed = await claimWork(store, owner, parts.now(), atOnce - running.size)
          for (const work of claimed) start(work)
          if (claimed.length === 0) break
        }
      } while (lookAgain && !isStopped)
    } catch (reason) {
      parts.report(reason, 'claiming due work')
    } finally {
      isLooking = false
    }
  }

  function start(work: DueWork): void {
    const run = runOne(work).finally(() => {
      running.delete(run)
      if (!isStopped) void look()
    })
    running.add(run)
  }

  async function runOne(work: DueWork): Promise<void> {
    try {
      const runner = runners[work.kind]
      if (runner === undefined) throw new Error(`nothing runs work of kind ${work.kind}`)
      await runner(work, owner)
    } catch (reason) {
      parts.report(reason, `due work ${work.key}`)
      await postponeWork(store, work, owner, parts.now() + retryAfter * work.attempts).catch((also) =>
        // The lease ends by itself; then the work is due again.
        parts.report(also, `postponing ${work.key}`),
      )
    }
  }

  const poll = setInterval(() => void look(), pollEvery)
  const renewal = setInterval(() => {
    if (running.size === 0) return
    renewLeases(store, owner, parts.now()).catch((reason) => parts.report(reason, 'renewing leases'))
  }, leaseLength / 3)

  return {
    wake: () => void look(),
    async stop() {
      isStopped = true
      clearInterval(poll)
      await Promise.all(running)
      clearInterval(renewal)
    },
  }
}
