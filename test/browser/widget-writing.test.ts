import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { en } from '../../console/texts/en.ts'
import { call, startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { artefact, useBrowser, widgetOn } from '../support/browser.ts'
import { seriousFindings } from '../support/page-findings.ts'
import { freePort } from '../support/server-process.ts'

let directory: string
let port: number
let app: TestApp
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'baton-writing-'))
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
const cutLine =
  /ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE)|WebSocket connection/

async function setSite(change: object): Promise<void> {
  const { token } = await app.signIn('administrator')
  const { sites } = await call(app.base, 'GET', '/sites', { token })
  const site = sites.find((each: Untyped) => each.key === 'demo')
  const saved = await call(app.base, 'PUT', '/sites/demo', { token, body: { ...site, ...change } })
  expect(saved.status).toBe(200)
}

test.for(['desktop', 'phone'] as const)(
  'emoji are put where one writes, by hand and by keyboard (%s)',
  async (size) => {
    const page = await browser.visit(app.base, '/', { size })
    const { launcher, chat, composer } = widgetOn(page)
    await launcher.click()
    await composer.fill('Thanks a lot')
    await composer.evaluate((element: HTMLTextAreaElement) => element.setSelectionRange(6, 6))
    const button = chat.getByRole('button', { name: size === 'phone' ? 'Add files or emoji' : 'Emoji' })
    await button.click()
    const picker = chat.getByRole('group', { name: 'Emoji' })
    await picker.getByRole('button', { name: '👍' }).click()
    expect(await composer.inputValue()).toBe('Thanks👍 a lot')
    // By keyboard: one row down from the first sign, then one on.
    const { columns, signs } = await picker.evaluate(gridOf)
    const chosen = signs[columns + 1]
    await picker.getByRole('button', { name: '😀' }).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    expect(await composer.inputValue()).toBe(`Thanks👍${chosen} a lot`)
    await artefact(page, `widget-emoji-${size}`)
    expect(await seriousFindings(page, 'baton-widget')).toEqual([])
    // On a phone the same button offers files.
    expect(await picker.getByText('Attach files').count()).toBe(size === 'phone' ? 1 : 0)
    await page.keyboard.press('Escape')
    await picker.waitFor({ state: 'detached' })
    expect(await launcher.getAttribute('aria-expanded')).toBe('true')
    await expect.poll(() => button.evaluate((element) => element === document.activeElement)).toBe(true)
    // The last used come first.
    await button.click()
    await chat.getByRole('group', { name: 'Last used' }).getByRole('button').first().waitFor()
    expect(
      await chat.getByRole('group', { name: 'Last used' }).getByRole('button').allTextContents(),
    ).toEqual([chosen, '👍'])
  },
)

/** Runs in the frame: the first group of signs as it stands there. */
function gridOf(picker: Element) {
  const buttons = [...picker.querySelectorAll('.signs:has(button) button')] as HTMLElement[]
  const { top = 0, width = 0, height = 0 } = buttons[0]?.getBoundingClientRect() ?? {}
  const columns = buttons.filter((each) => each.getBoundingClientRect().top === top).length
  return { columns, width, height, signs: buttons.map((each) => each.textContent) }
}

test('the signs fill the width that there is, each as wide as a finger, and arrows follow', async () => {
  const page = await browser.visit(app.base, '/', { size: 'phone' })
  const { launcher, chat } = widgetOn(page)
  await launcher.click()
  await chat.getByRole('button', { name: 'Add files or emoji' }).click()
  const picker = chat.getByRole('group', { name: 'Emoji' })
  const focused = () => picker.evaluate((each) => each.querySelector(':focus')?.textContent)
  const widths: number[] = []
  for (const width of [360, 410, 470]) {
    await page.setViewportSize({ width, height: 844 })
    await expect.poll(() => chat.locator('html').evaluate(() => innerWidth)).toBe(width)
    const { columns, signs, ...cell } = await picker.evaluate(gridOf)
    widths.push(columns)
    expect(cell.width).toBeGreaterThanOrEqual(44)
    expect(cell.height).toBeGreaterThanOrEqual(44)
    await picker.getByRole('button', { name: '😄' }).focus()
    for (const [key, place] of [
      ['ArrowDown', columns + 1],
      ['ArrowDown', 2 * columns + 1],
      ['ArrowRight', 2 * columns + 2],
      ['ArrowUp', columns + 2],
    ] as const) {
      await page.keyboard.press(key)
      expect(await focused(), `${key} at ${width}`).toBe(signs[place])
    }
  }
  expect(widths[0]).toBeLessThan(widths[1] as number)
  expect(widths[1]).toBeLessThan(widths[2] as number)
})

