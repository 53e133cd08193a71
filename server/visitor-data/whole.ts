import { Refusal } from '../refusal.ts'
import type { Reading, Writing } from '../store/store.ts'

/** Everything that belongs to one human being: a visitor, or all devices of the contact they are. */
export interface Whole {
  workspaceId: string
  contactId: string | null
  visitorIds: string[]
  conversationIds: string[]
}

/** Whoever this visitor is. Throws `not-found` where this workspace has no such visitor (invariant 9). */
export async function wholeOf(read: Reading, workspaceId: string, visitorId: string): Promise<Whole> {
  const visitor = await read
    .selectFrom('visitor')
    .select('contact_id')
    .where('id', '=', visitorId)
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  if (visitor === undefined) throw new Refusal('not-found', 'This visitor does not exist.')
  const contactId = visitor.contact_id
  const visitorIds =
    contactId === null
      ? [visitorId]
      : (await read.selectFrom('visitor').select('id').where('contact_id', '=', contactId).execute()).map(
          ({ id }) => id,
        )
  const conversations = await read
    .selectFrom('conversation')
    .select('id')
    .where((each) =>
      each.or([
        each('visitor_id', 'in', visitorIds),
        ...(contactId === null ? [] : [each('contact_id', '=', contactId)]),
      ]),
    )
    .orderBy('id')
    .execute()
  return { workspaceId, contactId, visitorIds, conversationIds: conversations.map(({ id }) => id) }
}

/**
 * The same with every row held by this transaction: visitors before the contact before conversations, as everybody who
 * writes takes them, so that nothing new comes into being meanwhile.
 */
export async function holdWhole(writing: Writing, workspaceId: string, visitorId: string): Promise<Whole> {
  const before = await wholeOf(writing, workspaceId, visitorId)
  for (const id of before.visitorIds.toSorted()) {
    await writing
      .updateTable('visitor')
      .set((each) => ({ created_at: each.ref('created_at') }))
      .where('id', '=', id)
      .execute()
  }
  if (before.contactId !== null) {
    await writing
      .updateTable('contact')
      .set((each) => ({ created_at: each.ref('created_at') }))
      .where('id', '=', before.contactId)
      .execute()
  }
  const held = await wholeOf(writing, workspaceId, visitorId)
  // Identified in between: who that is now has more than was held.
  if (held.contactId !== before.contactId)
    throw new Refusal('conflict', 'This visitor has just been identified.')
  for (const id of held.conversationIds) {
    await writing
      .updateTable('conversation')
      .set((each) => ({ head: each.ref('head') }))
      .where('id', '=', id)
      .execute()
  }
  return held
}

/** Neither dialect takes any number of parameters in one statement. */
export function inParts(ids: readonly string[]): string[][] {
  const parts: string[][] = []
  for (let start = 0; start < ids.length; start += 500) parts.push(ids.slice(start, start + 500))
  return parts
}
