import { z } from 'zod'
import type { Language } from './knowledge.ts'
import { plain } from './text.ts'

const anId = plain(64).min(1)
const conversationId = anId

/** What somebody does with a conversation they have open; `gone` once they have it open no more. */
export const doings = ['looking', 'reply', 'note', 'gone'] as const
export type Doing = (typeof doings)[number]

/** The most people one note calls. */
export const mostMentions = 20

/** Requests of the tools that people at the desk work with. */
export const deskToolRequests = {
  'reply:values': z.object({ conversationId }),
  /** Told to whoever else watches it; kept nowhere. Only of a conversation that this connection watches. */
  'viewer:set': z.object({ conversationId, doing: z.enum(doings) }),
  'mention:list': z.object({
    cursor: plain(200).optional(),
    limit: z.int().min(1).max(100).default(50),
  }),
  /** Whoever asks has seen every note of this conversation that calls them. */
  'mention:read': z.object({ conversationId }),
}

/** Ids of people whom a note calls. */
export const noteMentions = z
  .array(anId)
  .max(mostMentions, `A note calls at most ${mostMentions} people.`)
  .refine((ids) => new Set(ids).size === ids.length, 'A person is called once.')
  .default([])

/** A note that calls somebody, as they see it in their list. */
export interface Mention {
  conversationId: string
  /** The note's place in the log. */
  seq: number
  at: number
  /** As they are called now. */
  by: { id: string; name: string }
  /** The beginning of the note. */
  text: string
  visitor: { id: string; name?: string | undefined }
  readAt?: number | undefined
}

export interface DeskToolAnswers {
  /** What a ready-made text says of the shop, in each language; hours where the shop has any. */
  'reply:values': { shop: Record<Language, string>; hours?: Record<Language, string> | undefined }
  'viewer:set': object
  'mention:list': { mentions: Mention[]; unread: number; next?: string | undefined }
  'mention:read': { unread: number }
}

export interface DeskToolFacts {
  /** Ephemeral. `isNew`: they have just opened it and do not know yet who else is there. */
  'viewer:changed': (fact: {
    conversationId: string
    viewer: { id: string; name: string }
    doing: Doing
    isNew: boolean
  }) => void
  /** How many notes call this person that they have not seen, and the one that came just now. */
  'mentions:changed': (fact: { unread: number; mention?: Mention | undefined }) => void
  /** Somebody changed canned replies or macros. */
  'tools:changed': (fact: object) => void
}
