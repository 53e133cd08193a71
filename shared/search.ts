import { z } from 'zod'
import type { ConversationStatus, Sender } from './conversation.ts'
import { longestQuery } from './inbox-bounds.ts'
import type { InboxRow } from './protocol.ts'
import { plain } from './text.ts'

const statuses = ['automated', 'queued', 'assigned', 'resolved'] as const satisfies ConversationStatus[]

/** By what the inbox and the search can be narrowed, all of it together. */
export const inboxFilters = z.object({
  /** The person who has it. */
  assignee: plain(64).min(1).optional(),
  team: plain(64).min(1).optional(),
  /** The id of a tag that it has. */
  tag: plain(64).min(1).optional(),
  language: z.enum(['en', 'zh']).optional(),
  /** At least this urgent. */
  priority: z.int().min(1).max(2).optional(),
  /** From then on, inclusive; and up to then, exclusive. Milliseconds since 1970. */
  since: z.int().min(0).optional(),
  until: z.int().min(0).optional(),
})
/** By the last message. */
export const inboxOrders = ['newest', 'oldest'] as const
export type InboxOrder = (typeof inboxOrders)[number]

export type InboxFilters = z.output<typeof inboxFilters>

export const searchRequests = {
  /** `since` and `until` are about when a conversation began: the newest of them are found first. */
  'inbox:search': inboxFilters.extend({
    text: plain(longestQuery, `A search has at most ${longestQuery} characters.`).trim().min(1),
    status: z.enum(statuses).optional(),
    cursor: plain(40).optional(),
    limit: z.int().min(1).max(50).default(20),
  }),
}

/** A piece of a conversation in which words that were looked for stand. */
export interface SearchExcerpt {
  text: string
  /** Where they stand in `text`: UTF-16 units, `end` exclusive. */
  marks: [start: number, end: number][]
  /** Who wrote it; `case` is what is known of the case, such as a name or an order number. */
  from: Sender | 'note' | 'case'
  /** The event, where it is one, and when it was. */
  seq?: number | undefined
  at?: number | undefined
}

export interface SearchHit {
  conversation: InboxRow
  /** Left out where the conversation is so long that the place was not looked up. */
  excerpt?: SearchExcerpt | undefined
}

export interface SearchAnswers {
  /** With `next`, there may be more; a page may have fewer than were asked for. */
  'inbox:search': { hits: SearchHit[]; next?: string | undefined }
}
