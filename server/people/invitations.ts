import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { z } from 'zod'
import type { Invitation, InvitationView, newInvitation } from '#shared/account.ts'
import type { Person, Role } from '#shared/people.ts'
import { Refusal } from '../refusal.ts'
import type { Tables } from '../store/schema.ts'
import type { Reading, Writing } from '../store/store.ts'
import { addPerson, addressTaken, hasAddress } from './accounts.ts'
import { type Actor, recordAct } from './acts.ts'
import { digestOf, newSecret } from './credentials.ts'

/** How long an invitation works after it was sent, in milliseconds. */
const lifetime = 7 * 24 * 60 * 60 * 1000
/** The most that wait in one workspace. */
const mostWaiting = 500

export type InvitationRow = Selectable<Tables['invitation']>

/** Those nobody has accepted, the newest first, with those that have expired. */
export async function listInvitations(read: Reading, workspaceId: string): Promise<Invitation[]> {
  const rows = await read
    .selectFrom('invitation')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(mostWaiting)
    .execute()
  return rows.map(invitationFrom)
}

/**
 * Invites somebody; the way in is made by `mintLink`. Throws `conflict` at the field `email` where they are here, or
 * invited already.
 */
export async function invite(
  writing: Writing,
  actor: Actor,
  request: z.output<typeof newInvitation>,
  byMail: boolean,
): Promise<Invitation> {
  const { name, email, role, language } = request
  if (await hasAddress(writing, actor.workspaceId, email)) throw addressTaken()
  const { count } = await writing
    .selectFrom('invitation')
    .select((each) => each.fn.countAll<number | string>().as('count'))
    .where('workspace_id', '=', actor.workspaceId)
    .executeTakeFirstOrThrow()
  if (Number(count) >= mostWaiting)
    throw new Refusal('too-large', `At most ${mostWaiting} invitations wait at once. Take some back first.`)
  const row = await writing
    .insertInto('invitation')
    .values({
      ...{ id: randomUUID(), workspace_id: actor.workspaceId, name, email, role, language },
      ...{ invited_by: actor.name, created_at: actor.at, expires_at: actor.at + lifetime },
      mail: byMail ? 'waiting' : null,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'email']).doNothing())
    .returningAll()
    .executeTakeFirst()
  if (row === undefined) {
    const message = 'This address is invited already. Send that invitation anew.'
    throw new Refusal('conflict', message, { issues: [{ path: 'email', message }] })
  }
  await recordAct(writing, actor, row.id, 'invited', { to: role })
  return invitationFrom(row)
}

/** Lets an invitation run from now on; the links of before stop working. Throws `not-found`. */
export async function renewInvitation(
  writing: Writing,
  actor: Actor,
  id: string,
  byMail: boolean,
): Promise<Invitation> {
  const row = await writing
    .updateTable('invitation')
    .set({ expires_at: actor.at + lifetime, mail: byMail ? 'waiting' : null })
    .where('id', '=', id)
    .where('workspace_id', '=', actor.workspaceId)
    .returningAll()
    .executeTakeFirst()
  if (row === undefined) throw gone()
  await writing.deleteFrom('invitation_link').where('invitation_id', '=', id).execute()
  await recordAct(writing, actor, id, 'invitation-renewed')
  return invitationFrom(row)
}

/** Takes an invitation back: its links stop working. Throws `not-found`. */
export async function withdrawInvitation(writing: Writing, actor: Actor, id: string): Promise<void> {
  const row = await writing
    .deleteFrom('invitation')
    .where('id', '=', id)
    .where('workspace_id', '=', actor.workspaceId)
    .returning('email')
    .executeTakeFirst()
  if (row === undefined) throw gone()
  await recordAct(writing, actor, id, 'invitation-withdrawn', { from: row.email })
}

/** Makes a way in and answers its secret, which is stored nowhere. */
export async function mintLink(writing: Writing, invitationId: string): Promise<string> {
  const secret = newSecret()
  await writing
    .insertInto('invitation_link')
    .values({ digest: digestOf(secret), invitation_id: invitationId })
    .execute()
  return secret
}

/** The invitation a link leads to. Throws `not-found` where it was used, taken back or sent anew, or has expired. */
export async function invitationBy(read: Reading, secret: string, now: number): Promise<InvitationRow> {
  const row = await read
    .selectFrom('invitation')
    .innerJoin('invitation_link', 'invitation_link.invitation_id', 'invitation.id')
    .selectAll('invitation')
    .where('invitation_link.digest', '=', digestOf(secret))
    .where('invitation.expires_at', '>', now)
    .executeTakeFirst()
  if (row === undefined) throw new Refusal('not-found', 'This invitation is used, taken back or expired.')
  return row
}

export async function viewInvitation(read: Reading, row: InvitationRow): Promise<InvitationView> {
  const workspace = await read
    .selectFrom('workspace')
    .select('name')
    .where('id', '=', row.workspace_id)
    .executeTakeFirstOrThrow()
  const { name, email, invited_by: invitedBy } = row
  return { workspace: workspace.name, name, email, role: row.role as Role, invitedBy }
}

/**
 * Makes the person an invitation is for; it is used up with it. Of two who hold its link one is first, and the other
 * gets `not-found`.
 */
export async function acceptInvitation(
  writing: Writing,
  invitation: InvitationRow,
  request: { name: string; at: number },
): Promise<{ person: Person; actor: Actor }> {
  const { id, workspace_id: workspaceId, email } = invitation
  const taken = await writing
    .deleteFrom('invitation')
    .where('id', '=', id)
    .where('expires_at', '>', request.at)
    .returning('role')
    .executeTakeFirst()
  if (taken === undefined) throw gone()
  const role = taken.role as Role
  const person = await addPerson(writing, {
    id,
    workspaceId,
    name: request.name,
    email,
    role,
    at: request.at,
  })
  const actor = { workspaceId, personId: id, name: request.name, at: request.at }
  await recordAct(writing, actor, id, 'joined', { to: role })
  return { person, actor }
}

function invitationFrom(row: InvitationRow): Invitation {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role as Role,
    invitedBy: row.invited_by,
    at: row.created_at,
    expiresAt: row.expires_at,
    mail: row.mail ?? undefined,
  }
}

function gone(): Refusal {
  return new Refusal('not-found', 'This invitation is used or taken back.')
}
