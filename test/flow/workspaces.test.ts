import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, connectVisitor } from '../support/clients.ts'
import { addWorkspace } from '../support/workspaces.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const rest = (who: { token: string }, method: string, path: string, body?: unknown): Promise<Untyped> =>
  call(app.base, method, path, { token: who.token, ...(body !== undefined && { body }) })

test('nothing of another workspace is reachable, by REST or socket (invariant 9)', async () => {
  const [agent, trainer] = await Promise.all([app.signIn('agent'), app.signIn('trainer')])
  const other = await addWorkspace(app)
  const visitor = await connectVisitor(app.base)
  const answer = await visitor.saysAndHears('Hello')
  const conversationId = visitor.told[0]?.fact.conversationId
  const desk = await connectDesk(app.base, agent.token)
  const { defectId } = await desk.ask('message:flag', {
    conversationId,
    messageId: answer.messageId,
    kind: 'tone',
  })
  const proof = { id: 'proof', locale: 'en', question: 'Hello?', expect: { kind: 'refusal' }, defectId }
  expect((await rest(trainer, 'POST', '/cases', proof)).ok).toBe(true)

  for (const [path, field] of Object.entries({
    articles: 'articles',
    cases: 'cases',
    defects: 'defects',
    sites: 'sites',
  })) {
    expect((await rest(other, 'GET', `/${path}`))[field], path).toEqual([])
  }
  expect((await rest(other, 'GET', '/releases')).releases).toEqual([])
  expect((await rest(other, 'GET', '/articles/export')).files).toEqual([])
  expect((await rest(other, 'GET', '/people')).people).toMatchObject([{ id: other.personId }])
  for (const [method, path, body] of [
    ['GET', `/defects/${defectId}`],
    ['PATCH', `/defects/${defectId}`, { status: 'dismissed', reason: 'not mine' }],
    ['GET', '/articles/delivery-times'],
    ['DELETE', '/articles/delivery-times'],
    ['DELETE', '/cases/proof'],
    ['POST', '/cases', { ...proof, id: 'theirs' }],
    ['POST', '/releases/1/publish'],
    ['POST', '/evaluations', { release: 1 }],
    ['DELETE', `/people/${agent.personId}`],
  ] as const) {
    expect(await rest(other, method, path, body), path).toMatchObject({ status: 404, error: 'not-found' })
  }
  // The same ids may be used there, and taken away there, without an effect here.
  const { defectId: _, ...theirs } = proof
  expect((await rest(other, 'POST', '/cases', theirs)).ok).toBe(true)
  expect((await rest(other, 'DELETE', '/cases/proof')).ok).toBe(true)
  expect((await rest(trainer, 'GET', `/defects/${defectId}`)).defect).toMatchObject({
    status: 'open',
    caseId: 'proof',
  })

  const stranger = await connectDesk(app.base, other.token)
  expect((await stranger.ask('inbox:list', { view: 'all' })).conversations).toEqual([])
  for (const [name, more] of Object.entries({
    'conversation:watch': {},
    'conversation:sync': { after: 0 },
    'conversation:accept': { fence: 0 },
    'conversation:resolve': { fence: 0 },
    'note:add': { text: 'x' },
    'message:flag': { messageId: answer.messageId, kind: 'wrong' },
    'typing:set': { typing: true },
  })) {
    expect(await stranger.ask(name, { conversationId, ...more }), name).toMatchObject({ error: 'not-found' })
  }
  await visitor.saysAndHears('Good morning')
  expect(stranger.told.filter((each) => each.name !== 'presence:changed')).toEqual([])
  for (const client of [visitor, desk, stranger]) client.close()
})
