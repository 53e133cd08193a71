import { Refusal } from '../refusal.ts'
import type { Reading, Store, Writing } from '../store/store.ts'
import { accountOf } from './accounts.ts'
import { type Actor, recordAct } from './acts.ts'
import { grantCredential, type SignedIn, signedInBy } from './credentials.ts'
import { type Passwords, refuseWeakPassword } from './passwords.ts'
import { dropSessions } from './sessions.ts'

interface Parts {
  store: Store
  passwords: Passwords
  now(): number
}

/** Throws `invalid` at the field `field` where this is not the password of whoever is signed in. */
export async function requirePassword(
  { store, passwords }: Omit<Parts, 'now'>,
  personId: string,
  password: string | undefined,
  field: string,
): Promise<void> {
  const { password: hashed } = await store.read
    .selectFrom('person')
    .select('password')
    .where('id', '=', personId)
    .executeTakeFirstOrThrow()
  if (hashed !== null && password !== undefined && (await passwords.check(hashed, password)) !== 'wrong')
    return
  const message = hashed === null ? 'Choose a password first.' : 'This is not your password.'
  throw new Refusal('invalid', message, { issues: [{ path: field, message }] })
}

/** Chooses a password, or another one for the one that is right; every other session ends. */
export async function changePassword(
  parts: Parts,
  { person, workspaceId, digest }: SignedIn,
  request: { current?: string | undefined; password: string },
): Promise<void> {
  const { hasPassword } = await accountOf(parts.store.read, workspaceId, person.id)
  if (hasPassword) await requirePassword(parts, person.id, request.current, 'current')
  refuseWeakPassword(request.password, person)
  const hashed = await parts.passwords.hash(request.password)
  const actor = { workspaceId, personId: person.id, name: person.name, at: parts.now() }
  await parts.store.write(async (writing) => {
    await setPassword(writing, person.id, hashed)
    await dropSessions(writing, { personId: person.id, except: digest })
    await recordAct(writing, actor, person.id, hasPassword ? 'password-changed' : 'password-set')
  })
}

export async function setPassword(writing: Writing, personId: string, hashed: string): Promise<void> {
  await writing.updateTable('person').set({ password: hashed }).where('id', '=', personId).execute()
}

/** Makes a link with which somebody chooses a password; answers its secret, which is stored nowhere. */
export async function makeResetLink(writing: Writing, personId: string, at: number) {
  return grantCredential(writing, { kind: 'reset', personId, name: '', at })
}

/** The same by an administrator, for somebody of their workspace. Throws `not-found`. */
export async function handOutResetLink(writing: Writing, actor: Actor, personId: string) {
  const { disabledAt } = await accountOf(writing, actor.workspaceId, personId)
  if (disabledAt !== undefined)
    throw new Refusal('conflict', 'This person has no access. Give it back first.')
  await recordAct(writing, actor, personId, 'password-link')
  return makeResetLink(writing, personId, actor.at)
}

/** Whose password a link would set. Throws `not-found` where it was used or has expired. */
export async function resetBy(read: Reading, token: string, now: number): Promise<SignedIn> {
  const found = await signedInBy(read, token, ['reset'], now)
  if (found === undefined) throw new Refusal('not-found', 'This link is used or expired.')
  return found
}

/** Sets the password a link is for: it is used up, every session ends, and nobody is signed in by it. */
export async function resetPassword(
  parts: Parts,
  request: { token: string; password: string },
): Promise<void> {
  const { person, workspaceId, digest } = await resetBy(parts.store.read, request.token, parts.now())
  refuseWeakPassword(request.password, person)
  const hashed = await parts.passwords.hash(request.password)
  const actor = { workspaceId, personId: person.id, name: person.name, at: parts.now() }
  await parts.store.write(async (writing) => {
    const used = await writing
      .deleteFrom('credential')
      .where('digest', '=', digest)
      .returning('digest')
      .executeTakeFirst()
    if (used === undefined) throw new Refusal('not-found', 'This link is used or expired.')
    await setPassword(writing, person.id, hashed)
    await dropSessions(writing, { personId: person.id })
    await recordAct(writing, actor, person.id, 'password-reset')
  })
}
