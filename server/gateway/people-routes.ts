import { invitationRenewal, newInvitation, newPerson, personEdit } from '#shared/account.ts'
import type { Limit } from '../cluster/limits.ts'
import {
  accountOf,
  actsOf,
  addPerson,
  askForInvitationMail,
  disablePerson,
  editPerson,
  enablePerson,
  endCredential,
  endSessions,
  grantCredential,
  handOutResetLink,
  invitationAddress,
  invite,
  listAccounts,
  listInvitations,
  listPeople,
  mintLink,
  recordAct,
  recoveryCodesLeft,
  renewInvitation,
  resetAddress,
  resetSecondFactor,
  sessionsOf,
  tokensOf,
  withdrawInvitation,
} from '../people/index.ts'
import { Refusal } from '../refusal.ts'
import type { Reading, Store, Writing } from '../store/store.ts'
import { type AnyRoute, actorOf, route } from './rest.ts'

export interface PeopleRouteParts {
  store: Store
  limit: Limit
  now(): number
  publicUrl(): string
  /** A mail server is set up. */
  hasMail: boolean
  /** New work is due. */
  wake(): void
}

/** The people of a workspace, and invitations to it. */
export function peopleRoutes(parts: PeopleRouteParts): AnyRoute[] {
  return [...personRoutes(parts), ...accessRoutes(parts), ...invitationRoutes(parts)]
}

function personRoutes({ store, now, limit, publicUrl }: PeopleRouteParts): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/people',
      summary: 'The people of this workspace who may sign in.',
      permission: 'signed-in',
      handle: async ({ edit }) => ({ people: await listPeople(store.read, edit.workspaceId) }),
    }),
    route({
      method: 'post',
      path: '/people',
      summary: 'Adds a person at once, for scripts, and answers the link they sign in with.',
      permission: 'people',
      body: newPerson,
      handle: async (call) => {
        await limit('invite', call.edit.workspaceId)
        return store.write(async (writing) => {
          const { workspaceId, at } = call.edit
          const person = await addPerson(writing, { ...call.body, workspaceId, at })
          await recordAct(writing, actorOf(call), person.id, 'joined')
          const { secret } = await grantCredential(writing, {
            ...{ kind: 'sign-in', personId: person.id, name: 'added', at },
          })
          return { person, signIn: `${publicUrl()}/console/sign-in?token=${secret}` }
        })
      },
    }),
    route({
      method: 'get',
      path: '/people/accounts',
      summary: 'Everybody of this workspace with their role and how they sign in, the disabled ones too.',
      permission: 'people',
      handle: async ({ edit }) => ({ accounts: await listAccounts(store.read, edit.workspaceId) }),
    }),
    route({
      method: 'get',
      path: '/people/:id',
      summary: 'A person, where they are signed in, their tokens, and what was done to their account.',
      permission: 'people',
      handle: ({ parameters, edit, signedIn }) =>
        accountView(store.read, edit.workspaceId, parameters.id ?? '', now(), signedIn.digest),
    }),
    route({
      method: 'patch',
      path: '/people/:id',
      summary: 'Changes a person’s name, address or role. A new role counts from their next request.',
      permission: 'people',
      body: personEdit,
      handle: async (call) =>
        store.write(async (writing) => {
          const id = call.parameters.id ?? ''
          await editPerson(writing, actorOf(call), id, call.body)
          return { account: await accountOf(writing, call.edit.workspaceId, id) }
        }),
    }),
    route({
      method: 'delete',
      path: '/people/:id',
      summary: 'Takes a person’s access away, also on open connections.',
      permission: 'people',
      handle: async (call) => {
        await store.write((writing) => disablePerson(writing, actorOf(call), call.parameters.id ?? ''))
        return {}
      },
    }),
    route({
      method: 'post',
      path: '/people/:id/enable',
      summary: 'Gives a person their access back.',
      permission: 'people',
      handle: async (call) => {
        await store.write((writing) => enablePerson(writing, actorOf(call), call.parameters.id ?? ''))
        return {}
      },
    }),
  ]
}

