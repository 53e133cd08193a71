import type { ResponsibilityList } from '#shared/responsibility.ts'
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

/** The list in force: the newest version. */
export async function responsibilitiesOf(read: Reading, workspaceId: string): Promise<ResponsibilityList> {
  const row = await read
    .selectFrom('responsibility')
    .select(['version', 'list'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return defaultResponsibilities
  return { ...fromJson<ResponsibilityList>(row.list), version: row.version }
}

/**
 * Puts the next version of the list in force; earlier ones stay, because traces name them. Throws `conflict` where
 * the edited version is no longer the one in force.
 */
export async function saveResponsibilities(
  writing: Writing,
  edit: { workspaceId: string; by: string; at: number },
  list: ResponsibilityList,
): Promise<void> {
  const { version } = await responsibilitiesOf(writing, edit.workspaceId)
  const added = version === list.version && (await addVersion(writing, edit, list))
  if (!added) {
    throw new Refusal(
      'conflict',
      'Somebody changed the responsibility list meanwhile. Compare before you save.',
    )
  }
}

/** Whether the version after `list.version` was still free: of two who save at once both see the same one in force. */
async function addVersion(
  writing: Writing,
  edit: { workspaceId: string; by: string; at: number },
  list: ResponsibilityList,
): Promise<boolean> {
  const row = await writing
    .insertInto('responsibility')
    .values({
      workspace_id: edit.workspaceId,
      version: list.version + 1,
      list: toJson(list),
      created_at: edit.at,
      created_by: edit.by,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'version']).doNothing())
    .returning('version')
    .executeTakeFirst()
  return row !== undefined
}
