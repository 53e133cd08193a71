import { LONGEST_ANSWER } from './model-answer.ts'

const REASONS = {
  timeout: 'The model did not answer in time',
  refused: 'The model service refused the connection or the request',
  'rate-limited': 'The model service allows no more requests for now',
  'server-error': 'The model service failed',
  cut: "The model's answer stopped before its end",
  empty: 'The model gave no text',
  garbage: 'The model service sent something that is no answer',
  'too-long': `The model's answer is longer than ${LONGEST_ANSWER} characters`,
  uncited: "The model's answer cites no passage",
}

/**
 * Why the model gave no answer that may be shown. The message is our own words and the HTTP status: what the
 * service said may hold the key or the visitor's text and is dropped.
 */
export class ModelFailure extends Error {
  readonly reason: keyof typeof REASONS

  constructor(reason: keyof typeof REASONS, status?: number) {
    super(status === undefined ? REASONS[reason] : `${REASONS[reason]} (HTTP ${status})`)
    this.name = 'ModelFailure'
    this.reason = reason
  }
}

/** What an error of LangChain, the OpenAI client or Node's fetch means. Nothing of its text is kept. */
export function failureOf(error: unknown): ModelFailure {
  const { status, name, message, cause } = Object(error) as {
    status?: number
    name?: string
    message?: string
    cause?: unknown
  }
  if (typeof status === 'number') {
    if (status === 429) return new ModelFailure('rate-limited', status)
    return new ModelFailure(status >= 500 ? 'server-error' : 'refused', status)
  }
  if (name === 'TimeoutError' || name === 'AbortError') return new ModelFailure('timeout')
  // Node's fetch: "terminated" when the body breaks off, else the socket's error is the innermost cause.
  if (message === 'terminated' || socketCodeOf(cause) === 'UND_ERR_SOCKET') return new ModelFailure('cut')
  if (message === 'Connection error.')
    return new ModelFailure(socketCodeOf(cause) === 'ECONNRESET' ? 'cut' : 'refused')
  // An error object inside a stream that had begun well.
  if (Object(error).error !== undefined) return new ModelFailure('server-error')
  return new ModelFailure('garbage')
}

/** The code of the innermost error. */
function socketCodeOf(error: unknown): string | undefined {
  const { cause, code } = Object(error) as { cause?: unknown; code?: string }
  return cause === undefined ? code : socketCodeOf(cause)
}
