import type {
  AccountView,
  Invitation,
  InvitationView,
  newInvitation,
  PasswordAnswer,
  PersonAccount,
  personEdit,
  SignInWays,
} from '#shared/account.ts'
import type { Language } from '#shared/knowledge.ts'
import type { Call, Input } from './rest.ts'

export type NewInvitation = Input<typeof newInvitation>
export type PersonEdit = Input<typeof personEdit>

/** Requests about people and how they sign in; a part of `createRest`. */
export function peopleRest(call: Call) {
  const person = (id: string) => `/people/${encodeURIComponent(id)}`
  const invitation = (id: string) => `/invitations/${encodeURIComponent(id)}`
  return {
    signInWays: () => call<SignInWays>('GET', '/sign-in'),
    signInWithPassword: (email: string, password: string) =>
      call<PasswordAnswer>('POST', '/session/password', { email, password }),
    signInWithCode: (ticket: string, code: string) => call<object>('POST', '/session/code', { ticket, code }),
    forgotPassword: (email: string, language: Language) =>
      call<object>('POST', '/passwords/forgotten', { email, language }),
    lookAtReset: (token: string) =>
      call<{ name: string; email: string }>('POST', '/passwords/look', { token }),
    resetPassword: (token: string, password: string) =>
      call<object>('POST', '/passwords/reset', { token, password }),
    lookAtInvitation: (token: string) =>
      call<{ invitation: InvitationView }>('POST', '/invitations/look', { token }),
    acceptInvitation: (answer: { token: string; name: string; password: string }) =>
      call<object>('POST', '/invitations/accept', answer),

    account: () => call<AccountView>('GET', '/account'),
    changePassword: (change: { current?: string; password: string }) =>
      call<object>('PUT', '/account/password', change),
    beginTwoFactor: (password: string) =>
      call<{ secret: string; address: string }>('POST', '/account/two-factor', { password }),
    confirmTwoFactor: (code: string) =>
      call<{ recoveryCodes: string[] }>('POST', '/account/two-factor/confirm', { code }),
    renewRecoveryCodes: (code: string) =>
      call<{ recoveryCodes: string[] }>('POST', '/account/two-factor/recovery-codes', { code }),
    removeTwoFactor: (code: string) => call<object>('POST', '/account/two-factor/remove', { code }),
    endSession: (id: string) => call<object>('DELETE', `/account/sessions/${encodeURIComponent(id)}`),
    endOtherSessions: () => call<object>('DELETE', '/account/sessions'),
    createToken: (name: string) => call<{ token: string; expiresAt: number }>('POST', '/tokens', { name }),
    revokeToken: (id: string) => call<object>('DELETE', `/tokens/${encodeURIComponent(id)}`),

    accounts: () => call<{ accounts: PersonAccount[] }>('GET', '/people/accounts'),
    person: (id: string) => call<AccountView>('GET', person(id)),
    editPerson: (id: string, edit: PersonEdit) => call<{ account: PersonAccount }>('PATCH', person(id), edit),
    disablePerson: (id: string) => call<object>('DELETE', person(id)),
    enablePerson: (id: string) => call<object>('POST', `${person(id)}/enable`),
    endSessionsOf: (id: string) => call<object>('DELETE', `${person(id)}/sessions`),
    revokeTokenOf: (id: string, token: string) =>
      call<object>('DELETE', `${person(id)}/tokens/${encodeURIComponent(token)}`),
    resetTwoFactorOf: (id: string) => call<object>('DELETE', `${person(id)}/two-factor`),
    passwordLinkFor: (id: string) => call<{ link: string }>('POST', `${person(id)}/password-link`),

    invitations: () => call<{ invitations: Invitation[]; mail: boolean }>('GET', '/invitations'),
    invite: (one: NewInvitation) =>
      call<{ invitation: Invitation; link?: string }>('POST', '/invitations', one),
    renewInvitation: (id: string, deliver: 'mail' | 'link') =>
      call<{ invitation: Invitation; link?: string }>('POST', `${invitation(id)}/renew`, { deliver }),
    withdrawInvitation: (id: string) => call<object>('DELETE', invitation(id)),
  }
}
