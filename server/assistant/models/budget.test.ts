import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ModelServer, startModelServer } from '../../../test/support/model-server.ts'
import {
  failureFrom,
  openTestStore,
  openTurn,
  settingsOf,
  type TurnOptions,
} from '../../../test/support/model-turn.ts'
import { makeDatabase, missingServices } from '../../../test/support/services.ts'
import { openPostgresStore } from '../../store/postgres.ts'
import type { Store } from '../../store/store.ts'
import { openModels } from './models.ts'
import type { Spent } from './spent.ts'
import { loadProvider } from './wire/chat.ts'

const withoutPostgres = await missingServices('postgres')

/** Two connections to one store stand for two nodes where the dialect allows several. */
const places: [string, boolean, () => Promise<{ nodes: Store[]; close(): Promise<void> }>][] = [
  [
    'SQLite',
    false,
    async () => {
      const store = await openTestStore()
      return { nodes: [store], close: () => store.close() }
    },
  ],
  [
    'PostgreSQL',
    withoutPostgres !== undefined,
    async () => {
      const database = await makeDatabase()
      let isOver = false
      const open = () =>
        openPostgresStore(database.url, (reason) => {
          // Dropping the database ends connections that are just closing.
          if (!isOver) throw reason
        })
      const nodes = [await open(), await open()]
      return {
        nodes,
        async close() {
          isOver = true
          for (const node of nodes) await node.close()
          await database.drop()
        },
      }
    },
  ],
]

describe.each(places)('budgets on %s', (_dialect, isSkipped, open) => {
  let place: Awaited<ReturnType<typeof open>>
  let server: ModelServer
  beforeAll(async () => {
    if (isSkipped) return
    place = await open()
    server = await startModelServer()
    // LangChain takes seconds to load on a busy machine.
    await loadProvider('openai')
  }, 30_000)
  afterAll(async () => {
    if (isSkipped) return
    await place.close()
    await server.close()
  })

  function turnOf(options: TurnOptions, node = 0) {
    const store = place.nodes[node % place.nodes.length] as Store
    return openTurn(store, { model: settingsOf('openai', server.url) }, options)
  }

  function phrase({ turn }: ReturnType<typeof turnOf>) {
    return turn.phrase({
      question: 'When?',
      language: 'en',
      history: [],
      passages: [{ number: 1, title: 'Delivery', text: 'Two days.' }],
      signal: AbortSignal.timeout(10_000),
      onDelta: () => undefined,
    })
  }

  test.skipIf(isSkipped)('a turn may make so many calls, and the next turn as many again', async () => {
    const options = { limits: { turn: { calls: 2 } }, visitorId: 'calls' }
    const opened = turnOf(options)
    await phrase(opened)
    await phrase(opened)
    const asked = server.requests.length
    const failure = await failureFrom(phrase(opened))
    expect([failure.reason, failure.mayTryElsewhere]).toEqual(['over-budget', false])
    expect(server.requests).toHaveLength(asked)
    expect(opened.spent.at(-1)).toMatchObject({ failure: 'over-budget', inputTokens: 0, outputTokens: 0 })
    await phrase(turnOf(options))
  })

  test.skipIf(isSkipped)(
    "a visitor's tokens are counted over turns and nodes, and no one else pays for them",
    async () => {
      const options = { limits: { visitor: { tokens: 600 } }, visitorId: 'tokens' }
      let served = 0
      let used = 0
      for (; served < 10; served += 1) {
        const opened = turnOf(options, served)
        const failure = await phrase(opened).then(
          () => undefined,
          (reason) => reason,
        )
        if (failure) {
          expect(failure).toMatchObject({ reason: 'over-budget' })
          break
        }
        used += opened.spent.reduce((sum, each) => sum + each.inputTokens + each.outputTokens, 0)
      }
      expect(served).toBeGreaterThan(0)
      expect(used).toBeGreaterThanOrEqual(600)
      expect(used).toBeLessThan(600 + used / served + 1)
      await phrase(turnOf({ ...options, visitorId: 'somebody else' }))
    },
  )

  test.skipIf(isSkipped)(
    'of forty calls at once on two nodes exactly as many pass as the workspace may make',
    async () => {
      const before = server.requests.length
      const outcomes = await Promise.allSettled(
        Array.from({ length: 40 }, (_, index) =>
          phrase(
            turnOf(
              {
                limits: { workspace: { calls: 7 } },
                workspaceId: 'crowded',
                visitorId: `crowd-${index % 5}`,
              },
              index,
            ),
          ),
        ),
      )
      expect(outcomes.filter((each) => each.status === 'fulfilled')).toHaveLength(7)
      expect(server.requests.length - before).toBe(7)
      const reasons = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason.reason] : []))
      expect(new Set(reasons)).toEqual(new Set(['over-budget']))
    },
  )

  test.skipIf(isSkipped)('the next day begins at nothing, and days long past are forgotten', async () => {
    const dayLength = 24 * 60 * 60 * 1_000
    const today = Date.UTC(2030, 0, 1, 23, 59)
    const on = (days: number) =>
      turnOf({ limits: { visitor: { calls: 1 } }, visitorId: 'daily', now: () => today + days * dayLength })
    await phrase(on(0))
    expect((await failureFrom(phrase(on(0)))).reason).toBe('over-budget')
    await phrase(on(1))
    await phrase(on(60))
    const rows = await place.nodes[0]?.read
      .selectFrom('model_use')
      .select('day')
      .where('subject', '=', 'visitor:daily')
      .execute()
    expect(rows).toEqual([{ day: '2030-03-02' }])
  })

  test.skipIf(isSkipped)('seconds count, and a limit of 0 allows nothing', async () => {
    const options = { limits: { visitor: { seconds: 1 } }, visitorId: 'seconds' }
    const took: number[] = []
    let refusal: unknown
    while (refusal === undefined && took.length < 10) {
      server.script({ kind: 'slow', delay: 300, pieces: ['Two days [1].'] })
      const opened = turnOf(options)
      refusal = await phrase(opened).then(
        () => undefined,
        (reason) => reason,
      )
      if (refusal === undefined) took.push(opened.spent[0]?.took ?? 0)
    }
    server.script([])
    expect(refusal).toMatchObject({ reason: 'over-budget' })
    const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0)
    expect(sum(took)).toBeGreaterThan(990)
    expect(sum(took.slice(0, -1))).toBeLessThan(1_000)
    expect((await failureFrom(phrase(turnOf({ limits: { day: { calls: 0 } } })))).reason).toBe('over-budget')
  })
})

