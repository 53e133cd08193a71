import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { artefact, artefacts3, useBrowser } from '../support/browser.ts'
import { connectVisitor } from '../support/clients.ts'
import { addMany, makeLong } from '../support/many-conversations.ts'

const many = 10_000
let app: TestApp
let ids: string[]
beforeAll(async () => {
  app = await startTestApp()
  ids = await addMany(app, { count: many, preview: (index) => `Question number ${index} about a tent` })
  await makeLong(app, ids[3] ?? '', 5_000)
})
afterAll(() => app.close())
const browser = useBrowser()

const rows = (page: Page) => page.locator('.list .row')
const body = (page: Page) => page.locator('.list-body')

/** The upper edge of a row, in pixels from that of the list. */
const edgeOf = (page: Page, id: string) =>
  page.evaluate((row) => {
    const box = document.querySelector('.list-body')?.getBoundingClientRect().top ?? 0
    const edge = document.querySelector(`[data-row="${row}"]`)?.getBoundingClientRect().top
    return edge === undefined ? undefined : Math.round(edge - box)
  }, id)

async function opened(view: string): Promise<Page> {
  const page = await browser.signIn(app, 'agent', { size: 'wide' })
  await page.goto(`/console/?view=${view}`)
  await rows(page).first().waitFor()
  return page
}

test('of 10 000 conversations a screenful is drawn, the wheel reaches far ones, and the keys go through them', async () => {
  const page = await opened('automated')
  await page.getByText('999+').waitFor()
  for (const pages of [2, 3, 4, 5]) {
    await body(page).evaluate((element) => element.scrollTo({ top: element.scrollHeight }))
    await expect
      .poll(() => body(page).evaluate((element) => element.scrollHeight))
      .toBeGreaterThan(pages * 100 * 60)
  }
  expect(await rows(page).count()).toBeLessThan(60)
  // From the open conversation on, past what was drawn.
  await body(page).evaluate((element) => element.scrollTo({ top: 0 }))
  await page.locator(`[data-row="${ids[0]}"]`).click()
  await page.locator('.log').waitFor()
  for (let step = 0; step < 30; step += 1) await page.keyboard.press('j')
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-row'))).toBe(ids[30])
  await page.keyboard.press('k')
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-row'))).toBe(ids[29])
  await page.keyboard.press('Enter')
  await expect.poll(() => page.url()).toContain(ids[29] ?? 'nothing')
  await artefacts3(page, 'inbox-many')
})

test('what comes above does not move what one reads', async () => {
  const page = await opened('automated')
  await body(page).evaluate((element) => element.scrollTo({ top: 1_500 }))
  await page.mouse.move(1_200, 500)
  const read = await page.evaluate(() => {
    const box = document.querySelector('.list-body')?.getBoundingClientRect()
    const all = [...document.querySelectorAll('.list-body [data-row]')]
    return (
      all.find((row) => row.getBoundingClientRect().top > (box?.top ?? 0) + 50)?.getAttribute('data-row') ??
      ''
    )
  })
  const before = await edgeOf(page, read)
  const height = await body(page).evaluate((element) => element.scrollHeight)
  const visitors = await Promise.all([connectVisitor(app.base), connectVisitor(app.base)])
  for (const visitor of visitors) await visitor.saysAndHears('Hello')
  await expect.poll(() => body(page).evaluate((element) => element.scrollHeight)).toBeGreaterThan(height)
  await expect.poll(() => edgeOf(page, read)).toBe(before)
  // At the top new ones are seen at once, unless the pointer is on the list.
  await body(page).evaluate((element) => element.scrollTo({ top: 0 }))
  const [first = ''] = await rows(page).evaluateAll((all) =>
    all.map((row) => row.getAttribute('data-row') ?? ''),
  )
  await rows(page).first().hover()
  const held = await edgeOf(page, first)
  const another = await connectVisitor(app.base)
  await another.saysAndHears('Hello')
  await expect.poll(() => body(page).evaluate((element) => element.scrollTop)).toBeGreaterThan(20)
  await expect.poll(() => edgeOf(page, first)).toBe(held)
  for (const visitor of [...visitors, another]) visitor.close()
})

