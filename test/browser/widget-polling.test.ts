import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { useBrowser, widgetOn } from '../support/browser.ts'
import { openShop, openTroubledLine, type TroubledLine } from '../support/troubled-line.ts'

let app: TestApp
let line: TroubledLine
let shop: Awaited<ReturnType<typeof openShop>>
beforeAll(async () => {
  app = await startTestApp()
  line = await openTroubledLine(() => app.base)
  shop = await openShop(() => line.base)
  const origins = JSON.stringify([shop.base])
  await app.store.write((writing) =>
    writing.updateTable('site').set({ origins }).where('key', '=', 'demo').execute(),
  )
})
afterAll(async () => {
  await shop.close()
  await line.close()
  await app.close()
})
const browser = useBrowser()

test('where no websocket gets through, the chat goes by requests, also after the line has been cut', async () => {
  browser.allow(/^a request to (http|ws):\/\/127\.0\.0\.1/)
  browser.allow(/ERR_|WebSocket connection|the server responded with a status|blocked by CORS/)
  line.trouble(/transport=websocket/, { kind: 'cut' })
  const page = await browser.visit(shop.base, '/')
  const { launcher, log, say } = widgetOn(page)
  await launcher.click()
  await say('Do you ship to Australia?')
  await log.getByText('From Rotterdam').waitFor()
  expect(line.count(/transport=polling/)).toBeGreaterThan(2)
  line.cutAll()
  const long = `Where is my order? ${'漢字 🌿 '.repeat(900)}`.trim()
  await say(long)
  const written = log.locator('.from-visitor', { hasText: 'Where is my order?' })
  await written.getByText('Sent', { exact: true }).waitFor({ timeout: 20_000 })
  expect(await written.locator('.bubble').textContent()).toBe(long)
  expect(await log.locator('.from-visitor').count()).toBe(2)
})
