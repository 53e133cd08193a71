import type { z } from 'zod'
import { Refusal } from '../refusal.ts'
import { failureOf, parse, type Report } from './answer.ts'

/** What the wrapper needs of a Socket.IO socket. */
export interface Requester {
  on(event: string, listener: (...values: unknown[]) => void): unknown
  onAny(listener: (event: string, ...values: unknown[]) => void): unknown
}

export type Handlers<
  Schemas extends Record<string, z.ZodType>,
  Answers extends Record<keyof Schemas, object>,
> = {
  [Name in keyof Schemas]: (payload: z.output<Schemas[Name]>) => Promise<Answers[Name]>
}

/**
 * Answers every request of a socket: checks that there is a callback, that the credential still holds, that the
 * payload fits, then lets the handler work. Whatever happens the callback gets one Result, nothing is thrown across
 * the wire, and the socket stays open.
 */
export function acknowledgeRequests<
  Schemas extends Record<string, z.ZodType>,
  Answers extends Record<keyof Schemas, object>,
>(
  socket: Requester,
  schemas: Schemas,
  handlers: Handlers<Schemas, Answers>,
  parts: {
    report: Report
    /** Throws a `Refusal` where the request may not be made (credential gone, too many requests). */
    admit(name: string): Promise<void>
  },
): void {
  for (const name of Object.keys(schemas) as (keyof Schemas & string)[]) {
    socket.on(name, async (...values) => {
      const acknowledge = values.at(-1)
      // Without a callback there is nobody to answer; the request is not carried out either.
      if (typeof acknowledge !== 'function') return
      try {
        await parts.admit(name)
        if (values.length !== 2) throw new Refusal('invalid', `${name} takes one payload and a callback.`)
        const payload = parse(schemas[name] as Schemas[typeof name], values[0])
        acknowledge({ ok: true, ...(await handlers[name](payload)) })
      } catch (reason) {
        acknowledge(failureOf(reason, name, parts.report))
      }
    })
  }
  socket.onAny((name, ...values) => {
    const acknowledge = values.at(-1)
    // `in` would also find `toString`, and leave whoever asks for it without an answer.
    if (Object.hasOwn(schemas, name) || typeof acknowledge !== 'function') return
    const unknown = new Refusal('invalid', `There is no request "${name}".`)
    acknowledge(failureOf(unknown, 'unknown request', parts.report))
  })
}
