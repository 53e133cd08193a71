import { batch, computed, signal } from '@preact/signals'
import type { InboxCounts, InboxRow } from '#shared/protocol.ts'
import type { FailureResult } from '#shared/result.ts'
import type { DeskConnection } from '../../connection.ts'

export const tabs = ['waiting', 'mine', 'approvals', 'automated', 'resolved'] as const
export const views = [...tabs, 'attention', 'promises'] as const
export type View = (typeof views)[number]

export type InboxModel = ReturnType<typeof createInboxModel>

/** Milliseconds between two counts while facts pour in. */
const recountAfter = 400

/** One view of the inbox, kept current by `inbox:changed`. `dispose` stops listening. */
export function createInboxModel(connection: DeskConnection, me: { id: string }) {
  const view = signal<View>('waiting')
  const rows = signal<ReadonlyMap<string, InboxRow>>(new Map())
  const counts = signal<InboxCounts | undefined>(undefined)
  const loading = signal(true)
  const failure = signal<FailureResult | undefined>(undefined)
  const next = signal<string | undefined>(undefined)
  const sorted = computed(() =>
    [...rows.value.values()].filter((row) => belongs(row, view.value, me.id)).sort(order(view.value)),
  )
  const erased = new Set<string>()
  let asked = 0
  let recount: ReturnType<typeof setTimeout> | undefined

  async function show(chosen: View): Promise<void> {
    batch(() => {
      if (view.value !== chosen) rows.value = new Map()
      view.value = chosen
      loading.value = rows.value.size === 0
      next.value = undefined
    })
    await load()
  }

  async function load(): Promise<void> {
    const turn = ++asked
    const result = await connection.request('inbox:list', { view: view.value })
    // A slower answer for a view that was left must not overwrite the one now shown.
    if (turn !== asked) return
    batch(() => {
      loading.value = false
      failure.value = result.ok ? undefined : result
      if (!result.ok) return
      rows.value = merged(new Map(), result.conversations, rows.value)
      counts.value = result.counts
      next.value = result.next
    })
  }

  async function more(): Promise<void> {
    const cursor = next.value
    const turn = asked
    if (cursor === undefined) return
    const result = await connection.request('inbox:list', { view: view.value, cursor })
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
      const result = await connection.request('inbox:list', { view: view.value, limit: 1 })
      if (result.ok) counts.value = result.counts
    }, recountAfter)
  }

  const stopErased = connection.listen('conversation:erased', (fact) => gone(fact.conversationId))
  const stopListening = connection.listen('inbox:changed', (fact) => changed(fact.conversation))
  // While the connection was away facts were missed: ask again on each return.
  const stopFollowing = connection.state.subscribe((state) => {
    if (state === 'online' && asked > 0) void load()
  })

  return {
    view,
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

function belongs(row: InboxRow, view: View, me: string): boolean {
  switch (view) {
    case 'waiting':
      return row.status === 'queued'
    case 'mine':
      return row.status === 'assigned' && row.assignee?.id === me
    case 'approvals':
      return row.proposals > 0
    case 'promises':
      return row.promiseDueAt !== undefined
    case 'attention':
      return row.attention.length > 0
    case 'automated':
    case 'resolved':
      return row.status === view
  }
}

/** Waiting: the urgent and then the longest wait first. Everywhere else: the newest change first. */
function order(view: View): (one: InboxRow, other: InboxRow) => number {
  if (view === 'waiting') {
    return (one, other) =>
      other.priority - one.priority || (one.queuedAt ?? one.createdAt) - (other.queuedAt ?? other.createdAt)
  }
  if (view === 'promises') return (one, other) => (one.promiseDueAt ?? 0) - (other.promiseDueAt ?? 0)
  if (view === 'attention') {
    return (one, other) => other.priority - one.priority || other.updatedAt - one.updatedAt
  }
  return (one, other) => other.updatedAt - one.updatedAt
}

function isOlder(row: InboxRow, known: InboxRow): boolean {
  return row.head < known.head || (row.head === known.head && row.fence < known.fence)
}

/** `base` plus the listed rows, keeping a row that a fact has already brought in a newer state. */
function merged(
  base: ReadonlyMap<string, InboxRow>,
  listed: InboxRow[],
  known: ReadonlyMap<string, InboxRow>,
): Map<string, InboxRow> {
  const result = new Map(base)
  for (const row of listed) {
    const newer = known.get(row.id)
    result.set(row.id, newer !== undefined && isOlder(row, newer) ? newer : row)
  }
  return result
}
