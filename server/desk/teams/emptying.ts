import { type ConversationParts, changeConversation } from '../../conversation/index.ts'
import { type DueWork, finishWork, repeatWork } from '../../store/due-work.ts'
import { moveToTeam } from './beside.ts'

/** So many conversations of an archived team are moved in one run. */
const atOnce = 50

/**
 * Moves what is open in the queue of an archived team to the general queue, some at a time. A process that dies in
 * between leaves the rest due.
 */
export async function runTeamEmptying(parts: ConversationParts, work: DueWork, owner: string): Promise<void> {
  const open = await parts.store.read
    .selectFrom('conversation')
    .select('id')
    .where('team_id', '=', String(work.payload.teamId))
    .where('status', 'in', ['automated', 'queued', 'assigned'])
    .limit(atOnce + 1)
    .execute()
  for (const { id } of open.slice(0, atOnce)) {
    await changeConversation(parts, id, async (log) => moveToTeam(log, null))
  }
  await parts.store.write((writing) =>
    open.length > atOnce ? repeatWork(writing, work, owner, parts.now()) : finishWork(writing, work, owner),
  )
}