/** How somebody else of the workspace signs in, and where they are signed in. */
function accessRoutes({ store, publicUrl }: PeopleRouteParts): AnyRoute[] {
  /** Acts on a person of the caller's own workspace (invariant 9). */
  async function onPerson<Answer>(
    call: Parameters<AnyRoute['handle']>[0],
    act: (writing: Writing, actor: ReturnType<typeof actorOf>, personId: string) => Promise<Answer>,
  ): Promise<Answer> {
    const personId = call.parameters.id ?? ''
    return store.write(async (writing) => {
      await accountOf(writing, call.edit.workspaceId, personId)
      return act(writing, actorOf(call), personId)
    })
  }
  return [
    route({
      method: 'delete',
      path: '/people/:id/sessions',
      summary: 'Ends every session of a person, also on open connections.',
      permission: 'people',
      handle: async (call) => {
        await onPerson(call, (writing, actor, personId) => endSessions(writing, actor, { personId }))
        return {}
      },
    }),
    route({
      method: 'delete',
      path: '/people/:id/tokens/:token',
      summary: 'Revokes an access token of a person.',
      permission: 'people',
      handle: async (call) => {
        const id = call.parameters.token ?? ''
        await onPerson(call, (writing, actor, personId) =>
          endCredential(writing, actor, { personId, id, kind: 'access' }),
        )
        return {}
      },
    }),
    route({
      method: 'delete',
      path: '/people/:id/two-factor',
      summary: 'Turns two-factor sign-in off for a person who has lost it.',
      permission: 'people',
      handle: async (call) => {
        await onPerson(call, resetSecondFactor)
        return {}
      },
    }),
    route({
      method: 'post',
      path: '/people/:id/password-link',
      summary: 'A link with which a person chooses a new password; it is shown once and works once.',
      permission: 'people',
      handle: async (call) => {
        const { secret, expiresAt } = await onPerson(call, handOutResetLink)
        return { link: resetAddress(publicUrl(), secret), expiresAt }
      },
    }),
  ]
}

function invitationRoutes({ store, limit, publicUrl, hasMail, wake }: PeopleRouteParts): AnyRoute[] {
  /** By mail the link is made when it is sent; else now, to be shown once. */
  async function deliver(writing: Writing, id: string, byMail: boolean, at: number) {
    if (!byMail) return { link: invitationAddress(publicUrl(), await mintLink(writing, id)) }
    await askForInvitationMail(writing, id, at)
    return {}
  }
  return [
    route({
      method: 'get',
      path: '/invitations',
      summary: 'Invitations that nobody has accepted.',
      permission: 'people',
      handle: async ({ edit }) => ({
        invitations: await listInvitations(store.read, edit.workspaceId),
        mail: hasMail,
      }),
    }),
    route({
      method: 'post',
      path: '/invitations',
      summary: 'Invites a person: by mail where a mail server is set up, else by a link that is shown once.',
      permission: 'people',
      body: newInvitation,
      handle: async (call) => {
        await limit('invite', call.edit.workspaceId)
        const answer = await store.write(async (writing) => {
          const invitation = await invite(writing, actorOf(call), call.body, hasMail)
          return { invitation, ...(await deliver(writing, invitation.id, hasMail, call.edit.at)) }
        })
        wake()
        return answer
      },
    }),
    route({
      method: 'post',
      path: '/invitations/:id/renew',
      summary: 'Sends an invitation anew, for seven days from now; its links of before stop working.',
      permission: 'people',
      body: invitationRenewal,
      handle: async (call) => {
        await limit('invite', call.edit.workspaceId)
        const byMail = (call.body.deliver ?? (hasMail ? 'mail' : 'link')) === 'mail'
        if (byMail && !hasMail) throw new Refusal('unavailable', 'No mail server is set up.')
        const answer = await store.write(async (writing) => {
          const id = call.parameters.id ?? ''
          const invitation = await renewInvitation(writing, actorOf(call), id, byMail)
          return { invitation, ...(await deliver(writing, id, byMail, call.edit.at)) }
        })
        wake()
        return answer
      },
    }),
    route({
      method: 'delete',
      path: '/invitations/:id',
      summary: 'Takes an invitation back.',
      permission: 'people',
      handle: async (call) => {
        await store.write((writing) => withdrawInvitation(writing, actorOf(call), call.parameters.id ?? ''))
        return {}
      },
    }),
  ]
}

/** Everything about an account, for whoever may see it. `current` is the credential that asks. */
export async function accountView(
  read: Reading,
  workspaceId: string,
  personId: string,
  now: number,
  current: string,
) {
  const account = await accountOf(read, workspaceId, personId)
  const [sessions, tokens, acts, left] = await Promise.all([
    sessionsOf(read, personId, now, current),
    tokensOf(read, personId, now),
    actsOf(read, workspaceId, personId),
    recoveryCodesLeft(read, personId),
  ])
  return { account, sessions, tokens, acts, ...(account.twoFactor && { recoveryCodes: left }) }
}
