import { randomUUID } from 'node:crypto'
import { digestOf, newSecret } from '../people/index.ts'
import { Refusal } from '../refusal.ts'
import { toJson } from '../store/json.ts'
import type { Reading, Store, Writing } from '../store/store.ts'
import type { Site } from './sites.ts'

/** A visitor's token works this long after it was made, in milliseconds; each new session makes its time new. */
const tokenLifetime = 180 * 24 * 60 * 60 * 1000

export interface Visitor {
  id: string
  workspaceId: string
  siteKey: string
  /** Whom a signed identity named; null for a visitor whom nobody knows. */
  contactId: string | null
  /** Names the token of the visitor without being it. */
  digest: string
}

export interface Page {
  url: string
  title: string
  referrer: string
}

/** The visitor a token stands for on this site. Throws `unauthenticated` for one that is forged, expired or revoked. */
export async function visitorBy(read: Reading, token: string, site: Site, now: number): Promise<Visitor> {
  return visitorByDigest(read, digestOf(token), site, now)
}

/** The same by the digest of the token, to look again. */
export async function visitorByDigest(
  read: Reading,
  digest: string,
  site: Site,
  now: number,
): Promise<Visitor> {
  const visitor = await findVisitor(read, digest, site, now)
  if (visitor !== undefined) return visitor
  throw new Refusal('unauthenticated', 'This visitor token is not valid any more. Connect again without it.')
}

export async function findVisitor(
  read: Reading,
  digest: string,
  site: Site,
  now: number,
): Promise<Visitor | undefined> {
  const row = await read
    .selectFrom('visitor')
    .select(['id', 'workspace_id', 'site_key', 'contact_id'])
    .where('token_digest', '=', digest)
    .where('token_expires_at', '>', now)
    .where('site_key', '=', site.key)
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      workspaceId: row.workspace_id,
      siteKey: row.site_key,
      contactId: row.contact_id,
      digest,
    }
  )
}

/** Which of these tokens, by their digests, are neither expired nor revoked. */
export async function stillWelcome(read: Reading, digests: string[], now: number): Promise<Set<string>> {
  const found = new Set<string>()
  // Neither dialect takes any number of parameters in one statement.
  for (let start = 0; start < digests.length; start += 1_000) {
    const rows = await read
      .selectFrom('visitor')
      .select('token_digest')
      .where('token_digest', 'in', digests.slice(start, start + 1_000))
      .where('token_expires_at', '>', now)
      .execute()
    for (const row of rows) found.add(row.token_digest)
  }
  return found
}

/** A new visitor with a token of their own, of a contact where a signed identity names one. */
export async function welcomeVisitor(
  writing: Writing,
  request: { site: Site; locale: string; page?: Page | undefined; at: number; contactId?: string },
): Promise<{ visitor: Visitor; token: string }> {
  const token = newSecret()
  const { site, contactId = null } = request
  const visitor = {
    id: randomUUID(),
    workspaceId: site.workspaceId,
    siteKey: site.key,
    contactId,
    digest: digestOf(token),
  }
  await writing
    .insertInto('visitor')
    .values({
      id: visitor.id,
      workspace_id: site.workspaceId,
      site_key: site.key,
      contact_id: contactId,
      token_digest: visitor.digest,
      token_expires_at: request.at + tokenLifetime,
      locale: request.locale,
      page: request.page ? toJson(request.page) : null,
      created_at: request.at,
      seen_at: request.at,
      order_guesses: 0,
    })
    .execute()
  return { visitor, token }
}

/**
 * Gives the visitor of a token a new one, and a contact; from the commit on the token before is nobody's. Throws
 * `unauthenticated` where it was somebody else's turn meanwhile: of two who use one token at once, one goes on.
 */
export async function rotateToken(
  writing: Writing,
  visitor: Visitor,
  contactId: string,
  at: number,
): Promise<{ visitor: Visitor; token: string }> {
  const token = newSecret()
  const digest = digestOf(token)
  await replaceToken(writing, visitor, { digest, expiresAt: at + tokenLifetime, contactId })
  return { visitor: { ...visitor, contactId, digest }, token }
}

/** Ends what a token may do, everywhere. Throws `unauthenticated` where it was ended before. */
export async function revokeToken(writing: Writing, visitor: Visitor): Promise<void> {
  // The digest of a secret that nobody has been told: nothing brings it back, also no request that is under way.
  await replaceToken(writing, visitor, { digest: digestOf(newSecret()), expiresAt: 0 })
}

async function replaceToken(
  writing: Writing,
  visitor: Visitor,
  next: { digest: string; expiresAt: number; contactId?: string },
): Promise<void> {
  const changed = await writing
    .updateTable('visitor')
    .set({
      token_digest: next.digest,
      token_expires_at: next.expiresAt,
      ...(next.contactId && { contact_id: next.contactId }),
    })
    .where('id', '=', visitor.id)
    .where('token_digest', '=', visitor.digest)
    .returning('id')
    .executeTakeFirst()
  if (changed === undefined)
    throw new Refusal('unauthenticated', 'This visitor token was replaced meanwhile.')
}

/** Notes where a visitor is and when; a known visitor's token gets its full time again. */
export async function seeVisitor(
  store: Store,
  request: { visitorId: string; locale?: string | undefined; page?: Page | undefined; at: number },
): Promise<void> {
  await store.write((writing) =>
    writing
      .updateTable('visitor')
      .set({
        seen_at: request.at,
        token_expires_at: request.at + tokenLifetime,
        ...(request.locale && { locale: request.locale }),
        ...(request.page && { page: toJson(request.page) }),
      })
      .where('id', '=', request.visitorId)
      // A token that was revoked meanwhile gets no time again.
      .where('token_expires_at', '>', request.at)
      .execute(),
  )
}
