import type { InboxRow } from '#shared/protocol.ts'
import { isForSupervisor } from '#shared/watch.ts'

type Attended = Pick<InboxRow, 'attention' | 'helpers'>

/** The responsibility list names this role where it names no team; the watcher tells it beside whatever team. */
export const supervisors = 'supervisor'

/**
 * Whom the conversations that need attention are for beside the agents who have them, each with how many: supervisors
 * first, then the teams that were asked to join, by name.
 */
export function groupsOf(rows: readonly Attended[]): { group: string; count: number }[] {
  const teams = new Set(rows.flatMap(({ helpers }) => helpers.map(({ name }) => name)))
  return [supervisors, ...[...teams].filter((team) => team !== supervisors).sort()]
    .map((group) => ({ group, count: rows.filter((row) => isFor(row, group)).length }))
    .filter(({ count }) => count > 0)
}

/** Whether a conversation is one for this group. */
export function isFor({ attention, helpers }: Attended, group: string): boolean {
  return helpers.some(({ name }) => name === group) || (group === supervisors && isForSupervisor(attention))
}
