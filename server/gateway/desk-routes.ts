import { z } from 'zod'
import { defectStatuses } from '#shared/defect.ts'
import { defectEdit, paging } from '#shared/rest.ts'
import { editDefect, listDefects, readDefect } from '../improvement/index.ts'
import type { Store } from '../store/store.ts'
import { type AnyRoute, route } from './rest.ts'

const defectQuery = paging.extend({ status: z.enum(defectStatuses).optional() })

/** Defects. */
export function deskRoutes({ store }: { store: Store }): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/defects',
      summary: 'The defect queue, newest first, with how many there are in each status.',
      permission: 'knowledge:read',
      query: defectQuery,
      handle: async ({ query, edit }) => listDefects(store.read, { ...query, workspaceId: edit.workspaceId }),
    }),
    route({
      method: 'get',
      path: '/defects/:id',
      summary: 'One defect.',
      permission: 'knowledge:read',
      handle: async ({ parameters, edit }) => ({
        defect: await readDefect(store.read, edit.workspaceId, parameters.id ?? ''),
      }),
    }),
    route({
      method: 'patch',
      path: '/defects/:id',
      summary: 'Takes a defect on, names the article that mends it, or dismisses it with a reason.',
      permission: 'defects',
      body: defectEdit,
      handle: async ({ parameters, body, edit }) => ({
        defect: await store.write((writing) =>
          editDefect(writing, { ...edit, ...body, id: parameters.id ?? '' }),
        ),
      }),
    }),
  ]
}
