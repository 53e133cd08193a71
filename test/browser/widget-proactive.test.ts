import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { call, startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { artefact, sizes, useBrowser, widgetOn } from '../support/browser.ts'
import { connectDesk } from '../support/clients.ts'
import { seriousFindings } from '../support/page-findings.ts'

let app: TestApp
beforeEach(async () => {
  app = await startTestApp()
})
afterEach(() => app.close())
// After the app's own hooks, so that its pages are closed before the app is.
const browser = useBrowser()

const text = {
  en: 'Unsure about the size? We are happy to help you choose.',
  zh: '尺码拿不准？我们很乐意帮您挑选。',
  ar: 'هل أنت غير متأكد من المقاس؟ يسعدنا مساعدتك في الاختيار.',
}

async function setSite(change: object): Promise<void> {
  const { token } = await app.signIn('administrator')
  const { sites } = await call(app.base, 'GET', '/sites', { token })
  const site = sites.find((each: Untyped) => each.key === 'demo')
  const saved = await call(app.base, 'PUT', '/sites/demo', { token, body: { ...site, ...change } })
  expect(saved.status).toBe(200)
}

const proactive = (when: object, id = 'size') => setSite({ proactive: [{ id, text, when }] })

const teaserOn = (page: Page) => widgetOn(page).chat.locator('.teaser')

/** Whether any of the chat itself was fetched. */
function chatFetched(page: Page): () => boolean {
  let isFetched = false
  page.on('request', (request) => {
    if (/assets\/main-/.test(request.url()) && request.resourceType() === 'script') isFetched = true
  })
  return () => isFetched
}

test.for([
  { size: 'desktop', language: 'en' },
  { size: 'phone', language: 'zh' },
] as const)(
  'on a $size a message is shown beside the launcher, alone, and opens the chat with it ($language)',
  async ({ size, language }) => {
    await proactive({ secondsOnPage: 1 })
    const page = await (await browser.person(app.base, { size, language })).newPage()
    await page.goto('/')
    const { launcher, chat, log, say } = widgetOn(page)
    const frame = page.locator('baton-widget iframe')
    const teaser = teaserOn(page)
    await teaser.getByText(text[language]).waitFor()
    // No more of the frame than the message needs, and nothing of the chat in it; the keyboard stays where it was.
    await expect.poll(() => frame.evaluate((element) => getComputedStyle(element).visibility)).toBe('visible')
    const [box, inside] = [await frame.boundingBox(), await teaser.boundingBox()]
    expect(box?.height).toBeLessThan(160)
    expect(Math.abs((box?.height ?? 0) - (inside?.height ?? 0))).toBeLessThan(2)
    expect(await chat.locator('.composer').isVisible()).toBe(false)
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true)
    const words = await teaser.locator('.teaser-text').boundingBox()
    expect(words && words.x >= 0 && words.x + words.width <= sizes[size].width).toBe(true)
    await artefact(page, `widget-teaser-${size}`)
    expect(await seriousFindings(page, 'baton-widget')).toEqual([])
    await teaser.getByText(text[language]).click()
    await chat.locator('.greeting', { hasText: text[language] }).waitFor()
    await teaser.waitFor({ state: 'detached' })
    expect(await launcher.getAttribute('aria-expanded')).toBe('true')
    expect((await frame.boundingBox())?.height).toBeGreaterThan(400)
    await artefact(page, `widget-teased-${size}`)

    // Who answers it is seen to answer it, by the visitor and at the desk.
    const desk = await connectDesk(app.base, (await app.signIn('agent')).token)
    await say(language === 'en' ? 'Do you ship to Australia?' : '可以寄到澳大利亚吗？')
    await log.locator('.from-visitor').waitFor()
    const { conversation } = await desk.fact('inbox:changed')
    const { conversation: watched } = await desk.ask('conversation:watch', {
      conversationId: conversation.id,
    })
    const first = watched.events.find((each: Untyped) => each.sender === 'visitor')
    expect(first.proactive).toEqual({ id: 'size', text: text[language] })
    await expect.poll(() => log.locator('.from-assistant', { hasText: text[language] }).count()).toBe(1)
    // The second one answers the assistant.
    const { seq } = first
    await say(language === 'en' ? 'And to New Zealand?' : '新西兰呢？')
    const next = await desk.event((each) => each.sender === 'visitor' && each.seq > seq)
    expect(next.proactive).toBeUndefined()
    desk.close()
    await page.reload()
    await launcher.click()
    await log.locator('.from-assistant', { hasText: text[language] }).waitFor()
  },
)

