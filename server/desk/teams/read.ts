import type { Selectable } from 'kysely'
import { nameKey, type Team, teamBounds } from '#shared/team.ts'
import { Refusal } from '../../refusal.ts'
import { fromJson } from '../../store/json.ts'
import type { Tables } from '../../store/schema.ts'
import type { Reading } from '../../store/store.ts'

/** The teams of a workspace that are not archived, by name, with the people who still have access. */
export async function listTeams(read: Reading, workspaceId: string): Promise<Team[]> {
  const rows = await read
    .selectFrom('team')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('archived_at', 'is', null)
    .orderBy('name_key')
    .limit(teamBounds.teams)
    .execute()
  return withMembers(read, rows)
}

/** One team, archived or not. Throws `not-found`, also for a team of another workspace. */
export async function readTeam(read: Reading, workspaceId: string, id: string): Promise<Team> {
  const row = await read
    .selectFrom('team')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  const [team] = row ? await withMembers(read, [row]) : []
  if (team === undefined) throw new Refusal('not-found', 'This team does not exist.')
  return team
}

/** A team that conversations may go to. Throws `not-found`, and `conflict` where it is archived. */
export async function requireOpenTeam(read: Reading, workspaceId: string, id: string): Promise<Team> {
  const team = await readTeam(read, workspaceId, id)
  if (team.archivedAt !== undefined) throw new Refusal('conflict', 'This team is archived.')
  return team
}

/** The team with this name, as the responsibility list names teams; whatever its capitals and spaces. */
export async function teamNamed(
  read: Reading,
  workspaceId: string,
  name: string,
): Promise<{ id: string; name: string } | undefined> {
  return read
    .selectFrom('team')
    .select(['id', 'name'])
    .where('workspace_id', '=', workspaceId)
    .where('name_key', '=', nameKey(name))
    .where('archived_at', 'is', null)
    .executeTakeFirst()
}

async function withMembers(read: Reading, rows: Selectable<Tables['team']>[]): Promise<Team[]> {
  if (rows.length === 0) return []
  const members = await read
    .selectFrom('team_member')
    .innerJoin('person', 'person.id', 'team_member.person_id')
    .select(['team_member.team_id', 'person.id'])
    .where(
      'team_member.team_id',
      'in',
      rows.map(({ id }) => id),
    )
    .where('person.disabled_at', 'is', null)
    .orderBy('person.name')
    .orderBy('person.id')
    .execute()
  const byTeam = Map.groupBy(members, ({ team_id }) => team_id)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    ...(row.hours !== null && { hours: fromJson<Team['hours']>(row.hours) }),
    targets: fromJson(row.targets),
    members: (byTeam.get(row.id) ?? []).map(({ id }) => id),
    version: row.version,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
    ...(row.archived_at !== null && { archivedAt: row.archived_at }),
  }))
}
