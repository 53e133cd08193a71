import { parseCookie, stringifySetCookie } from 'cookie'
import express, { type Request, type Response, type Router } from 'express'
import { z } from 'zod'
import { may, type Permission } from '#shared/people.ts'
import { plain } from '#shared/text.ts'
import type { Limit } from '../cluster/limits.ts'
import { type Actor, noteSeen, type SignedIn, signedInBy } from '../people/index.ts'
import { Refusal } from '../refusal.ts'
import type { Store } from '../store/store.ts'
import { parse, type Report } from './answer.ts'
import { sessionCookie } from './desk-socket.ts'
import type { Origins } from './origins.ts'

export interface RestParts {
  store: Store
  limit: Limit
  origins: Origins
  now(): number
  report: Report
  /** Whether cookies may travel over plain HTTP: only where the site itself is served so. */
  isSecure(request: Request): boolean
}

/** A request that was authorised and parsed. */
export interface Call<Body, Query> {
  body: Body
  query: Query
  parameters: Record<string, string>
  signedIn: SignedIn
  /** Who and when, for what is written. */
  edit: { workspaceId: string; by: string; at: number }
}

export interface Route<Body extends z.ZodType, Query extends z.ZodType> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  path: string
  /** One sentence for the description of the API. */
  summary: string
  permission: Permission | 'signed-in'
  body?: Body
  query?: Query
  handle(call: Call<z.output<Body>, z.output<Query>>): Promise<object>
}

export type AnyRoute = Route<z.ZodType, z.ZodType>

/** Keeps the types of body and query together with the handler that takes them. */
export function route<Body extends z.ZodType, Query extends z.ZodType>(each: Route<Body, Query>): AnyRoute {
  return each as unknown as AnyRoute
}

/** Who asks, for what is written down about people. */
export function actorOf({ edit, signedIn }: Pick<Call<unknown, unknown>, 'edit' | 'signedIn'>): Actor & {
  personId: string
} {
  return { workspaceId: edit.workspaceId, personId: signedIn.person.id, name: edit.by, at: edit.at }
}

const parameters = z.record(z.string(), plain(200))

/** An Express router over a table of routes: each is authorised, parsed, handled and answered the same way. */
export function restRouter(routes: AnyRoute[], parts: RestParts): Router {
  const router = express.Router()
  for (const each of routes) {
    router[each.method](each.path, async (request: Request, response: Response) => {
      const signedIn = await authorise(request, parts)
      await parts.limit('rest', signedIn.person.id)
      if (each.permission !== 'signed-in' && !may(signedIn.person.role, each.permission)) {
        throw new Refusal('forbidden', 'Your role does not include this.')
      }
      const answer = await each.handle({
        body: each.body ? parse(each.body, request.body) : undefined,
        query: each.query ? parse(each.query, request.query) : undefined,
        parameters: parse(parameters, request.params),
        signedIn,
        edit: { workspaceId: signedIn.workspaceId, by: signedIn.person.name, at: parts.now() },
      })
      response.json({ ok: true, ...answer })
    })
  }
  return router
}

/** Who makes this request: by personal access token, or by the console's cookie from the console's own pages. */
export async function authorise(request: Request, parts: Omit<RestParts, 'isSecure'>): Promise<SignedIn> {
  const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
  const session = parseCookie(request.headers.cookie ?? '')[sessionCookie]
  let signedIn: SignedIn | undefined
  if (bearer !== undefined) {
    signedIn = await signedInBy(parts.store.read, bearer, ['access', 'session'], parts.now())
  } else if (session !== undefined) {
    refuseForeign(request, parts)
    signedIn = await signedInBy(parts.store.read, session, ['session'], parts.now())
  }
  if (signedIn === undefined) throw new Refusal('unauthenticated', 'Sign in first.')
  // A store that is full can still be read.
  await noteSeen(parts.store, [signedIn], parts.now()).catch((reason) =>
    parts.report(reason, 'noting who is there'),
  )
  return signedIn
}

/** A cookie comes along from any page of the browser; a change is made only from our own pages. */
export function refuseForeign(request: Request, parts: Pick<RestParts, 'origins'>): void {
  const fetchSite = request.headers['sec-fetch-site']
  const isForeign = fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none'
  if (request.method !== 'GET' && (isForeign || !parts.origins.isOwn(request.headers))) {
    throw new Refusal('forbidden', 'This can be changed from the console’s own pages only.')
  }
}

export function setSessionCookie(
  request: Request,
  response: Response,
  parts: Pick<RestParts, 'isSecure'>,
  session: { secret: string; expiresAt: number } | undefined,
): void {
  response.append(
    'set-cookie',
    stringifySetCookie({
      name: sessionCookie,
      value: session?.secret ?? '',
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: parts.isSecure(request),
      expires: new Date(session?.expiresAt ?? 0),
    }),
  )
}
