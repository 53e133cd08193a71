import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type ModelServer, type Script, startModelServer } from '../../../test/support/model-server.ts'
import { failureFrom, openTestStore, openTurn, settingsOf, wires } from '../../../test/support/model-turn.ts'
import type { Store } from '../../store/store.ts'
import type { ModelFailure, TurnModel } from './index.ts'
import { providers } from './settings.ts'

type Reason = ModelFailure['reason']

const signal = () => AbortSignal.timeout(10_000)
const primitives: Record<string, (turn: TurnModel, shown?: string[]) => Promise<unknown>> = {
  phrase: (turn, shown = []) =>
    turn.phrase({
      question: 'When does it arrive?',
      language: 'en',
      history: [],
      passages: [{ number: 1, title: 'Delivery', text: 'Orders arrive within two days.' }],
      signal: signal(),
      onDelta: (text) => shown.push(text),
    }),
  structured: (turn) =>
    turn.structured({
      specialist: 'judge',
      system: 'You check answers.',
      data: { answer: 'Two days.' },
      schema: z.object({ supported: z.boolean() }),
      signal: signal(),
    }),
  useTools: (turn) =>
    turn.useTools({
      specialist: 'operator',
      system: 'You act.',
      data: { message: 'Where is my order?' },
      tools: [{ name: 'order_status', description: 'Where it is.', schema: z.object({ order: z.string() }) }],
      signal: signal(),
    }),
}

/** Long enough that half of it is neither a whole answer nor a whole object. */
const cutText = `{"supported": "${'no, '.repeat(20)}"} [1]`

const faults: [name: string, script: Script, reason: Reason][] = [
  ['stalls', { kind: 'stall' }, 'timeout'],
  ['is endlessly slow', { kind: 'slow', delay: 60, text: 'Orders arrive. '.repeat(40) }, 'timeout'],
  ['cuts the stream', { kind: 'cut', text: cutText }, 'cut'],
  ['ends without a reason', { kind: 'answer', text: 'Orders arrive [1].', finish: null }, 'cut'],
  ['hits its token limit', { kind: 'answer', text: 'Orders arrive [1].', finish: 'length' }, 'cut'],
  ['sends garbage', { kind: 'garbage' }, 'garbage'],
  ['reports an error inside the stream', { kind: 'error' }, 'server-error'],
  ['answers 500', { kind: 'status', status: 500 }, 'server-error'],
  ['answers 529', { kind: 'status', status: 529 }, 'server-error'],
  ['answers 429', { kind: 'status', status: 429 }, 'rate-limited'],
  ['answers 400', { kind: 'status', status: 400 }, 'refused'],
  ['answers 401', { kind: 'status', status: 401 }, 'refused'],
  ['answers 404', { kind: 'status', status: 404 }, 'refused'],
  ['redirects', { kind: 'redirect', to: 'http://127.0.0.1:9/' }, 'refused'],
  ['sends 100 kB', { kind: 'long', characters: 100_000 }, 'too-long'],
  ['thinks aloud', { kind: 'obey', text: 'He wants it.</think>Orders arrive [1].' }, 'garbage'],
]

/** What one model has, and what two have: the second needs time on a busy machine too. */
const deadline = 500
const longDeadline = 1_500
/** Milliseconds that a busy machine may be late. */
const patience = 700
let store: Store
beforeAll(async () => {
  store = await openTestStore()
})
afterAll(() => store.close())

