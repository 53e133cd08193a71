import type { z } from 'zod'
import { handshake } from '#shared/protocol.ts'
import { type FailureResult, protocolVersion } from '#shared/result.ts'
import { Refusal } from '../refusal.ts'
import { isEngineError } from '../store/store.ts'

export type Report = (reason: unknown, about: string) => void

/** The HTTP status that fits each code. */
export const statusOf: Record<FailureResult['error'], number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  stale: 409,
  'too-large': 413,
  'rate-limited': 429,
  unavailable: 503,
  outdated: 426,
  internal: 500,
}

/**
 * The one place where an exception becomes a Result (decision 11). What nobody foresaw is reported with its stack and
 * told to the client as `internal`, without any of it.
 */
export function failureOf(reason: unknown, about: string, report: Report): FailureResult {
  if (reason instanceof Refusal) {
    return {
      ok: false,
      error: reason.code,
      message: reason.message,
      ...(reason.issues && { issues: reason.issues }),
      ...(reason.retryAfter !== undefined && { retryAfter: reason.retryAfter }),
    }
  }
  report(reason, about)
  if (isEngineError(reason)) {
    return {
      ok: false,
      error: 'unavailable',
      message: 'The store does not answer. What was acknowledged is safe; try again soon.',
    }
  }
  return { ok: false, error: 'internal', message: 'Something went wrong on our side. It has been noted.' }
}

/** Throws `outdated` where a handshake is of another version of the protocol. */
export function requireProtocol(auth: unknown): void {
  const { protocol } = parse(handshake.version, auth)
  if (protocol !== undefined && protocol !== protocolVersion) {
    throw new Refusal('outdated', `This server speaks protocol ${protocolVersion}; reload the page.`)
  }
}

/** Parses untrusted input at the edge; inside nobody checks again. Throws `invalid` or `too-large`. */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.slice(0, 20).map((issue) => ({
    path: issue.path.map(String).join('.'),
    // Of a name that is not right, why not.
    message: (issue.code === 'invalid_key' && issue.issues[0]?.message) || issue.message,
  }))
  const first = issues[0]
  throw new Refusal(
    'invalid',
    first?.path ? `${first.path}: ${first.message}` : (first?.message ?? 'Not valid.'),
    {
      issues,
    },
  )
}
