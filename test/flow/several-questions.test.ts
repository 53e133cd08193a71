import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectVisitor } from '../support/clients.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

async function answerTo(text: string, locale = 'en'): Promise<Untyped> {
  const visitor = await connectVisitor(app.base, { locale })
  const answer = await visitor.saysAndHears(text)
  visitor.close()
  return answer
}

const cited = (answer: Untyped): string[] => (answer.citations ?? []).map((each: Untyped) => each.articleId)

test('two questions in one message are answered in their order, each under the title of its article', async () => {
  const answer = await answerTo('How long does delivery take? How do I return an item?')
  expect(cited(answer)).toEqual(['delivery-times', 'returns-how'])
  const first = answer.text.indexOf('**How long does delivery take?**')
  const second = answer.text.indexOf('**How do I return an item?**')
  expect(first).toBe(0)
  expect(second).toBeGreaterThan(first)
  const other = await answerTo('How do I return an item? Also, how long does delivery take?')
  expect(cited(other)).toEqual(['returns-how', 'delivery-times'])
})

test('in Chinese too, also after 另外 and in a numbered list', async () => {
  expect(cited(await answerTo('怎么退货？另外，下单后多久能收到货？', 'zh-CN'))).toEqual([
    'returns-how',
    'delivery-times',
  ])
  const listed = await answerTo('1、怎么退货？\n2、下单后多久能收到货？', 'zh-CN')
  expect(cited(listed)).toEqual(['returns-how', 'delivery-times'])
  expect(listed.text).toMatch(/\*\*怎么退货？\*\*/)
})

test('a question that nothing answers is named in the reply, with the way to a person', async () => {
  const answer = await answerTo('How do I return an item? Do you teach quantum chromodynamics?')
  expect(cited(answer)).toEqual(['returns-how'])
  expect(answer.text).toMatch(/“Do you teach quantum chromodynamics\?”/)
  expect(answer.choices).toEqual(['Talk to a person'])
})

test('a statement and the question after it are one question', async () => {
  const answer = await answerTo('I ordered a tent last week. How do I return an item?')
  expect(answer.text).not.toMatch(/no sure answer/)
  expect(cited(answer).length).toBeLessThanOrEqual(1)
})

test('the same thing asked twice is answered once', async () => {
  const answer = await answerTo('How do I return an item? How do I return an item?')
  expect(cited(answer)).toEqual(['returns-how'])
})

test('of six questions four are searched and the others are named', async () => {
  const questions = [
    'How long does delivery take?',
    'How do I return an item?',
    'Do you teach quantum chromodynamics?',
    'How long does delivery take?',
    'Can you paint my garage?',
    'Who won the chess final?',
  ]
  const answer = await answerTo(questions.join(' '))
  expect(cited(answer)).toEqual(['delivery-times', 'returns-how'])
  for (const named of [questions[2], questions[4], questions[5]]) expect(answer.text).toContain(named)
})
