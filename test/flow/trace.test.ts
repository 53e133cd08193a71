import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectVisitor } from '../support/clients.ts'
import { publish } from '../support/knowledge.ts'
import { type ModelServer, startModelServer } from '../support/model-server.ts'
import { stepOf, turnsOf } from '../support/turns.ts'

let app: TestApp
let release: number
beforeAll(async () => {
  app = await startTestApp()
  await publish(app, [
    {
      id: 'moon',
      topic: 'uncertain',
      title: 'Moon base rocket supply',
      body: 'The supply rocket leaves in April and in October.\n\nA parcel must weigh less than two hundred grams.',
    },
  ])
  const live = await app.store.read
    .selectFrom('workspace')
    .select('live_release')
    .where('id', '=', 'demo')
    .executeTakeFirstOrThrow()
  release = live.live_release as number
})
afterAll(() => app.close())

/** The trace of the last thing said. */
async function traceAfter(said: readonly string[], locale = 'en', on = app): Promise<Untyped> {
  const visitor = await connectVisitor(on.base, { locale })
  for (const text of said) await visitor.saysAndHears(text)
  const turns = await turnsOf(on, visitor)
  visitor.close()
  return turns.at(-1)
}

describe('without a model', () => {
  test('an answer from the knowledge: what was searched, what came near, in which release, and why it was enough', async () => {
    const trace = await traceAfter(['How long does delivery take?'])
    expect(trace).toMatchObject({
      outcome: 'answered',
      release,
      searched: 'How long does delivery take?',
      responsibilities: expect.any(Number),
      rule: {
        name: 'answer-at',
        compared: [{ measure: 'confidence', value: trace.confidence, threshold: expect.any(Number) }],
      },
    })
    expect(trace.rule.compared[0].value).toBeGreaterThanOrEqual(trace.rule.compared[0].threshold)
    expect(trace.models).toBeUndefined()
    expect(trace.steps.map((step: Untyped) => step.specialist)).toEqual([
      'triage',
      'responsibility',
      'retrieve',
    ])
    const [best] = stepOf(trace, 'retrieve').candidates
    expect(best).toMatchObject({ articleId: 'delivery-times', language: 'en', version: expect.any(Number) })
    expect(best.passage.length).toBeGreaterThan(20)
    expect(best.title).toMatch(/delivery/i)
    const ends = trace.steps.map(({ at, took }: Untyped) => at + took)
    expect(Math.max(...ends)).toBeLessThanOrEqual(trace.took + 1)
  })

  test('a follow-up is kept as it was understood', async () => {
    const trace = await traceAfter(['How long does delivery take?', 'And to Canada?'])
    expect(trace.searched).not.toBe('And to Canada?')
    expect(trace.searched).toBe(stepOf(trace, 'retrieve').rewritten)
    expect(stepOf(trace, 'retrieve').question).toBe('And to Canada?')
  })

  test('a clarifying question, and the reply that settles it', async () => {
    const asked = await traceAfter(['Moon base rocket supply'])
    expect(asked).toMatchObject({ outcome: 'asked', rule: { name: 'ask-at' } })
    expect(asked.rule.compared.map(({ measure }: Untyped) => measure)).toEqual(['confidence', 'answerable'])
    const settled = await traceAfter(['Moon base rocket supply', 'Yes'])
    expect(settled).toMatchObject({ outcome: 'answered', rule: { name: 'clarified' }, release })
    expect(stepOf(settled, 'answer')).toMatchObject({ clarified: 'Moon base rocket supply', reply: 'yes' })
    const denied = await traceAfter(['Moon base rocket supply', 'No'])
    expect(denied).toMatchObject({ outcome: 'handed-over', rule: { name: 'clarification-denied' } })
  })

  test.each([
    ['locked-row:safety', 'en', ['I want to kill myself']],
    ['locked-row:policy', 'zh-CN', ['我要起诉你们']],
    ['locked-row:visitor-request', 'zh-CN', ['转人工']],
    ['anger-at', 'en', ['You are the worst idiots ever, this is an outrageous scam, I hate you!!!']],
    ['no-knowledge', 'en', ['Can I pay my order with a jacket that another shop has delivered to you?']],
    ['missed-nothing-else', 'en', ['How long does delivery take?', "That's not what I asked"]],
    ['clarification-denied', 'zh-CN', ['怎么退货？', '不是这个', '不是']],
    [
      'missed-twice',
      'en',
      [
        'How do I return an item?',
        'No, I mean how long does delivery take?',
        "That's not it either, that's not what I asked",
      ],
    ],
  ])('a handover by %s says so (%s)', async (rule, locale, said) => {
    const trace = await traceAfter(said, locale)
    expect([trace.outcome, trace.rule?.name]).toEqual(['handed-over', rule])
    for (const { value, threshold } of trace.rule.compared ?? []) {
      expect([typeof value, typeof threshold]).toEqual(['number', 'number'])
    }
  })

  test('what the shop knows nothing of is declined, with the share of words it knows', async () => {
    const trace = await traceAfter(['What is the capital of Mongolia?'])
    expect(trace).toMatchObject({ outcome: 'declined', rule: { name: 'outside-field' } })
    const [known] = trace.rule.compared
    expect(known.measure).toBe('known')
    expect(known.value).toBeLessThan(known.threshold)
  })

  test('an order: the tool, what it was asked, and that the shop answered; never what the order holds', async () => {
    const asked = await traceAfter(['Where is my order?'])
    expect(asked).toMatchObject({ outcome: 'asked', rule: { name: expect.any(String) } })
    const trace = await traceAfter(['Where is my order NL-100201? emma@example.com'])
    expect(trace).toMatchObject({ outcome: 'answered', rule: { name: expect.any(String) } })
    expect(stepOf(trace, 'operate')).toMatchObject({ tool: 'order-status' })
    expect(JSON.stringify(trace)).not.toMatch(/Aurora/)
  })

  test('guesses at orders are counted against their limit', async () => {
    const guesses = Array.from(
      { length: 11 },
      (_, guess) => `NL-10021${guess % 10} guess${guess}@example.com`,
    )
    expect(await traceAfter(['Where is my order?', ...guesses])).toMatchObject({
      outcome: 'handed-over',
      rule: { name: 'order-guesses', compared: [{ measure: 'guesses', value: 10, threshold: 10 }] },
    })
  })

  test('a shop that cannot be reached is named as the reason', async () => {
    const alone = await startTestApp({ config: { demoShop: { origin: 'http://127.0.0.1:9', key: 'key' } } })
    try {
      const trace = await traceAfter(['Where is my order NL-100201? emma@example.com'], 'en', alone)
      expect(trace).toMatchObject({ reason: 'tool-failure', rule: { name: 'tool-failed' } })
      expect(Object.values(stepOf(trace, 'operate'))).toContain('unavailable')
    } finally {
      await alone.close()
    }
  })

  test('a greeting', async () => {
    expect(await traceAfter(['Hello'])).toMatchObject({ outcome: 'answered', rule: { name: 'small-talk' } })
  })
})

