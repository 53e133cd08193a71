import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectVisitor, type TestVisitor } from '../support/clients.ts'
import { type ModelServer, startModelServer } from '../support/model-server.ts'
import { turnsOf } from '../support/turns.ts'

let model: ModelServer
let slow: TestApp
let app: TestApp
beforeAll(async () => {
  model = await startModelServer()
  slow = await startTestApp({
    config: {
      model: { provider: 'openai', name: 'stub', url: model.url, key: 'sk-test' },
      turnDeadline: 6_000,
    },
  })
  app = await startTestApp()
  // The first answer loads LangChain; that is measured elsewhere.
  await (await connectVisitor(slow.base)).saysAndHears('How do I return an item?')
})
afterAll(async () => {
  await Promise.all([app.close(), slow.close()])
  await model.close()
})

const rest = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
const repliesTo = (visitor: TestVisitor): Untyped[] =>
  visitor.told.map((each) => each.fact?.event).filter((event) => event?.sender === 'assistant')

test('a greeting and the question after it are one turn, and the greeting is not answered by itself', async () => {
  const visitor = await connectVisitor(app.base)
  await visitor.say('Hello')
  await rest(200)
  const sent = await visitor.say('How do I return an item?')
  const answer = await visitor.event((event) => event.sender === 'assistant')
  expect(answer.seq).toBeGreaterThan(sent.seq)
  expect(answer.citations[0].articleId).toBe('returns-how')
  await rest(2_000)
  expect(repliesTo(visitor)).toHaveLength(1)
  visitor.close()
})

test('a sentence that stops half way waits for its end', async () => {
  const visitor = await connectVisitor(app.base, { locale: 'zh-CN' })
  await visitor.say('你好，我想问一下，')
  await rest(300)
  await visitor.say('怎么退货？')
  const answer = await visitor.event((event) => event.sender === 'assistant')
  expect(answer.citations[0].articleId).toBe('returns-how')
  expect(repliesTo(visitor)).toHaveLength(1)
  visitor.close()
})

test('a greeting alone is answered after a short while, and a status shows within two seconds (invariant 7)', async () => {
  const visitor = await connectVisitor(app.base)
  const began = performance.now()
  await visitor.say('Hello')
  await visitor.fact('answer:progress', () => true, 2_000)
  await visitor.event((event) => event.sender === 'assistant')
  expect(performance.now() - began).toBeLessThan(3_000)
  visitor.close()
})

test('a whole question does not wait', async () => {
  const visitor = await connectVisitor(app.base)
  await visitor.saysAndHears('How do I return an item?')
  const began = performance.now()
  await visitor.say('How long does delivery take?')
  await visitor.event((event) => event.citations?.[0]?.articleId === 'delivery-times')
  expect(performance.now() - began).toBeLessThan(500)
  visitor.close()
})

test('who types on is waited for, and is shown that the message is not forgotten', async () => {
  const visitor = await connectVisitor(app.base)
  const { conversationId } = await visitor.say('Hello')
  await rest(800)
  await visitor.ask('typing:set', { conversationId, typing: true })
  await visitor.fact('answer:progress', () => true, 500)
  await rest(1_600)
  expect(repliesTo(visitor)).toHaveLength(0)
  await visitor.say('How do I return an item?')
  const answer = await visitor.event((event) => event.sender === 'assistant')
  expect(answer.citations[0].articleId).toBe('returns-how')
  expect(repliesTo(visitor)).toHaveLength(1)
  visitor.close()
})

test('a message that arrives while the answer is written makes one answer to both (invariants 7 and 8)', async () => {
  model.script({
    kind: 'slow',
    delay: 120,
    text: 'You start your return in your account, and we e-mail you the label [1].',
  })
  const visitor = await connectVisitor(slow.base)
  await visitor.say('How do I return an item?')
  await visitor.fact('answer:progress', (fact) => fact.state === 'writing')
  const second = await visitor.say('I have an account, by the way.')
  const answer = await visitor.event((event) => event.sender === 'assistant', 12_000)
  expect(answer.seq).toBeGreaterThan(second.seq)
  await rest(1_500)
  expect(repliesTo(visitor)).toHaveLength(1)
  const turns = await turnsOf(slow, visitor)
  expect(turns.map((turn) => turn.outcome === 'superseded')).toEqual([true, false])
  expect(turns[0].replyId).toBeUndefined()
  expect(turns[1].question).toBe(second.seq)
  visitor.close()
})

test('a visitor who never stops writing is answered all the same (invariant 7)', async () => {
  model.script({
    kind: 'slow',
    delay: 120,
    text: 'You start your return in your account, and we e-mail you the label [1].',
  })
  const visitor = await connectVisitor(slow.base)
  const began = performance.now()
  await visitor.say('How do I return an item?')
  let isAnswered = false
  const answered = visitor
    .event((event) => event.sender === 'assistant', 20_000)
    .then(() => {
      isAnswered = true
    })
  while (!isAnswered && performance.now() - began < 18_000) {
    await rest(500)
    await visitor.say('And one thing more about my tent,')
  }
  await answered
  expect(performance.now() - began).toBeLessThan(17_000)
  visitor.close()
})

test('ten messages at once are all answered, and none twice', async () => {
  const visitor = await connectVisitor(app.base)
  const sent = await Promise.all(Array.from({ length: 10 }, () => visitor.say('How do I return an item?')))
  const last = Math.max(...sent.map((each) => each.seq))
  await rest(1_500)
  const turns = (await turnsOf(app, visitor)).filter((turn) => turn.outcome !== 'superseded')
  expect(turns.at(-1)?.question).toBe(last)
  expect(repliesTo(visitor)).toHaveLength(turns.length)
  expect(new Set(turns.map((turn) => turn.question)).size).toBe(turns.length)
  visitor.close()
})
