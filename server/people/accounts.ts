import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { PersonAccount, personEdit } from '#shared/account.ts'
import type { Person, Role } from '#shared/people.ts'
import { Refusal } from '../refusal.ts'
import type { Reading, Writing } from '../store/store.ts'
import { type Actor, recordAct } from './acts.ts'

const mostPeople = 500

/** Adds somebody who may sign in. Throws `conflict` where their address is taken in this workspace. */
export async function addPerson(
  writing: Writing,
  request: { id?: string; workspaceId: string; name: string; email: string; role: Role; at: number },
): Promise<Person> {
  const { id = randomUUID(), workspaceId, name, role, at } = request
  const email = request.email.toLowerCase()
  const added = await writing
    .insertInto('person')
    .values({ id, workspace_id: workspaceId, name, email, role, created_at: at })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'email']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (added === undefined) throw addressTaken()
  return { id, name, email, role }
}

/** The people of a workspace who may sign in. */
export async function listPeople(read: Reading, workspaceId: string): Promise<Person[]> {
  const rows = await read
    .selectFrom('person')
    .select(['id', 'name', 'email', 'role'])
    .where('workspace_id', '=', workspaceId)
    .where('disabled_at', 'is', null)
    .orderBy('name')
    .limit(mostPeople)
    .execute()
  return rows.map((row) => ({ ...row, role: row.role as Role }))
}

/** Everybody of a workspace as administrators see them, the disabled ones too. */
export async function listAccounts(read: Reading, workspaceId: string): Promise<PersonAccount[]> {
  const rows = await accounts(read, workspaceId).orderBy('person.name').limit(mostPeople).execute()
  return rows.map(accountFrom)
}

/** One of them. Throws `not-found` where this workspace has no such person (invariant 9). */
export async function accountOf(
  read: Reading,
  workspaceId: string,
  personId: string,
): Promise<PersonAccount> {
  const row = await accounts(read, workspaceId).where('person.id', '=', personId).executeTakeFirst()
  if (row === undefined) throw new Refusal('not-found', 'This person does not exist.')
  return accountFrom(row)
}

function accounts(read: Reading, workspaceId: string) {
  return read
    .selectFrom('person')
    .leftJoin('second_factor', 'second_factor.person_id', 'person.id')
    .select([
      ...(['person.id', 'person.name', 'person.email', 'person.role', 'person.created_at'] as const),
      ...(['person.disabled_at', 'person.seen_at', 'person.password', 'person.issuer'] as const),
      'second_factor.confirmed_at',
    ])
    .where('person.workspace_id', '=', workspaceId)
}

type AccountRow = Awaited<ReturnType<ReturnType<typeof accounts>['execute']>>[number]

function accountFrom(row: AccountRow): PersonAccount {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role as Role,
    createdAt: row.created_at,
    disabledAt: row.disabled_at ?? undefined,
    seenAt: row.seen_at ?? undefined,
    hasPassword: row.password !== null,
    twoFactor: row.confirmed_at !== null,
    openId: row.issuer !== null,
  }
}

/**
 * Changes name, address or role; a new role counts from the next request. Throws `not-found`, and `conflict` where the
 * address is taken or this is the last administrator.
 */
export async function editPerson(
  writing: Writing,
  actor: Actor,
  personId: string,
  edit: z.output<typeof personEdit>,
): Promise<void> {
  const before = await accountOf(writing, actor.workspaceId, personId)
  const after = {
    name: edit.name ?? before.name,
    email: edit.email ?? before.email,
    role: edit.role ?? before.role,
  }
  if (before.role === 'administrator' && after.role !== 'administrator')
    await refuseLastAdministrator(writing, actor.workspaceId, personId)
  const isTaken =
    after.email !== before.email && (await hasAddress(writing, actor.workspaceId, after.email, personId))
  if (isTaken) throw addressTaken()
  await writing
    .updateTable('person')
    .set({ name: after.name, email: after.email, role: after.role })
    .where('id', '=', personId)
    .execute()
  if (after.email !== before.email) {
    // A link that went to the old address is none of the new one's.
    await writing
      .deleteFrom('credential')
      .where('person_id', '=', personId)
      .where('kind', '=', 'reset')
      .execute()
  }
  if (after.role !== before.role)
    await recordAct(writing, actor, personId, 'role-changed', { from: before.role, to: after.role })
  if (after.name !== before.name)
    await recordAct(writing, actor, personId, 'edited', { from: before.name, to: after.name })
  if (after.email !== before.email)
    await recordAct(writing, actor, personId, 'edited', { from: before.email, to: after.email })
}

/** Takes a person's access away; live sockets notice within the time of invariant 10. */
export async function disablePerson(writing: Writing, actor: Actor, personId: string): Promise<void> {
  const account = await accountOf(writing, actor.workspaceId, personId)
  if (account.disabledAt !== undefined) throw new Refusal('not-found', 'This person has no access any more.')
  if (account.role === 'administrator') await refuseLastAdministrator(writing, actor.workspaceId, personId)
  await writing.updateTable('person').set({ disabled_at: actor.at }).where('id', '=', personId).execute()
  await writing.deleteFrom('credential').where('person_id', '=', personId).execute()
  await recordAct(writing, actor, personId, 'disabled')
}

/** Gives it back: they sign in as before, with their password and their second factor. */
export async function enablePerson(writing: Writing, actor: Actor, personId: string): Promise<void> {
  await accountOf(writing, actor.workspaceId, personId)
  const enabled = await writing
    .updateTable('person')
    .set({ disabled_at: null })
    .where('id', '=', personId)
    .where('disabled_at', 'is not', null)
    .returning('id')
    .executeTakeFirst()
  if (enabled !== undefined) await recordAct(writing, actor, personId, 'enabled')
}

/** A workspace without an administrator could never get one again. */
async function refuseLastAdministrator(
  writing: Writing,
  workspaceId: string,
  personId: string,
): Promise<void> {
  // Held until the end of the transaction: of two administrators who disable each other, one is refused.
  await writing
    .updateTable('workspace')
    .set((each) => ({ name: each.ref('name') }))
    .where('id', '=', workspaceId)
    .execute()
  const another = await writing
    .selectFrom('person')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('role', '=', 'administrator')
    .where('disabled_at', 'is', null)
    .where('id', '!=', personId)
    .limit(1)
    .executeTakeFirst()
  if (another === undefined)
    throw new Refusal('conflict', 'This is the last administrator. Make somebody else one first.')
}

/** Whether somebody else of this workspace has this address, however it is written. */
export async function hasAddress(
  read: Reading,
  workspaceId: string,
  email: string,
  except?: string,
): Promise<boolean> {
  const found = await read
    .selectFrom('person')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where(sql`lower(email)`, '=', email.toLowerCase())
    .$if(except !== undefined, (query) => query.where('id', '!=', except ?? ''))
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

export function addressTaken(): Refusal {
  return new Refusal('conflict', 'Somebody with this e-mail address is already here.', {
    issues: [{ path: 'email', message: 'Somebody with this e-mail address is already here.' }],
  })
}
