import type { Issue } from '#shared/protocol.ts'
import type { ErrorCode } from '#shared/result.ts'

/**
 * A request that is answered with "no". Thrown inside, turned into a Result in one place (`gateway/answer.ts`).
 * The message is a sentence for the person who asked.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: ErrorCode
  /** Always there with `invalid`. */
  readonly issues: Issue[] | undefined
  /** Seconds. */
  readonly retryAfter: number | undefined

  constructor(code: ErrorCode, message: string, more: { issues?: Issue[]; retryAfter?: number } = {}) {
    super(message)
    this.code = code
    this.issues = more.issues ?? (code === 'invalid' ? [{ path: '', message }] : undefined)
    this.retryAfter = more.retryAfter
  }
}
