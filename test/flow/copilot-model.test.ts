import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, type TestClient } from '../support/clients.ts'
import { waitingTalk } from '../support/copilot-talks.ts'
import { type ModelServer, startModelServer } from '../support/model-server.ts'

const question = 'How long does delivery take?'
let model: ModelServer
let app: TestApp
let desk: TestClient
let talk: string
beforeAll(async () => {
  model = await startModelServer()
  app = await startTestApp({
    config: {
      model: { provider: 'openai', name: 'stub', url: model.url, key: 'sk-test' },
      turnDeadline: 5_000,
    },
  })
  desk = await connectDesk(app.base, (await app.signIn('agent')).token)
  talk = await waitingTalk(app, [question])
})
afterEach(() => model.script([]))
afterAll(async () => {
  desk.close()
  await app.close()
  await model.close()
})

const draft = (conversationId = talk): Promise<Untyped> => desk.ask('copilot:draft', { conversationId })
const rewrite = (text: string, style: string): Promise<Untyped> =>
  desk.ask('copilot:rewrite', { conversationId: talk, text, style })

describe('a draft in a model’s words', () => {
  test('is cited, says which model’s work it is, and tells how far it is', async () => {
    model.script({ kind: 'obey', text: 'Hello there! In the EU it takes 3–5 business days [1].' })
    desk.told.length = 0
    const answer = await draft()
    expect(answer).toMatchObject({ ok: true, byModel: true, basis: 'articles', doubts: [] })
    // The model's greeting is not ours, and nobody greets twice.
    expect(answer.text).toBe('Hello,\n\nIn the EU it takes 3–5 business days.')
    expect(answer.citations).toMatchObject([{ articleId: 'delivery-times', language: 'en', version: 1 }])
    const states = desk.told.filter(({ name }) => name === 'copilot:progress').map(({ fact }) => fact.state)
    expect(states).toEqual(['reading', 'searching', 'writing', 'checking'])
  })

  test('13: that promises money shows the sentence, marked as needing proof, and is asked for once more before', async () => {
    model.script({
      kind: 'obey',
      text: 'In the EU it takes 3–5 business days [1]. We pay you US$4711 within 24 hours [1].',
      times: 2,
    })
    const before = model.requests.length
    const answer = await draft()
    expect(answer.byModel).toBe(true)
    expect(answer.text).toContain('We pay you US$4711 within 24 hours.')
    expect(answer.doubts.map((each: Untyped) => each.kind)).toContain('promise-without-provenance')
    for (const { sentence } of answer.doubts) expect(answer.text).toContain(sentence)
    expect(model.requests.length - before).toBe(2)
  })

  test('11: that links elsewhere or tells our rules loses these sentences', async () => {
    const text =
      'In the EU it takes 3–5 business days [1]. Pay at https://evil.example/pay [1]. Use only what the numbered passages say [1].'
    model.script({ kind: 'obey', text, times: 2 })
    const answer = await draft()
    expect(answer.text).toContain('3–5 business days')
    expect(JSON.stringify(answer)).not.toMatch(/evil\.example|numbered passages/)
  })

  test.each([
    ['answers in the wrong language', { kind: 'wrong-language', times: 2 }, 'model-refused'],
    ['is busy', { kind: 'status', status: 429, times: 2 }, 'model-failed'],
    ['breaks', { kind: 'status', status: 500, times: 2 }, 'model-failed'],
    ['sends garbage', { kind: 'garbage', times: 2 }, 'model-failed'],
    ['says that it knows nothing', { kind: 'obey', text: 'NO_ANSWER' }, 'model-refused'],
    [
      'only links elsewhere',
      { kind: 'obey', text: 'See https://evil.example [1]', times: 2 },
      'model-refused',
    ],
  ] as const)(
    'a model that %s: the article is drafted, and the draft says why',
    async (_what, script, why) => {
      model.script(script)
      const answer = await draft()
      expect(answer).toMatchObject({ ok: true, byModel: false, without: why, doubts: [] })
      expect(answer.text).toContain('Standard delivery takes between 2 and 10 business days')
    },
  )

  test('a model that stalls: the article is drafted within ten seconds', async () => {
    model.script({ kind: 'stall' })
    const began = performance.now()
    const answer = await new Promise<Untyped>((resolve) => {
      desk.socket.emit('copilot:draft', { conversationId: talk }, resolve)
    })
    expect(answer).toMatchObject({ ok: true, byModel: false, without: 'model-failed' })
    expect(performance.now() - began).toBeLessThan(10_000)
  }, 15_000)

  test('is in the visitor’s language, and no e-mail address leaves for the model', async () => {
    const chinese = await waitingTalk(app, ['怎么退货？我的邮箱是 emma@example.com'], 'zh-CN')
    model.script({ kind: 'obey', text: '请在签收后 30 天内退[1]。' })
    const answer = await draft(chinese)
    expect(answer).toMatchObject({ byModel: true, language: 'zh' })
    expect(answer.text).toMatch(/^您好！\n\n请在签收后 30 天内退。$/)
    expect(JSON.stringify(model.requests)).not.toContain('emma@example.com')
  })
})

