import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectVisitor } from '../support/clients.ts'
import { claimsFor, makeSecret, sign } from '../support/identities.ts'
import { addWorkspace } from '../support/workspaces.ts'

let app: TestApp
let admin: { token: string }
beforeAll(async () => {
  app = await startTestApp()
  admin = await app.signIn('administrator')
})
afterAll(() => app.close())

const rest = (who: { token: string }, method: string, path: string): Promise<Untyped> =>
  call(app.base, method, path, { token: who.token })

test('a secret is shown once, two are valid at a time, and a merchant rotates without an hour’s gap', async () => {
  const old = await makeSecret(app, admin.token)
  const fresh = await makeSecret(app, admin.token)
  expect(await rest(admin, 'POST', '/sites/demo/identity-keys')).toMatchObject({
    status: 409,
    error: 'conflict',
  })
  const visitor = await connectVisitor(app.base)
  const present = (secret: string) =>
    visitor.ask('visitor:identify', { identity: sign(secret, claimsFor('rotating')) })
  expect((await present(old.secret)).ok).toBe(true)
  expect((await present(fresh.secret)).ok).toBe(true)
  const { keys } = await rest(admin, 'GET', '/sites/demo/identity-keys')
  expect(keys).toMatchObject([
    { id: old.id, createdBy: expect.any(String), usedAt: expect.any(Number) },
    { id: fresh.id },
  ])
  for (const { secret } of [old, fresh]) expect(JSON.stringify(keys)).not.toContain(secret)

  expect(await rest(admin, 'DELETE', `/sites/demo/identity-keys/${old.id}`)).toMatchObject({ ok: true })
  expect(await present(old.secret)).toMatchObject({
    ok: false,
    error: 'unauthenticated',
    message: 'Its signature fits no valid secret of this site.',
  })
  expect((await present(fresh.secret)).ok).toBe(true)
  expect(await rest(admin, 'DELETE', `/sites/demo/identity-keys/${old.id}`)).toMatchObject({ status: 404 })
  const next = await makeSecret(app, admin.token)
  expect((await present(next.secret)).ok).toBe(true)
  visitor.close()
})

test('only an administrator reads, makes and revokes them, and only of their own workspace (invariant 9)', async () => {
  const { keys } = await rest(admin, 'GET', '/sites/demo/identity-keys')
  const path = `/sites/demo/identity-keys/${keys[0].id}`
  for (const role of ['agent', 'trainer', 'supervisor'] as const) {
    const person = await app.signIn(role)
    for (const [method, where] of [
      ['GET', '/sites/demo/identity-keys'],
      ['POST', '/sites/demo/identity-keys'],
      ['DELETE', path],
    ] as const) {
      expect(await rest(person, method, where), `${role} ${method}`).toMatchObject({ error: 'forbidden' })
    }
  }
  const other = await addWorkspace(app)
  for (const [method, where] of [
    ['GET', '/sites/demo/identity-keys'],
    ['POST', '/sites/demo/identity-keys'],
    ['DELETE', path],
    ['GET', '/sites/nobody/identity-keys'],
  ] as const) {
    expect(await rest(other, method, where), method).toMatchObject({ status: 404, error: 'not-found' })
  }
  expect(await rest(admin, 'GET', '/sites/demo/identity-keys')).toMatchObject({ keys })
})
