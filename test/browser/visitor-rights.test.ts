import { readFile } from 'node:fs/promises'
import type { Page, WebSocketRoute } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { artefact, useBrowser, widgetOn } from '../support/browser.ts'
import { connectDesk } from '../support/clients.ts'
import { seriousFindings } from '../support/page-findings.ts'
import { type SmtpServer, startSmtpServer } from '../support/smtp-server.ts'

let app: TestApp
let smtp: SmtpServer
let administrator: string
beforeAll(async () => {
  smtp = await startSmtpServer()
  app = await startTestApp({ config: { mail: { url: smtp.url, from: 'Shop <chat@shop.example>' } } })
  administrator = (await app.signIn('administrator')).token
  await editSite({
    consent: {
      text: {
        en: 'We keep what you write to us, to answer you and to get better. You can have it erased at any time.',
        zh: '为了回复您并改进服务，我们会保存您发送的内容。您可以随时要求删除。',
      },
      address: 'https://shop.example/privacy',
    },
    preChat: [
      { id: 'mail', kind: 'email', required: true, label: { en: 'Your e-mail address', zh: '您的邮箱' } },
      {
        id: 'topic',
        kind: 'choice',
        required: true,
        label: { en: 'What is it about?', zh: '您想咨询什么？' },
        choices: { en: ['Delivery', 'A return'], zh: ['配送', '退货'] },
      },
      { id: 'order', kind: 'order', required: false, label: { en: 'Order number', zh: '订单号' } },
    ],
  })
})
afterAll(async () => {
  await app.close()
  await smtp.close()
})
const browser = useBrowser()

async function editSite(changes: object): Promise<void> {
  const { sites } = await call(app.base, 'GET', '/sites', { token: administrator })
  const { key, updatedAt: _, updatedBy: __, ...site } = sites.find((each: Untyped) => each.key === 'demo')
  const saved = await call(app.base, 'PUT', `/sites/${key}`, {
    token: administrator,
    body: { ...site, ...changes },
  })
  expect(saved).toMatchObject({ ok: true })
}

async function newestCase(): Promise<Untyped> {
  const desk = await connectDesk(app.base, administrator)
  const { conversations } = await desk.ask('inbox:list', { view: 'all' })
  const watched = await desk.ask('conversation:watch', { conversationId: conversations[0].id })
  desk.close()
  return watched.conversation
}

const howMany = async (table: 'event' | 'message' | 'conversation'): Promise<number> =>
  (await app.store.read.selectFrom(table).selectAll().execute()).length

interface Words {
  look: Parameters<typeof browser.visit>[2]
  path: string
  agree: string
  question: string
  answer: string
  go: string
  missing: string
  noEmail: string
  email: string
  topic: string
  more: string
  save: string
  download: string
  address: string
  send: string
  sent: string
  close: string
  erase: string
  eraseAll: string
  erased: string
  goOn: string
}

const english: Words = {
  look: { size: 'desktop' },
  path: '/',
  agree: 'Agree and chat',
  question: 'How long does delivery take?',
  answer: 'business days',
  go: 'Start the chat',
  missing: 'Please choose one so that we can help you.',
  noEmail: 'This does not look like an e-mail address.',
  email: 'Your e-mail address',
  topic: 'Delivery',
  more: 'More',
  save: 'Save the conversation',
  download: 'Download',
  address: 'Or send it to this e-mail address:',
  send: 'Send',
  sent: 'It is on its way to mia@example.com.',
  close: 'Close',
  erase: 'Erase my data',
  eraseAll: 'Erase everything',
  erased: 'Your data has been erased.',
  goOn: 'Go on',
}
const chinese: Words = {
  look: { size: 'phone', language: 'zh' },
  path: '/?lang=zh',
  agree: '同意并开始对话',
  question: '下单后多久能收到货？',
  answer: '工作日',
  go: '开始对话',
  missing: '请选择一项，方便我们为您处理。',
  noEmail: '这不像是邮箱地址，请检查一下。',
  email: '您的邮箱',
  topic: '配送',
  more: '更多',
  save: '保存对话记录',
  download: '下载',
  address: '也可以发送到这个邮箱：',
  send: '发送',
  sent: '正在发送到 kai@example.com。',
  close: '关闭',
  erase: '删除我的数据',
  eraseAll: '全部删除',
  erased: '您的数据已删除。',
  goOn: '继续',
}

