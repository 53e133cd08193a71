import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '#server/config.ts'
import { startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, connectVisitor, type TestClient } from '../support/clients.ts'
import { type ModelServer, startModelServer } from '../support/model-server.ts'
import { anthropicWire } from '../support/model-wire-anthropic.ts'

const question = 'How long does delivery take?'
let model: ModelServer
let app: TestApp
let desk: TestClient
beforeAll(async () => {
  model = await startModelServer()
  app = await startTestApp({
    config: {
      model: { provider: 'openai', name: 'stub', url: model.url, key: 'sk-test' },
      turnDeadline: 3_000,
    },
  })
  desk = await connectDesk(app.base, (await app.signIn('agent')).token)
  // The first answer loads LangChain; that is measured elsewhere.
  await (await connectVisitor(app.base)).saysAndHears(question)
})
afterAll(async () => {
  desk.close()
  await app.close()
  await model.close()
})

async function ask(text = question) {
  const visitor = await connectVisitor(app.base)
  const began = performance.now()
  const answer = await visitor.saysAndHears(text)
  const took = performance.now() - began
  const conversationId = visitor.told.find((each) => each.name === 'conversation:appended')?.fact
    .conversationId
  const { conversation } = await desk.ask('conversation:watch', { conversationId })
  const trace = conversation.events.findLast((event: Untyped) => event.type === 'turn:decided')
  visitor.close()
  return { answer, trace, took, told: visitor.told }
}

test('with a model the answer is phrased from the retrieved articles, streamed, and cited', async () => {
  model.script({
    kind: 'answer',
    text: 'It takes 3–5 business days in the EU [1]. Standard delivery is what most choose [1].',
  })
  const { answer, trace, told } = await ask()
  expect(answer.text).toBe('It takes 3–5 business days in the EU. Standard delivery is what most choose.')
  expect(answer.citations.map((each: Untyped) => each.articleId)).toEqual(['delivery-times'])
  const streamed = told.filter((each) => each.name === 'answer:progress' && each.fact.delta)
  expect(streamed.length).toBeGreaterThan(0)
  expect(answer.text.startsWith(streamed.map((each) => each.fact.delta).join(''))).toBe(true)
  expect(trace.model).toMatchObject({ name: expect.any(String) })
  expect(trace.modelFailure).toBeUndefined()
})

test('in Chinese the model answers in Chinese', async () => {
  model.script({ kind: 'answer', text: '欧盟地区需要 3–5 个工作日[1]。' })
  const { answer } = await ask('配送需要多长时间？')
  expect(answer.text).toBe('欧盟地区需要 3–5 个工作日。')
  expect(answer.locale).toBe('zh')
})

test('of several questions the model is shown every article, and a follow-up as it was understood', async () => {
  await ask('How long does delivery take? How do I return an item?')
  const shown = JSON.stringify(model.requests.at(-1))
  expect(shown).toContain('How long does delivery take?')
  expect(shown).toContain('You start your return in your account')
  expect(shown).toContain('Standard delivery takes between')

  const visitor = await connectVisitor(app.base)
  await visitor.saysAndHears(question)
  await visitor.saysAndHears('and to Canada?')
  expect(JSON.stringify(model.requests.at(-1))).toMatch(/How long does delivery take to Canada/)
  visitor.close()
})

const failures: [name: string, script: Parameters<ModelServer['script']>[0], failure: string][] = [
  ['answers 500', { kind: 'status', status: 500 }, 'server-error'],
  ['answers 429', { kind: 'status', status: 429 }, 'rate-limited'],
  ['cuts the stream', { kind: 'cut', text: 'It takes a while, and then some more time passes [1].' }, 'cut'],
  ['sends 100 kB', { kind: 'long', characters: 100_000 }, 'too-long'],
  ['sends garbage', { kind: 'garbage' }, 'garbage'],
  ['never answers', { kind: 'stall' }, 'timeout'],
  ['cites nothing', { kind: 'obey', text: 'Trust me, it is quick.' }, 'uncited'],
  ['answers in the wrong language', { kind: 'wrong-language', times: 2 }, 'wrong-language'],
  ['promises a refund nobody wrote', { kind: 'lie', times: 2 }, 'figure-without-source'],
  [
    'links elsewhere',
    { kind: 'obey', text: 'See https://evil.example/pay [1] for more.', times: 2 },
    'unknown-link',
  ],
]
for (const [name, script, failure] of failures) {
  test(`a model that ${name}: the curated article answers within the deadline, and the trace says why`, async () => {
    model.script(script)
    const { answer, trace, took, told } = await ask()
    expect(answer.text).toMatch(/business days/)
    expect(answer.citations[0].articleId).toBe('delivery-times')
    expect(trace.modelFailure).toBe(failure)
    expect(took).toBeLessThan(4_500)
    const shown = told.map((each) => each.fact?.delta ?? '').join('')
    expect(shown).not.toMatch(/4711|evil/)
  })
}

