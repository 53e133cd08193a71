import type { ConversationParts } from '../../conversation/index.ts'
import { changeConversation, newestConversation, noteContact } from '../../conversation/index.ts'
import { digestOf } from '../../people/index.ts'
import { Refusal } from '../../refusal.ts'
import type { Store, Writing } from '../../store/store.ts'
import type { Site } from '../sites.ts'
import { type Page, revokeToken, rotateToken, type Visitor, welcomeVisitor } from '../visitors.ts'
import { keepContact, spreadName, takeConversationsAlong } from './contacts.ts'
import { noteUse, secretsOf } from './identity-keys.ts'
import { readIdentity, type SignedIdentity } from './signed-identity.ts'

/** Someone who presents an identity: the visitor they are so far, if any. */
export interface Presented {
  site: Site
  visitor: Visitor | undefined
  identity: SignedIdentity
  locale: string
  page?: Page | undefined
}

/** Checks a shop's JWT for this site, and that it was not used. Throws `unauthenticated`; uses nothing up. */
export async function checkIdentity(
  store: Store,
  token: string,
  site: Site,
  now: number,
): Promise<SignedIdentity> {
  const identity = await readIdentity(token, site.key, await secretsOf(store.read, site.key), now)
  const used = await store.read
    .selectFrom('identity_use')
    .select('site_key')
    .where('site_key', '=', site.key)
    .where('token_digest', '=', digestOf(identity.tokenId))
    .executeTakeFirst()
  if (used !== undefined) refuseReplay()
  return identity
}

/**
 * Uses an identity up: from here on its visitor is the contact's, under a new token, and the token before is nobody's.
 * A visitor whom nobody knew takes their conversations along. One who is another contact's leaves everything behind and
 * goes on as a new visitor: who signs in on a shared computer sees nothing of whoever sat there before.
 */
export async function identify(
  parts: ConversationParts,
  presented: Presented,
): Promise<{ visitor: Visitor; token: string }> {
  const { identity, site } = presented
  const at = parts.now()
  const done = await parts.store.write(async (writing) => {
    await useUp(writing, site, identity, at)
    const { visitor } = presented
    if (visitor) await holdVisitor(writing, visitor)
    const contact = await keepContact(writing, { workspaceId: site.workspaceId, identity, at })
    const next = await become(writing, presented, contact, at)
    await spreadName(writing, contact)
    return { ...next, contact }
  })
  const { contact, visitor, token } = done
  const newest = await newestConversation(parts.store.read, visitor)
  // A case file that misses this learns it from the next message.
  if (newest) await changeConversation(parts, newest.id, async (log) => noteContact(log, contact))
  return { visitor, token }
}

async function become(
  writing: Writing,
  { visitor, site, locale, page }: Presented,
  contact: { id: string; name: string | null },
  at: number,
): Promise<{ visitor: Visitor; token: string }> {
  if (visitor === undefined || (visitor.contactId !== null && visitor.contactId !== contact.id)) {
    if (visitor) await revokeToken(writing, visitor)
    return welcomeVisitor(writing, { site, locale, page, at, contactId: contact.id })
  }
  const next = await rotateToken(writing, visitor, contact.id, at)
  if (visitor.contactId === null) await takeConversationsAlong(writing, visitor.id, contact)
  return next
}

/** Once only: the unique row decides between two who present the same identity at once. */
async function useUp(writing: Writing, site: Site, identity: SignedIdentity, at: number): Promise<void> {
  if (!(await noteUse(writing, identity.keyId, at))) {
    throw new Refusal('unauthenticated', 'Its signature fits no valid secret of this site.')
  }
  const used = await writing
    .insertInto('identity_use')
    .values({
      site_key: site.key,
      token_digest: digestOf(identity.tokenId),
      expires_at: identity.expiresAt,
    })
    .onConflict((conflict) => conflict.columns(['site_key', 'token_digest']).doNothing())
    .returning('site_key')
    .executeTakeFirst()
  if (used === undefined) refuseReplay()
}

/** Visitor before contact, as whoever posts a message holds them: two who wait for each other would both be late. */
async function holdVisitor(writing: Writing, visitor: Visitor): Promise<void> {
  const held = await writing
    .updateTable('visitor')
    .set((each) => ({ created_at: each.ref('created_at') }))
    .where('id', '=', visitor.id)
    .where('token_digest', '=', visitor.digest)
    .returning('id')
    .executeTakeFirst()
  if (held === undefined) throw new Refusal('unauthenticated', 'This visitor token was replaced meanwhile.')
}

/** Forgets used identities that are refused by their time anyway. */
export async function forgetUsedIdentities(store: Store, now: number): Promise<void> {
  const old = await store.read
    .selectFrom('identity_use')
    .select('expires_at')
    .where('expires_at', '<=', now)
    .limit(1)
    .executeTakeFirst()
  if (old === undefined) return
  await store.write((writing) => writing.deleteFrom('identity_use').where('expires_at', '<=', now).execute())
}

function refuseReplay(): never {
  throw new Refusal('unauthenticated', 'jti: this identity was used already; each one works once.')
}
