import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { EgressFailure, openEgress } from './egress.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const patient = () => AbortSignal.timeout(10_000)

async function kindOf(work: Promise<unknown>): Promise<string> {
  const reason = await work.then(
    () => undefined,
    (failure: unknown) => failure,
  )
  expect(reason).toBeInstanceOf(EgressFailure)
  return (reason as EgressFailure).kind
}

/** A resolver that knows one name, and how often it was asked. */
function resolver(...answers: string[][]) {
  const asked: string[] = []
  return {
    asked,
    async resolve(hostname: string) {
      asked.push(hostname)
      const answer = answers[Math.min(asked.length, answers.length) - 1] ?? []
      return answer.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    },
  }
}

it.each([
  'https://127.0.0.1/',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://0177.0.0.1/',
  'https://127.1/',
  'https://0/',
  'https://①②⑦.0.0.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://[::1]/',
  'https://[::]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:a9fe:a9fe]/',
  'https://[64:ff9b::169.254.169.254]/',
  'https://[fd00:ec2::254]/',
  'https://[fe80::1]/',
  'http://8.8.8.8/',
  'https://shop:secret@8.8.8.8/',
  'https://8.8.8.8@127.0.0.1/',
  'file:///etc/passwd',
  'ftp://8.8.8.8/',
  'data:text/plain,hello',
])('%s is never asked (invariant 17)', async (address) => {
  const { asked, resolve } = resolver(['127.0.0.1'])
  const egress = openEgress({ resolve })
  expect(await kindOf(egress.send({ method: 'GET', url: new URL(address) }, patient()))).toBe('forbidden')
  expect(asked).toEqual([])
})

it.each([[['127.0.0.1']], [['::1']], [['8.8.8.8', '10.0.0.1']], [['2606:4700::1111', 'fe80::1']]])(
  'a name that leads to %s is not asked (invariant 17)',
  async (addresses) => {
    const egress = openEgress({ resolve: resolver(addresses).resolve })
    const asked = egress.send({ method: 'GET', url: new URL('https://localhost.example/') }, patient())
    expect(await kindOf(asked)).toBe('forbidden')
  },
)

it('a name is resolved once, and the connection goes where the check looked, under its own name (invariant 17)', async () => {
  let host: string | undefined
  const origin = await serve((request, response) => {
    host = request.headers.host
    response.end('here')
  })
  const named = `http://shop.example:${new URL(origin).port}`
  // Asked a second time, as a name in an attacker's hands would be, it leads where nobody listens.
  const { asked, resolve } = resolver(['127.0.0.1'], ['127.0.0.2'])
  const egress = openEgress({ allowed: [named], resolve })
  const answer = await egress.send({ method: 'GET', url: new URL(named) }, patient())
  expect(answer.body.toString()).toBe('here')
  expect(asked).toEqual(['shop.example'])
  expect(host).toBe(new URL(named).host)
})

it('a name that turns to a closed address between two requests is refused at the second (invariant 17)', async () => {
  const { resolve } = resolver(['192.168.0.1'], ['127.0.0.1'], ['::1'])
  const egress = openEgress({ resolve })
  for (let time = 0; time < 3; time += 1) {
    const asked = egress.send({ method: 'GET', url: new URL('https://rebinding.example/') }, patient())
    expect(await kindOf(asked)).toBe('forbidden')
  }
})

it('an allowed origin is exact: another port of the same address stays closed', async () => {
  const origin = await serve((_request, response) => void response.end('here'))
  const egress = openEgress({ allowed: [origin] })
  const answer = await egress.send({ method: 'GET', url: new URL('/path', origin) }, patient())
  expect(answer.body.toString()).toBe('here')
  const other = new URL(origin)
  other.port = String(Number(other.port) - 1)
  expect(await kindOf(egress.send({ method: 'GET', url: other }, patient()))).toBe('forbidden')
  other.port = new URL(origin).port
  other.hostname = 'localhost'
  expect(await kindOf(egress.send({ method: 'GET', url: other }, patient()))).toBe('forbidden')
})

