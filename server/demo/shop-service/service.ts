import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import { z } from 'zod'
import { type Desk, ShopRefusal } from './actions.ts'
import { describeService } from './description.ts'
import { type Operation, operations } from './operations.ts'
import { openShopStore } from './store.ts'

export interface ShopServiceSettings {
  /** The store, made where it is missing. */
  file: string
  /** Where `orders.json` and `products.json` lie. */
  seed: string
  now?: () => number
  /** 0 is any free one. */
  port?: number
  /** Told about what broke; no text of a request is in it. */
  report(reason: unknown, about: string): void
}

export interface ShopService {
  /** `http://127.0.0.1:PORT`. */
  origin: string
  /** Made at this start; every request has to bear it. */
  key: string
  close(): Promise<void>
}

/** Starts the demo shop on loopback. Rejects where its store cannot be opened or its port is taken. */
export async function startShopService(settings: ShopServiceSettings): Promise<ShopService> {
  const now = settings.now ?? Date.now
  const store = openShopStore(settings.file, settings.seed, now)
  const key = randomBytes(32).toString('base64url')
  const server = createServer(shopApplication({ store, now }, key, settings.report))
  try {
    server.listen({ port: settings.port ?? 0, host: '127.0.0.1' })
    await once(server, 'listening')
  } catch (reason) {
    store.close()
    throw reason
  }
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
      store.close()
    },
  }
}

function shopApplication(desk: Desk, key: string, report: ShopServiceSettings['report']): Express {
  const application = express()
  application.disable('x-powered-by')
  application.set('query parser', 'simple')
  const expected = digestOf(`Bearer ${key}`)
  application.use((request, response, next) => {
    response.setHeader('cache-control', 'no-store')
    if (timingSafeEqual(digestOf(request.headers.authorization ?? ''), expected)) return next()
    fail(response, 401, 'unauthorised')
  })
  let described: object | undefined
  application.get('/openapi.json', (_request, response) => {
    described ??= describeService()
    response.json(described)
  })
  application.use(express.json({ limit: '64kb' }))
  for (const operation of operations) {
    application[operation.method](operation.path, (request: Request, response: Response) => {
      const { status, answer } = serve(operation, desk, request)
      response.status(status).json(answer)
    })
  }
  application.use((_request: Request, response: Response) => fail(response, 404, 'unknown-address'))
  application.use((reason: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(reason)
    const status = (reason as { status?: unknown }).status
    if (typeof status === 'number' && status >= 400 && status < 500) return fail(response, status, 'invalid')
    report(reason, `the demo shop, ${request.method} ${String(request.route?.path ?? '')}`)
    fail(response, 500, 'broken')
  })
  return application
}

const keyHeader = z.string().min(1).max(200)

function serve(operation: Operation, desk: Desk, request: Request): Result {
  const sent = operation.method === 'get' ? request.query : (request.body as object | undefined)
  const input = operation.input.safeParse({ ...sent, ...request.params })
  if (!input.success) return failure(400, 'invalid', z.prettifyError(input.error))
  if (!operation.isAction) return attempt(operation, desk, input.data)
  const key = keyHeader.safeParse(request.headers['idempotency-key'])
  if (!key.success) return failure(400, 'invalid', 'Idempotency-Key is missing')
  return doOnce(operation, desk, input.data, key.data)
}

interface Result {
  status: number
  answer: unknown
}

/**
 * The first request with a key is done and its result kept in the same transaction, a refusal too; every later one gets
 * that result. A key that comes with another request is a mistake of the caller.
 */
function doOnce(operation: Operation, desk: Desk, input: object, key: string): Result {
  const request = digestOf(JSON.stringify([operation.id, input])).toString('base64')
  return desk.store.transaction(() => {
    const first = desk.store.firstResult(key)
    if (first !== undefined) return first.request === request ? first : failure(422, 'key-reused')
    const result = attempt(operation, desk, input)
    desk.store.keepFirstResult(key, { request, ...result })
    return result
  })
}

function attempt(operation: Operation, desk: Desk, input: object): Result {
  try {
    return { status: 200, answer: operation.handle(desk, input as never) }
  } catch (reason) {
    if (reason instanceof ShopRefusal) return failure(reason.status, reason.code)
    throw reason
  }
}

function failure(status: number, code: string, message = code): Result {
  return { status, answer: { error: { code, message } } }
}

function fail(response: Response, status: number, code: string): void {
  response.status(status).json(failure(status, code).answer)
}

/** Of equal length whatever comes in, so that comparing tells nothing by its time. */
function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
