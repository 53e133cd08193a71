import { Refusal } from '../refusal.ts'
import type { Store, Writing } from '../store/store.ts'
import { blankDefects } from './blank-defects.ts'
import { holdWhole, inParts, type Whole } from './whole.ts'

/**
 * Erases a visitor, and where they are a contact the contact with all devices: afterwards no table has a word of
 * theirs (invariant 16). What was seen of the assistant's mistakes stays, without their words (invariant 20). One
 * transaction: a turn that is under way finds neither its work nor its conversation and commits nothing. The caller
 * ends what is open to them. Throws `not-found`, and `conflict` while an approved action is being carried out, which
 * takes a minute or two at most.
 *
 * @param request.by `visitor`, or the name of the person who erases
 */
export async function eraseVisitor(
  parts: { store: Store; now(): number; report(reason: unknown, about: string): void },
  request: { workspaceId: string; visitorId: string; by: string },
): Promise<Whole> {
  const at = parts.now()
  const erased = await parts.store.write(async (writing) => {
    const whole = await holdWhole(writing, request.workspaceId, request.visitorId)
    await refuseWhileRunning(writing, whole)
    await blankDefects(writing, whole, at)
    await dropWork(writing, whole)
    for (const ids of inParts(whole.conversationIds)) await dropConversations(writing, ids)
    for (const ids of inParts(whole.visitorIds)) await dropVisitors(writing, ids)
    if (whole.contactId !== null)
      await writing.deleteFrom('contact').where('id', '=', whole.contactId).execute()
    for (const visitorId of whole.visitorIds) {
      await writing
        .insertInto('erasure')
        .values({ visitor_id: visitorId, workspace_id: whole.workspaceId, at, requested_by: request.by })
        .onConflict((conflict) => conflict.column('visitor_id').doNothing())
        .execute()
    }
    return whole
  })
  // They are gone from every table already; the next erasure, or the log's own turn, empties it too.
  await parts.store.forget().catch((reason) => parts.report(reason, 'emptying the log of the store'))
  return erased
}

/** The shop is being asked for a refund this very moment: what comes of it must be kept first. */
async function refuseWhileRunning(writing: Writing, { conversationIds }: Whole): Promise<void> {
  for (const ids of inParts(conversationIds)) {
    const running = await writing
      .selectFrom('proposal')
      .select('id')
      .where('conversation_id', 'in', ids)
      .where('state', '=', 'running')
      .limit(1)
      .executeTakeFirst()
    if (running)
      throw new Refusal(
        'conflict',
        'Something that was approved, such as a refund, is being carried out right now. Erase in two minutes.',
      )
  }
}

/** Work that names one of their ids, whatever kind it is: turns, follow-ups, readings, mails. */
async function dropWork(writing: Writing, { conversationIds, visitorIds }: Whole): Promise<void> {
  for (const ids of inParts([...conversationIds, ...visitorIds])) {
    await writing
      .deleteFrom('due_work')
      // Ids are UUIDs of ours: they hold no wildcard, and stand in nobody else's work.
      .where((each) => each.or(ids.map((id) => each('payload', 'like', `%"${id}"%`))))
      .execute()
  }
  for (const ids of inParts(conversationIds)) {
    const proposals = await writing
      .selectFrom('proposal')
      .select('id')
      .where('conversation_id', 'in', ids)
      .execute()
    for (const { id } of proposals)
      await writing.deleteFrom('due_work').where('payload', 'like', `%"${id}"%`).execute()
  }
}

async function dropConversations(writing: Writing, ids: string[]): Promise<void> {
  for (const table of ['event', 'message', 'watch_state', 'proposal', 'copilot_draft'] as const)
    await writing.deleteFrom(table).where('conversation_id', 'in', ids).execute()
  // Their files go with them, and the parts with the files.
  await writing.deleteFrom('conversation').where('id', 'in', ids).execute()
}

async function dropVisitors(writing: Writing, ids: string[]): Promise<void> {
  await writing.deleteFrom('visitor_event').where('visitor_id', 'in', ids).execute()
  await writing
    .deleteFrom('model_use')
    .where(
      'subject',
      'in',
      ids.map((id) => `visitor:${id}`),
    )
    .execute()
  // Their consents and uploads go with them.
  await writing.deleteFrom('visitor').where('id', 'in', ids).execute()
}
