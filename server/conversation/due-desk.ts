import type { LogEvent } from '#shared/conversation.ts'
import { askForWork, askForWorkBy } from '../store/due-work.ts'
import type { Reading, Writing } from '../store/store.ts'
import type { ConversationRow } from './log/log.ts'

/** How long a person has for their first word where nobody set anything else, in milliseconds. */
export const replyWithinByDefault = 5 * 60_000

/** Whoever has no connection for this long loses what they have, where nobody set anything else. Milliseconds. */
export const deskLeaseByDefault = 2 * 60_000

/** How a team's conversations are given out. */
export interface Routing {
  mode: 'manual' | 'automatic'
  /** Milliseconds from being given to the first reply, after which a conversation goes back; null is never. */
  replyWithin: number | null
}

/** The team whose row counts for everything that has no row of its own. */
export const everyTeam = ''

/** How the conversations of a team, or of the general queue, are given out. */
export async function routingOf(read: Reading, workspaceId: string, teamId: string | null): Promise<Routing> {
  const rows = await read
    .selectFrom('routing')
    .select(['team_id', 'mode', 'reply_within'])
    .where('workspace_id', '=', workspaceId)
    .where('team_id', 'in', [teamId ?? everyTeam, everyTeam])
    .execute()
  const row =
    rows.find(({ team_id }) => team_id === teamId) ?? rows.find(({ team_id }) => team_id === everyTeam)
  return row === undefined
    ? { mode: 'manual', replyWithin: replyWithinByDefault }
    : { mode: row.mode, replyWithin: row.reply_within }
}

/** What may make room for somebody who waits, or make somebody wait. */
const moves: ReadonlySet<LogEvent['type']> = new Set<LogEvent['type']>([
  'conversation:queued',
  'conversation:assigned',
  'conversation:handed-back',
  'conversation:resolved',
  'conversation:woken',
  'team:assigned',
])

/**
 * Makes due, with what was appended, what people at the desk owe after it: a first word of whoever has been given the
 * conversation, a look at whether they are still there, and giving out what waits where that goes by itself.
 */
export async function askForDesk(
  writing: Writing,
  conversation: ConversationRow,
  events: readonly LogEvent[],
  at: number,
): Promise<void> {
  const { id, workspace_id: workspaceId, assignee_id: personId } = conversation
  if (personId !== null && events.some(({ type }) => type === 'conversation:assigned')) {
    const { replyWithin } = await routingOf(writing, workspaceId, conversation.team_id)
    if (replyWithin !== null) {
      await askForWork(writing, {
        key: `reply:${id}`,
        kind: 'reply',
        payload: { conversationId: id, fence: conversation.fence },
        dueAt: at + replyWithin,
      })
    }
    await askForAbsence(writing, personId, at + deskLeaseByDefault)
  }
  // A reply leaves the next word to the visitor, and the person room for another.
  const isMoved = events.some(
    (event) => moves.has(event.type) || (event.type === 'message:posted' && event.sender === 'agent'),
  )
  if (isMoved) await askForRouting(writing, workspaceId, at)
}

/** Makes somebody look, by then at the latest, whether a person who has conversations is still there. */
export async function askForAbsence(writing: Writing, personId: string, dueAt: number): Promise<void> {
  await askForWorkBy(writing, { key: `absence:${personId}`, kind: 'absence', payload: { personId }, dueAt })
}

/** Gives out what waits in this workspace, where a team of it does that by itself. */
export async function askForRouting(writing: Writing, workspaceId: string, at: number): Promise<void> {
  const automatic = await writing
    .selectFrom('routing')
    .select('team_id')
    .where('workspace_id', '=', workspaceId)
    .where('mode', '=', 'automatic')
    .limit(1)
    .executeTakeFirst()
  if (automatic === undefined) return
  await askForWork(writing, {
    key: `routing:${workspaceId}`,
    kind: 'routing',
    payload: { workspaceId },
    dueAt: at,
  })
}
