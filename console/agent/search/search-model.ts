import { batch, signal } from '@preact/signals'
import type { InboxRow } from '#shared/protocol.ts'
import type { FailureResult } from '#shared/result.ts'
import type { SearchHit } from '#shared/search.ts'
import type { DeskConnection } from '../../connection.ts'
import { filtersOf, type Narrowing } from '../inbox/inbox-address.ts'

export type SearchModel = ReturnType<typeof createSearchModel>

/** What was found for the words in the address. `dispose` stops listening. */
export function createSearchModel(connection: DeskConnection) {
  const hits = signal<readonly SearchHit[]>([])
  const next = signal<string | undefined>(undefined)
  const loading = signal(false)
  const failure = signal<FailureResult | undefined>(undefined)
  let wanted: { text: string; narrowing: Narrowing } | undefined
  let asked = 0
  let asking: string | undefined

  async function search(text: string, narrowing: Narrowing): Promise<void> {
    wanted = { text, narrowing }
    loading.value = true
    next.value = undefined
    await again()
  }

  async function again(): Promise<void> {
    const turn = ++asked
    const result = await ask()
    // A slower answer for words of before must not overwrite what was found for these.
    if (turn !== asked) return
    batch(() => {
      loading.value = false
      failure.value = result?.ok === false ? result : undefined
      if (result?.ok !== true) return
      hits.value = result.hits
      next.value = result.next
    })
  }

  async function more(): Promise<void> {
    const cursor = next.value
    const turn = asked
    if (cursor === undefined || cursor === asking) return
    asking = cursor
    const result = await ask(cursor)
    asking = undefined
    if (turn !== asked || result?.ok !== true) return
    const known = new Set(hits.value.map(({ conversation }) => conversation.id))
    batch(() => {
      hits.value = [...hits.value, ...result.hits.filter(({ conversation }) => !known.has(conversation.id))]
      next.value = result.next
    })
  }

  async function ask(cursor?: string) {
    if (wanted === undefined) return undefined
    const { text, narrowing } = wanted
    return connection.request('inbox:search', {
      ...{ text, ...filtersOf(narrowing) },
      ...(narrowing.status !== undefined && { status: narrowing.status }),
      ...(cursor !== undefined && { cursor }),
    })
  }

  /** Nothing is looked for any more. */
  function leave(): void {
    asked += 1
    wanted = undefined
    batch(() => {
      hits.value = []
      next.value = undefined
      loading.value = false
      failure.value = undefined
    })
  }

  /** What was found stays where it is, in its newest state. */
  function changed(row: InboxRow): void {
    if (!hits.value.some(({ conversation }) => conversation.id === row.id && conversation.head <= row.head))
      return
    hits.value = hits.value.map((hit) =>
      hit.conversation.id === row.id ? { ...hit, conversation: row } : hit,
    )
  }

  const stops = [
    connection.listen('inbox:changed', (fact) => changed(fact.conversation)),
    connection.listen('conversation:erased', ({ conversationId }) => {
      hits.value = hits.value.filter(({ conversation }) => conversation.id !== conversationId)
    }),
    connection.state.subscribe((state) => {
      if (state === 'online' && failure.value !== undefined) void again()
    }),
  ]

  return {
    ...{ hits, next, loading, failure, search, again, more, leave },
    dispose() {
      for (const stop of stops) stop()
    },
  }
}
