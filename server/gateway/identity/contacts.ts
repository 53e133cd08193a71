import { randomUUID } from 'node:crypto'
import type { Writing } from '../../store/store.ts'
import type { SignedIdentity } from './signed-identity.ts'

/**
 * The contact of this workspace with the identity's subject, made where there was none. What the newest identity says
 * holds; what it leaves out stays known. Holds the row, so that whatever the transaction does next for this contact is
 * done by one at a time.
 */
export async function keepContact(
  writing: Writing,
  request: { workspaceId: string; identity: SignedIdentity; at: number },
): Promise<{ id: string; name: string | null; email: string | null }> {
  const { subject, name, email, locale } = request.identity
  const said = { ...(name && { name }), ...(email && { email }), ...(locale && { locale }) }
  return writing
    .insertInto('contact')
    .values({
      id: randomUUID(),
      workspace_id: request.workspaceId,
      subject,
      name: name ?? null,
      email: email ?? null,
      locale: locale ?? null,
      created_at: request.at,
      seen_at: request.at,
    })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'subject']).doUpdateSet({ ...said, seen_at: request.at }),
    )
    .returning(['id', 'name', 'email'])
    .executeTakeFirstOrThrow()
}

/** Gives the contact what this visitor said before anybody knew who they are. */
export async function takeConversationsAlong(
  writing: Writing,
  visitorId: string,
  contact: { id: string; name: string | null },
): Promise<void> {
  await writing
    .updateTable('conversation')
    .set({ contact_id: contact.id, contact_name: contact.name })
    .where('visitor_id', '=', visitorId)
    .where('contact_id', 'is', null)
    .execute()
}

/** Calls the contact by their name in every conversation of theirs. */
export async function spreadName(
  writing: Writing,
  contact: { id: string; name: string | null },
): Promise<void> {
  if (contact.name === null) return
  const { name } = contact
  await writing
    .updateTable('conversation')
    .set({ contact_name: name })
    .where('contact_id', '=', contact.id)
    .where((each) => each.or([each('contact_name', 'is', null), each('contact_name', '!=', name)]))
    .execute()
}