async function wholeJourney(words: Words, name: string, mailbox: string): Promise<void> {
  const before = { events: await howMany('event'), conversations: await howMany('conversation') }
  const page = await browser.visit(app.base, words.path, words.look)
  const widget = widgetOn(page)
  const { chat } = widget
  const button = (label: string) => chat.getByRole('button', { name: label, exact: true })
  await widget.launcher.click()
  await button(words.agree).waitFor()
  expect(await widget.composer.count()).toBe(0)
  await artefact(page, `rights-${name}-consent`)
  expect(await seriousFindings(page, 'baton-widget')).toEqual([])
  await button(words.agree).click()

  await button(words.go).waitFor()
  await chat.getByLabel(words.email).fill('nonsense')
  await button(words.go).click()
  await chat.getByText(words.noEmail).waitFor()
  await chat.getByText(words.missing).waitFor()
  await artefact(page, `rights-${name}-questions`)
  expect(await seriousFindings(page, 'baton-widget')).toEqual([])
  // Pressing a suggestion is writing, too: it waits.
  await chat.locator('.suggestions button').first().click()
  await widget.log.locator('.from-visitor').waitFor()
  expect(await howMany('event')).toBe(before.events)
  await chat.getByLabel(words.email).fill(mailbox)
  await chat.getByLabel(words.topic, { exact: true }).check()
  await button(words.go).click()
  await widget.composer.waitFor()
  await widget.say(words.question)
  await widget.log.locator('article:not(.from-visitor)').getByText(words.answer).first().waitFor()
  const { caseFile } = await newestCase()
  expect(caseFile.facts).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: 'email', value: mailbox, source: 'visitor' }),
      expect.objectContaining({ value: words.topic, source: 'visitor' }),
    ]),
  )

  await button(words.more).click()
  await chat.getByRole('menuitem', { name: words.save }).click()
  const dialog = chat.getByRole('dialog')
  const inDialog = (label: string) => dialog.getByRole('button', { name: label, exact: true })
  const saving = page.waitForEvent('download')
  await inDialog(words.download).click()
  const download = await saving
  const text = await readFile(await download.path(), 'utf8')
  expect(text).toContain(`    ${words.question}`)
  expect(text).toContain('Europe/Berlin')
  await dialog.getByLabel(words.address).fill(mailbox)
  await inDialog(words.send).click()
  await dialog.getByText(words.sent).waitFor()
  await artefact(page, `rights-${name}-transcript`)
  await expect.poll(() => smtp.taken.at(-1)?.to).toEqual([mailbox])
  await inDialog(words.close).click()

  await page.reload()
  await widget.launcher.click()
  await widget.log.locator('.from-visitor').getByText(words.question).waitFor()
  await button(words.more).click()
  await artefact(page, `rights-${name}-menu`)
  await chat.getByRole('menuitem', { name: words.erase }).click()
  await inDialog(words.eraseAll).waitFor()
  await artefact(page, `rights-${name}-erase`)
  expect(await seriousFindings(page, 'baton-widget')).toEqual([])
  await inDialog(words.eraseAll).click()
  await dialog.getByText(words.erased).waitFor()
  await artefact(page, `rights-${name}-erased`)
  expect(await howMany('conversation')).toBe(before.conversations)
  expect(await howMany('event')).toBe(before.events)
  const kept = await (await frameOf(page)).evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
  )
  expect(kept).toBe('[{},{}]')
  await inDialog(words.goOn).click()
  // From nothing: the notice is read again, and there is nothing of before.
  await button(words.agree).waitFor()
  expect(await widget.log.locator('article').count()).toBe(0)
}

/** The chat's own document: what is looked for is looked for in there. */
async function frameOf(page: Page): Promise<Page> {
  const handle = await page.locator('baton-widget iframe').elementHandle()
  return (await handle?.contentFrame()) as unknown as Page
}

