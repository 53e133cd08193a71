import { afterAll, beforeAll, expect, test } from 'vitest'
import { siteEdit } from '#shared/site.ts'
import { call, startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, connectVisitor } from '../support/clients.ts'
import { addWorkspace } from '../support/workspaces.ts'

/** Monday, two minutes to nine in Berlin; the tests move it on. */
let clock = Date.parse('2026-06-15T06:58:00Z')
const nine = Date.parse('2026-06-15T07:00:00Z')
let app: TestApp
let token: string
beforeAll(async () => {
  app = await startTestApp({ now: () => clock })
  token = (await app.signIn('administrator')).token
})
afterAll(() => app.close())

const rest = (method: string, path: string, body?: unknown, who = token): Promise<Untyped> =>
  call(app.base, method, path, { token: who, ...(body !== undefined && { body }) })

async function demoSite(): Promise<Untyped> {
  const { sites } = await rest('GET', '/sites')
  return sites.find((each: Untyped) => each.key === 'demo')
}

async function published(key: string): Promise<{ status: number; cache: string | null; body: Untyped }> {
  const response = await fetch(`${app.base}/widget/sites/${key}.json`)
  return {
    status: response.status,
    cache: response.headers.get('cache-control'),
    body: await response.json(),
  }
}

const workdays = {
  timeZone: 'Europe/Berlin',
  week: {
    ...{ monday: [{ from: '09:00', to: '17:00' }], tuesday: [{ from: '09:00', to: '17:00' }] },
    ...{ wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] },
  },
  holidays: [],
}

test('a new site has sensible settings, and each setting that is saved is there again', async () => {
  const made = await rest('POST', '/sites', { name: 'Second shop', origins: ['https://second.example'] })
  expect(made.site).toMatchObject({ version: 1, updatedBy: 'Maya Chen', updatedAt: clock, theme: 'auto' })
  const content = {
    name: 'Second shop',
    origins: ['https://second.example'],
    title: { en: 'Second', zh: '二店', ja: 'セカンド' },
    accent: '#aa2233',
    theme: 'dark',
    side: 'left',
    offset: { x: 12, y: 80 },
    languages: ['en', 'zh', 'ja'],
    greeting: { en: 'Hi', zh: '您好', ja: 'こんにちは' },
    suggestions: { en: ['Delivery?'], zh: [] },
    assistantName: { en: 'Second’s assistant', zh: '二店助手' },
    offlineText: { en: 'Away', zh: '不在线' },
    hours: workdays,
    proactive: [
      {
        id: 'cart',
        text: { en: 'Need help?', zh: '需要帮忙吗？' },
        when: { urlPattern: '/cart*', exitIntent: true },
      },
    ],
    preChat: [
      {
        ...{ id: 'topic', kind: 'choice', required: true, label: { en: 'About?', zh: '关于？' } },
        choices: { en: ['An order', 'A product'], zh: ['订单', '商品'] },
      },
    ],
    consent: {
      text: { en: 'We keep this chat.', zh: '我们会保存对话。' },
      address: 'https://second.example/privacy',
    },
    sound: true,
  }
  const saved = await rest('PUT', `/sites/${made.site.key}`, { ...content, version: 1 })
  expect(saved.site).toMatchObject({ ...content, version: 2 })
  const { sites } = await rest('GET', '/sites')
  expect(sites.find((each: Untyped) => each.key === made.site.key)).toEqual(saved.site)
})

test('a script that leaves the version out saves as before; one that knows an old version is a conflict', async () => {
  const { key } = (await rest('POST', '/sites', { name: 'Third', origins: [] })).site
  expect((await rest('PUT', `/sites/${key}`, { name: 'Third!', origins: [] })).site).toMatchObject({
    name: 'Third!',
    version: 2,
  })
  const late = await rest('PUT', `/sites/${key}`, { name: 'Late', origins: [], version: 1 })
  expect(late).toMatchObject({ status: 409, error: 'conflict' })
  expect(late.message).toContain('version 2')
  const { sites } = await rest('GET', '/sites')
  expect(sites.find((each: Untyped) => each.key === key).name).toBe('Third!')
})

