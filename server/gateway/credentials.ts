import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Person, Role } from '#shared/people.ts'
import { Refusal } from '../refusal.ts'
import type { Reading, Store, Writing } from '../store/store.ts'

/** How long each kind of credential works, in milliseconds. */
const lifetimes = {
  'sign-in': 24 * 60 * 60 * 1000,
  session: 30 * 24 * 60 * 60 * 1000,
  access: 365 * 24 * 60 * 60 * 1000,
} as const

export type CredentialKind = keyof typeof lifetimes

/** A signed-in person, with the credential they came with. */
export interface SignedIn {
  person: Person
  workspaceId: string
  /** Names the credential without being it. */
  digest: string
}

/**
 * Only digests are stored and looked up: a secret is 256 random bits, so its SHA-256 cannot be searched backwards, and
 * an index look-up by digest tells nothing of the secret by its time.
 */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** Makes a credential and answers its secret, which is stored nowhere. */
export async function grantCredential(
  writing: Writing,
  request: { kind: CredentialKind; personId: string; name: string; at: number },
): Promise<{ secret: string; expiresAt: number }> {
  const secret = newSecret()
  const expiresAt = request.at + lifetimes[request.kind]
  await writing
    .insertInto('credential')
    .values({
      digest: digestOf(secret),
      kind: request.kind,
      person_id: request.personId,
      name: request.name,
      created_at: request.at,
      expires_at: expiresAt,
    })
    .execute()
  return { secret, expiresAt }
}

/** Who a secret of one of these kinds belongs to; `undefined` where it is unknown, expired, revoked or disabled. */
export async function signedInBy(
  read: Reading,
  secret: string,
  kinds: CredentialKind[],
  now: number,
): Promise<SignedIn | undefined> {
  const [found] = await signedInByDigests(read, [digestOf(secret)], kinds, now)
  return found
}

/** The same for many digests at once, to look again at open sockets (invariant 10). */
export async function signedInByDigests(
  read: Reading,
  digests: string[],
  kinds: CredentialKind[],
  now: number,
): Promise<SignedIn[]> {
  if (digests.length === 0) return []
  const rows = await read
    .selectFrom('credential')
    .innerJoin('person', 'person.id', 'credential.person_id')
    .select([
      'credential.digest',
      'person.id',
      'person.workspace_id',
      'person.name',
      'person.email',
      'person.role',
    ])
    .where('credential.digest', 'in', digests)
    .where('credential.kind', 'in', kinds)
    .where('credential.expires_at', '>', now)
    .where('person.disabled_at', 'is', null)
    .execute()
  return rows.map((row) => ({
    digest: row.digest,
    workspaceId: row.workspace_id,
    person: { id: row.id, name: row.name, email: row.email, role: row.role as Role },
  }))
}

export async function revokeCredential(writing: Writing, digest: string): Promise<void> {
  await writing.deleteFrom('credential').where('digest', '=', digest).execute()
}

/** Turns the secret of a sign-in link into a console session. A link works until it expires, on every device. */
export async function openSession(
  store: Store,
  secret: string,
  now: number,
): Promise<{ session: string; expiresAt: number; signedIn: SignedIn }> {
  const signedIn = await signedInBy(store.read, secret, ['sign-in'], now)
  if (signedIn === undefined)
    throw new Refusal('unauthenticated', 'This sign-in link is unknown or has expired.')
  const granted = await store.write((writing) =>
    grantCredential(writing, { kind: 'session', personId: signedIn.person.id, name: 'console', at: now }),
  )
  return {
    session: granted.secret,
    expiresAt: granted.expiresAt,
    signedIn: { ...signedIn, digest: digestOf(granted.secret) },
  }
}

export async function addPerson(
  writing: Writing,
  request: { workspaceId: string; name: string; email: string; role: Role; at: number },
): Promise<Person> {
  const id = randomUUID()
  const added = await writing
    .insertInto('person')
    .values({
      id,
      workspace_id: request.workspaceId,
      name: request.name,
      email: request.email,
      role: request.role,
      created_at: request.at,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'email']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (added === undefined) throw new Refusal('conflict', 'Somebody with this e-mail address is already here.')
  return { id, name: request.name, email: request.email, role: request.role }
}

export async function listPeople(read: Reading, workspaceId: string): Promise<Person[]> {
  const rows = await read
    .selectFrom('person')
    .select(['id', 'name', 'email', 'role'])
    .where('workspace_id', '=', workspaceId)
    .where('disabled_at', 'is', null)
    .orderBy('name')
    .limit(500)
    .execute()
  return rows.map((row) => ({ ...row, role: row.role as Role }))
}

/** Takes a person's access away; live sockets notice within the time of invariant 10. */
export async function disablePerson(
  writing: Writing,
  workspaceId: string,
  personId: string,
  at: number,
): Promise<void> {
  const row = await writing
    .updateTable('person')
    .set({ disabled_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', personId)
    .where('disabled_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (row === undefined) throw new Refusal('not-found', 'This person does not exist.')
  await writing.deleteFrom('credential').where('person_id', '=', personId).execute()
}
