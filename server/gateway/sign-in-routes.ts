import type { Request, RequestHandler, Response, Router } from 'express'
import express from 'express'
import {
  codeSignIn,
  forgottenPassword,
  invitationAnswer,
  linkToken,
  passwordReset,
  passwordSignIn,
  type SignInWays,
} from '#shared/account.ts'
import {
  acceptInvitation,
  askForPasswordMail,
  digestOf,
  grantSession,
  invitationBy,
  type OpenedSession,
  type Passwords,
  refuseWeakPassword,
  resetBy,
  resetPassword,
  setPassword,
  signInWithCode,
  signInWithPassword,
  ticketHolder,
  viewInvitation,
} from '../people/index.ts'
import { Refusal } from '../refusal.ts'
import { parse } from './answer.ts'
import { type RestParts, refuseForeign } from './rest.ts'

export interface SignInRouteParts extends RestParts {
  passwords: Passwords
  ways: SignInWays
  wake(): void
}

/** Sets the cookie of a session and answers who it is. */
export type Welcome = (request: Request, response: Response, opened: OpenedSession) => Promise<void>

/** The ways in, for who is not signed in. Each is bounded by address, and by account where there is one to guess. */
export function signInRouter(parts: SignInRouteParts, welcome: Welcome): Router {
  const router = express.Router()
  router.get('/sign-in', (_request, response) => void response.json({ ok: true, ...parts.ways }))
  const guarded: RequestHandler = (request, _response, next) => {
    refuseForeign(request, parts)
    next()
  }
  router.post(['/session/*rest', '/invitations/look', '/invitations/accept', '/passwords/*rest'], guarded)
  servePasswords(router, parts, welcome)
  serveInvitations(router, parts, welcome)
  serveResets(router, parts)
  return router
}

function servePasswords(router: Router, parts: SignInRouteParts, welcome: Welcome): void {
  router.post('/session/password', async (request, response) => {
    const body = parse(passwordSignIn, request.body)
    const address = request.ip ?? ''
    const account = digestOf(body.email.toLowerCase())
    await parts.limit('passwordFrom', address)
    await parts.limit('passwordHere', `${account}:${address}`)
    await parts.limit('passwordAccount', account)
    const result = await signInWithPassword(parts, body, request.headers['user-agent'])
    if ('ticket' in result) response.json({ ok: true, ticket: result.ticket })
    else await welcome(request, response, result)
  })
  router.post('/session/code', async (request, response) => {
    await parts.limit('link', request.ip ?? '')
    const body = parse(codeSignIn, request.body)
    const { person } = await ticketHolder(parts, body.ticket)
    await parts.limit('code', person.id)
    await welcome(request, response, await signInWithCode(parts, body, request.headers['user-agent']))
  })
}

function serveInvitations(router: Router, parts: SignInRouteParts, welcome: Welcome): void {
  const { store, passwords, now } = parts
  router.post('/invitations/look', async (request, response) => {
    await parts.limit('link', request.ip ?? '')
    const { token } = parse(linkToken, request.body)
    const invitation = await invitationBy(store.read, token, now())
    response.json({ ok: true, invitation: await viewInvitation(store.read, invitation) })
  })
  router.post('/invitations/accept', async (request, response) => {
    await parts.limit('link', request.ip ?? '')
    const { token, name, password } = parse(invitationAnswer, request.body)
    const invitation = await invitationBy(store.read, token, now())
    refuseWeakPassword(password, { name, email: invitation.email })
    const hashed = await passwords.hash(password)
    const opened = await store.write(async (writing) => {
      const { person, actor } = await acceptInvitation(writing, invitation, { name, at: now() })
      await setPassword(writing, person.id, hashed)
      const device = request.headers['user-agent']
      return grantSession(writing, { person, workspaceId: actor.workspaceId, at: actor.at, device })
    })
    await welcome(request, response, opened)
  })
}

function serveResets(router: Router, parts: SignInRouteParts): void {
  const { store, now } = parts
  router.post('/passwords/forgotten', async (request, response) => {
    const { email, language } = parse(forgottenPassword, request.body)
    if (!parts.ways.mail)
      throw new Refusal('unavailable', 'This server sends no mail. Ask your administrator for a link.')
    await parts.limit('passwordMailFrom', request.ip ?? '')
    await parts.limit('passwordMailTo', digestOf(email))
    // One answer and the same work, whether or not anybody has this address.
    await store.write((writing) => askForPasswordMail(writing, { email, language, at: now() }))
    parts.wake()
    response.json({ ok: true })
  })
  router.post('/passwords/look', async (request, response) => {
    await parts.limit('link', request.ip ?? '')
    const { person } = await resetBy(store.read, parse(linkToken, request.body).token, now())
    response.json({ ok: true, name: person.name, email: person.email })
  })
  router.post('/passwords/reset', async (request, response) => {
    await parts.limit('link', request.ip ?? '')
    await resetPassword(parts, parse(passwordReset, request.body))
    response.json({ ok: true })
  })
}
