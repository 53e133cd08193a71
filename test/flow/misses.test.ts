import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, connectVisitor, type TestVisitor } from '../support/clients.ts'
import { stepOf, turnsOf } from '../support/turns.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

interface Talk {
  visitor: TestVisitor
  conversationId: string
  answers: Untyped[]
  turns: Untyped[]
}

async function talk(locale: string, ...said: string[]): Promise<Talk> {
  const visitor = await connectVisitor(app.base, { locale })
  const answers: Untyped[] = []
  for (const text of said) answers.push(await visitor.saysAndHears(text))
  const conversationId = visitor.told.find((each) => each.fact?.conversationId)?.fact.conversationId
  const turns = await turnsOf(app, visitor)
  visitor.close()
  return { visitor, conversationId, answers, turns }
}

const cited = (answer: Untyped): string[] => (answer.citations ?? []).map((each: Untyped) => each.articleId)
const missIn = (turn: Untyped): Untyped =>
  turn.steps.map(({ detail }: Untyped) => detail).find((detail: Untyped) => detail.missed !== undefined)

async function queuedIn(conversationId: string): Promise<Untyped> {
  const desk = await connectDesk(app.base, (await app.signIn('agent')).token)
  const { conversation } = await desk.ask('conversation:watch', { conversationId })
  desk.close()
  return conversation.events.find((event: Untyped) => event.type === 'conversation:queued')
}

async function defectsOf(conversationId: string): Promise<Untyped[]> {
  const { token } = await app.signIn('trainer')
  const { defects } = await call(app.base, 'GET', '/defects', { token })
  return defects.filter((each: Untyped) => each.conversationId === conversationId)
}

/** Waits for the defects of a conversation: they are recorded by due work. */
async function expectDefect(conversationId: string, fields: object): Promise<void> {
  await expect
    .poll(() => defectsOf(conversationId), { timeout: 5_000 })
    .toEqual([expect.objectContaining(fields)])
}

describe('a visitor who says that an answer was not it', () => {
  test('is shown the next best article with the question whether it answers, never the same again', async () => {
    for (const [locale, question, denial, yes] of [
      ['en', 'How do I return an item?', "That's not what I asked", 'Yes'],
      ['en', 'How do I return an item?', "this doesn't help", 'Yes'],
      ['zh-CN', '怎么退货？', '没回答我的问题', '是的'],
      ['zh-CN', '怎么退货？', '答非所问', '是的'],
    ] as const) {
      const { answers, turns } = await talk(locale, question, denial)
      expect(cited(answers[0])).toEqual(['returns-how'])
      expect(answers[1].choices, denial).toContain(yes)
      expect(cited(answers[1])).toHaveLength(1)
      expect(cited(answers[1])).not.toContain('returns-how')
      expect(answers[1].text).not.toBe(answers[0].text)
      expect(missIn(turns[1]), denial).toMatchObject({
        missed: 'denied',
        articles: ['returns-how'],
        times: 1,
      })
    }
  })

  test('goes to a person at once where nothing else comes close, and after one “no” to what does', async () => {
    const far = await talk('en', 'How long does delivery take?', "That's not what I asked")
    expect(await queuedIn(far.conversationId)).toMatchObject({
      reason: 'low-confidence',
      summary: 'How long does delivery take?',
    })
    const near = await talk('zh-CN', '怎么退货？', '不是这个', '不是')
    expect(near.answers[2].locale).toBe('zh')
    expect(await queuedIn(near.conversationId)).toMatchObject({
      reason: 'low-confidence',
      summary: '怎么退货？',
    })
  })

  test('and what was meant is answered, and the miss stays on the record', async () => {
    const english = await talk('en', 'How do I return an item?', 'No, I mean how long does delivery take?')
    expect(cited(english.answers[1])).toEqual(['delivery-times'])
    expect(missIn(english.turns[1])).toMatchObject({ missed: 'denied' })
    const chinese = await talk('zh-CN', '怎么退货？', '不对，我问的是下单后多久能收到货')
    expect(cited(chinese.answers[1])).toEqual(['delivery-times'])
    expect(missIn(chinese.turns[1])).toMatchObject({ missed: 'denied' })
  })

  test('a second time is passed to a person for repeated failure, with all that was asked', async () => {
    const { conversationId } = await talk(
      'en',
      'How do I return an item?',
      'No, I mean how long does delivery take?',
      "That's not it either, that's not what I asked",
    )
    const { reason, summary } = await queuedIn(conversationId)
    expect(reason).toBe('repeated-failure')
    expect(summary).toMatch(/delivery/)
  })

  test('becomes a defect of that answer without any thumb, in the visitor’s words', async () => {
    for (const [locale, question, denial] of [
      ['en', 'How do I return an item?', "That's not what I asked"],
      ['zh-CN', '怎么退货？', '答非所问'],
    ] as const) {
      const { conversationId, answers } = await talk(locale, question, denial)
      await expectDefect(conversationId, {
        kind: 'wrong',
        source: 'visitor',
        question,
        articleId: 'returns-how',
        messageId: answers[0].messageId,
        comment: denial,
      })
    }
  })
})

