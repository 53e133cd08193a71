import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runWatch } from '#server/assistant/index.ts'
import { changeConversation } from '#server/conversation/index.ts'
import { askForWork, claimWork } from '#server/store/due-work.ts'
import { openSqliteStore } from '#server/store/sqlite.ts'
import { addConversation, watcherParts } from '../support/watched-store.ts'
import { calmTalks, logOf, troubledTalks } from '../support/watched-talks.ts'
import { percentile, report, round } from './report.ts'

/**
 * What the watcher costs beside the events it watches, on SQLite with every commit synced: asking for a look inside the
 * event's own transaction, then the look (claim, read, judge, keep, commit), both as the server does them: one look at
 * what comes within 300 ms of each other, such as a message with the whole turn that answers it. `per event` is all of
 * that, shared among the events of one look.
 */
const directory = await mkdtemp(join(tmpdir(), 'baton-bench-'))
const store = await openSqliteStore(directory, {})
const commits: number[] = []
const asks: number[] = []
const looks: number[] = []
const claims: number[] = []
const perEvent: number[] = []
/** As due-watch.ts has it; milliseconds. */
const settleTime = 300
let at = Date.UTC(2026, 0, 1)
const watcher = watcherParts(store, () => at)
for (const talk of [...calmTalks, ...troubledTalks]) {
  const id = await addConversation(store, { language: talk.language, at })
  const began = at
  const { events } = logOf(talk)
  // What earlier talks still wait for would be counted here.
  await store.write((writing) => writing.deleteFrom('due_work').execute())
  let group = { events: 0, cost: 0 }
  for (const [index, event] of events.entries()) {
    at = began + event.at
    const start = performance.now()
    await changeConversation(watcher, id, async (log) => log.append(event))
    commits.push(performance.now() - start)
    const asking = await timeOfAsking(id)
    asks.push(asking)
    group = { events: group.events + 1, cost: group.cost + asking }
    const next = events[index + 1]
    if (next && next.at - event.at <= settleTime) continue
    at += settleTime
    const looking = performance.now()
    const due = await claimWork(store, 'bench', at, 100)
    claims.push(performance.now() - looking)
    for (const work of due) await runWatch(watcher, work, 'bench')
    const look = performance.now() - looking
    looks.push(look)
    perEvent.push((group.cost + look) / group.events)
    group = { events: 0, cost: 0 }
  }
}
await store.close()
await rm(directory, { recursive: true, force: true })

const measured = Object.entries({
  commit: commits,
  ask: asks,
  claim: claims,
  look: looks,
  'per event': perEvent,
}).map(([part, samples]) => ({
  part,
  p50Ms: round(percentile(samples, 0.5), 3),
  p99Ms: round(percentile(samples, 0.99), 3),
  times: samples.length,
}))
report(measured, Object.fromEntries(measured.map(({ part, ...rest }) => [part, rest])))

/** Asking again is what the event's transaction did; measured inside one, without the commit. */
async function timeOfAsking(conversationId: string): Promise<number> {
  return store.write(async (writing) => {
    const start = performance.now()
    await askForWork(writing, {
      key: `watch:${conversationId}`,
      kind: 'watch',
      payload: { conversationId },
      dueAt: at + settleTime,
    })
    return performance.now() - start
  })
}
