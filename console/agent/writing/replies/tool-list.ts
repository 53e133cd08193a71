import { signal } from '@preact/signals'
import type { FailureResult, Result } from '#shared/result.ts'
import type { DeskConnection } from '../../../connection.ts'

interface Parts<Item> {
  connection: DeskConnection
  /** One page, by the cursor of the one before. */
  read: (cursor: string | undefined) => Promise<Result<{ items: Item[]; next?: string | undefined }>>
  /** Pages that are fetched at most: all that a person may have. */
  mostPages: number
  order: (one: Item, other: Item) => number
}

/**
 * What people at the desk prepare, one kind of it: read when it is first wanted, and again once it changed. What is there
 * already can be used meanwhile. Always call `dispose`.
 */
export function createToolList<Item>({ connection, read, mostPages, order }: Parts<Item>) {
  const items = signal<readonly Item[] | undefined>(undefined)
  const failure = signal<FailureResult | undefined>(undefined)
  let isStale = true
  let loading: Promise<void> | undefined

  async function readAll(): Promise<void> {
    isStale = false
    const all: Item[] = []
    let cursor: string | undefined
    for (let page = 0; page < mostPages; page += 1) {
      const result = await read(cursor)
      if (!result.ok) {
        isStale = true
        failure.value = result
        return
      }
      all.push(...result.items)
      cursor = result.next
      if (cursor === undefined) break
    }
    failure.value = undefined
    items.value = all.sort(order)
  }

  function want(): Promise<void> {
    if (!isStale) return loading ?? Promise.resolve()
    loading ??= readAll().finally(() => {
      loading = undefined
    })
    return loading
  }

  const stops = [
    connection.listen('tools:changed', () => {
      isStale = true
      // Whoever has never looked need not know.
      if (items.value !== undefined) void want()
    }),
    // While the connection was away a change may have been missed.
    connection.state.subscribe((state) => {
      if (state === 'online') isStale = true
    }),
  ]

  return {
    items,
    failure,
    want,
    /** Reads all again after a change of one's own, also where somebody else was first. */
    async changed<Answer>(change: Promise<Result<Answer>>): Promise<Result<Answer>> {
      const result = await change
      isStale = true
      if (result.ok || result.error === 'conflict' || result.error === 'not-found') await want()
      return result
    },
    dispose() {
      for (const stop of stops) stop()
    },
  }
}
