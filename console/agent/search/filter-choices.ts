import { signal } from '@preact/signals'
import type { Rest } from '../../rest.ts'

interface Named {
  id: string
  name: string
}

export type FilterChoices = ReturnType<typeof createFilterChoices>

/** Whom and what one can narrow a list by; asked for once somebody wants to, or a filter is on. */
export function createFilterChoices(rest: Rest) {
  const people = signal<readonly Named[]>([])
  const teams = signal<readonly Named[]>([])
  const tags = signal<readonly Named[]>([])
  let isAsked = false

  async function ask(): Promise<void> {
    if (isAsked) return
    isAsked = true
    const [listed, named, tagged] = await Promise.all([rest.people(), rest.teamNames(), rest.tagNames()])
    if (listed.ok) people.value = listed.people
    if (named.ok) teams.value = named.teams
    if (tagged.ok) tags.value = tagged.tags.filter(({ archivedAt }) => archivedAt === undefined)
    // What failed is asked for again when the filters are opened the next time.
    isAsked = listed.ok && named.ok && tagged.ok
  }

  return { people, teams, tags, ask, dispose: () => undefined }
}
