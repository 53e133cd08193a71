import { existsSync, readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Card } from '#shared/cards.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { artefact, sizes, useBrowser, widgetOn } from '../support/browser.ts'
import { outOfSight, seriousFindings } from '../support/page-findings.ts'

let app: TestApp
beforeEach(async () => {
  app = await startTestApp()
})
afterEach(() => app.close())
const browser = useBrowser()

const journeys = {
  en: {
    order: 'Where is my order NL-100201? emma@example.com',
    state: 'On its way',
    track: 'Track parcel',
    tracked: /parcel of order NL-100201/,
    list: 'Show me all my orders',
    search: 'Show me your tents',
    more: 'Tell me more',
    compare: 'Compare the Aurora 2 with the Wisp 1',
    price: 'Price',
  },
  zh: {
    order: '我的订单 NL-100201 到哪了？邮箱是 emma@example.com',
    state: '运输中',
    track: '查物流',
    tracked: /订单 NL-100201 的包裹到哪了/,
    list: '我的订单',
    search: '推荐几款帐篷',
    more: '了解更多',
    compare: '极光 Aurora 2 和 Wisp 1 对比一下',
    price: '价格',
  },
} as const

async function look(page: Page, name: string): Promise<void> {
  await artefact(page, name)
  expect(await seriousFindings(page)).toEqual([])
  expect(await outOfSight(page)).toEqual([])
}

test.for([
  ['en', 'phone', 'light'],
  ['zh', 'phone', 'dark'],
  ['en', 'desktop', 'dark'],
  ['zh', 'desktop', 'light'],
] as const)('orders, products and a comparison are cards (%s, %s, %s)', async ([language, size, scheme]) => {
  const words = journeys[language]
  const page = await browser.visit(app.base, `/?lang=${language}`, { language, size, scheme })
  const widget = widgetOn(page)
  const name = (state: string) => `cards-${language}-${size}-${state}`
  await widget.launcher.click()
  await widget.say(words.order)
  const order = widget.log.getByRole('region', { name: /NL-100201/ })
  await order.getByText(words.state, { exact: true }).waitFor()
  expect(await order.getByRole('listitem').count()).toBe(3)
  expect(await order.textContent()).not.toMatch(/emma|Lindqvist|@/)
  await look(page, name('order'))
  await order.getByRole('button', { name: words.track }).click()
  await widget.log.getByText(words.tracked).first().waitFor()
  await widget.say(words.list)
  await widget.log.locator('.cards.is-row').first().waitFor()
  await artefact(page, name('orders'))
  await widget.say(words.search)
  const row = widget.log.locator('.cards.is-row').last()
  await row.getByRole('button', { name: words.more }).first().waitFor()
  await look(page, name('products'))
  await row.getByRole('button', { name: words.more }).first().click()
  await widget.log.locator('.card-facts').last().waitFor()
  await artefact(page, name('product'))
  await widget.say(words.compare)
  const table = widget.log.getByRole('table')
  await table.getByRole('rowheader', { name: words.price }).waitFor()
  expect(await table.getByRole('columnheader').count()).toBe(2)
  await look(page, name('comparison'))
})

test('cards are fetched when the first one is near, a return begins at its button, and a row goes by keyboard', async () => {
  const page = await browser.visit(app.base, '/?lang=en', { size: 'desktop' })
  const fetched: string[] = []
  page.on('request', (request) => {
    if (/\/assets\/cards-/.test(request.url())) fetched.push(request.url())
  })
  const widget = widgetOn(page)
  await widget.launcher.click()
  await widget.say('What does a return cost?')
  await widget.log.getByRole('group', { name: 'Sources' }).waitFor()
  expect(fetched).toEqual([])
  await widget.say('Where is my order NL-100206? siyuan.li@example.org')
  const order = widget.log.getByRole('region', { name: /NL-100206/ })
  await order.getByText('Delivered', { exact: true }).waitFor()
  expect(fetched).toHaveLength(1)
  await look(page, 'cards-en-desktop-delivered')
  await order.getByRole('button', { name: 'Return something' }).click()
  await widget.log.getByText('Which items of order NL-100206').waitFor()
  await widget.say('never mind')
  await widget.log.getByText('no return was started').waitFor()

  await widget.say('Show me your tents')
  const row = widget.log.getByRole('list', { name: 'Products' })
  await row.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => row.evaluate((list) => list.scrollLeft)).toBeGreaterThan(40)
  await row.evaluate((list) => {
    list.ownerDocument.documentElement.dir = 'rtl'
    list.scrollLeft = 0
  })
  await look(page, 'cards-rtl-products')
  await widget.say('Compare the Aurora 2 with the Wisp 1')
  await widget.log.getByRole('table').waitFor()
  await look(page, 'cards-rtl-comparison')
})

test('the place of cards under way is kept, and where they cannot come the text says it all', async () => {
  const page = await browser.visit(app.base, '/?lang=en', { size: 'phone' })
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  await page.route(/\/assets\/cards-/, async (route) => {
    await released
    await route.continue()
  })
  const widget = widgetOn(page)
  await widget.launcher.click()
  await widget.say(journeys.en.compare)
  await widget.log.getByText('Aurora 2 tent and Wisp 1 tent').waitFor()
  await widget.log.getByRole('button', { name: 'Helpful', exact: true }).waitFor()
  const height = () => widget.log.evaluate((log) => log.scrollHeight)
  expect(await widget.log.getByText('The same for both').count()).toBe(0)
  const before = await height()
  release()
  await widget.log.getByRole('table').waitFor()
  expect(Math.abs((await height()) - before)).toBeLessThan(24)

  browser.allow(/ERR_FAILED/)
  const cut = await browser.visit(app.base, '/?lang=en', { size: 'phone' })
  await cut.route(/\/assets\/cards-/, (route) => route.abort())
  const other = widgetOn(cut)
  await other.launcher.click()
  await other.say(journeys.en.compare)
  await other.log.getByText('The same for both').waitFor()
})

