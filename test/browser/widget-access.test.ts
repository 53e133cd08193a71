import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { artefact, useBrowser, widgetOn } from '../support/browser.ts'
import { findingsIn, settled, toMiddle } from '../support/states/findings.ts'
import { changeSite } from '../support/states/site.ts'
import { newestConversation, tell } from '../support/states/told.ts'
import { wordsIn } from '../support/states/words.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  await changeSite(app, { proactive: [] })
})
afterAll(() => app.close())
const browser = useBrowser()

/** Presses a key until the keyboard is at what fits, as somebody does who has nothing else. */
async function walkTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const isThere = () => target.evaluate((element) => element.matches(':focus'))
  for (let pressed = 0; pressed < 80 && !(await isThere()); pressed += 1) await page.keyboard.press(key)
  expect(await isThere(), `${key} reaches ${target}`).toBe(true)
  // What has the keyboard shows it, all of it in sight.
  expect(await target.evaluate(focusTrouble)).toBe('')
}

/** Runs in the page: what is wrong with how the element shows that it has the keyboard. */
function focusTrouble(element: Element): string {
  const label = element.id ? document.querySelector(`label[for="${element.id}"]`) : null
  const around = element.closest('.composer textarea') ? element.closest('.composer') : null
  const shown = [element, label, around].some((each) => {
    if (!each) return false
    const { outlineStyle, outlineWidth, borderTopColor } = getComputedStyle(each)
    if (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) return true
    const quiet = getComputedStyle(document.documentElement).getPropertyValue('--border')
    return each === around && !matchMedia('(forced-colors: active)').matches && borderTopColor !== quiet
  })
  const { top, bottom } = (label ?? element).getBoundingClientRect()
  if (!shown) return `nothing shows the keyboard at ${element.outerHTML.slice(0, 160)}`
  return bottom < 1 || top > innerHeight - 1 ? `out of sight: ${element.outerHTML.slice(0, 160)}` : ''
}

test('the keyboard alone is enough for everything, and Escape closes the top thing each time', async () => {
  const page = await browser.visit(app.base, '/', { size: 'desktop' })
  const { launcher, chat, composer, log } = widgetOn(page)
  const key = (name: string) => page.keyboard.press(name)
  const isOpen = () => launcher.getAttribute('aria-expanded')
  const focused = (of: Locator) => expect.poll(() => of.evaluate((each) => each.matches(':focus'))).toBe(true)
  await walkTo(page, launcher)
  await key('Enter')
  await chat.locator('.welcome').waitFor()
  await focused(composer)
  await page.keyboard.type('Do you ship to Australia?')
  await key('Enter')
  const chip = log.locator('.chip').first()
  await chip.waitFor()
  await walkTo(page, chip, 'Shift+Tab')
  await key('Enter')
  await log.locator('.passage').waitFor()
  await key('Escape')
  await log.locator('.passage').waitFor({ state: 'detached' })
  await focused(chip)

  await walkTo(page, chat.locator('.is-emoji'))
  await key('Enter')
  await walkTo(page, chat.locator('.signs button').first(), 'Shift+Tab')
  await key('Escape')
  await chat.locator('.emoji').waitFor({ state: 'detached' })
  await focused(chat.locator('.is-emoji'))

  const more = chat.locator('.more > button')
  await walkTo(page, more, 'Shift+Tab')
  await key('Enter')
  const end = chat.getByRole('menuitem', { name: 'End conversation' })
  await end.waitFor()
  await key('Escape')
  await chat.locator('.menu').waitFor({ state: 'detached' })
  await focused(more)
  await key('Enter')
  await end.waitFor()
  for (let pressed = 0; pressed < 8 && !(await end.evaluate((each) => each.matches(':focus'))); pressed += 1)
    await key('ArrowDown')
  await key('Enter')
  await chat.getByRole('dialog').waitFor()
  await key('Escape')
  await chat.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await isOpen()).toBe('true')
  await focused(more)
  await key('Enter')
  await end.waitFor()
  for (let pressed = 0; pressed < 8 && !(await end.evaluate((each) => each.matches(':focus'))); pressed += 1)
    await key('ArrowDown')
  await key('Enter')
  await walkTo(page, chat.getByRole('button', { name: 'Yes, it is solved' }))
  await key('Enter')
  const best = chat.locator('.stars button').last()
  await best.waitFor()
  await walkTo(page, best)
  await key('Enter')
  await walkTo(page, chat.locator('.comment textarea'))
  await page.keyboard.type('Quick and kind.')
  await key('Escape')
  await chat.locator('.comment').waitFor({ state: 'detached' })
  expect(await isOpen()).toBe('true')
  await key('Escape')
  await expect.poll(isOpen).toBe('false')
  await expect.poll(() => launcher.evaluate((each) => each.matches(':focus'))).toBe(true)
})

