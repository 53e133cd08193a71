import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContext, CDPSession, Frame, Page, Response } from 'playwright-core'
import type { PageKind } from './pages.ts'

/** What one page did, from its load until the chat is open. Times in milliseconds, sizes in bytes. */
export interface Sight {
  launcherRequests: number
  launcherGzip: number
  openGzip: number
  launcherMs: number
  openToInputMs: number
  /** Main-thread CPU of scripts, and of everything, when the page has come to rest with the chat closed. */
  scriptCpuMs: number
  mainThreadMs: number
  /** What tasks took beyond 50 ms: with the chat closed, and while it opens. */
  blockingMs: number
  blockingOpenMs: number
  heapClosed: number
  heapOpen: number
}

const settles = 2_000
const launcherOf: Record<PageKind, string> = {
  bare: 'h1',
  baton: 'baton-widget button',
  floor: '#floor-launcher',
}

/** Runs in every frame before anything else, and costs next to nothing: what is seen is read afterwards. */
function watchPage(tag: string): void {
  const seen: Record<string, number> = {}
  Object.assign(window, { seen })
  const now = () => performance.timeOrigin + performance.now()
  if (window === window.top) {
    const watcher = new MutationObserver(() => {
      if (!document.querySelector(tag)) return
      watcher.disconnect()
      requestAnimationFrame(() => {
        seen.launcher = performance.now()
      })
    })
    watcher.observe(document, { childList: true, subtree: true })
  }
  addEventListener('click', (event) => (seen.click = performance.timeOrigin + event.timeStamp), true)
  addEventListener('focusin', (event) => {
    if ((event.target as Element).localName !== 'textarea') return
    // Usable once it is drawn with the focus in it.
    requestAnimationFrame(() => {
      seen.input ??= now()
    })
  })
  seen.blocking = 0
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      seen.blocking = (seen.blocking ?? 0) + Math.max(0, entry.duration - 50)
  }).observe({ type: 'longtask', buffered: true })
}

/**
 * One visit of a new visitor. `slow` divides the speed of the processor. `patient` waits until the page has come to rest
 * before it presses the launcher, as most visitors do; `moving` has moved the pointer by then, as most do too.
 */
export async function visit(
  browser: Browser,
  address: string,
  kind: PageKind,
  { slow = 1, patient = true, moving = false }: { slow?: number; patient?: boolean; moving?: boolean },
): Promise<Sight> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' })
  try {
    const tag = kind === 'baton' ? 'baton-widget' : launcherOf[kind]
    await context.addInitScript(watchPage, tag)
    const page = await context.newPage()
    const bytes = countBytes(page)
    const session = await context.newCDPSession(page)
    await session.send('Performance.enable', { timeDomain: 'threadTicks' })
    if (slow > 1) await session.send('Emulation.setCPUThrottlingRate', { rate: slow })
    await page.goto(address)
    await page.waitForSelector(launcherOf[kind])
    const atLauncher = await bytes.total(await seenIn(page.mainFrame(), 'launcher'))
    if (moving) await page.mouse.move(300, 300)
    if (patient) await page.waitForTimeout(settles)
    const { script, all } = await cpu(session)
    const closed = patient ? await heap(session) : 0
    const blockingMs = await seenIn(page.mainFrame(), 'blocking')
    const launcherMs = await seenIn(page.mainFrame(), 'launcher')
    let openToInputMs = 0
    let open = closed
    let blockingOpenMs = 0
    if (kind !== 'bare') {
      openToInputMs = await pressAndWait(page, launcherOf[kind])
      await page.waitForTimeout(slow > 1 ? 1_500 : 800)
      open = patient ? await heap(session) : 0
      blockingOpenMs = (await seenIn(page.mainFrame(), 'blocking')) - blockingMs
    }
    return {
      launcherRequests: atLauncher.requests,
      launcherGzip: atLauncher.gzip,
      openGzip: (await bytes.total()).gzip,
      launcherMs,
      openToInputMs,
      scriptCpuMs: script,
      mainThreadMs: all,
      blockingMs,
      blockingOpenMs,
      heapClosed: closed,
      heapOpen: open,
    }
  } finally {
    await close(context)
  }
}

/** From the hand's press to the box that takes letters. The pointer comes from afar and presses without a pause. */
async function pressAndWait(page: Page, launcher: string): Promise<number> {
  const box = await page.locator(launcher).boundingBox()
  if (!box) throw new Error('There is no launcher to press.')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.up()
  const deadline = Date.now() + 15_000
  while (Date.now() < deadline) {
    for (const frame of page.frames()) {
      const input = await seenIn(frame, 'input').catch(() => 0)
      if (input > 0) return input - (await seenIn(page.mainFrame(), 'click'))
    }
    await page.waitForTimeout(100)
  }
  throw new Error('The chat took no input within 15 seconds.')
}

function seenIn(frame: Frame, name: string): Promise<number> {
  return frame.evaluate(
    (each) => (window as unknown as { seen: Record<string, number> }).seen[each] ?? 0,
    name,
  )
}

async function cpu(session: CDPSession): Promise<{ script: number; all: number }> {
  const { metrics } = await session.send('Performance.getMetrics')
  const milliseconds = (name: string) =>
    (metrics.find((each) => each.name === name)?.value ?? Number.NaN) * 1_000
  return { script: milliseconds('ScriptDuration'), all: milliseconds('TaskDuration') }
}

async function heap(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  return (await session.send('Runtime.getHeapUsage')).usedSize
}

/**
 * Scripts and styles beside the page's own, as a server that packs them would send them; until a moment of the page, in
 * milliseconds, or all.
 */
function countBytes(page: Page): { total(until?: number): Promise<{ requests: number; gzip: number }> } {
  const responses: Response[] = []
  page.on('response', (response) => void responses.push(response))
  return {
    async total(until = Number.POSITIVE_INFINITY) {
      let gzip = 0
      let requests = 0
      const began = await page.evaluate(() => performance.timeOrigin)
      for (const response of responses) {
        if (response.frame() === page.mainFrame() && response.request().resourceType() === 'document')
          continue
        if (response.url().startsWith('data:')) continue
        if (response.request().timing().startTime - began > until) continue
        requests += 1
        if (!['script', 'stylesheet'].includes(response.request().resourceType())) continue
        gzip += gzipSync(await response.body()).length
      }
      return { requests, gzip }
    },
  }
}

async function close(context: BrowserContext): Promise<void> {
  await context.close()
}
