import { type FloorQueue, floorBounds } from '#shared/floor.ts'
import { type Hours, isOpenAt, nextOpening } from '#shared/hours.ts'
import { readLook } from '#shared/site.ts'
import type { Team } from '#shared/team.ts'
import { fromJson } from '../../store/json.ts'
import type { Reading } from '../../store/store.ts'
import type { Candidate } from '../routing/decide.ts'

/** A workspace with more sites than this is open when one of the first of them is (invariant 15). */
const mostSites = 200

/** The general queue of a workspace and then each team's: who waits in it, and who is there for it. */
export async function floorQueues(
  read: Reading,
  workspaceId: string,
  teams: readonly Team[],
  people: readonly Candidate[],
  now: number,
): Promise<FloorQueue[]> {
  const [waiting, general] = await Promise.all([
    waitingByTeam(read, workspaceId),
    hoursOfSites(read, workspaceId),
  ])
  const queueOf = (
    team: { id: string; name: string } | undefined,
    hours: readonly (Hours | undefined)[],
    members: readonly Candidate[],
  ): FloorQueue => ({
    ...(team && { team }),
    ...(waiting.get(team?.id ?? null) ?? { waiting: 0 }),
    ...openingOf(hours, now),
    ...attendanceOf(members),
  })
  return [
    queueOf(undefined, general, people),
    ...teams.map(({ id, name, hours, members }) =>
      // A team of nobody is everybody's.
      queueOf(
        { id, name },
        [hours],
        members.length === 0 ? people : people.filter((each) => members.includes(each.id)),
      ),
    ),
  ]
}

async function waitingByTeam(
  read: Reading,
  workspaceId: string,
): Promise<Map<string | null, { waiting: number; longestSince: number }>> {
  const rows = await read
    .selectFrom(
      read
        .selectFrom('conversation')
        .select(['team_id', 'queued_at'])
        .where('workspace_id', '=', workspaceId)
        .where('queued_at', 'is not', null)
        .where('snoozed_until', 'is', null)
        .orderBy('queued_at')
        .limit(floorBounds.waiting + 1)
        .as('some'),
    )
    .select((each) => [
      'team_id',
      each.cast<number>(each.fn.countAll(), 'bigint').as('waiting'),
      each.fn.min('queued_at').as('since'),
    ])
    .groupBy('team_id')
    .execute()
  return new Map(rows.map(({ team_id, waiting, since }) => [team_id, { waiting, longestSince: since ?? 0 }]))
}

/** By which hours the general queue is answered: each site has its own. */
async function hoursOfSites(read: Reading, workspaceId: string): Promise<(Hours | undefined)[]> {
  const sites = await read
    .selectFrom('site')
    .select(['name', 'look'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('key')
    .limit(mostSites)
    .execute()
  return sites.map(({ name, look }) => readLook(fromJson(look), name).hours)
}

/** Open where one of these hours is; otherwise when the first of them opens. */
function openingOf(hours: readonly (Hours | undefined)[], now: number): Pick<FloorQueue, 'open' | 'opensAt'> {
  if (hours.length === 0 || hours.some((each) => isOpenAt(each, now))) return { open: true }
  const openings = hours.flatMap((each) => nextOpening(each, now) ?? [])
  return { open: false, ...(openings.length > 0 && { opensAt: Math.min(...openings) }) }
}

function attendanceOf(people: readonly Candidate[]) {
  const here = people.filter(({ presence }) => presence !== 'offline')
  const how = (presence: Candidate['presence']) => here.filter((each) => each.presence === presence).length
  return {
    online: how('online'),
    away: how('away'),
    busy: how('busy'),
    load: here.reduce((sum, { load }) => sum + load, 0),
    capacity: here.reduce((sum, { capacity }) => sum + capacity, 0),
  }
}
