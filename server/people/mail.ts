import type { Language } from '#shared/knowledge.ts'
import { type Mailer, MailRefused } from '../mail/index.ts'
import { askForWork, type DueWork, finishWork, postponeWork } from '../store/due-work.ts'
import type { Store, Writing } from '../store/store.ts'
import { digestOf } from './credentials.ts'
import { type InvitationRow, mintLink } from './invitations.ts'
import { mailWords } from './mail-words.ts'
import { makeResetLink } from './password-changes.ts'
import { peopleWithAddress } from './sign-in.ts'

/** Tries, and how long the next one waits after the first; it doubles. Over half an hour in all. Milliseconds. */
const triesAllowed = 7
const firstPause = 30_000

export interface PeopleMailParts {
  store: Store
  mailer: Mailer | undefined
  /** Where people reach the console, without a slash at the end. */
  publicUrl(): string
  now(): number
  report(reason: unknown, about: string): void
}

/** The addresses of the pages that links lead to. What is behind the # is sent to no server and stands in no log. */
export function invitationAddress(publicUrl: string, secret: string): string {
  return `${publicUrl}/console/invitation#${secret}`
}
export function resetAddress(publicUrl: string, secret: string): string {
  return `${publicUrl}/console/password#${secret}`
}

/** Asks for the mail of an invitation. Its link is made when it is sent: no secret waits in the store. */
export async function askForInvitationMail(
  writing: Writing,
  invitationId: string,
  at: number,
): Promise<void> {
  const key = `invitation-mail:${invitationId}`
  await askForWork(writing, { key, kind: 'invitation-mail', payload: { invitationId }, dueAt: at })
}

/** Sends an invitation. Where it cannot be delivered, its row says so to those who invited. */
export async function runInvitationMail(parts: PeopleMailParts, work: DueWork, owner: string): Promise<void> {
  const { store } = parts
  const { invitationId } = work.payload as { invitationId: string }
  const row = await store.read
    .selectFrom('invitation')
    .selectAll()
    .where('id', '=', invitationId)
    .where('expires_at', '>', parts.now())
    .executeTakeFirst()
  const outcome = row === undefined ? 'sent' : await sendInvitation(parts, row, work)
  if (outcome === 'later') return postpone(parts, work, owner)
  await store.write(async (writing) => {
    await writing.updateTable('invitation').set({ mail: outcome }).where('id', '=', invitationId).execute()
    await finishWork(writing, work, owner)
  })
}

async function sendInvitation(parts: PeopleMailParts, row: InvitationRow, work: DueWork) {
  const secret = await parts.store.write((writing) => mintLink(writing, row.id))
  const { subject, body } = mailWords[row.language].invitation
  const workspace = await workspaceName(parts.store, row.workspace_id)
  const link = invitationAddress(parts.publicUrl(), secret)
  return send(parts, work, {
    // Each try has a link of its own, and is a mail of its own: all of them work until one is used.
    id: `${row.id}-${work.generation}-${work.attempts}`,
    to: row.email,
    subject: subject(workspace),
    text: body({ name: row.name, workspace, by: row.invited_by, link }),
  })
}

/** Asks for a link to a new password. Whether anybody has this address is looked up by whoever sends it. */
export async function askForPasswordMail(
  writing: Writing,
  request: { email: string; language: Language; at: number },
): Promise<void> {
  const { email, language, at } = request
  const key = `password-mail:${digestOf(email)}`
  await askForWork(writing, { key, kind: 'password-mail', payload: { email, language }, dueAt: at })
}

/** Sends a link to everybody with this address who may sign in: mostly one, and often nobody. */
export async function runPasswordMail(parts: PeopleMailParts, work: DueWork, owner: string): Promise<void> {
  const { store } = parts
  const { email, language } = work.payload as { email: string; language: Language }
  for (const person of await peopleWithAddress(store.read, email)) {
    const { secret } = await store.write((writing) => makeResetLink(writing, person.id, parts.now()))
    const { subject, body } = mailWords[language].password
    const workspace = await workspaceName(store, person.workspace_id)
    const outcome = await send(parts, work, {
      id: `${person.id}-${work.generation}-${work.attempts}-${parts.now()}`,
      to: person.email,
      subject: subject(workspace),
      text: body({ name: person.name, workspace, by: '', link: resetAddress(parts.publicUrl(), secret) }),
    })
    if (outcome === 'later') return postpone(parts, work, owner)
  }
  await store.write((writing) => finishWork(writing, work, owner))
}

async function send(
  { mailer, report }: PeopleMailParts,
  work: DueWork,
  mail: { id: string; to: string; subject: string; text: string },
): Promise<'sent' | 'failed' | 'later'> {
  if (mailer === undefined) return 'failed'
  try {
    await mailer.send(mail)
    return 'sent'
  } catch (reason) {
    report(reason, `${work.kind}, try ${work.attempts}`)
    return reason instanceof MailRefused || work.attempts >= triesAllowed ? 'failed' : 'later'
  }
}

async function postpone(parts: PeopleMailParts, work: DueWork, owner: string): Promise<void> {
  await postponeWork(parts.store, work, owner, parts.now() + firstPause * 2 ** (work.attempts - 1))
}

async function workspaceName(store: Store, id: string): Promise<string> {
  const row = await store.read.selectFrom('workspace').select('name').where('id', '=', id).executeTakeFirst()
  return row?.name ?? ''
}
