import type { BlockReason } from '#shared/acts.ts'
import { mostPageEvents } from '#shared/page-claims.ts'
import type { DeskSnapshot } from '#shared/protocol.ts'
import { fromJson } from '../store/json.ts'
import type { Reading } from '../store/store.ts'
import { blockOf } from './blocks.ts'
import type { ConversationRow } from './log/log.ts'

/**
 * Who the desk talks with: what the shop signed of them, and what their page claims. Of a contact's devices the one that
 * was seen last tells where they are.
 */
export async function visitorViewOf(
  read: Reading,
  row: ConversationRow,
  isOnline: boolean,
  now: number,
): Promise<DeskSnapshot['visitor']> {
  const visitor = await read
    .selectFrom('visitor')
    .select(['id', 'locale', 'page', 'seen_at', 'context', 'order_number'])
    .$if(row.contact_id === null, (query) => query.where('id', '=', row.visitor_id))
    .$if(row.contact_id !== null, (query) => query.where('contact_id', '=', row.contact_id))
    .orderBy('seen_at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  const contact =
    row.contact_id === null
      ? undefined
      : await read
          .selectFrom('contact')
          .select(['subject', 'name', 'email'])
          .where('id', '=', row.contact_id)
          .where('workspace_id', '=', row.workspace_id)
          .executeTakeFirstOrThrow()
  const events = await read
    .selectFrom('visitor_event')
    .select(['name', 'data', 'at'])
    .where('visitor_id', '=', visitor.id)
    .orderBy('number', 'desc')
    .limit(mostPageEvents)
    .execute()
  return {
    id: row.visitor_id,
    ...(contact && {
      name: contact.name ?? undefined,
      email: contact.email ?? undefined,
      customer: contact.subject,
    }),
    locale: visitor.locale,
    page: visitor.page === null ? undefined : fromJson(visitor.page),
    lastSeenAt: visitor.seen_at,
    online: isOnline,
    context: visitor.context === null ? undefined : fromJson(visitor.context),
    order: visitor.order_number ?? undefined,
    blocked: await blockedOf(read, row, now),
    events: events.map(({ name, data, at }) => ({ name, data: fromJson(data), at })),
  }
}

async function blockedOf(
  read: Reading,
  row: ConversationRow,
  now: number,
): Promise<DeskSnapshot['visitor']['blocked']> {
  const block = await blockOf(read, { id: row.visitor_id, contactId: row.contact_id }, now)
  return block && { reason: block.reason as BlockReason, until: block.until ?? undefined, by: block.by_name }
}
