import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, connectVisitor } from '../support/clients.ts'
import { makeDatabase, missingServices } from '../support/services.ts'

let app: TestApp
let token: string
beforeAll(async () => {
  app = await startTestApp()
  token = (await app.signIn('trainer')).token
})
afterAll(() => app.close())

const rest = (method: string, path: string, body?: unknown, who = token): Promise<Untyped> =>
  call(app.base, method, path, { token: who, ...(body !== undefined && { body }) })

/** Every item of a list, page by page. */
async function walk(path: string, field: string, limit: number): Promise<Untyped[]> {
  const items: Untyped[] = []
  let next: string | undefined
  do {
    const page = await rest(
      'GET',
      `${path}?limit=${limit}${next ? `&cursor=${encodeURIComponent(next)}` : ''}`,
    )
    items.push(...page[field])
    next = page.next
  } while (next !== undefined)
  return items
}

async function evaluated(release: number): Promise<Untyped> {
  const { evaluation } = await rest('POST', '/evaluations', { release })
  await expect
    .poll(async () => (await rest('GET', `/evaluations/${evaluation.id}`)).evaluation.state, {
      timeout: 20_000,
    })
    .toBe('finished')
  return rest('GET', `/evaluations/${evaluation.id}`)
}

const article = {
  language: 'en',
  title: 'A test',
  topic: 'tests',
  phrasings: ['is it a test?'],
  body: 'It is.',
}

test('pages of any size walk over all articles and all cases exactly once', async () => {
  const { files } = await rest('GET', '/articles/export')
  for (const limit of [7, 200]) {
    const articles = await walk('/articles', 'articles', limit)
    expect(articles.map((each) => `${each.language}/${each.id}.md`)).toEqual(
      files.map((each: Untyped) => each.name),
    )
  }
  const cases = await walk('/cases', 'cases', 33)
  expect(new Set(cases.map((each) => each.id)).size).toBe(cases.length)
  expect(cases.length).toBeGreaterThan(500)
  for (const query of ['limit=0', 'limit=201', 'limit=x', 'cursor=%00']) {
    expect(await rest('GET', `/articles?${query}`), query).toMatchObject({ status: 400, error: 'invalid' })
  }
})

test('a gate that is closed lets no release go live, and a rollback goes only to what was live', async () => {
  expect((await rest('DELETE', '/articles/delivery-times?language=en')).ok).toBe(true)
  expect(await rest('DELETE', '/articles/delivery-times?language=en')).toMatchObject({ status: 404 })
  const { release: worse } = await rest('POST', '/releases', { note: 'worse' })
  expect(worse).toMatchObject({ live: false, changes: [{ articleId: 'delivery-times', change: 'removed' }] })
  const publish = () => rest('POST', `/releases/${worse.number}/publish`)
  expect(await publish()).toMatchObject({ status: 409, error: 'conflict' })
  expect(await rest('POST', `/releases/${worse.number}/rollback`)).toMatchObject({
    status: 409,
    error: 'conflict',
  })
  const { evaluation, failures } = await evaluated(worse.number)
  expect(evaluation.gate.open).toBe(false)
  expect(failures.some((each: Untyped) => each.regression)).toBe(true)
  expect((await publish()).message).toMatch(/gate is closed/)
  expect((await rest('GET', '/releases')).live).toBe(1)
  expect((await rest('POST', '/releases/1/rollback')).release).toMatchObject({ number: 1, live: true })
})

test('cases are made, listed and removed, and what they prove must exist', async () => {
  const made = {
    id: 'a-case',
    locale: 'zh',
    question: '怎么退货？',
    expect: { kind: 'article', articleId: 'returns-how' },
  }
  expect((await rest('POST', '/cases', made)).case).toEqual(made)
  expect(await rest('POST', '/cases', made)).toMatchObject({ status: 409, error: 'conflict' })
  expect(await rest('POST', '/cases', { ...made, id: 'b', defectId: 'none' })).toMatchObject({ status: 404 })
  expect(await rest('POST', '/cases', { ...made, expect: { kind: 'luck' } })).toMatchObject({ status: 400 })
  const ids = (await walk('/cases', 'cases', 200)).map((each) => each.id)
  expect(ids.filter((each) => each === 'a-case' || each === 'b')).toEqual(['a-case'])
  expect((await rest('DELETE', '/cases/a-case')).ok).toBe(true)
  expect(await rest('DELETE', '/cases/a-case')).toMatchObject({ status: 404, error: 'not-found' })
})