test('right to left, in the dark: the message stands on the side where it begins, beside a launcher on the left', async () => {
  await setSite({ side: 'left', proactive: [{ id: 'size', text, when: { secondsOnPage: 1 } }] })
  const page = await (await browser.person(app.base, { size: 'phone', scheme: 'dark' })).newPage()
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'language', { value: 'ar' })
  })
  await page.goto('/')
  await page.evaluate(() => {
    ;(window as Untyped).Baton.setLocale('ar')
  })
  const teaser = teaserOn(page)
  await teaser.getByText(text.ar).waitFor()
  expect(await teaser.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl')
  const words = await teaser.locator('.teaser-text').boundingBox()
  expect(words && words.x >= 0 && words.x + words.width <= sizes.phone.width).toBe(true)
  await artefact(page, 'widget-teaser-rtl')
})

test('closing it is for good, and the chat was never fetched', async () => {
  await proactive({ secondsOnPage: 1 })
  const page = await (await browser.person(app.base)).newPage()
  const isFetched = chatFetched(page)
  await page.goto('/')
  const teaser = teaserOn(page)
  await teaser.locator('.teaser-text').waitFor()
  await teaser.getByRole('button', { name: 'Close message' }).click()
  await teaser.waitFor({ state: 'detached' })
  const frame = page.locator('baton-widget iframe')
  await expect.poll(() => frame.evaluate((element) => getComputedStyle(element).visibility)).toBe('hidden')
  expect(isFetched()).toBe(false)
  await page.reload()
  await page.waitForTimeout(2_500)
  expect(await teaser.count()).toBe(0)
  // The chat opens as it always does, with its own greeting.
  await widgetOn(page).launcher.click()
  await widgetOn(page).chat.getByText('Hello! Ask about an order').waitFor()
})

test('a site that says nothing by itself fetches nothing for it', async () => {
  await setSite({ proactive: [] })
  const page = await (await browser.person(app.base)).newPage()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto('/')
  // A launcher that has nothing to watch for waits for a sign that somebody is there.
  await page.mouse.move(200, 200)
  await page.locator('baton-widget iframe').waitFor({ state: 'attached' })
  await expect.poll(() => asked.some((each) => each.includes('/widget/sites/demo.json'))).toBe(true)
  await page.waitForTimeout(500)
  expect(asked.filter((each) => each.includes('teaser-'))).toEqual([])
})

test('a message waits for its page and for the value of the cart', async () => {
  await proactive({ urlPattern: '/products/*', cartValueAtLeast: 50 })
  const page = await (await browser.person(app.base)).newPage()
  await page.goto('/')
  const teaser = teaserOn(page)
  const cart = (value: number) =>
    page.evaluate((cartValue) => (window as Untyped).Baton.setContext({ cartValue }), value)
  await cart(80)
  await page.waitForTimeout(600)
  expect(await teaser.count()).toBe(0)
  await page.evaluate(() => history.pushState(null, '', '/products/tent'))
  await teaser.locator('.teaser-text').waitFor()
})

test('on the way out of the page a message is shown once', async () => {
  await proactive({ exitIntent: true })
  const page = await (await browser.person(app.base)).newPage()
  await page.goto('/')
  const teaser = teaserOn(page)
  const leave = () =>
    page.evaluate(() => document.documentElement.dispatchEvent(new MouseEvent('mouseleave')))
  await page.locator('baton-widget iframe[data-ready]').waitFor({ state: 'attached' })
  expect(await teaser.count()).toBe(0)
  await leave()
  await teaser.locator('.teaser-text').waitFor()
  await teaser.getByRole('button', { name: 'Close message' }).click()
  await page.reload()
  await page.locator('baton-widget iframe[data-ready]').waitFor({ state: 'attached' })
  await leave()
  await page.waitForTimeout(500)
  expect(await teaser.count()).toBe(0)
})

test('what is said only while open waits for somebody at the desk', async () => {
  await proactive({ secondsOnPage: 1, onlyWhileOpen: true })
  const first = await (await browser.person(app.base)).newPage()
  await first.goto('/')
  await first.waitForTimeout(2_000)
  expect(await teaserOn(first).count()).toBe(0)
  const desk = await connectDesk(app.base, (await app.signIn('agent')).token)
  const second = await (await browser.person(app.base)).newPage()
  await second.goto('/')
  await teaserOn(second).locator('.teaser-text').waitFor()
  desk.close()
})

test('who is in the middle of a talk is not spoken to by the page', async () => {
  const page = await (await browser.person(app.base)).newPage()
  await page.goto('/')
  const { launcher, log, say } = widgetOn(page)
  await launcher.click()
  await say('Do you ship to Australia?')
  await log.getByText('From Rotterdam').waitFor()
  await proactive({ secondsOnPage: 1 })
  await page.reload()
  await page.waitForTimeout(2_500)
  expect(await teaserOn(page).count()).toBe(0)
})