test('a chat that covers the page keeps the keyboard, and gives it back when it closes', async () => {
  const page = await browser.visit(app.base, '/', { size: 'phone' })
  const { launcher, chat, composer } = widgetOn(page)
  const isInChat = () => page.evaluate(() => document.activeElement?.localName === 'baton-widget')
  const close = chat.getByRole('button', { name: 'Close chat' })
  const isAt = (of: Locator) => of.evaluate((each) => each.matches(':focus'))
  await launcher.click()
  await chat.locator('.welcome').waitFor()
  // Nothing has the keyboard yet, which is where one leaves most easily.
  await page.keyboard.press('Shift+Tab')
  expect(await isInChat()).toBe(true)
  for (const key of ['Tab', 'Shift+Tab']) {
    let closes = 0
    for (let pressed = 0; pressed < 30; pressed += 1) {
      await page.keyboard.press(key)
      expect(await isInChat(), `${key} ${pressed}`).toBe(true)
      if (await isAt(close)) closes += 1
    }
    // It goes round, over everything.
    expect(closes, key).toBeGreaterThan(1)
  }
  // A dialog inside it has a round of its own.
  await chat.getByRole('button', { name: 'More' }).click()
  await chat.getByRole('menuitem', { name: 'Erase my data' }).click()
  // What it asks is fetched when it opens.
  await chat.getByRole('dialog').getByRole('button').nth(1).waitFor()
  for (const key of ['Tab', 'Shift+Tab', 'Tab', 'Tab', 'Tab', 'Tab']) {
    await page.keyboard.press(key)
    expect(await isInChat(), key).toBe(true)
    expect(await chat.getByRole('dialog').locator(':focus').count(), key).toBe(1)
  }
  await page.keyboard.press('Escape')
  await chat.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
  await expect.poll(() => launcher.evaluate((each) => each.matches(':focus'))).toBe(true)
  await page.keyboard.press('Shift+Tab')
  await expect.poll(isInChat).toBe(false)

  // Beside the page the chat is a part of it, and Tab goes on to the rest.
  await page.setViewportSize({ width: 800, height: 700 })
  await launcher.click()
  await composer.focus()
  for (let pressed = 0; pressed < 6 && (await isInChat()); pressed += 1) await page.keyboard.press('Tab')
  await walkTo(page, launcher)
  await page.keyboard.press('Tab')
  await expect.poll(isInChat).toBe(false)
})

test.for(['desktop', 'phone'] as const)(
  'answers stand close together, though a finger finds what rates them (%s)',
  async (size) => {
    const page = await browser.visit(app.base, '/', { size })
    const { launcher, chat, log, say } = widgetOn(page)
    await launcher.click()
    await say('Do you ship to Australia?')
    await log.locator('.chip').first().waitFor()
    await tell(app, (await newestConversation(app)).id, wordsIn.en)
    await page.reload()
    await launcher.click()
    await chat.locator('.card-table').waitFor()
    await toMiddle(chat.locator('.card-table'))
    await settled(page)
    await artefact(page, `widget-ratings-${size}`)
    const rows = await log.locator('.rating').evaluateAll((all) =>
      all.flatMap((row) => {
        const above = row.previousElementSibling?.getBoundingClientRect()
        const next = row.closest('.message')?.nextElementSibling
        const below = next?.getBoundingClientRect()
        const [{ width, height } = { width: 0, height: 0 }] = [...row.children].map((each) =>
          each.getBoundingClientRect(),
        )
        const isClose = next?.matches('.message:not(.is-first)') && !row.nextElementSibling
        return isClose && above && below
          ? [{ gap: below.top - above.bottom, least: Math.min(width, height) }]
          : []
      }),
    )
    expect(rows.length).toBeGreaterThan(1)
    for (const { gap, least } of rows) {
      expect(gap).toBeLessThanOrEqual(40)
      expect(gap).toBeGreaterThanOrEqual(24)
      expect(least).toBeGreaterThanOrEqual(size === 'phone' ? 44 : 32)
    }
  },
)

