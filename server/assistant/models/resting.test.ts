import { setTimeout as sleep } from 'node:timers/promises'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type ModelServer, startModelServer } from '../../../test/support/model-server.ts'
import { openTestStore, openTurn, settingsOf } from '../../../test/support/model-turn.ts'
import { watchModels } from '../../metrics.ts'
import type { Store } from '../../store/store.ts'
import { ModelFailure } from './failure.ts'
import { openResting } from './resting.ts'
import type { ModelSettings } from './settings.ts'

let store: Store
let first: ModelServer
let second: ModelServer
beforeAll(async () => {
  store = await openTestStore()
  first = await startModelServer()
  second = await startModelServer()
  // LangChain loads here, not within a test that waits for a request.
  await open().ask()
}, 30_000)
afterAll(async () => {
  await first.close()
  await second.close()
  await store.close()
})
beforeEach(() => {
  for (const server of [first, second]) {
    server.script([])
    server.requests.length = 0
  }
})

/** One model over many turns, by a clock that only the test moves. */
function open(settings: { model?: ModelSettings; fallback?: ModelSettings } = {}) {
  let time = 0
  const reports: string[] = []
  const { turn, spent } = openTurn(
    store,
    { model: settingsOf('openai', first.url), ...settings },
    { elapsed: () => time, reports, limits: { turn: {} } },
  )
  /** A call that is given up after so many milliseconds of the scripted clock. */
  async function ask(givenUpAfter = 4_000): Promise<string> {
    const ending = new AbortController()
    const asked = first.requests.length
    const outcome = turn
      .phrase({
        question: 'When does it arrive?',
        language: 'en',
        history: [],
        passages: [{ number: 1, title: 'Delivery', text: 'Two days.' }],
        signal: ending.signal,
        onDelta: () => undefined,
      })
      .then(
        ({ model }) => `answered by ${model}`,
        (reason: ModelFailure) => reason.reason,
      )
    const ended = await Promise.race([outcome, stalls(asked)])
    if (ended !== undefined) return ended
    time += givenUpAfter
    ending.abort()
    return await outcome
  }
  return { ask, reports, spent, pass: (milliseconds: number) => (time += milliseconds) }
}

/** Resolves once the first service has a request that it does not answer. */
async function stalls(asked: number): Promise<undefined> {
  const ending = performance.now() + 10_000
  while (first.requests.length === asked && performance.now() < ending) await sleep(5)
  await sleep(150)
}

test('after three calls in a row without an answer a model rests for 30 seconds; then one call tries it for all', async () => {
  first.script({ kind: 'stall', times: 4 })
  const { ask, pass, reports, spent } = open()
  expect([await ask(), await ask(), await ask()]).toEqual(['timeout', 'timeout', 'timeout'])
  expect(await ask()).toBe('resting')
  expect(first.requests).toHaveLength(3)
  expect(reports).toEqual([expect.stringContaining('openai:scripted rests for 30 s')])

  pass(30_000)
  const trial = ask()
  await expect.poll(() => first.requests.length).toBe(4)
  expect(await ask()).toBe('resting')
  expect(await trial).toBe('timeout')
  expect(await ask()).toBe('resting')

  pass(30_000)
  expect([await ask(), await ask()]).toEqual(['answered by scripted', 'answered by scripted'])
  expect(spent.map(({ failure }) => failure)).toContain('resting')
  expect(reports).toHaveLength(1)
})

test('while the first model rests the fallback serves at once', async () => {
  const model = settingsOf('openai', 'http://127.0.0.1:9/v1')
  const { ask, spent } = open({ model, fallback: settingsOf('openai', second.url, { name: 'second' }) })
  for (let turns = 0; turns < 5; turns += 1) expect(await ask()).toBe('answered by second')
  const failures = spent.map(({ requested, failure }) => failure ?? requested)
  expect(failures).toEqual(
    ['refused', 'refused', 'refused', 'resting', 'resting'].flatMap((each) => [each, 'second']),
  )
})

test('an answer in between, whatever it is worth, begins the count anew', async () => {
  first.script([
    { kind: 'stall', times: 2 },
    { kind: 'status', status: 500 },
    { kind: 'stall', times: 2 },
    { kind: 'answer' },
    { kind: 'stall', times: 2 },
  ])
  const { ask } = open()
  const outcomes: string[] = []
  for (let turns = 0; turns < 8; turns += 1) outcomes.push(await ask())
  expect(outcomes).not.toContain('resting')
})

test('a call that had hardly any time says nothing about its model', async () => {
  first.script({ kind: 'stall', times: 4 })
  const { ask } = open()
  for (let turns = 0; turns < 4; turns += 1) expect(await ask(500)).toBe('timeout')
})

test('a call that was not made for the rest of its model is counted, and makes no other look quick', async () => {
  const registry = new Registry()
  const watch = watchModels(registry)
  first.script({ kind: 'stall', times: 3 })
  const { ask, spent } = open()
  for (let turns = 0; turns < 5; turns += 1) await ask()
  for (const each of spent) watch(each)
  const metrics = await registry.metrics()
  expect(metrics).toContain('baton_model_calls_total{specialist="answerer",outcome="resting"} 2')
  expect(metrics).toContain('baton_model_seconds_count 3')
})

test('many calls that fail together make one rest, and a late answer ends it', () => {
  let time = 0
  const resting = openResting(() => time)
  const failed = () => resting.ended('model', 4_000, new ModelFailure('timeout'))
  for (let calls = 0; calls < 20; calls += 1) resting.began('model')
  expect(Array.from({ length: 19 }, failed).filter((begins) => begins)).toHaveLength(1)
  time += 29_999
  expect(resting.has('model')).toBe(true)
  expect(resting.has('another model')).toBe(false)
  resting.ended('model', 20_000)
  expect(resting.has('model')).toBe(false)
})