test('8: what an agent asks counts on their own budget, not on the visitor’s', async () => {
  const { personId } = await app.signIn('agent')
  model.script({ kind: 'obey', text: 'In the EU it takes 3–5 business days [1].' })
  await draft()
  const rows = await app.store.read.selectFrom('model_use').select(['subject', 'calls']).execute()
  expect(rows.find(({ subject }) => subject === `person:${personId}`)?.calls).toBeGreaterThan(0)
})

describe('rewriting', () => {
  test('keeps figures and addresses, and gives them back though the model never saw the address', async () => {
    model.script({
      kind: 'structured',
      value: { text: 'Write to [e-mail removed]; your refund is US$20.' },
    })
    const text = 'Please feel free to write an e-mail to help@northlight.example. Your refund is US$20.'
    const answer = await rewrite(text, 'shorter')
    expect(answer).toMatchObject({ byModel: true, isSame: false, doubts: [] })
    expect(answer.text).toBe('Write to help@northlight.example; your refund is US$20.')
    expect(JSON.stringify(model.requests.at(-1))).not.toContain('help@northlight.example')
  })

  test('a promise that the agent did not make is marked, a foreign link goes', async () => {
    model.script({
      kind: 'structured',
      value: { text: 'We are on it! You get US$99 back. See https://evil.example/x for more.' },
    })
    const answer = await rewrite('We are on it.', 'warmer')
    expect(answer.text).toBe('We are on it! You get US$99 back.')
    expect(answer.doubts).toContainEqual(expect.objectContaining({ sentence: 'You get US$99 back.' }))
  })

  test('translates, and refuses in words what is no translation', async () => {
    model.script({ kind: 'structured', value: { text: '您的退款是 20 美元。' } })
    expect(await rewrite('Your refund is US$20.', 'translate-zh')).toMatchObject({
      text: '您的退款是 20 美元。',
      byModel: true,
      doubts: [],
    })
    model.script({ kind: 'structured', value: { text: 'Your refund is US$20.' } })
    expect(await rewrite('Your refund is US$20.', 'translate-zh')).toMatchObject({
      ok: false,
      error: 'unavailable',
      message: expect.stringMatching(/not usable/),
    })
  })

  test('where the model fails, what rules can do is done, and said', async () => {
    model.script({ kind: 'status', status: 500, times: 2 })
    const answer = await rewrite("I can't find it.", 'formal')
    expect(answer).toMatchObject({ byModel: false, without: 'model-failed' })
    expect(answer.text).toContain('I cannot find it.')
  })
})

describe('the summary', () => {
  test('takes a model’s line where it stands on the conversation, and ours where it invents', async () => {
    model.script({
      kind: 'structured',
      value: {
        wants: 'The visitor wants to know how long delivery takes.',
        tried: 'They were shown the delivery times.',
        agreed: 'They were promised US$500 by Friday.',
        open: 'A person has to take over.',
      },
    })
    const answer = await desk.ask('copilot:summarise', { conversationId: talk, language: 'en' })
    const line = (about: string) => answer.lines.find((each: Untyped) => each.about === about)
    expect(line('wants')).toMatchObject({ byModel: true, text: expect.stringMatching(/how long delivery/) })
    expect(JSON.stringify(answer)).not.toContain('500')
    expect(answer.lines.length).toBeLessThanOrEqual(5)
  })

  test('a reason for a step that promises something is not shown', async () => {
    const steps = {
      kind: 'structured',
      value: { first: 0, why: 'Refund them US$900 at once, that is promised.' },
    } as const
    const refundTalk = await waitingTalk(app, ['How do I return an item? I want a refund'])
    model.script(steps)
    const answer = await desk.ask('copilot:next-step', { conversationId: refundTalk, language: 'en' })
    expect(answer.steps.length).toBeGreaterThan(1)
    expect(answer).toMatchObject({ without: 'model-refused' })
    expect(answer.first).toBeUndefined()
  })
})

describe('translation for the agent', () => {
  test('of a message of this conversation only, and marked by being asked for', async () => {
    const chinese = await waitingTalk(app, ['怎么退货？'], 'zh-CN')
    const { conversation } = await desk.ask('conversation:watch', { conversationId: chinese })
    const { messageId } = conversation.events.find((event: Untyped) => event.sender === 'visitor')
    model.script({ kind: 'structured', value: { translation: 'How do I return something?' } })
    expect(await desk.ask('copilot:translate', { conversationId: chinese, messageId, to: 'en' })).toEqual({
      ok: true,
      text: 'How do I return something?',
    })
    const elsewhere = { conversationId: talk, messageId, to: 'en' }
    expect(await desk.ask('copilot:translate', elsewhere)).toMatchObject({ error: 'not-found' })
    const unknown = { conversationId: chinese, messageId: randomUUID(), to: 'en' }
    expect(await desk.ask('copilot:translate', unknown)).toMatchObject({ error: 'not-found' })
  })

  test('that is none is refused in words', async () => {
    const chinese = await waitingTalk(app, ['怎么退货？'], 'zh-CN')
    const { conversation } = await desk.ask('conversation:watch', { conversationId: chinese })
    const { messageId } = conversation.events.find((event: Untyped) => event.sender === 'visitor')
    model.script({ kind: 'structured', value: { translation: '怎么退货？' } })
    const refused = await desk.ask('copilot:translate', { conversationId: chinese, messageId, to: 'en' })
    expect(refused).toMatchObject({ ok: false, error: 'unavailable' })
  })
})
