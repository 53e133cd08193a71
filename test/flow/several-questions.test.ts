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

test('the state of an order beside another question: the other is answered, and the order’s proof is asked for', async () => {
  for (const [locale, text, article, asked] of [
    ['en', 'Where is my order NL-100201? And how do I return an item?', 'returns-how', /e-mail address/],
    ['en', 'How do I return an item? And where is my order?', 'returns-how', /order number/],
    ['en', 'Where is my order NL-100201? Can I still cancel it?', 'order-cancel', /e-mail address/],
    ['zh-CN', '我的订单NL-100201到哪了？另外怎么退货？', 'returns-how', /邮箱/],
    ['zh-CN', '我的快递到哪了，下单后多久能收到货？', 'delivery-times', /订单号/],
  ] as const) {
    const answer = await answerTo(text, locale)
    expect(cited(answer), text).toEqual([article])
    // What we ask the visitor for comes last, where it is seen.
    expect(answer.text.split('\n\n').at(-1), text).toMatch(asked)
  }
})

test('with its proof the order is shown, and the question beside it answered, in the order they were asked', async () => {
  const first = await answerTo('Where is my order NL-100201, emma@example.com? And how do I return an item?')
  expect(first.text).toMatch(/Order NL-100201[\s\S]*\*\*How do I return an item\?\*\*/)
  const second = await answerTo('怎么退货？我的订单 NL-100201 到哪了？邮箱 emma@example.com', 'zh-CN')
  expect(second.text).toMatch(/\*\*怎么退货？\*\*[\s\S]*订单 NL-100201/)
})

test('a proof that comes with a question is used, and the question answered', async () => {
  const visitor = await connectVisitor(app.base)
  await visitor.saysAndHears('Where is my order?')
  const answer = await visitor.saysAndHears('NL-100201, emma@example.com. How do I return an item?')
  expect(answer.text).toMatch(/Order NL-100201/)
  expect(cited(answer)).toEqual(['returns-how'])
  visitor.close()
})

test('what nothing answers beside an order is named, and two questions about one order are one', async () => {
  const other = await answerTo('Where is my order? Do you teach quantum chromodynamics?')
  expect(other.text).toMatch(/“Do you teach quantum chromodynamics\?”[\s\S]*order number/)
  expect(other.choices).toEqual(['Talk to a person'])
  for (const [locale, text] of [
    ['en', 'Where is my order? When will it arrive?'],
    ['zh-CN', '我的快递到哪了？什么时候能到？'],
  ] as const) {
    const answer = await answerTo(text, locale)
    expect(answer.text, text).not.toMatch(/no sure answer|没有把握/)
    expect(answer.choices, text).toBeUndefined()
  }
})
