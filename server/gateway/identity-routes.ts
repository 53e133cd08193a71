import { z } from 'zod'
import { Refusal } from '../refusal.ts'
import type { Store } from '../store/store.ts'
import { parse } from './answer.ts'
import { listIdentityKeys, makeIdentityKey, revokeIdentityKey } from './identity/identity-keys.ts'
import { type AnyRoute, route } from './rest.ts'
import { readSite } from './sites.ts'

const sitePath = z.object({ key: z.string().min(1) })
const keyPath = sitePath.extend({ id: z.string().min(1) })

/** The secrets with which a site's server signs who its customers are. */
export function identityRoutes({ store }: { store: Store }): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/sites/:key/identity-keys',
      summary: 'The valid identity secrets of a site, oldest first, without the secrets themselves.',
      permission: 'sites',
      handle: async ({ parameters, edit }) => {
        const { key: siteKey } = parse(sitePath, parameters)
        const site = await readSite(store.read, siteKey)
        if (site?.workspaceId !== edit.workspaceId) {
          throw new Refusal('not-found', 'There is no site with this key.')
        }
        return { keys: await listIdentityKeys(store.read, { workspaceId: edit.workspaceId, siteKey }) }
      },
    }),
    route({
      method: 'post',
      path: '/sites/:key/identity-keys',
      summary:
        'A new identity secret of a site; this answer alone shows it. `conflict` where two are valid already.',
      permission: 'sites',
      handle: async ({ parameters, edit }) => {
        const { key: siteKey } = parse(sitePath, parameters)
        return store.write((writing) => makeIdentityKey(writing, { ...edit, siteKey }))
      },
    }),
    route({
      method: 'delete',
      path: '/sites/:key/identity-keys/:id',
      summary: 'Revokes an identity secret: what it signs is refused from now on.',
      permission: 'sites',
      handle: async ({ parameters, edit }) => {
        const { key: siteKey, id } = parse(keyPath, parameters)
        await store.write((writing) =>
          revokeIdentityKey(writing, { workspaceId: edit.workspaceId, siteKey, id }),
        )
        return {}
      },
    }),
  ]
}
