import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ConfigMistake, readConfig } from '#server/config.ts'
import { call, startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import {
  type ProviderPerson,
  startOpenIdProvider,
  type TestProvider,
  Wanderer,
} from '../support/open-id-provider.ts'

let app: TestApp
let provider: TestProvider
let token: string
let skew = 0
const start = '/console/open-id/start'
beforeAll(async () => {
  provider = await startOpenIdProvider()
  app = await startTestApp({ config: { openId: provider.client }, now: () => Date.now() + skew })
  await provider.expect(`${app.url}/console/open-id/callback`)
  token = (await app.signIn('administrator')).token
})
afterAll(async () => {
  await app.close()
  await provider.close()
})

const asAdmin = (method: string, path: string, body?: object): Promise<Untyped> =>
  call(app.base, method, path, { token, ...(body && { body }) })
const invite = (email: string, role = 'agent') =>
  asAdmin('POST', '/invitations', { name: 'As invited', email, role })

/** Where the console's button leads this person in the end, and who they are then. */
async function comeIn(person: ProviderPerson | undefined, wanderer = new Wanderer()) {
  provider.person = person
  const { url } = await wanderer.go(`${app.url}${start}`)
  const cookie = wanderer.cookiesFor(url)
  const session = await call(app.url, 'GET', '/session', { cookie })
  return { at: `${url.pathname}${url.search}`, session, cookie }
}
const people = async (): Promise<Untyped[]> => (await asAdmin('GET', '/people/accounts')).accounts

/** A server on loopback that answers everything with one document. */
async function serve(document: (base: string) => object) {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(document(base)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { base, close: () => server.close() }
}

test('who is invited comes in with their verified address, and from then on by who they are there', async () => {
  await invite('mia@northlight.example', 'trainer')
  const mia = { sub: 'mia-1', email: 'Mia@Northlight.example', email_verified: true, name: 'Mia Sommer' }
  const first = await comeIn(mia)
  expect(first.at).toBe('/console/')
  expect(first.session.person).toMatchObject({
    name: 'Mia Sommer',
    email: 'mia@northlight.example',
    role: 'trainer',
  })
  expect((await asAdmin('GET', '/invitations')).invitations).toEqual([])
  // Another address there, or an unverified one: it is the same person all the same.
  const again = await comeIn({ ...mia, email: 'sommer@elsewhere.example', email_verified: false })
  expect(again.session.person.id).toBe(first.session.person.id)
  const { account, acts } = await asAdmin('GET', `/people/${first.session.person.id}`)
  expect(account).toMatchObject({ openId: true, hasPassword: false })
  expect(acts.map(({ act }: Untyped) => act)).toEqual(['open-id-linked', 'joined', 'invited'])
})

test('who accepted with a password is known by their address the first time', async () => {
  const found = await comeIn({ sub: 'ana-1', email: 'ana@northlight.example', email_verified: true })
  expect(found.session.person).toMatchObject({ name: 'Ana Ruiz', role: 'agent' })
  // Somebody else who has that address later is nobody here.
  const later = await comeIn({ sub: 'ana-2', email: 'ana@northlight.example', email_verified: true })
  expect(later).toMatchObject({ at: '/console/?problem=unknown', session: { status: 401 } })
})

test.for<[string, ProviderPerson | undefined, string]>([
  ['nobody has invited', { sub: 'x1', email: 'x1@elsewhere.example', email_verified: true }, 'unknown'],
  [
    'has an address that is not verified',
    { sub: 'x2', email: 'tom@northlight.example', email_verified: false },
    'unverified',
  ],
  ['has an address of which nothing is said', { sub: 'x3', email: 'tom@northlight.example' }, 'unverified'],
  ['has no address', { sub: 'x4' }, 'unverified'],
  ['cancels', undefined, 'cancelled'],
])('who %s does not come in, and nobody is made', async ([, person, problem]) => {
  const before = (await people()).length
  expect(await comeIn(person)).toMatchObject({ at: `/console/?problem=${problem}`, session: { status: 401 } })
  expect(await people()).toHaveLength(before)
})

test('an expired invitation and a person without access do not come in', async () => {
  await invite('late@northlight.example')
  skew = 8 * 24 * 60 * 60 * 1000
  const late = { sub: 'late', email: 'late@northlight.example', email_verified: true }
  expect((await comeIn(late)).at).toBe('/console/?problem=unknown')
  skew = 0
  await invite('gone@northlight.example')
  const gone = { sub: 'gone', email: 'gone@northlight.example', email_verified: true }
  const { session } = await comeIn(gone)
  await asAdmin('DELETE', `/people/${session.person.id}`)
  expect((await comeIn(gone)).at).toBe('/console/?problem=unknown')
})

/** On the way to or back from the provider, with the address changed. */
async function meddled(where: 'there' | 'back', change: (url: URL) => void) {
  const wanderer = new Wanderer()
  provider.person = { sub: 'mia-1', email: 'mia@northlight.example', email_verified: true }
  const isThere = (url: URL) => url.href.startsWith(`${provider.issuer}/auth?`)
  const isBack = (url: URL) => url.pathname === '/console/open-id/callback'
  const stopped = await wanderer.go(`${app.url}${start}`, where === 'there' ? isThere : isBack)
  change(stopped.url)
  const { url } = await wanderer.go(stopped.url.href)
  const session = await call(app.url, 'GET', '/session', { cookie: wanderer.cookiesFor(url) })
  return { at: `${url.pathname}${url.search}`, status: session.status, wanderer, stopped: stopped.url }
}

test('a wrong nonce, state, code or verifier opens nothing', async () => {
  const failed = { at: '/console/?problem=failed', status: 401 }
  expect(await meddled('there', (url) => url.searchParams.set('nonce', 'another'))).toMatchObject(failed)
  expect(await meddled('there', (url) => url.searchParams.set('state', 'another'))).toMatchObject(failed)
  const other = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
  expect(await meddled('there', (url) => url.searchParams.set('code_challenge', other))).toMatchObject(failed)
  expect(await meddled('back', (url) => url.searchParams.set('state', 'another'))).toMatchObject(failed)
  expect(await meddled('back', (url) => url.searchParams.set('code', 'made-up'))).toMatchObject(failed)
  expect(await meddled('back', (url) => url.searchParams.set('iss', 'https://evil.example'))).toMatchObject(
    failed,
  )
})

test('a way back works once, in the browser that went, and for ten minutes', async () => {
  const used = await meddled('back', () => undefined)
  expect(used).toMatchObject({ at: '/console/', status: 200 })
  const expired = async (wanderer: Wanderer, address: URL) =>
    expect((await wanderer.go(address.href)).url.search).toBe('?problem=expired')
  await expired(used.wanderer, used.stopped)
  const begun = new Wanderer()
  const { url } = await begun.go(
    `${app.url}${start}`,
    (each) => each.pathname === '/console/open-id/callback',
  )
  await expired(new Wanderer(), url)
  skew = 10 * 60 * 1000 + 1000
  await expired(begun, url)
  skew = 0
})

test('a provider that does not answer is said, and asked again the next time', async () => {
  const own = await startTestApp({ config: { openId: provider.client } })
  provider.pause()
  const { url } = await new Wanderer().go(`${own.url}${start}`)
  expect(url.search).toBe('?problem=unavailable')
  provider.resume()
  const there = await new Wanderer().go(`${own.url}${start}`, (each) => each.origin === provider.issuer)
  expect(there.url.pathname).toBe('/auth')
  expect(there.url.searchParams.get('code_challenge_method')).toBe('S256')
  await own.close()
})

test('no address inside the network is asked because the issuer’s documents name it (invariant 17)', async () => {
  let asked = 0
  const inside = await serve(() => {
    asked += 1
    return {}
  })
  const issuer = await serve((base) => ({
    ...{ issuer: base, authorization_endpoint: `${base}/auth`, jwks_uri: `${inside.base}/jwks` },
    ...{ token_endpoint: `${inside.base}/token`, response_types_supported: ['code'] },
    ...{ subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'] },
  }))
  const own = await startTestApp({ config: { openId: { ...provider.client, issuer: issuer.base } } })
  const wanderer = new Wanderer()
  const { url } = await wanderer.go(`${own.url}${start}`, (each) => each.origin === issuer.base)
  const back = new URLSearchParams({
    code: 'x',
    state: url.searchParams.get('state') ?? '',
    iss: issuer.base,
  })
  const end = await wanderer.go(`${own.url}/console/open-id/callback?${back}`)
  expect(end.url.search).toBe('?problem=unavailable')
  expect(asked).toBe(0)
  await own.close()
  for (const server of [inside, issuer]) server.close()
})

test('the sign-in page names it where it is set up, and there is no such way where it is not', async () => {
  expect(await call(app.base, 'GET', '/sign-in')).toMatchObject({ openId: 'Northlight ID' })
  const plain = await startTestApp()
  expect((await call(plain.base, 'GET', '/sign-in')).openId).toBeUndefined()
  const page = await fetch(`${plain.base}${start}`, { redirect: 'manual' })
  expect(page.status).toBe(200)
  expect(page.headers.getSetCookie()).toEqual([])
  await plain.close()
})

test.for<[Record<string, string>, RegExp]>([
  [
    { OIDC_ISSUER: 'https://id.example' },
    /OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET: each needs the others/,
  ],
  [
    { OIDC_ISSUER: 'http://id.example', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' },
    /OIDC_ISSUER: must be an https/,
  ],
  [
    { OIDC_ISSUER: 'https://u:p@id.example', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' },
    /OIDC_ISSUER: must be/,
  ],
  [{ OIDC_NAME: 'Company' }, /OIDC_NAME: needs OIDC_ISSUER/],
])('a configuration such as %j is refused by name', ([variables, mistake]) => {
  const read = () => readConfig(variables)
  expect(read).toThrow(ConfigMistake)
  expect(read).toThrow(mistake)
})
