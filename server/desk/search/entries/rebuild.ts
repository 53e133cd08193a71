import { askForWork, type DueWork, finishWork } from '../../../store/due-work.ts'
import type { Store } from '../../../store/store.ts'
import { termsVersion } from '../terms.ts'
import { type IndexParts, indexConversation } from './index-conversation.ts'

/** Conversations of one piece of work at most, and how long it may hold up others, in milliseconds. */
const atOnce = 50
const longestPiece = 40
/** Between two pieces others have their turn. Milliseconds. */
const pause = 60
const setting = 'search-terms'

/** Asks for every conversation to be read again where this program makes other terms than the one before. */
export async function askForRebuild(store: Store, now: number): Promise<void> {
  const made = await store.read
    .selectFrom('setting')
    .select('value')
    .where('key', '=', setting)
    .executeTakeFirst()
  if (made?.value === String(termsVersion)) return
  await store.write((writing) =>
    askForWork(writing, {
      key: 'search-rebuild',
      kind: 'search-rebuild',
      payload: { after: '' },
      dueAt: now,
    }),
  )
}

/** Reads the next conversations by id, and asks for the rest; what is found meanwhile is what was read so far. */
export async function runRebuild(parts: IndexParts, work: DueWork, owner: string): Promise<void> {
  await parts.store.write(async (writing) => {
    if (!(await finishWork(writing, work, owner))) return
    const rows = await writing
      .selectFrom('conversation')
      .select('id')
      .where('id', '>', String(work.payload.after))
      .orderBy('id')
      .limit(atOnce)
      .execute()
    const began = performance.now()
    let last: string | undefined
    for (const { id } of rows) {
      await indexConversation(writing, parts.store.dialect, id, parts.now())
      last = id
      if (performance.now() - began > longestPiece) break
    }
    if (last !== undefined) {
      await askForWork(writing, {
        key: work.key,
        kind: work.kind,
        payload: { after: last },
        dueAt: parts.now() + pause,
      })
      return
    }
    await writing
      .insertInto('setting')
      .values({ key: setting, value: String(termsVersion) })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: String(termsVersion) }))
      .execute()
  })
}
