import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type ModelServer, type Script, startModelServer } from '../../../../test/support/model-server.ts'
import {
  failureFrom,
  openTestStore,
  openTurn,
  settingsOf,
  wires,
} from '../../../../test/support/model-turn.ts'
import type { Store } from '../../../store/store.ts'
import { providers } from '../settings.ts'

const tools = [
  {
    name: 'order_status',
    description: 'Where an order is.',
    schema: z.object({ order: z.string().max(20) }),
  },
  {
    name: 'address_change',
    description: 'Sends an order elsewhere.',
    schema: z.object({ order: z.string(), city: z.string().optional() }),
  },
]

let store: Store
beforeAll(async () => {
  store = await openTestStore()
})
afterAll(() => store.close())

describe.each(providers)('tools offered to %s', (provider) => {
  let server: ModelServer
  beforeAll(async () => {
    server = await startModelServer(wires[provider])
    server.script({ kind: 'obey', text: 'Hello.' })
    await use()
  }, 30_000)
  afterAll(() => server.close())
  beforeEach(() => {
    server.script([])
    server.requests.length = 0
  })

  async function use() {
    const { turn } = openTurn(store, { model: settingsOf(provider, server.url) })
    return await turn.useTools({
      specialist: 'operator',
      system: 'You act for a visitor of a shop.',
      data: { message: 'Where is order A-1001?' },
      tools,
      signal: AbortSignal.timeout(10_000),
    })
  }

  test('are shown to it, and its calls come whole', async () => {
    const calls = [
      { name: 'order_status', arguments: { order: 'A-1001' } },
      { name: 'address_change', arguments: { order: 'A-1001', city: '上海' } },
    ]
    server.script({ kind: 'tools', calls })
    expect(await use()).toMatchObject({ text: '', calls, refused: [], model: 'scripted' })
    expect(server.requests[0]?.tools?.map((tool) => tool.function.name)).toEqual([
      'order_status',
      'address_change',
    ])
  })

  test('are called beside a text', async () => {
    const calls = [{ name: 'order_status', arguments: { order: 'A-1001' } }]
    server.script({ kind: 'tools', calls, text: 'I look it up.' })
    expect(await use()).toMatchObject({ text: 'I look it up.', calls })
  })

  test('need not be called', async () => {
    server.script({ kind: 'obey', text: 'Which order is it?' })
    expect(await use()).toMatchObject({ text: 'Which order is it?', calls: [], refused: [] })
  })

  test('a call of a tool nobody offered, or with arguments it does not take, is refused and reported', async () => {
    server.script({
      kind: 'tools',
      calls: [
        { name: 'refund', arguments: { amount: 500 } },
        { name: 'order_status', arguments: { order: 'A'.repeat(21) } },
        { name: 'order_status', arguments: { order: 7 } },
        { name: 'order_status', arguments: { order: 'A-1', as: 'admin' } },
      ],
    })
    const { calls, refused } = await use()
    expect(calls).toEqual([{ name: 'order_status', arguments: { order: 'A-1' } }])
    expect(refused).toEqual([
      { name: 'refund', why: 'unknown-tool' },
      { name: 'order_status', why: 'bad-arguments' },
      { name: 'order_status', why: 'bad-arguments' },
    ])
  })

  test('of more than eight calls the rest is refused', async () => {
    const call = { name: 'order_status', arguments: { order: 'A-1' } }
    server.script({ kind: 'tools', calls: Array.from({ length: 10 }, () => call) })
    const { calls, refused } = await use()
    expect(calls).toHaveLength(8)
    expect(refused).toEqual([
      { name: 'order_status', why: 'too-many' },
      { name: 'order_status', why: 'too-many' },
    ])
  })

  test.each<[string, Script]>([
    ['empty', { kind: 'obey', text: '' }],
    ['too-long', { kind: 'long', characters: 100_000 }],
    [
      'too-long',
      { kind: 'tools', calls: [{ name: 'order_status', arguments: { order: 'A'.repeat(100_000) } }] },
    ],
    ['cut', { kind: 'cut', text: 'One moment, please.' }],
  ])('fail as %s', async (reason, script) => {
    server.script(script)
    expect((await failureFrom(use())).reason).toBe(reason)
  })
})