test('a store that cannot count lets no call through, and says so', async () => {
  const reports: string[] = []
  const server = await startModelServer()
  const models = openModels({
    choice: { model: settingsOf('openai', server.url) },
    limits: { turn: {}, visitor: {}, workspace: {}, day: {} },
    store: { write: () => Promise.reject(new Error('the disk is full')) },
    now: Date.now,
    report: (reason, about) => reports.push(`${about}: ${reason}`),
  })
  const turn = models.modelsFor()?.forTurn({
    workspaceId: 'shop',
    visitorId: 'visitor',
    signal: AbortSignal.timeout(5_000),
    endsAt: performance.now() + 5_000,
  })
  const tool = turn?.useTools({
    specialist: 'operator',
    system: 'You act.',
    data: {},
    tools: [],
    signal: AbortSignal.timeout(5_000),
  })
  expect((await failureFrom(tool ?? Promise.resolve())).reason).toBe('uncounted')
  expect(reports).toEqual(['counting a call of a model: Error: the disk is full'])
  expect(server.requests).toEqual([])
  await server.close()
})

test('a store that takes its time holds no call beyond the turn’s deadline (invariant 7)', async () => {
  const server = await startModelServer()
  const written = Promise.withResolvers<undefined>()
  const models = openModels({
    choice: { model: settingsOf('openai', server.url) },
    limits: { turn: {}, visitor: {}, workspace: {}, day: {} },
    store: { write: async () => (await written.promise) as never },
    now: Date.now,
    report: (reason) => {
      throw reason
    },
  })
  const spent: Spent[] = []
  const turn = models.modelsFor()?.forTurn({
    workspaceId: 'shop',
    visitorId: 'visitor',
    signal: AbortSignal.timeout(200),
    endsAt: performance.now() + 200,
    spent: (each) => spent.push(each),
  })
  const began = performance.now()
  const asked = turn?.useTools({
    specialist: 'operator',
    system: 'You act.',
    data: {},
    tools: [],
    signal: AbortSignal.timeout(5_000),
  })
  expect((await failureFrom(asked ?? Promise.resolve())).reason).toBe('timeout')
  expect(performance.now() - began).toBeLessThan(1_000)
  expect(spent).toEqual([expect.objectContaining({ failure: 'timeout', inputTokens: 0, took: 0 })])
  written.resolve(undefined)
  expect(server.requests).toEqual([])
  await server.close()
})
