import { afterAll, beforeAll, expect, test } from 'vitest'
import { toJson } from '#server/store/json.ts'
import { call, startTestApp, type TestApp } from '../support/app.ts'
import { connect, connectDesk, connectVisitor, type TestClient } from '../support/clients.ts'
import { invited } from '../support/people.ts'
import { poll, upgradeStatus } from '../support/raw-socket.ts'

const shop = 'https://shop.example'
const otherShop = 'https://other.example'
const foreign = 'https://evil.example'

let app: TestApp
let skew = 0
beforeAll(async () => {
  app = await startTestApp({ now: () => Date.now() + skew })
  await app.store.write(async (writing) => {
    await writing
      .updateTable('site')
      .set({ origins: toJson([shop]) })
      .where('key', '=', 'demo')
      .execute()
    const site = {
      key: 'other',
      workspace_id: 'demo',
      name: 'Other',
      origins: toJson([otherShop]),
      look: '{}',
    }
    await writing.insertInto('site').values(site).execute()
  })
})
afterAll(() => app.close())

const knock = (auth: object, origin?: string) =>
  connect(app.base, '/visitor', { auth, ...(origin && { origin }) })
const knockAtDesk = (auth: object, more: { cookie?: string; origin?: string } = {}) =>
  connect(app.base, '/desk', { auth, ...more })

/** Milliseconds until the server ends this socket. */
function untilDropped(client: TestClient): Promise<number> {
  const began = performance.now()
  return new Promise((resolve) => client.socket.once('disconnect', () => resolve(performance.now() - began)))
}

test('a site key that nobody has is answered not-found', async () => {
  await expect(knock({ protocol: 1, site: 'nobody' })).rejects.toMatchObject({
    ok: false,
    error: 'not-found',
  })
})

test('a foreign page opens no connection, by WebSocket or by polling', async () => {
  // Engine.IO answers every refused upgrade with 400; polling says 403.
  expect(await upgradeStatus(app.base, foreign)).toBe(400)
  expect(await upgradeStatus(app.base, 'null')).toBe(400)
  expect(await poll(app.base, { origin: foreign })).toMatchObject({ status: 403, sid: '' })
  await expect(knock({ protocol: 1, site: 'demo' }, foreign)).rejects.toBeInstanceOf(Error)
})

test('a foreign page cannot use a session that another page opened', async () => {
  const { sid } = await poll(app.base, { origin: app.base })
  expect(sid).not.toBe('')
  expect((await poll(app.base, { sid, origin: foreign })).status).toBe(403)
  expect((await poll(app.base, { sid, origin: foreign, method: 'POST', body: '40/visitor,' })).status).toBe(
    403,
  )
  expect(await upgradeStatus(app.base, foreign, `&sid=${sid}`)).not.toBe(101)
  const joined = await poll(app.base, { sid, origin: app.base, method: 'POST', body: '40/visitor,{}' })
  expect(joined.status).toBe(200)
})

test('JSONP, which carries no Origin, is refused from the first request on', async () => {
  expect((await poll(app.base, { more: '&j=0' })).status).toBe(403)
  const { sid } = await poll(app.base, { origin: app.base })
  expect((await poll(app.base, { sid, more: '&j=0' })).status).toBe(403)
})

test('our own pages and the pages of the site come in, the pages of another site do not', async () => {
  for (const origin of [app.base, shop]) {
    const visitor = await connectVisitor(app.base, { origin })
    expect(visitor.session.site.key).toBe('demo')
    visitor.close()
  }
  expect((await poll(app.base, { origin: shop })).status).toBe(200)
  await expect(knock({ protocol: 1, site: 'demo' }, otherShop)).rejects.toMatchObject({ error: 'forbidden' })
})

test('a visitor token that is forged, or of another site, is unauthenticated (invariant 9)', async () => {
  const visitor = await connectVisitor(app.base)
  visitor.close()
  const forged = `${visitor.token.slice(0, -1)}${visitor.token.endsWith('A') ? 'B' : 'A'}`
  for (const auth of [
    { protocol: 1, site: 'demo', visitor: forged },
    { protocol: 1, site: 'demo', visitor: '' },
    { protocol: 1, site: 'other', visitor: visitor.token },
  ]) {
    await expect(knock(auth)).rejects.toMatchObject({ ok: false, error: 'unauthenticated' })
  }
})

test('another protocol is outdated, also one whose handshake looks different', async () => {
  for (const auth of [{ protocol: 2, site: 'demo' }, { protocol: 2 }, { protocol: 0, site: 7 }]) {
    await expect(knock(auth)).rejects.toMatchObject({ ok: false, error: 'outdated' })
  }
  await expect(knockAtDesk({ protocol: 2, token: 7 })).rejects.toMatchObject({ error: 'outdated' })
})

