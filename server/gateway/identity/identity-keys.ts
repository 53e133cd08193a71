import { randomBytes, randomUUID } from 'node:crypto'
import type { IdentityKey } from '#shared/rest.ts'
import { Refusal } from '../../refusal.ts'
import type { Reading, Writing } from '../../store/store.ts'

/** Two, so that a merchant's server can go over to a new secret while the old one still works. */
const mostKeys = 2
/** Known by its beginning to whoever finds one where it should not be, people and scanners alike. */
const prefix = 'baton-identity-'
/** The time of the last use is written at most once in this time, in milliseconds. */
const useNoted = 60_000

/** A secret as it verifies: only for the one place that checks signatures. */
export interface SigningSecret {
  id: string
  secret: string
}

/**
 * Makes a secret of this site: 256 random bits, written as text whose very characters are the key, so that no library
 * has to decode it. It is answered here and nowhere again. Throws `not-found` for a site of another workspace and
 * `conflict` where two are valid already.
 */
export async function makeIdentityKey(
  writing: Writing,
  request: { workspaceId: string; siteKey: string; by: string; at: number },
): Promise<{ key: IdentityKey; secret: string }> {
  await holdSite(writing, request)
  if ((await listIdentityKeys(writing, request)).length >= mostKeys) {
    throw new Refusal('conflict', `A site has at most ${mostKeys} valid secrets; revoke the older one first.`)
  }
  const secret = prefix + randomBytes(32).toString('base64url')
  const row = {
    id: randomUUID(),
    site_key: request.siteKey,
    secret,
    created_at: request.at,
    created_by: request.by,
    used_at: null,
  }
  await writing.insertInto('identity_key').values(row).execute()
  return { key: { id: row.id, createdAt: row.created_at, createdBy: row.created_by }, secret }
}

/** The valid secrets of a site of this workspace, oldest first, without the secrets; none of another workspace. */
export async function listIdentityKeys(
  read: Reading,
  request: { workspaceId: string; siteKey: string },
): Promise<IdentityKey[]> {
  const rows = await read
    .selectFrom('identity_key')
    .innerJoin('site', 'site.key', 'identity_key.site_key')
    .select(['identity_key.id', 'identity_key.created_at', 'identity_key.created_by', 'identity_key.used_at'])
    .where('identity_key.site_key', '=', request.siteKey)
    .where('site.workspace_id', '=', request.workspaceId)
    .orderBy('identity_key.created_at')
    .orderBy('identity_key.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.created_at,
    createdBy: row.created_by,
    ...(row.used_at !== null && { usedAt: row.used_at }),
  }))
}

/** Revokes a secret at once: what it signed is refused from now on, and the store forgets it. Throws `not-found`. */
export async function revokeIdentityKey(
  writing: Writing,
  request: { workspaceId: string; siteKey: string; id: string },
): Promise<void> {
  await holdSite(writing, request)
  const gone = await writing
    .deleteFrom('identity_key')
    .where('id', '=', request.id)
    .where('site_key', '=', request.siteKey)
    .returning('id')
    .executeTakeFirst()
  if (gone === undefined) throw new Refusal('not-found', 'This site has no such secret.')
}

export async function secretsOf(read: Reading, siteKey: string): Promise<SigningSecret[]> {
  return read
    .selectFrom('identity_key')
    .select(['id', 'secret'])
    .where('site_key', '=', siteKey)
    .orderBy('created_at', 'desc')
    .execute()
}

/** Notes that a secret was used; answers whether it is still valid. */
export async function noteUse(writing: Writing, id: string, at: number): Promise<boolean> {
  const row = await writing
    .selectFrom('identity_key')
    .select('used_at')
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return false
  if (row.used_at === null || row.used_at <= at - useNoted) {
    await writing.updateTable('identity_key').set({ used_at: at }).where('id', '=', id).execute()
  }
  return true
}

/** Locks the site, so that two administrators who make one at once do not make three. */
async function holdSite(
  writing: Writing,
  { workspaceId, siteKey }: { workspaceId: string; siteKey: string },
): Promise<void> {
  const held = await writing
    .updateTable('site')
    .set((each) => ({ name: each.ref('name') }))
    .where('key', '=', siteKey)
    .where('workspace_id', '=', workspaceId)
    .returning('key')
    .executeTakeFirst()
  if (held === undefined) throw new Refusal('not-found', 'There is no site with this key.')
}
