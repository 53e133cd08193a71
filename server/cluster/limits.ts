import type { Redis } from 'ioredis'
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible'
import { Refusal } from '../refusal.ts'

/** `points` in `seconds`, per key. */
const budgets = {
  /** Messages of one visitor. */
  message: { points: 120, duration: 60 },
  /** All requests of one socket's owner. */
  request: { points: 1_200, duration: 60 },
  /** New visitors from one address. */
  welcome: { points: 1_200, duration: 60 },
  /** Identities that one visitor presents. */
  identify: { points: 30, duration: 60 },
  /** Events that the page of one visitor tells. */
  track: { points: 120, duration: 60 },
  /** Sign-in tries from one address. */
  signIn: { points: 60, duration: 60 },
  /** Passwords tried for one account from one address, for it from everywhere, and from one address for all. */
  passwordHere: { points: 10, duration: 900 },
  passwordAccount: { points: 50, duration: 900 },
  passwordFrom: { points: 200, duration: 900 },
  /** Links of invitations and to new passwords, and codes, opened from one address. */
  link: { points: 120, duration: 60 },
  /** Second-factor codes tried for one person. */
  code: { points: 10, duration: 900 },
  /** Links to a new password that are mailed: to one address, and asked for from one address of the network. */
  passwordMailTo: { points: 5, duration: 3_600 },
  passwordMailFrom: { points: 30, duration: 3_600 },
  /** Invitations of one workspace. */
  invite: { points: 200, duration: 3_600 },
  /** Files uploaded by one visitor or person. */
  upload: { points: 60, duration: 60 },
  /** Transcripts that one visitor has written down. */
  transcript: { points: 30, duration: 60 },
  /** Times that one visitor asks to be erased: mostly it is one. */
  erase: { points: 10, duration: 60 },
  /** Transcripts by e-mail: asked for by one visitor, from one address of the network, and to one mailbox. */
  mailVisitor: { points: 5, duration: 3_600 },
  mailFrom: { points: 20, duration: 3_600 },
  mailTo: { points: 3, duration: 86_400 },
  /** What one person asks the copilot for; searching articles is cheap and goes with every word typed. */
  copilot: { points: 60, duration: 60 },
  copilotSearch: { points: 240, duration: 60 },
  /** REST calls of one person. */
  rest: { points: 1_200, duration: 60 },
} as const

export type Budget = keyof typeof budgets

/** Takes one point of `key`'s budget. Throws `rate-limited` with the seconds to wait. */
export type Limit = (budget: Budget, key: string) => Promise<void>

/**
 * Rate limits in this process, or shared over Redis. Where Redis does not answer, this process's own limits hold:
 * a limiter that is down neither stops the service nor opens it.
 */
export function openLimits(
  redis: Redis | undefined,
  prefix: string,
  report: (reason: unknown, about: string) => void,
): Limit & { close(): void } {
  // A request must not wait for a Redis that is gone: this client refuses at once, and the insurance takes over.
  const client = redis?.duplicate({ enableOfflineQueue: false, maxRetriesPerRequest: 1, lazyConnect: false })
  client?.on('error', (reason) => report(reason, 'Redis of the limits'))
  const limiters = new Map<Budget, RateLimiterAbstract>()
  for (const name of Object.keys(budgets) as Budget[]) {
    const options = { ...budgets[name], keyPrefix: `${prefix}:limit:${name}` }
    const memory = new RateLimiterMemory(options)
    limiters.set(
      name,
      client ? new RateLimiterRedis({ ...options, storeClient: client, insuranceLimiter: memory }) : memory,
    )
  }
  const limit = async (budget: Budget, key: string): Promise<void> => {
    try {
      await limiters.get(budget)?.consume(key)
    } catch (reason) {
      if (!(reason instanceof RateLimiterRes)) throw reason
      const retryAfter = Math.max(1, Math.ceil(reason.msBeforeNext / 1000))
      throw new Refusal('rate-limited', `That was too much at once. Try again in ${retryAfter} s.`, {
        retryAfter,
      })
    }
  }
  return Object.assign(limit, { close: () => client?.disconnect() })
}
