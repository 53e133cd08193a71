import type { Presence } from './presence.ts'
import type { InboxRow } from './protocol.ts'
import type { LevelName } from './service-levels.ts'

/** The most there is of each in one view of the floor (invariant 15). */
export const floorBounds = {
  /** Waiting conversations are counted up to here, longest waiting first: a greater number is "more". */
  waiting: 2_000,
  /** Conversations that people have, over all of them, longest without news first. */
  owned: 300,
  ageing: 50,
  breaches: 50,
  today: 9_999,
  whisper: 2_000,
} as const

/** Breaches are shown for so long, and no day is longer, in milliseconds. */
export const breachesShown = 24 * 60 * 60_000
export const longestDay = 25 * 60 * 60_000

/** A conversation as the floor shows it: who has it, and how long what takes. */
export interface FloorConversation
  extends Pick<
    InboxRow,
    | 'id'
    | 'status'
    | 'fence'
    | 'visitor'
    | 'language'
    | 'preview'
    | 'assignee'
    | 'teamId'
    | 'queuedAt'
    | 'clocks'
  > {
  /** When whoever has it got it. */
  assignedAt?: number | undefined
  /** Since when the visitor waits for the word of a person. */
  waitingSince?: number | undefined
}

/** How many people are how. */
export type Attendance = Record<Exclude<Presence, 'offline'>, number>

/** The queue of a team, or the general one. */
export interface FloorQueue extends Attendance {
  /** Absent is the general queue, in which everybody is. */
  team?: { id: string; name: string } | undefined
  waiting: number
  /** Since when the longest waiting one waits. */
  longestSince?: number | undefined
  /** By its hours; whether somebody is there, the people say. */
  open: boolean
  opensAt?: number | undefined
  /** Of those who are here: what they have, weighted, and what they may be given at once. */
  load: number
  capacity: number
}

export interface FloorPerson {
  id: string
  name: string
  presence: Presence
  load: number
  capacity: number
  /** Ids of their teams. */
  teams: string[]
  /** Longest without news first. */
  conversations: FloorConversation[]
}

export interface FloorBreach {
  level: LevelName
  at: number
  conversation: FloorConversation
}

/** What a supervisor sees of a workspace at one moment. */
export interface Floor {
  /** The server's own time. */
  at: number
  /** The general queue first, then the teams by name. */
  queues: FloorQueue[]
  /** Everybody who may answer visitors: who has the most first, then whoever is here, then by name. */
  people: FloorPerson[]
  /** Those whose service levels are due first, or were missed longest ago and still run. */
  ageing: FloorConversation[]
  /** Of the last 24 hours, newest first. */
  breaches: FloorBreach[]
  /** Conversations, each once: handed over, answered by a person, and ended since the day began. */
  today: { handedOver: number; answered: number; resolved: number }
}

export interface FloorAnswers {
  'floor:read': Floor
  'floor:step-in': { fence: number }
  'floor:reassign': { fence: number }
  'floor:whisper': { seq: number; to: { id: string; name: string } }
}
