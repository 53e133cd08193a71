import { Registry } from 'prom-client'
import { beforeAll, expect, test } from 'vitest'
import { startModelServer } from '../../../test/support/model-server.ts'
import { openTestStore, openTurn, settingsOf } from '../../../test/support/model-turn.ts'
import { watchModels } from '../../metrics.ts'
import { type ModelChoice, openModels } from './index.ts'
import { usualLimits } from './settings.ts'
import { costOf, estimateTokens } from './spent.ts'
import { loadProvider } from './wire/chat.ts'

// LangChain takes seconds to load on a busy machine.
beforeAll(() => loadProvider('openai'), 30_000)

/** The installation's choice, and what a workspace makes of it. */
async function modelAsked(installation: ModelChoice, workspace?: ModelChoice): Promise<string | undefined> {
  const store = await openTestStore()
  const server = await startModelServer()
  const placed = (choice?: ModelChoice): ModelChoice | undefined =>
    choice?.model ? { ...choice, model: { ...choice.model, url: server.url } } : choice
  try {
    const models = openModels({
      choice: placed(installation) ?? {},
      limits: usualLimits,
      store,
      now: Date.now,
      report: (reason) => {
        throw reason
      },
    })
    const turn = models.modelsFor(placed(workspace))?.forTurn({
      workspaceId: 'shop',
      visitorId: 'visitor',
      signal: AbortSignal.timeout(10_000),
      endsAt: performance.now() + 10_000,
    })
    await turn?.useTools({
      specialist: 'operator',
      system: 'You act.',
      data: {},
      tools: [],
      signal: AbortSignal.timeout(10_000),
    })
    return server.requests.at(-1)?.model
  } finally {
    await server.close()
    await store.close()
  }
}

const ours = { provider: 'openai', name: 'ours' } as const
const theirs = { provider: 'openai', name: 'theirs' } as const

test.each<[string, ModelChoice, ModelChoice | undefined, string | undefined]>([
  ['without any model there is none', {}, undefined, undefined],
  ['a workspace without a choice uses the installation’s', { model: ours }, undefined, 'ours'],
  ['a workspace that chose a model uses that one', { model: ours }, { model: theirs }, 'theirs'],
  ['a workspace may have a model where the installation has none', {}, { model: theirs }, 'theirs'],
  ['a workspace may do without', { model: ours }, { model: null }, undefined],
  [
    "a specialist of the installation is not asked with the words of a workspace's visitors that chose its own",
    { model: ours, specialists: { operator: { ...ours, url: 'http://127.0.0.1:9/v1' } } },
    { model: theirs },
    'theirs',
  ],
])('%s', async (_sentence, installation, workspace, asked) => {
  expect(await modelAsked(installation, workspace)).toBe(asked)
})

test('what a call took is told with its cost, and counted for Prometheus', async () => {
  const store = await openTestStore()
  const server = await startModelServer()
  const registry = new Registry()
  const watch = watchModels(registry)
  try {
    const { turn, spent } = openTurn(store, {
      model: settingsOf('openai', server.url, { price: { input: 0.5, output: 4 } }),
    })
    const request = {
      specialist: 'operator' as const,
      system: 'You act.',
      data: {},
      tools: [],
      signal: AbortSignal.timeout(10_000),
    }
    await turn.useTools(request)
    server.script({ kind: 'status', status: 500 })
    await turn.useTools(request).catch(() => undefined)
    for (const each of spent) watch(each)
    const [served, failed] = spent
    if (!served || !failed) throw new Error('two calls were made')
    expect(served.cost).toBeCloseTo((served.inputTokens * 0.5 + served.outputTokens * 4) / 1e6, 12)
    expect(failed).toMatchObject({ failure: 'server-error', inputTokens: 0, outputTokens: 0, cost: 0 })
    const metrics = await registry.metrics()
    expect(metrics).toContain('baton_model_calls_total{specialist="operator",outcome="served"} 1')
    expect(metrics).toContain('baton_model_calls_total{specialist="operator",outcome="server-error"} 1')
    expect(metrics).toContain(
      `baton_model_tokens_total{direction="input"} ${served.inputTokens + failed.inputTokens}`,
    )
    expect(metrics).toContain('baton_model_seconds_count 2')
    expect(metrics).toMatch(/baton_model_cost_total [\d.e-]+/)
  } finally {
    await server.close()
    await store.close()
  }
})

test('tokens are estimated by script', () => {
  expect(estimateTokens('')).toBe(0)
  expect(estimateTokens('When does it arrive?')).toBe(5)
  expect(estimateTokens('什么时候到？')).toBe(6)
  expect(costOf({ input: 1_000_000, output: 500_000, estimated: false }, { input: 0.25, output: 2 })).toBe(
    1.25,
  )
})