it('a redirect is an answer, and where it leads is not asked', async () => {
  let reached = 0
  const inner = await serve((_request, response) => {
    reached += 1
    response.end('secret')
  })
  const outer = await serve((_request, response) => {
    response.writeHead(302, { location: `${inner}/latest/meta-data/` }).end()
  })
  const answer = await openEgress({ allowed: [outer, inner] }).send(
    { method: 'GET', url: new URL(outer) },
    patient(),
  )
  expect(answer.status).toBe(302)
  expect(answer.body.toString()).toBe('')
  expect(reached).toBe(0)
})

it('method, headers and body arrive as they were given', async () => {
  let arrived: unknown
  const origin = await serve(async (request, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    const { method, url, headers } = request
    arrived = {
      method,
      url,
      host: headers.host,
      key: headers['x-key'],
      body: Buffer.concat(pieces).toString(),
    }
    response.setHeader('x-answer', 'yes').writeHead(201).end('{}')
  })
  const answer = await openEgress({ allowed: [origin] }).send(
    {
      method: 'POST',
      url: new URL('/a%20b?c=d', origin),
      headers: { 'x-key': '1' },
      body: '{"text":"北光"}',
    },
    patient(),
  )
  expect(answer.status).toBe(201)
  expect(answer.headers['x-answer']).toBe('yes')
  expect(arrived).toEqual({
    method: 'POST',
    url: '/a%20b?c=d',
    host: new URL(origin).host,
    key: '1',
    body: '{"text":"北光"}',
  })
})

it('ten megabytes end at the bound, whether they are announced or not', async () => {
  let sent = 0
  const origin = await serve((_request, response) => {
    const piece = Buffer.alloc(64_000, 'a')
    const more = () => {
      while (sent < 10_000_000) {
        sent += piece.length
        if (!response.write(piece)) return void response.once('drain', more)
      }
      response.end()
    }
    more()
  })
  const asked = openEgress({ allowed: [origin] }).send({ method: 'GET', url: new URL(origin) }, patient())
  expect(await kindOf(asked)).toBe('too-large')
  expect(sent).toBeLessThan(10_000_000)
})

it('packed answers are not unfolded', async () => {
  const origin = await serve((request, response) => {
    expect(request.headers['accept-encoding']).toBe('identity')
    response.setHeader('content-encoding', 'gzip').end('x')
  })
  const asked = openEgress({ allowed: [origin] }).send({ method: 'GET', url: new URL(origin) }, patient())
  expect(await kindOf(asked)).toBe('broken')
})

it.each([
  ['before the answer', (): RequestListener => () => undefined],
  ['within the answer', (): RequestListener => (_request, response) => void response.write('{')],
  [
    'with a byte now and then',
    (): RequestListener => (_request, response) => {
      const timer = setInterval(() => response.write(' '), 50)
      response.once('close', () => clearInterval(timer))
    },
  ],
])('a shop that stalls %s is given up in time', async (_name, listener) => {
  const origin = await serve(listener())
  const egress = openEgress({ allowed: [origin] })
  const began = performance.now()
  expect(await kindOf(egress.send({ method: 'GET', url: new URL(origin), timeout: 300 }, patient()))).toBe(
    'timeout',
  )
  expect(await kindOf(egress.send({ method: 'GET', url: new URL(origin) }, AbortSignal.timeout(300)))).toBe(
    'aborted',
  )
  expect(performance.now() - began).toBeLessThan(2_000)
})

it('a connection cut within the answer is told from one that nobody took', async () => {
  const origin = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('half', () => response.destroy())
  })
  const egress = openEgress({ allowed: [origin, 'http://127.0.0.1:1'] })
  expect(await kindOf(egress.send({ method: 'GET', url: new URL(origin) }, patient()))).toBe('broken')
  expect(await kindOf(egress.send({ method: 'GET', url: new URL('http://127.0.0.1:1') }, patient()))).toBe(
    'unreachable',
  )
})

it('what failed is told without path, query, header or body (invariant 16)', async () => {
  const url = new URL('http://127.0.0.1:1/orders/NL-1?email=emma@example.com')
  const egress = openEgress({ allowed: [url.origin] })
  const sent = egress.send({ method: 'GET', url, headers: { authorization: 'Bearer secret' } }, patient())
  const reason = await sent.catch((failure: unknown) => failure)
  expect(String(reason)).toBe('EgressFailure: http://127.0.0.1:1: ECONNREFUSED')
})
