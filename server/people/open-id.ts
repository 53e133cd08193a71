import { sql } from 'kysely'
import type { Role } from '#shared/people.ts'
import type { Store, Writing } from '../store/store.ts'
import { recordAct } from './acts.ts'
import { digestOf, grantSession, newSecret, type OpenedSession } from './credentials.ts'
import { acceptInvitation } from './invitations.ts'
import { type OpenIdAttempt, type OpenIdClaims, OpenIdProblem } from './open-id-provider.ts'
import { peopleWithAddress } from './sign-in.ts'

/** How long one may stay at the provider, in milliseconds. */
export const attemptLifetime = 10 * 60 * 1000

/** Keeps what must come back; answers the secret for the browser's cookie, which binds the way back to this browser. */
export async function keepAttempt(store: Store, attempt: OpenIdAttempt, at: number): Promise<string> {
  const secret = newSecret()
  await store.write(async (writing) => {
    await writing.deleteFrom('open_id_attempt').where('expires_at', '<=', at).execute()
    await writing
      .insertInto('open_id_attempt')
      .values({ digest: digestOf(secret), ...attempt, expires_at: at + attemptLifetime })
      .execute()
  })
  return secret
}

/** What was kept for this browser; it is used up with it. Throws `OpenIdProblem`. */
export async function takeAttempt(store: Store, secret: string, at: number): Promise<OpenIdAttempt> {
  const row = await store.write((writing) =>
    writing
      .deleteFrom('open_id_attempt')
      .where('digest', '=', digestOf(secret))
      .returningAll()
      .executeTakeFirst(),
  )
  if (row === undefined || row.expires_at <= at) throw new OpenIdProblem('expired')
  return row
}

/**
 * Signs in whom a provider knows. Who was here before is found by issuer and subject; the first time only by a verified
 * address, of an open invitation, which is accepted with it, or of somebody who has accepted theirs. Nobody is made who
 * was not invited. Throws `OpenIdProblem`.
 */
export async function signInWithOpenId(
  store: Store,
  claims: OpenIdClaims,
  at: number,
  device: string | undefined,
): Promise<OpenedSession> {
  return store.write(async (writing) => {
    const personId = (await bound(writing, claims)) ?? (await bind(writing, claims, at))
    const row = await writing
      .selectFrom('person')
      .selectAll()
      .where('id', '=', personId)
      .where('disabled_at', 'is', null)
      .executeTakeFirst()
    if (row === undefined) throw new OpenIdProblem('unknown')
    const person = { id: row.id, name: row.name, email: row.email, role: row.role as Role }
    return grantSession(writing, { person, workspaceId: row.workspace_id, at, device })
  })
}

async function bound(writing: Writing, { issuer, subject }: OpenIdClaims): Promise<string | undefined> {
  const row = await writing
    .selectFrom('person')
    .select('id')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

async function bind(writing: Writing, claims: OpenIdClaims, at: number): Promise<string> {
  const { issuer, subject, email, isVerified } = claims
  if (email === undefined || !isVerified) throw new OpenIdProblem('unverified')
  const personId = (await accepted(writing, claims, email, at)) ?? (await present(writing, email))
  if (personId === undefined) throw new OpenIdProblem('unknown')
  const row = await writing
    .updateTable('person')
    .set({ issuer, subject })
    .where('id', '=', personId)
    // Somebody else of the provider may have had this address before.
    .where('issuer', 'is', null)
    .returning(['workspace_id', 'name'])
    .executeTakeFirst()
  if (row === undefined) throw new OpenIdProblem('unknown')
  const actor = { workspaceId: row.workspace_id, personId, name: row.name, at }
  await recordAct(writing, actor, personId, 'open-id-linked')
  return personId
}

async function accepted(
  writing: Writing,
  claims: OpenIdClaims,
  email: string,
  at: number,
): Promise<string | undefined> {
  const invitation = await writing
    .selectFrom('invitation')
    .selectAll()
    .where(sql`lower(email)`, '=', email.toLowerCase())
    .where('expires_at', '>', at)
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst()
  if (invitation === undefined) return undefined
  const name = claims.name ?? invitation.name
  return (await acceptInvitation(writing, invitation, { name, at })).person.id
}

async function present(writing: Writing, email: string): Promise<string | undefined> {
  const people = await peopleWithAddress(writing, email)
  return people.find(({ issuer }) => issuer === null)?.id
}
