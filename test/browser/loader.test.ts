import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
// The types that a merchant's page gets with it.
import type {} from '../../widget/baton.d.ts'
import { call, startTestApp, type TestApp } from '../support/app.ts'
import { useBrowser, widgetOn } from '../support/browser.ts'
import { connectDesk, connectVisitor } from '../support/clients.ts'
import { type ShopPage, type ShopPages, serveShop } from '../support/shop-pages.ts'

const siteKey = 'demo'
let app: TestApp
let shop: ShopPages
/** A shop that is not among the site's pages. */
let stranger: ShopPages

beforeAll(async () => {
  app = await startTestApp()
  shop = await serveShop()
  stranger = await serveShop()
  const { token } = await app.signIn('administrator')
  const { sites } = await call(app.base, 'GET', '/sites', { token })
  const { key, ...site } = sites.find((each: { key: string }) => each.key === siteKey)
  const body = { ...site, origins: [shop.origin] }
  expect((await call(app.base, 'PUT', `/sites/${key}`, { token, body })).ok).toBe(true)
})
afterAll(async () => {
  await shop.close()
  await stranger.close()
  await app.close()
})
const browser = useBrowser()
afterEach(() => shop.show({}))

const tag = (attributes = '') =>
  `<script async src="${app.base}/widget.js" data-site="${siteKey}" ${attributes}></script>`

/** Opens a page of the shop with the tag in its head. */
async function visit(page: ShopPage = {}, at: ShopPages = shop): Promise<Page> {
  browser.allow(new RegExp(`a request to ${at.origin}`))
  at.show({ ...page, head: `${page.head ?? ''}${tag()}` })
  const context = await browser.person(app.base)
  return open(context, at)
}

async function open(context: BrowserContext, at: ShopPages): Promise<Page> {
  const page = await context.newPage()
  await page.goto(at.origin)
  return page
}

async function chatWorks(page: Page): Promise<void> {
  const { launcher, composer, log, say } = widgetOn(page)
  await launcher.click()
  await composer.waitFor()
  await say('Do you ship to Australia?')
  await log.getByText('From Rotterdam').waitFor()
}

/** The shop's own button still does what it did. */
async function shopWorks(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.getElementById('buy')?.addEventListener('click', () => (document.title = 'bought'))
  })
  await page.click('#buy')
  expect(await page.title()).toBe('bought')
}

