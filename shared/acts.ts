import type { LogEvent } from './conversation.ts'
import type { Cause, Ending } from './wrap-up.ts'

/** What people do to a conversation beside talking in it: facts for the desk, and what follows from them. */

/** As a person sets it, from the lowest. */
export const handPriorities = ['low', 'normal', 'high', 'urgent'] as const
export type HandPriority = (typeof handPriorities)[number]

export const blockReasons = ['spam', 'abuse', 'threats', 'fraud', 'other'] as const
export type BlockReason = (typeof blockReasons)[number]

/** Times in milliseconds. */
export const actBounds = {
  shortestSnooze: 60_000,
  longestSnooze: 90 * 24 * 60 * 60_000,
  shortestBlock: 60_000,
  longestBlock: 366 * 24 * 60 * 60_000,
  /** Without the permission `blocks`; with it also without an end. */
  longestBlockByAgent: 30 * 24 * 60 * 60_000,
  /** How many visitors of a workspace may be blocked at once. */
  blocks: 5_000,
  /** Offered for merging. */
  duplicates: 20,
  /** For so long a visitor may put their rating right; later it stands. */
  ratingChange: 10 * 60_000,
  /** Who was asked how it was is not asked again within this time, however often it opens and ends. */
  askAgain: 60 * 60_000,
} as const

interface NamedTag {
  id: string
  /** As it was called then. */
  name: string
}

/** `by` is a person's name. */
export type ActEvent =
  | { type: 'tags:changed'; added: NamedTag[]; removed: NamedTag[]; by: string }
  /** `null`: nobody says anything of it any more. */
  | { type: 'priority:set'; level: HandPriority | null; by: string }
  | { type: 'conversation:snoozed'; until: number; by: string }
  | { type: 'conversation:woken'; why: 'time' | 'visitor' | 'person'; by?: string | undefined }
  /** In the younger one `into`, in the older one `from`: each names the other. */
  | { type: 'conversation:merged'; into?: string | undefined; from?: string | undefined; by: string }
  /** No end where `until` is left out. */
  | { type: 'visitor:blocked'; reason: BlockReason; until?: number | undefined; by: string }
  | { type: 'visitor:unblocked'; by: string }

export interface Snooze {
  until: number
  since: number
  by: string
}

/** What is known of a conversation from acts: the same on the server's row and in the console's copy. */
export interface Acts {
  /** Ids, in the order in which they came. */
  tags?: string[] | undefined
  priority?: { level: HandPriority; by: string } | undefined
  snooze?: Snooze | undefined
  /** When it was last taken up again: whoever has it has their time from then on. */
  wokenAt?: number | undefined
  mergedInto?: string | undefined
  /** How it ended, once a person said so. */
  ending?: Ending | undefined
  cause?: Cause | undefined
  /** How the visitor found it the last time they said so; `at` is when they first did. */
  rating?: { score: number; comment?: string | undefined; at: number } | undefined
}

/** The acts after an event. Pure. What changes nothing answers the very same. */
export function actsAfter(acts: Acts, event: LogEvent): Acts {
  switch (event.type) {
    case 'tags:changed': {
      const removed = new Set(event.removed.map(({ id }) => id))
      const kept = (acts.tags ?? []).filter((id) => !removed.has(id))
      return { ...acts, tags: [...new Set([...kept, ...event.added.map(({ id }) => id)])] }
    }
    case 'priority:set':
      return { ...acts, priority: event.level === null ? undefined : { level: event.level, by: event.by } }
    case 'conversation:snoozed':
      return { ...acts, snooze: { until: event.until, since: event.at, by: event.by } }
    case 'conversation:woken':
      return { ...acts, snooze: undefined, wokenAt: event.at }
    case 'conversation:queued':
    case 'conversation:assigned':
    case 'conversation:handed-back':
      return acts.snooze === undefined ? acts : { ...acts, snooze: undefined }
    case 'conversation:merged':
      return event.into === undefined ? acts : { ...acts, mergedInto: event.into }
    case 'conversation:resolved': {
      const { ending, cause } = event.wrapUp ?? {}
      return { ...acts, ending, cause, snooze: undefined, priority: undefined }
    }
    case 'conversation:reopened':
      return { ...acts, ending: undefined, cause: undefined }
    case 'conversation:rated': {
      const at = event.isChange ? (acts.rating?.at ?? event.at) : event.at
      return { ...acts, rating: { score: event.score, comment: event.comment, at } }
    }
    default:
      return acts
  }
}

/** Whether anything is known; a row with nothing carries nothing. */
export function hasActs(acts: Acts): boolean {
  return Object.values(acts).some((each) => each !== undefined && !(Array.isArray(each) && each.length === 0))
}

/**
 * Whether a conversation is put aside: it is in nobody's queue and its clocks stand still, from `conversation:snoozed`
 * until `conversation:woken`, or until it is taken, given away or ended.
 */
export function isSnoozed({ snooze }: Acts): boolean {
  return snooze !== undefined
}

/**
 * The priority that counts, -1 (low) to 2 (urgent): the higher of what the watcher sees and what a person set. That the
 * watcher sees nothing (0) says nothing, so a person may set it lower.
 */
export function effectivePriority(watched: number, level: HandPriority | undefined): number {
  if (level === undefined) return watched
  const byHand = handPriorities.indexOf(level) - 1
  return watched > 0 ? Math.max(watched, byHand) : byHand
}
