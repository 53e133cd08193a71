import type { Selectable } from 'kysely'
import type { Attachment } from '#shared/attachment.ts'
import { Refusal } from '../refusal.ts'
import type { Tables } from '../store/schema.ts'
import type { Writing } from '../store/store.ts'

/**
 * Makes uploads part of a conversation, in the transaction of the message that names them: from then on whoever may
 * read the conversation may read them, and nobody may send them again. Throws `conflict` for one that was sent
 * already, `not-found` for one that is gone or somebody else's.
 */
export async function claimAttachments(
  writing: Writing,
  ids: readonly string[],
  by: { ownerId: string; conversation: { id: string; workspace_id: string } },
): Promise<Attachment[] | undefined> {
  if (ids.length === 0) return undefined
  const mine = writing
    .selectFrom('attachment')
    .select('conversation_id')
    .where('id', 'in', ids)
    .where('owner_id', '=', by.ownerId)
  const rows = await writing
    .updateTable('attachment')
    .set({ conversation_id: by.conversation.id })
    .where('id', 'in', ids)
    .where('owner_id', '=', by.ownerId)
    .where('workspace_id', '=', by.conversation.workspace_id)
    .where('state', '=', 'ready')
    .where('conversation_id', 'is', null)
    .returningAll()
    .execute()
  const found = ids.flatMap((id) => rows.find((row) => row.id === id) ?? [])
  if (found.length < ids.length) {
    const claimed = await mine.where('id', 'not in', ['', ...found.map((row) => row.id)]).execute()
    if (claimed.some((row) => row.conversation_id !== null))
      throw new Refusal('conflict', 'A file of this message was sent before; nothing was sent.')
    throw new Refusal('not-found', 'A file of this message is no longer there. Attach it again.')
  }
  return found.map(viewOf)
}

function viewOf(row: Selectable<Tables['attachment']>): Attachment {
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    size: row.size,
    ...(row.width !== null && row.height !== null && { width: row.width, height: row.height }),
    url: `/api/v1/attachments/${row.id}`,
  }
}
