import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { openEgress } from '../egress/egress.ts'
import { ConnectorFailure, type ShopConnector } from '../shop.ts'
import type { ShopMapping } from './mapping.ts'
import { openApiShop } from './open-api-shop.ts'

// A shop unlike the demo shop: other names, decimal prices, one language, a key in a header, and any order for its key.

const document = {
  openapi: '3.1.0',
  info: { title: 'A shop', version: '1' },
  servers: [{ url: 'https://elsewhere.example' }],
  components: { parameters: { Reference: { name: 'reference', in: 'path', required: true, schema: {} } } },
  paths: {
    '/v2/sales/{reference}': {
      parameters: [{ $ref: '#/components/parameters/Reference' }],
      get: { operationId: 'sale', responses: {} },
    },
    '/v2/sales': {
      get: {
        operationId: 'sales',
        parameters: [{ name: 'buyer', in: 'query', required: true }],
        responses: {},
      },
    },
    '/v2/repayments': {
      post: {
        operationId: 'repay',
        parameters: [{ name: 'Once-Key', in: 'header', required: true }],
        responses: {},
      },
    },
  },
}

const sale = {
  object: {
    owner: '/sale/buyer',
    number: { from: '/sale/id', as: 'text' as const },
    status: { from: '/sale/state', words: { OPEN: 'paid', GONE: 'shipped', '*': 'placed' } },
    items: {
      each: '/sale/rows',
      of: {
        object: {
          id: { from: '/row', as: 'text' as const },
          name: { from: '/title', as: 'localized' as const },
          quantity: { from: '/pieces', as: 'number' as const },
        },
      },
    },
    total: {
      object: { amount: { from: '/sale/sum', as: 'hundredths' as const }, currency: { constant: 'EUR' } },
      needs: ['amount'],
    },
    placedAt: { from: '/sale/time', as: 'milliseconds' as const },
    trackingUrl: { first: ['/sale/track/url', '/sale/link'] },
  },
}
const mapping: ShopMapping = {
  orders: {
    find: { operationId: 'sale', parameters: { reference: '/number' }, answer: sale },
    list: {
      operationId: 'sales',
      parameters: { buyer: '/customer/email' },
      answer: { each: '', of: sale },
    },
  },
  refunds: {
    refund: {
      operationId: 'repay',
      parameters: { 'Once-Key': '/key' },
      body: { object: { sale: '/number', cents: '/amount/amount' } },
      answer: {
        object: { id: '/id', amount: { object: { amount: '/cents', currency: { constant: 'EUR' } } } },
      },
    },
  },
  refusal: '/detail/0/why',
}

const good = {
  sale: {
    buyer: 'Emma@Example.com',
    id: 17,
    state: 'GONE',
    sum: '1999.90',
    time: '2026-11-19T08:42:17+01:00',
    rows: [{ row: 1, title: '<b>Tent</b> & "poles"', pieces: '2.00' }],
    link: 'https://carrier.example/17',
  },
}

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function shopOn(
  listener: RequestListener,
  more: { document?: object | URL | 'described'; patience?: number } = {},
): Promise<ShopConnector> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return openApiShop({
    name: 'other',
    egress: openEgress({ allowed: [origin] }),
    baseUrl: new URL('/api/', origin),
    document: more.document === 'described' ? new URL('/openapi.json', origin) : (more.document ?? document),
    credentials: { header: { name: 'X-Key', value: 'very secret' } },
    mapping,
    patience: more.patience,
  })
}

const json =
  (body: unknown, status = 200): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
const raw =
  (body: string | Buffer, type: string, status = 200): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': type }).end(body)

const emma = { email: 'emma@example.com' }
const soon = () => AbortSignal.timeout(10_000)
const find = (shop: ShopConnector) => shop.orders?.find('17', emma, soon()) ?? Promise.resolve()
const refund = (shop: ShopConnector) =>
  shop.refunds?.refund(
    { number: '17', customer: emma, amount: { amount: 500, currency: 'EUR' }, reason: 'late' },
    'key 1',
    soon(),
  ) ?? Promise.resolve()

async function failureOf(work: Promise<unknown>): Promise<ConnectorFailure> {
  const reason = await work.then(
    (answer) => answer,
    (failure: unknown) => failure,
  )
  expect(reason).toBeInstanceOf(ConnectorFailure)
  return reason as ConnectorFailure
}

