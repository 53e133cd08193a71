import { createHash, randomBytes } from 'node:crypto'
import type { Person, Role } from '#shared/people.ts'
import { Refusal } from '../refusal.ts'
import type { Reading, Store, Writing } from '../store/store.ts'

/** How long each kind of credential works, in milliseconds. */
const lifetimes = {
  'sign-in': 24 * 60 * 60 * 1000,
  session: 30 * 24 * 60 * 60 * 1000,
  access: 365 * 24 * 60 * 60 * 1000,
  /** The password was right, the code is still asked for. */
  'two-factor': 10 * 60 * 1000,
  /** A link to choose a new password. */
  reset: 60 * 60 * 1000,
} as const

export type CredentialKind = keyof typeof lifetimes

/** A signed-in person, with the credential they came with. */
export interface SignedIn {
  person: Person
  workspaceId: string
  /** Names the credential without being it. */
  digest: string
  kind: CredentialKind
  /** When it was noted last that it was used. */
  seenAt: number | null
}

/** The most a person has of each kind: what is made beyond ends the oldest. */
const mostOfAKind = 200
/** That somebody is there is written down once in this time, in milliseconds: a list of sessions needs no more. */
const seenEvery = 5 * 60 * 1000

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
  request: { kind: CredentialKind; personId: string; name: string; at: number; device?: string | undefined },
): Promise<{ secret: string; expiresAt: number }> {
  const { kind, personId, name, at, device } = request
  const secret = newSecret()
  const expiresAt = at + lifetimes[kind]
  await dropSurplus(writing, personId, kind, at)
  await writing
    .insertInto('credential')
    .values({
      ...{ digest: digestOf(secret), kind, person_id: personId, name, created_at: at, expires_at: expiresAt },
      device: device?.slice(0, 300) ?? null,
      seen_at: kind === 'session' ? at : null,
    })
    .execute()
  return { secret, expiresAt }
}

/** What has expired goes, and what is too much, the oldest first. */
async function dropSurplus(
  writing: Writing,
  personId: string,
  kind: CredentialKind,
  at: number,
): Promise<void> {
  await writing
    .deleteFrom('credential')
    .where('person_id', '=', personId)
    .where('expires_at', '<=', at)
    .execute()
  const surplus = await writing
    .selectFrom('credential')
    .select('digest')
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .orderBy('created_at', 'desc')
    .orderBy('digest')
    .offset(mostOfAKind - 1)
    .limit(mostOfAKind)
    .execute()
  if (surplus.length === 0) return
  const digests = surplus.map(({ digest }) => digest)
  await writing.deleteFrom('credential').where('digest', 'in', digests).execute()
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
      'credential.kind',
      'credential.seen_at',
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
    kind: row.kind,
    seenAt: row.seen_at,
    workspaceId: row.workspace_id,
    person: { id: row.id, name: row.name, email: row.email, role: row.role as Role },
  }))
}

/** Writes down, once in a while, that these are being used. */
export async function noteSeen(store: Store, present: SignedIn[], now: number): Promise<void> {
  const unnoted = present.filter(({ seenAt }) => seenAt === null || seenAt <= now - seenEvery)
  if (unnoted.length === 0) return
  const digests = unnoted.map(({ digest }) => digest)
  const people = [...new Set(unnoted.map(({ person }) => person.id))]
  await store.write(async (writing) => {
    await writing.updateTable('credential').set({ seen_at: now }).where('digest', 'in', digests).execute()
    await writing.updateTable('person').set({ seen_at: now }).where('id', 'in', people).execute()
  })
}

export async function revokeCredential(writing: Writing, digest: string): Promise<void> {
  await writing.deleteFrom('credential').where('digest', '=', digest).execute()
}

/** A console session just opened, and its secret for the cookie. */
export interface OpenedSession {
  session: string
  expiresAt: number
  signedIn: SignedIn
}

/** Opens a session for somebody who has proved who they are. */
export async function grantSession(
  writing: Writing,
  request: { person: Person; workspaceId: string; at: number; device?: string | undefined },
): Promise<OpenedSession> {
  const { person, workspaceId, at, device } = request
  const granted = await grantCredential(writing, {
    ...{ kind: 'session', personId: person.id, name: 'console', at, device },
  })
  await writing.updateTable('person').set({ seen_at: at }).where('id', '=', person.id).execute()
  return {
    session: granted.secret,
    expiresAt: granted.expiresAt,
    signedIn: { person, workspaceId, digest: digestOf(granted.secret), kind: 'session', seenAt: at },
  }
}

/** Turns the secret of a sign-in link into a console session. A link works until it expires, on every device. */
export async function openSession(
  store: Store,
  secret: string,
  now: number,
  device?: string,
): Promise<OpenedSession> {
  const signedIn = await signedInBy(store.read, secret, ['sign-in'], now)
  if (signedIn === undefined)
    throw new Refusal('unauthenticated', 'This sign-in link is unknown or has expired.')
  return store.write((writing) => grantSession(writing, { ...signedIn, at: now, device }))
}
