import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  addNote,
  conversationOfWorkspace,
  countInbox,
  deskSnapshotOf,
  listInbox,
} from '#server/conversation/index.ts'
import { searchConversations } from '#server/desk/index.ts'
import { indexConversation } from '#server/desk/search/entries/index-conversation.ts'
import type { Store } from '#server/store/store.ts'
import { agents, workspaceId } from './desk/conversations.ts'
import { type Loaded, loadPostgres, loadSqlite } from './desk/load.ts'
import { inboxRequests, searchRequests } from './desk/requests.ts'
import { percentile, report, round } from './report.ts'

/**
 * The desk over stores of many conversations: one page of the inbox with its counts, one search, one conversation
 * opened, each as the handler of its request does it, without the socket. The conversations are made up, and written
 * past the server straight into its tables in the shapes the server writes; traces of turns are shorter than real ones.
 * The floor in the same run: one page of conversations, read by their ids.
 *
 * `--sizes 1000,100000,1000000`, `--store sqlite`, `postgres` or `both`.
 */
const option = (name: string) => new RegExp(`--${name}[= ](\\S+)`).exec(process.argv.join(' '))?.[1]
const sizes = (option('sizes') ?? '1000,100000,1000000').split(',').map(Number)
const chosen = option('store') ?? 'sqlite'
const dialects =
  chosen === 'both'
    ? (['sqlite', 'postgres'] as const)
    : ([chosen === 'postgres' ? 'postgres' : 'sqlite'] as const)
/** The same for every run, so that the same seed makes the same store. */
const until = 1_780_000_000_000
const runs = 15

interface Figures {
  inboxP95Ms: number
  searchP95Ms: number
  openP95Ms: number
  floorP95Ms: number
  floorP50Ms: number
  /** What the slowest kind of each takes, with its name. */
  slowest: Record<string, { kind: string; p95Ms: number }>
  kinds: Record<string, { p50Ms: number; p95Ms: number }>
  /** One event appended (with the due work it asks for), and one conversation read again by the search. */
  appendP50Ms: number
  indexP50Ms: number
  indexP95Ms: number
  storeMB: number
  loadSeconds: number
}

const rows: Record<string, string | number>[] = []
const stores: Record<string, { sizes: Record<string, Figures> }> = {}
for (const dialect of dialects) {
  stores[dialect] = { sizes: {} }
  for (const size of sizes) {
    const loaded =
      dialect === 'postgres'
        ? await loadPostgres(size, until)
        : await loadSqlite(await mkdtemp(join(tmpdir(), 'baton-bench-desk-')), size, until)
    try {
      const figures = await measure(loaded)
      stores[dialect].sizes[size] = figures
      const { slowest, kinds, ...plain } = figures
      rows.push({ store: dialect, conversations: size, ...plain })
      if (process.argv.includes('--kinds')) console.table(kinds)
    } finally {
      await loaded.drop()
    }
  }
}
const first = stores[dialects[0]]
report(rows, { ...first, stores })

async function measure({ store, size, seconds }: Loaded): Promise<Figures> {
  const kinds: Figures['kinds'] = {}
  const samples: Record<string, number[]> = { inbox: [], search: [], open: [], floor: [] }
  const slowest: Figures['slowest'] = {}
  async function sample(group: string, kind: string, work: (run: number) => Promise<unknown>): Promise<void> {
    for (let run = 0; run < 2; run += 1) await work(run)
    const times: number[] = []
    for (let run = 0; run < runs; run += 1) {
      const began = performance.now()
      await work(run)
      times.push(performance.now() - began)
    }
    samples[group]?.push(...times)
    const p95Ms = round(percentile(times, 0.95))
    kinds[`${group}: ${kind}`] = { p50Ms: round(percentile(times, 0.5)), p95Ms }
    if (p95Ms > (slowest[group]?.p95Ms ?? -1)) slowest[group] = { kind, p95Ms }
  }
  const { read } = store
  const ids = (await read.selectFrom('conversation').select('id').orderBy('id').limit(5_000).execute()).map(
    ({ id }) => id,
  )
  const some = (run: number, count: number) =>
    Array.from({ length: count }, (_, index) => ids[(run * 97 + index * 61) % ids.length] ?? '')
  await sample('floor', 'a page by ids', (run) =>
    read.selectFrom('conversation').selectAll().where('id', 'in', some(run, 50)).execute(),
  )
  const personId = agents[0] ?? ''
  for (const [kind, request] of Object.entries(inboxRequests(until))) {
    const full = { view: 'open' as const, limit: 50, ...request, workspaceId, personId }
    await sample('inbox', kind, () =>
      Promise.all([listInbox(read, full), countInbox(read, workspaceId, personId)]),
    )
  }
  for (const [kind, request] of Object.entries(searchRequests(until)))
    await sample('search', kind, () => searchConversations(store, { limit: 20, ...request, workspaceId }))
  await sample('open', 'a conversation', async (run) =>
    deskSnapshotOf(
      read,
      await conversationOfWorkspace(read, some(run, 1)[0] ?? '', workspaceId),
      true,
      until,
    ),
  )
  const p95 = (group: string) => round(percentile(samples[group] ?? [], 0.95))
  return {
    inboxP95Ms: p95('inbox'),
    searchP95Ms: p95('search'),
    openP95Ms: p95('open'),
    floorP95Ms: p95('floor'),
    floorP50Ms: round(percentile(samples.floor ?? [], 0.5)),
    slowest,
    kinds,
    ...(await measureWriting(store, ids)),
    storeMB: Math.round(size / 1e6),
    loadSeconds: Math.round(seconds),
  }
}

async function measureWriting(store: Store, ids: string[]) {
  const parts = {
    store,
    now: () => until,
    announcer: {
      place: () => ({ turn: Promise.resolve(), leave: () => undefined }),
      appended: () => undefined,
    },
  }
  const appends: number[] = []
  const indexings: number[] = []
  for (const conversationId of ids.slice(0, 200)) {
    const began = performance.now()
    await addNote(parts, {
      conversationId,
      name: 'bench',
      text: 'The carrier has called back: 包裹已经找到了, it leaves on Thursday.',
    })
    const appended = performance.now()
    await store.write((writing) => indexConversation(writing, store.dialect, conversationId, until))
    appends.push(appended - began)
    indexings.push(performance.now() - appended)
  }
  return {
    appendP50Ms: round(percentile(appends, 0.5)),
    indexP50Ms: round(percentile(indexings, 0.5)),
    indexP95Ms: round(percentile(indexings, 0.95)),
  }
}
