import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eraseVisitor } from '#server/visitor-data/index.ts'
import { call, startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, connectVisitor, type TestClient } from '../support/clients.ts'
import { accepted, waitingTalk } from '../support/copilot-talks.ts'
import { addWorkspace } from '../support/workspaces.ts'

let app: TestApp
let desk: TestClient
beforeAll(async () => {
  app = await startTestApp()
  desk = await connectDesk(app.base, (await app.signIn('agent')).token)
})
afterAll(async () => {
  desk.close()
  await app.close()
})

const ask = (name: string, conversationId: string, more: object = {}): Promise<Untyped> =>
  desk.ask(`copilot:${name}`, { conversationId, ...more })
const watch = async (conversationId: string): Promise<Untyped> =>
  (await desk.ask('conversation:watch', { conversationId })).conversation
const say = (conversationId: string, fence: number, text: string, more: object = {}): Promise<Untyped> =>
  desk.ask('message:send', { id: randomUUID(), conversationId, fence, text, ...more })

describe('a draft without a model', () => {
  test('says what the article says, by name, with the citation as the live release has it', async () => {
    const talk = await waitingTalk(app, ['My name is Emma Clarke. How long does delivery take to Germany?'])
    const before = await watch(talk)
    const draft = await ask('draft', talk)
    expect(draft).toMatchObject({ ok: true, basis: 'articles', byModel: false, without: 'no-model' })
    expect(draft.text).toMatch(/^Hello Emma,\n\nStandard delivery takes between 2 and 10 business days/)
    expect(draft.citations).toMatchObject([{ articleId: 'delivery-times', language: 'en', version: 1 }])
    expect(draft.doubts).toEqual([])
    // Nothing was sent and nothing changed.
    expect(await watch(talk)).toEqual(before)
  })

  test('is in the visitor’s language, and greets once only', async () => {
    const talk = await waitingTalk(app, ['我叫王小明，怎么退货？'], 'zh-CN')
    const draft = await ask('draft', talk)
    expect(draft).toMatchObject({ language: 'zh', citations: [{ articleId: 'returns-how', language: 'zh' }] })
    expect(draft.text).toMatch(/^王小明，您好！\n\n在账户里提交退货/)
    await say(talk, await accepted(desk, talk), '您好，我来帮您。')
    const again = await ask('draft', talk)
    expect(again.text).toMatch(/^在账户里提交退货/)
  })

  test('answers every question of a message, and names what the knowledge lacks', async () => {
    const talk = await waitingTalk(app, ['How long does delivery take? How do I return an item?'])
    const draft = await ask('draft', talk)
    expect(draft.citations.map((each: Untyped) => each.articleId)).toEqual(['delivery-times', 'returns-how'])
    expect(draft.text.match(/Hello/g)).toHaveLength(1)
  })

  test('says plainly that the knowledge has nothing, and makes nothing up', async () => {
    const talk = await waitingTalk(app, ['Which planets have rings, and why?'])
    const draft = await ask('draft', talk)
    expect(draft).toMatchObject({ ok: true, basis: 'nothing', text: '', citations: [] })
    expect(draft.nearest.length).toBeGreaterThan(0)
  })

  test('12: tells of an order only to whom it was proved, and asks for the proof otherwise', async () => {
    const proved = await waitingTalk(app, ['Where is my order NL-100201? emma@example.com'])
    const told = await ask('draft', proved)
    expect(told).toMatchObject({ basis: 'tools', doubts: [] })
    expect(told.text).toMatch(/Order NL-100201[\s\S]*on its way/)
    const unproved = await waitingTalk(app, ['Where is my order NL-100201?'])
    const asking = await ask('draft', unproved)
    expect(asking.basis).toBe('order')
    expect(asking.text).toMatch(/its number .*NL-.* and the e-mail address/)
    expect(asking.text).not.toMatch(/on its way/)
  })

  test('to thanks it is a courtesy', async () => {
    const visitor = await connectVisitor(app.base)
    await visitor.saysAndHears('How do I return an item?')
    const { conversationId } = await visitor.say('I want to talk to a real person')
    await visitor.event((event) => event.type === 'conversation:queued')
    await say(conversationId, await accepted(desk, conversationId), 'In your account, under Orders.')
    await visitor.say('Thank you so much!')
    await desk.event((event) => event.text === 'Thank you so much!')
    expect(await ask('draft', conversationId)).toMatchObject({
      basis: 'courtesy',
      text: 'You are welcome. Is there anything else I can help you with?',
    })
    const { steps } = await ask('next-step', conversationId)
    expect(steps.map((each: Untyped) => each.step)).toContain('close')
    visitor.close()
  })
})

