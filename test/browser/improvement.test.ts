import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { en } from '../../console/texts/en.ts'
import { zh } from '../../console/texts/zh.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { artefact, artefacts3, type Look, useBrowser, widgetOn } from '../support/browser.ts'
import { seriousFindings } from '../support/page-findings.ts'

const catalogues = { en, zh }
const question = 'Do you ship to Australia?'
const wrongAnswer = 'we cannot ship anywhere else'
const mended = 'Yes, we ship to Australia since this week, in 8 to 12 business days.'

let app: TestApp

beforeEach(async () => {
  app = await startTestApp()
})
afterEach(() => app.close())
// After the app's own hooks, so that its pages are closed before the app is.
const browser = useBrowser()

async function ask(text: string, answer: string, look: Look = {}): Promise<Page> {
  const page = await browser.visit(app.base, '/', look)
  const { launcher, log, say } = widgetOn(page)
  await launcher.click()
  await say(text)
  await log.getByText(answer).first().waitFor()
  return page
}

/** An agent reports the answer of the newest conversation as wrong. */
async function flag(look: Look = {}): Promise<Page> {
  const { agent: words, kinds } = catalogues[look.language === 'zh' ? 'zh' : 'en']
  const agent = await browser.signIn(app, 'agent', { size: 'wide', ...look })
  await agent.getByRole('link', { name: words.views.automated }).click()
  await agent.locator('.list .row').first().click()
  await agent.getByTitle(words.flagHelp).click()
  await agent.getByRole('dialog').getByText(kinds.wrong, { exact: true }).click()
  await agent.getByLabel(words.flagComment).fill('We ship to Australia since this week.')
  return agent
}

/** Every text with this pattern that the page shows from now on, however shortly. */
async function textsOn(page: Page, pattern: string): Promise<() => Promise<string[]>> {
  await page.evaluate((source) => {
    const seen = new Set<string>()
    Object.assign(window, { seenTexts: seen })
    new MutationObserver(() => {
      const text = document.body.innerText.match(new RegExp(source))?.[0]
      if (text) seen.add(text)
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  }, pattern)
  return () => page.evaluate(() => [...(window as unknown as { seenTexts: Set<string> }).seenTexts])
}

test.for(['en', 'zh'] as const)(
  'a flagged answer becomes a released fix (console in %s)',
  async (language) => {
    const { agent: agentWords, defects: words, knowledge, common } = catalogues[language]
    const keep = (page: Page, name: string) => artefact(page, `improvement-${language}-${name}`)
    await ask(question, wrongAnswer)
    const agent = await flag({ language })
    await keep(agent, 'flag-dialog')
    await agent.getByRole('button', { name: agentWords.flagSubmit }).click()
    await agent.getByText(agentWords.done.flagged).waitFor()
    await keep(agent, 'flagged')

    const trainer = await browser.signIn(app, 'trainer', { language, size: 'wide' })
    await trainer.getByRole('link', { name: words.title, exact: true }).click()
    await trainer.locator('.list .row').getByText(question).click()
    await trainer.getByText(words.sources.agent('Ana Ruiz')).waitFor()
    await artefacts3(trainer, `improvement-${language}-defect`)
    await trainer.getByRole('link', { name: words.article.open }).click()
    await trainer.getByRole('button', { name: knowledge.addPhrasing }).click()
    await trainer.getByText(knowledge.addedPhrasing).waitFor()
    const body = trainer.getByLabel(knowledge.fields.body)
    await body.fill(`${mended}\n\n${await body.inputValue()}`)
    await trainer.getByRole('region', { name: knowledge.preview }).getByText(mended).waitFor()
    await artefacts3(trainer, `improvement-${language}-editor`)
    await trainer.getByRole('button', { name: common.save, exact: true }).click()
    await trainer.getByText(knowledge.saved).waitFor()
    await keep(trainer, 'saved')

    await trainer.getByRole('link', { name: knowledge.back2defect }).first().click()
    await trainer.getByRole('button', { name: words.case.add }).click()
    await trainer.getByText(words.case.added).waitFor()
    await trainer.getByRole('button', { name: words.release.make }).click()
    const progress = await textsOn(trainer, '[1-9]\\d* (of|/) \\d{3}.*')
    await trainer.getByRole('button', { name: words.evaluate.run(2) }).click()
    await trainer.getByRole('button', { name: words.publish.run(2) }).waitFor({ timeout: 20_000 })
    expect((await progress()).length, 'steps of the progress that were shown').toBeGreaterThan(1)
    await artefacts3(trainer, `improvement-${language}-gate-open`)
    await trainer.getByRole('button', { name: words.publish.run(2) }).click()
    await trainer.getByText(words.fixed(2)).waitFor()
    await trainer.locator('.tabs [aria-current="page"]').getByText(words.statuses.released).waitFor()
    await keep(trainer, 'released')

    const visitor = await ask(question, mended)
    await keep(visitor, 'mended-answer')
  },
)

test.for(['light', 'dark'] as const)(
  'axe finds nothing serious on the trainer’s %s pages',
  async (scheme) => {
    const { defects: words, knowledge, releases } = en
    await ask(question, wrongAnswer)
    const agent = await flag({ scheme })
    expect(await seriousFindings(agent)).toEqual([])
    await agent.getByRole('button', { name: en.agent.flagSubmit }).click()
    await agent.getByText(en.agent.done.flagged).waitFor()
    const trainer = await browser.signIn(app, 'trainer', { scheme, size: 'wide' })
    async function look(name: string): Promise<void> {
      await (scheme === 'light' ? artefacts3 : artefact)(trainer, `trainer-${scheme}-${name}`)
      expect(await seriousFindings(trainer), name).toEqual([])
    }
    await trainer.goto('/console/defects')
    await trainer.locator('.list .row').click()
    await trainer.getByText(words.pathTitle).waitFor()
    await look('defects')
    await trainer.goto('/console/knowledge')
    await trainer.getByRole('table').waitFor()
    await artefact(trainer, `trainer-${scheme}-all-knowledge`)
    // A short list has every part of a long one, and axe is done with it in a tenth of the time.
    await trainer.getByLabel(knowledge.filter).fill('delivery-c')
    await trainer.getByText('Which countries do you ship to?').waitFor()
    await look('knowledge')
    await trainer.goto('/console/knowledge?article=delivery-countries&language=en')
    await trainer.getByLabel(knowledge.fields.body).waitFor()
    await look('article')
    await trainer.goto('/console/releases')
    await trainer.locator('.list .row').click()
    await trainer.getByText(releases.evaluation).first().waitFor()
    await trainer.getByRole('button', { name: releases.evaluate, exact: true }).click()
    await trainer.getByRole('table').waitFor({ timeout: 20_000 })
    await look('releases')
  },
)
