import { z } from 'zod'
import { plain } from './text.ts'

/** What a page of the shop says of itself or of what happened there. */
export type PageContext = Record<string, string | number | boolean | null>

export interface PageEvent {
  name: string
  data: PageContext
  /** Milliseconds since 1970, by the server's clock. */
  at: number
}

/** The most names of a context, and the most events kept of one visitor (invariant 15). */
const mostNames = 20
export const mostPageEvents = 50
/** The most characters that the data of one event may take as JSON. */
const largestData = 2_000

const value = z.union([plain(500), z.number(), z.boolean(), z.null()])

export const pageContext = z
  .record(plain(60).min(1), value)
  .refine((context) => Object.keys(context).length <= mostNames, `A context has at most ${mostNames} names.`)

export const pageEvent = z.object({
  name: plain(60).trim().min(1),
  data: pageContext
    .refine(
      (data) => JSON.stringify(data).length <= largestData,
      `The data of an event takes at most ${largestData} characters.`,
    )
    .default({}),
})

export const orderClaim = z.object({ number: plain(60).trim().min(1) })