describe('a visitor who asks the same again', () => {
  test('is not sent the same article as if nothing had happened, and is asked', async () => {
    for (const [locale, first, again] of [
      ['en', 'How do I return an item?', 'How can I send something back?'],
      ['en', 'How do I return an item?', 'But how do I return an item??'],
      ['en', 'How long does delivery take?', 'when will my stuff get here if i order today'],
      ['zh-CN', '怎么退货？', '退货流程是什么？'],
      ['zh-CN', '下单后多久能收到货？', '几天能到货？'],
      ['zh-CN', '运费怎么算？', '邮费是多少'],
    ] as const) {
      const { answers, turns } = await talk(locale, first, again)
      expect(answers[1].choices, again).toEqual(locale === 'en' ? ['Yes', 'No'] : ['是的', '不是'])
      expect(answers[1].text).not.toContain(answers[0].text)
      expect(missIn(turns[1]), again).toMatchObject({ missed: 'repeated', question: first })
      expect(turns[1].outcome).toBe('asked')
    }
  })

  test('a second time is passed to a person, with the question in the visitor’s own words', async () => {
    const { conversationId, turns } = await talk(
      'en',
      'How do I return an item?',
      'But how do I return an item??',
      'HOW do I return an item',
    )
    expect(turns[2]).toMatchObject({ outcome: 'handed-over', reason: 'repeated-failure' })
    const { summary } = await queuedIn(conversationId)
    expect(summary).toContain('How do I return an item?')
    const chinese = await talk('zh-CN', '怎么退货？', '退货流程是什么？', '退货怎么操作')
    expect(chinese.turns[2]).toMatchObject({ outcome: 'handed-over', reason: 'repeated-failure' })
    expect((await queuedIn(chinese.conversationId)).summary).toMatch(/怎么退货.*退货流程/)
  })

  test('is one defect, however often', async () => {
    const { conversationId } = await talk('zh-CN', '怎么退货？', '退货流程是什么？', '退货怎么操作')
    await expectDefect(conversationId, { kind: 'wrong', articleId: 'returns-how', question: '怎么退货？' })
  })
})

test('a “yes” to what was quoted after a miss ends it', async () => {
  const { answers, turns } = await talk(
    'en',
    'How do I return an item?',
    "that's not what I meant",
    'yes',
    'How long does delivery take?',
  )
  expect(turns[2].outcome).toBe('answered')
  expect(cited(answers[3])).toEqual(['delivery-times'])
  expect(missIn(turns[3])).toBeUndefined()
})

