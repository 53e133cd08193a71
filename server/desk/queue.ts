import type { QueueState } from '#shared/conversation.ts'
import { type Hours, isOpenAt, nextOpening } from '#shared/hours.ts'
import type { ConversationRow } from '../conversation/index.ts'
import type { Reading } from '../store/store.ts'

/** Whether a person would answer now, and where the hours are closed, when they open. */
export interface DeskState {
  open: boolean
  opensAt?: number
}

/** Open is within the hours and with somebody there. A desk that nobody is at within its hours opens at no known time. */
export function deskStateAt(hours: Hours | undefined, isSomebodyThere: boolean, at: number): DeskState {
  if (isOpenAt(hours, at)) return { open: isSomebodyThere }
  const opensAt = nextOpening(hours, at)
  return { open: false, ...(opensAt !== undefined && { opensAt }) }
}

/** How many recent waits an estimate is made from, and how many it needs to be honest. */
const recentWaits = 20
const fewestWaits = 3
/** Waits older than this, in milliseconds, say nothing about today. */
const recent = 24 * 60 * 60 * 1000

/**
 * Where a waiting conversation stands in the queue of its team, or in the general one: its position, urgent ones first
 * and then longest waiting first, and an estimate: the median wait of the last conversations that people took from
 * this queue within a day, less what this one has waited; null where too few say.
 */
export async function queueStateOf(
  read: Reading,
  conversation: ConversationRow,
  now: number,
  desk: DeskState,
): Promise<QueueState | undefined> {
  if (conversation.queued_at === null) return undefined
  const { queued_at: queuedAt, team_id: teamId } = conversation
  const ahead = await read
    .selectFrom('conversation')
    .select((each) => each.cast<number>(each.fn.countAll(), 'bigint').as('count'))
    .where('workspace_id', '=', conversation.workspace_id)
    .where('team_id', teamId === null ? 'is' : '=', teamId)
    .where('queued_at', 'is not', null)
    .where('snoozed_until', 'is', null)
    .where((each) =>
      each.or([
        each('priority', '>', conversation.priority),
        each.and([
          each('priority', '=', conversation.priority),
          each.or([
            each('queued_at', '<', queuedAt),
            each.and([each('queued_at', '=', queuedAt), each('id', '<', conversation.id)]),
          ]),
        ]),
      ]),
    )
    .executeTakeFirstOrThrow()
  const waits = await read
    .selectFrom('conversation')
    .select('waited')
    .where('workspace_id', '=', conversation.workspace_id)
    .where('team_id', teamId === null ? 'is' : '=', teamId)
    .where('waited', 'is not', null)
    .where('assigned_at', '>', now - recent)
    .orderBy('assigned_at', 'desc')
    .limit(recentWaits)
    .execute()
  const typical = waits.length < fewestWaits ? null : median(waits.map((row) => row.waited ?? 0))
  const waited = now - queuedAt
  return {
    position: ahead.count + 1,
    // What one has waited already counts; an estimate never says less than half a minute.
    etaSeconds: typical === null || !desk.open ? null : Math.max(30, Math.round((typical - waited) / 1000)),
    ...desk,
  }
}

/** The waiting conversations of a workspace, next first: urgent before older. What is snoozed is not among them. */
export async function waitingConversations(read: Reading, workspaceId: string): Promise<ConversationRow[]> {
  return read
    .selectFrom('conversation')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('queued_at', 'is not', null)
    .where('snoozed_until', 'is', null)
    .orderBy('priority', 'desc')
    .orderBy('queued_at')
    .orderBy('id')
    .limit(200)
    .execute()
}

function median(values: number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
