import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { en } from '../../console/texts/en.ts'
import { zh } from '../../console/texts/zh.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { artefacts3, useBrowser } from '../support/browser.ts'
import { connectDesk, connectVisitor } from '../support/clients.ts'
import { seriousFindings } from '../support/page-findings.ts'

const catalogues = { en, zh }
const said = {
  en: {
    locale: 'en',
    person: 'I want to speak to a real person',
    furious: 'You are thieves and liars, this is an absolute disgrace!!!',
    lawyer: 'My lawyer will take you to court.',
    calm: 'Could I speak to a person about a tent?',
  },
  zh: {
    locale: 'zh-CN',
    person: '转人工',
    furious: '你们就是骗子！垃圾公司，太气人了！！！',
    lawyer: '我的律师会去法院起诉你们。',
    calm: '我想找人工问一下帐篷',
  },
} as const

/** Behind, so that the conversations are old when the page shows them. */
let behind = 0
let app: TestApp
beforeEach(async () => {
  behind = 17 * 60_000
  app = await startTestApp({ now: () => Date.now() - behind })
})
afterEach(() => app.close())
const browser = useBrowser()

async function waiting(language: 'en' | 'zh', ...texts: string[]): Promise<string> {
  const visitor = await connectVisitor(app.base, { locale: said[language].locale })
  const [first = '', ...more] = texts
  const { conversationId } = await visitor.say(first)
  await visitor.event((event) => event.type === 'conversation:queued')
  for (const text of more) await visitor.say(text)
  visitor.close()
  return conversationId
}

test.for(['en', 'zh'] as const)('the desk sees what needs attention, and why (%s)', async (language) => {
  const words = catalogues[language]
  const { person, furious, lawyer, calm } = said[language]
  await waiting(language, calm)
  behind = 3 * 60_000
  await waiting(language, person, furious)
  const risky = await waiting(language, person, lawyer)
  behind = 0
  const desk = await connectDesk(app.base, (await app.signIn('agent')).token)
  await expect
    .poll(async () => (await desk.ask('inbox:list', { view: 'attention' })).conversations.length, {
      timeout: 9_000,
    })
    .toBe(3)

  const page = await browser.signIn(app, 'agent', { language, size: 'wide' })
  const rows = page.locator('.list .row')
  await rows.nth(2).waitFor()
  // The risk first though it waits least; of two that are alike in priority the longer wait goes first.
  await rows.nth(0).getByText(words.watch.chips.risk, { exact: true }).waitFor()
  await rows.nth(2).getByText(words.watch.chips.anger, { exact: true }).waitFor()
  await rows.nth(1).getByText(words.watch.chips['visitor-waiting'], { exact: true }).waitFor()
  await artefacts3(page, `watcher-${language}-waiting`)

  await page.getByRole('link', { name: words.watch.filterShort }).click()
  const groups = page.getByRole('group', { name: words.watch.groups })
  await groups.getByRole('button', { name: words.roles.supervisor }).click()
  // A mood is an agent's to mend; a risk, and that nobody came, a supervisor hears of.
  await expect.poll(() => rows.count()).toBe(2)
  await artefacts3(page, `watcher-${language}-supervisor`)
  await groups.getByRole('button', { name: words.watch.everybody }).click()
  await expect.poll(() => rows.count()).toBe(3)
  await rows.nth(0).click()
  const strip = page.getByRole('group', { name: words.watch.filter })
  await strip.getByText(words.watch.chips.risk).waitFor()
  await strip.getByText(words.roles.supervisor).waitFor()
  await page.locator('.line-watch-noted').getByText(words.watch.risks['legal-threat']).first().waitFor()
  await artefacts3(page, `watcher-${language}-conversation`)
  expect(await seriousFindings(page)).toEqual([])

  // Once a person has seen to it nothing needs attention any more, without a reload.
  const { conversation } = await desk.ask('conversation:watch', { conversationId: risky })
  const { fence } = await desk.ask('conversation:accept', {
    conversationId: risky,
    fence: conversation.fence,
  })
  await desk.ask('message:send', { id: randomUUID(), conversationId: risky, text: 'Hello', fence })
  await desk.ask('conversation:resolve', { conversationId: risky, fence })
  await strip.waitFor({ state: 'detached' })
  await expect.poll(() => rows.count()).toBe(2)
  desk.close()
})
