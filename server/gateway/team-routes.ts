import { serviceLevels } from '#shared/service-levels.ts'
import { deskProfileEdit, newTeam, teamArchiving, teamEdit } from '#shared/team-edit.ts'
import {
  archiveTeam,
  listProfiles,
  listTeams,
  readProfile,
  readTeam,
  saveProfile,
  saveTeam,
} from '../desk/index.ts'
import type { Store } from '../store/store.ts'
import { type AnyRoute, route } from './rest.ts'

/** Teams with their hours and service levels, and what routing knows of people. */
export function teamRoutes({ store, wake }: { store: Store; wake(): void }): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/teams',
      summary: 'The teams that are not archived, and the service levels where a team has none of its own.',
      permission: 'conversations',
      handle: async ({ edit }) => ({
        teams: await listTeams(store.read, edit.workspaceId),
        levels: serviceLevels,
      }),
    }),
    route({
      method: 'post',
      path: '/teams',
      summary: 'A new team: name, people, business hours and service levels in milliseconds.',
      permission: 'people',
      body: newTeam,
      handle: async ({ body, edit }) => ({
        team: await store.write((writing) => saveTeam(writing, edit, body)),
      }),
    }),
    route({
      method: 'get',
      path: '/teams/:id',
      summary: 'One team, archived or not.',
      permission: 'conversations',
      handle: async ({ parameters, edit }) => ({
        team: await readTeam(store.read, edit.workspaceId, parameters.id ?? ''),
      }),
    }),
    route({
      method: 'put',
      path: '/teams/:id',
      summary:
        'Replaces a team; clocks that run go by its new hours and levels. `conflict` where it changed meanwhile.',
      permission: 'people',
      body: teamEdit,
      handle: async ({ parameters, body: { version, ...content }, edit }) => {
        const known = { id: parameters.id ?? '', version }
        const team = await store.write((writing) => saveTeam(writing, edit, content, known))
        wake()
        return { team }
      },
    }),
    route({
      method: 'post',
      path: '/teams/:id/archive',
      summary: 'Archives a team: what is in its queue goes to the general queue.',
      permission: 'people',
      body: teamArchiving,
      handle: async ({ parameters, body, edit }) => {
        const known = { id: parameters.id ?? '', version: body.version }
        const team = await store.write((writing) => archiveTeam(writing, edit, known))
        wake()
        return { team }
      },
    }),
    route({
      method: 'get',
      path: '/desk-profiles',
      summary: 'How much everybody takes on at once, and their skills.',
      permission: 'conversations',
      handle: async ({ edit }) => ({ profiles: await listProfiles(store.read, edit.workspaceId) }),
    }),
    route({
      method: 'get',
      path: '/people/:id/desk',
      summary: 'How much a person takes on at once, and their skills.',
      permission: 'conversations',
      handle: async ({ parameters, edit }) => ({
        profile: await readProfile(store.read, edit.workspaceId, parameters.id ?? ''),
      }),
    }),
    route({
      method: 'put',
      path: '/people/:id/desk',
      summary: 'Sets capacity and skills of a person. `conflict` where they changed meanwhile.',
      permission: 'people',
      body: deskProfileEdit,
      handle: async ({ parameters, body, edit }) => ({
        profile: await store.write((writing) => saveProfile(writing, edit, parameters.id ?? '', body)),
      }),
    }),
  ]
}
