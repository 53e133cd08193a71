import { join } from 'node:path'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import helmet from 'helmet'
import type { Registry } from 'prom-client'
import { signIn } from '#shared/rest.ts'
import { type OpenedSession, openSession, revokeCredential } from '../people/index.ts'
import { Refusal } from '../refusal.ts'
import { failureOf, parse, type Report, statusOf } from './answer.ts'
import type { Live } from './live.ts'
import { openApi } from './open-api.ts'
import { builtFiles, pagePolicy } from './pages/built-files.ts'
import { serveLoader } from './pages/loader.ts'
import { serveWidget } from './pages/widget.ts'
import { servePublicSites } from './public-sites.ts'
import { type AnyRoute, authorise, refuseForeign, restRouter, setSessionCookie } from './rest.ts'
import { type OpenIdParts, serveOpenId } from './sign-in-open-id.ts'
import { type SignInRouteParts, signInRouter } from './sign-in-routes.ts'

export interface HttpParts extends SignInRouteParts, OpenIdParts {
  routes: AnyRoute[]
  /** Uploads and downloads: bytes, not JSON. */
  attachments: express.Router
  /** Bytes of one file. */
  attachmentLimit: number
  report: Report
  live: Pick<Live, 'deskStateOf'>
  metrics: Registry
  /** Where the browser's files were built to. */
  builtDirectory: string
  /** Able to serve: the store answers. */
  isReady(): Promise<boolean>
  storefront: express.Router | undefined
}

/** Everything this process answers over HTTP. */
export function httpApplication(parts: HttpParts): Express {
  const application = express()
  application.disable('x-powered-by')
  application.set('query parser', 'simple')
  application.use(securityHeaders())
  application.get('/healthz', (_request, response) => void response.json({ ok: true }))
  application.get('/readyz', async (_request, response) => {
    const isReady = await parts.isReady()
    response.status(isReady ? 200 : 503).json({ ok: isReady })
  })
  application.get('/metrics', async (_request, response) => {
    response.type(parts.metrics.contentType).send(await parts.metrics.metrics())
  })
  application.use('/api/v1', restApi(parts))
  serveLoader(application, parts)
  servePublicSites(application, parts)
  serveWidget(application, parts)
  serveConsole(application, parts)
  if (parts.storefront) application.use(parts.storefront)
  application.use((_request: Request, response: Response) => {
    response.status(404).json({ ok: false, error: 'not-found', message: 'There is nothing at this address.' })
  })
  application.use((reason: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(reason)
    const failure = failureOf(asRefusal(reason), `${request.method} ${request.path}`, parts.report)
    if (failure.retryAfter !== undefined) response.setHeader('retry-after', String(failure.retryAfter))
    response.status(statusOf[failure.error]).json(failure)
  })
  return application
}

function restApi(parts: HttpParts): express.Router {
  const router = express.Router()
  router.use((_request, response, next) => {
    response.setHeader('cache-control', 'no-store')
    next()
  })
  router.get('/openapi.json', (_request, response) => void response.json(openApi(parts.routes)))
  router.use(parts.attachments)
  // An import of hundreds of articles is the largest body; everything else is far below.
  router.use('/articles/import', express.json({ limit: '8mb' }))
  router.use(express.json({ limit: '256kb' }))
  router.post('/session', async (request, response) => {
    refuseForeign(request, parts)
    await parts.limit('signIn', request.ip ?? '')
    const { token } = parse(signIn, request.body)
    await welcome(request, response, await openSession(parts.store, token, parts.now(), deviceOf(request)))
  })
  router.get('/session', async (request, response) => {
    response.json({ ok: true, ...(await sessionView(parts, await authorise(request, parts))) })
  })
  router.delete('/session', async (request, response) => {
    const signedIn = await authorise(request, parts)
    await parts.store.write((writing) => revokeCredential(writing, signedIn.digest))
    setSessionCookie(request, response, parts, undefined)
    response.json({ ok: true })
  })
  router.use(signInRouter(parts, welcome))
  router.use(restRouter(parts.routes, parts))
  return router

  async function welcome(request: Request, response: Response, opened: OpenedSession): Promise<void> {
    setSessionCookie(request, response, parts, { secret: opened.session, expiresAt: opened.expiresAt })
    response.json({ ok: true, ...(await sessionView(parts, opened.signedIn)) })
  }
}

function deviceOf(request: Request): string | undefined {
  return request.headers['user-agent']
}

async function sessionView(parts: HttpParts, signedIn: Awaited<ReturnType<typeof authorise>>) {
  const workspace = await parts.store.read
    .selectFrom('workspace')
    .select(['id', 'name'])
    .where('id', '=', signedIn.workspaceId)
    .executeTakeFirstOrThrow()
  const { attachmentLimit } = parts
  return { person: signedIn.person, workspace, attachmentLimit, at: parts.now() }
}

function serveConsole(application: Express, parts: HttpParts): void {
  const directory = join(parts.builtDirectory, 'console')
  application.get('/console/sign-in', async (request, response, next) => {
    await parts.limit('signIn', request.ip ?? '')
    // Without a link it is the page where one signs in.
    if (request.query.token === undefined) return next()
    const { token } = parse(signIn, request.query)
    response.setHeader('cache-control', 'no-store')
    try {
      const opened = await openSession(parts.store, token, parts.now(), deviceOf(request))
      setSessionCookie(request, response, parts, { secret: opened.session, expiresAt: opened.expiresAt })
    } catch (reason) {
      if (!(reason instanceof Refusal) || reason.code !== 'unauthenticated') throw reason
      // The page says that the link has expired, and offers the other ways.
      response.status(401)
      return next()
    }
    response.redirect(303, '/console/')
  })
  serveOpenId(application, parts)
  application.use('/console', builtFiles(directory))
  // Every other address below /console is a page of the application.
  application.get('/console{/*page}', (_request, response) => {
    response.setHeader('content-security-policy', pagePolicy(["'none'"]))
    response.setHeader('cache-control', 'no-cache')
    response.sendFile('index.html', { root: directory })
  })
}

function securityHeaders(): express.Handler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        connectSrc: ["'self'", 'ws:', 'wss:'],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
    // Baton serves plain HTTP on one machine; a proxy that speaks TLS sets this for itself.
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' },
  })
}

/** Express' own errors (a body too large, a broken JSON) in our words. */
function asRefusal(reason: unknown): unknown {
  if (!(reason instanceof Error) || !('status' in reason)) return reason
  if (reason.status === 413)
    return new Refusal('too-large', 'This request is larger than this server accepts.')
  if (reason.status === 404) return new Refusal('not-found', 'There is nothing at this address.')
  if (typeof reason.status === 'number' && reason.status < 500) {
    return new Refusal('invalid', 'The request could not be read as JSON.')
  }
  return reason
}