test('a malformed handshake is invalid, and says where', async () => {
  for (const [auth, path] of [
    [{}, 'site'],
    [{ protocol: 1, site: 'demo', visitor: '\ud800' }, 'visitor'],
    [{ protocol: '1', site: 'demo' }, 'protocol'],
    [{ protocol: 1 }, 'site'],
    [{ protocol: 1, site: ['demo'] }, 'site'],
    [{ protocol: 1, site: 'demo\0' }, 'site'],
    [{ protocol: 1, site: 'x'.repeat(101) }, 'site'],
    [{ protocol: 1, site: 'demo', visitor: { $ne: '' } }, 'visitor'],
    [{ protocol: 1, site: 'demo', visitor: 'x'.repeat(201) }, 'visitor'],
  ] as const) {
    await expect(knock(auth)).rejects.toMatchObject({
      error: 'invalid',
      issues: expect.arrayContaining([expect.objectContaining({ path })]),
    })
  }
  await expect(knockAtDesk({ protocol: 1, token: [] })).rejects.toMatchObject({ error: 'invalid' })
})

test('the desk opens to nobody without a credential of the right kind', async () => {
  const visitor = await connectVisitor(app.base)
  visitor.close()
  const link = app.signIns[0]?.secret
  for (const auth of [{}, { protocol: 1 }, { token: 'x' }, { token: visitor.token }, { token: link }]) {
    await expect(knockAtDesk(auth)).rejects.toMatchObject({ ok: false, error: 'unauthenticated' })
  }
  await expect(knockAtDesk({}, { cookie: 'baton_session=made-up' })).rejects.toMatchObject({
    error: 'unauthenticated',
  })
})

test('the console’s cookie opens the desk from the console only', async () => {
  const { cookie } = await app.signIn('agent')
  const desk = await knockAtDesk({}, { cookie })
  expect((await desk.ask('inbox:list')).ok).toBe(true)
  desk.close()
  await expect(knockAtDesk({}, { cookie, origin: shop })).rejects.toMatchObject({ error: 'forbidden' })
  await expect(knockAtDesk({}, { cookie, origin: foreign })).rejects.toBeInstanceOf(Error)
})

test('a deleted token and a disabled person stop working on open sockets within 5 seconds (invariant 10)', async () => {
  const admin = await app.signIn('administrator')
  const zoe = await invited(app, { name: 'Zoe', email: 'zoe@northlight.example', role: 'agent' })
  const agent = await app.signIn('agent')
  const [byToken, byCookie, ofAgent] = [
    await connectDesk(app.base, zoe.token),
    await knockAtDesk({}, { cookie: zoe.cookie }),
    await connectDesk(app.base, agent.token),
  ]
  const asked = await knockAtDesk({ token: agent.token })
  const dropped = [byToken, byCookie, ofAgent].map(untilDropped)
  expect((await call(app.base, 'DELETE', `/people/${zoe.personId}`, { token: admin.token })).ok).toBe(true)
  expect((await call(app.base, 'DELETE', '/tokens/current', { token: agent.token })).ok).toBe(true)
  // A request does not wait for the watch: it is refused at once.
  expect(await asked.ask('inbox:list')).toMatchObject({ ok: false, error: 'unauthenticated' })
  for (const took of await Promise.all(dropped)) expect(took).toBeLessThan(5_000)
  for (const auth of [{ token: agent.token }, { token: zoe.token }]) {
    await expect(knockAtDesk(auth)).rejects.toMatchObject({ error: 'unauthenticated' })
  }
  await expect(knockAtDesk({}, { cookie: zoe.cookie })).rejects.toMatchObject({ error: 'unauthenticated' })
})

test('a visitor token that expires stops working on live and on resumed sockets (invariant 10)', async () => {
  const visitor = await connectVisitor(app.base)
  const silent = await connectVisitor(app.base, { token: visitor.token })
  const dropped = untilDropped(silent)
  skew = 181 * 24 * 60 * 60 * 1_000
  const { conversationId } = await visitor.say('Hello')
  expect(conversationId).toBeUndefined()
  expect(await visitor.say('Hello')).toMatchObject({ ok: false, error: 'unauthenticated' })
  // A socket that only listens is told nothing any more either.
  expect(await dropped).toBeLessThan(5_000)
  await expect(knock({ protocol: 1, site: 'demo', visitor: visitor.token })).rejects.toMatchObject({
    error: 'unauthenticated',
  })
  skew = 0
  visitor.close()
})
