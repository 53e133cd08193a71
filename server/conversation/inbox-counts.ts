import { mostCounted } from '#shared/inbox-bounds.ts'
import type { InboxCounts, InboxView } from '#shared/protocol.ts'
import type { Reading } from '../store/store.ts'
import { isInView } from './inbox.ts'

/**
 * What stands beside each view: true numbers up to `mostCounted`, one more where there are more. Each goes by an index
 * of its own and ends there, so that a million conversations are counted as quickly as a thousand.
 */
export async function countInbox(read: Reading, workspaceId: string, personId: string): Promise<InboxCounts> {
  const some = (view: InboxView) =>
    read
      .selectFrom('conversation')
      .where('workspace_id', '=', workspaceId)
      .where(isInView(view, personId))
      .limit(mostCounted + 1)
  const count = async (view: InboxView) => {
    const { count } = await read
      .selectFrom(some(view).select('id').as('some'))
      .select((each) => each.cast<number>(each.fn.countAll(), 'bigint').as('count'))
      .executeTakeFirstOrThrow()
    return count
  }
  const [automated, waiting, mine, resolved, approvals, attention, promises, snoozed, helping, { warned }] =
    await Promise.all([
      count('automated'),
      count('waiting'),
      count('mine'),
      count('resolved'),
      count('approvals'),
      count('attention'),
      count('promises'),
      count('snoozed'),
      count('helping'),
      read
        .selectFrom(some('promises').select('promises_warned').as('some'))
        .select((each) => each.cast<number>(each.fn.sum('promises_warned'), 'bigint').as('warned'))
        .executeTakeFirstOrThrow(),
    ])
  const promisesWarned = Math.min(warned ?? 0, mostCounted + 1)
  return {
    automated,
    waiting,
    mine,
    resolved,
    approvals,
    attention,
    promises,
    promisesWarned,
    snoozed,
    helping,
  }
}