test.for(['desktop', 'phone'] as const)(
  'what waits for the line can be changed or taken back, and goes out changed (%s)',
  async (size) => {
    browser.allow(cutLine)
    const page = await browser.visit(app.base, '/', { size })
    const { launcher, chat, log, say } = widgetOn(page)
    await launcher.click()
    await say('Do you ship to Australia?')
    await log.getByText('From Rotterdam').waitFor()
    await app.close()
    await chat.getByText('No connection. Your messages are kept').waitFor()
    await say('And to New Zeeland?')
    await say('Never mind.')
    const first = log.locator('.from-visitor', { hasText: 'Zeeland' })
    await first.getByText('Not sent yet').waitFor()
    await log
      .locator('.from-visitor', { hasText: 'Never mind.' })
      .getByRole('button', { name: 'Remove' })
      .click()
    await first.getByRole('button', { name: 'Edit' }).click()
    const box = chat.getByRole('textbox', { name: 'Edit' })
    await box.fill('And to New Zealand?')
    await artefact(page, `widget-edit-${size}`)
    await page.keyboard.press('Enter')
    await log.locator('.from-visitor', { hasText: 'New Zealand?' }).getByText('Not sent yet').waitFor()
    app = await start()
    await log.getByText('Sent', { exact: true }).waitFor({ timeout: 30_000 })
    // Sent is sent: there is nothing to change any more.
    expect(await log.getByRole('button', { name: 'Edit' }).count()).toBe(0)
    expect(await log.locator('.from-visitor').allInnerTexts()).toEqual([
      expect.stringContaining('Do you ship to Australia?'),
      expect.stringContaining('And to New Zealand?'),
    ])
  },
)

test('each sees that the other has read, and only once they have', async () => {
  const page = await browser.visit(app.base, '/', { size: 'phone' })
  const { launcher, chat, log, say } = widgetOn(page)
  await launcher.click()
  await say('I want to talk to a real person')
  await chat.locator('.queue').waitFor()
  await log.getByText('Sent', { exact: true }).waitFor()
  expect(await log.getByText('Seen', { exact: true }).count()).toBe(0)
  const agent = await browser.signIn(app, 'agent', { size: 'wide' })
  await agent.locator('.list .row').first().waitFor()
  expect(await log.getByText('Seen', { exact: true }).count()).toBe(0)
  await agent.locator('.list .row').first().click()
  await log.getByText('Seen', { exact: true }).waitFor()
  await artefact(page, 'widget-seen')
  await agent.getByRole('button', { name: en.agent.accept }).click()
  await log.getByText('joined the conversation').waitFor()
  // The visitor closes the chat: what is written now is not read.
  await chat.getByRole('button', { name: 'Close chat' }).click()
  const reply = agent.getByPlaceholder(en.agent.replyPlaceholder)
  await reply.fill('Hello, this is Ana.')
  await reply.press('Enter')
  await agent.getByRole('log').getByText('Hello, this is Ana.').waitFor()
  await page.waitForTimeout(500)
  expect(await agent.getByRole('log').getByText(en.agent.seenByVisitor, { exact: true }).count()).toBe(0)
  await launcher.click()
  await agent.getByRole('log').getByText(en.agent.seenByVisitor, { exact: true }).waitFor()
  await artefact(agent, 'widget-seen-desk')
  // After a reload, too: it is kept.
  await page.reload()
  await launcher.click()
  await log.getByText('Seen', { exact: true }).waitFor()
})