it('the shop’s words become ours, and text stays as it is', async () => {
  const asked: unknown[] = []
  const shop = await shopOn((request, response) => {
    asked.push([request.method, request.url, request.headers['x-key'], request.headers.host?.split(':')[0]])
    json(good)(request, response)
  })
  expect(await find(shop)).toEqual({
    number: '17',
    status: 'shipped',
    items: [{ id: '1', name: { en: '<b>Tent</b> & "poles"', zh: '<b>Tent</b> & "poles"' }, quantity: 2 }],
    total: { amount: 199_990, currency: 'EUR' },
    placedAt: Date.parse('2026-11-19T07:42:17Z'),
    trackingUrl: 'https://carrier.example/17',
  })
  // The base address is the operator's; the document's own servers are not asked.
  expect(asked).toEqual([['GET', '/api/v2/sales/17', 'very secret', '127.0.0.1']])
})

it('a shop that hands out any order does not hand it to another customer (invariant 12)', async () => {
  const shop = await shopOn(json(good))
  expect(await shop.orders?.find('17', { email: 'liam@example.com' }, soon())).toBeUndefined()
  expect(await shop.orders?.find('17', { email: '' }, soon())).toBeUndefined()
  const nobody = await shopOn(json({ sale: { ...good.sale, buyer: '' } }))
  expect(await nobody.orders?.find('17', { email: '' }, soon())).toBeUndefined()
  const list = await shopOn(json([good, { sale: { ...good.sale, buyer: 'liam@example.com' } }]))
  expect(await list.orders?.list(emma, soon())).toHaveLength(1)
})

it.each([
  '[win](https://evil.example)',
  'https://evil.example',
  '<script>1</script>',
  '**17**',
  'x'.repeat(61),
  '1\n7',
])(
  'a number that could be drawn as something else is nonsense, not a number: %s (invariant 11)',
  async (id) => {
    const shop = await shopOn((request, response) =>
      json(request.method === 'POST' ? { id, cents: 500 } : { sale: { ...good.sale, id } })(
        request,
        response,
      ),
    )
    expect((await failureOf(find(shop))).kind).toBe('nonsense')
    const paying = await shopOn((request, response) =>
      json(request.method === 'POST' ? { id, cents: 500 } : good)(request, response),
    )
    expect((await failureOf(refund(paying))).kind).toBe('nonsense')
  },
)

it('an order number cannot lead to another operation, and its characters stay characters', async () => {
  const asked: (string | undefined)[] = []
  const shop = await shopOn((request, response) => {
    asked.push(request.url)
    json({}, 404)(request, response)
  })
  for (const number of [
    '..',
    '.',
    '',
    'a/../../b',
    '%2e%2e',
    '?x=1#y',
    '\ud800',
    '订单 1',
    '\r\nX-Key: no',
  ]) {
    expect(await shop.orders?.find(number, emma, soon())).toBeUndefined()
  }
  expect(asked).toEqual([
    '/api/v2/sales/a%2F..%2F..%2Fb',
    '/api/v2/sales/%252e%252e',
    '/api/v2/sales/%3Fx%3D1%23y',
    '/api/v2/sales/%EF%BF%BD',
    '/api/v2/sales/%E8%AE%A2%E5%8D%95%201',
    '/api/v2/sales/%0D%0AX-Key%3A%20no',
  ])
})

it('an address of tracking that is a script is left out, and the order stays', async () => {
  const shop = await shopOn(json({ sale: { ...good.sale, link: 'javascript:alert(1)' } }))
  const found = await shop.orders?.find('17', emma, soon())
  expect(found?.number).toBe('17')
  expect(found?.trackingUrl).toBeUndefined()
})

it.each([
  ['an HTML page that says 200', raw('<html>Sign in</html>', 'text/html'), 'nonsense'],
  ['an HTML error page', raw('<html>Bad gateway</html>', 'text/html', 502), 'unavailable'],
  ['half of a JSON', raw('{"sale": {', 'application/json'), 'nonsense'],
  ['JSON that is not UTF-8', raw(Buffer.from([0x22, 0xff, 0x22]), 'application/json'), 'nonsense'],
  ['a number', json(42), 'nonsense'],
  ['nothing', raw('', 'application/json'), 'nonsense'],
  ['null', json(null), 'nonsense'],
  ['a list instead of an object', json([good]), 'nonsense'],
  ['an order without its owner', json({ sale: { ...good.sale, buyer: undefined } }), 'nonsense'],
  [
    'fractions of pieces',
    json({ sale: { ...good.sale, rows: [{ row: 1, title: 'x', pieces: '1.5' }] } }),
    'nonsense',
  ],
  ['an amount below zero', json({ sale: { ...good.sale, sum: '-5' } }), 'nonsense'],
  ['ten megabytes', json({ sale: { ...good.sale, padding: 'a'.repeat(10_000_000) } }), 'nonsense'],
  ['deep nesting', raw(`${'['.repeat(200_000)}${']'.repeat(200_000)}`, 'application/json'), 'nonsense'],
  [
    'a redirect',
    ((_request, response) => void response.writeHead(302, { location: '/other' }).end()) as RequestListener,
    'nonsense',
  ],
  ['a key that is not taken', json({}, 401), 'unauthorised'],
  ['a key that may not', json({}, 403), 'unauthorised'],
  ['too many requests', json({}, 429), 'unavailable'],
  ['a broken shop', json({}, 500), 'unavailable'],
  ['a shop being mended', json({}, 503), 'unavailable'],
  ['a refusal', json({ detail: [{ why: 'closed\u0007 on\nSunday' }] }, 409), 'refused'],
] as const)('%s is told as what it is', async (_name, listener, kind) => {
  const failure = await failureOf(find(await shopOn(listener)))
  expect(failure.kind).toBe(kind)
  expect(failure.message).not.toMatch(/secret|Example\.com|key 1/)
  if (kind === 'refused') expect(failure.message).toBe('closed  on Sunday')
})

