import type { Store } from '../store/store.ts'
import { eraseVisitor, exportVisitor } from '../visitor-data/index.ts'
import type { Report } from './answer.ts'
import type { Live } from './live.ts'
import { type AnyRoute, route } from './rest.ts'
import { endAll } from './visitor-data.ts'

/** What is kept of a visitor: handed out, and erased. */
export function visitorDataRoutes(parts: {
  store: Store
  live: Live
  now(): number
  report: Report
}): AnyRoute[] {
  const { store } = parts
  return [
    route({
      method: 'get',
      path: '/visitors/:id/export',
      summary: 'Everything that is kept of a visitor, and of their contact with all devices.',
      permission: 'visitor-data',
      handle: async ({ parameters, edit }) =>
        exportVisitor(store.read, { ...edit, visitorId: parameters.id ?? '' }),
    }),
    route({
      method: 'delete',
      path: '/visitors/:id',
      summary:
        'Erases a visitor and their contact from every table, for good. `conflict` while an approved action runs.',
      permission: 'visitor-data',
      handle: async ({ parameters, edit }) => {
        const whole = await eraseVisitor(parts, { ...edit, visitorId: parameters.id ?? '' })
        endAll(parts.live, whole)
        return { conversations: whole.conversationIds.length }
      },
    }),
  ]
}
