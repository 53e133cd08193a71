import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { failureFrom } from '../../../../test/support/model-turn.ts'
import { guardedFetch } from './guarded-fetch.ts'

let server: Server | undefined
afterEach(async () => {
  server?.closeAllConnections()
  server?.close()
  server = undefined
})

async function serve(answer: RequestListener): Promise<string> {
  server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function guarded(base: string) {
  return guardedFetch({
    base,
    authorization: { authorization: 'Bearer ours' },
    signal: AbortSignal.timeout(5_000),
  })
}

test('only the one origin is asked, and only with our key and the few headers a client needs', async () => {
  let seen: NodeJS.Dict<string | string[]> = {}
  const base = await serve((request, response) => {
    seen = request.headers
    response.end('{}')
  })
  const headers = {
    authorization: 'Bearer theirs',
    cookie: 'a=b',
    'x-stainless-os': 'Linux',
    accept: 'text/plain',
  }
  await guarded(base)(`${base}/v1`, { method: 'POST', body: '{}', headers })
  expect(seen).toMatchObject({ authorization: 'Bearer ours', accept: 'text/plain' })
  expect(Object.keys(seen)).not.toEqual(expect.arrayContaining(['cookie']))
  expect(JSON.stringify(seen)).not.toMatch(/theirs|stainless/)
  expect((await failureFrom(guarded(base)('http://127.0.0.1:9/v1'))).reason).toBe('refused')
})

test.each([
  [429, { 'retry-after': '7' }, '', { reason: 'rate-limited', retryAfter: 7_000 }],
  [503, { 'retry-after': '86400' }, '', { reason: 'server-error', retryAfter: 60_000 }],
  [
    429,
    { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' },
    '',
    { reason: 'rate-limited', retryAfter: undefined },
  ],
  [429, { 'retry-after': 'soon' }, '', { reason: 'rate-limited', retryAfter: undefined }],
  [400, {}, '{"error":{"code":"content_filter"}}', { reason: 'content-refused' }],
  [400, {}, '{"error":{"code":"bad_tool"}}', { reason: 'refused' }],
])('HTTP %i with %j and %j is %j', async (status, headers, body, expected) => {
  const base = await serve((_request, response) => {
    response.writeHead(status, { ...headers, 'content-length': body.length }).end(body)
  })
  expect(await failureFrom(guarded(base)(base))).toMatchObject(expected)
})

test('an endless reply ends after four megabytes, and its connection with it', async () => {
  let closed = false
  const base = await serve((_request, response) => {
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
    }
    response.on('drain', more)
    response.on('close', () => {
      closed = true
    })
    more()
  })
  const reply = await guarded(base)(base)
  await expect(reply.text()).rejects.toMatchObject({ reason: 'too-long' })
  await expect.poll(() => closed).toBe(true)
})
