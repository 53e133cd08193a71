import { batch, computed, signal } from '@preact/signals'
import type { InboxCounts, InboxRow } from '#shared/protocol.ts'
import type { FailureResult } from '#shared/result.ts'
import type { InboxFilters, InboxOrder } from '#shared/search.ts'
import type { DeskConnection } from '../../connection.ts'
import { followServer } from '../../shell/format.ts'
import type { View } from './inbox-address.ts'
import { belongs, fits, isOlder, merged, orderOf } from './inbox-order.ts'

export type InboxModel = ReturnType<typeof createInboxModel>

/** Milliseconds between two counts while facts pour in. */
const recountAfter = 400
/** Rows of one page; and how many pages are asked for again after the connection was away. */
const pageLength = 100
const mostPagesAgain = 5

/** Which list is shown. */
interface Shown {
  view: View
  filters: InboxFilters
  order?: InboxOrder | undefined
}

/** One view of the inbox, kept current by `inbox:changed`. `dispose` stops listening. */
export function createInboxModel(connection: DeskConnection, me: { id: string }) {
  const shown = signal<Shown>({ view: 'waiting', filters: {} })
  const rows = signal<ReadonlyMap<string, InboxRow>>(new Map())
  const counts = signal<InboxCounts | undefined>(undefined)
  const loading = signal(true)
  const failure = signal<FailureResult | undefined>(undefined)
  const next = signal<string | undefined>(undefined)
  const sorted = computed(() =>
    [...rows.value.values()]
      .filter((row) => belongs(row, shown.value.view, me.id) && fits(row, shown.value.filters))
      .sort(orderOf(shown.value.view, shown.value.order)),
  )
  const erased = new Set<string>()
  let asked = 0
  let asking: string | undefined
  let recount: ReturnType<typeof setTimeout> | undefined

  async function show(view: View, filters: InboxFilters = {}, order?: InboxOrder): Promise<void> {
    const chosen = { view, filters, order }
    batch(() => {
      if (JSON.stringify(shown.value) !== JSON.stringify(chosen)) rows.value = new Map()
      shown.value = chosen
      loading.value = rows.value.size === 0
      next.value = undefined
    })
    await load()
  }

  async function load(): Promise<void> {
    const turn = ++asked
    const before = sorted.value.length
    const result = await list()
    // A slower answer for a list that was left must not overwrite the one now shown.
    if (turn !== asked) return
    batch(() => {
      loading.value = false
      failure.value = result.ok ? undefined : result
      if (!result.ok) return
      rows.value = merged(new Map(), result.conversations, rows.value)
      counts.value = result.counts
      next.value = result.next
      followServer(result.at)
    })
    // Whoever had scrolled down finds what they were reading.
    for (let page = 1; page < mostPagesAgain && rows.value.size < before; page += 1) await more()
  }

  function list(cursor?: string) {
    const { view, filters, order } = shown.value
    return connection.request('inbox:list', {
      ...{ view, ...filters, limit: pageLength },
      ...(order !== undefined && { order }),
      ...(cursor !== undefined && { cursor }),
    })
  }

  /** Asks for the next page, once. */
  async function more(): Promise<void> {
    const cursor = next.value
    const turn = asked
    if (cursor === undefined || cursor === asking) return
    asking = cursor
    const result = await list(cursor)
    asking = undefined
    if (!result.ok || turn !== asked) return
    batch(() => {
      rows.value = merged(rows.value, result.conversations, rows.value)
      next.value = result.next
    })
  }

  function changed(row: InboxRow): void {
    // A fact of before may come late.
    if (erased.has(row.id)) return
    const known = rows.value.get(row.id)
    if (known !== undefined && isOlder(row, known)) return
    rows.value = new Map(rows.value).set(row.id, row)
    countSoon()
  }

  function gone(id: string): void {
    erased.add(id)
    rows.value = new Map([...rows.value].filter(([each]) => each !== id))
    countSoon()
  }

  function countSoon(): void {
    recount ??= setTimeout(async () => {
      recount = undefined
      const result = await connection.request('inbox:list', { view: shown.value.view, limit: 1 })
      if (!result.ok) return
      counts.value = result.counts
      followServer(result.at)
    }, recountAfter)
  }

  const stopErased = connection.listen('conversation:erased', (fact) => gone(fact.conversationId))
  const stopListening = connection.listen('inbox:changed', (fact) => changed(fact.conversation))
  // While the connection was away facts were missed: ask again on each return.
  const stopFollowing = connection.state.subscribe((state) => {
    if (state === 'online' && asked > 0) void load()
  })

  return {
    shown,
    rows: sorted,
    counts,
    loading,
    failure,
    next,
    show,
    load,
    more,
    dispose() {
      clearTimeout(recount)
      stopListening()
      stopErased()
      stopFollowing()
    },
  }
}
