import { routingEdit } from '#shared/routing.ts'
import { listRouting, saveRouting } from '../desk/index.ts'
import type { Store } from '../store/store.ts'
import { type AnyRoute, route } from './rest.ts'

/** How each queue is given out: by hand or by rule, and how soon a first word is due. */
export function routingRoutes({ store, wake }: { store: Store; wake(): void }): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/routing',
      summary: 'How the general queue, and every team with a setting of its own, give out what waits.',
      permission: 'signed-in',
      handle: async ({ edit }) => ({ routing: await listRouting(store.read, edit.workspaceId) }),
    }),
    route({
      method: 'put',
      path: '/routing/general',
      summary: 'How the general queue is given out, and every team that has no setting of its own.',
      permission: 'responsibilities',
      body: routingEdit,
      handle: async ({ body, edit }) => {
        const routing = await store.write((writing) => saveRouting(writing, edit, null, body))
        wake()
        return { routing }
      },
    }),
    route({
      method: 'put',
      path: '/routing/teams/:id',
      summary: 'How one team’s queue is given out; `conflict` where the team is archived.',
      permission: 'responsibilities',
      body: routingEdit,
      handle: async ({ parameters, body, edit }) => {
        const routing = await store.write((writing) => saveRouting(writing, edit, parameters.id ?? '', body))
        wake()
        return { routing }
      },
    }),
  ]
}
