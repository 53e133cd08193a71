import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { nameKey, type Team, teamBounds } from '#shared/team.ts'
import type { newTeam } from '#shared/team-edit.ts'
import { Refusal } from '../../refusal.ts'
import { askForWork } from '../../store/due-work.ts'
import { toJson } from '../../store/json.ts'
import type { Writing } from '../../store/store.ts'
import { readTeam, requireOpenTeam, teamNamed } from './read.ts'

/** Who changes something, where and when. */
export interface Edit {
  workspaceId: string
  by: string
  at: number
}

/**
 * Makes a team, or changes one of this workspace. Throws `not-found`; `invalid` where a member is nobody of this
 * workspace; and `conflict` where the name is another team's, the team is archived, or somebody else has changed it
 * since the version that was edited.
 */
export async function saveTeam(
  writing: Writing,
  edit: Edit,
  content: z.output<typeof newTeam>,
  known?: { id: string; version: number },
): Promise<Team> {
  const id = known?.id ?? randomUUID()
  await requirePeople(writing, edit.workspaceId, content.members)
  await requireFreeName(writing, edit.workspaceId, content.name, id)
  const columns = {
    name: content.name,
    name_key: nameKey(content.name),
    hours: content.hours ? toJson(content.hours) : null,
    targets: toJson(content.targets),
    updated_at: edit.at,
    updated_by: edit.by,
  }
  if (known) {
    const isChanged = await changeVersion(writing, edit, known, columns)
    if (!isChanged) await refuseChange(writing, edit.workspaceId, known)
    await writing.deleteFrom('team_member').where('team_id', '=', id).execute()
    await lookAtClocks(writing, id, edit.at)
  } else {
    await requireRoom(writing, edit.workspaceId)
    await writing
      .insertInto('team')
      .values({ id, workspace_id: edit.workspaceId, version: 1, created_at: edit.at, ...columns })
      .execute()
  }
  if (content.members.length > 0) {
    await writing
      .insertInto('team_member')
      .values(content.members.map((personId) => ({ team_id: id, person_id: personId })))
      .execute()
  }
  return readTeam(writing, edit.workspaceId, id)
}

/**
 * Archives a team: nothing new comes to it, its name is free, and what waits in its queue goes to the general queue.
 * Throws as `saveTeam` does.
 */
export async function archiveTeam(
  writing: Writing,
  edit: Edit,
  known: { id: string; version: number },
): Promise<Team> {
  const columns = { archived_at: edit.at, updated_at: edit.at, updated_by: edit.by }
  if (!(await changeVersion(writing, edit, known, columns)))
    await refuseChange(writing, edit.workspaceId, known)
  await askForWork(writing, {
    key: `team-emptying:${known.id}`,
    kind: 'team-emptying',
    payload: { teamId: known.id },
    dueAt: edit.at,
  })
  return readTeam(writing, edit.workspaceId, known.id)
}

async function changeVersion(
  writing: Writing,
  { workspaceId }: Edit,
  known: { id: string; version: number },
  columns: object,
): Promise<boolean> {
  const row = await writing
    .updateTable('team')
    .set((each) => ({ ...columns, version: each('version', '+', 1) }))
    .where('id', '=', known.id)
    .where('workspace_id', '=', workspaceId)
    .where('version', '=', known.version)
    .where('archived_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

async function refuseChange(writing: Writing, workspaceId: string, { id }: { id: string }): Promise<never> {
  const present = await requireOpenTeam(writing, workspaceId, id)
  throw new Refusal(
    'conflict',
    `This team is at version ${present.version} by now; read it again before you change it.`,
  )
}

async function requirePeople(writing: Writing, workspaceId: string, members: string[]): Promise<void> {
  if (members.length === 0) return
  const found = await writing
    .selectFrom('person')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('disabled_at', 'is', null)
    .where('id', 'in', members)
    .execute()
  const known = new Set(found.map(({ id }) => id))
  const issues = members.flatMap((id, place) =>
    known.has(id) ? [] : [{ path: `members.${place}`, message: 'Nobody in this workspace has this id.' }],
  )
  if (issues.length > 0)
    throw new Refusal('invalid', 'One of these people is not in this workspace.', { issues })
}

async function requireFreeName(
  writing: Writing,
  workspaceId: string,
  name: string,
  id: string,
): Promise<void> {
  const other = await teamNamed(writing, workspaceId, name)
  if (other === undefined || other.id === id) return
  throw new Refusal('conflict', `There is a team with the name “${other.name}” already.`)
}

async function requireRoom(writing: Writing, workspaceId: string): Promise<void> {
  const { count } = await writing
    .selectFrom('team')
    .select((each) => each.cast<number>(each.fn.countAll(), 'bigint').as('count'))
    .where('workspace_id', '=', workspaceId)
    .where('archived_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (count >= teamBounds.teams)
    throw new Refusal('conflict', `A workspace has at most ${teamBounds.teams} teams.`)
}

/** New hours or levels may bring a deadline forward: the watcher looks at every clock of the team that runs. */
async function lookAtClocks(writing: Writing, teamId: string, at: number): Promise<void> {
  const running = await writing
    .selectFrom('conversation')
    .select('id')
    .where('team_id', '=', teamId)
    .where('level_due_at', 'is not', null)
    .limit(mostLookedAt)
    .execute()
  for (const { id } of running) {
    await askForWork(writing, {
      key: `watch:${id}`,
      kind: 'watch',
      payload: { conversationId: id },
      dueAt: at,
    })
  }
}

/** More open conversations than this of one team are looked at when their next event comes (invariant 15). */
const mostLookedAt = 500
