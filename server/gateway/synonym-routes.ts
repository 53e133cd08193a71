import { newSynonymGroup, paging, synonymGroupEdit } from '#shared/rest.ts'
import { addSynonyms, editSynonyms, listSynonyms, liveReleaseOf, removeSynonyms } from '../knowledge/index.ts'
import type { Store } from '../store/store.ts'
import { type AnyRoute, route } from './rest.ts'

/** Words that mean the same in this shop. They answer visitors from the next release on. */
export function synonymRoutes({ store }: { store: Store }): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/synonyms',
      summary: 'Groups of words that mean the same, a page at a time.',
      permission: 'knowledge:read',
      query: paging,
      handle: async ({ query, edit: { workspaceId } }) =>
        listSynonyms(store.read, {
          ...query,
          workspaceId,
          liveRelease: await liveReleaseOf(store.read, workspaceId),
        }),
    }),
    route({
      method: 'post',
      path: '/synonyms',
      summary: 'A new group of synonyms; `invalid` where a word stands in another group.',
      permission: 'knowledge:write',
      body: newSynonymGroup,
      handle: async ({ body, edit }) => ({
        synonym: await store.write((writing) => addSynonyms(writing, edit, body.words)),
      }),
    }),
    route({
      method: 'put',
      path: '/synonyms/:id',
      summary: 'Other words for a group; `conflict` where somebody else was first.',
      permission: 'knowledge:write',
      body: synonymGroupEdit,
      handle: async ({ parameters, body, edit }) => ({
        synonym: await store.write((writing) => editSynonyms(writing, edit, parameters.id ?? '', body)),
      }),
    }),
    route({
      method: 'delete',
      path: '/synonyms/:id',
      summary: 'Removes a group of synonyms; releases that have it keep it.',
      permission: 'knowledge:write',
      handle: async ({ parameters, edit }) => {
        await store.write((writing) => removeSynonyms(writing, edit.workspaceId, parameters.id ?? ''))
        return {}
      },
    }),
  ]
}
