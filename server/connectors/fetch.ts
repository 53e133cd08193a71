import type { z } from 'zod'
import { type Egress, EgressFailure } from './egress/egress.ts'
import { ConnectorFailure } from './shop.ts'

/** One request to a shop, and the whole answer to it. Bounded in time and size by whoever makes the function. */
export type Fetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string; signal: AbortSignal },
) => Promise<FetchAnswer>

export interface FetchAnswer {
  status: number
  headers: Headers
  text(): Promise<string>
}

/** Requests to shops by way of the one egress client (invariant 17). `timeout` in milliseconds, `maxBytes` of an answer. */
export function fetchThrough(egress: Egress, bounds: { timeout?: number; maxBytes?: number } = {}): Fetch {
  return async (url, { signal, ...init }) => {
    const answer = await egress.send({ ...init, url: new URL(url), ...bounds }, signal)
    const headers = new Headers()
    for (const [name, value] of Object.entries(answer.headers)) {
      for (const each of [value ?? []].flat()) headers.append(name, each)
    }
    return { status: answer.status, headers, text: async () => answer.body.toString('utf8') }
  }
}

/** A redirect, a failing proxy and too many requests are all the same to a visitor: the shop cannot be asked now. */
export function isUnavailable(status: number): boolean {
  return (
    status === 408 || status === 423 || status === 429 || status >= 500 || (status >= 300 && status < 400)
  )
}

/**
 * Asks a shop and reads its whole answer, whatever its status. Rejects with {@link ConnectorFailure} only: `nonsense`
 * where the answer is over the bounds, else `unavailable`. Messages name the shop and nothing of the request.
 */
export async function ask(
  fetch: Fetch,
  shop: string,
  url: string,
  init: Parameters<Fetch>[1],
): Promise<{ status: number; headers: Headers; text: string }> {
  try {
    const answer = await fetch(url, init)
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  } catch (reason) {
    throw failureOf(shop, reason)
  }
}

/** What went wrong while asking, as a {@link ConnectorFailure}. */
export function failureOf(shop: string, reason: unknown): ConnectorFailure {
  if (reason instanceof ConnectorFailure) return reason
  const tooLarge = reason instanceof EgressFailure && reason.kind === 'too-large'
  return tooLarge
    ? new ConnectorFailure('nonsense', `${shop} answered more than anybody would read`, { cause: reason })
    : new ConnectorFailure('unavailable', `${shop} could not be asked`, { cause: reason })
}

/** Checks what a shop answered against a known shape. Throws `nonsense` for anything else; its message says where. */
export function checkedAs<Shape>(shop: string, value: unknown, shape: z.ZodType<Shape>): Shape {
  const read = shape.safeParse(value)
  if (read.success) return read.data
  const where = read.error.issues[0]?.path.join('.') || 'the whole'
  throw new ConnectorFailure('nonsense', `${shop} answered what nobody can read, at ${where.slice(0, 120)}`)
}

/** The value, or `undefined` where the text is not JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
