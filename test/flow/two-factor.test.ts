import { TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { enter, goodPassword, invited, signInWith } from '../support/people.ts'

const period = 30_000

let app: TestApp
// In the middle of a period, so that no test runs over its edge.
let clock = Math.floor(Date.now() / period) * period + period / 2
beforeAll(async () => {
  app = await startTestApp({ now: () => clock })
})
afterAll(() => app.close())

const as = (cookie: string, method: string, path: string, body?: unknown): Promise<Untyped> =>
  call(app.base, method, path, { cookie, ...(body !== undefined && { body }) })

const codeOf = (secret: string, at = clock) => TOTP.generate({ secret: asSecret(secret), timestamp: at })
const asSecret = (text: string) => new TOTP({ secret: text }).secret

let count = 0
/** Somebody new who has turned two-factor on; the code of this period is used up by it. */
async function guarded() {
  count += 1
  const person = await invited(app, { name: 'Nora', email: `nora${count}@northlight.example`, role: 'agent' })
  const begun = await as(person.cookie, 'POST', '/account/two-factor', { password: goodPassword })
  const { recoveryCodes } = await as(person.cookie, 'POST', '/account/two-factor/confirm', {
    code: codeOf(begun.secret),
  })
  return { ...person, secret: begun.secret as string, recoveryCodes: recoveryCodes as string[] }
}

const ticketOf = async (email: string): Promise<string> =>
  (await signInWith(app.base, { email, password: goodPassword })).ticket
const withCode = (ticket: string, code: string) => enter(app.base, '/session/code', { ticket, code })
const later = (periods = 1) => {
  clock += periods * period
}

test('is set up with the password and a first code, and asked for from then on', async () => {
  const nora = await invited(app, { name: 'Nora', email: 'first@northlight.example', role: 'agent' })
  const begin = (password: string) => as(nora.cookie, 'POST', '/account/two-factor', { password })
  expect(await begin('not my password')).toMatchObject({ status: 400, issues: [{ path: 'password' }] })
  const begun = await begin(goodPassword)
  expect(begun.address).toMatch(
    /^otpauth:\/\/totp\/Northlight%20Outdoor:first%40northlight.example\?.*secret=/,
  )
  // Until a code was right nothing is asked for.
  expect((await signInWith(app.base, { email: nora.email, password: goodPassword })).person).toBeDefined()
  const confirm = (code: string) => as(nora.cookie, 'POST', '/account/two-factor/confirm', { code })
  expect(await confirm('000000')).toMatchObject({ status: 400, issues: [{ path: 'code' }] })
  const { recoveryCodes } = await confirm(codeOf(begun.secret))
  expect(recoveryCodes).toHaveLength(10)
  expect(new Set(recoveryCodes).size).toBe(10)
  expect(await begin(goodPassword)).toMatchObject({ status: 409, error: 'conflict' })
  const account = await as(nora.cookie, 'GET', '/account')
  expect(account).toMatchObject({ account: { twoFactor: true }, recoveryCodes: 10 })
  expect(account.acts[0]).toMatchObject({ act: 'two-factor-on', by: 'Nora' })

  const asked = await signInWith(app.base, { email: nora.email, password: goodPassword })
  expect(asked).toMatchObject({ status: 200, ticket: expect.any(String), cookie: '' })
  expect(asked.person).toBeUndefined()
  // A ticket opens nothing by itself.
  expect((await call(app.base, 'GET', '/session', { token: asked.ticket })).status).toBe(401)
  later()
  const done = await withCode(asked.ticket, codeOf(begun.secret))
  expect(done).toMatchObject({ status: 200, person: { email: nora.email } })
  expect((await as(done.cookie, 'GET', '/session')).status).toBe(200)
  later()
  expect(await withCode(asked.ticket, codeOf(begun.secret))).toMatchObject({ status: 401 })
})

test('no code is taken twice, nor an older one after it, nor one of another time', async () => {
  const nora = await guarded()
  const ticket = await ticketOf(nora.email)
  const first = codeOf(nora.secret)
  expect(await withCode(ticket, first), 'the one it was set up with').toMatchObject({ status: 400 })
  later()
  const second = codeOf(nora.secret)
  const both = await Promise.all([withCode(ticket, second), withCode(await ticketOf(nora.email), second)])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 400])
  const again = await ticketOf(nora.email)
  expect(await withCode(again, first)).toMatchObject({ status: 400, issues: [{ path: 'code' }] })
  for (const away of [-2, 2])
    expect((await withCode(again, codeOf(nora.secret, clock + away * period))).status).toBe(400)
  // A clock that is half a minute ahead is forgiven.
  expect((await withCode(again, codeOf(nora.secret, clock + period))).status).toBe(200)
})

