import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose'
import { z } from 'zod'
import { plain } from '#shared/text.ts'
import { Refusal } from '../../refusal.ts'
import type { SigningSecret } from './identity-keys.ts'

/** How far the shop's clock and ours may be apart, in seconds. */
export const clockLeeway = 30
/** The longest an identity may be good for, in seconds: from `iat` to `exp`. */
const longestLife = 60 * 60

/** What a shop's server says of the person in front of the browser, as its signature proves. */
export interface SignedIdentity {
  /** The shop's own id of them. */
  subject: string
  name: string | undefined
  email: string | undefined
  locale: string | undefined
  /** Makes it usable once. */
  tokenId: string
  /** From when on it is refused anyway, leeway included: milliseconds since 1970. */
  expiresAt: number
  /** The secret that signed it. */
  keyId: string
}

/** Shops write an empty text for what they do not know. */
function optional(schema: z.ZodType<string>) {
  return z.preprocess((value) => (value === '' || value === null ? undefined : value), schema.optional())
}

const claims = z.object({
  sub: plain(200).min(1),
  jti: plain(200).min(1),
  iat: z.number(),
  exp: z.number(),
  name: optional(plain(100)),
  email: optional(z.email().max(200)),
  locale: optional(plain(35)),
})

const wrong: Record<keyof z.output<typeof claims>, string> = {
  sub: 'sub: the customer’s id is missing, or is no text of at most 200 characters.',
  jti: 'jti: an id of this identity alone is missing, or is no text of at most 200 characters.',
  iat: 'iat: the time at which it was made is missing.',
  exp: 'exp: the time at which it ends is missing.',
  name: 'name: this is no text of at most 100 characters.',
  email: 'email: this is no e-mail address.',
  locale: 'locale: this is no language tag.',
}

/**
 * Reads a shop's JWT. HS256 alone is taken, whatever the token itself says, with the site's own secrets and nothing the
 * token brings along. Throws `unauthenticated` with a sentence that names the wrong claim and never the token. Whether it
 * was used before is for whoever uses it.
 *
 * @param now milliseconds since 1970
 */
export async function readIdentity(
  token: string,
  siteKey: string,
  secrets: readonly SigningSecret[],
  now: number,
): Promise<SignedIdentity> {
  requirePlainHeader(token)
  const { payload, keyId } = await verified(token, siteKey, secrets, now)
  if (payload.aud !== siteKey) refuse('aud: this identity is not for this site alone.')
  const parsed = claims.safeParse(payload)
  if (!parsed.success) {
    refuse(wrong[parsed.error.issues[0]?.path[0] as keyof typeof wrong] ?? 'One of the claims is not right.')
  }
  const { sub, jti, iat, exp, name, email, locale } = parsed.data
  if (iat > now / 1_000 + clockLeeway) refuse('iat: this identity is made in the future.')
  if (exp - iat > longestLife) refuse('exp: an identity is good for an hour at most, counted from iat.')
  return {
    subject: sub,
    name,
    email,
    locale,
    tokenId: jti,
    expiresAt: Math.ceil((exp + clockLeeway) * 1_000),
    keyId,
  }
}

/** `jwk`, `jku`, `x5c`, `kid` and the like ask a server to take a key from the token: there is no use for any here. */
function requirePlainHeader(token: string): void {
  let header: Record<string, unknown>
  try {
    header = { ...decodeProtectedHeader(token) }
  } catch {
    refuse('This is not a signed identity (a JWT).')
  }
  if (header.alg !== 'HS256') refuse('alg: an identity is signed with HS256 and nothing else.')
  const others = Object.keys(header).filter((name) => name !== 'alg' && name !== 'typ')
  if (others.length > 0) refuse('The header of an identity has alg and typ and nothing else.')
}

async function verified(
  token: string,
  siteKey: string,
  secrets: readonly SigningSecret[],
  now: number,
): Promise<{ payload: JWTPayload; keyId: string }> {
  for (const { id, secret } of secrets) {
    try {
      const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
        algorithms: ['HS256'],
        audience: siteKey,
        clockTolerance: clockLeeway,
        currentDate: new Date(now),
      })
      return { payload, keyId: id }
    } catch (reason) {
      if (!(reason instanceof errors.JWSSignatureVerificationFailed)) refuseFor(reason)
    }
  }
  return refuse('Its signature fits no valid secret of this site.')
}

function refuseFor(reason: unknown): never {
  if (reason instanceof errors.JWTExpired) refuse('exp: this identity has expired.')
  if (reason instanceof errors.JWTClaimValidationFailed) {
    if (reason.claim === 'aud') refuse('aud: this identity is not for this site.')
    if (reason.claim === 'nbf') refuse('nbf: this identity is not valid yet.')
    refuse(wrong[reason.claim as keyof typeof wrong] ?? 'One of the claims is not right.')
  }
  if (reason instanceof errors.JOSEError) refuse('This is not a signed identity (a JWT).')
  throw reason
}

function refuse(message: string): never {
  throw new Refusal('unauthenticated', message)
}
