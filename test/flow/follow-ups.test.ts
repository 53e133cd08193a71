import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectVisitor } from '../support/clients.ts'
import { stepOf, turnsOf } from '../support/turns.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

/** The articles that the answers to a conversation cite, and what each question was understood as. */
async function talk(locale: string, ...said: string[]) {
  const visitor = await connectVisitor(app.base, { locale })
  const answers: Untyped[] = []
  for (const text of said) answers.push(await visitor.saysAndHears(text))
  const turns = await turnsOf(app, visitor)
  visitor.close()
  return {
    answers,
    cited: answers.map((answer) => answer.citations?.[0]?.articleId),
    understood: turns.map((turn) => stepOf(turn, 'retrieve')?.rewritten),
  }
}

test('“and to Canada?” is the earlier question about another place, and the record says what was searched', async () => {
  const { cited, understood } = await talk('en', 'How long does delivery take?', 'and to Canada?')
  expect(cited).toEqual(['delivery-times', 'delivery-times'])
  expect(understood[0]).toBeUndefined()
  expect(understood[1]).toMatch(/^How long does delivery take.* to Canada$/)
})

test('in Chinese 那加拿大呢 is the earlier question about another place', async () => {
  const { cited, understood } = await talk('zh-CN', '下单后多久能收到货？', '那加拿大呢？')
  expect(cited).toEqual(['delivery-times', 'delivery-times'])
  expect(understood[1]).toMatch(/多久.*加拿大|加拿大.*多久/)
})

test('“is it waterproof?” and 它多重 are about the product that was spoken of', async () => {
  const english = await talk('en', 'Tell me about the Fjord insulated jacket', 'Is it waterproof?')
  expect(english.cited).toEqual(['product-fjord-jacket', 'product-fjord-jacket'])
  const chinese = await talk('zh-CN', 'Aurora 2 帐篷防水吗？', '它多重？')
  expect(chinese.cited).toEqual(['product-aurora-2-tent', 'product-aurora-2-tent'])
})

test('a new topic in a fragment is the new topic: “那退货呢”', async () => {
  const { answers } = await talk('zh-CN', '下单后多久能收到货？', '那退货呢？')
  // Answered at once, or asked which of the articles about returns is meant.
  expect([answers[1].text, ...(answers[1].choices ?? [])].join(' ')).toMatch(/退货|退款/)
  expect(answers[1].citations?.[0]?.articleId ?? '').not.toMatch(/^delivery/)
})

test('a full question is never drawn back to what was spoken of before', async () => {
  const first = 'How long does delivery take?'
  const full = [
    'How do I return an item?',
    'And how do I return an item?',
    'Tell me about the Fjord insulated jacket',
  ]
  for (const question of full) {
    const alone = await talk('en', question)
    const after = await talk('en', first, question)
    expect(after.cited[1], question).toBe(alone.cited[0])
    expect(after.understood[1], question).toBeUndefined()
  }
})

test('a fragment that opens a conversation leans on nothing', async () => {
  const { answers, understood } = await talk('en', 'and to Canada?')
  expect(answers).toHaveLength(1)
  expect(understood).toEqual([undefined])
})

test('one word alone asks nothing: it is quoted and asked about, or the visitor is asked what about it', async () => {
  for (const [locale, first, word] of [
    ['en', 'Tell me about the Fjord insulated jacket', 'waterproof'],
    ['en', 'How long does delivery take?', 'waterproof'],
    ['en', 'How long does delivery take?', 'returns'],
    ['zh-CN', 'Fjord 保暖夹克怎么样', '防水'],
    ['zh-CN', '下单后多久能收到货？', '退货'],
  ] as const) {
    const { answers } = await talk(locale, first, word)
    expect(answers[1].choices?.length, `${first} ${word}`).toBeGreaterThan(1)
  }
})

test('a place that an article names as an example does not draw every question about it to that article', async () => {
  for (const [locale, question, article] of [
    ['zh-CN', '配送到德国要多久？', 'delivery-times'],
    ['zh-CN', '配送到法国要多久', 'delivery-times'],
    ['zh-CN', '寄到德国要多少钱', 'delivery-cost'],
    ['en', 'How long does delivery to Germany take?', 'delivery-times'],
    ['en', 'delivery time to Germany', 'delivery-times'],
    ['en', 'How much is delivery to France?', 'delivery-cost'],
  ] as const) {
    const { cited } = await talk(locale, question)
    expect(cited, question).toEqual([article])
  }
})

test('a chain of follow-ups keeps its question', async () => {
  const { cited } = await talk('en', 'How long does delivery take?', 'and to Canada?', 'and to Norway?')
  expect(cited).toEqual(['delivery-times', 'delivery-times', 'delivery-times'])
})
