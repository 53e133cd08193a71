import { sql } from 'kysely'
import type { z } from 'zod'
import type { codeSignIn, passwordSignIn } from '#shared/account.ts'
import type { Role } from '#shared/people.ts'
import { Refusal } from '../refusal.ts'
import type { Reading, Store } from '../store/store.ts'
import { grantCredential, grantSession, type OpenedSession, signedInBy } from './credentials.ts'
import type { Passwords } from './passwords.ts'
import { hasSecondFactor, takeCode } from './second-factor.ts'

export interface SignInParts {
  store: Store
  passwords: Passwords
  now(): number
}

/** Everybody with this address who may sign in, the one who was here first before the others. */
export async function peopleWithAddress(read: Reading, email: string, workspaceId?: string) {
  return read
    .selectFrom('person')
    .selectAll()
    .where(sql`lower(email)`, '=', email.toLowerCase())
    .where('disabled_at', 'is', null)
    .$if(workspaceId !== undefined, (query) => query.where('workspace_id', '=', workspaceId ?? ''))
    .orderBy('created_at')
    .orderBy('id')
    .limit(20)
    .execute()
}

/**
 * Signs in with a password. Answers a session, or a ticket where a code is asked for next. Throws `unauthenticated` with
 * one sentence whatever was wrong, after one and the same work (`Passwords.check`).
 */
export async function signInWithPassword(
  { store, passwords, now }: SignInParts,
  request: z.output<typeof passwordSignIn>,
  device: string | undefined,
): Promise<OpenedSession | { ticket: string }> {
  const found = await peopleWithAddress(store.read, request.email, request.workspace)
  const row = found.find(({ password }) => password !== null)
  const result = await passwords.check(row?.password, request.password)
  if (row === undefined || result === 'wrong')
    throw new Refusal('unauthenticated', 'The e-mail address or the password is not right.')
  const renewed = result === 'outdated' ? await passwords.hash(request.password) : undefined
  const at = now()
  return store.write(async (writing) => {
    if (renewed !== undefined) {
      await writing
        .updateTable('person')
        .set({ password: renewed })
        .where('id', '=', row.id)
        // Not over a password that was changed in between.
        .where('password', '=', row.password)
        .execute()
    }
    const person = { id: row.id, name: row.name, email: row.email, role: row.role as Role }
    if (await hasSecondFactor(writing, row.id)) {
      const ticket = { kind: 'two-factor', personId: row.id, name: '', at } as const
      return { ticket: (await grantCredential(writing, ticket)).secret }
    }
    return grantSession(writing, { person, workspaceId: row.workspace_id, at, device })
  })
}

/** Who holds a ticket, for the limit on guesses. Throws `unauthenticated` where it has expired. */
export async function ticketHolder({ store, now }: Omit<SignInParts, 'passwords'>, ticket: string) {
  const holder = await signedInBy(store.read, ticket, ['two-factor'], now())
  if (holder === undefined)
    throw new Refusal('unauthenticated', 'This took too long. Sign in with your password again.')
  return holder
}

/** The second step: a ticket and a code that is right open a session; the ticket is used up. */
export async function signInWithCode(
  parts: Omit<SignInParts, 'passwords'>,
  request: z.output<typeof codeSignIn>,
  device: string | undefined,
): Promise<OpenedSession> {
  const { person, workspaceId, digest } = await ticketHolder(parts, request.ticket)
  const at = parts.now()
  return parts.store.write(async (writing) => {
    await takeCode(writing, { workspaceId, personId: person.id, name: person.name, at }, request.code)
    const used = await writing
      .deleteFrom('credential')
      .where('digest', '=', digest)
      .returning('digest')
      .executeTakeFirst()
    if (used === undefined) throw new Refusal('unauthenticated', 'This sign-in was finished already.')
    return grantSession(writing, { person, workspaceId, at, device })
  })
}