describe('what an agent sends of a draft', () => {
  test('is kept with how much of it they changed, and cites the articles they left in', async () => {
    const talk = await waitingTalk(app, ['How long does delivery take?'])
    const draft = await ask('draft', talk)
    const fence = await accepted(desk, talk)
    const text = draft.text.replace('Hello,', 'Good morning,')
    const cites = [{ articleId: 'delivery-times', language: 'en' }]
    const sent = await say(talk, fence, text, { draftId: draft.draftId, cites })
    expect(sent.ok).toBe(true)
    const row = await app.store.read
      .selectFrom('copilot_draft')
      .selectAll()
      .where('id', '=', draft.draftId)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ text: draft.text, sent: text, message_id: sent.messageId, basis: 'articles' })
    expect(JSON.parse(row.articles)).toEqual([{ articleId: 'delivery-times', language: 'en', version: 1 }])
    expect(row.distance).toBeGreaterThan(0)
    expect(row.distance).toBeLessThan(0.05)
    const message = (await watch(talk)).events.findLast((event: Untyped) => event.sender === 'agent')
    expect(message.citations).toMatchObject([
      { articleId: 'delivery-times', title: 'How long does delivery take?' },
    ])
    const defects = await app.store.read
      .selectFrom('defect')
      .select('id')
      .where('conversation_id', '=', talk)
      .execute()
    expect(defects).toEqual([])
  })

  test('of a draft that is not theirs, or an article that is not live, nothing is kept and the message goes', async () => {
    const talk = await waitingTalk(app, ['How long does delivery take?'])
    const { draftId } = await ask('draft', talk)
    const other = await waitingTalk(app, ['How do I return an item?'])
    const cites = [{ articleId: 'made-up', language: 'en' }]
    const sent = await say(other, await accepted(desk, other), 'Hello!', { draftId, cites })
    expect(sent.ok).toBe(true)
    const row = await app.store.read
      .selectFrom('copilot_draft')
      .selectAll()
      .where('id', '=', draftId)
      .executeTakeFirst()
    expect(row).toMatchObject({ sent: null, message_id: null })
    const message = (await watch(other)).events.findLast((event: Untyped) => event.sender === 'agent')
    expect(message.citations).toBeUndefined()
  })

  test('15: drafts that nobody sends do not pile up', async () => {
    const talk = await waitingTalk(app, ['How long does delivery take?'])
    for (let count = 0; count < 12; count++) await ask('draft', talk)
    const rows = await app.store.read
      .selectFrom('copilot_draft')
      .select('id')
      .where('conversation_id', '=', talk)
      .execute()
    expect(rows).toHaveLength(10)
  })
})

describe('rewriting without a model', () => {
  test('does what rules can, and says that a translation needs a model', async () => {
    const talk = await waitingTalk(app, ['How long does delivery take?'])
    expect(await desk.ask('copilot:abilities')).toEqual({
      ok: true,
      model: false,
      styles: ['shorter', 'warmer', 'formal'],
      translates: false,
    })
    const formal = await ask('rewrite', talk, { text: "We can't send it today.", style: 'formal' })
    expect(formal).toMatchObject({ ok: true, byModel: false, isSame: false })
    expect(formal.text).toMatch(/^Dear customer,\n\nWe cannot send it today\.\n\nKind regards\n/)
    const translated = await ask('rewrite', talk, { text: 'Hello', style: 'translate-zh' })
    expect(translated).toMatchObject({ ok: false, error: 'unavailable' })
    expect(translated.message).toMatch(/needs a language model/)
  })
})