describe.each(providers)('%s', (provider) => {
  let first: ModelServer
  let second: ModelServer
  beforeAll(async () => {
    first = await startModelServer(wires[provider])
    second = await startModelServer()
    const model = settingsOf(provider, first.url)
    await primitives.phrase?.(openTurn(store, { model }).turn)
    await primitives.phrase?.(openTurn(store, { model: settingsOf('openai', second.url) }).turn)
  }, 30_000)
  afterAll(async () => {
    await first.close()
    await second.close()
  })
  beforeEach(() => {
    first.script([])
    first.requests.length = 0
    second.script([])
    second.requests.length = 0
  })

  for (const [primitive, run] of Object.entries(primitives)) {
    test.each(faults)(
      `${primitive}: a service that %s fails in its time, and a second model takes over`,
      async (_name, script, reason) => {
        first.script({ ...script, times: 3 })
        const model = settingsOf(provider, first.url)
        let began = performance.now()
        expect((await failureFrom(run(openTurn(store, { model }, { deadline }).turn))).reason).toBe(reason)
        expect(performance.now() - began).toBeLessThan(deadline + patience)
        expect(first.requests).toHaveLength(1)

        first.script({ ...script, times: 3 })
        if (primitive === 'useTools') second.script({ kind: 'obey', text: 'Which order is it?' })
        const fallback = settingsOf('openai', second.url, { name: 'second' })
        const { turn, spent } = openTurn(store, { model, fallback }, { deadline: longDeadline })
        began = performance.now()
        await run(turn)
        expect(performance.now() - began).toBeLessThan(longDeadline + patience)
        expect(spent.map((each) => [each.model, each.failure])).toEqual([
          ['scripted', reason],
          ['second', undefined],
        ])
      },
    )
  }
})

describe('with a second model', () => {
  let first: ModelServer
  let second: ModelServer
  beforeAll(async () => {
    first = await startModelServer()
    second = await startModelServer()
  })
  afterAll(async () => {
    await first.close()
    await second.close()
  })
  beforeEach(() => {
    for (const server of [first, second]) {
      server.script([])
      server.requests.length = 0
    }
  })

  function open(options = {}) {
    const model = settingsOf('openai', first.url)
    return openTurn(store, { model, fallback: settingsOf('openai', second.url, { name: 'second' }) }, options)
  }

  test('the first may use three fifths of the time, and the second has the rest', async () => {
    first.script({ kind: 'stall' })
    second.script({ kind: 'stall' })
    const { turn, spent } = open({ deadline: 1_000 })
    expect((await failureFrom(primitives.phrase?.(turn) ?? Promise.resolve())).reason).toBe('timeout')
    const [one, two] = spent.map((each) => each.took)
    expect(one).toBeGreaterThan(550)
    expect(one).toBeLessThan(900)
    expect(two).toBeGreaterThan(100)
    expect(two).toBeLessThan(900)
  })

  test('content that the first refuses is not carried to the second', async () => {
    first.script({ kind: 'refuse' })
    expect((await failureFrom(primitives.phrase?.(open().turn) ?? Promise.resolve())).reason).toBe(
      'content-refused',
    )
    expect(second.requests).toEqual([])
  })

  test('after the first has shown a beginning the second streams nothing, and its answer comes whole', async () => {
    first.script({ kind: 'cut', text: 'Orders usually arrive rather late, as far as I know [1].' })
    second.script({ kind: 'obey', text: 'Two days [1].' })
    const shown: string[] = []
    const answer = await primitives.phrase?.(open().turn, shown)
    expect(answer).toMatchObject({ text: 'Two days.', model: 'second' })
    expect(shown.join('')).not.toContain('Two')
    expect(shown.join('')).toContain('Orders')
  })

  test('a service that asks to wait is left alone until then', async () => {
    first.script({ kind: 'status', status: 429, retryAfter: 1 })
    const { turn, spent } = open()
    await primitives.phrase?.(turn)
    await primitives.phrase?.(turn)
    expect(first.requests).toHaveLength(1)
    expect(second.requests).toHaveLength(2)
    expect(spent.map((each) => each.failure)).toEqual(['rate-limited', undefined, 'resting', undefined])
    await new Promise((resolve) => setTimeout(resolve, 1_050))
    await primitives.phrase?.(turn)
    expect(first.requests).toHaveLength(2)
  })

  test('a specialist with a model of its own uses that one, and the same fallback', async () => {
    const model = settingsOf('openai', 'http://127.0.0.1:9/v1')
    const judge = settingsOf('openai', first.url, { name: 'judge' })
    const { turn, spent } = openTurn(store, { model, specialists: { judge } })
    await primitives.structured?.(turn)
    await failureFrom(primitives.phrase?.(turn) ?? Promise.resolve())
    expect(spent.map((each) => [each.specialist, each.model, each.failure])).toEqual([
      ['judge', 'judge', undefined],
      ['answerer', 'scripted', 'refused'],
    ])
  })
})
