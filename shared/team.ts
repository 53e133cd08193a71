import type { Hours } from './hours.ts'
import type { ServiceLevels } from './service-levels.ts'

/** The most there may be of each; times in milliseconds. */
export const teamBounds = {
  teams: 100,
  name: 60,
  members: 200,
  /** A level is a whole number of minutes, of at least one. */
  shortestLevel: 60_000,
  longestLevel: 30 * 24 * 60 * 60_000,
  /** A weighted conversation more than this at once nobody can have. */
  capacity: 100,
  skills: 50,
  skill: 60,
} as const

/** How many weighted conversations a person has at once where nobody said otherwise. */
export const defaultCapacity = 5

/** People who share a queue, its hours and what it promises. */
export interface Team {
  id: string
  name: string
  /** When they are there; without hours, always. */
  hours?: Hours | undefined
  /** Its own service levels, in milliseconds; where one is left out, the default counts. */
  targets: Partial<ServiceLevels>
  /** Ids of people. */
  members: string[]
  /** Compare-and-set: grows with every change. */
  version: number
  updatedAt: number
  /** A person's name. */
  updatedBy: string
  /** Since when nothing new comes to it. */
  archivedAt?: number | undefined
}

/** A team that was asked to help with a conversation, beside its one owner. */
export interface HelpingTeam {
  /** As it was called then; the responsibility list may name people who are no team. */
  name: string
  teamId?: string | undefined
}

export const skillKinds = ['topic', 'language', 'product', 'vip'] as const
export type SkillKind = (typeof skillKinds)[number]

/** What a person can take on: a topic of the shop, a language by its code, a product, or customers of a rank. */
export interface Skill {
  kind: SkillKind
  value: string
}

/** What routing knows of a person. */
export interface DeskProfile {
  personId: string
  /** How many weighted conversations at once. */
  capacity: number
  skills: Skill[]
  /** 0 where nobody has set anything yet. */
  version: number
}

/** Names are the same whatever their capitals, widths and spaces. */
export function nameKey(value: string): string {
  return value.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
}