test(
  'in English at a desk: agree, answer, write, take along, erase',
  () => wholeJourney(english, 'desktop-en', 'mia@example.com'),
  60_000,
)

test(
  'in Chinese on a phone: agree, answer, write, take along, erase',
  () => wholeJourney(chinese, 'phone-zh', 'kai@example.com'),
  60_000,
)

test('a shop that begins to ask for consent while a chat is open asks before the next message goes out', async () => {
  await editSite({ consent: undefined, preChat: [] })
  const page = await (await browser.person(app.base)).newPage()
  const lines = new Set<WebSocketRoute>()
  await page.routeWebSocket(/socket\.io/, (line) => {
    line.connectToServer()
    lines.add(line)
  })
  await page.goto('/')
  const widget = widgetOn(page)
  await widget.launcher.click()
  await widget.say('How do I return an item?')
  await widget.log.locator('article:not(.from-visitor)').first().waitFor()
  await editSite({ consent: { text: { en: 'We keep what you write.', zh: '' } } })
  // The next connection is one that knows of it; the page is not.
  for (const line of lines) await line.close()
  await widget.chat.locator('.banner').waitFor()
  await widget.chat.locator('.banner').waitFor({ state: 'detached' })
  const before = await howMany('message')
  await widget.say('And to Canada?')
  const agree = widget.chat.getByRole('button', { name: 'Agree and chat' })
  await agree.waitFor()
  expect(await howMany('message')).toBe(before)
  // What is shown is another notice by now: it is read again.
  await editSite({ consent: { text: { en: 'We keep what you write for a year.', zh: '' } } })
  await agree.click()
  await widget.chat.getByText('The notice has just changed.').waitFor()
  await widget.chat.getByText('for a year').waitFor()
  expect(await howMany('message')).toBe(before)
  await agree.click()
  await expect.poll(() => howMany('message')).toBeGreaterThan(before)
  await widget.composer.waitFor()
  await editSite({ consent: undefined })
}, 60_000)

test('a supervisor exports and erases a visitor by their name, and the conversation leaves the desk', async () => {
  await editSite({ consent: undefined, preChat: [] })
  const before = await howMany('conversation')
  const shop = await browser.visit(app.base, '/')
  const widget = widgetOn(shop)
  await widget.launcher.click()
  await widget.say('How long does delivery take?')
  await widget.log.locator('article:not(.from-visitor)').first().waitFor()
  const desk = await browser.signIn(app, 'supervisor', { size: 'wide' })
  await desk.getByRole('link', { name: 'Automated' }).click()
  await desk.locator('a[href*="conversation="]').first().click()
  const panel = desk.getByRole('complementary', { name: 'About this conversation' })
  const saving = desk.waitForEvent('download')
  await panel.getByRole('button', { name: 'Export' }).click()
  const file = await readFile(await (await saving).path(), 'utf8')
  expect(JSON.parse(file)).toMatchObject({ visitors: [{}], conversations: [{ events: expect.any(Array) }] })
  await panel.getByRole('button', { name: 'Erase…' }).click()
  const dialog = desk.getByRole('dialog', { name: /Erase Visitor/ })
  await dialog.waitFor()
  await artefact(desk, 'rights-desk-erase')
  await dialog.getByRole('button', { name: /^Erase Visitor/ }).click()
  await desk.getByText('This conversation does not exist, or was erased.').waitFor()
  await artefact(desk, 'rights-desk-erased')
  expect(await howMany('conversation')).toBe(before)
  // The visitor's own chat starts from nothing.
  await widget.log.locator('article').first().waitFor({ state: 'detached' })

  const agent = await browser.signIn(app, 'agent', { size: 'wide' })
  await widget.say('And to Canada?')
  await widget.log.locator('article:not(.from-visitor)').first().waitFor()
  await agent.getByRole('link', { name: 'Automated' }).click()
  await agent.locator('a[href*="conversation="]').first().click()
  await agent.getByRole('complementary', { name: 'About this conversation' }).waitFor()
  expect(await agent.getByRole('button', { name: 'Erase…' }).count()).toBe(0)
}, 60_000)
