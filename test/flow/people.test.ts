import { hash, verify } from '@node-rs/argon2'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openPasswords, signInWithPassword } from '#server/people/index.ts'
import { call, signIn, startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, connectVisitor } from '../support/clients.ts'
import { enter, goodPassword, invited, signInWith, tokenOf } from '../support/people.ts'
import { addWorkspace } from '../support/workspaces.ts'

const day = 24 * 60 * 60 * 1000

let app: TestApp
let skew = 0
let admin: Awaited<ReturnType<TestApp['signIn']>>
beforeAll(async () => {
  app = await startTestApp({ now: () => Date.now() + skew })
  admin = await app.signIn('administrator')
})
afterAll(() => app.close())

const asAdmin = (method: string, path: string, body?: unknown): Promise<Untyped> =>
  call(app.base, method, path, { token: admin.token, ...(body !== undefined && { body }) })
const as = (cookie: string, method: string, path: string, body?: unknown): Promise<Untyped> =>
  call(app.base, method, path, { cookie, ...(body !== undefined && { body }) })
const actsOn = async (id: string) => (await asAdmin('GET', `/people/${id}`)).acts as Untyped[]

let count = 0
const somebody = (role = 'agent') => {
  count += 1
  return {
    name: `Nora ${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[count]}`,
    email: `person${count}@northlight.example`,
    role,
  }
}

