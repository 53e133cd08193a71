import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { addWorkspace } from '../support/workspaces.ts'

let app: TestApp
let supervisor: string
beforeAll(async () => {
  app = await startTestApp()
  supervisor = (await app.signIn('supervisor')).token
})
afterAll(() => app.close())

const rest = (method: string, path: string, body?: unknown, token = supervisor): Promise<Untyped> =>
  call(app.base, method, path, { token, ...(body !== undefined && { body }) })

async function saved(list: Untyped): Promise<Untyped> {
  const answer = await rest('PUT', '/responsibilities', list)
  expect(answer).toMatchObject({ status: 200 })
  return answer
}

test('the description of the API names every way to the list, with what a row may hold', async () => {
  const { paths } = await call(app.base, 'GET', '/openapi.json')
  expect(Object.keys(paths['/responsibilities'])).toEqual(['get', 'put'])
  expect(paths).toHaveProperty(['/responsibilities/versions', 'get'])
  expect(paths).toHaveProperty(['/responsibilities/versions/{version}', 'get'])
  const body = JSON.stringify(paths['/responsibilities'].put.requestBody)
  for (const field of ['refundUpTo', 'couponUpTo', 'assistant-with-approval', 'answerAt'])
    expect(body).toContain(field)
})

test('money in the assistant’s hands alone is refused', async () => {
  const { list } = await rest('GET', '/responsibilities')
  for (const topic of ['refund', 'coupon']) {
    const rows = list.rows.map((row: Untyped) => (row.topic === topic ? { ...row, lead: 'assistant' } : row))
    const refused = await rest('PUT', '/responsibilities', { ...list, rows })
    expect(refused).toMatchObject({ status: 400, error: 'invalid' })
    expect(refused.issues[0].message).toMatch(/Money never moves without a person’s approval/)
  }
  expect((await rest('GET', '/responsibilities')).list).toEqual(list)
})

test('bad lists are refused with the place of what is wrong, and change nothing', async () => {
  const { list } = await rest('GET', '/responsibilities')
  const first = list.rows.find((row: Untyped) => row.topic === '*')
  for (const body of [
    {},
    [],
    null,
    { ...list, version: 'x' },
    { ...list, rows: {} },
    { ...list, rows: list.rows.filter((row: Untyped) => row !== first) },
    { ...list, rows: [first, first] },
    { ...list, askAt: 0.9 },
    { ...list, missesAllowed: 0 },
    { ...list, rows: [{ ...first, answerAt: -1 }] },
    { ...list, rows: [{ ...first, refundUpTo: { amount: 1, currency: 'USD' } }] },
    { ...list, rows: [first, { ...first, topic: 'a\u0000' }] },
  ]) {
    const refused = await rest('PUT', '/responsibilities', body)
    expect(refused, JSON.stringify(body)).toMatchObject({ status: 400, error: 'invalid' })
    expect(refused.issues.length).toBeGreaterThan(0)
  }
  expect((await rest('GET', '/responsibilities')).list).toEqual(list)
})

test('a stale edit is a conflict, whether older or from the future', async () => {
  const { list: before } = await rest('GET', '/responsibilities')
  const { list } = await saved(before)
  for (const version of [list.version - 1, list.version + 1]) {
    const refused = await rest('PUT', '/responsibilities', { ...list, version })
    expect(refused).toMatchObject({ status: 409, error: 'conflict', message: /Compare before you save/ })
  }
})

test('only supervisors and administrators change it; everybody signed in reads it', async () => {
  for (const role of ['agent', 'trainer', 'supervisor', 'administrator'] as const) {
    const { token } = await app.signIn(role)
    const { list } = await rest('GET', '/responsibilities', undefined, token)
    const { status } = await rest('PUT', '/responsibilities', list, token)
    expect(status, role).toBe(role === 'supervisor' || role === 'administrator' ? 200 : 403)
    expect((await rest('GET', '/responsibilities/versions', undefined, token)).status).toBe(200)
  }
})

test('rows that lead nothing the shop has are named, not refused', async () => {
  const { list } = await rest('GET', '/responsibilities')
  const rows = [...list.rows, { ...list.rows[0], topic: 'delievry' }]
  expect((await saved({ ...list, rows })).unknown).toEqual(['delievry'])
  const { topics } = await rest('GET', '/responsibilities')
  expect(topics).toContainEqual({ topic: 'delivery', articles: expect.any(Number) })
})

test('every change is in the history with name and time, newest first, a page at a time', async () => {
  const before = Date.now()
  const { list } = await rest('GET', '/responsibilities')
  const { list: next, made } = await saved({ ...list, missesAllowed: 3 })
  expect(made).toMatchObject({ by: 'Tom Becker' })
  expect(made.at).toBeGreaterThanOrEqual(before)
  const seen: Untyped[] = []
  let cursor = ''
  do {
    const page = await rest('GET', `/responsibilities/versions?limit=3${cursor}`)
    expect(page.versions.length).toBeLessThanOrEqual(3)
    seen.push(...page.versions)
    cursor = page.next === undefined ? '' : `&cursor=${page.next}`
  } while (cursor !== '')
  expect(seen[0]).toMatchObject({ version: next.version, by: 'Tom Becker' })
  expect(seen.map(({ version }) => version)).toEqual(
    Array.from({ length: next.version }, (_, place) => next.version - place),
  )
  const was = await rest('GET', `/responsibilities/versions/${list.version}`)
  expect(was.list).toEqual(list)
  const now = await rest('GET', `/responsibilities/versions/${next.version}`)
  expect(now).toMatchObject({ list: { missesAllowed: 3 }, made })
})

test('versions that are none are refused, and another workspace sees none of ours', async () => {
  for (const version of ['0', '-1', '1e0', '1.5', 'x', '%20', '9'.repeat(30)]) {
    const answer = await rest('GET', `/responsibilities/versions/${version}`)
    expect(answer, version).toMatchObject({ status: 400, error: 'invalid' })
  }
  for (const query of ['cursor=x', 'cursor=0', 'limit=0', 'limit=1000'])
    expect((await rest('GET', `/responsibilities/versions?${query}`)).status, query).toBe(400)
  expect((await rest('GET', '/responsibilities/versions/99999')).status).toBe(404)
  const { token } = await addWorkspace(app)
  expect((await rest('GET', '/responsibilities/versions', undefined, token)).versions).toEqual([])
  expect((await rest('GET', '/responsibilities/versions/2', undefined, token)).status).toBe(404)
})
