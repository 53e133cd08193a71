import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTracing } from '#server/tracing.ts'
import { startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectVisitor } from '../support/clients.ts'
import { type ModelServer, startModelServer } from '../support/model-server.ts'

interface Collector {
  url: string
  /** Every span that came in, with its attributes as a plain object. */
  spans: Untyped[]
  /** The bodies as they came. */
  bodies: string[]
  close(): Promise<void>
}

/** Takes OTLP over HTTP as a collector does; or holds every request for ever, is overloaded, or wants none of it. */
async function startCollector(
  kind: 'takes' | 'stalls' | 'refuses' | 'rejects' = 'takes',
): Promise<Collector> {
  const spans: Untyped[] = []
  const bodies: string[] = []
  const server: Server = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request) body += piece
    bodies.push(body)
    if (kind === 'stalls') return
    if (kind === 'rejects') return void response.writeHead(403).end()
    if (kind === 'refuses') return void response.writeHead(503).end()
    if (request.url !== '/v1/traces' || !request.headers['content-type']?.includes('json'))
      return void response.writeHead(400).end()
    for (const { resource, scopeSpans } of JSON.parse(body).resourceSpans) {
      for (const span of scopeSpans.flatMap((each: Untyped) => each.spans))
        spans.push({ ...span, resource: plain(resource.attributes), attributes: plain(span.attributes) })
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    bodies,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function plain(attributes: Untyped[]): Untyped {
  return Object.fromEntries(
    attributes.map(({ key, value }: Untyped) => {
      const [kind, held] = Object.entries<Untyped>(value)[0] ?? []
      return [key, kind === 'arrayValue' ? held.values.map((each: Untyped) => Object.values(each)[0]) : held]
    }),
  )
}

let collector: Collector
let model: ModelServer
let app: TestApp
beforeAll(async () => {
  collector = await startCollector()
  model = await startModelServer()
  app = await startTestApp({
    config: {
      model: { provider: 'openai', name: 'stub', url: model.url, price: { input: 2, output: 10 } },
      otlp: { endpoint: collector.url, serviceName: 'baton-test' },
    },
  })
})
afterAll(async () => {
  await app.close()
  await model.close()
  await collector.close()
})

/** What was sent of the turns that said this, and only of them. */
async function spansAfter(...said: string[]): Promise<Untyped[]> {
  const before = collector.spans.length
  for (const text of said) {
    const visitor = await connectVisitor(app.base)
    await visitor.saysAndHears(text)
    visitor.close()
  }
  const turns = () => collector.spans.slice(before).filter((span) => span.name.startsWith('turn '))
  await expect.poll(() => turns().length, { timeout: 8_000 }).toBe(said.length)
  return collector.spans.slice(before)
}

const named = (spans: Untyped[], name: string): Untyped => spans.find((span) => span.name === name)
const seconds = (span: Untyped): number => Number(span.endTimeUnixNano - span.startTimeUnixNano) / 1e9

test('a turn is one span; its steps are in it, and the call of the model in its step, with what it took', async () => {
  const spans = await spansAfter('How long does delivery take?')
  const turn = named(spans, 'turn answered')
  expect(turn.parentSpanId || undefined).toBeUndefined()
  expect(turn.resource).toEqual({ 'service.name': 'baton-test' })
  expect(turn.attributes).toMatchObject({
    'baton.turn.outcome': 'answered',
    'baton.turn.rule': 'answer-at',
    'baton.workspace.id': 'demo',
    'baton.confidence': expect.any(Number),
    'baton.rule.confidence.threshold': expect.any(Number),
    'baton.cost': expect.any(Number),
  })
  for (const step of ['triage', 'responsibility', 'retrieve', 'answer', 'judge'])
    expect(named(spans, step), step).toMatchObject({ traceId: turn.traceId, parentSpanId: turn.spanId })
  expect(named(spans, 'retrieve').attributes['baton.articles'][0]).toMatch(/^delivery-times en \d+$/)
  const call = named(spans, 'chat stub')
  expect(call.parentSpanId).toBe(named(spans, 'answer').spanId)
  expect(call.attributes).toMatchObject({
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'stub',
    'gen_ai.usage.input_tokens': expect.any(Number),
    'gen_ai.usage.output_tokens': expect.any(Number),
    'baton.cost': expect.any(Number),
  })
  expect(call.attributes['gen_ai.usage.input_tokens']).toBeGreaterThan(50)
  for (const span of spans) expect(seconds(span), span.name).toBeLessThanOrEqual(seconds(turn) + 0.001)
})

test('a call of a tool is a span, and so is a call of a model that failed', async () => {
  const order = await spansAfter('Where is my order NL-100201? emma@example.com')
  expect(named(order, 'execute_tool order-status')).toMatchObject({
    parentSpanId: named(order, 'operate').spanId,
    attributes: { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'order-status' },
  })
  model.script({ kind: 'status', status: 500, times: 9 })
  const failed = await spansAfter('How long does delivery take?')
  model.script([])
  expect(named(failed, 'chat stub')).toMatchObject({
    status: { code: 2 },
    attributes: { 'error.type': 'server-error' },
  })
})

test('nothing that a visitor wrote or is leaves with a span (invariant 16)', async () => {
  const said = [
    'My name is Xanthippe Quill, I am furious!!! Where is my order NL-100201? emma@example.com',
    'How long does delivery to Quillington take?',
    'I want to hurt myself',
  ]
  await spansAfter(...said)
  const sent = collector.bodies.join('\n')
  expect(sent).toContain('baton.turn.outcome')
  const theirs = /Xanthippe|Quill|emma@|NL-100201|hurt|self-harm|furious/gi
  expect(sent.match(theirs)).toBeNull()
  expect(sent.match(/"key":"[^"]*(sentiment|anger|risk|satisf|email|question)[^"]*"/g)).toBeNull()
})

test.each(['stalls', 'refuses', 'nobody'] as const)(
  'a collector that %s neither slows a turn nor holds up the end',
  async (kind) => {
    const broken = kind === 'nobody' ? undefined : await startCollector(kind)
    const traced = await startTestApp({
      config: { otlp: { endpoint: broken?.url ?? 'http://127.0.0.1:9', serviceName: 'baton' } },
    })
    const visitor = await connectVisitor(traced.base)
    await visitor.saysAndHears('Hello')
    const took: number[] = []
    for (let round = 0; round < 5; round += 1) {
      const began = performance.now()
      await visitor.saysAndHears('How long does delivery take?')
      took.push(performance.now() - began)
    }
    visitor.close()
    const began = performance.now()
    await traced.close()
    expect(performance.now() - began).toBeLessThan(4_000)
    expect(Math.min(...took)).toBeLessThan(500)
    await broken?.close()
  },
)

test('a collector that takes nothing is told of once, not with every batch', async () => {
  const broken = await startCollector('rejects')
  const reports: string[] = []
  const tracing = openTracing({ endpoint: broken.url, serviceName: 'baton', delay: 20 }, (reason, about) =>
    reports.push(`${about}: ${reason}`),
  )
  const trace = {
    type: 'turn:decided',
    turnId: 't',
    outcome: 'answered',
    question: 1,
    steps: [],
    took: 1,
  } as const
  for (let round = 0; round < 3; round += 1) {
    tracing.turn({ trace: { ...trace, steps: [] }, workspaceId: 'demo', startedAt: Date.now() })
    await expect.poll(() => broken.bodies.length).toBe(round + 1)
  }
  await tracing.close()
  await broken.close()
  expect(reports).toEqual([expect.stringMatching(/^sending spans: /)])
})
