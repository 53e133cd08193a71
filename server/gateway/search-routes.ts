import { z } from 'zod'
import { searchRequests } from '#shared/search.ts'
import { searchConversations } from '../desk/index.ts'
import type { Store } from '../store/store.ts'
import { type AnyRoute, route } from './rest.ts'

const whole = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const search = searchRequests['inbox:search'].extend({
  priority: whole.min(1).max(2).optional(),
  since: whole.optional(),
  until: whole.optional(),
  limit: whole.min(1).max(50).default(20),
})

/** Search over all conversations of the workspace. */
export function searchRoutes({ store }: { store: Store }): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/conversations/search',
      summary:
        'Conversations in which all words of `text` stand, in English or Chinese, those that began last first, each with the place where they stand.',
      permission: 'conversations',
      query: search,
      handle: async ({ query, edit }) =>
        searchConversations(store, { ...query, workspaceId: edit.workspaceId }),
    }),
  ]
}
