import { createHash } from 'node:crypto'

/**
 * Numbers of entries grow with the time at which conversations began, so that the newest are found first without
 * sorting: milliseconds since 1970 times this, and a place among those of one millisecond.
 */
export const placesPerMillisecond = 1024

/** PostgreSQL looks at one such span of time after the other, newest first: 2^26 milliseconds are most of a day. */
export const spanLength = 2 ** 26

export function numberAt(at: number): number {
  return at * placesPerMillisecond
}

export function spanOf(number: number): number {
  return Math.floor(number / placesPerMillisecond / spanLength)
}

/**
 * What stands in front of every term of a workspace, so that a search walks through its own workspace only. Two may
 * have the same mark: whose a conversation is, its row decides (invariant 9).
 */
export function workspaceMark(workspaceId: string): string {
  const digest = createHash('sha256').update(workspaceId).digest()
  return (digest.readUInt32BE(0) % 36 ** 3).toString(36).padStart(3, '0')
}

/** Of a span of time, as long in every year that will be. */
export function spanMark(span: number): string {
  return span.toString(36).padStart(4, '0')
}
