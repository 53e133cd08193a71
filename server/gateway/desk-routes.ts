import { z } from 'zod'
import { defectStatuses } from '#shared/defect.ts'
import { defectEdit, newPerson, newToken, paging } from '#shared/rest.ts'
import { editDefect, listDefects, readDefect } from '../improvement/index.ts'
import type { Store } from '../store/store.ts'
import { addPerson, disablePerson, grantCredential, listPeople, revokeCredential } from './credentials.ts'
import { type AnyRoute, route } from './rest.ts'

const defectQuery = paging.extend({ status: z.enum(defectStatuses).optional() })

/** Defects, people and their tokens. */
export function deskRoutes(parts: { store: Store; now(): number; publicUrl(): string }): AnyRoute[] {
  const { store } = parts
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
    route({
      method: 'get',
      path: '/people',
      summary: 'The people of this workspace.',
      permission: 'signed-in',
      handle: async ({ edit }) => ({ people: await listPeople(store.read, edit.workspaceId) }),
    }),
    route({
      method: 'post',
      path: '/people',
      summary: 'Adds a person and answers the link they sign in with.',
      permission: 'people',
      body: newPerson,
      handle: async ({ body, edit }) =>
        store.write(async (writing) => {
          const person = await addPerson(writing, { ...body, workspaceId: edit.workspaceId, at: edit.at })
          const { secret } = await grantCredential(writing, {
            kind: 'sign-in',
            personId: person.id,
            name: 'invitation',
            at: edit.at,
          })
          return { person, signIn: `${parts.publicUrl()}/console/sign-in?token=${secret}` }
        }),
    }),
    route({
      method: 'delete',
      path: '/people/:id',
      summary: 'Takes a person’s access away, also on open connections.',
      permission: 'people',
      handle: async ({ parameters, edit }) => {
        await store.write((writing) => disablePerson(writing, edit.workspaceId, parameters.id ?? '', edit.at))
        return {}
      },
    }),
    route({
      method: 'post',
      path: '/tokens',
      summary: 'A personal access token for whoever asks; it is shown once.',
      permission: 'signed-in',
      body: newToken,
      handle: async ({ body, signedIn, edit }) => {
        const granted = await store.write((writing) =>
          grantCredential(writing, {
            kind: 'access',
            personId: signedIn.person.id,
            name: body.name,
            at: edit.at,
          }),
        )
        return { token: granted.secret, expiresAt: granted.expiresAt }
      },
    }),
    route({
      method: 'delete',
      path: '/tokens/current',
      summary: 'Revokes the credential this very request was made with.',
      permission: 'signed-in',
      handle: async ({ signedIn }) => {
        await store.write((writing) => revokeCredential(writing, signedIn.digest))
        return {}
      },
    }),
  ]
}
