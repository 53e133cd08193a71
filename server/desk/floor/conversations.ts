import { viewOfClocks } from '#shared/clock-view.ts'
import type { ConversationStatus } from '#shared/conversation.ts'
import { breachesShown, type FloorBreach, type FloorConversation, floorBounds } from '#shared/floor.ts'
import type { Language } from '#shared/knowledge.ts'
import { breachesOf, type ConversationRow, clocksOf } from '../../conversation/index.ts'
import type { Reading } from '../../store/store.ts'

/** What people of a workspace have, longest without news first. */
export async function ownedConversations(read: Reading, workspaceId: string): Promise<FloorConversation[]> {
  const rows = await read
    .selectFrom('conversation')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('status', '=', 'assigned')
    .orderBy('updated_at')
    .orderBy('id', 'desc')
    .limit(floorBounds.owned)
    .execute()
  return rows.map(floorConversationOf)
}

/** Those whose service levels are due first. What sleeps, or waits for the visitor alone, has no clock that runs. */
export async function ageingConversations(read: Reading, workspaceId: string): Promise<FloorConversation[]> {
  const rows = await read
    .selectFrom('conversation')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('level_due_at', 'is not', null)
    .orderBy('level_due_at')
    .orderBy('id')
    .limit(floorBounds.ageing)
    .execute()
  return rows.map(floorConversationOf)
}

/** What was missed within the last day, newest first. */
export async function recentBreaches(
  read: Reading,
  workspaceId: string,
  now: number,
): Promise<FloorBreach[]> {
  const since = now - breachesShown
  const rows = await read
    .selectFrom('conversation')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('breached_at', '>', since)
    .orderBy('breached_at', 'desc')
    .orderBy('id')
    .limit(floorBounds.breaches)
    .execute()
  return rows
    .flatMap((row) => {
      const conversation = floorConversationOf(row)
      return breachesOf(row).map(({ level, at }): FloorBreach => ({ level, at, conversation }))
    })
    .filter(({ at }) => at > since)
    .sort((one, other) => other.at - one.at)
    .slice(0, floorBounds.breaches)
}

function floorConversationOf(row: ConversationRow): FloorConversation {
  return {
    id: row.id,
    status: row.status as ConversationStatus,
    fence: row.fence,
    visitor: { id: row.visitor_id, name: row.contact_name ?? undefined },
    language: row.language as Language,
    preview: row.preview,
    ...(row.assignee_id !== null && { assignee: { id: row.assignee_id, name: row.assignee_name ?? '' } }),
    teamId: row.team_id ?? undefined,
    queuedAt: row.queued_at ?? undefined,
    assignedAt: row.assignee_id === null ? undefined : (row.assigned_at ?? undefined),
    waitingSince: row.waiting_since ?? undefined,
    clocks: viewOfClocks(clocksOf(row)),
  }
}