describe('summary and next step', () => {
  test('have what was wanted, tried, agreed and is open, and point at what they rest on', async () => {
    const talk = await waitingTalk(app, ['How do I return an item? I want a refund, order NL-100201'])
    const { lines, summary } = await ask('summarise', talk, { language: 'en' })
    expect(lines.length).toBeLessThanOrEqual(5)
    expect(lines.map((each: Untyped) => each.about)).toEqual(
      expect.arrayContaining(['wants', 'agreed', 'open']),
    )
    expect(summary).toMatch(/a refund/)
    const { steps } = await ask('next-step', talk)
    expect(steps.every((each: Untyped) => each.source.kind)).toBe(true)
    const propose = steps.find((each: Untyped) => each.step === 'propose')
    expect(propose).toMatchObject({ tool: 'refund', source: { kind: 'responsibility', row: 'refund' } })
    // It suggests; it does not propose.
    expect((await watch(talk)).events.some((event: Untyped) => event.type === 'action:proposed')).toBe(false)
  })

  test('16: name a solved conversation with the same question, until its visitor is erased', async () => {
    const before = await connectVisitor(app.base)
    await before.saysAndHears('Can I bring my tent back after a month?')
    const { conversationId: solved } = await before.say('I want to talk to a real person')
    await before.event((event) => event.type === 'conversation:queued')
    const fence = await accepted(desk, solved)
    await say(solved, fence, 'Within 30 days you can; write to mia@example.com.')
    await desk.ask('conversation:resolve', { conversationId: solved, fence })
    const talk = await waitingTalk(app, ['Can I bring my tent back after a month?'])
    const found = async () =>
      (await ask('next-step', talk)).steps.find((each: Untyped) => each.step === 'as-before')
    expect(await found()).toMatchObject({
      source: { kind: 'conversation', conversationId: solved },
      solution: { by: 'reply' },
    })
    expect(JSON.stringify(await found())).not.toContain('mia@example.com')
    await eraseVisitor(
      { store: app.store, now: Date.now, report: (reason) => expect(reason).toBe(0) },
      { workspaceId: 'demo', visitorId: before.visitorId, by: 'visitor' },
    )
    expect(await found()).toBeUndefined()
    before.close()
  })
})

test('articles are found in the agent’s words, or by what the visitor asks', async () => {
  const talk = await waitingTalk(app, ['How long does delivery take?'])
  const asked = await ask('articles', talk)
  expect(asked.articles[0]).toMatchObject({ articleId: 'delivery-times', passage: expect.any(String) })
  const found = await ask('articles', talk, { query: '怎么退货', language: 'zh' })
  expect(found.articles[0]).toMatchObject({ articleId: 'returns-how', language: 'zh' })
})

describe('whoever asks', () => {
  test('9: of another workspace gets nothing of a conversation', async () => {
    const talk = await waitingTalk(app, ['How long does delivery take?'])
    const { token } = await addWorkspace(app)
    const stranger = await connectDesk(app.base, token)
    const requests: [string, object][] = [
      ['draft', {}],
      ['rewrite', { text: 'Hello', style: 'warmer' }],
      ['summarise', {}],
      ['next-step', {}],
      ['articles', { query: 'delivery' }],
      ['translate', { messageId: randomUUID(), to: 'zh' }],
    ]
    for (const [name, more] of requests) {
      const answer = await stranger.ask(`copilot:${name}`, { conversationId: talk, ...more })
      expect(answer, name).toMatchObject({ ok: false, error: 'not-found' })
    }
    stranger.close()
  })

  test('with something that is no request is told what is wrong', async () => {
    const talk = await waitingTalk(app, ['How long does delivery take?'])
    for (const [name, more] of [
      ['rewrite', { text: '  ', style: 'warmer' }],
      ['rewrite', { text: 'Hello', style: 'rude' }],
      ['rewrite', { text: 'x'.repeat(10_001), style: 'warmer' }],
      ['translate', { messageId: 'm', to: 'fr' }],
      ['articles', { query: 'x'.repeat(401) }],
    ] as const)
      expect(await ask(name, talk, more), name).toMatchObject({ ok: false, error: 'invalid' })
  })

  test('15: too often in a minute is told when to ask again', async () => {
    const talk = await waitingTalk(app, ['How long does delivery take?'])
    const eager = await connectDesk(app.base, (await app.signIn('supervisor')).token)
    const answers: Untyped[] = []
    for (let count = 0; count < 61; count++)
      answers.push(await eager.ask('copilot:summarise', { conversationId: talk }))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(60)
    expect(answers.at(-1)).toMatchObject({ error: 'rate-limited', retryAfter: expect.any(Number) })
    eager.close()
  })
})

test('16: an export has the drafts of a conversation', async () => {
  const visitor = await connectVisitor(app.base)
  await visitor.saysAndHears('How long does delivery take?')
  const { conversationId } = await visitor.say('I want to talk to a real person')
  await visitor.event((event) => event.type === 'conversation:queued')
  const draft = await ask('draft', conversationId)
  const { token } = await app.signIn('administrator')
  const exported = await call(app.base, 'GET', `/visitors/${visitor.visitorId}/export`, { token })
  expect(exported.conversations[0].copilot_drafts).toMatchObject([{ id: draft.draftId, text: draft.text }])
  visitor.close()
})
