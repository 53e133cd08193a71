import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { en } from '../../console/texts/en.ts'
import { zh } from '../../console/texts/zh.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { artefact, artefacts3, sizes, useBrowser } from '../support/browser.ts'
import { connectVisitor } from '../support/clients.ts'
import { type ModelServer, startModelServer } from '../support/model-server.ts'
import { seriousFindings } from '../support/page-findings.ts'

const catalogues = { en, zh }
let app: TestApp
let model: ModelServer
beforeAll(async () => {
  model = await startModelServer()
  app = await startTestApp({
    config: {
      model: { provider: 'openai', name: '流水', url: model.url, price: { input: 2, output: 10 } },
    },
  })
})
afterAll(async () => {
  await app.close()
  await model.close()
})
const browser = useBrowser()

/** Opens the conversation in which a visitor said this last. */
async function opened(said: string[], look: Parameters<typeof browser.signIn>[2]): Promise<Page> {
  const visitor = await connectVisitor(app.base, { locale: look?.language === 'zh' ? 'zh-CN' : 'en' })
  for (const text of said) await visitor.saysAndHears(text)
  const conversationId = visitor.told.find((each) => each.fact?.conversationId)?.fact.conversationId
  visitor.close()
  const page = await browser.signIn(app, 'trainer', look)
  await page.goto(`/console/?conversation=${conversationId}`)
  await page.locator('.trace').waitFor({ state: 'attached' })
  return page
}

/** What stands in the trace, without what others wrote: quotations, articles, their ids and addresses. */
async function wordsOfOurs(page: Page): Promise<string> {
  return page.locator('.trace').evaluate((trace) => {
    const copy = trace.cloneNode(true) as Element
    for (const other of copy.querySelectorAll('q, .passage, [lang], .language-mark, .article-id'))
      other.remove()
    return copy.textContent ?? ''
  })
}

test('a Chinese reader finds no English word of ours in a trace, whatever decided it', async () => {
  const stories = [
    ['下单后多久能收到货？'],
    ['怎么退货？', '不是这个'],
    ['怎么退货？下单后多久能收到货？'],
    ['我的订单 NL-100202 到哪了？邮箱是 xiaoyu@example.com'],
    ['转人工'],
    ['我要起诉你们'],
    ['蒙古的首都是哪里？'],
  ]
  for (const said of stories) {
    const page = await opened(said, { language: 'zh', size: 'wide' })
    const own = (await wordsOfOurs(page)).replaceAll(/NL-\d+|\S+@example\.com|JSON|\d+ ?ms/g, '')
    expect(own.match(/[A-Za-z][A-Za-z-]+/g), said.join(' / ')).toBeNull()
    await page.context().close()
  }
})

test.for(['en', 'zh'] as const)('a trace tells an answer step by step (console in %s)', async (language) => {
  const words = catalogues[language]
  const said = language === 'en' ? 'How long does delivery take?' : '下单后多久能收到货？'
  const page = await opened([said], { language, size: 'wide' })
  const trace = page.locator('.trace')
  await trace.getByText(words.trace.rules['answer-at']).waitFor()
  await trace.getByRole('table', { name: words.trace.candidates.title }).waitFor()
  await trace.getByRole('table', { name: words.trace.calls.title }).getByText('流水').waitFor()
  await artefacts3(page, `trace-${language}-answer`)
  expect(await seriousFindings(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.locator('.panel').evaluate((panel) => panel.scrollTo(0, panel.scrollHeight))
  await artefact(page, `trace-${language}-answer-dark`)
  expect(await seriousFindings(page)).toEqual([])

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await trace.getByRole('button', { name: words.trace.copy }).click()
  await trace.getByText(words.trace.copied).waitFor()
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))
  expect(copied).toMatchObject({ type: 'turn:decided', rule: { name: 'answer-at' }, searched: said })

  const article = trace.getByRole('table').first().getByRole('link').first()
  const title = (await article.textContent()) ?? ''
  await article.click()
  await page.waitForURL(/\/console\/knowledge\?article=delivery-times/)
  await page.getByText(title).first().waitFor()
})

test.for(['en', 'zh'] as const)(
  'a refused draft is shown with what was wrong (console in %s)',
  async (language) => {
    const words = catalogues[language]
    const link = 'https://evil.example/pay'
    const text = language === 'en' ? `It arrives soon, see ${link} [1].` : `很快就到，请看 ${link} [1]。`
    model.script({ kind: 'obey', text, times: 2 })
    const said = language === 'en' ? 'How long does delivery take?' : '下单后多久能收到货？'
    const page = await opened([said], { language, size: 'wide' })
    model.script([])
    const trace = page.locator('.trace')
    await trace.getByText(words.trace.rules['judge:unknown-link']).waitFor()
    await trace.getByText(words.trace.faults['unknown-link']).first().waitFor()
    await page.locator('.panel').evaluate((panel) => panel.scrollTo(0, panel.scrollHeight))
    await artefact(page, `trace-${language}-refused`)
    await page.setViewportSize(sizes.phone)
    await page.getByRole('button', { name: words.agent.details }).click()
    await page.locator('.panel-open').waitFor()
    await artefact(page, `trace-${language}-refused-390`)
  },
)