describe('the script tag on a shop’s page', () => {
  test('draws a launcher with one request, and fetches the chat when a pointer moves', async () => {
    const page = await visit()
    await page.locator('baton-widget button').waitFor()
    await chatWorks(page)
    await page.reload()
    // What the launcher looks like is known by now, but so is the visitor: something may be unread.
    await page.locator('baton-widget iframe').waitFor({ state: 'attached' })
  })

  test('a page that nobody touches loads the launcher and nothing else, where its look is known', async () => {
    browser.allow(new RegExp(`a request to ${shop.origin}`))
    shop.show({ head: tag(`data-look='{"--accent":"#123456"}'`) })
    const page = await (await browser.person(app.base)).newPage()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(shop.origin)
    const launcher = page.locator('baton-widget button')
    await launcher.waitFor()
    await page.waitForTimeout(1_500)
    expect(asked.filter((url) => url.startsWith(app.base))).toEqual([`${app.base}/widget.js`])
    expect(await launcher.evaluate((each) => getComputedStyle(each).backgroundColor)).toBe('rgb(18, 52, 86)')
    await page.mouse.move(200, 200)
    await page.locator('baton-widget iframe').waitFor({ state: 'attached' })
  })

  test('included twice it is there once', async () => {
    const page = await visit({ body: '<p></p>', head: '' })
    await page.locator('baton-widget button').waitFor()
    await page.evaluate((src) => {
      const again = document.createElement('script')
      again.src = src
      again.dataset.site = 'demo'
      document.head.append(again)
      return new Promise((resolve) => again.addEventListener('load', resolve))
    }, `${app.base}/widget.js`)
    expect(await page.locator('baton-widget').count()).toBe(1)
    await chatWorks(page)
  })

  test('calls made before it has come are made when it has', async () => {
    const page = await visit({
      head: `<script>(window.Baton ||= []).push(['prefill', 'Where is my order?']);
        window.Baton.push(['on', 'opened', () => { document.title = 'opened' }])</script>`,
    })
    const { composer } = widgetOn(page)
    await composer.waitFor()
    await expect.poll(() => composer.inputValue()).toBe('Where is my order?')
    await expect.poll(() => page.title()).toBe('opened')
  })

  test('works under a strict policy with Trusted Types, which needs two lines for it', async () => {
    const page = await visit({
      headers: {
        'content-security-policy': `default-src 'none'; img-src data:; script-src ${app.base}; frame-src ${app.base}; require-trusted-types-for 'script'; trusted-types 'none'`,
      },
    })
    await chatWorks(page)
  })

  test('opens a window of its own where the page’s policy lets no frame in', async () => {
    browser.allow(/violates the following Content Security Policy|chrome-error/)
    const page = await visit({
      headers: { 'content-security-policy': `default-src 'none'; img-src data:; script-src ${app.base}` },
    })
    await page.mouse.move(200, 200)
    await page.waitForTimeout(2_000)
    const [own] = await Promise.all([
      page.context().waitForEvent('page'),
      page.locator('baton-widget button').click(),
    ])
    await own.locator('.composer textarea').fill('Do you ship to Australia?')
    await own.locator('.composer textarea').press('Enter')
    await own.getByText('From Rotterdam').waitFor()
  })

  test('opens a window of its own where the page is not one of the site’s', async () => {
    browser.allow(/frame-ancestors|chrome-error|Framing/)
    const page = await visit({}, stranger)
    await page.mouse.move(200, 200)
    await page.waitForTimeout(2_000)
    const [own] = await Promise.all([
      page.context().waitForEvent('page'),
      page.locator('baton-widget button').click(),
    ])
    await own.locator('.composer textarea').waitFor()
    await shopWorks(page)
  })

  test('survives a page whose styles hide and reset everything', async () => {
    const page = await visit({
      head: '<style>* { all: unset !important; display: block !important; position: static !important; width: 1px !important; transform: scale(0.1) } iframe, button { visibility: hidden !important }</style>',
    })
    const launcher = page.locator('baton-widget button')
    await launcher.waitFor()
    const box = await launcher.boundingBox()
    expect(box?.width).toBe(56)
    await chatWorks(page)
  })

  test('leaves a page alone whose globals are patched, and its own script goes on', async () => {
    browser.allow(/Baton: /)
    const page = await visit({
      head: `<script>
        Array.prototype.map = Array.prototype.filter = () => { throw new Error('patched') }
        JSON.parse = JSON.stringify = () => { throw new Error('patched') }
        window.fetch = window.Promise = window.requestIdleCallback = undefined
        Object.prototype.site = 'polluted'
        Object.prototype.open = () => { throw new Error('polluted') }
        window.addEventListener('error', () => { window.pageErrors = (window.pageErrors ?? 0) + 1 })
      </script>`,
    })
    await page.waitForTimeout(1_000)
    await shopWorks(page)
    expect(await page.evaluate(() => (window as { pageErrors?: number }).pageErrors ?? 0)).toBe(0)
  })

  test('works where the page and the frame may store nothing, and a reload still finds the conversation', async () => {
    browser.allow(new RegExp(`a request to ${shop.origin}`))
    shop.show({ head: tag() })
    const context = await browser.person(app.base)
    // The frame's storage is blocked, as with third-party cookies off; the page's own is not.
    await context.addInitScript((base) => {
      if (location.origin !== base) return
      for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException('blocked', 'SecurityError')
          },
        })
    }, app.base)
    const page = await open(context, shop)
    await chatWorks(page)
    await page.reload()
    const { launcher, log } = widgetOn(page)
    await launcher.click()
    await log.getByText('Do you ship to Australia?').waitFor()
  })

  test('hears nobody but its own frame', async () => {
    const page = await visit()
    await chatWorks(page)
    await page.evaluate(() => {
      const liar = document.createElement('iframe')
      liar.srcdoc = '<script>parent.postMessage({ baton: 1, type: "close" }, "*")</script>'
      document.body.append(liar)
      window.postMessage({ baton: 1, type: 'close' }, '*')
      return new Promise((resolve) => setTimeout(resolve, 500))
    })
    await widgetOn(page).composer.waitFor()
  })

  test('the frame hears nobody but the page that it was made for', async () => {
    const page = await visit()
    await chatWorks(page)
    const frame = page.frames().find((each) => each.url().includes('/widget/'))
    // A frame inside ours, or a window that knows us, is not our page.
    await frame?.evaluate(() =>
      window.postMessage({ baton: 1, type: 'call', value: ['send', 'planted'] }, '*'),
    )
    await page.waitForTimeout(500)
    expect(await widgetOn(page).log.getByText('planted').count()).toBe(0)
  })

  test('tells the desk of every page of a shop that never loads a second one', async () => {
    const page = await visit()
    await chatWorks(page)
    await page.evaluate(() => {
      history.pushState({}, '', '/tents/ridge-2')
      document.title = 'Ridge 2'
    })
    const { token } = await app.signIn('agent')
    await expect
      .poll(
        async () => {
          const client = await connectDesk(app.base, token)
          const { conversations } = await client.ask('inbox:list', { view: 'all' })
          const watched = await client.ask('conversation:watch', { conversationId: conversations[0].id })
          client.close()
          return watched.conversation.visitor.page?.title
        },
        { timeout: 8_000, interval: 700 },
      )
      .toBe('Ridge 2')
  })

  test('the page’s title counts what came while nobody looked, and is itself again afterwards', async () => {
    const page = await visit()
    await chatWorks(page)
    await page.evaluate(() => {
      window.Baton?.close?.()
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => true })
    })
    const frame = page.frames().find((each) => each.url().includes('/widget/'))
    // The reply to a message of another tab of the same visitor.
    const visitor = await frame?.evaluate(() => localStorage.getItem('baton:demo:visitor'))
    const other = await connectVisitor(app.base, { token: visitor ?? '' })
    await other.say('How long does a return take?')
    await expect.poll(() => page.title()).toBe('(1) Shop')
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => false })
      document.dispatchEvent(new Event('visibilitychange'))
    })
    await expect.poll(() => page.title()).toBe('Shop')
    other.close()
  })

  test('goes on after the visitor has left the page and come back to it', async () => {
    const page = await visit()
    await chatWorks(page)
    const frame = page.frames().find((each) => each.url().includes('/widget/'))
    await frame?.evaluate(() =>
      window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })),
    )
    await page.waitForTimeout(300)
    await frame?.evaluate(() =>
      window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })),
    )
    await widgetOn(page).say('How long does a return take?')
    await widgetOn(page).log.locator('.from-assistant').nth(1).waitFor()
  })

  test('letters typed before the chat’s own code is there are kept, and Enter sends them', async () => {
    browser.allow(new RegExp(`a request to ${shop.origin}`))
    shop.show({ head: tag() })
    const context = await browser.person(app.base)
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await context.route(/\/widget\/assets\/main-/, async (route) => {
      await held
      await route.continue()
    })
    const page = await open(context, shop)
    await page.mouse.move(100, 100)
    await page.locator('baton-widget button').click()
    const { composer, log } = widgetOn(page)
    await composer.pressSequentially('Do you ship')
    await composer.press('Enter')
    await composer.pressSequentially('to Austra')
    release()
    await log.getByText('Do you ship').first().waitFor()
    await composer.pressSequentially('lia?')
    expect(await composer.inputValue()).toBe('to Australia?')
  })

  test('a pinned version with its integrity hash works, and a page that pins another runs nothing', async () => {
    browser.allow(new RegExp(`a request to ${shop.origin}|integrity`))
    const { url, integrity } = await (await fetch(`${app.base}/widget/loader.json`)).json()
    const pinned = (hash: string) =>
      `<script async src="${app.base}${url}" integrity="${hash}" crossorigin="anonymous" data-site="${siteKey}"></script>`
    const context = await browser.person(app.base)
    shop.show({ head: pinned(integrity) })
    await chatWorks(await open(context, shop))
    shop.show({ head: pinned(`sha384-${'A'.repeat(64)}`) })
    const page = await open(context, shop)
    await page.waitForTimeout(1_000)
    expect(await page.locator('baton-widget').count()).toBe(0)
    await shopWorks(page)
  })
})

