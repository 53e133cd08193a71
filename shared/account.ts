import { z } from 'zod'
import { type Person, type Role, roles } from './people.ts'
import { plain } from './text.ts'

/** Bodies and answers of `/api/v1` about people, how they sign in, and what they are signed in with. */

const language = z.enum(['en', 'zh'])
/** Secrets of links and tickets, as we made them. */
const secret = z.string().min(1).max(200)
/** As typed: what is no password at all is only found wrong, and how long it may be bounds the work. */
const typedPassword = plain(400).min(1)
/** As typed: figures of an authenticator, or a recovery code. */
const typedCode = plain(60).trim().min(1)
const name = plain(100).trim().min(1)
const email = z.string().trim().toLowerCase().max(200).pipe(z.email())

export const newInvitation = z.object({ name, email, role: z.enum(roles), language: language.default('en') })
export const newPerson = z.object({ name, email, role: z.enum(roles) })
/** `mail` only where a mail server is set up. */
export const invitationRenewal = z.object({ deliver: z.enum(['mail', 'link']).optional() })
export const personEdit = z.object({
  name: name.optional(),
  email: email.optional(),
  role: z.enum(roles).optional(),
})

export const passwordSignIn = z.object({
  email: plain(200).trim().min(1),
  password: typedPassword,
  /** Needed where one address belongs to people of several workspaces. */
  workspace: plain(100).optional(),
})
export const codeSignIn = z.object({ ticket: secret, code: typedCode })
export const linkToken = z.object({ token: secret })
export const invitationAnswer = z.object({ token: secret, name, password: typedPassword })
export const forgottenPassword = z.object({ email, language: language.default('en') })
export const passwordReset = z.object({ token: secret, password: typedPassword })

export const passwordChange = z.object({ current: typedPassword.optional(), password: typedPassword })
export const twoFactorStart = z.object({ password: typedPassword })
export const twoFactorCode = z.object({ code: typedCode })

/** What the page to sign in with offers. */
export interface SignInWays {
  /** A forgotten password can be mended by mail. */
  mail: boolean
  /** The name of the service that knows our people, where one is set up. */
  openId?: string | undefined
}

/** Signed in, or asked for a code first. */
export type PasswordAnswer = { ticket?: string | undefined }

/** What an invitation says to whom it is for. */
export interface InvitationView {
  workspace: string
  name: string
  email: string
  role: Role
  invitedBy: string
}

/** An invitation that nobody has accepted. Times are milliseconds since 1970. */
export interface Invitation {
  id: string
  name: string
  email: string
  role: Role
  invitedBy: string
  at: number
  expiresAt: number
  /** What came of its mail; absent where none was to be sent. */
  mail?: 'waiting' | 'sent' | 'failed' | undefined
}

/** A person as administrators see them. Times are milliseconds since 1970. */
export interface PersonAccount extends Person {
  createdAt: number
  disabledAt?: number | undefined
  /** To some minutes; absent where they never were here. */
  seenAt?: number | undefined
  hasPassword: boolean
  twoFactor: boolean
  /** They sign in with the service that is set up. */
  openId: boolean
}

export interface SessionRow {
  /** Names the session without being its secret. */
  id: string
  /** The browser's own words for itself. */
  device?: string | undefined
  createdAt: number
  /** To some minutes. */
  seenAt?: number | undefined
  expiresAt: number
  /** The one that asks. */
  current: boolean
}

export interface TokenRow {
  id: string
  name: string
  createdAt: number
  seenAt?: number | undefined
  expiresAt: number
}

export const personActs = [
  'invited',
  'invitation-renewed',
  'invitation-withdrawn',
  'joined',
  'edited',
  'role-changed',
  'disabled',
  'enabled',
  'password-set',
  'password-changed',
  'password-link',
  'password-reset',
  'two-factor-on',
  'two-factor-off',
  'two-factor-reset',
  'recovery-codes',
  'recovery-code-used',
  'session-ended',
  'sessions-ended',
  'token-made',
  'token-revoked',
  'open-id-linked',
] as const

/** Something that was done to a person's account, by themself or by an administrator. */
export interface PersonAct {
  id: string
  act: (typeof personActs)[number]
  at: number
  by: string
  /** What it was before and is now, or what it is called. */
  from?: string | undefined
  to?: string | undefined
}

export interface AccountView {
  account: PersonAccount
  sessions: SessionRow[]
  tokens: TokenRow[]
  acts: PersonAct[]
  /** Recovery codes that are left, where two-factor is on. */
  recoveryCodes?: number | undefined
}
