import { afterAll, beforeAll, expect, test } from 'vitest'
import { en } from '../../console/texts/en.ts'
import { zh } from '../../console/texts/zh.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { artefact, artefacts3, useBrowser } from '../support/browser.ts'
import { connectDesk, connectVisitor } from '../support/clients.ts'
import { addMany } from '../support/many-conversations.ts'
import { seriousFindings } from '../support/page-findings.ts'

const catalogues = { en, zh }
const said = {
  en: {
    locale: 'en',
    text: 'Does the zeppelin jacket come in size M? I need it for a trip to Iceland in May.',
    word: 'zeppelin',
  },
  zh: { locale: 'zh-CN', text: '请问飞艇牌冲锋衣有M码吗？五月份去冰岛旅行要穿。', word: '飞艇牌' },
} as const

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  await addMany(app, {
    count: 12,
    language: 'zh',
    preview: (index) => `你好，我的订单第${index}次了`,
    apart: 60 * 24,
  })
  await addMany(app, { count: 12, language: 'en', preview: (index) => `Hello number ${index}` })
  for (const { locale, text } of Object.values(said)) {
    const visitor = await connectVisitor(app.base, { locale })
    await visitor.saysAndHears(text)
    visitor.close()
  }
})
afterAll(() => app.close())
const browser = useBrowser()

/** The search reads what was said by itself, a moment later. */
async function isRead(word: string): Promise<void> {
  const desk = await connectDesk(app.base, (await app.signIn('supervisor')).token)
  await expect
    .poll(async () => (await desk.ask('inbox:search', { text: word })).hits.length, { timeout: 8_000 })
    .toBe(1)
  desk.close()
}

test.for(['en', 'zh'] as const)(
  'what was said is found from the inbox, marked, and opened (%s)',
  async (language) => {
    const words = catalogues[language].search
    const { word } = said[language]
    await isRead(word)
    const page = await browser.signIn(app, 'agent', { language, size: 'wide' })
    await page.locator('.tabs').waitFor()
    await page.keyboard.press('s')
    await page.keyboard.type(word)
    const hit = page.locator('.search-hit')
    await hit.first().waitFor()
    expect(await hit.count()).toBe(1)
    expect(await hit.locator('mark').allTextContents()).toEqual([word])
    expect(new URL(page.url()).searchParams.get('search')).toBe(word)
    await artefacts3(page, `search-${language}-found`)
    expect(await seriousFindings(page)).toEqual([])

    await hit.first().click()
    await page.locator('.log').getByText(said[language].text).waitFor()
    await artefact(page, `search-${language}-opened`)
    // A link to it shows somebody else the same.
    const address = page.url()
    await page.reload()
    await page.locator('.search-hit mark').first().waitFor()
    expect(page.url()).toBe(address)

    const field = page.getByRole('searchbox', { name: words.label })
    await field.fill('xylophone 木琴')
    await page.getByText(words.none('xylophone 木琴')).waitFor()
    await artefact(page, `search-${language}-none`)
    await field.press('Escape')
    await page.locator('.tabs').waitFor()
    expect(new URL(page.url()).searchParams.has('search')).toBe(false)
  },
)

test.for(['en', 'zh'] as const)(
  'filters stand in the address, work by keyboard, and Back takes them away (%s)',
  async (language) => {
    const words = catalogues[language].search
    const page = await browser.signIn(app, 'agent', { language, size: 'wide' })
    await page.goto('/console/?view=automated')
    const rows = page.locator('.list .row')
    await expect.poll(() => rows.count()).toBeGreaterThan(13)
    await page.keyboard.press('l')
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('SELECT')
    await page.locator('#filter-fields').getByLabel(words.fields.language).selectOption('zh')
    await expect.poll(() => rows.count()).toBe(13)
    expect(await rows.locator('.language-mark').allTextContents()).not.toContain(
      catalogues[language].common.marks.en,
    )
    await page.locator('#filter-fields').getByLabel(words.fields.order).selectOption('oldest')
    await expect.poll(() => rows.first().textContent()).toContain('第11次')
    await artefacts3(page, `filters-${language}`)
    expect(await seriousFindings(page)).toEqual([])

    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      view: 'automated',
      language: 'zh',
      order: 'oldest',
    })
    await page.reload()
    await expect.poll(() => rows.count()).toBe(13)
    expect(await rows.first().textContent()).toContain('第11次')
    await page.goBack()
    await expect.poll(() => new URL(page.url()).searchParams.has('order')).toBe(false)
    await expect.poll(() => rows.first().textContent()).not.toContain('第11次')
    await page.getByRole('button', { name: words.remove(catalogues[language].common.languages.zh) }).click()
    await expect.poll(() => rows.count()).toBeGreaterThan(13)

    // A day on which nothing happened: the list says so, and how to get out.
    await page.goto('/console/?view=automated&from=2020-01-01&to=2020-01-02')
    await page.getByText(words.noneInView).waitFor()
    await artefact(page, `filters-${language}-none`)
    await page.getByRole('link', { name: words.clearFilters }).click()
    await rows.first().waitFor()
  },
)

test('a search that fails says so and can be tried again; its words stay', async () => {
  await isRead('zeppelin')
  const page = await browser.signIn(app, 'agent', { size: 'phone' })
  await page.locator('.tabs').waitFor()
  const field = page.getByRole('searchbox', { name: en.search.label })
  browser.allow(/ERR_INTERNET_DISCONNECTED/)
  await page.context().setOffline(true)
  await field.fill('zeppelin')
  await page.getByText(en.common.couldNotLoad).waitFor({ timeout: 20_000 })
  await artefact(page, 'search-en-offline')
  await page.context().setOffline(false)
  await page.locator('.search-hit').first().waitFor({ timeout: 20_000 })
  expect(await field.inputValue()).toBe('zeppelin')
})
