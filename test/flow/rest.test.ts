import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, signIn, startTestApp, type TestApp, type Untyped } from '../support/app.ts'

type SignedIn = Awaited<ReturnType<TestApp['signIn']>>

let app: TestApp
let agent: SignedIn
let trainer: SignedIn
beforeAll(async () => {
  app = await startTestApp()
  ;[agent, trainer] = await Promise.all([app.signIn('agent'), app.signIn('trainer')])
})
afterAll(() => app.close())

const rest = (who: { token: string }, method: string, path: string, body?: unknown): Promise<Untyped> =>
  call(app.base, method, path, { token: who.token, ...(body !== undefined && { body }) })

test('a sign-in link opens a session, a wrong one does not, and signing out ends it', async () => {
  const link = app.signIns.find((each) => each.role === 'agent')?.secret ?? ''
  const opened = await call(app.base, 'POST', '/session', { body: { token: link } })
  expect(opened).toMatchObject({ status: 200, person: { role: 'agent' }, workspace: { id: 'demo' } })
  const wrong = await fetch(`${app.base}/console/sign-in?token=${link}x`, { redirect: 'manual' })
  expect(wrong.status).toBe(401)
  expect(wrong.headers.getSetCookie()).toEqual([])
  const right = await fetch(`${app.base}/console/sign-in?token=${link}`, { redirect: 'manual' })
  expect(right.headers.get('location')).toBe('/console/')
  const [set = ''] = right.headers.getSetCookie()
  expect(set).toMatch(/HttpOnly; SameSite=Lax/)
  const cookie = set.split(';')[0] ?? ''
  expect((await call(app.base, 'GET', '/session', { cookie })).person.role).toBe('agent')
  const out = await call(app.base, 'DELETE', '/session', { cookie })
  expect(out.ok).toBe(true)
  expect(await call(app.base, 'GET', '/session', { cookie })).toMatchObject({
    status: 401,
    error: 'unauthenticated',
  })
  expect((await call(app.base, 'GET', '/articles', { cookie })).status).toBe(401)
})

test('a personal access token works within its role until it is revoked, and a link is no credential', async () => {
  const own = await signIn(app.base, app.signIns.find((each) => each.role === 'agent')?.secret ?? '')
  expect((await rest(own, 'GET', '/session')).person.role).toBe('agent')
  expect((await rest(own, 'DELETE', '/tokens/current')).ok).toBe(true)
  for (const token of [own.token, 'made-up', app.signIns[0]?.secret ?? '']) {
    expect(await rest({ token }, 'GET', '/session')).toMatchObject({ status: 401, error: 'unauthenticated' })
  }
})

test('an agent reads the knowledge and changes none of it', async () => {
  expect((await rest(agent, 'GET', '/articles')).ok).toBe(true)
  const article = { id: 'x', language: 'en', title: 'x', topic: 'x', body: 'x' }
  const changes: [string, string, unknown?][] = [
    ['POST', '/articles', article],
    ['PUT', '/articles/delivery-times', { ...article, version: 1 }],
    ['DELETE', '/articles/delivery-times'],
    ['POST', '/articles/import', { files: [] }],
    ['POST', '/releases', {}],
    ['POST', '/releases/1/publish'],
    ['POST', '/releases/1/rollback'],
    ['POST', '/evaluations', { release: 1 }],
    ['POST', '/cases', { locale: 'en', question: 'x', expect: { kind: 'refusal' } }],
    ['DELETE', '/cases/x'],
    ['PATCH', '/defects/x', { status: 'fixing' }],
    ['PUT', '/responsibilities', {}],
    ['POST', '/people', { name: 'x', email: 'x@example.com', role: 'administrator' }],
    ['POST', '/invitations', { name: 'x', email: 'x@example.com', role: 'administrator' }],
    ['PATCH', `/people/${agent.personId}`, { role: 'administrator' }],
    ['DELETE', `/people/${agent.personId}`],
  ]
  for (const [method, path, body] of changes) {
    expect(await rest(agent, method, path, body), path).toMatchObject({ status: 403, error: 'forbidden' })
  }
  expect((await rest(trainer, 'POST', '/invitations', {})).status).toBe(403)
})

test('a cookie changes something from our own pages only; a token from anywhere', async () => {
  const { cookie, token } = trainer
  const body = { name: 'test' }
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: app.base },
  ]) {
    const refused = await call(app.base, 'POST', '/tokens', { cookie, body, headers })
    expect(refused).toMatchObject({ status: 403, error: 'forbidden' })
    expect((await call(app.base, 'DELETE', '/session', { cookie, headers })).status).toBe(403)
    expect((await call(app.base, 'POST', '/tokens', { token, body, headers })).ok).toBe(true)
  }
  const own = { 'sec-fetch-site': 'same-origin', origin: app.base }
  expect((await call(app.base, 'POST', '/tokens', { cookie, body, headers: own })).ok).toBe(true)
})

