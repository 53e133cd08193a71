import { batch, signal } from '@preact/signals'
import type { Person } from '#shared/people.ts'
import type { FailureResult, Result } from '#shared/result.ts'
import type { ServiceLevels } from '#shared/service-levels.ts'
import type { DeskProfile, Team } from '#shared/team.ts'
import type { Rest } from '../../rest.ts'
import type { DeskProfileEdit } from '../../team-rest.ts'

export type TeamsModel = ReturnType<typeof createTeamsModel>

/** What is known of the teams and their people, all at once. */
export interface TeamsState {
  teams: readonly Team[]
  /** Where a team has none of its own. */
  levels: ServiceLevels
  people: readonly Person[]
  profiles: ReadonlyMap<string, DeskProfile>
}

/** The teams of the workspace, and what routing knows of its people. */
export function createTeamsModel(rest: Rest) {
  const state = signal<TeamsState | undefined>(undefined)
  const failure = signal<FailureResult | undefined>(undefined)
  /** The team that was made last: its own page says so when it opens. */
  const made = signal<string | undefined>(undefined)

  async function load(): Promise<void> {
    const [teams, people, profiles] = await Promise.all([rest.teams(), rest.people(), rest.deskProfiles()])
    batch(() => {
      failure.value = [teams, people, profiles].find((each): each is FailureResult => !each.ok)
      if (!teams.ok || !people.ok || !profiles.ok) return
      state.value = {
        teams: teams.teams,
        levels: teams.levels,
        people: people.people,
        profiles: new Map(profiles.profiles.map((each) => [each.personId, each])),
      }
    })
  }

  function change(edit: Partial<TeamsState>): void {
    if (state.value !== undefined) state.value = { ...state.value, ...edit }
  }

  /** Takes over what the server answered, so that the list is as new as the editor. */
  function keep(team: Team): void {
    const others = state.value?.teams.filter(({ id }) => id !== team.id) ?? []
    const all = team.archivedAt === undefined ? [...others, team] : others
    change({ teams: all.sort((one, other) => one.name.localeCompare(other.name)) })
  }

  async function archive(team: Team): Promise<Result<{ team: Team }>> {
    const result = await rest.archiveTeam(team.id, team.version)
    if (result.ok) keep(result.team)
    else if (result.error === 'conflict') await load()
    return result
  }

  async function saveProfile(
    personId: string,
    edit: DeskProfileEdit,
  ): Promise<Result<{ profile: DeskProfile }>> {
    const result = await rest.saveDeskProfile(personId, edit)
    if (result.ok) change({ profiles: new Map(state.value?.profiles).set(personId, result.profile) })
    else if (result.error === 'conflict') await load()
    return result
  }

  return {
    ...{ state, failure, made, load, keep, archive, saveProfile },
    dispose() {
      state.value = undefined
    },
  }
}