test('an unhelpful rating before the next message keeps the rated article from being sent again', async () => {
  for (const [locale, question, again] of [
    ['en', 'How do I return an item?', 'steps to return something'],
    ['zh-CN', '怎么退货？', '退货流程'],
  ] as const) {
    const visitor = await connectVisitor(app.base, { locale })
    const answer = await visitor.saysAndHears(question)
    const conversationId = visitor.told.find((each) => each.fact?.conversationId)?.fact.conversationId
    const rating = { conversationId, messageId: answer.messageId, rating: 'unhelpful' }
    expect((await visitor.ask('message:rate', rating)).ok).toBe(true)
    const next = await visitor.saysAndHears(again)
    expect(next.text, again).not.toContain(answer.text)
    const turns = await turnsOf(app, visitor)
    expect(turns[1].outcome).not.toBe('answered')
    expect(missIn(turns[1])).toBeDefined()
    visitor.close()
  }
  const visitor = await connectVisitor(app.base)
  const answer = await visitor.saysAndHears('How do I return an item?')
  const conversationId = visitor.told.find((each) => each.fact?.conversationId)?.fact.conversationId
  await visitor.ask('message:rate', { conversationId, messageId: answer.messageId, rating: 'unhelpful' })
  const other = await visitor.saysAndHears('How long does delivery take?')
  expect(cited(other)).toEqual(['delivery-times'])
  visitor.close()
})

test('who asks for a person right after an answer takes the question along', async () => {
  for (const [locale, question, wish] of [
    ['en', 'How do I return an item?', 'I want to talk to a person'],
    ['zh-CN', '怎么退货？', '转人工'],
  ] as const) {
    const { conversationId, turns } = await talk(locale, question, wish)
    const { reason, summary } = await queuedIn(conversationId)
    expect(reason).toBe('visitor-request')
    expect(summary).toContain(question)
    expect(missIn(turns[1])).toMatchObject({ missed: 'person', articles: ['returns-how'] })
  }
})

test('a new question on the same topic, a follow-up and thanks are no miss', async () => {
  for (const [locale, ...said] of [
    ['en', 'Tell me about the Fjord insulated jacket', 'Is the Fjord jacket waterproof?'],
    ['en', 'How long does delivery take to Canada?', 'How long does delivery take to Norway?'],
    ['en', 'How do I return an item?', 'How long do I have to return an item?'],
    ['en', 'How do I return an item?', 'What does a return cost?'],
    ['en', 'How do gift cards work?', 'Can I use two gift cards on one order?'],
    ['en', 'How long does delivery take?', 'and to Canada?'],
    ['en', 'How long does delivery take?', 'thanks, that helped', 'How long does delivery take?'],
    ['en', 'How do I return an item?', 'no thanks'],
    ['zh-CN', 'Aurora 2 帐篷防水吗？', 'Aurora 2 帐篷多重？'],
    ['zh-CN', '寄到加拿大要多久？', '寄到日本要多久？'],
    ['zh-CN', '怎么退货？', '多久之内可以退货？'],
    ['zh-CN', '礼品卡怎么用？', '礼品卡可以退吗？'],
    ['zh-CN', '下单后多久能收到货？', '那加拿大呢？'],
    ['zh-CN', '怎么退货？', '谢谢，解决了', '怎么退货？'],
  ] as const) {
    const { turns, conversationId } = await talk(locale, ...said)
    for (const [place, turn] of turns.entries()) {
      expect(missIn(turn), said[place]).toBeUndefined()
      expect(turn.outcome, said[place]).toBe('answered')
    }
    expect(await defectsOf(conversationId)).toEqual([])
  }
})

test('a denial of nothing is asked about in plain words, not searched', async () => {
  for (const [locale, said] of [
    ['en', "That's not what I asked"],
    ['zh-CN', '答非所问'],
  ] as const) {
    const { answers, turns } = await talk(locale, locale === 'en' ? 'Hello' : '你好', said)
    expect(cited(answers[1])).toEqual([])
    expect(turns[1].outcome).toBe('asked')
    expect(stepOf(turns[1], 'retrieve')).toBeUndefined()
  }
})
