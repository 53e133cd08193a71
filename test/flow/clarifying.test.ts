import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, connectVisitor, type TestVisitor } from '../support/clients.ts'
import { publish } from '../support/knowledge.ts'

const long =
  'The supply rocket leaves in April and in October.\n\nA parcel must weigh less than two hundred grams.'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  await publish(app, [
    { id: 'moon', topic: 'uncertain', title: 'Moon base rocket supply', body: long },
    {
      id: 'moon',
      language: 'zh',
      topic: 'uncertain',
      title: '月球基地火箭补给',
      body: '补给火箭每年四月和十月各出发一班，飞往月球基地，全程大约三天，名额有限，请务必至少提前两个月预订舱位。\n\n每个包裹不得超过两百克，超重的包裹会退回仓库，我们会另行发邮件通知您，运费会按原支付方式全额退还给您本人。',
    },
    {
      id: 'mars',
      topic: 'uncertain',
      title: 'Martian greenhouse lettuce',
      body: 'Lettuce grows there in forty days, under two lamps.',
    },
    {
      id: 'swap-blue',
      topic: 'uncertain',
      title: 'Zeppelin gondola blue',
      body: 'The blue gondola holds four passengers.',
    },
    {
      id: 'swap-red',
      topic: 'uncertain',
      title: 'Zeppelin gondola red',
      body: 'The red gondola holds nine passengers.',
    },
    {
      id: 'chair',
      language: 'zh',
      title: 'Quokka 折叠椅怎么收纳？',
      body: '先把 Quokka 折叠椅的两侧扶手向内合拢，再沿着中线对折，最后装进随附的收纳袋里。\n\n收纳后长约 60 厘米，可以放进大多数汽车的后备箱。',
    },
  ])
})
afterAll(() => app.close())

const queuedFor = (visitor: TestVisitor) => visitor.event((event) => event.type === 'conversation:queued')
const isQueued = (visitor: TestVisitor) =>
  visitor.told.some((each) => each.fact?.event?.type === 'conversation:queued')

async function askedAbout(text: string, locale = 'en'): Promise<{ visitor: TestVisitor; question: Untyped }> {
  const visitor = await connectVisitor(app.base, { locale })
  const question = await visitor.saysAndHears(text)
  expect(question.choices?.length).toBeGreaterThan(1)
  return { visitor, question }
}

describe('one article that is likely and not sure', () => {
  test('is quoted, with the question whether it answers, and its buttons', async () => {
    const { visitor, question } = await askedAbout('moon base rocket supply')
    expect(question.choices).toEqual(['Yes', 'No'])
    expect(question.text).toMatch(/Does that answer your question\?/)
    expect(question.text).toMatch(/supply rocket|two hundred grams/)
    expect(question.citations[0].articleId).toBe('moon')
    visitor.close()
  })

  test('after a “yes”, by button or typed, is shown in full', async () => {
    for (const yes of ['Yes', 'yes please', 'Right!', 'yeah, correct']) {
      const { visitor } = await askedAbout('moon base rocket supply')
      const answer = await visitor.saysAndHears(yes)
      expect(answer.text, yes).toBe(long)
      expect(answer.citations[0].articleId).toBe('moon')
      visitor.close()
    }
    for (const yes of ['是的', '对', '对的，谢谢']) {
      const { visitor, question } = await askedAbout('月球基地火箭补给', 'zh-CN')
      expect(question.choices).toEqual(['是的', '不是'])
      const answer = await visitor.saysAndHears(yes)
      expect(answer.text, yes).toMatch(/四月[\s\S]*两百克/)
      expect(answer.locale).toBe('zh')
      visitor.close()
    }
  })

  test('that was already quoted whole is not said twice: a “yes” gets thanks', async () => {
    const { visitor } = await askedAbout('martian greenhouse lettuce')
    const answer = await visitor.saysAndHears('Yes')
    expect(answer.text).not.toMatch(/lettuce/i)
    expect(answer.text).toMatch(/welcome/)
    visitor.close()
  })

  test('after one “no” goes to a person, for low confidence', async () => {
    for (const no of ['No', 'no, not really', "that doesn't help", 'nope']) {
      const { visitor } = await askedAbout('moon base rocket supply')
      await visitor.say(no)
      expect((await queuedFor(visitor)).reason, no).toBe('low-confidence')
      visitor.close()
    }
    const { visitor } = await askedAbout('月球基地火箭补给', 'zh-CN')
    const reply = await visitor.saysAndHears('不是')
    expect(reply.locale).toBe('zh')
    expect((await queuedFor(visitor)).reason).toBe('low-confidence')
    visitor.close()
  })

  test('then reaches the person and the defects as the question, not as the “no”', async () => {
    const { visitor } = await askedAbout('moon base rocket supply')
    const { conversationId } = await visitor.say('No')
    await queuedFor(visitor)
    const { token } = await app.signIn('trainer')
    const desk = await connectDesk(app.base, token)
    const { conversation } = await desk.ask('conversation:watch', { conversationId })
    const queued = conversation.events.find((event: Untyped) => event.type === 'conversation:queued')
    expect(queued.summary).toBe('moon base rocket supply')
    await expect
      .poll(async () => (await call(app.base, 'GET', '/defects', { token })).defects, { timeout: 5_000 })
      .toContainEqual(
        expect.objectContaining({ conversationId, question: 'moon base rocket supply', articleId: 'moon' }),
      )
    for (const client of [visitor, desk]) client.close()
  })

  test('and a “no” that goes on with another question is that question', async () => {
    const { visitor } = await askedAbout('moon base rocket supply')
    const answer = await visitor.saysAndHears('How do I return an item?')
    expect(answer.citations[0].articleId).toBe('returns-how')
    expect(isQueued(visitor)).toBe(false)
    visitor.close()
  })
})

