import { batch, computed, signal } from '@preact/signals'
import type { FailureResult } from '#shared/result.ts'
import type { Team } from '#shared/team.ts'
import type { Rest } from '../../rest.ts'
import type { Storage } from '../../shell/preferences.ts'
import type { TeamEdit } from '../../team-rest.ts'
import { changedFields, draftOf, emptyDraft, onTop, problemsOf, type TeamDraft, tidy } from './draft.ts'
import type { TeamsModel } from './teams-model.ts'

export type TeamModel = ReturnType<typeof createTeamModel>

/** One team, or a new one, and what an administrator makes of it before it is saved. The draft outlives the page. */
export function createTeamModel(
  parts: { rest: Rest; storage: Storage; teams: TeamsModel },
  team: Team | undefined,
) {
  const storageKey = `team:${team?.id ?? 'new'}`
  const held = heldIn(parts.storage.read(storageKey))
  const begun = team ? draftOf(team) : emptyDraft
  /** As it stands on the server, as far as we know. */
  const saved = signal(team)
  /** What the draft began from, and its version: they stay while somebody else saves another. */
  const base = signal({ draft: held?.base ?? begun, version: held?.version ?? team?.version ?? 0 })
  const draft = signal(held?.draft ?? begun)
  const failure = signal<FailureResult | undefined>(undefined)
  const isSaving = signal(false)
  const isSaved = signal(team !== undefined && parts.teams.made.value === team.id)
  parts.teams.made.value = undefined
  /** Grows where the draft is replaced as a whole, so that fields are drawn anew. */
  const round = signal(0)

  const changed = computed(() => changedFields(base.value.draft, draft.value))
  const problems = computed(() => problemsOf(draft.value))
  const isStale = computed(() => saved.value !== undefined && saved.value.version !== base.value.version)

  function replace(next: TeamDraft, from: TeamDraft): void {
    batch(() => {
      base.value = { draft: from, version: saved.value?.version ?? 0 }
      draft.value = next
      round.value += 1
      failure.value = undefined
    })
    keep()
  }

  function keep(): void {
    const isDirty = changed.value.length > 0
    const { draft: from, version } = base.value
    parts.storage.write(
      storageKey,
      isDirty ? JSON.stringify({ base: from, version, draft: draft.value }) : undefined,
    )
  }

  function change(edit: Partial<TeamDraft>): void {
    batch(() => {
      draft.value = { ...draft.value, ...edit }
      isSaved.value = false
      failure.value = undefined
    })
    keep()
  }

  /** Answers the team where it was saved. */
  async function save(): Promise<Team | undefined> {
    if (isSaving.value || problems.value.size > 0 || changed.value.length === 0 || isStale.value) return
    isSaving.value = true
    const content = tidy(draft.value) as Omit<TeamEdit, 'version'>
    const known = saved.value
    const result = known
      ? await parts.rest.saveTeam(known.id, { ...content, version: base.value.version })
      : await parts.rest.createTeam(content)
    isSaving.value = false
    if (result.ok) {
      saved.value = result.team
      replace(draftOf(result.team), draftOf(result.team))
      isSaved.value = true
      parts.teams.keep(result.team)
      if (!known) parts.teams.made.value = result.team.id
      return result.team
    }
    failure.value = result
    if (result.error === 'conflict' && known) await readAgain(known.id)
    return undefined
  }

  /** What somebody else has saved meanwhile. The conflict may be one of names instead: then there is nothing newer. */
  async function readAgain(id: string): Promise<void> {
    const newest = await parts.rest.teams()
    const theirs = newest.ok ? newest.teams.find((each) => each.id === id) : undefined
    if (theirs === undefined) return
    saved.value = theirs
    parts.teams.keep(theirs)
    if (isStale.value) failure.value = undefined
  }

  return {
    ...{ saved, draft, round, failure, isSaving, isSaved, changed, problems, isStale },
    ...{ change, save },
    discard() {
      const server = saved.value ? draftOf(saved.value) : emptyDraft
      replace(server, server)
    },
    /** My changes on top of what somebody else saved. */
    rebase() {
      const theirs = saved.value ? draftOf(saved.value) : emptyDraft
      replace(onTop(base.value.draft, draft.value, theirs), theirs)
    },
    dispose() {
      failure.value = undefined
    },
  }
}

/** What an earlier visit left; nothing where it cannot be read any more. */
function heldIn(
  text: string | undefined,
): { base: TeamDraft; version: number; draft: TeamDraft } | undefined {
  if (text === undefined) return undefined
  try {
    const held = JSON.parse(text)
    const isWhole = (each: Partial<TeamDraft> | undefined) =>
      typeof each?.name === 'string' && Array.isArray(each.members) && typeof each.targets === 'object'
    return isWhole(held?.base) && isWhole(held?.draft) ? held : undefined
  } catch {
    // Somebody else's, or of another version: the server's state is the one to begin from.
    return undefined
  }
}
