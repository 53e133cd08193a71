import { signal } from '@preact/signals'
import type { Person } from '#shared/people.ts'
import type { Rest } from '../../rest.ts'
import { fuzzyOrder } from '../../shell/fuzzy.ts'

export type PeopleModel = ReturnType<typeof createPeople>

/** Names change and people come: what is older than this is read again when it is wanted. Milliseconds. */
const freshFor = 60_000

/** The people of the workspace, read when they are first wanted. */
export function createPeople(rest: Pick<Rest, 'people'>) {
  const people = signal<readonly Person[]>([])
  let readAt = Number.NEGATIVE_INFINITY
  let loading: Promise<void> | undefined

  async function read(): Promise<void> {
    const result = await rest.people()
    if (!result.ok) return
    readAt = Date.now()
    people.value = result.people
  }

  return {
    people,
    /** Where they cannot be read now, those known from before stay. */
    want(): Promise<void> {
      if (Date.now() - readAt < freshFor) return Promise.resolve()
      loading ??= read().finally(() => {
        loading = undefined
      })
      return loading
    },
    find(typed: string, most: number): Person[] {
      const all = people.value
      return fuzzyOrder(
        all.map(({ name, email }) => `${name} ${email.split('@')[0]}`),
        typed,
      )
        .flatMap((place) => all[place] ?? [])
        .slice(0, most)
    },
  }
}
