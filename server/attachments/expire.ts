import { type DueWork, finishWork } from '../store/due-work.ts'
import type { Store } from '../store/store.ts'

/** Deletes an upload that no message has named in time, also one that broke off with its process. */
export async function expireAttachment(parts: { store: Store }, work: DueWork, owner: string): Promise<void> {
  await parts.store.write(async (writing) => {
    if (!(await finishWork(writing, work, owner))) return
    await writing
      .deleteFrom('attachment')
      .where('id', '=', String(work.payload.id))
      .where('conversation_id', 'is', null)
      .execute()
  })
}
