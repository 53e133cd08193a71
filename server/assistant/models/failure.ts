/** The longest answer a visitor is shown, in UTF-16 code units. */
export const LONGEST_ANSWER = 4_000

/** The most text or tool arguments taken from one reply of a model, in UTF-16 code units. */
export const LONGEST_REPLY = 8_000

/** The most that is sent in one request, in UTF-16 code units. */
export const LONGEST_INPUT = 100_000

const REASONS = {
  timeout: 'The model did not answer in time',
  refused: 'The model service refused the connection or the request',
  'content-refused': 'The model service refuses to answer to this content',
  'rate-limited': 'The model service allows no more requests for now',
  'server-error': 'The model service failed',
  cut: "The model's answer stopped before its end",
  empty: 'The model gave no text',
  garbage: 'The model service sent something that is no answer',
  malformed: 'What the model gave does not have the form that was asked for',
  'too-long': 'The answer of the model is longer than allowed',
  uncited: "The model's answer cites no passage",
  'input-too-long': `The request is longer than ${LONGEST_INPUT} characters`,
  'over-budget': 'The budget for calls of models is used up',
  uncounted: 'The call could not be counted and was not made',
  resting: 'The model is left alone for a while and was not asked',
}

/** Why a model gave nothing that may be used. */
export type FailureReason = keyof typeof REASONS

/**
 * A second model is not asked after these. Content that one service refuses is not carried to another, which may only
 * be less careful; what is too long or over the budget stays so.
 */
const FINAL: ReadonlySet<FailureReason> = new Set([
  'content-refused',
  'input-too-long',
  'over-budget',
  'uncounted',
])

/**
 * Why the model gave no answer that may be shown. The message is our own words and the HTTP status: what the
 * service said may hold the key or the visitor's text and is dropped.
 */
export class ModelFailure extends Error {
  readonly reason: FailureReason
  /** Of HTTP, where the service answered at all. */
  readonly status: number | undefined
  /** Milliseconds the service asked us to wait, where it did. */
  readonly retryAfter: number | undefined

  constructor(reason: FailureReason, status?: number, retryAfter?: number) {
    super(status === undefined ? REASONS[reason] : `${REASONS[reason]} (HTTP ${status})`)
    this.name = 'ModelFailure'
    this.reason = reason
    this.status = status
    this.retryAfter = retryAfter
  }

  /** The service stalls, or nobody is there: what failed in another way was an answer at least. */
  get isUnanswered(): boolean {
    return this.reason === 'timeout' || (this.reason === 'refused' && this.status === undefined)
  }

  /** Whether another model may do better. */
  get mayTryElsewhere(): boolean {
    return !FINAL.has(this.reason)
  }
}

/** What an error of LangChain, a provider's client or Node's fetch means. Nothing of its text is kept. */
export function failureOf(error: unknown): ModelFailure {
  const known = knownFailure(error)
  if (known) return known
  const { status, name, message, cause } = Object(error) as {
    status?: number
    name?: string
    message?: string
    cause?: unknown
  }
  if (typeof status === 'number') return failureOfStatus(status)
  if (name === 'TimeoutError' || name === 'AbortError') return new ModelFailure('timeout')
  // Node's fetch: "terminated" when the body breaks off, else the socket's error is the innermost cause.
  const code = socketCodeOf(cause)
  if (message === 'terminated' || code === 'UND_ERR_SOCKET' || code === 'ECONNRESET')
    return new ModelFailure('cut')
  if (message === 'fetch failed' || message === 'Connection error.') return new ModelFailure('refused')
  // An error object inside a stream that had begun well.
  if (Object(error).error !== undefined) return new ModelFailure('server-error')
  return new ModelFailure('garbage')
}

/** What an HTTP status other than 2xx means; `retryAfter` in milliseconds. */
export function failureOfStatus(status: number, retryAfter?: number): ModelFailure {
  if (status === 429) return new ModelFailure('rate-limited', status, retryAfter)
  return new ModelFailure(status >= 500 ? 'server-error' : 'refused', status, retryAfter)
}

/** A failure of ours that a client wrapped into errors of its own. */
function knownFailure(error: unknown): ModelFailure | undefined {
  if (error instanceof ModelFailure) return error
  const { cause } = Object(error) as { cause?: unknown }
  return cause === undefined ? undefined : knownFailure(cause)
}

/** The code of the innermost error. */
function socketCodeOf(error: unknown): string | undefined {
  const { cause, code } = Object(error) as { cause?: unknown; code?: string }
  return cause === undefined ? code : socketCodeOf(cause)
}