test('where the day has no calls left the curated article answers, and nothing is sent', async () => {
  const frugal = await startTestApp({
    config: {
      model: { provider: 'openai', name: 'stub', url: model.url },
      modelLimits: { turn: {}, visitor: { calls: 1 }, workspace: {}, day: {} },
    },
  })
  try {
    const visitor = await connectVisitor(frugal.base)
    model.script({ kind: 'obey', text: 'It takes 3–5 business days in the EU [1].' })
    const phrased = await visitor.saysAndHears(question)
    expect(phrased.text).toBe('It takes 3–5 business days in the EU.')
    const asked = model.requests.length
    const curated = await visitor.saysAndHears('How do I return an item?')
    expect(curated.text).toMatch(/You start your return in your account/)
    expect(model.requests).toHaveLength(asked)
    visitor.close()
    const metrics = await (await fetch(`${frugal.base}/metrics`)).text()
    expect(metrics).toContain('baton_model_calls_total{specialist="answerer",outcome="served"} 1')
    expect(metrics).toContain('baton_model_calls_total{specialist="answerer",outcome="over-budget"} 1')
  } finally {
    await frugal.close()
  }
})

test('where the first model stalls a second one of another provider answers within the deadline', async () => {
  const second = await startModelServer(anthropicWire)
  const paired = await startTestApp({
    config: {
      model: { provider: 'openai', name: 'stub', url: model.url },
      otherModels: { fallback: { provider: 'anthropic', name: 'second', url: second.url, key: 'sk-second' } },
      turnDeadline: 3_000,
    },
  })
  try {
    const visitor = await connectVisitor(paired.base)
    model.script({ kind: 'stall', times: 2 })
    second.script({ kind: 'obey', text: 'It takes 3–5 business days in the EU [1].', times: 2 })
    await visitor.saysAndHears(question)
    const began = performance.now()
    const answer = await visitor.saysAndHears('How long does shipping take?')
    expect(answer.text).toBe('It takes 3–5 business days in the EU.')
    expect(performance.now() - began).toBeLessThan(3_000)
    expect(second.requests).toHaveLength(2)
    visitor.close()
  } finally {
    await paired.close()
    await second.close()
  }
})

test('a truthful word shows within two seconds, also while the model stalls (invariant 7)', async () => {
  model.script({ kind: 'stall' })
  const visitor = await connectVisitor(app.base)
  await visitor.say(question)
  const progress = await visitor.fact('answer:progress', () => true, 2_000)
  expect(['thinking', 'searching', 'writing']).toContain(progress.state)
  await visitor.event((event) => event.sender === 'assistant')
  visitor.close()
})

test('an agent who takes over while the model writes is never talked over (invariant 8)', async () => {
  model.script({
    kind: 'slow',
    delay: 150,
    text: 'It takes 3–5 business days in the EU, as the list of countries says [1].',
  })
  const visitor = await connectVisitor(app.base)
  const sent = await visitor.say(question)
  await visitor.fact('answer:progress', (fact) => fact.state === 'writing')
  const { conversation } = await desk.ask('conversation:watch', { conversationId: sent.conversationId })
  const taken = await desk.ask('conversation:accept', {
    conversationId: sent.conversationId,
    fence: conversation.fence,
  })
  expect(taken.ok).toBe(true)
  const superseded = await desk.event(
    (event) => event.type === 'turn:decided' && event.outcome === 'superseded',
  )
  expect(superseded.replyId).toBeUndefined()
  const { events } = await visitor.ask('conversation:sync', { conversationId: sent.conversationId, after: 0 })
  expect(events.some((event: Untyped) => event.sender === 'assistant')).toBe(false)

  // Handed back, the question nobody answered is answered now.
  await desk.ask('conversation:hand-back', { conversationId: sent.conversationId, fence: taken.fence })
  await visitor.event((event) => event.sender === 'assistant' && event.seq > superseded.seq)
  visitor.close()
})

test('a workspace with models of its own uses those and none of the installation’s', async () => {
  const own = await startModelServer(anthropicWire)
  const directory = await mkdtemp(join(tmpdir(), 'baton-models-'))
  const file = join(directory, 'models.json')
  const ofWorkspace = { provider: 'anthropic', name: 'own', url: own.url, key: 'sk-own' }
  await writeFile(file, JSON.stringify({ demo: { model: ofWorkspace } }))
  const before = model.requests.length
  const other = await startTestApp({
    config: {
      model: { provider: 'openai', name: 'stub', url: model.url, key: 'sk-test' },
      workspaceModels: readConfig({ BATON_WORKSPACE_MODELS: file }).workspaceModels,
    },
  })
  await (await connectVisitor(other.base)).saysAndHears(question)
  expect(own.requests.length).toBeGreaterThan(0)
  expect(model.requests).toHaveLength(before)
  await other.close()
  await own.close()

  await writeFile(file, JSON.stringify({ demo: { model: { provider: 'magic', name: 'x', key: 'sk-own' } } }))
  expect(() => readConfig({ BATON_WORKSPACE_MODELS: file })).toThrow(/demo\.model\.provider/)
  await rm(directory, { recursive: true, force: true })
})
