import type { Store } from '../store/store.ts'
import type { ConversationRow } from './log/log.ts'

/** How far each side has really seen a conversation, by `seq`: the visitor's side, and people at the desk. */
const columns = { visitor: 'read_seq', desk: 'desk_read_seq' } as const

/**
 * Keeps that one side has seen everything up to `seq`, never more than there is. It only goes forward: of two tabs, or
 * two people, the one that has read further counts. Answers how far that side has read now, and whether this moved it.
 */
export async function keepRead(
  store: Store,
  side: keyof typeof columns,
  { id, head }: Pick<ConversationRow, 'id' | 'head'>,
  seq: number,
): Promise<{ seq: number; moved: boolean }> {
  const column = columns[side]
  const read = Math.min(seq, head)
  return store.write(async (writing) => {
    const { numUpdatedRows } = await writing
      .updateTable('conversation')
      .set({ [column]: read })
      .where('id', '=', id)
      .where(column, '<', read)
      .executeTakeFirst()
    const row = await writing
      .selectFrom('conversation')
      .select(['read_seq', 'desk_read_seq'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    return { seq: row[column], moved: numUpdatedRows > 0n }
  })
}
