import { parseCookie, stringifySetCookie } from 'cookie'
import type { Express, Request, Response } from 'express'
import {
  attemptLifetime,
  keepAttempt,
  OpenIdProblem,
  type OpenIdProvider,
  signInWithOpenId,
  takeAttempt,
} from '../people/index.ts'
import { type RestParts, setSessionCookie } from './rest.ts'

export interface OpenIdParts extends RestParts {
  openId: OpenIdProvider | undefined
  publicUrl(): string
  report(reason: unknown, about: string): void
}

const path = '/console/open-id'
const attemptCookie = 'baton_open_id'

/** The way to the provider of OpenID Connect and back, where one is set up. What goes wrong is said by the sign-in page. */
export function serveOpenId(application: Express, parts: OpenIdParts): void {
  const { openId, store } = parts
  if (openId === undefined) return
  application.get(`${path}/start`, async (request, response) => {
    await parts.limit('signIn', request.ip ?? '')
    await orSay(response, parts, async () => {
      const { address, attempt } = await openId.begin(`${parts.publicUrl()}${path}/callback`)
      const secret = await keepAttempt(store, attempt, parts.now())
      setAttemptCookie(request, response, parts, secret)
      return address
    })
  })
  application.get(`${path}/callback`, async (request, response) => {
    await parts.limit('signIn', request.ip ?? '')
    await orSay(response, parts, async () => {
      const secret = parseCookie(request.headers.cookie ?? '')[attemptCookie]
      setAttemptCookie(request, response, parts, undefined)
      if (secret === undefined) throw new OpenIdProblem('expired')
      const attempt = await takeAttempt(store, secret, parts.now())
      const cameBack = new URL(`${parts.publicUrl()}${request.originalUrl}`)
      const claims = await openId.finish(cameBack, attempt)
      const opened = await signInWithOpenId(store, claims, parts.now(), request.headers['user-agent'])
      setSessionCookie(request, response, parts, { secret: opened.session, expiresAt: opened.expiresAt })
      return '/console/'
    })
  })
}

/** Sends the browser on, or back to the sign-in page with what is wrong. */
async function orSay(response: Response, parts: OpenIdParts, next: () => Promise<string>): Promise<void> {
  response.setHeader('cache-control', 'no-store')
  try {
    response.redirect(303, await next())
  } catch (reason) {
    if (!(reason instanceof OpenIdProblem)) throw reason
    // What the provider or the way to it did is for the operator; a person who is not invited is nobody's mistake.
    if (reason.cause !== undefined) parts.report(reason, 'signing in with OpenID Connect')
    response.redirect(303, `/console/?problem=${reason.problem}`)
  }
}

function setAttemptCookie(
  request: Request,
  response: Response,
  parts: Pick<RestParts, 'isSecure'>,
  secret: string | undefined,
): void {
  response.append(
    'set-cookie',
    stringifySetCookie({
      ...{ name: attemptCookie, value: secret ?? '', path, httpOnly: true, sameSite: 'lax' },
      secure: parts.isSecure(request),
      maxAge: secret === undefined ? 0 : attemptLifetime / 1000,
    }),
  )
}
