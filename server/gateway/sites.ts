import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { z } from 'zod'
import { readLook, type SiteLook, type SiteSettings, type siteEdit } from '#shared/site.ts'
import { Refusal } from '../refusal.ts'
import { fromJson, toJson } from '../store/json.ts'
import type { Tables } from '../store/schema.ts'
import type { Reading, Writing } from '../store/store.ts'

export interface Site {
  key: string
  workspaceId: string
  origins: string[]
  settings: SiteSettings
}

export async function readSite(read: Reading, key: string): Promise<Site | undefined> {
  const row = await read.selectFrom('site').selectAll().where('key', '=', key).executeTakeFirst()
  return row && siteOf(row)
}

export async function listSites(read: Reading, workspaceId: string): Promise<Site[]> {
  const rows = await read
    .selectFrom('site')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('name')
    .orderBy('key')
    .limit(500)
    .execute()
  return rows.map(siteOf)
}

/**
 * Makes a site with a key of its own, or changes one of this workspace. Throws `not-found`, and `conflict` where the
 * content names a version that somebody else has changed meanwhile.
 */
export async function saveSite(
  writing: Writing,
  edit: { workspaceId: string; by: string; at: number },
  content: z.output<typeof siteEdit>,
  key?: string,
): Promise<Site> {
  const { name, origins, version, title = { en: name, zh: name }, ...rest } = content
  const look: SiteLook = { title, ...rest }
  const columns = {
    name,
    origins: toJson(origins),
    look: toJson(look),
    updated_at: edit.at,
    updated_by: edit.by,
  }
  if (key === undefined) {
    const made = { key: randomUUID(), workspace_id: edit.workspaceId, version: 1, ...columns }
    await writing.insertInto('site').values(made).execute()
    return siteOf(made)
  }
  const row = await writing
    .updateTable('site')
    .set((each) => ({ ...columns, version: each('version', '+', 1) }))
    .where('key', '=', key)
    .where('workspace_id', '=', edit.workspaceId)
    .$if(version !== undefined, (update) => update.where('version', '=', version ?? 0))
    .returningAll()
    .executeTakeFirst()
  if (row !== undefined) return siteOf(row)
  const present = await readSite(writing, key)
  if (present?.workspaceId !== edit.workspaceId)
    throw new Refusal('not-found', 'There is no site with this key.')
  throw new Refusal(
    'conflict',
    `This site is at version ${present.settings.version} by now; read it again before you change it.`,
  )
}

function siteOf(row: Selectable<Tables['site']>): Site {
  const origins = fromJson<string[]>(row.origins)
  return {
    key: row.key,
    workspaceId: row.workspace_id,
    origins,
    settings: {
      key: row.key,
      name: row.name,
      origins,
      ...readLook(fromJson(row.look), row.name),
      version: row.version,
      updatedAt: row.updated_at,
      updatedBy: row.updated_by,
    },
  }
}
