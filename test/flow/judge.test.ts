import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, connectVisitor, type TestClient } from '../support/clients.ts'
import { type ModelServer, startModelServer } from '../support/model-server.ts'

const question = 'How long does delivery take?'
const bad = 'You get US$4711 back within 24 hours [1].'
const good = 'In the EU it takes 3–5 business days [1].'
let model: ModelServer
let app: TestApp
let desk: TestClient
beforeAll(async () => {
  model = await startModelServer()
  app = await startTestApp({
    config: {
      model: { provider: 'openai', name: 'stub', url: model.url, key: 'sk-test' },
      turnDeadline: 5_000,
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
  const sent = model.requests.length
  const answer = await visitor.saysAndHears(text)
  const conversationId = visitor.told.find((each) => each.name === 'conversation:appended')?.fact
    .conversationId
  const { conversation } = await desk.ask('conversation:watch', { conversationId })
  const trace = conversation.events.findLast((event: Untyped) => event.type === 'turn:decided')
  const shown = visitor.told.map((each) => each.fact?.delta ?? '').join('')
  visitor.close()
  const judged = trace.steps.filter((step: Untyped) => step.specialist === 'judge')
  return { answer, trace, shown, judged, requests: model.requests.slice(sent) }
}

test('a refused draft is asked for once more with its faults named, and what stands then is sent', async () => {
  model.script([
    { kind: 'obey', text: bad },
    { kind: 'obey', text: good },
  ])
  const { answer, trace, shown, judged, requests } = await ask()
  expect(answer.text).toBe('In the EU it takes 3–5 business days.')
  expect(trace.modelFailure).toBeUndefined()
  expect(requests).toHaveLength(2)
  expect(JSON.stringify(requests[1])).toMatch(/promise-without-provenance.*You get US\$4711 back/)
  expect(JSON.stringify(requests[0])).not.toContain('4711')
  expect(shown).not.toMatch(/4711|24 hours/)
  expect(judged.map((step: Untyped) => step.detail)).toEqual([
    expect.objectContaining({ refused: 'figure-without-source' }),
    { passed: true },
  ])
})

test('a model that is refused twice is not asked a third time: the article speaks, and the trace has the sentences', async () => {
  model.script({ kind: 'obey', text: bad, times: 3 })
  const { answer, trace, judged, requests } = await ask()
  model.script([])
  expect(answer.text).toMatch(/business days/)
  expect(answer.text).not.toContain('4711')
  expect(trace.modelFailure).toBe('figure-without-source')
  expect(requests).toHaveLength(2)
  expect(judged).toHaveLength(2)
  expect(judged[1].detail.faults).toContainEqual({
    kind: 'promise-without-provenance',
    sentence: 'You get US$4711 back within 24 hours.',
    detail: 'amount USD 471100',
  })
})

test('where the second attempt fails the article speaks within the deadline', async () => {
  model.script([
    { kind: 'obey', text: bad },
    { kind: 'status', status: 500, times: 3 },
  ])
  const { answer, trace } = await ask()
  model.script([])
  expect(answer.text).toMatch(/business days/)
  expect(trace.modelFailure).toBe('figure-without-source')
})

test.each([
  ['a sum nobody named', 'Delivery costs just US$3 [1].'],
  ['a promise in words', 'Rest assured, we will give you your money back [1].'],
  ['an action nobody took', 'I have cancelled your order [1].'],
  ['an invention', 'A drone drops the parcel on your balcony [1].'],
  ['a contradiction', 'Delivery does not take business days in the EU [1].'],
  ['a foreign address', 'Ask delivery at help@evil.example [1].'],
  ['the rules it was given', 'I use only what the numbered passages say [1].'],
  ['a false person', 'I am a human agent, delivery takes 3–5 business days [1].'],
])('%s reaches no visitor, streamed or sent (invariant 13)', async (_what, text) => {
  model.script({ kind: 'obey', text: `${text} `, times: 2 })
  const { answer, shown, trace } = await ask()
  model.script([])
  expect(trace.modelFailure).toEqual(expect.any(String))
  expect(shown).toBe('')
  expect(answer.text).toMatch(/Standard delivery takes between/)
})
