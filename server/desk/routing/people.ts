import type { Presence } from '#shared/presence.ts'
import { nameKey, type Skill } from '#shared/team.ts'
import type { Reading } from '../../store/store.ts'
import { presencesOf } from '../presence/presence.ts'
import { listProfiles } from '../teams/index.ts'
import { type Candidate, weightOf } from './decide.ts'

/** Names a skill, whatever its capitals and spaces. */
export function skillKey({ kind, value }: Skill): string {
  return `${kind}:${nameKey(value)}`
}

/**
 * Everybody of a workspace as routing sees them now. `isHere` knows the connections of this very node, which count
 * whatever the clock says of their leases.
 */
export async function candidatesOf(
  read: Reading,
  workspaceId: string,
  now: number,
  isHere: (personId: string) => boolean,
): Promise<Candidate[]> {
  const [profiles, presences, memberships, loads, kept] = await Promise.all([
    listProfiles(read, workspaceId),
    presencesOf(read, workspaceId, now),
    membershipsOf(read, workspaceId),
    loadsOf(read, workspaceId),
    read
      .selectFrom('presence')
      .select(['person_id', 'choice', 'given_at'])
      .where('workspace_id', '=', workspaceId)
      .execute(),
  ])
  const keptOf = new Map(kept.map((row) => [row.person_id, row]))
  return profiles.map(({ personId, capacity, skills }) => {
    const here = isHere(personId) ? (keptOf.get(personId)?.choice as Presence | undefined) : undefined
    return {
      id: personId,
      presence: presences.get(personId) ?? here ?? 'offline',
      teams: memberships.get(personId) ?? [],
      skills: skills.map(skillKey),
      capacity,
      load: loads.get(personId) ?? 0,
      lastGivenAt: keptOf.get(personId)?.given_at ?? null,
    }
  })
}

/** What everybody of a workspace, or one of them, has open, weighted. */
export async function loadsOf(
  read: Reading,
  workspaceId: string,
  personId?: string,
): Promise<Map<string, number>> {
  const rows = await read
    .selectFrom('conversation')
    .select((each) => [
      'assignee_id',
      each.cast<number>(each.fn.countAll(), 'bigint').as('open'),
      each.cast<number>(each.fn.count('waiting_since'), 'bigint').as('waiting'),
    ])
    .where('workspace_id', '=', workspaceId)
    .where('status', '=', 'assigned')
    .$if(personId !== undefined, (query) => query.where('assignee_id', '=', personId ?? ''))
    .groupBy('assignee_id')
    .execute()
  const full = weightOf({ isVisitorWaiting: true })
  const part = weightOf({ isVisitorWaiting: false })
  return new Map(
    rows.map((row) => [row.assignee_id ?? '', row.waiting * full + (row.open - row.waiting) * part]),
  )
}

async function membershipsOf(read: Reading, workspaceId: string): Promise<Map<string, string[]>> {
  const rows = await read
    .selectFrom('team_member')
    .innerJoin('team', 'team.id', 'team_member.team_id')
    .select(['team_member.person_id', 'team.id'])
    .where('team.workspace_id', '=', workspaceId)
    .where('team.archived_at', 'is', null)
    .execute()
  const byPerson = Map.groupBy(rows, ({ person_id }) => person_id)
  return new Map([...byPerson].map(([person, teams]) => [person, teams.map(({ id }) => id)]))
}
