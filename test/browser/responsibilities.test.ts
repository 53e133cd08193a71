import { afterEach, beforeEach, expect, test } from 'vitest'
import { en } from '../../console/texts/en.ts'
import { zh } from '../../console/texts/zh.ts'
import { call, startTestApp, type TestApp } from '../support/app.ts'
import { artefact, artefacts3, useBrowser } from '../support/browser.ts'
import { seriousFindings } from '../support/page-findings.ts'

const catalogues = { en, zh }
let app: TestApp

beforeEach(async () => {
  app = await startTestApp()
})
afterEach(() => app.close())
// After the app's own hooks, so that its pages are closed before the app is.
const browser = useBrowser()

/** Somebody else puts another list in force. */
async function changedElsewhere(change: object): Promise<void> {
  const { token } = await app.signIn('administrator')
  const { list } = await call(app.base, 'GET', '/responsibilities', { token })
  const saved = await call(app.base, 'PUT', '/responsibilities', { token, body: { ...list, ...change } })
  expect(saved.status).toBe(200)
}

test.for(['en', 'zh'] as const)(
  'a supervisor changes the list by keyboard, sees what changes, and puts it in force (console in %s)',
  async (language) => {
    const { responsibilities: words, shell, trace } = catalogues[language]
    const page = await browser.signIn(app, 'supervisor', { language, size: 'wide' })
    const keep = (name: string) => artefacts3(page, `responsibilities-${language}-${name}`)
    await page.getByRole('link', { name: shell.responsibilities }).click()
    const table = page.getByRole('table', { name: words.title })
    await table.waitFor()
    expect(await table.getByRole('img', { name: words.locked }).count()).toBe(6)
    await page.getByText(words.lockedWhy['self-harm']).waitFor()
    await keep('list')
    expect(await seriousFindings(page)).toEqual([])
    await page.getByText(words.lockedWhy['visitor-request']).scrollIntoViewIfNeeded()
    await keep('locked')

    const edit = page.getByRole('button', { name: words.editRow(trace.tools.refund) })
    await edit.focus()
    await page.keyboard.press('Enter')
    const form = page.getByRole('form', { name: words.editRow(trace.tools.refund) })
    await form.waitFor()
    expect(await form.getByRole('radio', { name: words.leads.assistant }).first().isDisabled()).toBe(true)
    await page.getByLabel(words.fields.refundUpTo).fill('0')
    await form.getByText(words.problems.amount).waitFor()
    await page.getByLabel(words.fields.answerAt).fill('10')
    await form.getByText(words.problems['below-ask']).waitFor()
    expect(await form.getByRole('button', { name: words.done }).isDisabled()).toBe(true)
    await keep('problems')
    expect(await seriousFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByText(words.toMend('2')).count()).toBe(0)

    await edit.click()
    await page.getByLabel(words.fields.refundUpTo).fill('150')
    await page.keyboard.press('Enter')
    await form.waitFor({ state: 'detached' })
    await page.getByLabel(words.angerAt).fill('45')
    await page.getByRole('button', { name: words.add }).click()
    const name = page.getByLabel(words.fields.topic)
    await expect.poll(() => name.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.type('retruns')
    await page.getByText(words.unknown).waitFor()
    await keep('new')
    await name.fill('warranty')
    await page.getByLabel(words.fields.team).fill('After-sales 售后')
    await page.getByRole('button', { name: words.done }).click()
    await page.getByText(words.unsaved('3')).waitFor()

    // The draft outlives the page.
    await page.reload()
    await page.getByText(words.unsaved('3')).waitFor()
    await page.getByRole('button', { name: words.review }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(trace.topics.warranty).waitFor()
    await keep('review')
    expect(await seriousFindings(page)).toEqual([])
    await dialog.getByRole('button', { name: words.putInForce }).click()
    await page.getByText(words.inForce('2')).waitFor()
    await page.getByText('After-sales 售后').waitFor()

    await page.getByRole('button', { name: words.history }).click()
    await dialog.getByText('Tom Becker').click()
    await dialog.getByText(trace.topics.warranty).waitFor()
    await keep('history')
    expect(await seriousFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  },
)

test.for(['en', 'zh'] as const)(
  'who was not first compares before saving, and loses nothing (console in %s)',
  async (language) => {
    const { responsibilities: words } = catalogues[language]
    browser.allow(/409/)
    const page = await browser.signIn(app, 'supervisor', { language, size: 'wide' })
    await page.goto('/console/responsibilities')
    await page.getByLabel(words.missesAllowed).fill('3')
    await changedElsewhere({ angerAt: 0.7 })
    await page.getByRole('button', { name: words.review }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: words.putInForce }).click()
    await dialog.getByText(words.theirs).waitFor()
    await dialog.getByText('70').waitFor()
    await artefacts3(page, `responsibilities-${language}-conflict`)
    expect(await seriousFindings(page)).toEqual([])
    await dialog.getByRole('button', { name: words.applyMine('2') }).click()
    await dialog.getByRole('button', { name: words.putInForce }).click()
    await page.getByText(words.inForce('3')).waitFor()
    const { token } = await app.signIn('supervisor')
    const { list } = await call(app.base, 'GET', '/responsibilities', { token })
    expect(list).toMatchObject({ version: 3, angerAt: 0.7, missesAllowed: 3 })
  },
)

test('on a phone who leads a row is told, also after the knowledge base was looked at', async () => {
  const { responsibilities: words, shell } = en
  const page = await browser.signIn(app, 'supervisor', { language: 'en', size: 'phone' })
  await page.getByRole('link', { name: shell.knowledge }).click()
  await page.getByRole('table').waitFor()
  await page.getByRole('link', { name: shell.responsibilities }).click()
  const table = page.getByRole('table', { name: words.title })
  await table.getByText(words.leads['assistant-with-approval']).first().waitFor()
  await artefact(page, 'responsibilities-phone')
})

test('neither agents nor trainers are offered the page', async () => {
  const page = await browser.signIn(app, 'trainer')
  await page.getByRole('link', { name: en.shell.releases }).waitFor()
  expect(await page.getByRole('link', { name: en.shell.responsibilities }).count()).toBe(0)
  await page.goto('/console/responsibilities')
  await page.getByText(en.shell.refused).waitFor()
})
