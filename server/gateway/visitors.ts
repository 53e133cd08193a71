import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { SiteView } from '#shared/protocol.ts'
import type { siteEdit } from '#shared/rest.ts'
import { Refusal } from '../refusal.ts'
import { fromJson, toJson } from '../store/json.ts'
import type { Reading, Store, Writing } from '../store/store.ts'
import { digestOf, newSecret } from './credentials.ts'

/** A visitor's token works this long after it was made, in milliseconds; each new session makes its time new. */
const tokenLifetime = 180 * 24 * 60 * 60 * 1000

export interface Site {
  key: string
  workspaceId: string
  origins: string[]
  view: SiteView
}

type SiteLook = Omit<SiteView, 'key' | 'name'>

export interface Visitor {
  id: string
  workspaceId: string
  siteKey: string
}

export interface Page {
  url: string
  title: string
  referrer: string
}

export async function readSite(read: Reading, key: string): Promise<Site | undefined> {
  const row = await read.selectFrom('site').selectAll().where('key', '=', key).executeTakeFirst()
  return row && siteOf(row)
}

export async function listSites(read: Reading, workspaceId: string): Promise<Site[]> {
  const rows = await read.selectFrom('site').selectAll().where('workspace_id', '=', workspaceId).execute()
  return rows.map(siteOf)
}

/** Makes a site with a key of its own, or changes one of this workspace. */
export async function saveSite(
  writing: Writing,
  workspaceId: string,
  content: z.output<typeof siteEdit>,
  key?: string,
): Promise<Site> {
  const { name, origins, title = { en: name, zh: name }, ...rest } = content
  const look: SiteLook = { title, ...rest }
  const columns = { name, origins: toJson(origins), look: toJson(look) }
  if (key === undefined) {
    const made = { key: randomUUID(), workspace_id: workspaceId, ...columns }
    await writing.insertInto('site').values(made).execute()
    return siteOf(made)
  }
  const row = await writing
    .updateTable('site')
    .set(columns)
    .where('key', '=', key)
    .where('workspace_id', '=', workspaceId)
    .returningAll()
    .executeTakeFirst()
  if (row === undefined) throw new Refusal('not-found', 'There is no site with this key.')
  return siteOf(row)
}

function siteOf(row: {
  key: string
  workspace_id: string
  name: string
  origins: string
  look: string
}): Site {
  return {
    key: row.key,
    workspaceId: row.workspace_id,
    origins: fromJson(row.origins),
    view: { key: row.key, name: row.name, ...fromJson<SiteLook>(row.look) },
  }
}

/** The visitor a token stands for on this site. Throws `unauthenticated` for one that is forged or expired. */
export async function visitorBy(read: Reading, token: string, site: Site, now: number): Promise<Visitor> {
  const row = await read
    .selectFrom('visitor')
    .select(['id', 'workspace_id', 'site_key'])
    .where('token_digest', '=', digestOf(token))
    .where('token_expires_at', '>', now)
    .where('site_key', '=', site.key)
    .executeTakeFirst()
  if (row === undefined) {
    throw new Refusal(
      'unauthenticated',
      'This visitor token is not valid any more. Connect again without it.',
    )
  }
  return { id: row.id, workspaceId: row.workspace_id, siteKey: row.site_key }
}

/** Which of these visitors have a token that has not expired. */
export async function stillWelcome(read: Reading, ids: string[], now: number): Promise<Set<string>> {
  const found = new Set<string>()
  // Neither dialect takes any number of parameters in one statement.
  for (let start = 0; start < ids.length; start += 1_000) {
    const rows = await read
      .selectFrom('visitor')
      .select('id')
      .where('id', 'in', ids.slice(start, start + 1_000))
      .where('token_expires_at', '>', now)
      .execute()
    for (const row of rows) found.add(row.id)
  }
  return found
}

/** A new visitor with a token of their own. */
export async function welcomeVisitor(
  store: Store,
  request: { site: Site; locale: string; page?: Page | undefined; at: number },
): Promise<{ visitor: Visitor; token: string }> {
  const token = newSecret()
  const id = randomUUID()
  await store.write((writing) =>
    writing
      .insertInto('visitor')
      .values({
        id,
        workspace_id: request.site.workspaceId,
        site_key: request.site.key,
        token_digest: digestOf(token),
        token_expires_at: request.at + tokenLifetime,
        locale: request.locale,
        page: request.page ? toJson(request.page) : null,
        created_at: request.at,
        seen_at: request.at,
        order_guesses: 0,
      })
      .execute(),
  )
  return { visitor: { id, workspaceId: request.site.workspaceId, siteKey: request.site.key }, token }
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
      .execute(),
  )
}
