import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { en } from '../../console/texts/en.ts'
import { zh } from '../../console/texts/zh.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { artefact, artefacts3, useBrowser } from '../support/browser.ts'
import { waitingTalk } from '../support/copilot-talks.ts'
import { type ModelServer, startModelServer } from '../support/model-server.ts'
import { outOfSight, seriousFindings } from '../support/page-findings.ts'

const catalogues = { en, zh }
const said = {
  en: {
    question: 'My name is Emma Clarke. How do I return an item? I want a refund.',
    article: 'How do I return an item?',
    written: "Hi Emma, I can't see it yet.",
    formal: 'I cannot see it yet.',
    search: 'how long does delivery take',
    found: 'How long does delivery take?',
  },
  zh: {
    question: '我叫王小明，怎么退货？我要退款。',
    article: '怎么退货？',
    written: '你好，你的包裹还没有到。',
    formal: '您的包裹还没有到。',
    search: '配送要多久',
    found: '下单后多久能收到货？',
  },
}
const browser = useBrowser()

describe('without a model', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp()
  })
  afterAll(() => app.close())

  test.for([
    ['en', 'light'],
    ['zh', 'dark'],
  ] as const)(
    'an agent drafts, rewrites, sums up, looks ahead and finds an article (%s)',
    async ([language, scheme]) => {
      const { copilot: words, agent: texts } = catalogues[language]
      const own = said[language]
      const talk = await waitingTalk(app, [own.question], language === 'en' ? 'en' : 'zh-CN')
      const agent = await browser.signIn(app, 'agent', { language, scheme, size: 'wide' })
      await agent.goto(`/console/?view=waiting&conversation=${talk}`)
      await agent.getByRole('button', { name: texts.accept }).click()
      const field = agent.getByRole('textbox', { name: texts.reply, exact: true })
      await field.waitFor()

      // By keyboard alone: open, draft, insert.
      await field.press('Control+j')
      const panel = agent.getByRole('region', { name: words.name })
      await panel.getByText(words.needsModel).waitFor()
      await panel.getByRole('button', { name: words.tools.draft }).press('Enter')
      await panel.getByText(words.basis.articles).waitFor()
      await panel.getByText(words.byRules).waitFor()
      const chip = panel.getByRole('button', { name: own.article, exact: true })
      await chip.click()
      await panel.getByRole('link', { name: words.openArticle }).waitFor()
      await artefacts3(agent, `copilot-${language}-draft`)
      expect(await seriousFindings(agent)).toEqual([])
      await chip.click()
      await panel.getByRole('button', { name: words.insert, exact: true }).click()
      expect(await field.inputValue()).toContain(language === 'en' ? 'Hello Emma,' : '王小明，您好！')
      const cites = agent.getByRole('list', { name: words.cites })
      await cites.getByText(own.article).waitFor()

      // What is written stays until the agent says otherwise.
      await field.fill(own.written)
      await panel.getByRole('button', { name: words.tools.draft }).click()
      await panel.getByRole('button', { name: words.replace }).waitFor()
      expect(await field.inputValue()).toBe(own.written)
      await panel.getByRole('button', { name: words.discard }).click()

      await panel.getByRole('button', { name: words.styles.formal }).click()
      await expect.poll(() => field.inputValue()).toContain(own.formal)
      await artefact(agent, `copilot-${language}-rewritten`)
      await agent.getByRole('button', { name: words.undo }).click()
      expect(await field.inputValue()).toBe(own.written)
      expect(await panel.getByRole('button', { name: words.styles['translate-en'] }).isDisabled()).toBe(true)

      await panel.getByRole('button', { name: words.tools.summary }).click()
      await panel.getByText(words.summary.wants).waitFor()
      await artefact(agent, `copilot-${language}-summary`)
      await panel.getByRole('button', { name: words.tools.steps }).click()
      await panel.getByText(words.steps.propose.refund).waitFor()
      await artefacts3(agent, `copilot-${language}-steps`)
      expect(await seriousFindings(agent)).toEqual([])
      await panel.getByRole('button', { name: words.steps.prepare.propose }).click()
      const dialog = agent.getByRole('dialog')
      await dialog.waitFor()
      await agent.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })

      await panel.getByRole('button', { name: words.tools.articles }).click()
      await panel.getByRole('searchbox', { name: words.articles.search }).fill(own.search)
      const hit = panel.getByRole('listitem').filter({ hasText: own.found }).first()
      await hit.getByRole('button', { name: words.articles.insertQuote }).click()
      expect(await field.inputValue()).toMatch(new RegExp(`^${own.written.replace(/[.?]/g, '\\$&')}\n\n`))
      await cites.getByText(own.found).waitFor()
      await cites.getByRole('button', { name: words.removeCite(own.article) }).click()
      await artefacts3(agent, `copilot-${language}-quoted`)
      expect(await outOfSight(agent)).toEqual([])

      await panel.getByRole('button', { name: words.close }).press('Escape')
      await panel.waitFor({ state: 'detached' })
      await field.press('Enter')
      const sent = agent.locator('.message-agent', { hasText: own.written.slice(0, 8) })
      await sent.locator('.citations').getByText(own.found).waitFor({ timeout: 12_000 })
    },
  )
})

test('with a model a doubtful sentence is marked until it is gone, and a message is translated (en)', async () => {
  const model: ModelServer = await startModelServer()
  const app = await startTestApp({
    config: { model: { provider: 'openai', name: 'stub', url: model.url, key: 'sk-test' } },
  })
  const { copilot: words, agent: texts } = en
  const talk = await waitingTalk(app, [said.zh.question], 'zh-CN')
  const agent = await browser.signIn(app, 'agent', { size: 'wide' })
  await agent.goto(`/console/?view=waiting&conversation=${talk}`)
  await agent.getByRole('button', { name: texts.accept }).click()
  const field = agent.getByRole('textbox', { name: texts.reply, exact: true })
  await field.waitFor()

  model.script({ kind: 'structured', value: { translation: 'How do I return it? I want a refund.' } })
  const message = agent.locator('.message-visitor').first()
  await message.getByRole('button', { name: words.translate }).click()
  await message.getByText(words.translated).waitFor()
  await message.getByText('How do I return it? I want a refund.').waitFor()

  model.script({ kind: 'obey', text: '请在签收后 30 天内退[1]。我们会赔您 4711 元[1]。', times: 2 })
  await field.blur()
  await agent.keyboard.press('d')
  const panel = agent.getByRole('region', { name: words.name })
  await panel.getByText(words.byModel).waitFor()
  expect(await panel.locator('mark').allTextContents()).toEqual(['我们会赔您 4711 元。'])
  await artefacts3(agent, 'copilot-model-doubt')
  expect(await seriousFindings(agent)).toEqual([])
  await panel.getByRole('button', { name: words.insert, exact: true }).click()
  const doubts = agent.locator('.composer').getByText(words.doubts.title)
  await doubts.waitFor()
  await field.fill('请在签收后 30 天内退。')
  await doubts.waitFor({ state: 'detached' })

  model.script({ kind: 'stall' })
  await panel.getByRole('button', { name: words.tools.summary }).click()
  await panel.getByText(words.progress.writing).waitFor()
  await artefact(agent, 'copilot-model-working')
  model.script([])
  await agent.close()
  await app.close()
  await model.close()
})