test('with 500 open conversations and news coming in, an interaction is painted within 100 ms', async () => {
  const page = await opened('automated')
  for (let round = 0; round < 4; round += 1) {
    await body(page).evaluate((element) => element.scrollTo({ top: element.scrollHeight }))
    const wanted = (round + 2) * 100 * 60
    await expect.poll(() => body(page).evaluate((element) => element.scrollHeight)).toBeGreaterThan(wanted)
  }
  await body(page).evaluate((element) => element.scrollTo({ top: 0 }))
  await page.evaluate(() => {
    const seen: { name: string; duration: number }[] = []
    Object.assign(globalThis, { seen })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { interactionId?: number })[])
        if (entry.interactionId) seen.push({ name: entry.name, duration: entry.duration })
    }).observe({ type: 'event', durationThreshold: 16, buffered: false } as PerformanceObserverInit)
  })
  const visitor = await connectVisitor(app.base)
  const worsts: number[] = []
  // A busy machine is no failure: the best of three rounds counts.
  for (let round = 0; round < 3; round += 1) {
    await page.evaluate(() => (globalThis as unknown as { seen: unknown[] }).seen.splice(0).length)
    for (let step = 0; step < 12; step += 1) {
      if (step % 4 === 0) void visitor.say(`more ${round} ${step}`)
      await page.keyboard.press('j')
      if (step % 3 === 0) await rows(page).nth(step).click()
    }
    await page.keyboard.press('s')
    await page.keyboard.type('tent', { delay: 20 })
    await page.locator('.search-hit, .search-summary').first().waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.tabs').waitFor()
    // Entries come a little after their paint.
    await page.evaluate(() => new Promise((done) => requestIdleCallback(done)))
    const seen = await page.evaluate(() => (globalThis as unknown as { seen: { duration: number }[] }).seen)
    worsts.push(Math.max(16, ...seen.map(({ duration }) => duration)))
    process.stderr.write(
      `interaction to next paint, 500 open: worst ${worsts.at(-1)} ms of ${seen.length} slower than a frame\n`,
    )
    if ((worsts.at(-1) ?? 0) < 100) break
  }
  visitor.close()
  expect(Math.min(...worsts)).toBeLessThan(100)
})

test('a conversation of 5 000 messages opens at its end and scrolls up to its first, without a jump', async () => {
  const page = await browser.signIn(app, 'agent', { size: 'wide' })
  await page.goto(`/console/?view=automated&conversation=${ids[3]}`)
  const began = performance.now()
  await page.getByText('This is message number 5000', { exact: true }).waitFor()
  process.stderr.write(`5 000 messages: opened in ${Math.round(performance.now() - began)} ms\n`)
  const log = page.locator('.log')
  /** Looked up in the page: thousands of nodes are too many to ask for one by one. */
  const numbers = () =>
    log.evaluate((element) => {
      const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
      const found: number[] = []
      while (walk.nextNode()) {
        const number = /^This is message number (\d+)$/.exec(walk.currentNode.textContent ?? '')?.[1]
        if (number !== undefined) found.push(Number(number))
      }
      return found
    })
  const edge = (seq: number) =>
    log.evaluate((element, text) => {
      const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
      while (walk.nextNode())
        if (walk.currentNode.textContent === text)
          return Math.round(walk.currentNode.parentElement?.getBoundingClientRect().top ?? 0)
      return undefined
    }, `This is message number ${seq}`)
  expect(Math.min(...(await numbers()))).toBe(4_001)
  // What one reads stays where it is while more comes in above it.
  await log.evaluate((element) => element.scrollTo({ top: 580 }))
  const before = await edge(4_010)
  await expect.poll(async () => Math.min(...(await numbers())), { timeout: 20_000 }).toBe(3_501)
  expect(Math.abs(((await edge(4_010)) ?? 1e6) - (before ?? 0))).toBeLessThanOrEqual(1)
  for (let first = 3_001; first > 0; first -= 500) {
    await log.evaluate((element) => element.scrollTo({ top: 0 }))
    await expect
      .poll(async () => Math.min(...(await numbers())), { timeout: 20_000 })
      .toBe(Math.max(2, first))
  }
  // Nothing is missing and nothing twice.
  expect(await numbers()).toEqual(Array.from({ length: 4_999 }, (_, index) => index + 2))
  await page.evaluate(() => void document.querySelector('.log')?.scrollTo({ top: 1e9 }))
  await artefact(page, 'inbox-long-conversation')
})
