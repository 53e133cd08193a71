import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeConversation, openPlaces } from '#server/conversation/index.ts'
import { moveToTeam } from '#server/desk/index.ts'
import { en } from '../../console/texts/en.ts'
import { zh } from '../../console/texts/zh.ts'
import { call, startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { artefact, artefacts3, useBrowser } from '../support/browser.ts'
import { connectVisitor } from '../support/clients.ts'
import { seriousFindings } from '../support/page-findings.ts'

const catalogues = { en, zh }
const minute = 60_000
const names = { en: 'Returns', zh: '退货组' }
/** What Ana learns in each run: one app serves both. */
const learned = { en: { topic: 'return', code: 'zh' }, zh: { topic: '配送', code: 'en' } }
/** The server's clock is an hour behind the browser's, and the tests move it on: only the server's may count. */
let ahead = -60 * minute
const now = () => Date.now() + ahead
let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ now })
})
afterAll(() => app.close())
const browser = useBrowser()

test.for(['en', 'zh'] as const)(
  'an administrator makes a team, sets what its people take on, and sees its clocks (%s)',
  async (language) => {
    const { teams: words, sites, shell, common, watch } = catalogues[language]
    const name = names[language]
    const admin = (await app.signIn('administrator')).token
    const page = await browser.signIn(app, 'administrator', { language, size: 'wide' })
    const keep = async (part: string) => {
      await artefacts3(page, `teams-${language}-${part}`)
      expect(await seriousFindings(page, '.page')).toEqual([])
    }

    await page.getByRole('link', { name: shell.teams }).click()
    await page.getByText(words.empty).waitFor()
    await keep('empty')

    // A new team: what is wrong is said where it is, and nothing of it can be saved.
    await page.getByRole('link', { name: words.add }).first().click()
    const create = page.getByRole('button', { name: words.create })
    await page.getByLabel(words.name, { exact: true }).fill(name)
    await page.getByLabel('Ana').check()
    await page.getByRole('radio', { name: words.hours.byHours }).check()
    await page.getByLabel(sites.hours.timeZone).fill('Mars')
    await page.getByText(sites.problems['time-zone']).waitFor()
    expect(await create.isDisabled()).toBe(true)
    await page.getByLabel(sites.hours.timeZone).fill('Asia/Shanghai')
    const { monday } = sites.hours.weekdays
    await page.getByRole('button', { name: sites.hours.addBlock(monday) }).click()
    await page.getByLabel(sites.hours.from(monday)).nth(1).fill('17:00')
    await page.getByText(sites.problems.overlap).waitFor()
    await keep('problem')
    await page
      .getByRole('button', { name: sites.hours.removeBlock(monday) })
      .nth(1)
      .click()
    await page.getByLabel(words.levelNames.round).fill('-3')
    await page.getByText(words.levelProblem).waitFor()
    await page.getByLabel(words.levelNames.round).fill('')
    await page.getByLabel(words.levelNames.answer).fill('10')
    await page.getByLabel(words.levelNames.closure).fill('7.5')
    await create.click()
    await page.getByText(words.saved).waitFor()
    await keep('editor')
    const read = async (): Promise<Untyped> =>
      (await call(app.base, 'GET', '/teams', { token: admin })).teams.find((team: Untyped) =>
        team.name.startsWith(name),
      )
    const made = await read()
    expect(made).toMatchObject({ targets: { answer: 10 * minute, closure: 450 * minute }, version: 1 })
    expect(made.members).toHaveLength(1)

    // Somebody else changes it meanwhile: neither change is lost.
    await page.getByRole('radio', { name: words.hours.always }).check()
    await call(app.base, 'PUT', `/teams/${made.id}`, {
      token: admin,
      body: { ...(({ name, hours, targets }) => ({ name, hours, targets }))(made), members: [], version: 1 },
    })
    await page.reload()
    await page.getByText(words.unsaved).waitFor()
    await page.getByRole('button', { name: words.mine }).waitFor()
    await artefact(page, `teams-${language}-conflict`)
    await page.getByRole('button', { name: words.mine }).click()
    await page.getByRole('button', { name: words.save, exact: true }).click()
    await page.getByText(words.saved).waitFor()
    expect(await read()).toMatchObject({ members: [], version: 3, updatedBy: 'Maya Chen' })
    expect((await read()).hours).toBeUndefined()

    // What people take on.
    await page.getByRole('link', { name: words.back }).click()
    await page.getByRole('link', { name }).waitFor()
    await keep('list')
    await page.getByRole('link', { name: words.tabs.people }).click()
    await page
      .getByRole('button', { name: words.people.edit('Ana') })
      .or(page.getByRole('button', { name: /Ana/ }))
      .first()
      .click()
    await page.getByLabel(words.people.capacity).fill('3')
    await page.getByLabel(words.people.value, { exact: true }).fill(learned[language].topic)
    await page.getByLabel(words.people.value, { exact: true }).press('Enter')
    await page.getByLabel(words.people.value, { exact: true }).fill(learned[language].topic.toUpperCase())
    await page.getByText(words.people.twice).waitFor()
    await page.getByLabel(words.people.kind, { exact: true }).selectOption('language')
    await page.getByLabel(words.people.value, { exact: true }).fill(learned[language].code)
    await page.getByRole('button', { name: words.people.add }).click()
    await artefact(page, `teams-${language}-profile`)
    await page.getByRole('button', { name: common.save }).click()
    await page.getByText(`${words.people.kinds.topic} · ${learned[language].topic}`).waitFor()
    await keep('people')

    // Its clock, by the server's time: the browser's is an hour ahead.
    const visitor = await connectVisitor(app.base, { locale: language })
    const { conversationId } = await visitor.say(
      language === 'en' ? 'I want to speak to a real person' : '转人工',
    )
    await visitor.event((event) => event.type === 'conversation:queued')
    const parts = { store: app.store, now, announcer: { place: openPlaces(), appended: () => undefined } }
    await changeConversation(parts, conversationId, async (log) => moveToTeam(log, made, 'Maya Chen'))
    await page.getByRole('link', { name: shell.inbox }).click()
    const clock = page.locator(`[data-row="${conversationId}"] .level-clock`)
    const left = (minutes: number) => words.clock.left(language === 'en' ? `${minutes}m` : `${minutes}分钟`)
    await expect.poll(() => clock.textContent()).toBe(left(9))
    await page.locator(`[data-row="${conversationId}"]`).click()
    const header = page.getByRole('group', { name: words.clock.label })
    await header.getByText(words.clock.names.closure).waitFor()
    await page.getByText(words.lines.assigned(name)).waitFor()
    // Eight minutes later it is near, and two later it is missed: nobody does anything.
    ahead += 8 * minute
    await page.locator('.conversation-head .level-near').first().waitFor()
    await page.getByText(watch.chips['service-level-near']).first().waitFor()
    await artefacts3(page, `teams-${language}-clock-near`)
    ahead += 2 * minute
    await page.locator('.conversation-head .level-late').first().waitFor()
    await page.getByText(watch.chips['service-level-breached']).first().waitFor()
    await artefacts3(page, `teams-${language}-clock-late`)
    expect(await seriousFindings(page)).toEqual([])
    visitor.close()

    // Archived, it is gone from the list, and what waited there goes on in the general queue.
    await page.goto(`/console/teams/${made.id}`)
    await page.getByRole('button', { name: words.archive }).click()
    await artefact(page, `teams-${language}-archive`)
    await page.getByRole('dialog').getByRole('button', { name: words.archive }).click()
    await page.getByText(words.empty).waitFor()
    const team = () =>
      app.store.read
        .selectFrom('conversation')
        .select('team_id')
        .where('id', '=', conversationId)
        .executeTakeFirst()
    await expect.poll(async () => (await team())?.team_id).toBeNull()
  },
)

test('who may not change teams is not shown the way, and is told so at its address', async () => {
  const page = await browser.signIn(app, 'agent')
  await page.getByRole('link', { name: en.shell.inbox }).waitFor()
  expect(await page.getByRole('link', { name: en.shell.teams }).count()).toBe(0)
  await page.goto('/console/teams')
  await page.getByText(en.shell.refused).waitFor()
})
