import { siteEdit } from '#shared/site.ts'
import type { Store } from '../store/store.ts'
import { type AnyRoute, route } from './rest.ts'
import { listSites, saveSite } from './sites.ts'

/** The storefronts of a workspace and how the chat looks and speaks on each. */
export function siteRoutes({ store }: { store: Store }): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/sites',
      summary: 'The sites of this workspace.',
      permission: 'signed-in',
      handle: async ({ edit }) => ({
        sites: (await listSites(store.read, edit.workspaceId)).map((site) => site.settings),
      }),
    }),
    route({
      method: 'post',
      path: '/sites',
      summary: 'A new site; its answer holds the key for the script tag.',
      permission: 'sites',
      body: siteEdit,
      handle: async ({ body, edit }) => ({
        site: (await store.write((writing) => saveSite(writing, edit, body))).settings,
      }),
    }),
    route({
      method: 'put',
      path: '/sites/:key',
      summary:
        'Replaces the settings of a site: looks, languages, texts, hours, messages, questions, origins.',
      permission: 'sites',
      body: siteEdit,
      handle: async ({ parameters, body, edit }) => ({
        site: (await store.write((writing) => saveSite(writing, edit, body, parameters.key))).settings,
      }),
    }),
  ]
}
