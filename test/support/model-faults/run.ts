import { setTimeout as sleep } from 'node:timers/promises'
import { usualLimits } from '#server/assistant/models/settings.ts'
import { startTestApp, type TestApp, type Untyped } from '../app.ts'
import { connectVisitor } from '../clients.ts'
import { type ModelRequest, type Script, startModelServer } from '../model-server.ts'
import { openAiWire } from '../model-wire.ts'
import { faultNames, faults, type Planned, plansFor, type Step } from './plans.ts'

export interface ModelFaultsReport {
  turns: number
  /** By the record: answered, asked, declined, handed-over. */
  outcomes: Record<string, number>
  /** Faults that a model really had, by step. */
  met: Record<Step, number>
  /** Ways to fail that no step met. */
  unmet: string[]
  /** Sentences about what must never be: silence, two replies, a late end, a late status, words of a broken model. */
  broken: string[]
  /** Milliseconds from the acknowledgement to the reply, and to the first status. */
  tookP50: number
  tookP99: number
  tookMost: number
  statusP50: number
  statusP99: number
  statusMost: number
}

/** Plays so many turns of visitors of their own, so many at once, each with one fault at one step. */
export async function runModelFaults(options: {
  turns: number
  parallel: number
  /** Milliseconds. */
  deadline: number
  /** Only these ways to fail. */
  only?: readonly string[]
}): Promise<ModelFaultsReport> {
  const plans = await plansFor(options.turns, options.only ?? faultNames)
  const met: ModelFaultsReport['met'] = { reading: 0, tools: 0, answer: 0, retry: 0 }
  const metFaults = new Set<string>()

  function play(request: ModelRequest): Script {
    const said = request.messages.map(({ content }) => content).join('\n')
    const plan = plans.find(({ text }) => said.includes(text))
    const step = stepOf(request, said)
    if (plan?.step === step) {
      met[step] += 1
      metFaults.add(plan.fault)
      return faults[plan.fault] as Script
    }
    if (plan?.step === 'retry' && step === 'answer')
      return { kind: 'obey', text: 'You get US$4711 back within 24 hours [1].' }
    const question = plan?.language === 'zh' ? '配送需要多长时间？' : 'How long does delivery take?'
    if (step === 'reading')
      return { kind: 'structured', value: { wish: 'information', risk: 'none', anger: 0, question } }
    return step === 'tools' ? { kind: 'obey', text: 'NONE' } : { kind: 'answer' }
  }

  const model = await startModelServer(openAiWire, play)
  const app = await startTestApp({
    config: {
      model: { provider: 'openai', name: 'stub', url: model.url, key: 'sk-test' },
      modelLimits: {
        ...{ turn: usualLimits.turn, visitor: {}, workspace: {}, day: {} },
        // A model at rest would meet no fault at all.
        unansweredInARow: Number.POSITIVE_INFINITY,
      },
      turnDeadline: options.deadline,
    },
  })
  const outcomes: Record<string, number> = {}
  const broken: string[] = []
  const took: number[] = []
  const statuses: number[] = []
  const conversations: [plan: Planned, id: string][] = []
  try {
    // What the first answer loads is no turn's delay.
    const first = await connectVisitor(app.base)
    await first.saysAndHears('How long does delivery take?')
    first.close()
    const left = plans.values()
    await Promise.all(
      Array.from({ length: options.parallel }, async () => {
        for (const plan of left) {
          const turn = await oneTurn(app, plan, options.deadline)
          conversations.push([plan, turn.conversationId])
          took.push(turn.took)
          statuses.push(turn.status)
          for (const each of turn.broken) broken.push(`${each}: ${nameOf(plan)}`)
        }
      }),
    )
    // Whatever still hangs has ended then: a second reply would have come.
    await sleep(Math.min(options.deadline, 3_000) + 500)
    for (const [plan, id] of conversations) {
      const { replies, outcome } = await recordOf(app, id)
      if (replies !== 1) broken.push(`${replies} replies: ${nameOf(plan)}`)
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    }
  } finally {
    await app.close()
    await model.close()
  }
  const used = new Set(plans.filter(({ step }) => step !== 'none').map(({ fault }) => fault))
  return {
    turns: conversations.length,
    outcomes,
    met,
    unmet: [...used].filter((each) => !metFaults.has(each)),
    broken,
    ...{ tookP50: at(took, 0.5), tookP99: at(took, 0.99), tookMost: at(took, 1) },
    ...{ statusP50: at(statuses, 0.5), statusP99: at(statuses, 0.99), statusMost: at(statuses, 1) },
  }
}

function nameOf({ step, fault, text }: Planned): string {
  return step === 'none' ? text : `${fault} at ${step}, ${text}`
}

function at(samples: number[], share: number): number {
  const sorted = samples.toSorted((one, other) => one - other)
  return Math.round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0)
}

function stepOf(request: ModelRequest, said: string): Step {
  if (request.forced !== undefined) return 'reading'
  if (request.tools?.length) return 'tools'
  return said.includes('<refused>\n') ? 'retry' : 'answer'
}

async function oneTurn(app: TestApp, { text, language }: Planned, deadline: number) {
  const broken: string[] = []
  const visitor = await connectVisitor(app.base, { locale: language === 'zh' ? 'zh-CN' : 'en' })
  const sent = await visitor.say(text)
  if (!sent.ok) throw new Error(sent.message)
  const acknowledged = performance.now()
  let status = Number.POSITIVE_INFINITY
  const first = visitor
    .fact('answer:progress', () => true, 2_000)
    .then(
      () => {
        status = performance.now() - acknowledged
      },
      // A reply within the two seconds is more than a status.
      () => undefined,
    )
  const reply = await visitor
    .event((event) => event.type === 'message:posted' && event.sender === 'assistant', deadline + 10_000)
    .catch(() => undefined)
  const taken = performance.now() - acknowledged
  await first
  visitor.close()
  status = Math.min(status, taken)
  if (reply === undefined) broken.push('silence')
  // A second to put the end on the record, beyond which the deadline was not held.
  else if (taken > deadline + 1_000) broken.push(`ended after ${Math.round(taken)} ms`)
  if (status > 2_000) broken.push(`no status for ${Math.round(status)} ms`)
  const shown = visitor.told.map(({ fact }) => fact?.delta ?? '').join('')
  if (/4711|word word|hm hm|chatcmpl|<think>/.test(`${reply?.text} ${shown}`))
    broken.push(`says ${reply?.text ?? shown}`)
  return { conversationId: sent.conversationId as string, took: taken, status, broken }
}

async function recordOf(app: TestApp, conversationId: string) {
  const rows = await app.store.read
    .selectFrom('event')
    .select(['type', 'payload'])
    .where('conversation_id', '=', conversationId)
    .execute()
  const events: Untyped[] = rows.map(({ type, payload }) => ({ type, ...JSON.parse(String(payload)) }))
  return {
    replies: events.filter(({ type, sender }) => type === 'message:posted' && sender === 'assistant').length,
    outcome: events.find(({ type }) => type === 'turn:decided')?.outcome ?? 'none',
  }
}
