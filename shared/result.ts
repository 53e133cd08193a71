import type { Issue } from './protocol.ts'

/** The version both ends must speak; an older or newer client is told `outdated`. */
export const protocolVersion = 1

/** Every way a request can fail, over sockets and over REST. */
export type ErrorCode =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'stale'
  | 'too-large'
  | 'rate-limited'
  | 'unavailable'
  | 'outdated'
  | 'internal'

export interface FailureResult {
  ok: false
  error: ErrorCode
  /** A sentence a person understands. */
  message: string
  /** Only with `invalid`: what is wrong, where. */
  issues?: Issue[]
  /** Only with `rate-limited`: seconds to wait. */
  retryAfter?: number
}

export type Result<Answer> = ({ ok: true } & Answer) | FailureResult