describe('window.Baton', () => {
  test('opens, closes, toggles, hides and shows, and tells its listeners', async () => {
    const page = await visit()
    const { launcher, composer } = widgetOn(page)
    await launcher.waitFor()
    await page.evaluate(() => {
      const heard: string[] = []
      Object.assign(window, { heard })
      for (const name of [
        'ready',
        'opened',
        'closed',
        'message',
        'unread',
        'handover',
        'resolved',
        'error',
      ] as const)
        window.Baton?.on?.(name, (detail: unknown) =>
          heard.push(`${name} ${JSON.stringify(detail) ?? ''}`.trim()),
        )
      window.Baton?.open?.()
    })
    await composer.waitFor()
    await page.evaluate(() => window.Baton?.toggle?.())
    await composer.waitFor({ state: 'hidden' })
    await page.evaluate(() => window.Baton?.hide?.())
    await launcher.waitFor({ state: 'hidden' })
    await page.evaluate(() => window.Baton?.show?.())
    await launcher.waitFor()
    await page.evaluate(() => window.Baton?.send?.('Do you ship to Australia?'))
    await widgetOn(page).log.getByText('From Rotterdam').waitFor()
    await page.evaluate(() => window.Baton?.setTheme?.('violet' as 'dark'))
    const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard)
    await expect
      .poll(heard)
      .toEqual(expect.arrayContaining(['ready', 'opened', 'closed', 'message {"from":"assistant"}']))
    await expect
      .poll(heard)
      .toContain('error {"call":"setTheme","message":"setTheme(theme) takes light, dark or auto."}')
    expect((await heard()).join()).not.toContain('Australia')
  })

  test('changes theme and language, and the draft is still there', async () => {
    const page = await visit()
    const { launcher, chat, composer } = widgetOn(page)
    await launcher.click()
    await composer.fill('half a question')
    await page.evaluate(() => window.Baton?.setTheme?.('dark'))
    const ground = () => chat.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor)
    await expect.poll(ground).toBe('rgb(23, 25, 29)')
    await page.evaluate(() => window.Baton?.setLocale?.('ar'))
    await chat.locator('html[dir="rtl"]').waitFor()
    await expect.poll(() => composer.inputValue()).toBe('half a question')
    await expect.poll(ground).toBe('rgb(23, 25, 29)')
  })

  test('keeps a theme that it had before the chat was wanted, over another language, and not on the next page', async () => {
    const page = await visit()
    const { launcher, chat, composer } = widgetOn(page)
    const heard = () => page.evaluate(() => document.title)
    await page.evaluate(() => {
      window.Baton?.on?.('ready', () => (document.title = 'ready'))
      window.Baton?.setTheme?.('dark')
    })
    await expect.poll(heard).toBe('ready')
    await page.evaluate(() => window.Baton?.setLocale?.('fr'))
    await chat.locator('html[lang="fr"]').waitFor({ state: 'attached' })
    await launcher.click()
    await composer.waitFor()
    const scheme = () => chat.locator('html').evaluate((each) => each.style.colorScheme)
    await expect.poll(scheme).toBe('dark')
    await page.reload()
    await launcher.click()
    await composer.waitFor()
    await chat.locator('.welcome').waitFor()
    expect(await scheme()).toBe('')
  })

  test('a call that is no use to it is refused in words, and the page goes on', async () => {
    const page = await visit()
    await widgetOn(page).launcher.waitFor()
    const refused = await page.evaluate(async () => {
      const errors: unknown[] = []
      window.Baton?.on?.('error', (detail) => errors.push(detail.message))
      const baton = window.Baton as unknown as Record<string, (...values: unknown[]) => void>
      baton.open?.()
      baton.prefill?.(42)
      baton.identify?.('')
      baton.setContext?.(['list'])
      baton.track?.('x'.repeat(61))
      baton.setContext?.({ cart: { deep: true } })
      await new Promise((resolve) => setTimeout(resolve, 2_500))
      return errors
    })
    expect(refused).toHaveLength(5)
    expect(refused[0]).toBe('prefill(text) takes a text that is not empty.')
    await shopWorks(page)
  })
})
