import type { z } from 'zod'
import { type DeskProfile, defaultCapacity } from '#shared/team.ts'
import type { deskProfileEdit } from '#shared/team-edit.ts'
import { Refusal } from '../../refusal.ts'
import { fromJson, toJson } from '../../store/json.ts'
import type { Reading, Writing } from '../../store/store.ts'
import type { Edit } from './teams.ts'

/** What routing knows of everybody in a workspace who has access. */
export async function listProfiles(read: Reading, workspaceId: string): Promise<DeskProfile[]> {
  const rows = await profiles(read, workspaceId).orderBy('person.name').limit(500).execute()
  return rows.map(profileOf)
}

/** What routing knows of one person. Throws `not-found`. */
export async function readProfile(
  read: Reading,
  workspaceId: string,
  personId: string,
): Promise<DeskProfile> {
  const row = await profiles(read, workspaceId).where('person.id', '=', personId).executeTakeFirst()
  if (row === undefined) throw new Refusal('not-found', 'This person does not exist.')
  return profileOf(row)
}

/** Sets capacity and skills. Throws `not-found`, and `conflict` where somebody else has changed them meanwhile. */
export async function saveProfile(
  writing: Writing,
  edit: Edit,
  personId: string,
  { capacity, skills, version }: z.output<typeof deskProfileEdit>,
): Promise<DeskProfile> {
  const before = await readProfile(writing, edit.workspaceId, personId)
  const columns = { capacity, skills: toJson(skills), updated_at: edit.at, updated_by: edit.by }
  const saved = await writing
    .insertInto('desk_profile')
    .values({ person_id: personId, version: 1, ...columns })
    .onConflict((conflict) =>
      conflict
        .column('person_id')
        .doUpdateSet((each) => ({ ...columns, version: each('desk_profile.version', '+', 1) }))
        .where('desk_profile.version', '=', version),
    )
    .returning('version')
    .executeTakeFirst()
  // A first row that was not asked for as the first is somebody else's, too.
  if (saved === undefined || saved.version !== version + 1) {
    throw new Refusal(
      'conflict',
      `This is at version ${before.version} by now; read it again before you change it.`,
    )
  }
  return { personId, capacity, skills, version: saved.version }
}

function profiles(read: Reading, workspaceId: string) {
  return read
    .selectFrom('person')
    .leftJoin('desk_profile', 'desk_profile.person_id', 'person.id')
    .select(['person.id', 'desk_profile.capacity', 'desk_profile.skills', 'desk_profile.version'])
    .where('person.workspace_id', '=', workspaceId)
    .where('person.disabled_at', 'is', null)
}

function profileOf(row: {
  id: string
  capacity: number | null
  skills: string | null
  version: number | null
}): DeskProfile {
  return {
    personId: row.id,
    capacity: row.capacity ?? defaultCapacity,
    skills: row.skills === null ? [] : fromJson(row.skills),
    version: row.version ?? 0,
  }
}