test.for([
  ['zoom at 200 %', { width: 640, height: 400 }, {}],
  ['letters of twice the size', { width: 1280, height: 800 }, { letters: '200%' }],
  ['a phone with letters of twice the size', { width: 390, height: 844 }, { letters: '200%' }],
  ['colours forced by the system, and less motion', { width: 1280, height: 800 }, { forced: true }],
] as const)('nothing is cut, and the focus is seen: %s', async ([name, viewport, kind]) => {
  const page = await (await browser.person(app.base)).newPage()
  await page.setViewportSize(viewport)
  if ('forced' in kind) await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
  if ('letters' in kind)
    await page.addInitScript((size) => {
      addEventListener('DOMContentLoaded', () => {
        if (window !== top) document.documentElement.style.fontSize = size
      })
    }, kind.letters)
  await page.goto('/')
  const { launcher, chat, composer, log, say } = widgetOn(page)
  const found: string[] = []
  async function look(state: string): Promise<void> {
    await settled(page)
    await artefact(page, `states-${name.replaceAll(/\W+/g, '-')}-${state}`)
    const findings = [...(await findingsIn(page, 24)), ...(await chat.locator('html').evaluate(cutTexts))]
    found.push(...findings.map((each) => `${state}: ${each}`))
  }
  await launcher.click()
  await chat.locator('.welcome').waitFor()
  await look('01-welcome')
  await say('Do you ship to Australia?')
  await log.locator('.chip').first().waitFor()
  await tell(app, (await newestConversation(app)).id, wordsIn.en)
  await page.reload()
  await launcher.click()
  await chat.locator('.choices .button').first().waitFor()
  await look('02-quick-replies')
  await log.locator('.chip').first().click()
  await toMiddle(log.locator('.passage'))
  await look('03-citation')
  for (const [state, selector] of [
    ['04-order', '.cards:not(.is-row) .card'],
    ['05-products', '.is-row'],
    ['06-comparison', '.card-table'],
  ] as const) {
    await toMiddle(log.locator(selector).first())
    await look(state)
  }
  await composer.fill(wordsIn.en.draft)
  await chat.locator('.is-emoji').click()
  await look('07-emoji')
  await chat.locator('.is-emoji').click()
  await chat.locator('.more > button').click()
  await chat.locator('.menu').waitFor()
  await look('08-menu')
  await page.keyboard.press('Escape')
  await composer.focus()
  for (const target of [chat.locator('.is-send'), chat.locator('.more > button'), log, composer]) {
    await walkTo(page, target)
    await artefact(page, `states-${name.replaceAll(/\W+/g, '-')}-09-focus`)
  }
  await chat.locator('.person').click()
  await chat.locator('.queue').waitFor()
  await look('10-queue')
  expect(found).toEqual([])
})

/** Runs in the frame: words that do not fit where they stand, and nothing says with three dots that they go on. */
function cutTexts(): string[] {
  return [...document.querySelectorAll('h1, h2, p, button, strong, .bubble, .chip, .status, label')].flatMap(
    (element) => {
      const { overflowX, textOverflow } = getComputedStyle(element)
      const isCut =
        element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1
      const isHidden = overflowX !== 'visible' && textOverflow !== 'ellipsis'
      return isCut && isHidden && element.clientWidth > 1 ? [`cut: ${element.outerHTML.slice(0, 160)}`] : []
    },
  )
}
