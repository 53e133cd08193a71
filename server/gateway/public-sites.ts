import type { Express } from 'express'
import { z } from 'zod'
import { publicSiteOf } from '#shared/site.ts'
import { plain } from '#shared/text.ts'
import { Refusal } from '../refusal.ts'
import type { Store } from '../store/store.ts'
import { parse } from './answer.ts'
import type { Live } from './live.ts'
import { readSite } from './sites.ts'

const parameters = z.object({ key: plain(100).min(1) })

/** What the chat in its iframe knows of its site before it connects; the same for everybody, so it may be cached. */
export function servePublicSites(
  application: Express,
  parts: { store: Store; live: Pick<Live, 'deskStateOf'> },
): void {
  application.get('/widget/sites/:key.json', async (request, response) => {
    const { key } = parse(parameters, request.params)
    const site = await readSite(parts.store.read, key)
    if (site === undefined) throw new Refusal('not-found', 'There is no site with this key.')
    const desk = await parts.live.deskStateOf({ workspace_id: site.workspaceId, site_key: key })
    response.setHeader('cache-control', 'public, max-age=60')
    response.json(publicSiteOf(site.settings, desk))
  })
}
