import type { ResponsibilityList } from '#shared/responsibility.ts'
import { Refusal } from '../refusal.ts'
import { fromJson, toJson } from '../store/json.ts'
import type { Reading, Writing } from '../store/store.ts'

/** What leads where a workspace has not said otherwise. `answerAt` is a calibrated probability (decision 8). */
export const defaultResponsibilities: ResponsibilityList = {
  version: 1,
  rows: [{ topic: '*', lead: 'assistant', accountable: 'supervisor', answerAt: 0.5 }],
  askAt: 0.2,
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
  if (version !== list.version) {
    throw new Refusal(
      'conflict',
      'Somebody changed the responsibility list meanwhile. Compare before you save.',
    )
  }
  await writing
    .insertInto('responsibility')
    .values({
      workspace_id: edit.workspaceId,
      version: version + 1,
      list: toJson(list),
      created_at: edit.at,
      created_by: edit.by,
    })
    .execute()
}
