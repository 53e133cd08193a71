import { createHmac, randomUUID } from 'node:crypto'
import { call, type TestApp } from './app.ts'

/** What a shop's server would do, by hand: nothing here is shared with the code that verifies. */
export function sign(
  secret: string,
  claims: Record<string, unknown>,
  header: Record<string, unknown> = { alg: 'HS256', typ: 'JWT' },
): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const text = `${encode(header)}.${encode(claims)}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}

/** The claims of a good identity, made now. */
export function claimsFor(subject: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  const iat = Math.floor(Date.now() / 1_000)
  return { sub: subject, aud: 'demo', jti: randomUUID(), iat, exp: iat + 300, ...more }
}

/** A secret of a site, made as an administrator makes it. */
export async function makeSecret(
  app: Pick<TestApp, 'base'>,
  token: string,
  site = 'demo',
): Promise<{ id: string; secret: string }> {
  const made = await call(app.base, 'POST', `/sites/${site}/identity-keys`, { token })
  if (!made.ok) throw new Error(made.message)
  return { id: made.key.id, secret: made.secret }
}