describe('with a model', () => {
  const question = 'How long does delivery take?'
  let server: ModelServer
  let phrased: TestApp
  beforeAll(async () => {
    server = await startModelServer()
    phrased = await startTestApp({
      config: {
        model: {
          provider: 'openai',
          name: 'stub',
          url: server.url,
          key: 'sk-secret-91a',
          price: { input: 2, output: 10 },
        },
        turnDeadline: 8_000,
      },
    })
    // The first answer loads LangChain.
    await traceAfter([question], 'en', phrased)
  })
  afterAll(async () => {
    await phrased.close()
    await server.close()
  })

  /** The calls for the answer: other specialists may have been asked before it. */
  const answers = (trace: Untyped): Untyped[] =>
    trace.models.filter((call: Untyped) => call.specialist === 'answerer')

  test('each call is kept with its tokens, its cost and its time', async () => {
    server.script([])
    const trace = await traceAfter([question], 'en', phrased)
    expect(trace).toMatchObject({ outcome: 'answered', rule: { name: 'answer-at' } })
    const [call] = answers(trace)
    expect(call).toMatchObject({ provider: 'openai', requested: 'stub', estimated: false })
    expect(call.failure).toBeUndefined()
    expect(call.inputTokens).toBeGreaterThan(50)
    expect(call.cost).toBeCloseTo((call.inputTokens * 2 + call.outputTokens * 10) / 1_000_000, 9)
    expect(call.at).toBeGreaterThanOrEqual(0)
    expect(call.took).toBeGreaterThan(0)
    expect(call.at + call.took).toBeLessThanOrEqual(trace.took + 1)
    expect(stepOf(trace, 'judge')).toMatchObject({ passed: true })
    expect(JSON.stringify(trace)).not.toContain('sk-secret')
  })

  test('a call that fails is kept with why, and the article answers', async () => {
    server.script({ kind: 'status', status: 500, times: 9 })
    const trace = await traceAfter([question], 'en', phrased)
    expect(trace).toMatchObject({ outcome: 'answered', modelFailure: 'server-error' })
    expect(answers(trace).at(-1)).toMatchObject({ failure: 'server-error', outputTokens: 0 })
  })

  test('what the judge does not let pass decides the turn', async () => {
    server.script({ kind: 'obey', text: 'It arrives soon, see https://evil.example/pay [1].', times: 9 })
    const trace = await traceAfter([question], 'en', phrased)
    expect(trace.rule.name).toBe('judge:unknown-link')
    expect(answers(trace)).toHaveLength(2)
    const [first] = stepOf(trace, 'judge').faults
    expect(first).toMatchObject({ kind: 'unknown-link', sentence: expect.stringContaining('evil.example') })
  })
})
