import type { ResponsibilityList } from '#shared/responsibility.ts'
import type { ListVersion } from '#shared/responsibility-issues.ts'
import { Refusal } from '../refusal.ts'
import { fromJson, toJson } from '../store/json.ts'
import type { Reading, Writing } from '../store/store.ts'

/** What leads where a workspace has not said otherwise. `answerAt` is a calibrated probability (decision 8). */
export const defaultResponsibilities: ResponsibilityList = {
  version: 1,
  rows: [{ topic: '*', lead: 'assistant', accountable: 'supervisor', answerAt: 0.5 }],
  askAt: 0.3,
  angerAt: 0.5,
  missesAllowed: 2,
}

/** A list with who made it and when; nobody made the one that every workspace begins with. */
export interface MadeList {
  list: ResponsibilityList
  made?: { at: number; by: string } | undefined
}

type Edit = { workspaceId: string; by: string; at: number }

/** The list in force: the newest version. */
export async function responsibilitiesOf(read: Reading, workspaceId: string): Promise<ResponsibilityList> {
  return (await listInForce(read, workspaceId)).list
}

/** The list in force with who put it there. */
export async function listInForce(read: Reading, workspaceId: string): Promise<MadeList> {
  const row = await read
    .selectFrom('responsibility')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? { list: defaultResponsibilities } : madeOf(row)
}

/** One version of the list, as traces name it. Throws `not-found`. */
export async function listVersion(read: Reading, workspaceId: string, version: number): Promise<MadeList> {
  const row = await read
    .selectFrom('responsibility')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('version', '=', version)
    .executeTakeFirst()
  if (row !== undefined) return madeOf(row)
  if (version === defaultResponsibilities.version) return { list: defaultResponsibilities }
  throw new Refusal('not-found', 'The responsibility list has no such version.')
}

/** The versions that people made, newest first, a page at a time. */
export async function listVersions(
  read: Reading,
  request: { workspaceId: string; cursor?: number | undefined; limit: number },
): Promise<{ versions: ListVersion[]; next?: string | undefined }> {
  const rows = await read
    .selectFrom('responsibility')
    .select(['version', 'created_at', 'created_by'])
    .where('workspace_id', '=', request.workspaceId)
    .where('version', '<', request.cursor ?? Number.MAX_SAFE_INTEGER)
    .orderBy('version', 'desc')
    .limit(request.limit + 1)
    .execute()
  const shown = rows.slice(0, request.limit)
  return {
    versions: shown.map((row) => ({ version: row.version, at: row.created_at, by: row.created_by })),
    next: rows.length > request.limit ? String(shown.at(-1)?.version) : undefined,
  }
}

/**
 * Puts the next version of the list in force; earlier ones stay, because traces name them. Throws `conflict` where
 * the edited version is no longer the one in force.
 */
export async function saveResponsibilities(
  writing: Writing,
  edit: Edit,
  list: ResponsibilityList,
): Promise<void> {
  const { version } = await responsibilitiesOf(writing, edit.workspaceId)
  const added = version === list.version && (await addVersion(writing, edit, list.version + 1, list))
  if (!added) {
    throw new Refusal(
      'conflict',
      'Somebody changed the responsibility list meanwhile. Compare before you save.',
    )
  }
}

/** The list that a workspace begins with, as its first version; leaves one that is there. */
export async function beginResponsibilities(
  writing: Writing,
  edit: Edit,
  list: Omit<ResponsibilityList, 'version'>,
): Promise<void> {
  const { made } = await listInForce(writing, edit.workspaceId)
  if (made === undefined) await addVersion(writing, edit, defaultResponsibilities.version, list)
}

/** Whether this version was still free: of two who save at once both see the same one in force. */
async function addVersion(
  writing: Writing,
  edit: Edit,
  version: number,
  list: Omit<ResponsibilityList, 'version'>,
): Promise<boolean> {
  const row = await writing
    .insertInto('responsibility')
    .values({
      workspace_id: edit.workspaceId,
      version,
      list: toJson({ ...list, version }),
      created_at: edit.at,
      created_by: edit.by,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'version']).doNothing())
    .returning('version')
    .executeTakeFirst()
  return row !== undefined
}

function madeOf(row: { version: number; list: string; created_at: number; created_by: string }): MadeList {
  const list = { ...fromJson<ResponsibilityList>(row.list), version: row.version }
  return { list, made: { at: row.created_at, by: row.created_by } }
}
