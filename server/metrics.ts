import { Counter, collectDefaultMetrics, Gauge, Histogram, type Registry } from 'prom-client'
import type { Spent } from './assistant/index.ts'

/** Counts what an operator looks at first. */
export function watchProcess(
  registry: Registry,
  namespaces: Record<'visitors' | 'desk', { sockets: { size: number } }>,
): void {
  collectDefaultMetrics({ register: registry, prefix: 'baton_' })
  for (const [name, namespace] of Object.entries(namespaces)) {
    new Gauge({
      name: `baton_connections_${name}`,
      help: `Open sockets of ${name}.`,
      registers: [registry],
      collect() {
        this.set(namespace.sockets.size)
      },
    })
  }
}

/** Counts what models are asked and what that costs; the function it gives takes one call at a time. */
export function watchModels(registry: Registry): (spent: Spent) => void {
  const registers = [registry]
  const calls = new Counter({
    name: 'baton_model_calls_total',
    help: 'Calls of models by specialist, and how they ended: served, or why not; resting is one left alone.',
    labelNames: ['specialist', 'outcome'],
    registers,
  })
  const tokens = new Counter({
    name: 'baton_model_tokens_total',
    help: 'Tokens sent to models and written by them, estimated where the service reports none.',
    labelNames: ['direction'],
    registers,
  })
  const seconds = new Histogram({
    name: 'baton_model_seconds',
    help: 'How long a call of a model took.',
    buckets: [0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32],
    registers,
  })
  const cost = new Counter({
    name: 'baton_model_cost_total',
    help: 'What calls of models cost, in the currency of BATON_MODEL_PRICE; calls without a price count nothing.',
    registers,
  })
  return (spent) => {
    calls.inc({ specialist: spent.specialist, outcome: spent.failure ?? 'served' })
    tokens.inc({ direction: 'input' }, spent.inputTokens)
    tokens.inc({ direction: 'output' }, spent.outputTokens)
    // A call that was not made, for its budget or a model at rest, would only make the others look quick.
    if (spent.took > 0) seconds.observe(spent.took / 1_000)
    cost.inc(spent.cost ?? 0)
  }
}
