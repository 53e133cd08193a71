import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node'
import { expect, test } from 'vitest'
import type { OperateDetail, TurnStep } from '#shared/trace.ts'
import { spansOf } from './turn-spans.ts'

/** The spans of a turn with these steps of the operator. */
function spansFor(...details: OperateDetail[]) {
  const exporter = new InMemorySpanExporter()
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
  const steps = details.map((detail): TurnStep => ({ specialist: 'operate', took: 5, detail }))
  const trace = { type: 'turn:decided', turnId: 't', outcome: 'answered', question: 1, took: 9 } as const
  spansOf(provider.getTracer('test'), { trace: { ...trace, steps }, workspaceId: 'shop', startedAt: 1_000 })
  return exporter.getFinishedSpans()
}

const namesOf = (spans: ReturnType<typeof spansFor>) => spans.map(({ name }) => name)

test('a call of the shop is a span, which failed where the shop did', () => {
  const spans = spansFor(
    { tool: 'order-status', outcome: 'done', took: 3 },
    { tool: 'delivery', outcome: 'unavailable', took: 2 },
  )
  const calls = spans.filter(({ name }) => name.startsWith('execute_tool'))
  expect(namesOf(calls)).toEqual(['execute_tool order-status', 'execute_tool delivery'])
  expect(calls.map(({ attributes }) => attributes['error.type'])).toEqual([undefined, 'unavailable'])
})

test('what a model picked, was refused, or failed to pick is no call of the shop', () => {
  const spans = spansFor(
    { tool: 'order-status', outcome: 'chosen' },
    { tool: 'order-status', asked: 'order-number' },
    { tool: 'return', outcome: 'refused: bad-arguments' },
    { tool: 'choose', failed: 'timeout' },
  )
  expect(namesOf(spans).filter((name) => name.startsWith('execute_tool'))).toEqual([])
})

test('a tool that a model made up does not leave with its name, which may be words of the visitor (invariant 16)', () => {
  const spans = spansFor({ tool: 'call_Xanthippe_Quill_back', outcome: 'refused: unknown-tool' })
  expect(JSON.stringify(spans.map(({ name, attributes }) => [name, attributes]))).not.toContain('Quill')
})