test.for(['en', 'zh'] as const)('an agent sees what the visitor was shown (%s)', async (language) => {
  const page = await browser.visit(app.base, `/?lang=${language}`, { language })
  const widget = widgetOn(page)
  await widget.launcher.click()
  for (const said of [journeys[language].order, journeys[language].search, journeys[language].compare]) {
    await widget.say(said)
    await widget.log.locator('.cards').last().waitFor()
    await widget.log.getByText(said).waitFor()
    await page.waitForTimeout(300)
  }
  await widget.log.getByRole('table').waitFor()
  const desk = await browser.signIn(app, 'agent', { language, size: 'wide' })
  await desk.goto(`/console/?view=all&conversation=${await conversationId()}`)
  await desk.locator('.card-list').getByRole('table').waitFor()
  expect(await desk.locator('.card-list').count()).toBe(3)
  for (const size of ['wide', 'phone'] as const) {
    await desk.setViewportSize(sizes[size])
    await look(desk, `cards-console-${language}-${size}`)
  }
})

const payloads = [
  '<img src=x onerror=alert(1)>',
  '"><svg/onload=alert(2)>',
  '<iframe src=javascript:alert(3)></iframe>',
  '{{constructor.constructor("alert(4)")()}}',
  '\u202Etxet desrever\u202C',
  'W'.repeat(400),
  '漢'.repeat(300),
  'ก็็็็็็็็็็็็็็็็็็็็',
  'مرحبا <b>بالعالم</b>',
  ...xssPayloads(),
]

/** Lines of the collection that lies beside the project, where it does. */
function xssPayloads(): string[] {
  const file = new URL('../../../shared/data/xss-payloads.half.txt', import.meta.url)
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean).slice(0, 140) : []
}

/** Cards as no server of ours makes them: every text of every field is hostile. */
function hostileCards(): Card[] {
  let place = 0
  const next = () => payloads[place++ % payloads.length] ?? ''
  const money = { amount: 1_000_000_000_000, currency: 'XQZ' }
  const products = [1, 2].map(() => ({
    ...{ id: next(), name: next(), price: money, available: 'preorder', address: 'javascript:alert(5)' },
    picture: 'https://evil.example/x.svg#a',
  }))
  const made = [
    {
      kind: 'order',
      number: next(),
      state: 'shipped',
      placedAt: 0,
      items: Array.from({ length: 10 }, () => ({
        name: next(),
        variant: next(),
        quantity: 999_999,
        price: money,
      })),
      more: 5,
      total: money,
      parcels: Array.from({ length: 4 }, () => ({
        ...{ state: 'failed', carrier: next(), trackingNumber: next() },
        trackingAddress: 'javascript:alert(6)',
      })),
      actions: [{ deed: 'track', says: next() }],
    },
    ...products.map((product) => ({
      ...{ kind: 'product', ...product, actions: [] },
      facts: Array.from({ length: 4 }, () => ({ name: next(), value: next() })),
    })),
    {
      kind: 'comparison',
      products,
      rows: Array.from({ length: 12 }, () => ({
        ...{ kind: 'fact', name: next(), values: [next(), next()], differs: true },
      })),
    },
    { kind: 'of-a-newer-version', text: next() },
  ]
  return made as Card[]
}

test.for(['phone', 'desktop'] as const)(
  'cards full of hostile texts are texts, in the widget and in the console (%s)',
  async (size) => {
    const page = await browser.visit(app.base, '/?lang=en', { size })
    const widget = widgetOn(page)
    await widget.launcher.click()
    await widget.say(journeys.en.order)
    await widget.log.getByRole('region', { name: /NL-100201/ }).waitFor()
    const cards = hostileCards()
    await app.store.write(async (writing) => {
      const row = await writing
        .selectFrom('event')
        .selectAll()
        .where('payload', 'like', '%"cards":%')
        .executeTakeFirstOrThrow()
      const payload = JSON.stringify({ ...JSON.parse(String(row.payload)), cards })
      await writing
        .updateTable('event')
        .set({ payload })
        .where('conversation_id', '=', row.conversation_id)
        .where('seq', '=', row.seq)
        .execute()
    })
    await page.reload()
    await widget.launcher.click()
    await widget.log.getByRole('table').waitFor()
    const drawn = (await widget.log.locator('.cards').textContent()) ?? ''
    const [order] = cards
    if (order?.kind !== 'order') throw new Error('the first card is an order')
    for (const { name, variant } of order.items) expect(drawn).toContain(`${name} · ${variant}`)
    expect(await widget.log.locator('.cards :is(img, iframe, script, a)').count()).toBe(0)
    expect(await widget.log.evaluate((log) => log.scrollWidth <= log.clientWidth)).toBe(true)
    await look(page, `cards-hostile-${size}`)

    const desk = await browser.signIn(app, 'agent', { size: 'tablet' })
    await desk.goto(`/console/?view=all&conversation=${await conversationId()}`)
    const list = desk.locator('.card-list')
    await list.getByRole('table').waitFor()
    expect(await list.textContent()).toContain(order.items[0]?.name ?? '')
    expect(await list.locator('img, iframe, script, a').count()).toBe(0)
    await artefact(desk, `cards-hostile-console-${size}`)
  },
)

async function conversationId(): Promise<string> {
  const row = await app.store.read.selectFrom('conversation').select('id').executeTakeFirstOrThrow()
  return row.id
}
