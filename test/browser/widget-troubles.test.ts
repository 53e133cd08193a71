import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { Server } from 'socket.io'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { artefact, useBrowser, widgetOn } from '../support/browser.ts'
import { claimsFor, makeSecret, sign } from '../support/identities.ts'
import { openShop, openTroubledLine, type TroubledLine } from '../support/troubled-line.ts'

const sockets = /^\/socket\.io\//
let app: TestApp
let line: TroubledLine
/** Another server for the sockets alone. */
let other: string | undefined
let shop: Awaited<ReturnType<typeof openShop>>
beforeAll(async () => {
  app = await startTestApp()
  shop = await openShop(() => line.base)
  const origins = JSON.stringify([shop.base])
  await app.store.write((writing) =>
    writing.updateTable('site').set({ origins }).where('key', '=', 'demo').execute(),
  )
})
afterAll(async () => {
  await shop.close()
  await app.close()
})
beforeEach(async () => {
  other = undefined
  line = await openTroubledLine((path) => (sockets.test(path) && other) || app.base)
})
afterEach(() => line.close())
// After the app's own hooks, so that its pages are closed before the app is.
const browser = useBrowser()

const main = /\/widget\/assets\/main-/
const parts = /\/widget\/assets\/message-parts-/
const kept = 'No connection. Your messages are kept'
/** A few seconds, on a machine that does other things too. */
const soon = { timeout: 8_000 }
const later = { timeout: 40_000 }

/** A page of the shop, with the browser's own lines about a line in trouble allowed and no others. */
async function visitShop(size: 'desktop' | 'phone' = 'desktop'): Promise<Page> {
  browser.allow(/^a request to (http|ws):\/\/127\.0\.0\.1/)
  browser.allow(
    /ERR_|WebSocket connection|Failed to load module script|the server responded with a status|blocked by CORS/,
  )
  const page = await browser.visit(shop.base, '/', { size })
  await page.locator('baton-widget').waitFor({ state: 'attached' })
  return page
}

/** Invariant 18: the page's own script answers, and nothing of ours went wrong in it. */
async function shopWorks(page: Page): Promise<void> {
  const before = Number(await page.locator('#bought').textContent())
  await page.locator('#buy').click({ timeout: 2_000 })
  expect(await page.locator('#bought').textContent()).toBe(String(before + 1))
  expect(await page.evaluate(() => (window as unknown as { pageErrors: string[] }).pageErrors)).toEqual([])
}

describe('the chat’s own file', () => {
  test.for([
    ['is cut off', { kind: 'cut' }],
    ['is never answered', { kind: 'hold' }],
    [
      'is answered with a page of something else',
      { kind: 'answer', status: 200, type: 'text/html', body: '<h1>Welcome to the hotel</h1>' },
    ],
    ['is not there', { kind: 'answer', status: 503, type: 'text/plain', body: 'no' }],
  ] as const)('%s: what is written is told to be kept, and goes out when it is back', async ([, trouble]) => {
    line.trouble(main, trouble)
    const page = await visitShop()
    const { launcher, chat, composer, log } = widgetOn(page)
    await launcher.click()
    await composer.fill('Do you ship to Australia?')
    await composer.press('Enter')
    await composer.fill('And a draft')
    await chat.getByText(kept).waitFor(soon)
    await chat.getByText('Do you ship to Australia?').waitFor(soon)
    await artefact(page, `troubles-main-${trouble.kind}`)
    await shopWorks(page)
    line.pass()
    await log.getByText('From Rotterdam').waitFor(later)
    expect(await log.locator('.from-visitor').count()).toBe(1)
    expect(await composer.inputValue()).toBe('And a draft')
    expect(await chat.getByText(kept).count()).toBe(0)
    await shopWorks(page)
  })

  test('cannot be had, and the visitor goes to another page: nothing they wrote is gone', async () => {
    line.trouble(main, { kind: 'cut' })
    const page = await visitShop()
    const first = widgetOn(page)
    await first.launcher.click()
    await first.say('Do you ship to Australia?')
    await first.composer.fill('And a draft')
    await first.chat.getByText(kept).waitFor(soon)
    await page.reload()
    line.pass()
    const { launcher, log, composer } = widgetOn(page)
    await launcher.click()
    await log.getByText('From Rotterdam').waitFor(later)
    expect(await log.locator('.from-visitor').count()).toBe(1)
    expect(await composer.inputValue()).toBe('And a draft')
  })
})

