import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { changeConversation, openPlaces } from '#server/conversation/index.ts'
import { saveTeam } from '#server/desk/index.ts'
import { type Hours, weekdays } from '#shared/hours.ts'
import { newTeam } from '#shared/team-edit.ts'
import { en } from '../../console/texts/en.ts'
import { zh } from '../../console/texts/zh.ts'
import { accept, waitingVisitor } from '../support/acts.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { artefact, artefacts3, sizes, useBrowser } from '../support/browser.ts'
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

/** A team that is closed today, and one missed level on record. */
async function aDayAtTheDesk(late: string, members: string[]): Promise<string> {
  const now = Date.now()
  const tomorrow = weekdays[new Date(now).getDay()] ?? 'monday'
  const week = Object.fromEntries(weekdays.map((day) => [day, []])) as unknown as Hours['week']
  const hours = { timeZone: 'Europe/Berlin', week: { ...week, [tomorrow]: [{ from: '09:00', to: '17:00' }] } }
  const content = newTeam.parse({ name: 'Returns', members, hours: { ...hours, holidays: [] } })
  const team = await app.store.write((writing) =>
    saveTeam(writing, { workspaceId: 'demo', by: 'Mei', at: now }, content),
  )
  const announcer = { place: openPlaces(), appended: () => undefined }
  await changeConversation({ store: app.store, now: () => now, announcer }, late, async (log) => {
    log.append({ type: 'sla:breached', level: 'answer', since: now - 3_600_000, limit: 1_800_000 })
  })
  return team.name
}

test.for(['en', 'zh'] as const)(
  'a supervisor sees the floor, whispers, reassigns and steps in; the agent keeps their draft (console in %s)',
  async (language) => {
    const words = catalogues[language]
    const { floor } = words
    const keep = (page: Page, name: string) => artefacts3(page, `floor-${language}-${name}`)
    const [first, second] = [await waitingVisitor(app), await waitingVisitor(app)]
    const { token, personId } = await app.signIn('agent')
    const ana = await connectDesk(app.base, token)
    await accept(ana, first.conversationId)

    const agent = await browser.signIn(app, 'agent', { language, size: 'wide' })
    await agent.goto(`/console/?view=mine&conversation=${first.conversationId}`)
    const composer = agent.locator('.composer textarea')
    await composer.fill('Half a thought')

    const page = await browser.signIn(app, 'supervisor', { language, size: 'wide' })
    await page.getByRole('link', { name: words.shell.floor }).click()
    const people = page.getByRole('region', { name: floor.people.title })
    const ageing = page.getByRole('region', { name: floor.ageing.title })
    await people.getByText('Ana Ruiz').waitFor()
    await page.getByText(floor.finding.calm).waitFor()

    // What happens shows without anything being pressed.
    const third = await waitingVisitor(app)
    await ageing.getByRole('row').nth(3).waitFor()
    const team = await aDayAtTheDesk(second.conversationId, [personId])
    await ana.ask('note:add', { conversationId: second.conversationId, text: 'Looking into it' })
    await page.getByRole('region', { name: floor.breaches.title }).getByRole('row').nth(1).waitFor()
    await page.getByRole('rowheader', { name: team }).waitFor()
    await keep(page, 'page')
    expect(await seriousFindings(page)).toEqual([])

    await page.setViewportSize(sizes.phone)
    await page.getByRole('region', { name: floor.breaches.title }).scrollIntoViewIfNeeded()
    await artefact(page, `floor-${language}-end-390`)
    await page.setViewportSize(sizes.wide)
    await artefact(page, `floor-${language}-end-1440`)

    // By keyboard alone.
    await people.getByRole('button', { name: floor.acts.whisper }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByRole('textbox').waitFor()
    await page.keyboard.type('Offer the refund')
    await artefact(page, `floor-${language}-whisper`)
    expect(await seriousFindings(page)).toEqual([])
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText(floor.done.whispered('Ana Ruiz')).waitFor()
    const whisper = agent.locator('.whisper')
    await whisper.getByText('Offer the refund').waitFor()
    await whisper.getByText(floor.whisper.never).waitFor()
    await keep(agent, 'whispered')
    expect(await seriousFindings(agent)).toEqual([])
    expect(JSON.stringify(first.visitor.told)).not.toContain('Offer the refund')

    await ageing.getByRole('button', { name: floor.acts.reassign }).last().click()
    await page.getByRole('radio', { name: team }).check()
    await keep(page, 'reassign')
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: floor.reassign.submit, exact: true }).click()
    await page.getByText(floor.done.reassigned(team)).waitFor()
    await ageing.getByText(team).waitFor()

    // It changes hands while the dialog is open: nothing is done, and that is said.
    await people.getByRole('button', { name: floor.acts.stepIn }).click()
    await page.getByRole('dialog').getByText(floor.stepIn.help('Ana Ruiz')).waitFor()
    await artefact(page, `floor-${language}-step-in`)
    const { conversation } = await ana.ask('conversation:watch', { conversationId: first.conversationId })
    const handed = await ana.ask('conversation:transfer', {
      ...{ conversationId: first.conversationId, fence: conversation.fence },
      personId: (await app.signIn('trainer')).personId,
    })
    const submit = page.getByRole('dialog').getByRole('button', { name: floor.stepIn.submit })
    await submit.click()
    await page.getByText(floor.refused.conflict).waitFor()
    await page.keyboard.press('Escape')
    await people.getByRole('row', { name: '林晓' }).getByRole('button', { name: floor.acts.stepIn }).click()
    await submit.click()

    await page.getByRole('button', { name: words.agent.resolve, exact: true }).waitFor()
    await page.getByText(floor.lines.steppedIn('Tom Becker', '林晓')).waitFor()
    await keep(page, 'stepped-in')
    await agent.getByText(floor.lines.steppedIn('Tom Becker', '林晓')).waitFor()
    const late = { id: randomUUID(), conversationId: first.conversationId, text: 'x', fence: handed.fence }
    expect(await ana.ask('message:send', late)).toMatchObject({ error: 'stale' })
    await keep(agent, 'taken')
    await agent.goto(`/console/?view=open&conversation=${first.conversationId}`)
    const kept = await agent.evaluate(() => JSON.stringify({ ...localStorage }))
    expect(kept).toContain('Half a thought')

    await agent.goto('/console/floor')
    await agent.getByText(words.shell.refused).waitFor()
    for (const each of [first.visitor, second.visitor, third.visitor, ana]) each.close()
  },
)
