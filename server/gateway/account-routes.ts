import { passwordChange, twoFactorCode, twoFactorStart } from '#shared/account.ts'
import { newToken } from '#shared/rest.ts'
import type { Limit } from '../cluster/limits.ts'
import {
  beginSecondFactor,
  changePassword,
  confirmSecondFactor,
  endCredential,
  endSessions,
  grantCredential,
  type Passwords,
  recordAct,
  removeSecondFactor,
  renewRecoveryCodes,
  requirePassword,
  revokeCredential,
  tokensOf,
} from '../people/index.ts'
import { Refusal } from '../refusal.ts'
import type { Store, Writing } from '../store/store.ts'
import { accountView } from './people-routes.ts'
import { type AnyRoute, actorOf, type Call, route } from './rest.ts'

export interface AccountRouteParts {
  store: Store
  passwords: Passwords
  limit: Limit
  now(): number
}

/** What is one's own: how one signs in, where one is signed in, and one's tokens. */
export function accountRoutes(parts: AccountRouteParts): AnyRoute[] {
  return [...ownRoutes(parts), ...secondFactorRoutes(parts), ...tokenRoutes(parts)]
}

/** How one signs in is changed by the person in front of the console, not by a program that holds a token. */
function requireSession({ signedIn }: Pick<Call<unknown, unknown>, 'signedIn'>): void {
  if (signedIn.kind !== 'session')
    throw new Refusal('forbidden', 'This is done in the console, not with an access token.')
}

function ownRoutes(parts: AccountRouteParts): AnyRoute[] {
  const { store, limit, now } = parts
  return [
    route({
      method: 'get',
      path: '/account',
      summary: 'One’s own account, where one is signed in, one’s tokens, and what was done to the account.',
      permission: 'signed-in',
      handle: ({ signedIn: { workspaceId, person, digest } }) =>
        accountView(store.read, workspaceId, person.id, now(), digest),
    }),
    route({
      method: 'put',
      path: '/account/password',
      summary: 'Chooses a password, or another one; every other session ends.',
      permission: 'signed-in',
      body: passwordChange,
      handle: async (call) => {
        requireSession(call)
        await limit('passwordAccount', call.signedIn.person.id)
        await changePassword(parts, call.signedIn, call.body)
        return {}
      },
    }),
    route({
      method: 'delete',
      path: '/account/sessions',
      summary: 'Ends every other session of one’s own, also on open connections.',
      permission: 'signed-in',
      handle: async (call) => {
        const { person, digest } = call.signedIn
        await store.write((writing) =>
          endSessions(writing, actorOf(call), { personId: person.id, except: digest }),
        )
        return {}
      },
    }),
    route({
      method: 'delete',
      path: '/account/sessions/:id',
      summary: 'Ends one of one’s own sessions.',
      permission: 'signed-in',
      handle: async (call) => {
        const ended = { personId: call.signedIn.person.id, id: call.parameters.id ?? '' }
        await store.write((writing) => endCredential(writing, actorOf(call), { ...ended, kind: 'session' }))
        return {}
      },
    }),
  ]
}

function secondFactorRoutes({ store, passwords, limit }: AccountRouteParts): AnyRoute[] {
  /** With a code, which is guessed at no faster here than at sign-in. */
  async function withCode<Answer>(
    call: Call<{ code: string }, unknown>,
    act: (writing: Writing, actor: ReturnType<typeof actorOf>, code: string) => Promise<Answer>,
  ): Promise<Answer> {
    requireSession(call)
    await limit('code', call.signedIn.person.id)
    return store.write((writing) => act(writing, actorOf(call), call.body.code))
  }
  return [
    route({
      method: 'post',
      path: '/account/two-factor',
      summary: 'Begins to set up two-factor sign-in: the secret for an authenticator, shown once.',
      permission: 'signed-in',
      body: twoFactorStart,
      handle: async (call) => {
        requireSession(call)
        const { person, workspaceId } = call.signedIn
        await limit('passwordAccount', person.id)
        await requirePassword({ store, passwords }, person.id, call.body.password, 'password')
        return store.write(async (writing) => {
          const { name } = await writing
            .selectFrom('workspace')
            .select('name')
            .where('id', '=', workspaceId)
            .executeTakeFirstOrThrow()
          return beginSecondFactor(writing, person, name, call.edit.at)
        })
      },
    }),
    route({
      method: 'post',
      path: '/account/two-factor/confirm',
      summary: 'Turns two-factor sign-in on with a first code; answers the recovery codes, once.',
      permission: 'signed-in',
      body: twoFactorCode,
      handle: async (call) => ({ recoveryCodes: await withCode(call, confirmSecondFactor) }),
    }),
    route({
      method: 'post',
      path: '/account/two-factor/recovery-codes',
      summary: 'New recovery codes in place of the old ones.',
      permission: 'signed-in',
      body: twoFactorCode,
      handle: async (call) => ({ recoveryCodes: await withCode(call, renewRecoveryCodes) }),
    }),
    route({
      method: 'post',
      path: '/account/two-factor/remove',
      summary: 'Turns two-factor sign-in off.',
      permission: 'signed-in',
      body: twoFactorCode,
      handle: async (call) => {
        await withCode(call, removeSecondFactor)
        return {}
      },
    }),
  ]
}

function tokenRoutes({ store, now }: AccountRouteParts): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/tokens',
      summary: 'One’s own access tokens, without their secrets.',
      permission: 'signed-in',
      handle: async ({ signedIn }) => ({ tokens: await tokensOf(store.read, signedIn.person.id, now()) }),
    }),
    route({
      method: 'post',
      path: '/tokens',
      summary: 'A personal access token for whoever asks; it is shown once.',
      permission: 'signed-in',
      body: newToken,
      handle: async (call) => {
        const personId = call.signedIn.person.id
        const granted = await store.write(async (writing) => {
          await recordAct(writing, actorOf(call), personId, 'token-made', { to: call.body.name })
          return grantCredential(writing, {
            ...{ kind: 'access', personId, name: call.body.name, at: call.edit.at },
          })
        })
        return { token: granted.secret, expiresAt: granted.expiresAt }
      },
    }),
    route({
      method: 'delete',
      path: '/tokens/current',
      summary: 'Revokes the credential this very request was made with.',
      permission: 'signed-in',
      handle: async ({ signedIn }) => {
        await store.write((writing) => revokeCredential(writing, signedIn.digest))
        return {}
      },
    }),
    route({
      method: 'delete',
      path: '/tokens/:id',
      summary: 'Revokes one of one’s own access tokens.',
      permission: 'signed-in',
      handle: async (call) => {
        const revoked = { personId: call.signedIn.person.id, id: call.parameters.id ?? '' }
        await store.write((writing) => endCredential(writing, actorOf(call), { ...revoked, kind: 'access' }))
        return {}
      },
    }),
  ]
}
