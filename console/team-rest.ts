import type { ServiceLevels } from '#shared/service-levels.ts'
import type { DeskProfile, Team } from '#shared/team.ts'
import type { deskProfileEdit, newTeam, teamEdit } from '#shared/team-edit.ts'
import type { Call, Input } from './rest.ts'

export type NewTeam = Input<typeof newTeam>
export type TeamEdit = Input<typeof teamEdit>
export type DeskProfileEdit = Input<typeof deskProfileEdit>

/** Requests about teams and what routing knows of people; a part of `createRest`. */
export function teamRest(call: Call) {
  const team = (id: string) => `/teams/${encodeURIComponent(id)}`
  return {
    teams: () => call<{ teams: Team[]; levels: ServiceLevels }>('GET', '/teams'),
    createTeam: (content: NewTeam) => call<{ team: Team }>('POST', '/teams', content),
    saveTeam: (id: string, content: TeamEdit) => call<{ team: Team }>('PUT', team(id), content),
    archiveTeam: (id: string, version: number) =>
      call<{ team: Team }>('POST', `${team(id)}/archive`, { version }),
    deskProfiles: () => call<{ profiles: DeskProfile[] }>('GET', '/desk-profiles'),
    saveDeskProfile: (personId: string, edit: DeskProfileEdit) =>
      call<{ profile: DeskProfile }>('PUT', `/people/${encodeURIComponent(personId)}/desk`, edit),
  }
}
