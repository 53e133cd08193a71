import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { en } from '../../console/texts/en.ts'
import { zh } from '../../console/texts/zh.ts'
import { call, startTestApp, type TestApp } from '../support/app.ts'
import { artefact, artefacts3, useBrowser, widgetOn } from '../support/browser.ts'
import { seriousFindings } from '../support/page-findings.ts'

const catalogues = { en, zh }
const teamNames = { en: 'Repairs', zh: '维修组' }
let app: TestApp
beforeEach(async () => {
  app = await startTestApp({ config: { deskLease: 2_000 } })
  const { token } = await app.signIn('administrator')
  const { personId } = await app.signIn('trainer')
  for (const name of Object.values(teamNames)) {
    const made = await call(app.base, 'POST', '/teams', { token, body: { name, members: [personId] } })
    expect(made.status).toBeLessThan(300)
  }
})
afterEach(() => app.close())
// After the app's own hooks, so that its pages are closed before the app is.
const browser = useBrowser()

test.for(['en', 'zh'] as const)(
  'two agents, a supervisor and a visitor at once: given to a team, helped, lost and taken up again (console in %s)',
  async (language) => {
    const { agent: words, presence } = catalogues[language]
    const keep = (page: Page, name: string) => artefact(page, `presence-${language}-${name}`)
    const [ana, mei, supervisor] = [
      await browser.signIn(app, 'agent', { language, size: 'wide' }),
      await browser.signIn(app, 'trainer', { language, size: 'wide' }),
      await browser.signIn(app, 'supervisor', { language, size: 'tablet' }),
    ]
    const visitor = await browser.visit(app.base, '/', { language: 'en' })
    const { launcher, chat, log, say } = widgetOn(visitor)
    await launcher.click()
    await say('My tent pole is broken, I want to talk to a real person')

    // Mei is not to be disturbed, by keys alone.
    await mei.locator('.account-button').focus()
    await mei.keyboard.press('Enter')
    const busy = mei.locator('#account-menu').getByRole('button', { name: presence.names.busy })
    await busy.focus()
    await keep(mei, 'menu')
    await mei.keyboard.press('Space')
    await mei.getByText(presence.help.busy).waitFor()
    expect(await busy.getAttribute('aria-pressed')).toBe('true')
    await mei.keyboard.press('Escape')
    await mei.locator('.account-name').getByText(presence.names.busy).waitFor()

    await ana.locator('.list .row').first().click()
    await ana.getByRole('button', { name: words.accept }).click()
    await log.getByText('Ana Ruiz joined the conversation.').waitFor()

    // Ana asks a team to help; its people find the conversation, and may write a note.
    await ana.getByRole('button', { name: presence.pullIn.action }).click()
    await ana.getByRole('dialog').getByText(teamNames[language]).click()
    await keep(ana, 'pull-in')
    await ana.getByRole('dialog').getByRole('button', { name: presence.pullIn.submit, exact: true }).click()
    await ana.getByText(presence.pullIn.done(teamNames[language])).waitFor()
    await mei.getByRole('link', { name: presence.pullIn.list }).click()
    await mei.locator('.list .row').waitFor()
    await keep(mei, 'helping')

    // Who is there, and how loaded.
    await ana.getByRole('button', { name: words.transferTitle }).click()
    const dialog = ana.getByRole('dialog')
    const colleague = dialog.locator('.choice', { hasText: presence.names.busy })
    await colleague.getByText(presence.load('0', '5')).waitFor()
    await dialog.getByText(teamNames[language]).click()
    await dialog.getByLabel(presence.transfer.noteForTeam).fill('A new pole, please.')
    expect(await seriousFindings(ana)).toEqual([])
    await artefacts3(ana, `presence-${language}-transfer`)
    await dialog.getByRole('button', { name: words.transfer, exact: true }).click()
    await ana.getByText(presence.transfer.transferredToTeam(teamNames[language])).waitFor()
    await ana.getByRole('log').getByText(presence.lines.returned.transferred('Ana Ruiz')).waitFor()
    await log.getByText('You are in line again. Your place was kept.').waitFor()
    // The one person of the team is not to be disturbed: nothing is promised.
    await chat.getByText('Our team is away right now.').waitFor()
    await keep(visitor, 'visitor-again')

    // The supervisor takes it from the team's queue and leaves: it goes back, and Mei has it.
    await supervisor.locator('.list .row').first().click()
    await supervisor.getByRole('button', { name: words.accept }).click()
    await log
      .getByText(/joined the conversation/)
      .nth(1)
      .waitFor()
    // A page that is gone takes its connection along at once; one that is only cut off is noticed by its silence.
    const was = supervisor.url()
    await supervisor.goto('about:blank')
    await log.getByText('You are in line again. Your place was kept.').nth(1).waitFor({ timeout: 40_000 })
    await mei.locator('.list .row').first().click()
    await mei.getByRole('log').getByText('A new pole, please.').waitFor()
    await mei
      .getByRole('log')
      .locator('.line', { hasText: presence.lines.returned.gone('').trim().slice(-8) })
      .waitFor()
    await mei.getByRole('button', { name: words.accept }).click()
    const reply = mei.getByPlaceholder(words.replyPlaceholder)
    await reply.fill('The pole is on its way.')
    await reply.press('Enter')
    await log.locator('.from-agent').getByText('The pole is on its way.').waitFor()
    await artefacts3(mei, `presence-${language}-log`)
    await supervisor.goto(was)
    await supervisor.getByRole('log').getByText('The pole is on its way.').waitFor()
    expect(await supervisor.getByPlaceholder(words.replyPlaceholder).count()).toBe(0)
    await keep(supervisor, 'lost')

    await mei.getByRole('button', { name: words.resolve, exact: true }).click()
    await mei.getByRole('dialog').waitFor()
    await mei.keyboard.press('Enter')
    await log.getByText('This conversation was marked as resolved.').waitFor()
  },
)
