import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { artefact, useBrowser, widgetOn } from '../support/browser.ts'
import { connectDesk } from '../support/clients.ts'
import { pngOf } from '../support/sample-files.ts'
import { findingsAround, findingsIn, settled, toMiddle } from '../support/states/findings.ts'
import { lineOf } from '../support/states/line.ts'
import { changeSite } from '../support/states/site.ts'
import { newestConversation, tell } from '../support/states/told.ts'
import { wordsIn } from '../support/states/words.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  const inAll = <Part>(of: (words: (typeof wordsIn)['en']) => Part) => ({
    en: of(wordsIn.en),
    zh: of(wordsIn.zh),
    ar: of(wordsIn.ar),
  })
  await changeSite(app, {
    proactive: [{ id: 'size', text: inAll(({ teaser }) => teaser), when: { secondsOnPage: 1 } }],
    consent: { text: inAll(({ consent }) => consent), address: 'https://shop.example/privacy' },
    preChat: [
      { id: 'mail', kind: 'email', required: true, label: inAll(({ email }) => email) },
      {
        ...{ id: 'topic', kind: 'choice', required: true },
        ...{ label: inAll(({ topic }) => topic), choices: inAll(({ topics }) => topics) },
      },
    ],
  })
})
afterAll(() => app.close())
const browser = useBrowser()

const chatCode = /\/widget\/assets\/main-/

/** Keeps the chat's own code back until it is let through. */
async function heldCode(page: Page): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route(chatCode, async (route) => {
    await promise
    await route.continue()
  })
  return resolve
}

/** Someone at the desk takes the newest conversation. */
async function takenByAgent() {
  const { token } = await app.signIn('agent')
  const desk = await connectDesk(app.base, token)
  const { id: conversationId } = await newestConversation(app)
  const { conversation } = await desk.ask('conversation:watch', { conversationId })
  const { fence } = await desk.ask('conversation:accept', { conversationId, fence: conversation.fence })
  return {
    say: (text: string) =>
      desk.ask('message:send', { id: randomUUID(), conversationId, text, attachments: [], fence }),
    types: () => desk.ask('typing:set', { conversationId, typing: true }),
    reads: async () =>
      desk.ask('conversation:read', { conversationId, seq: (await newestConversation(app)).head }),
    resolve: () => desk.ask('conversation:resolve', { conversationId, fence }),
    close: () => desk.close(),
  }
}

const walks = [
  ['en', 'desktop', 'light'],
  ['zh', 'phone', 'dark'],
  ['ar', 'phone', 'light'],
] as const
const moreWalks = [
  ['en', 'phone', 'dark'],
  ['zh', 'desktop', 'light'],
  ['ar', 'desktop', 'dark'],
] as const

