import { call, type TestApp, type Untyped } from './app.ts'

export const goodPassword = 'correct horse battery 9'

/** What stands behind the # of a link. */
export function tokenOf(link: string): string {
  return new URL(link).hash.slice(1)
}

/** Signs in by password; the answer, and the cookie where it opened a session. */
export async function signInWith(base: string, body: { email: string; password: string }): Promise<Untyped> {
  return answered(await post(base, '/session/password', body))
}

/** The same for the other ways in: any answer with the cookie it set. */
export async function enter(base: string, path: string, body: unknown): Promise<Untyped> {
  return answered(await post(base, path, body))
}

function post(base: string, path: string, body: unknown): Promise<Response> {
  return fetch(`${base}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': firefox },
    body: JSON.stringify(body),
  })
}

async function answered(response: Response): Promise<Untyped> {
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  return { status: response.status, cookie, ...((await response.json()) as object) }
}

export const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'

/** A person who was invited by the demo's administrator and has accepted, with a cookie and a token of theirs. */
export async function invited(
  app: TestApp,
  person: { name: string; email: string; role: string },
): Promise<{ cookie: string; token: string; personId: string; email: string }> {
  const admin = await app.signIn('administrator')
  const { link } = await call(app.base, 'POST', '/invitations', { token: admin.token, body: person })
  const accepted = await enter(app.base, '/invitations/accept', {
    ...{ token: tokenOf(link), name: person.name, password: goodPassword },
  })
  const { cookie } = accepted
  const { token } = await call(app.base, 'POST', '/tokens', { cookie, body: { name: 'test' } })
  return { cookie, token, personId: accepted.person.id, email: person.email }
}
