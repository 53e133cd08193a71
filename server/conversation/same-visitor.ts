import { Refusal } from '../refusal.ts'
import type { Reading, Writing } from '../store/store.ts'
import { isOf } from './contact.ts'
import { type ConversationRow, holdConversation } from './log/log.ts'

/** What else is open of the visitor or contact of a conversation, newest first; the one itself is not among it. */
export async function otherOpenConversations(
  read: Reading,
  { id, workspace_id, visitor_id, contact_id }: ConversationRow,
  limit: number,
): Promise<ConversationRow[]> {
  return read
    .selectFrom('conversation')
    .selectAll()
    .where(isOf({ id: visitor_id, workspaceId: workspace_id, contactId: contact_id }))
    .where('id', '!=', id)
    .where('status', '!=', 'resolved')
    .orderBy('updated_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Whether two conversations are of one visitor whom nobody knows, or of one contact: no others may ever become one. */
export function isOfSameVisitor(one: ConversationRow, other: ConversationRow): boolean {
  if (one.workspace_id !== other.workspace_id || one.contact_id !== other.contact_id) return false
  return one.contact_id !== null || one.visitor_id === other.visitor_id
}

/** The conversation that a row became a part of, or the row itself. */
export async function leadingOf(read: Reading, row: ConversationRow): Promise<ConversationRow> {
  let leading = row
  // It ends: each is older than the one before.
  while (leading.merged_into !== null) {
    leading = await read
      .selectFrom('conversation')
      .selectAll()
      .where('id', '=', leading.merged_into)
      .executeTakeFirstOrThrow(() => new Refusal('not-found', 'This conversation does not exist.'))
  }
  return leading
}

/** The same with the row held by this transaction: the younger before the older, as whoever merges takes them. */
export async function holdLeading(writing: Writing, conversationId: string): Promise<ConversationRow> {
  let held = await holdConversation(writing, conversationId)
  while (held.merged_into !== null) held = await holdConversation(writing, held.merged_into)
  return held
}
