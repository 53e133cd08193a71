import { afterEach, beforeEach, expect, test } from 'vitest'
import { en } from '../../console/texts/en.ts'
import { zh } from '../../console/texts/zh.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { artefact, artefacts3, sizes, useBrowser } from '../support/browser.ts'
import { connectVisitor } from '../support/clients.ts'
import { outOfSight, seriousFindings } from '../support/page-findings.ts'

const catalogues = { en, zh }
const said = {
  en: {
    question: 'How do I return an item?',
    told: 'I want a refund for NL-100201. My name is Emma Clarke and I live in Germany.',
    person: 'I want to talk to a real person',
    promise: 'I will send you the refund by tomorrow 17:00.',
  },
  zh: {
    question: '怎么退货？',
    told: '我要退款，订单号 NL-100201。我叫王小明，人在德国。',
    person: '转人工',
    promise: '我明天17:00之前给您退款。',
  },
}
let app: TestApp
beforeEach(async () => {
  app = await startTestApp()
})
afterEach(() => app.close())
const browser = useBrowser()

test.for([
  ['en', 'light'],
  ['zh', 'dark'],
] as const)(
  'an agent sees the case, corrects it and follows up on a promise (%s)',
  async ([language, scheme]) => {
    const { case: words, agent: texts, common } = catalogues[language]
    const visitor = await connectVisitor(app.base, { locale: language === 'en' ? 'en' : 'zh-CN' })
    await visitor.saysAndHears(said[language].question)
    await visitor.saysAndHears(said[language].told)
    await visitor.say(said[language].person)
    await visitor.event((event) => event.type === 'conversation:queued')

    const agent = await browser.signIn(app, 'agent', { language, scheme, size: 'wide' })
    await agent.locator('.list .row').click()
    const panel = agent.getByRole('complementary', { name: texts.panel.label })
    const summary = panel.getByRole('list', { name: words.summary.label })
    await summary.getByText(words.summary.wants(words.wishes.refund)).waitFor()
    const country = panel.locator('.case-fact').filter({ hasText: words.names.country })
    await country.getByText(language === 'en' ? 'Germany' : '德国').waitFor()
    await country.getByText(words.sources.visitor).waitFor()
    await panel
      .getByRole('img', { name: new RegExp(`${words.moods.content}|${words.moods.falling}`) })
      .waitFor()
    await artefacts3(agent, `case-${language}-waiting`)

    await panel.getByRole('button', { name: words.edit(words.names.country) }).click()
    await panel.getByLabel(words.names.country, { exact: true }).fill('AT')
    await artefact(agent, `case-${language}-correcting`)
    await panel.getByRole('button', { name: common.save }).click()
    await country.getByText(language === 'en' ? 'Austria' : '奥地利').waitFor()
    await country.getByText(words.sourceBy(words.sources.agent, 'Ana Ruiz')).waitFor()
    await visitor.say(language === 'en' ? 'Please send it to Belgium' : '请寄到比利时')
    await country.getByText(words.others('2')).waitFor()
    await country.getByText(language === 'en' ? 'Austria' : '奥地利').waitFor()

    await panel.getByRole('button', { name: words.add, exact: true }).click()
    await panel.getByLabel(words.addName).selectOption('size')
    await panel.getByLabel(words.value).fill('L')
    await panel.getByRole('button', { name: common.save }).click()
    await panel
      .locator('.case-fact')
      .filter({ hasText: words.names.size })
      .getByText('L', { exact: true })
      .waitFor()
    await panel.getByRole('button', { name: words.remove(words.names.size) }).click()
    await panel.locator('.case-fact').filter({ hasText: words.names.size }).waitFor({ state: 'detached' })

    await agent.getByRole('button', { name: texts.accept }).click()
    const reply = agent.getByPlaceholder(texts.replyPlaceholder)
    await reply.fill(said[language].promise)
    await reply.press('Enter')
    const suggestion = agent.locator('.case-suggestion')
    await suggestion.getByText(/17:00/).first().waitFor()
    await artefacts3(agent, `case-${language}-suggested`)
    expect(await seriousFindings(agent)).toEqual([])
    await suggestion.getByRole('button', { name: words.track, exact: true }).click()
    await suggestion.waitFor({ state: 'detached' })
    const promise = panel.locator('.case-promise').filter({ hasText: '17:00' })
    await promise.getByText(words.states.open).waitFor()
    await artefact(agent, `case-${language}-tracked`)
    for (const size of ['tablet', 'phone'] as const) {
      await agent.setViewportSize(sizes[size])
      await agent.getByRole('button', { name: texts.details, exact: true }).click()
      await summary.waitFor()
      await artefact(agent, `case-${language}-panel-${sizes[size].width}`)
      expect(await outOfSight(agent)).toEqual([])
      await panel.getByRole('button', { name: common.close }).click()
    }
    await agent.setViewportSize(sizes.wide)
    await agent.locator('.list-head').getByRole('link', { name: words.list }).click()
    await agent.locator('.list .row .row-chips').getByText(/17:00/).waitFor()
    await artefacts3(agent, `case-${language}-promises`)
    await agent.locator('.list .row').click()
    await promise.getByRole('button', { name: new RegExp(words.keep) }).click()
    await promise.getByText(words.states.kept).waitFor()
    expect(await seriousFindings(agent)).toEqual([])
    visitor.close()
  },
)
