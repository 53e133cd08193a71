import { z } from 'zod'
import { blockReasons, handPriorities } from './acts.ts'
import type { InboxRow } from './protocol.ts'
import { tagBounds } from './tags.ts'
import { plain } from './text.ts'
import { causes, endings } from './wrap-up.ts'

const anId = plain(64).min(1)
const conversationId = anId
const fence = z.int().min(0)
/** Milliseconds since 1970; whether it is near enough is for the clock of the server. */
const until = z.int().min(1)
const tags = z
  .array(anId)
  .max(tagBounds.conversation, `A conversation has at most ${tagBounds.conversation} tags.`)
  .overwrite((ids) => [...new Set(ids)])
  .default([])

/** What a person says of how a conversation ended; outside clients may leave it out. */
export const wrapUpFields = { outcome: z.enum(endings).optional(), cause: z.enum(causes).optional() }

/** What people at the desk do to a conversation. */
export const actRequests = {
  'conversation:tag': z
    .object({ conversationId, add: tags, remove: tags })
    .refine(({ add, remove }) => add.length + remove.length > 0, { path: ['add'], message: 'Name a tag.' })
    .refine(({ add, remove }) => !add.some((id) => remove.includes(id)), {
      path: ['remove'],
      message: 'A tag is either put on or taken off.',
    }),
  /** `none` takes back what was set. */
  'conversation:prioritise': z.object({ conversationId, level: z.enum([...handPriorities, 'none']) }),
  'conversation:snooze': z.object({ conversationId, fence, until }),
  'conversation:wake': z.object({ conversationId, fence }),
  /** What else is open of the same visitor or contact. */
  'conversation:duplicates': z.object({ conversationId }),
  /** The younger goes into the older, whichever is named first; the older is whoever's who merges. */
  'conversation:merge': z.object({ conversationId, fence, otherId: anId, otherFence: fence }),
  'visitor:block': z.object({ conversationId, reason: z.enum(blockReasons), until: until.optional() }),
  'visitor:unblock': z.object({ conversationId }),
}

export interface ActAnswers {
  'conversation:tag': { seq: number }
  'conversation:prioritise': { seq: number }
  'conversation:snooze': { seq: number }
  'conversation:wake': { seq: number }
  'conversation:duplicates': { conversations: InboxRow[] }
  /** The one that stays open, and its fence. */
  'conversation:merge': { conversationId: string; fence: number }
  'visitor:block': { until?: number | undefined }
  'visitor:unblock': object
}

/** A visitor who may not write. */
export interface Block {
  id: string
  visitor: { id: string; name?: string | undefined }
  /** Where it was done. */
  conversationId: string
  reason: (typeof blockReasons)[number]
  /** No end where it is left out. */
  until?: number | undefined
  at: number
  by: string
  /** How many messages were refused since, and when the last was. */
  refused: number
  refusedAt?: number | undefined
}