// With `WALKS=all` each language in both sizes and both schemes, and each size in both schemes.
test.for(process.env.WALKS === 'all' ? [...walks, ...moreWalks] : walks)(
  'every state of the widget is within WCAG 2.2 AA, no wider than its frame and easy to hit (%s, %s, %s)',
  { timeout: 150_000 },
  async ([language, size, scheme]) => {
    browser.allow(/ERR_FAILED|WebSocket connection/)
    const words = wordsIn[language]
    const page = await (await browser.person(app.base, { language, size, scheme })).newPage()
    const line = await lineOf(page)
    const found: string[] = []
    async function look(state: string): Promise<void> {
      await settled(page)
      await artefact(page, `states-${language}-${size}-${state}`)
      const findings = await findingsIn(page, size === 'phone' ? 44 : 24)
      found.push(...findings.map((each) => `${state}: ${each}`))
    }
    // The demo shop itself is in two languages.
    const speak = () => page.evaluate((locale) => (window as Untyped).Baton.setLocale(locale), language)
    const letThrough = await heldCode(page)
    await page.goto('/')
    await speak()
    const { launcher, chat, composer, log, say } = widgetOn(page)
    const press = (selector: string) => chat.locator(selector).first().click()

    await chat.locator('.teaser-text', { hasText: words.teaser }).waitFor()
    await look('01-teaser')
    found.push(...(await findingsAround(page)))
    await press('.teaser .icon-button')
    await chat.locator('.teaser').waitFor({ state: 'detached' })
    await artefact(page, `states-${language}-${size}-02-closed`)
    found.push(...(await findingsAround(page)))
    await launcher.click()
    await composer.waitFor()
    await look('03-shell')

    letThrough()
    await chat.locator('.before .words').waitFor()
    await look('04-consent')
    found.push(...(await findingsAround(page)))
    await press('.before .is-primary')
    await chat.locator('.before form').waitFor()
    await look('05-questions')
    await press('.before [type="submit"]')
    await chat.locator('.before .problem').first().waitFor()
    await look('06-questions-wrong')
    await chat.locator('.before input[type="email"]').fill('mia@example.com')
    await press('.before input[type="radio"]')
    await press('.before [type="submit"]')
    await chat.locator('.before').waitFor({ state: 'detached' })
    await look('07-welcome')
    await composer.fill(words.draft)
    await look('08-typing')
    await say(words.question)
    await log.locator('.from-assistant .bubble').first().waitFor()
    await expect.poll(async () => (await newestConversation(app)).head).toBeGreaterThan(2)
    await tell(app, (await newestConversation(app)).id, words)

    await page.reload()
    await speak()
    await launcher.click()
    await chat.locator('.choices .button').first().waitFor()
    await chat.locator('.card-table').waitFor()
    await look('09-quick-replies')
    await press('.chip:nth-of-type(2)')
    await toMiddle(chat.locator('.passage'))
    await look('10-citation')
    for (const [name, selector] of [
      ['11-order', '.card.is-order, .cards:not(.is-row) .card'],
      ['12-products', '.is-row'],
      ['13-comparison', '.card-table'],
    ] as const) {
      await toMiddle(chat.locator(selector).first())
      await look(name)
    }
    await press('.is-emoji')
    await chat.locator('.emoji .signs').first().waitFor()
    await look('14-emoji')
    await press('.is-emoji')
    await press('.more > button')
    await chat.locator('.menu').waitFor()
    await look('15-menu')
    await page.keyboard.press('Escape')

    await chat.locator('#files').setInputFiles([
      { name: 'tear-in-the-tent.png', mimeType: 'image/png', buffer: pngOf(640, 480, { colour: '8a5a2b' }) },
      { name: 'a list with quite a long name.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') },
      { name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) },
    ])
    await chat.locator('.tray [role="alert"]').waitFor()
    await expect.poll(() => chat.locator('.tray progress').count()).toBe(0)
    await look('16-tray')
    await press('.is-refused .icon-button')
    await say(words.draft)
    await chat.locator('.picture img').waitFor()
    await expect.poll(() => log.locator('.from-assistant').last().locator('.progress').count()).toBe(0)
    await toMiddle(chat.locator('.picture'))
    await look('17-picture')
    await press('.picture')
    await chat.locator('.viewer img').waitFor()
    await look('18-viewer')
    await page.keyboard.press('Escape')
    await chat.locator('.viewer').waitFor({ state: 'detached' })

    await press('.person')
    await chat.locator('.queue').waitFor()
    await look('19-queue')
    const agent = await takenByAgent()
    await agent.types()
    await chat.locator('.typing').waitFor()
    await agent.say(words.hello)
    await log.locator('.from-agent').waitFor()
    await look('20-person')
    await say(words.thanks)
    await log.locator('.from-visitor').last().locator('.state').waitFor()
    const before = await log.locator('.state').last().textContent()
    await agent.reads()
    await expect.poll(() => log.locator('.state').last().textContent()).not.toBe(before)
    await look('21-seen')
    await agent.resolve()
    agent.close()
    await chat.locator('.conversation-rating').waitFor()
    await look('22-ended')
    await press('.stars button:nth-child(5)')
    await chat.locator('.comment').waitFor()
    await toMiddle(chat.locator('.comment'))
    await look('23-rated')
    await page.keyboard.press('Escape')

    await line.cut()
    await chat.locator('.banner').waitFor()
    await say(words.thanks)
    await log.locator('.state .link').first().waitFor()
    await look('24-offline')
    await line.renew()
    await chat.locator('.refused p').waitFor({ timeout: 20_000 })
    await look('25-refused')
    expect(found).toEqual([])
  },
)