test('bodies that are too large, broken or no JSON are refused as JSON', async () => {
  const send = async (path: string, body: string, type = 'application/json') => {
    const headers = { authorization: `Bearer ${trainer.token}`, 'content-type': type }
    const response = await fetch(`${app.base}/api/v1${path}`, { method: 'POST', headers, body })
    return { status: response.status, ...((await response.json()) as object) }
  }
  const large = JSON.stringify({ name: 'x'.repeat(10_000_000) })
  for (const path of ['/tokens', '/articles/import']) {
    expect(await send(path, large)).toMatchObject({ status: 413, ok: false, error: 'too-large' })
  }
  for (const body of ['{"name":', '[', 'nonsense', '"text"', '', '{"name":"a"', '[]', 'null']) {
    expect(await send('/tokens', body), body).toMatchObject({ status: 400, error: 'invalid', issues: [{}] })
  }
  expect(await send('/tokens', '{"name":"x"}', 'text/plain')).toMatchObject({ status: 400, error: 'invalid' })
  expect(await send('/tokens', '['.repeat(200_000))).toMatchObject({ status: 400, error: 'invalid' })
  expect(await send('/tokens', '{"name":"a\\u0000b"}')).toMatchObject({ status: 400, error: 'invalid' })
})

test('what does not exist is a 404 in JSON, whatever the address', async () => {
  for (const path of [
    '/nothing',
    '/articles/nothing',
    '/defects/nothing',
    '/evaluations/nothing',
    '/releases/999/x',
  ]) {
    expect(await rest(trainer, 'GET', path), path).toMatchObject({
      status: 404,
      ok: false,
      error: 'not-found',
    })
  }
  for (const path of ['/releases/999/publish', '/releases/999/rollback']) {
    expect(await rest(trainer, 'POST', path), path).toMatchObject({ status: 404, error: 'not-found' })
  }
  const edit = { version: 1, language: 'en', title: 'x', topic: 'x', body: 'x' }
  expect(await rest(trainer, 'PUT', '/articles/nothing', edit)).toMatchObject({
    status: 404,
    error: 'not-found',
  })
  for (const path of [
    '/articles/%00',
    '/articles/%E0%A4%A',
    '/releases/-1/publish',
    '/releases/1e3/publish',
  ]) {
    const method = path.includes('publish') ? 'POST' : 'GET'
    expect(await rest(trainer, method, path), path).toMatchObject({ status: 400, error: 'invalid' })
  }
  for (const path of ['/nothing', '/socket.io/nothing', '/..%2f..%2fpackage.json']) {
    const response = await fetch(`${app.base}${path}`)
    expect([400, 404], path).toContain(response.status)
    expect(response.headers.get('content-type'), path).toContain('json')
  }
})

test('openapi.json lists every route, and every listed route is there and asks who one is', async () => {
  const { paths } = await call(app.base, 'GET', '/openapi.json')
  const listed = Object.entries<object>(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  )
  expect(listed).toEqual(
    expect.arrayContaining([
      ...['post /session', 'get /session', 'delete /session', 'post /tokens', 'delete /tokens/current'],
      ...[
        'get /articles',
        'post /articles',
        'get /articles/{id}',
        'put /articles/{id}',
        'delete /articles/{id}',
      ],
      ...['get /articles/export', 'post /articles/import', 'get /releases', 'post /releases'],
      ...['post /releases/{number}/publish', 'post /releases/{number}/rollback'],
      ...['get /cases', 'post /cases', 'delete /cases/{id}'],
      ...['get /evaluations', 'post /evaluations', 'get /evaluations/{id}'],
      ...['get /defects', 'get /defects/{id}', 'patch /defects/{id}'],
      ...[
        'get /responsibilities',
        'put /responsibilities',
        'get /people',
        'post /people',
        'patch /people/{id}',
        'delete /people/{id}',
        'post /invitations',
      ],
      'get /sites',
    ]),
  )
  for (const each of listed.filter((route) => route !== 'post /session')) {
    const [method = '', path = ''] = each.split(' ')
    const answer = await call(app.base, method.toUpperCase(), path.replaceAll(/\{\w+\}/g, '1'))
    expect(answer, each).toMatchObject({ status: 401, error: 'unauthenticated' })
  }
})