test('a defect is taken on, dismissed with a name and a reason, or open: never out of sight (invariant 20)', async () => {
  const visitor = await connectVisitor(app.base)
  const answer = await visitor.saysAndHears('Hello')
  const desk = await connectDesk(app.base, token)
  const about = { conversationId: visitor.told[0]?.fact.conversationId, messageId: answer.messageId }
  const { defectId } = await desk.ask('message:flag', { ...about, kind: 'tone' })
  expect((await desk.ask('message:flag', { ...about, kind: 'tone' })).defectId).toBe(defectId)
  const edit = (body: object) => rest('PATCH', `/defects/${defectId}`, body)
  expect(await edit({ status: 'dismissed' })).toMatchObject({ status: 400, error: 'invalid' })
  expect(await edit({ status: 'dismissed', reason: '  ' })).toMatchObject({ status: 400, error: 'invalid' })
  expect(await edit({ status: 'released' })).toMatchObject({ status: 409, error: 'conflict' })
  expect((await edit({ status: 'fixing', articleId: 'returns-how' })).defect).toMatchObject({
    status: 'fixing',
  })
  expect(await edit({ status: 'released' })).toMatchObject({ status: 409 })
  expect((await edit({ status: 'dismissed', reason: 'it was polite' })).defect).toMatchObject({
    status: 'dismissed',
    closedBy: '林晓',
    closingReason: 'it was polite',
  })
  expect(await edit({ status: 'fixing' })).toMatchObject({ status: 409 })
  const { counts, defects } = await rest('GET', '/defects?status=dismissed')
  expect(counts).toMatchObject({ dismissed: 1 })
  expect(defects.map((each: Untyped) => each.id)).toEqual([defectId])
  expect((await edit({ status: 'open' })).defect.closingReason).toBeUndefined()
  for (const cursor of ['x', '1e999~x', '1.5~x', '~']) {
    expect(await rest('GET', `/defects?cursor=${cursor}`), cursor).toMatchObject({
      status: 400,
      error: 'invalid',
    })
  }
  visitor.close()
  desk.close()
})

const withoutPostgres = await missingServices('postgres')
describe.each([
  ['SQLite', undefined],
  ['PostgreSQL', withoutPostgres],
])('edits at once on %s', (name, reason) => {
  test.skipIf(reason !== undefined)(
    'of editors who save the same version one wins and the others are told',
    async () => {
      const database = name === 'PostgreSQL' ? await makeDatabase() : undefined
      const own = await startTestApp({ config: { databaseUrl: database?.url } })
      const { token: supervisor } = await own.signIn('supervisor')
      const send = (method: string, path: string, body: unknown): Promise<Untyped> =>
        call(own.base, method, path, { token: supervisor, body })
      const compete = async (method: string, path: string, body: object) => {
        const results = await Promise.all(Array.from({ length: 6 }, () => send(method, path, body)))
        expect(results.map((each) => each.status).sort(), path).toEqual([200, 409, 409, 409, 409, 409])
      }
      for (const id of ['one', 'two', 'edited']) await compete('POST', '/articles', { ...article, id })
      await compete('PUT', '/articles/edited', { ...article, version: 1, body: 'It was.' })
      expect((await send('PUT', '/articles/edited', { ...article, version: 1 })).message).toMatch(
        /changed this article/,
      )
      const { list } = await call(own.base, 'GET', '/responsibilities', { token: supervisor })
      await compete('PUT', '/responsibilities', list)
      const many = await Promise.all(Array.from({ length: 2 }, () => send('POST', '/releases', {})))
      expect(many.map((each) => each.release?.number).sort()).toEqual([2, 3])
      await own.close()
      await database?.drop()
    },
  )
})
