import type { BrowserContext, Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Block, type Inline, parseMarkdown } from '../../widget/text/markdown.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { artefact, useBrowser, widgetOn } from '../support/browser.ts'
import {
  type HostileConversation,
  keepHostileConversation,
  textsPerConversation,
} from '../support/hostile-conversation.ts'
import { grouped, hostileTexts, ownHostileTexts } from '../support/hostile-texts.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
// A dialog, an error of a page or a request to another host fails the test by itself.
const browser = useBrowser()

/** Every text of the public lists is drawn with `HOSTILE_TEXTS=all`; each time all of ours are. */
const all = process.env.HOSTILE_TEXTS === 'all' ? hostileTexts() : ownHostileTexts
const minutes = (count: number) => count * 60_000

/** Paths of our own that a page asks for; anything else was asked for by a text. */
const ours =
  /^\/($|\?|console\/|widget\/|widget\.js|storefront\/|socket\.io\/|api\/v1\/|favicon\.ico|icon\.svg)/
/** Elements by which a text would act, fetch or cover. The pages' own drawings are without them. */
const forbidden =
  'script, iframe, object, embed, base, meta, link, form[action], input[onfocus], math, img[src="x"]'

function watchRequests(context: BrowserContext): string[] {
  const strange: string[] = []
  context.on('request', (request) => {
    const { origin, pathname } = new URL(request.url())
    if (origin === app.base && !ours.test(pathname)) strange.push(request.url())
  })
  return strange
}

/** What stands in each of the elements. */
function textsOf(frame: Frame | Page, selector: string): Promise<string[]> {
  return frame.locator(selector).evaluateAll((found) => found.map((each) => each.textContent ?? ''))
}

/** The first few that are not what was said. */
function different(read: string[], said: string[]): string[] {
  const wrong = said.flatMap((text, index) =>
    read[index] === text
      ? []
      : [`${JSON.stringify(text.slice(0, 80))} is ${JSON.stringify(read[index]?.slice(0, 80))}`],
  )
  return [
    ...wrong.slice(0, 5),
    ...(read.length === said.length
      ? []
      : [`${read.length} of ${said.length}: ${JSON.stringify(read.slice(said.length)).slice(0, 200)}`]),
  ]
}

/** Elements that stand out of what holds them, and regions that would scroll sideways. */
function tooWide(frame: Frame | Page, within: string): Promise<string[]> {
  return frame.locator(within).evaluate((region) => {
    const { left, right } = region.getBoundingClientRect()
    const wide = [...region.querySelectorAll<HTMLElement>('*')].filter((each) => {
      const box = each.getBoundingClientRect()
      if (box.width <= 1 || (box.left > left - 2 && box.right < right + 2)) return false
      // What scrolls or is cut by a holder of its own stands in nobody's way.
      for (let holder = each.parentElement; holder && holder !== region; holder = holder.parentElement)
        if (getComputedStyle(holder).overflowX !== 'visible') return false
      return true
    })
    const scrolls = region.scrollWidth > region.clientWidth + 1 ? [`scrolls: ${region.scrollWidth}`] : []
    const page = document.documentElement
    if (page.scrollWidth > page.clientWidth + 1) scrolls.push(`the page: ${page.scrollWidth}`)
    return [...scrolls, ...wide.map((each) => each.outerHTML.slice(0, 160))].slice(0, 5)
  })
}

