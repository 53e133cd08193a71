import type { Hours } from '#shared/hours.ts'
import { type LevelName, levelNames } from '#shared/service-levels.ts'
import type { Team } from '#shared/team.ts'
import { newTeam } from '#shared/team-edit.ts'
import { t } from '../../texts/texts.ts'
import { type Problems, problemsBy } from '../problems.ts'

/** What an administrator writes of a team; who changed it and when is the server's. */
export interface TeamDraft {
  name: string
  hours?: Hours | undefined
  targets: Partial<Record<LevelName, number | undefined>>
  members: string[]
}

export const emptyDraft: TeamDraft = { name: '', targets: {}, members: [] }

export function draftOf({ name, hours, targets, members }: Team): TeamDraft {
  return { name, ...(hours && { hours }), targets, members }
}

/** As it is saved: without levels that are left empty, members in one order. */
export function tidy(
  draft: TeamDraft,
): Required<Pick<TeamDraft, 'name' | 'targets' | 'members'>> & Pick<TeamDraft, 'hours'> {
  const targets: TeamDraft['targets'] = {}
  for (const level of levelNames) {
    const value = draft.targets[level]
    if (value !== undefined) targets[level] = value
  }
  return {
    name: draft.name.trim(),
    ...(draft.hours && { hours: draft.hours }),
    targets,
    members: [...draft.members].sort(),
  }
}

export function problemsOf(draft: TeamDraft): Problems {
  // The schema counts in milliseconds, which nobody writes here.
  const inWords = ([path, text]: [string, string]): [string, string] => [
    path,
    path.startsWith('targets.') ? t().teams.levelProblem : text,
  ]
  return new Map([...problemsBy(newTeam, tidy(draft))].map(inWords))
}

const fields = ['name', 'hours', 'targets', 'members'] as const

/** The settings in which two drafts differ. */
export function changedFields(before: TeamDraft, after: TeamDraft): (keyof TeamDraft)[] {
  const [one, other] = [tidy(before), tidy(after)]
  return fields.filter((field) => JSON.stringify(one[field]) !== JSON.stringify(other[field]))
}

/** My changes on what somebody else saved meanwhile. */
export function onTop(base: TeamDraft, mine: TeamDraft, theirs: TeamDraft): TeamDraft {
  const changes = changedFields(base, mine).map((field) => [field, mine[field]])
  return { ...theirs, ...Object.fromEntries(changes) }
}