test('wrong codes stop being tried, with the time to wait', async () => {
  const nora = await guarded()
  const ticket = await ticketOf(nora.email)
  later()
  const right = codeOf(nora.secret)
  const wrong = right === '123456' ? '654321' : '123456'
  const statuses = []
  for (let tries = 0; tries < 10; tries += 1) statuses.push((await withCode(ticket, wrong)).status)
  expect(statuses.at(0)).toBe(400)
  expect(await withCode(ticket, right)).toMatchObject({ status: 429, error: 'rate-limited', cookie: '' })
})

test('a recovery code works once, however it is typed, and only its digest is stored', async () => {
  const nora = await guarded()
  const [code = '', other = ''] = nora.recoveryCodes
  const typed = code.toUpperCase().replaceAll('-', ' ')
  expect((await withCode(await ticketOf(nora.email), typed)).status).toBe(200)
  expect(await withCode(await ticketOf(nora.email), code)).toMatchObject({ status: 400 })
  const account = await as(nora.cookie, 'GET', '/account')
  expect(account.recoveryCodes).toBe(9)
  expect(account.acts.map(({ act }: Untyped) => act)).toContain('recovery-code-used')
  const rows = await app.store.read.selectFrom('recovery_code').select('digest').execute()
  expect(JSON.stringify(rows)).not.toContain(other.slice(0, 9))
  const renewed = await as(nora.cookie, 'POST', '/account/two-factor/recovery-codes', { code: other })
  expect(renewed.recoveryCodes).toHaveLength(10)
  expect((await withCode(await ticketOf(nora.email), nora.recoveryCodes[2] ?? '')).status).toBe(400)
})

test('a ticket ends after ten minutes, and with the password', async () => {
  const nora = await guarded()
  const [one, two] = [await ticketOf(nora.email), await ticketOf(nora.email)]
  const change = { current: goodPassword, password: 'another fine password' }
  expect((await as(nora.cookie, 'PUT', '/account/password', change)).status).toBe(200)
  later()
  expect(await withCode(one, codeOf(nora.secret))).toMatchObject({ status: 401, error: 'unauthenticated' })
  const body = { email: nora.email, password: change.password }
  const { ticket } = await signInWith(app.base, body)
  later(21)
  expect((await withCode(ticket, codeOf(nora.secret))).status).toBe(401)
  expect((await withCode(two, codeOf(nora.secret))).status).toBe(401)
})

test('is turned off with a code by its owner, and by an administrator for who has lost it, on record', async () => {
  const nora = await guarded()
  const remove = (code: string) => as(nora.cookie, 'POST', '/account/two-factor/remove', { code })
  expect(await remove('000000')).toMatchObject({ status: 400 })
  later()
  expect((await remove(codeOf(nora.secret))).status).toBe(200)
  expect((await signInWith(app.base, { email: nora.email, password: goodPassword })).person).toBeDefined()
  const lost = await guarded()
  const { token } = await app.signIn('administrator')
  expect((await as(nora.cookie, 'DELETE', `/people/${lost.personId}/two-factor`)).status).toBe(403)
  const reset = () => call(app.base, 'DELETE', `/people/${lost.personId}/two-factor`, { token })
  expect((await reset()).status).toBe(200)
  expect((await reset()).status).toBe(404)
  expect((await signInWith(app.base, { email: lost.email, password: goodPassword })).person).toBeDefined()
  const { acts } = await call(app.base, 'GET', `/people/${lost.personId}`, { token })
  expect(acts[0]).toMatchObject({ act: 'two-factor-reset', by: 'Maya Chen' })
})
