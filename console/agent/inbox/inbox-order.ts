import { isSnoozed } from '#shared/acts.ts'
import type { InboxRow } from '#shared/protocol.ts'
import type { InboxFilters, InboxOrder } from '#shared/search.ts'
import type { View } from './inbox-address.ts'

/** Whether a row is one of this view, as the server would say. */
export function belongs(row: InboxRow, view: View, me: string): boolean {
  switch (view) {
    case 'waiting':
      return row.status === 'queued' && !isSnoozed(row.acts ?? {})
    case 'mine':
      return row.status === 'assigned' && row.assignee?.id === me && !isSnoozed(row.acts ?? {})
    case 'snoozed':
      return isSnoozed(row.acts ?? {})
    case 'approvals':
      return row.proposals > 0
    case 'promises':
      return row.promiseDueAt !== undefined
    case 'attention':
      return row.attention.length > 0
    // Whether it is one's own team that helps, the list looks.
    case 'helping':
      return row.helpers.length > 0
    case 'automated':
    case 'resolved':
      return row.status === view
  }
}

export function fits(row: InboxRow, filters: InboxFilters): boolean {
  const { assignee, team, tag, language, priority, since, until } = filters
  return (
    (assignee === undefined || row.assignee?.id === assignee) &&
    (team === undefined || row.teamId === team) &&
    (tag === undefined || (row.acts?.tags ?? []).includes(tag)) &&
    (language === undefined || row.language === language) &&
    (priority === undefined || row.priority >= priority) &&
    (since === undefined || row.updatedAt >= since) &&
    (until === undefined || row.updatedAt < until)
  )
}

/** Waiting: the urgent and then the longest wait first. Everywhere else, and where it was chosen: by the last change. */
export function orderOf(
  view: View,
  chosen: InboxOrder | undefined,
): (one: InboxRow, other: InboxRow) => number {
  if (chosen === 'oldest') return (one, other) => one.updatedAt - other.updatedAt
  if (chosen === 'newest') return (one, other) => other.updatedAt - one.updatedAt
  if (view === 'waiting') {
    return (one, other) =>
      other.priority - one.priority || (one.queuedAt ?? one.createdAt) - (other.queuedAt ?? other.createdAt)
  }
  if (view === 'promises') return (one, other) => (one.promiseDueAt ?? 0) - (other.promiseDueAt ?? 0)
  if (view === 'attention') {
    return (one, other) => other.priority - one.priority || other.updatedAt - one.updatedAt
  }
  return (one, other) => other.updatedAt - one.updatedAt
}

export function isOlder(row: InboxRow, known: InboxRow): boolean {
  return row.head < known.head || (row.head === known.head && row.fence < known.fence)
}

/** `base` plus the listed rows, keeping a row that a fact has already brought in a newer state. */
export function merged(
  base: ReadonlyMap<string, InboxRow>,
  listed: readonly InboxRow[],
  known: ReadonlyMap<string, InboxRow>,
): Map<string, InboxRow> {
  const result = new Map(base)
  for (const row of listed) {
    const newer = known.get(row.id)
    result.set(row.id, newer !== undefined && isOlder(row, newer) ? newer : row)
  }
  return result
}
