import { randomUUID } from 'node:crypto'
import { usualLimits } from '#server/assistant/models/settings.ts'
import { goLive, importArticles, makeRelease } from '#server/knowledge/index.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { connectVisitor, type TestVisitor } from '../support/clients.ts'
import { type ModelServer, startModelServer } from '../support/model-server.ts'
import { openAiWire } from '../support/model-wire.ts'
import { percentile, report, round } from './report.ts'

/**
 * One whole turn of the assistant without a model, from the acknowledgement of the visitor's message (committed) to
 * the arrival of the reply (committed), over a real socket. The floor in the same run: one message of the same visitor
 * committed and acknowledged while a person leads, so that no turn follows.
 *
 * Then the same turns with a model that answers without any delay: what the turn takes beyond the time the stub itself
 * needs to send its answer is our own overhead.
 */
const questions = [
  'How long does delivery take?',
  'How do I return an item?',
  '怎么退货？',
  'Which payment methods do you accept?',
  '下单后多久能收到货？',
]
const warmUp = 20
/** `--encoder` measures with sentence vectors, as an installation has them; without it the words alone. */
const withEncoder = process.argv.includes('--encoder')
const turns = 200

const sizes = [...process.argv.join(' ').matchAll(/--size[= ](\d+)/g)].map((match) => Number(match[1]))
const main = 1_000
const rows: Record<string, string | number>[] = []
const measured: Record<string, { p50Ms: number; p99Ms: number; turnsPerSecond: number }> = {}
let floor = { p50Ms: 0, p99Ms: 0 }
for (const size of sizes.length > 0 ? sizes : [170, main]) {
  const { samples, seconds, floor: ofThisRun } = await measure(size)
  floor = ofThisRun
  measured[size] = {
    p50Ms: round(percentile(samples, 0.5)),
    p99Ms: round(percentile(samples, 0.99)),
    turnsPerSecond: round(turns / seconds, 1),
  }
  rows.push({ articles: size, model: 'none', ...measured[size], floorP50Ms: floor.p50Ms })
}
const withModel = await measureWithModel(sizes.at(-1) ?? main)
rows.push({
  articles: sizes.at(-1) ?? main,
  model: 'stub at zero delay',
  ...withModel,
  floorP50Ms: floor.p50Ms,
})
report(rows, { ...(measured[main] ?? Object.values(measured)[0]), floor, sizes: measured, withModel })

/** One turn after the other; `stub` is read before and after each, so that what the model took can be taken off. */
async function measure(size: number, model?: { server: ModelServer; took(): number }) {
  const app = await startTestApp({
    config: {
      ...(withEncoder && { encoder: { kind: 'english' } }),
      ...(model && {
        model: { provider: 'openai', name: 'stub', url: model.server.url },
        modelLimits: { turn: usualLimits.turn, visitor: {}, workspace: {}, day: {} },
      }),
    },
  })
  await growTo(app, size)
  let visitor = await connectVisitor(app.base)
  const floor = await measureFloor(app)
  for (let index = 0; index < warmUp; index += 1) await oneTurn(visitor, index)
  const samples: number[] = []
  const overheads: number[] = []
  const began = performance.now()
  for (let index = 0; index < turns; index += 1) {
    // A visitor may send 120 messages a minute; a new one goes on.
    if (index % 90 === 0) {
      visitor.close()
      visitor = await connectVisitor(app.base)
    }
    const before = model?.took() ?? 0
    const took = await oneTurn(visitor, index)
    samples.push(took)
    overheads.push(took - ((model?.took() ?? 0) - before))
  }
  const seconds = (performance.now() - began) / 1000
  visitor.close()
  await app.close()
  return { samples, overheads, seconds, floor }
}

async function measureWithModel(size: number) {
  let took = 0
  const server = await startModelServer({
    ...openAiWire,
    async send(...sending) {
      const began = performance.now()
      await openAiWire.send(...sending)
      took += performance.now() - began
    },
  })
  const { samples, overheads, seconds } = await measure(size, { server, took: () => took })
  const asked = server.requests.length
  await server.close()
  return {
    p50Ms: round(percentile(samples, 0.5)),
    p99Ms: round(percentile(samples, 0.99)),
    turnsPerSecond: round(turns / seconds, 1),
    overheadP50Ms: round(percentile(overheads, 0.5)),
    overheadP99Ms: round(percentile(overheads, 0.99)),
    stubMsPerTurn: round(took / (turns + warmUp)),
    modelCalls: asked,
  }
}

async function oneTurn(visitor: TestVisitor, index: number): Promise<number> {
  const sent = await visitor.say(questions[index % questions.length] ?? '')
  if (!sent.ok) throw new Error(sent.message)
  const acknowledged = performance.now()
  await visitor.event((event) => event.sender === 'assistant' && event.seq > sent.seq)
  visitor.told.length = 0
  return Math.max(0, performance.now() - acknowledged)
}

async function measureFloor(app: TestApp): Promise<{ p50Ms: number; p99Ms: number }> {
  const visitor = await connectVisitor(app.base)
  await visitor.say('I want to talk to a person')
  await visitor.event((event) => event.type === 'conversation:queued')
  const samples: number[] = []
  for (let index = 0; index < 60; index += 1) {
    const began = performance.now()
    await visitor.say(`message ${index}`)
    samples.push(performance.now() - began)
  }
  visitor.close()
  return { p50Ms: round(percentile(samples, 0.5)), p99Ms: round(percentile(samples, 0.99)) }
}

/** Adds made-up articles until the live release has `size` of them. */
async function growTo(app: TestApp, size: number): Promise<void> {
  const present = await app.store.read.selectFrom('article').select('id').execute()
  const things = [
    'lantern',
    'paddle',
    'hammock',
    'compass',
    'harness',
    'saddle',
    'anchor',
    'tripod',
    'goggles',
    'cooler',
  ]
  const aspects = [
    'cleaning',
    'storage',
    'battery',
    'colour',
    'weight',
    'assembly',
    'spare parts',
    'manual',
    'safety',
    'recycling',
  ]
  const files = Array.from({ length: Math.max(0, size - present.length) }, (_, index) => {
    const thing = `${things[index % 10]} ${Math.floor(index / 100)}`
    const aspect = aspects[Math.floor(index / 10) % 10]
    const id = `made-up-${index}`
    const phrasings = [
      `${aspect} of the ${thing}`,
      `what about the ${aspect} for ${thing}`,
      `${thing} ${aspect} help`,
    ]
    const content = `---\nid: ${id}\ntitle: The ${aspect} of the ${thing}\ntopic: made-up\nphrasings: ${JSON.stringify(phrasings)}\n---\nEverything about ${aspect} of the ${thing}, part ${randomUUID()}.\n`
    return { name: `${id}.md`, language: 'en' as const, content }
  })
  if (files.length === 0) return
  const edit = { workspaceId: 'demo', by: 'bench', at: Date.now() }
  await importArticles(app.store, edit, files)
  const release = await makeRelease(
    app.store,
    edit,
    `${size} articles`,
    withEncoder ? { encoder: { kind: 'english' } } : {},
  )
  await app.store.write((writing) => goLive(writing, 'demo', release.number, Date.now()))
}
