import { createHmac, generateKeyPairSync, sign as signWith } from 'node:crypto'
import { expect, test } from 'vitest'
import { clockLeeway, readIdentity } from './signed-identity.ts'

const now = 1_800_000_000_000
const iat = now / 1_000
const key = { id: 'k1', secret: 'a secret of more than thirty-two characters' }
const other = { id: 'k2', secret: 'another secret of more than thirty-two characters' }
const good = { sub: 'c-7', aud: 'shop', jti: 'once', iat, exp: iat + 300 }

const encode = (part: object | string) =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url')

function signed(claims: object, secret = key.secret, header: object = { alg: 'HS256', typ: 'JWT' }): string {
  const text = `${encode(header)}.${encode(claims)}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}

const read = (token: string, secrets = [key], at = now) => readIdentity(token, 'shop', secrets, at)

async function refusalOf(token: string, secrets = [key], at = now): Promise<string> {
  const refusal = await read(token, secrets, at).then(
    () => expect.unreachable('it was taken'),
    (reason) => reason,
  )
  expect(refusal).toMatchObject({ code: 'unauthenticated' })
  expect(refusal.message).not.toContain(token)
  for (const part of token.split('.')) if (part !== '') expect(refusal.message).not.toContain(part)
  return refusal.message
}

test('a good identity is read, whichever of two secrets signed it', async () => {
  const claims = { ...good, name: 'Ada', email: 'ada@shop.example', locale: 'en-GB' }
  for (const by of [key, other]) {
    expect(await read(signed(claims, by.secret), [key, other])).toEqual({
      subject: 'c-7',
      name: 'Ada',
      email: 'ada@shop.example',
      locale: 'en-GB',
      tokenId: 'once',
      expiresAt: (iat + 300 + clockLeeway) * 1_000,
      keyId: by.id,
    })
  }
})

test('what a shop does not know may be empty', async () => {
  expect(await read(signed({ ...good, name: '', email: null }))).toMatchObject({
    name: undefined,
    email: undefined,
  })
})

test.each<[string, object, string]>([
  ['expired', { exp: iat - clockLeeway - 1, iat: iat - 300 }, 'exp:'],
  ['without exp', { exp: undefined }, 'exp:'],
  ['good for longer than an hour', { exp: iat + 3_601 }, 'exp:'],
  ['without iat', { iat: undefined }, 'iat:'],
  ['made in the future', { iat: iat + clockLeeway + 1, exp: iat + 600 }, 'iat:'],
  ['not valid yet', { nbf: iat + clockLeeway + 1 }, 'nbf:'],
  ['for another site', { aud: 'other' }, 'aud:'],
  ['for this site and another', { aud: ['shop', 'other'] }, 'aud:'],
  ['for no site', { aud: undefined }, 'aud:'],
  ['without jti', { jti: undefined }, 'jti:'],
  ['with an empty jti', { jti: '' }, 'jti:'],
  ['without a customer', { sub: undefined }, 'sub:'],
  ['with a number for the customer', { sub: 7 }, 'sub:'],
  ['with bytes for the customer', { sub: 'c\0' }, 'sub:'],
  ['with a name that is too long', { name: 'x'.repeat(101) }, 'name:'],
  ['with an e-mail address that is none', { email: 'not an address' }, 'email:'],
])('an identity %s is refused by the name of the claim', async (_, change, named) => {
  expect(await refusalOf(signed({ ...good, ...change }))).toMatch(new RegExp(`^${named}`))
})

test('the clocks may be half a minute apart, and no more', async () => {
  const late = signed({ ...good, exp: iat + 1 })
  expect(await read(late, [key], now + clockLeeway * 1_000)).toMatchObject({ subject: 'c-7' })
  expect(await refusalOf(late, [key], now + (clockLeeway + 1) * 1_000)).toMatch(/^exp:/)
  const early = signed({ ...good, iat: iat + clockLeeway })
  expect(await read(early)).toMatchObject({ subject: 'c-7' })
})

test('no other algorithm is taken, whatever the token says of itself', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  const rsaText = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(good)}`
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const hs512 = `${encode({ alg: 'HS512', typ: 'JWT' })}.${encode(good)}`
  for (const token of [
    `${encode({ alg: 'none', typ: 'JWT' })}.${encode(good)}.`,
    `${encode({ alg: 'None' })}.${encode(good)}.`,
    `${rsaText}.${signWith('sha256', Buffer.from(rsaText), privateKey).toString('base64url')}`,
    signed(good, pem, { alg: 'RS256' }),
    `${hs512}.${createHmac('sha512', key.secret).update(hs512).digest('base64url')}`,
    signed(good, key.secret, { typ: 'JWT' }),
  ]) {
    expect(await refusalOf(token)).toMatch(/^alg:/)
  }
  // A signature is asked for, also where the header is the right one.
  expect(await refusalOf(`${encode({ alg: 'HS256' })}.${encode(good)}.`)).toBe(
    'Its signature fits no valid secret of this site.',
  )
})

test('a key that the token brings along, or names, is never used', async () => {
  const mine = 'a secret of the thief, long enough to sign with'
  const jwk = { kty: 'oct', k: encode(mine), alg: 'HS256' }
  for (const header of [
    { alg: 'HS256', jwk },
    { alg: 'HS256', kid: '../../dev/null' },
    { alg: 'HS256', jku: 'https://evil.example/keys' },
    { alg: 'HS256', x5c: ['MII'] },
    { alg: 'HS256', b64: false, crit: ['b64'] },
  ]) {
    expect(await refusalOf(signed(good, mine, header))).toMatch(/alg and typ/)
    expect(await refusalOf(signed(good, key.secret, header))).toMatch(/alg and typ/)
  }
})

test('the secret of another site, a revoked one, none and an empty one sign nothing', async () => {
  const told = 'Its signature fits no valid secret of this site.'
  expect(await refusalOf(signed(good, other.secret))).toBe(told)
  expect(await refusalOf(signed(good), [other])).toBe(told)
  expect(await refusalOf(signed(good), [])).toBe(told)
  expect(await refusalOf(signed(good, ''))).toBe(told)
  const [header, , signature] = signed(good).split('.')
  expect(await refusalOf(`${header}.${encode({ ...good, sub: 'c-8' })}.${signature}`)).toBe(told)
})

test.each(['', 'a', 'a.b.c', '...', '{}', '\ud800', 'x'.repeat(4_000), `${encode('[]')}.${encode('[]')}.x`])(
  'what is no JWT is refused: %j',
  async (token) => {
    await expect(read(token)).rejects.toMatchObject({ code: 'unauthenticated' })
  },
)
