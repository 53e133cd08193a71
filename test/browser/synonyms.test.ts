import { afterEach, beforeEach, expect, test } from 'vitest'
import { en } from '../../console/texts/en.ts'
import { zh } from '../../console/texts/zh.ts'
import { call, startTestApp, type TestApp } from '../support/app.ts'
import { artefacts3, useBrowser } from '../support/browser.ts'
import { seriousFindings } from '../support/page-findings.ts'

const catalogues = { en, zh }
let app: TestApp

beforeEach(async () => {
  app = await startTestApp()
})
afterEach(() => app.close())
// After the app's own hooks, so that its pages are closed before the app is.
const browser = useBrowser()

test.for(['en', 'zh'] as const)(
  'a trainer adds, finds, changes and removes synonyms, by keyboard (console in %s)',
  async (language) => {
    const { synonyms: words, knowledge, common, releases } = catalogues[language]
    const page = await browser.signIn(app, 'trainer', { language, size: 'wide' })
    const keep = (name: string) => artefacts3(page, `synonyms-${language}-${name}`)
    await page.getByRole('link', { name: knowledge.title }).click()
    await page.getByRole('link', { name: words.title }).click()
    await page.getByText(words.empty).waitFor()
    await keep('empty')
    expect(await seriousFindings(page)).toEqual([])

    await page.getByRole('button', { name: words.add }).first().focus()
    await page.keyboard.press('Enter')
    const field = page.getByLabel(words.words)
    await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.type('rucksack, backpack\n双肩包\n？')
    await page.keyboard.press('Control+Enter')
    await page.getByText(words.problems.empty('？')).waitFor()
    await keep('refused')
    expect(await seriousFindings(page)).toEqual([])
    await page.keyboard.press('Backspace')
    await page.keyboard.press('Control+Enter')
    const line = page.getByRole('button', { name: 'rucksack backpack 双肩包' })
    await line.waitFor()

    await page.getByRole('button', { name: words.add }).click()
    await field.fill('daypack = Rucksack')
    await page.keyboard.press('Control+Enter')
    await page.getByText(words.problems.taken('Rucksack', 'rucksack, backpack, 双肩包')).waitFor()
    await page.keyboard.press('Escape')

    const { token } = await app.signIn('trainer')
    for (const group of [
      ['power bank', 'battery pack', 'juicebox', '充电宝', '移动电源'],
      ['Aurora 2', 'NL-AUR-2', 'the orange one', '极光帐篷'],
      ['天幕', 'tarp', 'shade sail', '遮阳篷布'],
      ['a very long name of a product', 'another very long name that has nearly sixty characters'],
    ])
      expect(await call(app.base, 'POST', '/synonyms', { token, body: { words: group } })).toMatchObject({
        ok: true,
      })
    await page.reload()
    await line.waitFor()
    await keep('list')
    expect(await seriousFindings(page)).toEqual([])
    await page.getByLabel(words.filter).fill('移动')
    await page.getByText('juicebox').waitFor()
    expect(await page.locator('tbody tr').count()).toBe(1)
    await page.getByLabel(words.filter).fill('nothing of this kind')
    await page.getByRole('button', { name: words.clearFilter }).click()

    await line.click()
    await field.fill('rucksack\n双肩包\ndaypack')
    await keep('dialog')
    await page.getByRole('button', { name: common.save, exact: true }).click()
    const changed = page.getByRole('button', { name: 'rucksack 双肩包 daypack' })
    await changed.click()
    await page.getByRole('button', { name: words.remove }).click()
    await page.getByText(words.removeHelp).waitFor()
    await keep('remove')
    await page.getByRole('button', { name: words.remove }).click()
    await changed.waitFor({ state: 'detached' })

    await page.getByRole('link', { name: knowledge.nextRelease }).click()
    await page.getByRole('button', { name: releases.make }).click()
    await page.getByRole('dialog').getByRole('button', { name: releases.make }).click()
    await page.getByText(words.released('4')).waitFor({ timeout: 30_000 })
    await keep('release')
  },
)

test('an agent reads the synonyms and is offered no change', async () => {
  const { token } = await app.signIn('trainer')
  await call(app.base, 'POST', '/synonyms', { token, body: { words: ['rucksack', 'backpack'] } })
  const page = await browser.signIn(app, 'agent', { size: 'phone' })
  await page.goto('/console/synonyms')
  await page.getByText('rucksack').waitFor()
  await page.getByText(en.synonyms.readOnly).waitFor()
  expect(await page.getByRole('main').getByRole('button').count()).toBe(0)
})
