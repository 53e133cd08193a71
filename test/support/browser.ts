import { join } from 'node:path'
import type { Browser, BrowserContext, FrameLocator, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import type { Role } from '#shared/people.ts'
import type { TestApp } from './app.ts'
import { launch } from './chromium.ts'
import { outOfSight } from './page-findings.ts'

export interface Look {
  language?: 'en' | 'zh' | 'ar'
  scheme?: 'light' | 'dark'
  size?: keyof typeof sizes
  /** A reply waits its five seconds; else it goes out at once, as tests of something else want it. */
  undoSend?: boolean
}

const locales = { en: 'en-GB', zh: 'zh-CN', ar: 'ar-EG' }

/** The three widths every page is looked at in, and the screen most people have. */
export const sizes = {
  wide: { width: 1440, height: 900 },
  desktop: { width: 1280, height: 800 },
  tablet: { width: 1024, height: 768 },
  phone: { width: 390, height: 844 },
}

export interface TestBrowser {
  /** A person of their own: nothing is shared with the other contexts. */
  person(base: string, look?: Look): Promise<BrowserContext>
  /** A page of a new person at `path` of the app. */
  visit(base: string, path: string, look?: Look): Promise<Page>
  /** A page of the console, signed in through the link that the server prints. */
  signIn(app: TestApp, role: Role, look?: Look): Promise<Page>
  /** From here to the end of the test, console errors that fit are what the test itself brought about. */
  allow(pattern: RegExp): void
}

const artefacts = join(import.meta.dirname, '..', 'artefacts')

/**
 * One browser for the tests of a file. After each test its pages are closed, and the test fails if any of them had an
 * error, wrote one to its console, opened a dialog, or asked another host than the app's for anything.
 */
export function useBrowser(): TestBrowser {
  let browser: Browser | undefined
  let contexts: BrowserContext[] = []
  let troubles: string[] = []
  let allowed: RegExp[] = []

  beforeAll(async () => {
    browser = await launch(inject('chromium'))
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await keepAll(contexts, task.name)
    const found = troubles.filter((trouble) => !allowed.some((pattern) => pattern.test(trouble)))
    await Promise.all(contexts.map((context) => context.close()))
    contexts = []
    troubles = []
    allowed = []
    expect(found, 'errors on the pages of this test').toEqual([])
  })
  afterAll(async () => browser?.close())

  async function person(base: string, look: Look = {}): Promise<BrowserContext> {
    const { language = 'en', scheme = 'light', size = 'desktop', undoSend = false } = look
    const context = await (browser as Browser).newContext({
      baseURL: base,
      viewport: sizes[size],
      locale: locales[language],
      timezoneId: 'Europe/Berlin',
      colorScheme: scheme,
      ...(size === 'phone' && { hasTouch: true, isMobile: true }),
    })
    if (!undoSend) await context.addInitScript(withoutUndo)
    // Two browsers at a time share the machine with the servers they look at.
    context.setDefaultTimeout(15_000)
    contexts.push(context)
    watch(context, base, troubles)
    return context
  }

  return {
    person,
    allow: (pattern) => void allowed.push(pattern),
    async visit(base, path, look) {
      const page = await (await person(base, look)).newPage()
      await page.goto(path)
      return page
    },
    async signIn(app, role, look) {
      const page = await (await person(app.base, look)).newPage()
      const secret = app.signIns.find((each) => each.role === role)?.secret
      await page.goto(`/console/sign-in?token=${secret}`)
      return page
    },
  }
}

/** Runs in each page before its own scripts. */
function withoutUndo(): void {
  if (!location.pathname.startsWith('/console')) return
  localStorage.setItem('baton:settings', localStorage.getItem('baton:settings') ?? '{"undoSend":false}')
}

function watch(context: BrowserContext, base: string, troubles: string[]): void {
  const host = new URL(base).host
  function mustBeOurs(address: string): void {
    const url = new URL(address)
    if (/^(https?|wss?):$/.test(url.protocol) && url.host !== host)
      troubles.push(`a request to ${url.origin}`)
  }
  context.on('request', (request) => mustBeOurs(request.url()))
  context.on('weberror', (failure) => void troubles.push(`page error: ${failure.error().stack}`))
  context.on('console', (message) => {
    if (message.type() === 'error')
      troubles.push(`console: ${message.text()} (${message.location().url.replace(base, '')})`)
  })
  context.on('dialog', (dialog) => {
    troubles.push(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  context.on('page', (page) => page.on('websocket', (socket) => mustBeOurs(socket.url())))
}

/** Keeps a picture of the page for people to look at. */
export async function artefact(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: pathOf(name), animations: 'disabled', caret: 'hide' })
}

/** What a person would have seen where a test failed. */
async function keepAll(contexts: BrowserContext[], name: string): Promise<void> {
  const pages = contexts.flatMap((context) => context.pages())
  for (const [index, page] of pages.entries())
    await artefact(page, `failed-${name.replace(/[^\p{Letter}\d]+/gu, '-').slice(0, 60)}-${index + 1}`)
}

/** The same page in each of the sizes, with the size in the name; then in the size it had. */
export async function artefacts3(page: Page, name: string): Promise<void> {
  const before = page.viewportSize()
  for (const size of ['wide', 'tablet', 'phone'] as const) {
    await page.setViewportSize(sizes[size])
    await artefact(page, `${name}-${sizes[size].width}`)
    expect(await outOfSight(page), `controls beside the screen at ${sizes[size].width}`).toEqual([])
  }
  if (before) await page.setViewportSize(before)
}

function pathOf(name: string): string {
  return join(artefacts, `${name}.png`)
}

/** A line between page and server that can be slow: what the server says waits on it from `hold` to `release`. */
export async function slowLine(page: Page) {
  let isHolding = false
  let held: (() => void)[] = []
  await page.routeWebSocket(/socket\.io/, (socket) => {
    socket.connectToServer().onMessage((message) => {
      if (isHolding) held.push(() => socket.send(message))
      else socket.send(message)
    })
  })
  return {
    /** How many messages wait. */
    waiting: () => held.length,
    hold() {
      isHolding = true
    },
    release() {
      isHolding = false
      for (const send of held) send()
      held = []
    },
  }
}

/** The widget on a page of the shop, as a visitor's hands and eyes have it. */
export interface OpenWidget {
  launcher: Locator
  chat: FrameLocator
  composer: Locator
  log: Locator
  say(text: string): Promise<void>
}

export function widgetOn(page: Page): OpenWidget {
  const chat = page.frameLocator('baton-widget iframe')
  const composer = chat.locator('.composer textarea')
  return {
    launcher: page.locator('baton-widget button'),
    chat,
    composer,
    log: chat.getByRole('log'),
    async say(text) {
      await composer.fill(text)
      await composer.press('Enter')
    },
  }
}
