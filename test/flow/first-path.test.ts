import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, connectVisitor } from '../support/clients.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

test('a question is answered with a citation, in English and in Chinese', async () => {
  const english = await connectVisitor(app.base)
  const answer = await english.saysAndHears('When will my parcel arrive?')
  expect(answer.citations[0].articleId).toBe('delivery-times')
  expect(answer.locale).toBe('en')
  expect(answer.text).toMatch(/business days/)

  const chinese = await connectVisitor(app.base, { locale: 'zh-CN' })
  const reply = await chinese.saysAndHears('怎么退货？')
  expect(reply.citations[0].articleId).toBe('returns-how')
  expect(reply.locale).toBe('zh')
  english.close()
  chinese.close()
})

test('an off-topic question is declined, with a way to a person', async () => {
  const visitor = await connectVisitor(app.base)
  const answer = await visitor.saysAndHears('What is the capital of Mongolia?')
  expect(answer.citations).toBeUndefined()
  expect(answer.choices).toContain('Talk to a person')
  const synced = await visitor.ask('conversation:sync', {
    conversationId: visitor.told[0]?.fact.conversationId,
    after: 0,
  })
  expect(synced.events.some((event: Untyped) => event.type === 'conversation:queued')).toBe(false)
  visitor.close()
})

test('an angry visitor is handed over for negative-sentiment', async () => {
  const visitor = await connectVisitor(app.base)
  await visitor.say('This is outrageous! You are scammers, worst shop ever, I am absolutely furious!!!')
  const queued = await visitor.event((event) => event.type === 'conversation:queued')
  expect(queued.reason).toBe('negative-sentiment')
  expect(queued.summary).toBeUndefined()
  visitor.close()
})

test('of two agents who accept at once one has it and the other is told `conflict` (invariant 6)', async () => {
  const visitor = await connectVisitor(app.base)
  const sent = await visitor.say('I want to talk to a real person')
  await visitor.event((event) => event.type === 'conversation:queued')
  const [ana, lin] = await Promise.all([app.signIn('agent'), app.signIn('trainer')])
  const desks = await Promise.all([connectDesk(app.base, ana.token), connectDesk(app.base, lin.token)])
  const { conversation } = await desks[0].ask('conversation:watch', { conversationId: sent.conversationId })
  const accept = { conversationId: sent.conversationId, fence: conversation.fence }
  const results = await Promise.all(desks.map((desk) => desk.ask('conversation:accept', accept)))
  expect(results.filter((result) => result.ok)).toHaveLength(1)
  expect(results.find((result) => !result.ok)).toMatchObject({ error: 'conflict' })
  for (const client of [visitor, ...desks]) client.close()
})

test('a question that was answered wrong is flagged, mended, proved, released, and then answered right', async () => {
  const visitor = await connectVisitor(app.base)
  const question = 'Do you ship the gas cartridges to the moon base?'
  const sent = await visitor.say(question)
  await visitor.event((event) => event.type === 'message:posted' && event.sender === 'assistant')
  const agent = await app.signIn('agent')
  const trainer = await app.signIn('trainer')
  const desk = await connectDesk(app.base, agent.token)
  const watched = await desk.ask('conversation:watch', { conversationId: sent.conversationId })
  const misanswer = watched.conversation.events.find(
    (event: Untyped) => event.type === 'message:posted' && event.sender === 'assistant',
  )
  const flagged = await desk.ask('message:flag', {
    conversationId: sent.conversationId,
    messageId: misanswer.messageId,
    kind: 'wrong',
    comment: 'We do: twice a year.',
  })
  expect(flagged.ok).toBe(true)

  const rest = (method: string, path: string, body?: unknown) =>
    call(app.base, method, path, { token: trainer.token, ...(body !== undefined && { body }) })
  const { defect } = await rest('GET', `/defects/${flagged.defectId}`)
  expect(defect).toMatchObject({ status: 'open', kind: 'wrong', question })
  await rest('POST', '/articles', {
    id: 'delivery-moon',
    language: 'en',
    title: 'Do you deliver to the moon base?',
    topic: 'delivery',
    phrasings: [question, 'delivery to the moon', 'moon base shipping', 'send cartridges to the moon base'],
    body: 'Yes, twice a year, with the supply rocket.',
  })
  await rest('PATCH', `/defects/${defect.id}`, { status: 'fixing', articleId: 'delivery-moon' })
  const added = await rest('POST', '/cases', {
    locale: 'en',
    question,
    expect: { kind: 'article', articleId: 'delivery-moon' },
    defectId: defect.id,
  })
  expect(added.ok).toBe(true)
  const { release } = await rest('POST', '/releases', { note: 'the moon' })
  expect(release.changes).toEqual([{ articleId: 'delivery-moon', language: 'en', change: 'added' }])
  expect(await rest('POST', `/releases/${release.number}/publish`)).toMatchObject({
    status: 409,
    error: 'conflict',
  })

  const progress = await connectDesk(app.base, trainer.token)
  const started = await rest('POST', '/evaluations', { release: release.number })
  await progress.fact('evaluation:progressed', (fact) => fact.total > 0 && fact.done === fact.total, 60_000)
  const { evaluation, failures } = await rest('GET', `/evaluations/${started.evaluation.id}`)
  expect(evaluation.state).toBe('finished')
  expect(failures.filter((each: Untyped) => each.regression)).toEqual([])
  expect(evaluation.gate).toEqual({ open: true, reasons: [] })
  expect((await rest('POST', `/releases/${release.number}/publish`)).release.live).toBe(true)
  expect((await rest('GET', `/defects/${defect.id}`)).defect).toMatchObject({
    status: 'released',
    fixedInRelease: release.number,
  })

  const next = await connectVisitor(app.base)
  const answer = await next.saysAndHears(question)
  expect(answer.text).toContain('supply rocket')
  expect((await rest('POST', '/releases/1/rollback')).release.live).toBe(true)
  for (const client of [visitor, desk, progress, next]) client.close()
})

test('only an agent with the fence sends, and after a takeover no assistant reply appears (invariants 6 and 8)', async () => {
  const visitor = await connectVisitor(app.base)
  const sent = await visitor.say('Hello')
  await visitor.event((event) => event.type === 'message:posted' && event.sender === 'assistant')
  const agent = await app.signIn('agent')
  const desk = await connectDesk(app.base, agent.token)
  const { conversation } = await desk.ask('conversation:watch', { conversationId: sent.conversationId })
  const accepted = await desk.ask('conversation:accept', {
    conversationId: sent.conversationId,
    fence: conversation.fence,
  })
  expect(accepted.ok).toBe(true)
  const stale = await desk.ask('message:send', {
    id: randomUUID(),
    conversationId: sent.conversationId,
    text: 'from the past',
    fence: conversation.fence,
  })
  expect(stale).toMatchObject({ ok: false, error: 'stale' })
  const fresh = await desk.ask('message:send', {
    id: randomUUID(),
    conversationId: sent.conversationId,
    text: 'Hello, Ana here.',
    fence: accepted.fence,
  })
  expect(fresh.ok).toBe(true)
  await visitor.event((event) => event.type === 'message:posted' && event.sender === 'agent')
  const later = await visitor.say('How long does delivery take?')
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  const log = await visitor.ask('conversation:sync', {
    conversationId: sent.conversationId,
    after: later.seq,
  })
  expect(log.events).toEqual([])
  visitor.close()
  desk.close()
})
