import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { artefact, artefacts3, type Look, useBrowser, widgetOn } from '../support/browser.ts'
import { seriousFindings } from '../support/page-findings.ts'

/** What differs between the languages: the shop's address, the visitor's words and what they read. */
export interface Journey {
  language: 'en' | 'zh'
  path: string
  greeting: string
  question: { text: string; title: string; says: string }
  offTopic: { text: string; declined: string; person: string }
  order: { text: string; asks: string; proof: string; says: string[] }
  composed: { letters: string; text: string }
  words: { open: string; send: string; helpful: string; person: string; sent: string; waiting: string }
}

/** The visitor's way through the shop's chat, the same in every language. */
export function storefrontJourney(journey: Journey): void {
  const { language, path, words } = journey
  const browser = useBrowser()
  let app: TestApp

  beforeAll(async () => {
    app = await startTestApp()
  })
  afterAll(() => app.close())

  async function visit(look: Look = {}) {
    const page = await browser.visit(app.base, path, { language, ...look })
    const widget = widgetOn(page)
    return {
      page,
      widget,
      async open() {
        await widget.launcher.click()
        await widget.chat.getByText(journey.greeting).waitFor()
      },
    }
  }
  const keep = (page: Page, name: string) => artefact(page, `storefront-${language}-${name}`)

  describe(`the storefront's chat in ${language}`, () => {
    test('a visitor opens the chat, is answered with a citation that opens, and marks the answer helpful', async () => {
      const { page, widget, open } = await visit()
      await page.getByRole('button', { name: words.open }).waitFor()
      await artefacts3(page, `storefront-${language}-closed`)
      await open()
      await keep(page, 'welcome')
      await widget.say(journey.question.text)
      await widget.log.getByText(journey.question.says).first().waitFor()
      await keep(page, 'answer')
      await widget.log.getByRole('button', { name: journey.question.title }).click()
      await widget.log.locator('blockquote').getByText(journey.question.title).waitFor()
      await keep(page, 'citation')
      const helpful = widget.log.getByRole('button', { name: words.helpful, exact: true })
      await helpful.click()
      await widget.log.locator(`[aria-pressed="true"][aria-label="${words.helpful}"]`).waitFor()
      await keep(page, 'helpful')
    })

    test('a question that is not the shop’s is declined, with a way to a person', async () => {
      const { page, widget, open } = await visit()
      await open()
      await widget.say(journey.offTopic.text)
      await widget.log.getByText(journey.offTopic.declined).waitFor()
      await keep(page, 'declined')
      await widget.log.getByRole('button', { name: journey.offTopic.person }).click()
      await widget.chat.locator('.queue').getByText(words.waiting).waitFor()
      await keep(page, 'queued')
    })

    test('an order is shown to who gives its number and e-mail address, and a reload loses nothing', async () => {
      const { page, widget, open } = await visit()
      await open()
      await widget.say(journey.order.text)
      await widget.log.getByText(journey.order.asks).waitFor()
      await widget.say(journey.order.proof)
      for (const part of journey.order.says) await widget.log.getByText(part).first().waitFor()
      await keep(page, 'order')
      await page.reload()
      await widget.launcher.click()
      for (const part of [journey.order.text, journey.order.proof, ...journey.order.says])
        await widget.log.getByText(part).first().waitFor()
      expect(await widget.log.locator('.from-visitor').count()).toBe(2)
    })

    test('Enter does not cut an input method’s composition off', async () => {
      const { page, widget, open } = await visit()
      await open()
      await widget.composer.focus()
      const input = await page.context().newCDPSession(page)
      const { letters, text } = journey.composed
      await input.send('Input.imeSetComposition', { text: letters, selectionStart: 2, selectionEnd: 2 })
      expect(await widget.composer.inputValue()).toBe(letters)
      await page.keyboard.press('Enter')
      expect(await widget.log.locator('.message').count()).toBe(0)
      await widget.composer.fill('')
      await input.send('Input.insertText', { text })
      await page.keyboard.press('Enter')
      await widget.log.locator('.from-visitor').getByText(text, { exact: true }).waitFor()
      expect(await widget.composer.inputValue()).toBe('')
    })

    test('the keyboard alone is enough, and Escape gives the focus back to the launcher', async () => {
      const { page, widget } = await visit()
      await page.getByRole('button', { name: words.open }).waitFor()
      for (let tabs = 0; tabs < 80 && !(await launcherHasFocus(page)); tabs += 1)
        await page.keyboard.press('Tab')
      expect(await launcherHasFocus(page), 'Tab reaches the launcher').toBe(true)
      await keep(page, 'launcher-focused')
      await page.keyboard.press('Enter')
      await widget.chat.locator('textarea:focus').waitFor()
      await page.keyboard.type(journey.question.text)
      await page.keyboard.press('Enter')
      await widget.log.getByText(journey.question.says).first().waitFor()
      await page.keyboard.press('Escape')
      await page.locator('baton-widget iframe').waitFor({ state: 'hidden' })
      await expect.poll(() => launcherHasFocus(page)).toBe(true)
    })

    test('on a phone the chat fills the screen and its buttons are large enough for a thumb', async () => {
      const { page, widget, open } = await visit({ size: 'phone' })
      await keep(page, 'phone-closed')
      await open()
      await expect.poll(() => page.locator('baton-widget iframe').boundingBox()).toEqual(wholePhone)
      await keep(page, 'phone-welcome')
      await widget.say(journey.question.text)
      await widget.log.getByText(journey.question.says).first().waitFor()
      await keep(page, 'phone-answer')
      const small = await widget.chat.locator('button:visible').evaluateAll((buttons) =>
        buttons.flatMap((button) => {
          const { width, height } = button.getBoundingClientRect()
          return Math.min(width, height) < (button.classList.contains('chip') ? 36 : 44)
            ? [button.outerHTML]
            : []
        }),
      )
      expect(small).toEqual([])
    })

    test.for(['light', 'dark'] as const)(
      'axe finds nothing serious in shop and chat on a %s screen',
      async (scheme) => {
        const { page, widget, open } = await visit({ scheme })
        await open()
        await keep(page, `${scheme}-welcome`)
        await widget.say(journey.question.text)
        await widget.log.getByText(journey.question.says).first().waitFor()
        await widget.log.getByRole('button', { name: journey.question.title }).click()
        await keep(page, `${scheme}-answer`)
        expect(await seriousFindings(page)).toEqual([])
      },
    )
  })
}

const wholePhone = { x: 0, y: 0, width: 390, height: 844 }

function launcherHasFocus(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const host = document.activeElement
    return host?.tagName === 'BATON-WIDGET' && host.shadowRoot?.activeElement?.tagName === 'BUTTON'
  })
}
