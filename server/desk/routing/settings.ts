import type { z } from 'zod'
import type { RoutingView, routingEdit } from '#shared/routing.ts'
import { askForRouting, everyTeam, replyWithinByDefault } from '../../conversation/index.ts'
import type { Reading, Writing } from '../../store/store.ts'
import { type Edit, requireOpenTeam } from '../teams/index.ts'

/** How the general queue and every team with a setting of its own give out what waits, the general queue first. */
export async function listRouting(read: Reading, workspaceId: string): Promise<RoutingView[]> {
  const rows = await read
    .selectFrom('routing')
    .select(['team_id', 'mode', 'reply_within'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('team_id')
    .execute()
  const views = rows.map((row) => ({
    teamId: row.team_id === everyTeam ? null : row.team_id,
    mode: row.mode,
    replyWithin: row.reply_within,
  }))
  return views[0]?.teamId === null
    ? views
    : [{ teamId: null, mode: 'manual', replyWithin: replyWithinByDefault }, ...views]
}

/**
 * Sets how a team's queue, or with `null` the general one, is given out; what waits goes by it at once. Throws
 * `not-found`, and `conflict` where the team is archived.
 */
export async function saveRouting(
  writing: Writing,
  { workspaceId, by, at }: Edit,
  teamId: string | null,
  { mode, replyWithin }: z.output<typeof routingEdit>,
): Promise<RoutingView> {
  if (teamId !== null) await requireOpenTeam(writing, workspaceId, teamId)
  const columns = { mode, reply_within: replyWithin, updated_at: at, updated_by: by }
  await writing
    .insertInto('routing')
    .values({ workspace_id: workspaceId, team_id: teamId ?? everyTeam, ...columns })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'team_id']).doUpdateSet(columns))
    .execute()
  await askForRouting(writing, workspaceId, at)
  return { teamId, mode, replyWithin }
}