test('a message that comes while nobody looks is heard, where the site says so and after a touch', async () => {
  await setSite({ sound: true, proactive: [] })
  const context = await browser.person(app.base)
  // Counts what would be heard.
  await context.addInitScript(() => {
    const page = window as Untyped
    page.tones = 0
    const begin = OscillatorNode.prototype.start
    OscillatorNode.prototype.start = function start(at?: number) {
      page.tones += 1
      return begin.call(this, at)
    }
  })
  const page = await context.newPage()
  await page.goto('/')
  const { launcher, chat, log, say, composer } = widgetOn(page)
  const tones = () => composer.evaluate(() => (window as Untyped).tones as number)
  await launcher.click()
  await composer.click()
  await say('I want to talk to a real person')
  await chat.locator('.queue').waitFor()
  const agent = await browser.signIn(app, 'agent', { size: 'wide' })
  await agent.locator('.list .row').first().click()
  await agent.getByRole('button', { name: en.agent.accept }).click()
  await log.getByText('joined the conversation').waitFor()
  const reply = agent.getByPlaceholder(en.agent.replyPlaceholder)
  const answer = async (text: string) => {
    await reply.fill(text)
    await reply.press('Enter')
    await agent.getByRole('log').getByText(text).waitFor()
  }
  await answer('Before your eyes.')
  await log.getByText('Before your eyes.').waitFor()
  // Who looks at it needs no sound.
  expect(await tones()).toBe(0)
  await chat.getByRole('button', { name: 'Close chat' }).click()
  await answer('Behind your back.')
  await expect.poll(tones).toBe(2)
})

test.for([
  { size: 'desktop', language: 'en' },
  { size: 'phone', language: 'zh' },
] as const)(
  'while nobody is there the welcome says so, and when they are back ($size, $language)',
  async ({ size, language }) => {
    const day = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' })
    // Open tomorrow, at ten o'clock of a zone that is three hours from the visitor's.
    const tomorrow = day.format(Date.now() + 86_400_000).toLowerCase()
    const week = Object.fromEntries(
      ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((each) => [
        each,
        each === tomorrow ? [{ from: '10:00', to: '11:00' }] : [],
      ]),
    )
    await setSite({
      hours: { timeZone: 'UTC', week, holidays: [] },
      offlineText: { en: 'We are out testing tents.', zh: '我们外出试帐篷去了。' },
    })
    const page = await browser.visit(app.base, '/', { size, language })
    const { launcher, chat } = widgetOn(page)
    await launcher.click()
    const away = chat.locator('.away')
    await away.getByText(language === 'en' ? 'We are out testing tents.' : '我们外出试帐篷去了。').waitFor()
    // Ten o'clock there is eleven in Berlin, in winter.
    await away.getByText(language === 'en' ? /We are back .*11:00/ : /11:00恢复在线/).waitFor()
    await artefact(page, `widget-away-${size}`)
  },
)

test('the panel comes into sight with a motion of at most 160 ms, and without one where less motion is wanted', async () => {
  for (const [reducedMotion, most] of [
    ['no-preference', 1],
    ['reduce', 0],
  ] as const) {
    const page = await (await browser.person(app.base)).newPage()
    await page.emulateMedia({ reducedMotion })
    await page.goto('/')
    const { launcher, chat, composer } = widgetOn(page)
    await chat.locator('body').evaluate(() => {
      const page = window as Untyped
      page.motions = []
      const animate = Element.prototype.animate
      Element.prototype.animate = function watched(frames, options) {
        page.motions.push((options as KeyframeAnimationOptions).duration)
        return animate.call(this, frames, options)
      }
    })
    await launcher.click()
    await composer.waitFor()
    const motions = () => chat.locator('body').evaluate(() => (window as Untyped).motions as number[])
    await expect.poll(async () => (await motions()).length).toBe(most)
    for (const length of await motions()) expect(length).toBeLessThanOrEqual(160)
  }
})
