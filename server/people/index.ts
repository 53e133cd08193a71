export {
  accountOf,
  addPerson,
  disablePerson,
  editPerson,
  enablePerson,
  listAccounts,
  listPeople,
} from './accounts.ts'
export { type Actor, actsOf, recordAct } from './acts.ts'
export * from './credentials.ts'
export {
  acceptInvitation,
  invitationBy,
  invite,
  listInvitations,
  mintLink,
  renewInvitation,
  viewInvitation,
  withdrawInvitation,
} from './invitations.ts'
export {
  askForInvitationMail,
  askForPasswordMail,
  invitationAddress,
  resetAddress,
  runInvitationMail,
  runPasswordMail,
} from './mail.ts'
export { attemptLifetime, keepAttempt, signInWithOpenId, takeAttempt } from './open-id.ts'
export {
  OpenIdProblem,
  type OpenIdProvider,
  type OpenIdSettings,
  openOpenId,
} from './open-id-provider.ts'
export {
  changePassword,
  handOutResetLink,
  requirePassword,
  resetBy,
  resetPassword,
  setPassword,
} from './password-changes.ts'
export { openPasswords, type Passwords, refuseWeakPassword } from './passwords.ts'
export {
  beginSecondFactor,
  confirmSecondFactor,
  recoveryCodesLeft,
  removeSecondFactor,
  renewRecoveryCodes,
  resetSecondFactor,
} from './second-factor.ts'
export { endCredential, endSessions, sessionsOf, tokensOf } from './sessions.ts'
export { signInWithCode, signInWithPassword, ticketHolder } from './sign-in.ts'
