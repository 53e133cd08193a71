import { z } from 'zod'
import { responsibilityEdit } from '#shared/responsibility-edit.ts'
import { paging } from '#shared/rest.ts'
import { listVersion, listVersions, saveResponsibilities, viewOf } from '../oversight/index.ts'
import type { Store } from '../store/store.ts'
import { parse } from './answer.ts'
import { type AnyRoute, route } from './rest.ts'

const version = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER)
const versionsQuery = paging.extend({ cursor: version.optional() })
// Strictly digits: coerced, `1e0` would be the first version too.
const versionPath = z.object({ version: z.string().regex(/^[1-9]\d{0,14}$/, 'A version is a number.') })

/** The responsibility list: in force, its history, and its next version. */
export function responsibilityRoutes({ store }: { store: Store }): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/responsibilities',
      summary: 'The responsibility list in force, the rows no edit can change, and the topics there are.',
      permission: 'signed-in',
      handle: ({ edit }) => viewOf(store.read, edit.workspaceId),
    }),
    route({
      method: 'put',
      path: '/responsibilities',
      summary:
        'The next version of the responsibility list; it counts from the next turn on. `conflict` where the edited version is no longer in force; `unknown` in the answer names rows that lead nothing the shop has.',
      permission: 'responsibilities',
      body: responsibilityEdit,
      handle: async ({ body, edit }) =>
        store.write(async (writing) => {
          await saveResponsibilities(writing, edit, body)
          return viewOf(writing, edit.workspaceId)
        }),
    }),
    route({
      method: 'get',
      path: '/responsibilities/versions',
      summary: 'Who changed the responsibility list and when, newest first, a page at a time.',
      permission: 'signed-in',
      query: versionsQuery,
      handle: async ({ query, edit }) =>
        listVersions(store.read, { ...query, workspaceId: edit.workspaceId }),
    }),
    route({
      method: 'get',
      path: '/responsibilities/versions/:version',
      summary: 'One version of the responsibility list, as the trace of a turn names it.',
      permission: 'signed-in',
      handle: async ({ parameters, edit }) =>
        listVersion(store.read, edit.workspaceId, Number(parse(versionPath, parameters).version)),
    }),
  ]
}