it('a slow shop is given up, by its own limit and by the turn’s', async () => {
  const began = performance.now()
  const slow: RequestListener = (request, response) => {
    const timer = setTimeout(() => json(good)(request, response), 3_000)
    response.once('close', () => clearTimeout(timer))
  }
  expect((await failureOf(find(await shopOn(slow, { patience: 200 })))).kind).toBe('unavailable')
  const shop = await shopOn(slow)
  const given = shop.orders?.find('17', emma, AbortSignal.timeout(200)) ?? Promise.resolve()
  expect((await failureOf(given)).kind).toBe('unavailable')
  expect(
    (await failureOf(shop.orders?.find('17', emma, AbortSignal.abort()) ?? Promise.resolve())).kind,
  ).toBe('unavailable')
  expect(performance.now() - began).toBeLessThan(2_000)
})

it('a read is tried once more where nobody took it, an action never', async () => {
  const asked: string[] = []
  const shop = await shopOn((request, response) => {
    asked.push(`${request.method}`)
    if (asked.length === 1 || request.method === 'POST') request.socket.destroy()
    else json(good)(request, response)
  })
  expect(await find(shop)).toMatchObject({ number: '17' })
  expect(asked).toEqual(['GET', 'GET'])
  expect((await failureOf(refund(shop))).kind).toBe('unavailable')
  expect(asked).toEqual(['GET', 'GET', 'GET', 'POST'])
})

it('an action sends its key and its body, and asks first whose order it is', async () => {
  const asked: unknown[] = []
  const shop = await shopOn(async (request, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    asked.push([request.method, request.url, request.headers['once-key'], Buffer.concat(pieces).toString()])
    json(request.method === 'GET' ? good : { id: 'R1', cents: 500 })(request, response)
  })
  expect(await refund(shop)).toEqual({ id: 'R1', amount: { amount: 500, currency: 'EUR' } })
  expect(asked).toEqual([
    ['GET', '/api/v2/sales/17', undefined, ''],
    ['POST', '/api/v2/repayments', 'key%201', '{"sale":"17","cents":500}'],
  ])
})

it('the description is fetched once, at the first call, and again after it failed', async () => {
  let fetched = 0
  const shop = await shopOn(
    (request, response) => {
      if (request.url !== '/openapi.json') return json(good)(request, response)
      fetched += 1
      json(fetched === 1 ? { swagger: '2.0' } : document)(request, response)
    },
    { document: 'described' },
  )
  expect(fetched).toBe(0)
  expect((await failureOf(find(shop))).kind).toBe('nonsense')
  await Promise.all([find(shop), find(shop), find(shop)])
  expect(fetched).toBe(2)
})

it.each([
  ['no document', {}],
  ['an older one', { swagger: '2.0', paths: {} }],
  ['one without the operation', { openapi: '3.0.0', paths: {} }],
  [
    'a parameter from elsewhere',
    {
      openapi: '3.0.0',
      paths: {
        '/x': { get: { operationId: 'sale', parameters: [{ $ref: 'https://evil.example/p.json' }] } },
      },
    },
  ],
])('%s is nonsense', async (_name, wrong) => {
  expect((await failureOf(find(await shopOn(json(good), { document: wrong })))).kind).toBe('nonsense')
})

it('a mapping that could not tell whose order it is does not come to be', () => {
  const settings = { name: 'x', egress: openEgress(), baseUrl: new URL('https://shop.example'), document }
  expect(() => openApiShop({ ...settings, mapping: { refunds: mapping.refunds } })).toThrow(/orders\.find/)
})

it('what a shop cannot do is not there', () => {
  const settings = { name: 'x', egress: openEgress(), baseUrl: new URL('https://shop.example'), document }
  const shop = openApiShop({ ...settings, mapping: { orders: mapping.orders } })
  expect(Object.keys(shop).sort()).toEqual(['close', 'name', 'orders'])
})
