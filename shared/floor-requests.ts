import { z } from 'zod'
import { floorBounds } from './floor.ts'
import { plain } from './text.ts'

const conversationId = plain(64).min(1)
const fence = z.int().min(0)
const anId = plain(64).min(1)

export const floorRequests = {
  /** `since` is when the day began where the asker is; at most 25 hours ago. */
  'floor:read': z.object({ since: z.int().min(0).optional() }),
  /** Takes a conversation from whoever has it; `fence` is as it was seen. */
  'floor:step-in': z.object({ conversationId, fence }),
  /** Gives a conversation that waits or that somebody has to a person, or into the queue of a team. */
  'floor:reassign': z
    .object({ conversationId, fence, personId: anId.optional(), teamId: anId.optional() })
    .refine(({ personId, teamId }) => (personId === undefined) !== (teamId === undefined), {
      path: ['personId'],
      message: 'It goes to one person or to one team.',
    }),
  /** A word to whoever has the conversation, which nobody else but supervisors sees. */
  'floor:whisper': z.object({
    conversationId,
    text: plain(floorBounds.whisper, `A whisper has at most ${floorBounds.whisper} characters.`)
      .trim()
      .min(1, 'A whisper is not empty.'),
  }),
}
