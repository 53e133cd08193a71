import { randomUUID } from 'node:crypto'
import { goLive, importArticles, makeRelease } from '#server/knowledge/index.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { connectVisitor, type TestVisitor } from '../support/clients.ts'
import { percentile, report, round } from './report.ts'

/**
 * One whole turn of the assistant without a model, from the acknowledgement of the visitor's message (committed) to
 * the arrival of the reply (committed), over a real socket. The floor in the same run: one message of the same visitor
 * committed and acknowledged while a person leads, so that no turn follows.
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
const rows: Record<string, string | number>[] = []
const measured: Record<string, { p50Ms: number; p99Ms: number; turnsPerSecond: number }> = {}
let floor = { p50Ms: 0, p99Ms: 0 }
for (const size of sizes.length > 0 ? sizes : [170, 1_000]) {
  const app = await startTestApp(withEncoder ? { config: { encoder: { kind: 'english' } } } : {})
  await growTo(app, size)
  let visitor = await connectVisitor(app.base)
  floor = await measureFloor(app)
  for (let index = 0; index < warmUp; index += 1) await oneTurn(visitor, index)
  const samples: number[] = []
  const began = performance.now()
  for (let index = 0; index < turns; index += 1) {
    // A visitor may send 120 messages a minute; a new one goes on.
    if (index % 90 === 0) {
      visitor.close()
      visitor = await connectVisitor(app.base)
    }
    samples.push(await oneTurn(visitor, index))
  }
  const seconds = (performance.now() - began) / 1000
  measured[size] = {
    p50Ms: round(percentile(samples, 0.5)),
    p99Ms: round(percentile(samples, 0.99)),
    turnsPerSecond: round(turns / seconds, 1),
  }
  rows.push({ articles: size, ...measured[size], floorP50Ms: floor.p50Ms })
  visitor.close()
  await app.close()
}
const main = measured[1_000] ?? Object.values(measured)[0]
report(rows, { ...main, floor, sizes: measured })

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
