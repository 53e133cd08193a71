import { afterEach, beforeEach, expect, test } from 'vitest'
import { en } from '../../console/texts/en.ts'
import { zh } from '../../console/texts/zh.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { artefact, artefacts3, useBrowser, widgetOn } from '../support/browser.ts'
import { connectDesk, connectVisitor } from '../support/clients.ts'
import { seriousFindings } from '../support/page-findings.ts'

const catalogues = { en, zh }
let app: TestApp

beforeEach(async () => {
  app = await startTestApp()
})
afterEach(() => app.close())
// After the app's own hooks, so that its pages are closed before the app is.
const browser = useBrowser()

test.for([
  ['en', 'light'],
  ['zh', 'dark'],
] as const)('an agent proposes, a supervisor decides (%s, %s)', async ([language, scheme]) => {
  const { agent: words, approvals } = catalogues[language]
  const visitor = await browser.visit(app.base, '/', { language })
  const { launcher, chat, log, say } = widgetOn(visitor)
  await launcher.click()
  await say(
    language === 'zh'
      ? '我的包裹晚到了一周，我要转人工'
      : 'My parcel came a week late. I want to talk to a real person.',
  )
  const agent = await browser.signIn(app, 'agent', { language, scheme, size: 'wide' })
  await agent.locator('.list .row').click()
  await agent.getByRole('button', { name: words.accept }).click()
  await agent.getByRole('button', { name: approvals.proposeAction }).click()
  const dialog = agent.getByRole('dialog')
  await dialog.getByLabel(approvals.share, { exact: true }).fill('20')
  await dialog.getByLabel(approvals.order, { exact: true }).fill('NL-100201')
  await dialog.getByLabel(approvals.email).fill('liam@example.com')
  await dialog
    .getByLabel(approvals.why)
    .fill(language === 'zh' ? '包裹迟到一周' : 'The parcel was a week late')
  await dialog.getByRole('button', { name: approvals.propose }).click()
  await dialog.getByText(approvals.unknownOrder).waitFor()
  await artefacts3(agent, `approvals-${language}-form`)
  await dialog.getByLabel(approvals.email).fill('emma@example.com')
  await dialog.getByRole('button', { name: approvals.propose }).click()
  await agent.getByText(approvals.above).waitFor()
  expect(await agent.getByRole('button', { name: approvals.approve }).isDisabled()).toBe(true)
  await artefacts3(agent, `approvals-${language}-above`)

  const supervisor = await browser.signIn(app, 'supervisor', { language, scheme, size: 'wide' })
  const tab = supervisor.getByRole('link', { name: new RegExp(words.views.approvals) })
  await tab.getByText('1').waitFor()
  await tab.click()
  await supervisor.locator('.list .row').click()
  const card = supervisor.getByRole('article', { name: /20\s?%/ })
  await card.getByText('emma@example.com').waitFor()
  await artefacts3(supervisor, `approvals-${language}-card`)
  expect(await seriousFindings(supervisor, '.conversation')).toEqual([])
  await card.getByRole('button', { name: approvals.change }).click()
  await supervisor.getByLabel(approvals.share).fill('15')
  await artefacts3(supervisor, `approvals-${language}-change`)
  await supervisor.keyboard.press('Escape')
  await supervisor.getByRole('dialog').waitFor({ state: 'hidden' })
  await supervisor.keyboard.press('x')
  await supervisor.getByLabel(approvals.refuseWords).waitFor()
  await artefact(supervisor, `approvals-${language}-refuse`)
  await supervisor.keyboard.press('Escape')
  await supervisor.getByRole('dialog').waitFor({ state: 'hidden' })
  await supervisor.keyboard.press('y')
  await supervisor.keyboard.press('Enter')
  await supervisor
    .getByText(approvals.lines.approved('', '').trim().split(' ')[0] ?? '')
    .first()
    .waitFor()
  await log.getByText(/NL-[A-Z0-9]{8}/).waitFor()
  await artefact(visitor, `approvals-${language}-visitor`)
  await card.waitFor({ state: 'detached' })
  await supervisor.getByText(words.empty.approvals).waitFor()
  await artefacts3(supervisor, `approvals-${language}-done`)
  await chat.getByText(/NL-[A-Z0-9]{8}/).waitFor()
})

test('a dialog about what a colleague has settled meanwhile is over, and does not come back with the next proposal', async () => {
  const { approvals } = en
  const customer = await connectVisitor(app.base)
  const { conversationId } = await customer.say('I want to talk to a real person')
  await customer.event((event) => event.type === 'conversation:queued')
  const desk = await connectDesk(app.base, (await app.signIn('agent')).token)
  const boss = await connectDesk(app.base, (await app.signIn('supervisor')).token)
  const { conversation } = await desk.ask('conversation:watch', { conversationId })
  await desk.ask('conversation:accept', { conversationId, fence: conversation.fence })
  const propose = (percent: number) =>
    desk.ask('action:propose', {
      conversationId,
      action: { tool: 'coupon', percent, reason: 'late' },
      order: { number: 'NL-100201', email: 'emma@example.com' },
      why: 'late',
    })
  const { proposalId } = await propose(20)
  const page = await browser.signIn(app, 'supervisor', { language: 'en', size: 'wide' })
  await page.getByRole('link', { name: new RegExp(en.agent.views.approvals) }).click()
  await page.locator('.list .row').click()
  await page.getByRole('button', { name: approvals.change }).click()
  await page.getByRole('dialog').getByText(approvals.aboveMay).waitFor()
  await boss.ask('action:decide', { proposalId, version: 1, decision: 'refuse' })
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await propose(25)
  await page.getByRole('article', { name: /25\s?%/ }).waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
  for (const client of [customer, desk, boss]) client.close()
})
