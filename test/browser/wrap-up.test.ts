import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { en } from '../../console/texts/en.ts'
import { zh } from '../../console/texts/zh.ts'
import { accept, twoDevices, waitingVisitor } from '../support/acts.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { artefact, artefacts3, useBrowser } from '../support/browser.ts'
import { connectDesk } from '../support/clients.ts'
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
  'an agent tags, prioritises, snoozes and resolves by keyboard (console in %s)',
  async (language) => {
    const { agent: words, wrapUp } = catalogues[language]
    const keep = (page: Page, name: string) => artefacts3(page, `wrap-up-${language}-${name}`)
    const { visitor, conversationId } = await waitingVisitor(app, { locale: 'de-DE' })
    const ana = await connectDesk(app.base, (await app.signIn('agent')).token)
    await accept(ana, conversationId)
    const page = await browser.signIn(app, 'agent', { language, size: 'wide' })
    await page.goto(`/console/?view=mine&conversation=${conversationId}`)
    await page.getByRole('button', { name: words.resolve, exact: true }).waitFor()
    const strip = page.locator('.acts-strip')
    const list = page.locator('.list')

    await page.keyboard.press('t')
    const field = page.getByRole('combobox', { name: wrapUp.tag.field })
    await field.pressSequentially('Late parcel')
    await page.keyboard.press('Enter')
    await page
      .getByRole('button', { name: wrapUp.tag.remove('Late parcel') })
      .last()
      .waitFor()
    await field.pressSequentially('贵宾')
    await page.getByRole('option', { name: wrapUp.tag.create('贵宾') }).waitFor()
    await keep(page, 'tags')
    expect(await seriousFindings(page)).toEqual([])
    await page.keyboard.press('Enter')
    await strip.getByText('贵宾').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('dialog').waitFor({ state: 'detached' })
    await page.getByText(wrapUp.undo.tagged('贵宾')).waitFor()
    await page.keyboard.press('u')
    await strip.getByText('贵宾').waitFor({ state: 'detached' })

    await page.keyboard.press('p')
    await artefact(page, `wrap-up-${language}-priority`)
    await page.keyboard.press('1')
    const urgent = wrapUp.priority.levels.urgent
    await strip.getByText(wrapUp.priority.setBy(urgent, 'Ana Ruiz')).waitFor()
    await list.locator('.row').getByText(urgent).waitFor()

    await page.keyboard.press('h')
    await page.getByRole('button', { name: wrapUp.snooze.morning }).waitFor()
    await keep(page, 'snooze')
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: wrapUp.snooze.morning }).click()
    await strip.getByRole('button', { name: wrapUp.snooze.wake }).waitFor()
    await list.getByText(words.empty.mine).waitFor()
    await list.getByRole('link', { name: words.views.snoozed }).click()
    await list.locator('.row').waitFor()
    await keep(page, 'snoozed')
    await page.locator('.row').click()
    await strip.getByRole('button', { name: wrapUp.snooze.wake }).click()
    await list.getByText(words.empty.snoozed).waitFor()

    await page.getByRole('button', { name: wrapUp.more }).click()
    await page.getByRole('menuitem', { name: wrapUp.block.title }).waitFor()
    await artefact(page, `wrap-up-${language}-menu`)
    await page.getByRole('menuitem', { name: wrapUp.block.title }).click()
    await keep(page, 'block')
    await page.getByRole('dialog').getByRole('button', { name: wrapUp.block.submit, exact: true }).click()
    await strip.getByRole('button', { name: wrapUp.block.unblock }).waitFor()
    expect(await visitor.say('Noch etwas')).toMatchObject({
      error: 'forbidden',
      message: expect.stringContaining('im Moment'),
    })
    await strip.getByRole('button', { name: wrapUp.block.unblock }).click()
    await strip.getByRole('button', { name: wrapUp.block.unblock }).waitFor({ state: 'detached' })

    await page.keyboard.press('e')
    await page.getByText(wrapUp.outcome).waitFor()
    await keep(page, 'dialog')
    expect(await seriousFindings(page)).toEqual([])
    await page.keyboard.press('2')
    await page.keyboard.press('Enter')
    const ended = wrapUp.lines.resolved('Ana Ruiz', wrapUp.endings.partly, wrapUp.causes['wanted-person'])
    await page.getByText(ended).waitFor()
    await visitor.ask('conversation:rate', { conversationId, score: 2, comment: 'Took long' })
    await strip.getByText('Took long').waitFor()
    await list.getByRole('link', { name: words.views.resolved }).click()
    await list.locator('.row').getByText(wrapUp.endings.partly).waitFor()
    await keep(page, 'resolved')
    expect(await seriousFindings(page)).toEqual([])
    for (const each of [visitor, ana]) each.close()
  },
)

test.for(['en', 'zh'] as const)(
  'a supervisor merges duplicates, renames a tag and unblocks (console in %s)',
  async (language) => {
    const { wrapUp, shell } = catalogues[language]
    const { first, second, older, younger } = await twoDevices(app)
    const sam = await connectDesk(app.base, (await app.signIn('supervisor')).token)
    const page = await browser.signIn(app, 'supervisor', { language, size: 'wide', scheme: 'dark' })
    await page.goto(`/console/?view=waiting&conversation=${younger}`)
    await page.getByRole('button', { name: wrapUp.more }).waitFor()
    await page.keyboard.press('t')
    const field = page.getByRole('combobox', { name: wrapUp.tag.field })
    await field.pressSequentially('Refnud')
    await page.keyboard.press('Enter')
    await page.locator('.acts-strip').getByText('Refnud').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('m')
    await page.getByText(wrapUp.merge.thisYounger).waitFor()
    await artefacts3(page, `wrap-up-${language}-merge`)
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: wrapUp.merge.submit, exact: true }).click()
    await page.getByText(wrapUp.merge.from).waitFor()
    expect(new URL(page.url()).searchParams.get('conversation')).toBe(older)
    await page.locator('.acts-strip').getByText('Refnud').waitFor()
    await artefact(page, `wrap-up-${language}-merged`)

    await sam.ask('visitor:block', { conversationId: older, reason: 'abuse' })
    await page.getByRole('link', { name: shell.tags }).click()
    await page.getByRole('button', { name: `${wrapUp.page.edit}: Refnud` }).click()
    const name = page.getByLabel(wrapUp.page.name, { exact: true })
    await name.fill('Refund')
    await artefacts3(page, `wrap-up-${language}-tag`)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: `${wrapUp.page.edit}: Refund` }).waitFor()
    await artefacts3(page, `wrap-up-${language}-page`)
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('link', { name: wrapUp.page.blockedTitle }).click()
    await page.getByText(wrapUp.page.noEnd).waitFor()
    await artefacts3(page, `wrap-up-${language}-blocked`)
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: wrapUp.block.unblock }).click()
    await page.getByText(wrapUp.page.blockedEmpty).waitFor()
    expect(await first.say('Thank you')).toMatchObject({ ok: true, conversationId: older })
    for (const each of [first, second, sam]) each.close()
  },
)