test('each mistake is named with where it is', async () => {
  const refused = await rest('POST', '/sites', {
    ...{ name: 'Wrong', origins: ['shop.example'], accent: 'green', offset: { x: 500, y: 0 } },
    hours: { ...workdays, timeZone: 'Berlin' },
  })
  expect(refused).toMatchObject({ status: 400, error: 'invalid' })
  expect(refused.issues.map(({ path }: Untyped) => path).sort()).toEqual([
    'accent',
    'hours.timeZone',
    'offset.x',
    'origins.0',
  ])
})

test('neither another role nor another workspace changes a site (invariant 9)', async () => {
  const other = await addWorkspace(app)
  const body = siteEdit.parse({ name: 'Theirs', origins: [] })
  expect(await rest('PUT', '/sites/demo', body, other.token)).toMatchObject({ status: 404 })
  expect((await rest('GET', '/sites', undefined, other.token)).sites).toEqual([])
  const supervisor = await app.signIn('supervisor')
  expect(await rest('PUT', '/sites/demo', body, supervisor.token)).toMatchObject({ status: 403 })
  expect((await demoSite()).name).toBe('Northlight Outdoor')
})

test('a visitor’s browser reads the public part of a site before any connection, and no more', async () => {
  const { status, cache, body } = await published('demo')
  expect([status, cache]).toEqual([200, 'public, max-age=60'])
  expect(Object.keys(body).sort()).toEqual([
    ...[
      'accent',
      'assistantName',
      'colours',
      'consent',
      'greeting',
      'key',
      'languages',
      'offlineText',
      'offset',
      'open',
    ],
    ...['preChat', 'proactive', 'side', 'sound', 'suggestions', 'theme', 'title'],
  ])
  expect(body).toMatchObject({ key: 'demo', consent: null, open: false })
  expect(body.greeting.ar).toContain('مرحبًا')
  expect(await published('no-such-site')).toMatchObject({
    status: 404,
    body: { ok: false, error: 'not-found' },
  })
  expect((await published('%00')).status).toBe(400)
})

test('a visitor’s session still holds what it held', async () => {
  const visitor = await connectVisitor(app.base)
  expect(Object.keys(visitor.session.site).sort()).toEqual([
    'accent',
    'assistantName',
    'greeting',
    'key',
    'name',
    'suggestions',
    'title',
  ])
  visitor.close()
})

test('outside its hours a site is closed though somebody is there, and those who wait are told when it opens', async () => {
  const agent = await app.signIn('agent')
  const desk = await connectDesk(app.base, agent.token)
  await expect.poll(async () => (await published('demo')).body.open).toBe(true)
  const site = await demoSite()
  expect((await rest('PUT', '/sites/demo', { ...site, hours: workdays })).status).toBe(200)
  await expect
    .poll(async () => {
      clock += 500
      return (await published('demo')).body
    })
    .toMatchObject({ open: false, opensAt: nine })

  const visitor = await connectVisitor(app.base)
  const { conversationId } = await visitor.say('Where is my parcel?')
  expect((await visitor.ask('handover:request', { conversationId })).ok).toBe(true)
  const told = await visitor.fact('queue:changed')
  expect(told).toMatchObject({ open: false, opensAt: nine, position: 1, etaSeconds: null })
  // What the assistant says of the wait is in keeping with it.
  await visitor.event((event) => event.sender === 'assistant' && /right now.*kept/.test(event.text))
  const again = await connectVisitor(app.base, { token: visitor.token })
  expect(again.session.conversation.queue).toMatchObject({ open: false, opensAt: nine })
  again.close()

  // A moment in which the hours are seen closed; then nobody does anything but the clock.
  await new Promise((resolve) => setTimeout(resolve, 5_500))
  clock = nine
  const opened = await visitor.fact('queue:changed', (fact) => fact.open, 12_000)
  expect(opened).not.toHaveProperty('opensAt')
  desk.close()
  visitor.close()
}, 40_000)