describe('an invitation', () => {
  test('works once, tells what it is for, and makes the person it was for', async () => {
    const nora = somebody('trainer')
    const { invitation, link } = await asAdmin('POST', '/invitations', nora)
    expect(invitation).toMatchObject({ ...nora, invitedBy: 'Maya Chen' })
    expect(invitation.expiresAt - invitation.at).toBe(7 * day)
    expect(link).toMatch(/\/console\/invitation#[\w-]{43}$/)
    const token = tokenOf(link)
    const looked = await enter(app.base, '/invitations/look', { token })
    expect(looked.invitation).toEqual({ ...nora, workspace: 'Northlight Outdoor', invitedBy: 'Maya Chen' })
    const accepted = await enter(app.base, '/invitations/accept', {
      ...{ token, name: 'Nora Berg', password: goodPassword },
    })
    expect(accepted).toMatchObject({ status: 200, person: { name: 'Nora Berg', role: 'trainer' } })
    expect((await as(accepted.cookie, 'GET', '/session')).person.email).toBe(nora.email)
    for (const path of ['/invitations/look', '/invitations/accept'])
      expect(await enter(app.base, path, { token, name: 'Eve', password: goodPassword }), path).toMatchObject(
        { status: 404, error: 'not-found', cookie: '' },
      )
    expect((await asAdmin('GET', '/invitations')).invitations).toEqual([])
    expect((await actsOn(accepted.person.id)).map(({ act, by, to }) => [act, by, to])).toEqual([
      ['joined', 'Nora Berg', 'trainer'],
      ['invited', 'Maya Chen', 'trainer'],
    ])
  })

  test('of two who accept it at once one gets in', async () => {
    const { link } = await asAdmin('POST', '/invitations', somebody())
    const tries = ['One', 'Two'].map((name) =>
      enter(app.base, '/invitations/accept', { token: tokenOf(link), name, password: goodPassword }),
    )
    expect((await Promise.all(tries)).map(({ status }) => status).sort()).toEqual([200, 404])
  })

  test('stops after seven days, when it is taken back, and when it is sent anew', async () => {
    const nora = somebody()
    const { invitation, link } = await asAdmin('POST', '/invitations', nora)
    const statusOf = async (each: string) =>
      (await enter(app.base, '/invitations/look', { token: tokenOf(each) })).status
    skew = 7 * day + 1000
    expect(await statusOf(link)).toBe(404)
    // The administrator's own token outlives it; it is still listed, and can be sent anew.
    expect((await asAdmin('GET', '/invitations')).invitations).toMatchObject([{ id: invitation.id }])
    const again = await asAdmin('POST', `/invitations/${invitation.id}/renew`, {})
    expect(again.invitation.expiresAt - (Date.now() + skew)).toBeGreaterThan(7 * day - 60_000)
    skew = 0
    expect(await statusOf(again.link)).toBe(200)
    expect(await statusOf(link)).toBe(404)
    expect((await asAdmin('DELETE', `/invitations/${invitation.id}`)).status).toBe(200)
    expect(await statusOf(again.link)).toBe(404)
    expect((await asAdmin('DELETE', `/invitations/${invitation.id}`)).status).toBe(404)
    expect((await asAdmin('POST', `/invitations/${invitation.id}/renew`, {})).status).toBe(404)
  })

  test.for<[string, object, string, string]>([
    ['a role that is none', { role: 'owner' }, 'invalid', 'role'],
    ['an address that is none', { email: 'nobody' }, 'invalid', 'email'],
    ['no name', { name: '   ' }, 'invalid', 'name'],
    ['the address of somebody who is here', { email: 'ANA@northlight.example' }, 'conflict', 'email'],
  ])('is refused with %s, at its field', async ([, wrong, error, path]) => {
    const refused = await asAdmin('POST', '/invitations', { ...somebody(), ...wrong })
    expect(refused).toMatchObject({ error, issues: [{ path }] })
  })

  test('is refused a second time, and where its link, name or password is no good', async () => {
    const nora = somebody()
    const { link } = await asAdmin('POST', '/invitations', nora)
    expect(await asAdmin('POST', '/invitations', nora)).toMatchObject({ error: 'conflict' })
    expect((await asAdmin('POST', '/invitations/nothing/renew', { deliver: 'mail' })).error).toBe(
      'unavailable',
    )
    const token = tokenOf(link)
    const accept = (body: object) =>
      enter(app.base, '/invitations/accept', { token, name: 'Nora', password: goodPassword, ...body })
    expect(await accept({ token: 'made-up' })).toMatchObject({ status: 404 })
    for (const password of ['short', 'password1234', `${nora.email}!!`, 'x'.repeat(300)])
      expect(await accept({ password }), password).toMatchObject({
        ...{ status: 400, error: 'invalid', issues: [{ path: 'password' }], cookie: '' },
      })
    expect((await accept({})).status).toBe(200)
  })
})

describe('a password', () => {
  test('signs in however the address is written, and never tells which of the two was wrong', async () => {
    const { email } = await invited(app, somebody())
    expect(await signInWith(app.base, { email: email.toUpperCase(), password: goodPassword })).toMatchObject({
      ...{ status: 200, person: { email }, workspace: { id: 'demo' } },
    })
    const wrong = await signInWith(app.base, { email, password: 'something else 12' })
    const unknown = await signInWith(app.base, { email: 'nobody@example.com', password: goodPassword })
    const without = await signInWith(app.base, { email: 'ana@northlight.example', password: goodPassword })
    expect(wrong).toMatchObject({ status: 401, error: 'unauthenticated', cookie: '' })
    expect(unknown).toEqual(wrong)
    expect(without).toEqual(wrong)
  })

  test('that is wrong ten times stops being tried, also the right one, with the time to wait', async () => {
    const { email } = await invited(app, somebody())
    for (let tries = 0; tries < 10; tries += 1)
      expect((await signInWith(app.base, { email, password: `wrong wrong ${tries}` })).status).toBe(401)
    const refused = await signInWith(app.base, { email, password: goodPassword })
    expect(refused).toMatchObject({ status: 429, error: 'rate-limited', cookie: '' })
    expect(refused.retryAfter).toBeGreaterThan(60)
    // Nobody else waits for it.
    const other = await invited(app, somebody())
    expect((await signInWith(app.base, { email: other.email, password: goodPassword })).status).toBe(200)
  })

  test('costs one and the same work to check, whoever it is tried for', async () => {
    const known = await invited(app, somebody())
    const gone = await invited(app, somebody())
    await asAdmin('DELETE', `/people/${gone.personId}`)
    const work = { hash: vi.fn(hash), verify: vi.fn(verify) }
    const passwords = openPasswords(work)
    const parts = { store: app.store, passwords, now: Date.now }
    const done: Record<string, number[]> = {}
    for (const email of [
      'warm@up.example',
      known.email,
      gone.email,
      'ana@northlight.example',
      'no@one.example',
    ]) {
      work.hash.mockClear()
      work.verify.mockClear()
      const trying = signInWithPassword(parts, { email, password: 'not the password' }, undefined)
      await expect(trying).rejects.toMatchObject({ code: 'unauthenticated' })
      done[email] = [work.hash.mock.calls.length, work.verify.mock.calls.length]
    }
    const { 'warm@up.example': first, ...others } = done
    expect(first).toEqual([1, 1])
    expect(new Set(Object.values(others).map(String))).toEqual(new Set(['0,1']))
  })

  test('is hashed anew at sign-in where the parameters have changed', async () => {
    const { email, personId } = await invited(app, somebody())
    const hashOf = async () =>
      (
        await app.store.read
          .selectFrom('person')
          .select('password')
          .where('id', '=', personId)
          .executeTakeFirstOrThrow()
      ).password
    expect(await hashOf()).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    const weak = await hash(goodPassword, { memoryCost: 1024, timeCost: 1 })
    await app.store.write((writing) =>
      writing.updateTable('person').set({ password: weak }).where('id', '=', personId).execute(),
    )
    await signInWith(app.base, { email, password: 'a wrong password' })
    expect(await hashOf()).toBe(weak)
    expect((await signInWith(app.base, { email, password: goodPassword })).status).toBe(200)
    expect(await hashOf()).toMatch(/m=19456,t=2,p=1/)
    expect((await signInWith(app.base, { email, password: goodPassword })).status).toBe(200)
  })

  test('is changed with the one before, and ends every other session, and its sockets (invariant 10)', async () => {
    const nora = await invited(app, somebody())
    const other = await signInWith(app.base, { email: nora.email, password: goodPassword })
    const change = (body: object) => as(nora.cookie, 'PUT', '/account/password', body)
    const password = 'another fine password'
    expect(await change({ password })).toMatchObject({ status: 400, issues: [{ path: 'current' }] })
    expect(await change({ current: 'not the one', password })).toMatchObject({
      issues: [{ path: 'current' }],
    })
    expect(await change({ current: goodPassword, password: 'qwertyuiop123' })).toMatchObject({
      ...{ status: 400, issues: [{ path: 'password' }] },
    })
    expect(
      await call(app.base, 'PUT', '/account/password', { token: nora.token, body: { password } }),
    ).toMatchObject({ status: 403, error: 'forbidden' })
    expect((await as(other.cookie, 'GET', '/session')).status).toBe(200)
    expect((await change({ current: goodPassword, password })).status).toBe(200)
    expect((await as(other.cookie, 'GET', '/session')).status).toBe(401)
    expect((await as(nora.cookie, 'GET', '/session')).status).toBe(200)
    expect((await signInWith(app.base, { email: nora.email, password: goodPassword })).status).toBe(401)
    expect((await signInWith(app.base, { email: nora.email, password })).status).toBe(200)
  })

  test('is chosen for the first time by who signed in with a link', async () => {
    const { cookie, personId } = await app.signIn('supervisor')
    const before = await as(cookie, 'GET', '/account')
    expect(before.account).toMatchObject({ id: personId, hasPassword: false, twoFactor: false })
    expect((await as(cookie, 'PUT', '/account/password', { password: goodPassword })).status).toBe(200)
    expect(
      (await signInWith(app.base, { email: 'tom@northlight.example', password: goodPassword })).status,
    ).toBe(200)
  })

  test('is set anew with a link from an administrator, which works once and signs nobody in', async () => {
    const nora = await invited(app, somebody())
    const { link, expiresAt } = await asAdmin('POST', `/people/${nora.personId}/password-link`, {})
    expect(expiresAt - Date.now()).toBeLessThanOrEqual(60 * 60 * 1000)
    const token = tokenOf(link)
    expect(await enter(app.base, '/passwords/look', { token })).toMatchObject({
      email: nora.email,
      cookie: '',
    })
    expect(await enter(app.base, '/passwords/reset', { token, password: 'short' })).toMatchObject({
      status: 400,
    })
    const password = 'chosen after forgetting'
    expect(await enter(app.base, '/passwords/reset', { token, password })).toMatchObject({
      status: 200,
      cookie: '',
    })
    expect(await enter(app.base, '/passwords/reset', { token, password })).toMatchObject({ status: 404 })
    expect((await as(nora.cookie, 'GET', '/session')).status).toBe(401)
    expect((await signInWith(app.base, { email: nora.email, password })).status).toBe(200)
    expect((await actsOn(nora.personId)).slice(0, 2).map(({ act, by }) => [act, by])).toEqual([
      ['password-reset', nora.email.startsWith('person') ? expect.any(String) : ''],
      ['password-link', 'Maya Chen'],
    ])
    const late = await asAdmin('POST', `/people/${nora.personId}/password-link`, {})
    skew = 60 * 60 * 1000 + 1000
    expect((await enter(app.base, '/passwords/look', { token: tokenOf(late.link) })).status).toBe(404)
    skew = 0
  })

  test('cannot be asked for by mail where there is no mail server', async () => {
    expect(await enter(app.base, '/passwords/forgotten', { email: 'ana@northlight.example' })).toMatchObject({
      ...{ status: 503, error: 'unavailable' },
    })
    expect(await call(app.base, 'GET', '/sign-in')).toEqual({ status: 200, ok: true, mail: false })
  })
})

describe('a session', () => {
  test('is listed with its browser, and ended one by one or all but this, sockets included (invariant 10)', async () => {
    const nora = await invited(app, somebody())
    const [second, third] = await Promise.all([
      signInWith(app.base, { email: nora.email, password: goodPassword }),
      signInWith(app.base, { email: nora.email, password: goodPassword }),
    ])
    const { sessions } = await as(nora.cookie, 'GET', '/account')
    expect(sessions).toHaveLength(3)
    expect(sessions[0]).toMatchObject({ device: expect.stringContaining('Firefox/145.0') })
    expect(sessions.filter((each: Untyped) => each.current)).toHaveLength(1)
    const idOf = async (cookie: string) =>
      (await as(cookie, 'GET', '/account')).sessions.find((each: Untyped) => each.current).id
    const [secondId, ownId] = [await idOf(second.cookie), await idOf(nora.cookie)]
    const desk = await connectDesk(app.base, nora.token)
    const live = await connectDesk(app.base, third.cookie.split('=')[1])
    const gone = new Promise<number>((resolve) => {
      const from = Date.now()
      live.socket.once('disconnect', () => resolve(Date.now() - from))
    })
    expect((await as(nora.cookie, 'DELETE', `/account/sessions/${secondId}`)).status).toBe(200)
    expect((await as(second.cookie, 'GET', '/session')).status).toBe(401)
    expect((await as(nora.cookie, 'DELETE', `/account/sessions/${secondId}`)).status).toBe(404)
    expect((await as(nora.cookie, 'DELETE', '/account/sessions')).status).toBe(200)
    expect((await as(third.cookie, 'GET', '/session')).status).toBe(401)
    expect(await gone).toBeLessThan(5_000)
    expect((await as(nora.cookie, 'GET', '/account')).sessions).toMatchObject([{ id: ownId, current: true }])
    // A program goes on: its token is ended by itself.
    expect((await desk.ask('inbox:list')).ok).toBe(true)
    desk.close()
  })

  test('of somebody else is not ended by who guesses its name, and all of them by an administrator', async () => {
    const [nora, otto] = [await invited(app, somebody()), await invited(app, somebody())]
    const { sessions, tokens } = await as(nora.cookie, 'GET', '/account')
    expect((await as(otto.cookie, 'DELETE', `/account/sessions/${sessions[0].id}`)).status).toBe(404)
    expect((await as(otto.cookie, 'DELETE', `/tokens/${tokens[0].id}`)).status).toBe(404)
    expect((await as(otto.cookie, 'DELETE', `/people/${nora.personId}/sessions`)).status).toBe(403)
    expect((await as(nora.cookie, 'GET', '/session')).status).toBe(200)
    expect((await asAdmin('DELETE', `/people/${nora.personId}/sessions`)).status).toBe(200)
    expect((await as(nora.cookie, 'GET', '/session')).status).toBe(401)
    expect((await actsOn(nora.personId))[0]).toMatchObject({ act: 'sessions-ended', by: 'Maya Chen' })
  })

  test('and tokens are seen by when they were used last, to some minutes', async () => {
    const nora = await invited(app, somebody())
    const own = () => as(nora.cookie, 'GET', '/account')
    const seen = (await own()).account.seenAt
    skew = 2 * 60 * 1000
    expect((await own()).account.seenAt).toBe(seen)
    skew = 6 * 60 * 1000
    await own()
    const { account, sessions } = await own()
    expect(account.seenAt - seen).toBeGreaterThan(5 * 60 * 1000)
    expect(sessions[0].seenAt).toBe(account.seenAt)
    skew = 0
  })

  test('an access token is listed without its secret and revoked by its owner or an administrator', async () => {
    const nora = await invited(app, somebody())
    await as(nora.cookie, 'POST', '/tokens', { name: 'import' })
    const { tokens } = await as(nora.cookie, 'GET', '/tokens')
    expect(tokens.map(({ name }: Untyped) => name).sort()).toEqual(['import', 'test'])
    expect(JSON.stringify(tokens)).not.toContain(nora.token)
    const idOf = (name: string) => tokens.find((each: Untyped) => each.name === name).id
    expect((await as(nora.cookie, 'DELETE', `/tokens/${idOf('test')}`)).status).toBe(200)
    expect((await call(app.base, 'GET', '/session', { token: nora.token })).status).toBe(401)
    expect((await asAdmin('DELETE', `/people/${nora.personId}/tokens/${idOf('import')}`)).status).toBe(200)
    expect((await as(nora.cookie, 'GET', '/tokens')).tokens).toEqual([])
  })
})

/** A yes to a coupon beyond what an agent may give, not yet sent. */
async function beyondLimit(token: string) {
  const visitor = await connectVisitor(app.base)
  await visitor.saysAndHears('Hello')
  const conversationId = visitor.told[0]?.fact.conversationId
  const desk = await connectDesk(app.base, token)
  const { conversation } = await desk.ask('conversation:watch', { conversationId })
  await desk.ask('conversation:accept', { conversationId, fence: conversation.fence })
  const { proposalId } = await desk.ask('action:propose', {
    ...{
      conversationId,
      why: 'the parcel was late',
      order: { number: 'NL-100201', email: 'emma@example.com' },
    },
    action: { tool: 'coupon', percent: 20, reason: 'late' },
  })
  for (const client of [visitor, desk]) client.close()
  return { proposalId, version: 1, decision: 'approve' }
}

describe('a role', () => {
  test('that is taken away counts from the next request, and open pages are told within 5 seconds', async () => {
    const nora = await invited(app, somebody('supervisor'))
    const desk = await connectDesk(app.base, nora.token)
    const over = await beyondLimit((await app.signIn('agent')).token)
    expect((await as(nora.cookie, 'POST', '/releases/999/publish')).status).toBe(404)
    const edited = await asAdmin('PATCH', `/people/${nora.personId}`, { role: 'agent' })
    expect(edited).toMatchObject({ status: 200, account: { role: 'agent' } })
    expect((await as(nora.cookie, 'POST', '/releases/999/publish')).status).toBe(403)
    expect(await desk.ask('action:decide', over)).toMatchObject({ ok: false, error: 'forbidden' })
    await desk.fact('session:changed', () => true, 5_000)
    expect((await as(nora.cookie, 'GET', '/session')).person.role).toBe('agent')
    expect((await actsOn(nora.personId))[0]).toMatchObject({
      ...{ act: 'role-changed', from: 'supervisor', to: 'agent', by: 'Maya Chen' },
    })
    desk.close()
  })

  test('of the last administrator stays, whoever tries it, also two at once', async () => {
    const refused = { status: 409, error: 'conflict' }
    expect(await asAdmin('PATCH', `/people/${admin.personId}`, { role: 'supervisor' })).toMatchObject(refused)
    expect(await asAdmin('DELETE', `/people/${admin.personId}`)).toMatchObject(refused)
    const second = await invited(app, somebody('administrator'))
    const both = await Promise.all([
      asAdmin('PATCH', `/people/${second.personId}`, { role: 'agent' }),
      call(app.base, 'DELETE', `/people/${admin.personId}`, { token: second.token }),
    ])
    // Whoever was first: the other one is refused, by the rule or because it is no administrator any more.
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    const left = await app.store.read
      .selectFrom('person')
      .select('id')
      .where('workspace_id', '=', 'demo')
      .where('role', '=', 'administrator')
      .where('disabled_at', 'is', null)
      .execute()
    expect(left).toHaveLength(1)
    if (left[0]?.id !== admin.personId) {
      await call(app.base, 'POST', `/people/${admin.personId}/enable`, { token: second.token })
      admin = await app.signIn('administrator')
    }
  })

  test('is refused where there is none such, and so is an address that is taken', async () => {
    const nora = await invited(app, somebody())
    const edit = (body: object) => asAdmin('PATCH', `/people/${nora.personId}`, body)
    expect(await edit({ role: 'owner' })).toMatchObject({ error: 'invalid', issues: [{ path: 'role' }] })
    expect(await edit({ email: 'Ana@Northlight.example' })).toMatchObject({ error: 'conflict' })
    expect(await edit({ name: 'Nora New', email: 'new@northlight.example' })).toMatchObject({
      account: { name: 'Nora New', email: 'new@northlight.example', role: 'agent' },
    })
  })

  test('a disabled person is out at once, is listed as such, and comes back with their password', async () => {
    const nora = await invited(app, somebody())
    expect((await asAdmin('DELETE', `/people/${nora.personId}`)).status).toBe(200)
    expect((await as(nora.cookie, 'GET', '/session')).status).toBe(401)
    expect((await call(app.base, 'GET', '/session', { token: nora.token })).status).toBe(401)
    const body = { email: nora.email, password: goodPassword }
    expect((await signInWith(app.base, body)).status).toBe(401)
    const { accounts } = await asAdmin('GET', '/people/accounts')
    expect(accounts.find((each: Untyped) => each.id === nora.personId).disabledAt).toBeGreaterThan(0)
    expect((await asAdmin('GET', '/people')).people.map((each: Untyped) => each.id)).not.toContain(
      nora.personId,
    )
    expect((await asAdmin('POST', `/people/${nora.personId}/password-link`, {})).status).toBe(409)
    expect((await asAdmin('POST', `/people/${nora.personId}/enable`, {})).status).toBe(200)
    expect((await signInWith(app.base, body)).status).toBe(200)
  })
})

test('a script adds somebody at once, by a link that signs them in, and it stands in their acts', async () => {
  const iris = somebody()
  const added = await asAdmin('POST', '/people', iris)
  expect(added).toMatchObject({ status: 200, person: iris })
  const { cookie } = await signIn(app.base, added.signIn.split('token=')[1])
  expect((await as(cookie, 'GET', '/session')).person.email).toBe(iris.email)
  expect(await actsOn(added.person.id)).toMatchObject([
    { act: 'token-made' },
    { act: 'joined', by: 'Maya Chen' },
  ])
  expect(await asAdmin('POST', '/people', iris)).toMatchObject({ status: 409, error: 'conflict' })
})

test('nobody touches another workspace’s people or invitations (invariant 9)', async () => {
  const other = await addWorkspace(app)
  const nora = await invited(app, somebody())
  const { invitation } = await asAdmin('POST', '/invitations', somebody())
  const asOther = (method: string, path: string, body?: unknown) =>
    call(app.base, method, path, { token: other.token, ...(body !== undefined && { body }) })
  const { tokens } = await as(nora.cookie, 'GET', '/tokens')
  const tries: [string, string, object?][] = [
    ['GET', `/people/${nora.personId}`],
    ['PATCH', `/people/${nora.personId}`, { role: 'administrator' }],
    ['DELETE', `/people/${nora.personId}`],
    ['POST', `/people/${nora.personId}/enable`, {}],
    ['DELETE', `/people/${nora.personId}/sessions`],
    ['DELETE', `/people/${nora.personId}/tokens/${tokens[0].id}`],
    ['DELETE', `/people/${nora.personId}/two-factor`],
    ['POST', `/people/${nora.personId}/password-link`, {}],
    ['POST', `/invitations/${invitation.id}/renew`, {}],
    ['DELETE', `/invitations/${invitation.id}`],
  ]
  for (const [method, path, body] of tries)
    expect(await asOther(method, path, body), `${method} ${path}`).toMatchObject({
      ...{ status: 404, error: 'not-found' },
    })
  expect((await asOther('GET', '/invitations')).invitations).toEqual([])
  expect((await asOther('GET', '/people/accounts')).accounts).toHaveLength(1)
  expect((await as(nora.cookie, 'GET', '/session')).person.role).toBe('agent')
  // The same address may be a person of both.
  expect((await asOther('POST', '/invitations', { ...somebody(), email: nora.email })).status).toBe(200)
})

test('every way in refuses another site’s page (CSRF)', async () => {
  const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  const paths = ['/session/password', '/session/code', '/invitations/accept', '/passwords/reset']
  for (const path of [...paths, '/passwords/forgotten', '/invitations/look', '/passwords/look'])
    expect((await call(app.base, 'POST', path, { headers, body: {} })).status, path).toBe(403)
  const { cookie } = await app.signIn('agent')
  for (const path of ['/account/sessions', '/tokens/current'])
    expect((await call(app.base, 'DELETE', path, { cookie, headers })).status, path).toBe(403)
})
