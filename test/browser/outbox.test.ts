import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { artefact, slowLine, useBrowser, widgetOn } from '../support/browser.ts'
import { freePort } from '../support/server-process.ts'

let directory: string
let port: number
let app: TestApp

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'baton-outbox-'))
  port = await freePort()
  app = await start()
})
afterEach(async () => {
  await app.close()
  await rm(directory, { recursive: true, force: true })
})
// After the app's own hooks, so that its pages are closed before the app is.
const browser = useBrowser()

const start = () => startTestApp({ directory, config: { port } })
/** What a browser writes to the console about a line that a test has cut. */
const cutLine =
  /ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE)|WebSocket connection/

test('a message written while the server is down is kept and goes out exactly once', async () => {
  browser.allow(cutLine)
  const page = await browser.visit(app.base, '/')
  const { launcher, chat, log, say } = widgetOn(page)
  await launcher.click()
  await say('Do you ship to Australia?')
  await log.getByText('From Rotterdam').waitFor()
  await app.close()
  await chat.getByText('No connection. Your messages are kept').waitFor()
  await say('And to New Zealand?')
  const written = log.locator('.from-visitor', { hasText: 'And to New Zealand?' })
  await written.getByText('Not sent yet').waitFor()
  expect(await written.getByText('Sent', { exact: true }).count()).toBe(0)
  await artefact(page, 'outbox-not-sent')
  app = await start()
  await written.getByText('Sent', { exact: true }).waitFor({ timeout: 30_000 })
  await chat.getByText('No connection.').waitFor({ state: 'detached' })
  await artefact(page, 'outbox-sent')
  await page.reload()
  await launcher.click()
  await written.first().waitFor()
  expect(await log.locator('.from-visitor').count()).toBe(2)
})

test('invariant 14: "Sent" appears only after the server’s acknowledgement', async () => {
  const page = await (await browser.person(app.base)).newPage()
  const line = await slowLine(page)
  await page.goto('/')
  const { launcher, chat, log, say } = widgetOn(page)
  await launcher.click()
  await chat.getByText('Hello! Ask about an order').waitFor()
  // The greeting is there before the connection; the token comes with the session.
  await expect.poll(() => page.evaluate(() => localStorage.getItem('baton:demo:visitor'))).not.toBeNull()
  line.hold()
  await say('Do you ship to Australia?')
  await log.getByText('Sending…').waitFor()
  // The acknowledgement and the answer have come as far as the line; the screen still knows of neither.
  await expect.poll(line.waiting, { timeout: 5_000 }).toBeGreaterThan(2)
  expect(await log.getByText('Sent', { exact: true }).count()).toBe(0)
  await artefact(page, 'outbox-sending')
  line.release()
  await log.getByText('Sent', { exact: true }).waitFor()
  await log.getByText('From Rotterdam').waitFor()
  expect(await log.locator('.from-visitor').count()).toBe(1)
})

test('a message written offline outlives its page and goes out once from the next one', async () => {
  browser.allow(cutLine)
  const context = await browser.person(app.base)
  const first = await context.newPage()
  await first.goto('/')
  const before = widgetOn(first)
  await before.launcher.click()
  await before.chat.getByText('Hello! Ask about an order').waitFor()
  await context.setOffline(true)
  await before.say('Do you ship to Australia?')
  await before.log.getByText(/Not sent yet|Sending…/).waitFor()
  expect(await before.log.getByText('Sent', { exact: true }).count()).toBe(0)
  await first.close()
  await context.setOffline(false)
  const second = await context.newPage()
  await second.goto('/')
  const { launcher, log } = widgetOn(second)
  await launcher.click()
  await log.getByText('From Rotterdam').waitFor()
  expect(await log.locator('.from-visitor').count()).toBe(1)
})

test('invariant 18: a storefront whose widget cannot be loaded works as if there were none', async () => {
  browser.allow(/ERR_FAILED \(\/widget\.js\)/)
  const context = await browser.person(app.base)
  await context.route('**/widget.js', (route) => route.abort())
  const page = await context.newPage()
  await page.goto('/')
  await page.getByRole('link', { name: '中文' }).click()
  await page.getByRole('heading', { name: '冬季暖身季' }).waitFor()
  await page.locator('a', { hasText: 'Aurora 2' }).first().click()
  await page.locator('h1', { hasText: 'Aurora 2' }).waitFor()
  expect(await page.locator('baton-widget').count()).toBe(0)
  await artefact(page, 'storefront-without-widget')
})

test('invariant 18: a chat that cannot be loaded can be closed again, on a phone too', async () => {
  browser.allow(/ERR_FAILED/)
  const context = await browser.person(app.base, { size: 'phone' })
  await context.route('**/widget/**', (route) => route.abort())
  const page = await context.newPage()
  await page.goto('/')
  const { launcher } = widgetOn(page)
  await launcher.click()
  await page.locator('baton-widget iframe[data-open]').waitFor()
  await artefact(page, 'chat-not-loaded')
  await launcher.click()
  await page.locator('baton-widget iframe').waitFor({ state: 'hidden' })
  await page.getByRole('link', { name: '中文' }).click()
  await page.getByRole('heading', { name: '冬季暖身季' }).waitFor()
})
