import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { en } from '../../console/texts/en.ts'
import { zh } from '../../console/texts/zh.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { artefact, artefacts3, slowLine, useBrowser, widgetOn } from '../support/browser.ts'
import { seriousFindings } from '../support/page-findings.ts'

const catalogues = { en, zh }
let app: TestApp

beforeEach(async () => {
  app = await startTestApp()
})
afterEach(() => app.close())
// After the app's own hooks, so that its pages are closed before the app is.
const browser = useBrowser()

test.for(['en', 'zh'] as const)('a visitor goes to a person and back (console in %s)', async (language) => {
  const { agent: words, reasons } = catalogues[language]
  const keep = (page: Page, name: string) => artefact(page, `handover-${language}-${name}`)
  const agent = await browser.signIn(app, 'agent', { language, size: 'wide' })
  await agent.getByText(words.empty.waiting).waitFor()
  await keep(agent, 'inbox-empty')

  const visitor = await browser.visit(app.base, '/', { language: 'en' })
  const { launcher, chat, log, say, composer } = widgetOn(visitor)
  await launcher.click()
  await say('Do you ship to Australia?')
  await log.getByText('From Rotterdam').waitFor()
  await chat.getByRole('button', { name: 'Talk to a person' }).click()
  const row = agent.locator('.list .row')
  await row.getByText(reasons['visitor-request']).waitFor({ timeout: 2_000 })
  await chat.getByText('You are next.').waitFor()
  await keep(visitor, 'visitor-queued')

  await row.click()
  const panel = agent.getByRole('complementary', { name: words.panel.label })
  await panel.getByText(words.panel.outcomes.answered, { exact: true }).waitFor()
  await panel.getByText(words.panel.specialists.retrieve, { exact: true }).waitFor()
  await panel.locator('.summary').getByText('Do you ship to Australia?').waitFor()
  await artefacts3(agent, `handover-${language}-waiting`)

  const supervisor = await browser.signIn(app, 'supervisor', { language, size: 'tablet' })
  const line = await slowLine(supervisor)
  await supervisor.reload()
  await supervisor.locator('.list .row').click()
  await supervisor.getByRole('button', { name: words.accept }).waitFor()
  line.hold()
  await agent.getByRole('button', { name: words.accept }).click()
  await log.getByText('Ana Ruiz joined the conversation.').waitFor()
  await chat.getByText('Ana Ruiz is with you').waitFor()
  await supervisor.getByRole('button', { name: words.accept }).click()
  line.release()
  await supervisor.getByText(words.firstWas('Ana Ruiz')).waitFor()
  await keep(supervisor, 'second-was-told')

  const reply = agent.getByPlaceholder(words.replyPlaceholder)
  await reply.pressSequentially('Hello, this is Ana.')
  await chat.getByText('Ana Ruiz is writing…').waitFor()
  await keep(visitor, 'agent-types')
  await reply.press('Enter')
  await log.locator('.from-agent').getByText('Hello, this is Ana.').waitFor()
  await composer.pressSequentially('Thank you! My sister lives in Perth.')
  await agent.locator('.activity').getByText(words.typing('').trim().slice(-3)).waitFor()
  await keep(agent, 'visitor-types')
  await composer.press('Enter')
  await agent.getByRole('log').getByText('My sister lives in Perth.').waitFor()
  await artefacts3(agent, `handover-${language}-mine`)
  await keep(visitor, 'with-a-person')

  await agent.getByRole('button', { name: words.handBackHelp }).click()
  await log.getByText('Northlight Assistant is with you again.').waitFor()
  await say('How do I clean my tent?')
  await log.getByText('never put it away damp').waitFor()
  await agent.getByRole('log').getByText('never put it away damp').waitFor()
  await agent.getByRole('button', { name: words.takeOver }).click()
  await agent.getByRole('button', { name: words.resolve, exact: true }).click()
  // The likeliest ending is chosen: one more key is enough.
  await agent.keyboard.press('Enter')
  await log.getByText('This conversation was marked as resolved.').waitFor()
  await keep(visitor, 'resolved')
  await chat.getByRole('button', { name: '5 of 5' }).click()
  await chat.getByText('Thank you. That helps us get better.').waitFor()
  await keep(visitor, 'rated')
  await agent.getByText(words.lines.rated(5)).waitFor()
  await keep(agent, 'resolved')
})

test('axe finds nothing serious in the inbox, light and dark', async () => {
  const visitor = await browser.visit(app.base, '/')
  const { launcher, chat, log, say } = widgetOn(visitor)
  await launcher.click()
  await say('Do you ship to Australia?')
  await log.getByText('From Rotterdam').waitFor()
  await chat.getByRole('button', { name: 'Talk to a person' }).click()
  for (const scheme of ['light', 'dark'] as const) {
    const agent = await browser.signIn(app, 'agent', { scheme, size: 'wide' })
    await agent.locator('.list .row').click()
    await agent.getByRole('button', { name: en.agent.accept }).waitFor()
    await artefact(agent, `inbox-${scheme}`)
    expect(await seriousFindings(agent)).toEqual([])
  }
})
