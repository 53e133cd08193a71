import { randomUUID } from 'node:crypto'
import type { PersonAct } from '#shared/account.ts'
import { fromJson, toJson } from '../store/json.ts'
import type { Reading, Writing } from '../store/store.ts'

/** Who does something to an account, in which workspace, and when. */
export interface Actor {
  workspaceId: string
  /** Null where nobody is signed in yet: whoever holds the link does it. */
  personId: string | null
  name: string
  at: number
}

/** A list of acts is for reading: what is older is kept and not shown. */
const mostShown = 200

/** Writes an act down, in the transaction that does it. */
export async function recordAct(
  writing: Writing,
  actor: Actor,
  personId: string,
  act: PersonAct['act'],
  detail: { from?: string | undefined; to?: string | undefined } = {},
): Promise<void> {
  const { newest } = await writing
    .selectFrom('person_act')
    .select((each) => each.fn.max('number').as('newest'))
    .where('workspace_id', '=', actor.workspaceId)
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow()
  await writing
    .insertInto('person_act')
    .values({
      ...{ id: randomUUID(), workspace_id: actor.workspaceId, person_id: personId, act, at: actor.at },
      number: Number(newest ?? 0) + 1,
      ...{ detail: toJson(detail), by_id: actor.personId, by_name: actor.name },
    })
    .execute()
}

/** What was done to a person's account, the newest first. */
export async function actsOf(read: Reading, workspaceId: string, personId: string): Promise<PersonAct[]> {
  const rows = await read
    .selectFrom('person_act')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .orderBy('number', 'desc')
    .orderBy('id')
    .limit(mostShown)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    act: row.act as PersonAct['act'],
    at: row.at,
    by: row.by_name,
    ...fromJson<{ from?: string; to?: string }>(row.detail),
  }))
}