test('what draws messages cannot be fetched: the conversation is still read, and looks right when it is back', async () => {
  line.trouble(parts, { kind: 'cut' })
  const page = await visitShop()
  const { launcher, chat, say } = widgetOn(page)
  await launcher.click()
  await chat.getByText('Hello! Ask about an order').waitFor(soon)
  await say('Do you ship to Australia?')
  await chat.getByText('Do you ship to Australia?').waitFor(soon)
  await chat.getByText('From Rotterdam').waitFor(soon)
  await artefact(page, 'troubles-parts')
  await shopWorks(page)
  line.pass()
  await chat.locator('.from-assistant .author').waitFor(later)
})

describe('the server', () => {
  test('is down from the start: the page works, and the chat is there by itself when it is back', async () => {
    const page = await visitShop()
    await line.down()
    await page.waitForTimeout(200)
    const { launcher, log, chat, say } = widgetOn(page)
    await launcher.click()
    await page.waitForTimeout(5_000)
    await artefact(page, 'troubles-down')
    expect(page.context().pages().length).toBe(1)
    await shopWorks(page)
    await line.up()
    await chat.getByText('Hello! Ask about an order').waitFor(later)
    await say('Do you ship to Australia?')
    await log.getByText('From Rotterdam').waitFor(later)
  })

  test('goes down while the chat is open, and comes back', async () => {
    const page = await visitShop()
    const { launcher, log, chat, say, composer } = widgetOn(page)
    await launcher.click()
    await chat.getByText('Hello! Ask about an order').waitFor(soon)
    await line.down()
    await chat.getByText(kept).waitFor(soon)
    await say('Do you ship to Australia?')
    await log.getByText('Not sent yet').waitFor(soon)
    await composer.fill('And a draft')
    await shopWorks(page)
    await line.up()
    await log.getByText('From Rotterdam').waitFor(later)
    expect(await log.locator('.from-visitor').count()).toBe(1)
    expect(await composer.inputValue()).toBe('And a draft')
  })

  test('takes connections and never answers: the visitor is told', async () => {
    line.trouble(sockets, { kind: 'hold' })
    const page = await visitShop()
    const { launcher, log, chat, say } = widgetOn(page)
    await launcher.click()
    await say('Do you ship to Australia?')
    await chat.getByText(kept).waitFor(soon)
    await log.getByText('Not sent yet').waitFor(soon)
    await shopWorks(page)
    line.pass()
    await log.getByText('From Rotterdam').waitFor(later)
  })

  test('falls silent while a message is under way: nothing says it was sent, and it goes out once', async () => {
    const page = await visitShop()
    const { launcher, log, chat, say } = widgetOn(page)
    await launcher.click()
    await say('Where is my order?')
    await log.locator('.from-assistant').getByText(/order/i).first().waitFor(soon)
    line.freeze()
    // Nobody new is let in either: a line that comes back at once is nothing one has to be told.
    line.trouble(sockets, { kind: 'cut' })
    await say('Do you ship to Australia?')
    await log.getByText('Sending…').waitFor(soon)
    await chat.getByText(kept).waitFor({ timeout: 25_000 })
    const silent = log.locator('.from-visitor', { hasText: 'Do you ship to Australia?' })
    expect(await silent.getByText('Sent', { exact: true }).count()).toBe(0)
    await shopWorks(page)
    line.pass()
    await log.getByText('From Rotterdam').waitFor(later)
    expect(await silent.count()).toBe(1)
  })

  test('is slow: the message is under way until it has arrived', async () => {
    line.trouble(/./, { kind: 'slow', by: 1_500 })
    const page = await visitShop()
    const { launcher, log, say } = widgetOn(page)
    await launcher.click()
    await say('Do you ship to Australia?')
    await shopWorks(page)
    await log.getByText('From Rotterdam').waitFor(later)
    expect(await log.locator('.from-visitor').count()).toBe(1)
  })

  test.for([
    ['a page', 'text/html', '<h1>Welcome to the hotel</h1>'],
    ['an empty object', 'application/json', '{}'],
    ['nothing', 'application/json', 'null'],
    ['noise', 'application/octet-stream', '\u0001\u0002 0{"sid":7}'],
  ] as const)('answers with %s instead of what was asked', async ([, type, body]) => {
    line.trouble(sockets, { kind: 'answer', status: 200, type, body })
    line.trouble(/^\/widget\/sites\//, { kind: 'answer', status: 200, type, body })
    const page = await visitShop()
    const { launcher, log, chat, say } = widgetOn(page)
    await launcher.click()
    await say('Do you ship to Australia?')
    await chat.getByText(kept).waitFor(soon)
    await log.getByText('Not sent yet').waitFor(soon)
    await shopWorks(page)
    line.pass()
    await log.getByText('From Rotterdam').waitFor(later)
    await chat.getByRole('heading', { level: 1 }).waitFor()
    await shopWorks(page)
  })

  test('comes back with its data gone: who writes goes on as a new visitor and loses nothing', async () => {
    const page = await visitShop()
    const { launcher, log, chat, say } = widgetOn(page)
    await launcher.click()
    await say('Do you ship to Australia?')
    await log.getByText('From Rotterdam').waitFor(later)
    await line.down()
    await chat.getByText(kept).waitFor(soon)
    await say('And to New Zealand?')
    await app.store.write(async (writing) => {
      await writing.updateTable('visitor').set({ token_expires_at: 0 }).execute()
    })
    await line.up()
    const written = log.locator('.from-visitor', { hasText: 'And to New Zealand?' })
    await written.getByText('Sent', { exact: true }).waitFor(later)
    expect(await log.locator('.from-visitor').count()).toBe(1)
    await shopWorks(page)
  })

  test('comes back with the data of somebody gone whom the shop had named: what they wrote goes out all the same', async () => {
    const { token } = await app.signIn('administrator')
    const { secret } = await makeSecret(app, token)
    const page = await visitShop()
    const { launcher, log, chat, say } = widgetOn(page)
    await launcher.click()
    await say('Do you ship to Australia?')
    await log.getByText('From Rotterdam').waitFor(later)
    const visitor = () => chat.locator('html').evaluate(() => localStorage.getItem('baton:demo:visitor'))
    const before = await visitor()
    await page.evaluate(
      (jwt) => (window as unknown as { Baton: { identify(jwt: string): void } }).Baton.identify(jwt),
      sign(secret, claimsFor('customer-7', { name: 'Ada Lovelace' })),
    )
    // Named, the visitor has another token.
    await expect.poll(visitor, soon).not.toBe(before)
    await line.down()
    await chat.getByText(kept).waitFor(soon)
    await say('And to New Zealand?')
    await app.store.write(async (writing) => {
      await writing.updateTable('visitor').set({ token_expires_at: 0 }).execute()
    })
    await line.up()
    const written = log.locator('.from-visitor', { hasText: 'And to New Zealand?' })
    await written.getByText('Sent', { exact: true }).waitFor(later)
    expect(await log.locator('.from-visitor').count()).toBe(1)
  })

  test('speaks another protocol: the visitor reads it, and what they wrote goes out once one is there that speaks theirs', async () => {
    const http = createServer()
    const renewed = new Server(http, { cors: { origin: true } })
    renewed.of('/visitor').use((_socket, next) => {
      const message = 'This server speaks protocol 2; reload the page.'
      next(Object.assign(new Error(message), { data: { ok: false, error: 'outdated', message } }))
    })
    http.listen(0, '127.0.0.1')
    await once(http, 'listening')
    const page = await visitShop()
    const { launcher, log, chat, say, composer } = widgetOn(page)
    await launcher.click()
    await say('Where is my order?')
    await log.locator('.from-assistant').getByText(/order/i).first().waitFor(soon)
    await composer.fill('And a draft')
    other = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
    line.cutAll()
    await chat.getByText('This page has an older version of the chat.').waitFor(soon)
    await artefact(page, 'troubles-outdated')
    await shopWorks(page)
    other = undefined
    await composer.waitFor(later)
    expect(await composer.inputValue()).toBe('And a draft')
    await composer.press('Enter')
    await log
      .locator('.from-visitor', { hasText: 'And a draft' })
      .getByText('Sent', { exact: true })
      .waitFor(later)
    await renewed.close()
  })

  test('is cut off while a message is under way: it is there once, however often it was sent', async () => {
    const page = await visitShop()
    const { launcher, log, say } = widgetOn(page)
    await launcher.click()
    await say('Where is my order?')
    await log.locator('.from-assistant').getByText(/order/i).first().waitFor(soon)
    for (const text of ['Do you ship to Australia?', 'And to New Zealand?', 'And to Japan?']) {
      await say(text)
      line.cutAll()
      await log.locator('.from-visitor', { hasText: text }).waitFor(soon)
    }
    const last = log.locator('.from-visitor', { hasText: 'And to Japan?' })
    await last.getByText('Sent', { exact: true }).waitFor(later)
    await page.reload()
    await launcher.click()
    await last.waitFor(later)
    expect(await log.locator('.from-visitor').count()).toBe(4)
    await shopWorks(page)
  })
})
