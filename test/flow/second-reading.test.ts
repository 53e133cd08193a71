import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { connectVisitor } from '../support/clients.ts'
import { type ModelServer, startModelServer } from '../support/model-server.ts'
import { turnsOf } from '../support/turns.ts'

// Questions that the engine is not sure of by their own words.
const unsure = 'my stuff is still nowhere to be seen, what now'
const unsureInChinese = '东西一直没见着影，咋整'

let model: ModelServer
let app: TestApp
beforeAll(async () => {
  model = await startModelServer()
  app = await startTestApp({
    config: { model: { provider: 'openai', name: 'stub', url: model.url, key: 'sk-test' } },
  })
})
beforeEach(() => {
  model.requests.splice(0)
})
afterAll(async () => {
  await app.close()
  await model.close()
})

function reads(question: string, more: object = {}) {
  model.script({
    kind: 'structured',
    value: { wish: 'information', risk: 'none', anger: 0, question, ...more },
  })
}

async function ask(text: string) {
  const visitor = await connectVisitor(app.base)
  const answer = await visitor.saysAndHears(text)
  const turn = (await turnsOf(app, visitor)).at(-1)
  visitor.close()
  return { answer, turn }
}

test('an article that the visitor’s own words did not bring up is asked about, not answered with', async () => {
  reads('My parcel is late. What can I do?')
  const { answer, turn } = await ask(unsure)
  expect(turn.outcome).toBe('asked')
  expect(answer.citations[0].articleId).toBe('delivery-late-or-lost')
  expect(answer.choices).toContain('Yes')
})

test('an article that the words brought up too is answered with once the question is understood', async () => {
  reads('包裹迟迟没到怎么办？')
  const { answer, turn } = await ask(unsureInChinese)
  expect(turn.outcome).toBe('answered')
  expect(answer.citations[0].articleId).toBe('delivery-late-or-lost')
  expect(answer.locale).toBe('zh')
})

test('a risk that only the model sees reaches a person', async () => {
  reads('', { risk: 'self-harm' })
  const { turn } = await ask(unsure)
  expect(turn).toMatchObject({ outcome: 'handed-over', reason: 'safety' })
})

test('a wish for a person that only the model sees is granted', async () => {
  reads('', { wish: 'person' })
  const { turn } = await ask(unsureInChinese)
  expect(turn).toMatchObject({ outcome: 'handed-over', reason: 'visitor-request' })
})

test('what the rules saw cannot be talked away: the model is not even asked', async () => {
  reads('How long does delivery take?')
  const { turn } = await ask('I will sue you if this is not refunded, my lawyer is on it')
  expect(turn).toMatchObject({ outcome: 'handed-over', reason: 'policy' })
  expect(model.requests).toHaveLength(0)
})

test('a question the engine is sure of is not read twice', async () => {
  const { turn } = await ask('How long does delivery take?')
  expect(turn.outcome).toBe('answered')
  expect(model.requests).toHaveLength(1)
})

test('a question in another language than the visitor’s is not searched', async () => {
  reads('包裹迟迟没到怎么办？')
  const { turn } = await ask(unsure)
  expect(turn.outcome).not.toBe('answered')
})

test.each([
  ['500', { kind: 'status', status: 500 }],
  ['garbage', { kind: 'garbage' }],
  ['another form', { kind: 'structured', value: { answer: 'yes' }, times: 2 }],
] as const)('a second reading that fails (%s) leaves the turn to the rules', async (_, script) => {
  model.script(script)
  const { turn } = await ask(unsure)
  expect(['asked', 'handed-over', 'declined']).toContain(turn.outcome)
  expect(turn.reason).not.toBe('assistant-failure')
})