describe('two articles that are close', () => {
  const ask = () => askedAbout('zeppelin gondola')

  test('are offered by their titles, with a person beside them', async () => {
    const { visitor, question } = await ask()
    expect([...question.choices].sort()).toEqual([
      'Talk to a person',
      'Zeppelin gondola blue',
      'Zeppelin gondola red',
    ])
    visitor.close()
  })

  test('are picked by a title, a part of one, or an ordinal', async () => {
    for (const [said, meant] of [
      ['Zeppelin gondola red', 'swap-red'],
      ['the blue one', 'swap-blue'],
      ['red', 'swap-red'],
    ] as const) {
      const { visitor } = await ask()
      expect((await visitor.saysAndHears(said)).citations[0].articleId, said).toBe(meant)
      visitor.close()
    }
    for (const [said, place] of [
      ['the first', 0],
      ['The second one please', 1],
      ['2', 1],
      ['第一个', 0],
    ] as const) {
      const { visitor, question } = await ask()
      const answer = await visitor.saysAndHears(said)
      expect(answer.citations[0].title, said).toBe(question.choices[place])
      visitor.close()
    }
  })

  test('“none of these” and 都不是 go to a person after one no', async () => {
    for (const no of ['none of these', 'neither', '都不是']) {
      const { visitor } = await ask()
      await visitor.say(no)
      expect((await queuedFor(visitor)).reason, no).toBe('low-confidence')
      visitor.close()
    }
  })

  test('are never asked about twice: who asks on in the same matter reaches a person', async () => {
    const { visitor } = await ask()
    await visitor.say('which zeppelin gondola is it then')
    expect((await queuedFor(visitor)).reason).toBe('low-confidence')
    visitor.close()
  })

  test('are left for another question, which gets a clarifying question of its own', async () => {
    const { visitor } = await ask()
    const next = await visitor.saysAndHears('martian greenhouse lettuce')
    expect(next.choices).toEqual(['Yes', 'No'])
    expect(isQueued(visitor)).toBe(false)
    visitor.close()
  })

  test('both at once are answered one after the other', async () => {
    const { visitor } = await ask()
    const answer = await visitor.saysAndHears('both')
    expect(answer.citations.map((each: Untyped) => each.articleId).sort()).toEqual(['swap-blue', 'swap-red'])
    visitor.close()
  })
})

test('“what about returns?” and 那退货呢 after our question are a new question, not a reason to hand over', async () => {
  for (const [locale, first, next, about] of [
    ['zh-CN', '尺码', '那退货呢？', /退货/],
    ['zh-CN', '退款', '那退货呢？', /退货/],
    ['en', 'delivery', 'what about returns?', /return/i],
    ['en', 'returns', 'and what about delivery?', /deliver/i],
  ] as const) {
    const { visitor } = await askedAbout(first, locale)
    const question = await visitor.saysAndHears(next)
    expect(isQueued(visitor), next).toBe(false)
    expect([question.text, ...(question.choices ?? [])].join(' '), next).toMatch(about)
    visitor.close()
  }
})

test('one word that only an article of the other language knows is asked about, not answered', async () => {
  const visitor = await connectVisitor(app.base)
  const question = await visitor.saysAndHears('Quokka')
  expect(question.choices).toEqual(['Yes', 'No'])
  expect(question.citations[0].articleId).toBe('chair')
  expect(question.locale).toBe('en')
  visitor.close()
})

test('a “yes” or “the second” to nothing we asked is asked about, not searched', async () => {
  const visitor = await connectVisitor(app.base)
  for (const said of ['yes', 'the second one', '第一个']) {
    const reply = await visitor.saysAndHears(said)
    expect(reply.citations, said).toBeUndefined()
  }
  expect(isQueued(visitor)).toBe(false)
  visitor.close()
})