/** Links by which a click would do something else than open an address of the web in a window of its own. */
function wrongLinks(frame: Frame | Page, within: string): Promise<string[]> {
  return frame.locator(`${within} a[href]`).evaluateAll((links) =>
    links
      .filter((link) => {
        const { protocol, username, target, rel, origin, pathname } = link as HTMLAnchorElement
        if (origin === location.origin && /^\/(console|api)\//.test(pathname)) return false
        return (
          !/^https?:$/.test(protocol) || username !== '' || target !== '_blank' || !rel.includes('noopener')
        )
      })
      .map((link) => link.outerHTML.slice(0, 160)),
  )
}

const flat = (parts: Inline[]): string =>
  parts
    .map((part) => (part.kind === 'text' ? part.text : 'children' in part ? flat(part.children) : ''))
    .join('')
const flatBlock = (block: Block): string =>
  block.kind === 'list' ? block.items.map(flat).join('') : flat(block.children)

async function openChat(context: BrowserContext, conversation: HostileConversation): Promise<Page> {
  const page = await context.newPage()
  await page.addInitScript((token) => localStorage.setItem('baton:demo:visitor', token), conversation.token)
  await page.goto('/')
  const { launcher, log } = widgetOn(page)
  await launcher.click()
  const told = conversation.texts.length
  await expect.poll(() => log.locator('.from-agent .bubble').count(), { timeout: 30_000 }).toBe(told)
  return page
}

async function chatIsRight(page: Page, { texts }: HostileConversation): Promise<void> {
  const frame = page.frames().find((each) => each.url().includes('/widget/')) as Frame
  const { launcher, composer, chat } = widgetOn(page)
  const read = async (selector: string) => textsOf(frame, `.log ${selector}`)
  expect(different(await read('.from-visitor .bubble'), texts), 'messages of the visitor').toEqual([])
  expect(different(await read('.from-agent .bubble'), texts), 'messages of an agent').toEqual([])
  expect(different(await read('.chip > span'), texts), 'titles of citations').toEqual([])
  const drawn = texts.map((text) => parseMarkdown(text, `${app.base}/`).map(flatBlock).join(''))
  expect(different(await read('.from-assistant .bubble'), drawn), 'what a model wrote').toEqual([])
  const system = texts.filter((_, index) => index % 2 === 0)
  expect(different(await read('.notice-message'), system), 'what the shop tells').toEqual([])
  await expect
    .poll(async () => different(await read('.file .pending-text > :first-child'), texts))
    .toEqual([])
  expect(
    await frame
      .locator(forbidden)
      .evaluateAll((found) =>
        found
          .map((each) => each.outerHTML.slice(0, 160))
          .filter((each) => !/^<(meta|link|script)\b/.test(each)),
      ),
  ).toEqual([])
  expect(await frame.locator('body').locator('script, link, meta, iframe').count()).toBe(1)
  expect(await wrongLinks(frame, '.log')).toEqual([])
  expect(await tooWide(frame, '.log')).toEqual([])
  expect(await tooWide(frame, '.header')).toEqual([])
  await composer.fill('Still here')
  expect(await composer.inputValue()).toBe('Still here')
  await composer.fill('')
  expect(await chat.locator('.composer').boundingBox()).toMatchObject({ width: expect.any(Number) })
  await launcher.waitFor({ state: 'attached' })
}

async function deskIsRight(page: Page, conversation: HostileConversation): Promise<void> {
  const { texts, conversationId } = conversation
  await page.goto(`/console/?view=all&conversation=${conversationId}`)
  await expect
    .poll(() => page.locator('.log .message-agent .bubble').count(), { timeout: 30_000 })
    .toBe(texts.length)
  const read = (selector: string) => textsOf(page, selector)
  expect(different(await read('.log .message-visitor .bubble'), texts), 'messages of the visitor').toEqual([])
  expect(different(await read('.log .citations a'), texts), 'titles of citations').toEqual([])
  expect(different(await read('.log .message-visitor .file-link bdi'), texts), 'names of files').toEqual([])
  const notes = texts.filter((_, index) => index % 2 === 1)
  expect(different(await read('.log .note p'), notes), 'notes').toEqual([])
  const claimed = await read('.page-claims dd')
  for (const text of texts.slice(0, 20)) expect(claimed).toContain(text)
  await page.locator('.page-claims summary').click()
  const events = (await read('.page-events li')).join('\n')
  expect(texts.filter((text) => !events.includes(text))).toEqual([])
  expect(await page.locator('body').locator('script, base, object, embed, iframe, math').count()).toBe(0)
  expect(await wrongLinks(page, '.log')).toEqual([])
  expect(await tooWide(page, '.log')).toEqual([])
  expect(await tooWide(page, 'aside.panel')).toEqual([])
}

test('no text of ours does anything but be read, in the widget and at the desk, on a phone too', async () => {
  const conversation = await keepHostileConversation(app, [...ownHostileTexts])
  for (const size of ['desktop', 'phone'] as const) {
    const context = await browser.person(app.base, { size })
    const strange = watchRequests(context)
    const page = await openChat(context, conversation)
    await chatIsRight(page, conversation)
    await artefact(page, `hostile-texts-${size}`)
    expect(strange).toEqual([])
    await context.close()
  }
  const desk = await browser.signIn(app, 'agent', { size: 'wide' })
  const strange = watchRequests(desk.context())
  await deskIsRight(desk, conversation)
  await artefact(desk, 'hostile-texts-desk')
  expect(strange).toEqual([])
})

test.skipIf(all.length === ownHostileTexts.length)(
  'nor does any text of the public lists',
  async () => {
    const desk = await browser.signIn(app, 'agent', { size: 'wide' })
    const strange = watchRequests(desk.context())
    for (const texts of grouped(all, textsPerConversation)) {
      const conversation = await keepHostileConversation(app, texts)
      const context = await browser.person(app.base)
      const asked = watchRequests(context)
      const page = await openChat(context, conversation)
      await chatIsRight(page, conversation)
      await context.close()
      await deskIsRight(desk, conversation)
      expect([...asked, ...strange]).toEqual([])
    }
  },
  minutes(6),
)

test(
  'what a site sets is read as it was set, in its header, greeting and suggestions',
  async () => {
    const page = await browser.visit(app.base, '/')
    const strange = watchRequests(page.context())
    const site = await (await fetch(`${app.base}/widget/sites/demo.json`)).json()
    const wrong = await page.evaluate(
      async ([settings, texts]) => {
        const frame = document.createElement('iframe')
        frame.style.cssText = 'position: fixed; inset: 0 auto auto 0; width: 390px; height: 700px; z-index: 9'
        frame.src = `/widget/?site=demo&locale=en&preview=1&origin=${encodeURIComponent(location.origin)}`
        document.body.append(frame)
        await new Promise((resolve) => (frame.onload = resolve))
        const show = (value: object) =>
          frame.contentWindow?.postMessage({ baton: 1, type: 'preview', value }, location.origin)
        const wait = (time = 0) => new Promise((resolve) => setTimeout(resolve, time))
        const found: string[] = []
        for (const text of texts as string[]) {
          const words = { en: text }
          const value = {
            ...(settings as object),
            consent: null,
            preChat: [],
            ...{ title: words, greeting: words, assistantName: words, suggestions: { en: [text] } },
          }
          show(value)
          const inner = frame.contentDocument as Document
          const read = (selector: string) => inner.querySelector(selector)?.textContent
          const isRead = () =>
            read('h1') === text &&
            read('.greeting') === text &&
            read('.suggestions .button') === text &&
            read('.status')?.startsWith(text)
          for (let tries = 0; tries < 200 && !isRead(); tries++) await wait(tries < 20 ? 0 : 20)
          if (!isRead())
            found.push(
              JSON.stringify([
                text.slice(0, 60),
                read('h1'),
                read('.greeting'),
                read('.suggestions .button'),
              ]).slice(0, 300),
            )
          const { scrollWidth, clientWidth } = inner.documentElement
          const log = inner.querySelector('.log')
          if (scrollWidth > clientWidth || (log && log.scrollWidth > log.clientWidth + 1))
            found.push(`too wide: ${text.slice(0, 80)}`)
          if (found.length > 5) break
        }
        return found
      },
      [site, all.filter((text) => text.length <= 500)] as const,
    )
    expect(wrong).toEqual([])
    expect(strange).toEqual([])
  },
  minutes(4),
)

test(
  'an article is read as it was written, in its editor and in what shows how visitors will read it',
  async () => {
    const page = await browser.signIn(app, 'trainer', { size: 'wide' })
    await page.goto('/console/knowledge?article=new&language=en')
    // What cleans it reads it in a document of its own, under the same policy: so the browser says what it refused.
    browser.allow(/violates the following Content Security Policy directive/)
    const strange = watchRequests(page.context())
    const [title, body] = [page.getByLabel('Title'), page.getByLabel('Answer (Markdown)')]
    // A field of one line holds no line breaks, in any browser.
    for (const text of all.map((each) => each.replace(/[\r\n]/g, ' ')).filter((each) => each.trim() !== '')) {
      await body.fill(text)
      await title.fill(text.slice(0, 300))
      expect(await title.inputValue()).toBe(text.slice(0, 300))
      expect(await page.locator('h1').textContent()).toBe(text.slice(0, 300))
      expect(await page.locator('.preview').locator(`${forbidden}, img, style, svg`).count(), text).toBe(0)
      expect(await wrongLinks(page, '.preview'), text).toEqual([])
      expect(await tooWide(page, '.preview'), text).toEqual([])
    }
    expect(strange).toEqual([])
  },
  minutes(4),
)

test('a page whose title is no text, or is cut in the middle of a letter, still has its chat', async () => {
  for (const title of [`${'x'.repeat(499)}\u{1f600}`, 'half \ud83d of a pair', 'a\0b']) {
    const page = await browser.visit(app.base, '/')
    await page.evaluate((next) => {
      document.title = next
    }, title)
    const { launcher, log, say } = widgetOn(page)
    await launcher.click()
    await say('Do you ship to Australia?')
    await log.getByText('From Rotterdam').waitFor()
    await page.close()
  }
})
