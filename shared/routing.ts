import { z } from 'zod'

/** Whether agents take from the queue themselves, or are given what waits at once. */
export const routingModes = ['manual', 'automatic'] as const
export type RoutingMode = (typeof routingModes)[number]

/** How the conversations of one queue are given out. */
export interface RoutingView {
  /** `null` is the general queue, whose setting also counts for every team that has none of its own. */
  teamId: string | null
  mode: RoutingMode
  /** Milliseconds from being given to the first reply, after which a conversation goes back; null is never. */
  replyWithin: number | null
}

const minute = 60_000
export const replyWithinBounds = { shortest: minute, longest: 24 * 60 * minute } as const

export const routingEdit = z.strictObject({
  mode: z.enum(routingModes),
  replyWithin: z
    .int('The time to reply is a whole number of minutes.')
    .min(replyWithinBounds.shortest, 'The time to reply is at least one minute.')
    .max(replyWithinBounds.longest, 'The time to reply is at most a day.')
    .multipleOf(minute, 'The time to reply is a whole number of minutes.')
    .nullable(),
})
