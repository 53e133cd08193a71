import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { en } from '../../console/texts/en.ts'
import { zh } from '../../console/texts/zh.ts'
import { copyTemplate, startTestApp, type TestApp } from '../support/app.ts'
import { artefact, artefacts3, useBrowser } from '../support/browser.ts'
import { connectDesk, connectVisitor } from '../support/clients.ts'
import { seriousFindings } from '../support/page-findings.ts'
import { freePort } from '../support/server-process.ts'

let directory: string
let port: number
let app: TestApp
const start = () => startTestApp({ directory, config: { port } })
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'baton-safety-'))
  await copyTemplate(join(directory, 'data'))
  port = await freePort()
  app = await start()
})
afterAll(async () => {
  await app.close()
  await rm(directory, { recursive: true, force: true })
})
const browser = useBrowser()

/** What a browser writes to the console about a line that a test has cut. */
const cutLine =
  /ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE)|WebSocket connection/
const words = en.agent

/** A conversation that the agent of this page has just accepted. */
async function owned(page: Page, catalogue = words): Promise<{ conversationId: string; address: string }> {
  const visitor = await connectVisitor(app.base)
  const { conversationId } = await visitor.say('Where is my parcel?')
  await visitor.ask('handover:request', { conversationId })
  visitor.close()
  const address = `/console/?view=mine&conversation=${conversationId}`
  await page.goto(address)
  await page.getByRole('button', { name: catalogue.accept }).click()
  await page.getByPlaceholder(catalogue.replyPlaceholder).waitFor()
  return { conversationId, address }
}

/** The replies of people in a conversation, as the log has them. */
async function repliesIn(conversationId: string): Promise<string[]> {
  const client = await connectDesk(app.base, (await app.signIn('agent')).token)
  const { conversation } = await client.ask('conversation:watch', { conversationId })
  client.close()
  return conversation.events
    .filter((event: { type: string; sender?: string }) => event.sender === 'agent')
    .map((event: { text: string }) => event.text)
}

async function send(page: Page, text: string): Promise<void> {
  const field = page.getByPlaceholder(words.replyPlaceholder)
  await field.fill(text)
  await field.press('Enter')
  await page.locator('.message-held').getByText(text).waitFor()
}

test('a reply whose tab is closed in its five seconds goes out, once', async () => {
  const context = await browser.person(app.base, { undoSend: true })
  const page = await context.newPage()
  await page.goto(`/console/sign-in?token=${app.signIns.find(({ role }) => role === 'agent')?.secret}`)
  const { conversationId } = await owned(page)
  await send(page, 'It left the house')
  expect(await repliesIn(conversationId)).toEqual([])
  await page.close({ runBeforeUnload: true })
  await expect.poll(() => repliesIn(conversationId), { timeout: 4_000 }).toEqual(['It left the house'])
  // The next page finds it kept, or finds it gone: either way nobody reads it twice.
  const next = await context.newPage()
  await next.goto('/console/')
  await next.getByRole('heading', { name: en.shell.inbox }).waitFor()
  await expect.poll(() => next.evaluate(() => localStorage.length)).toBeGreaterThan(0)
  expect(await repliesIn(conversationId)).toEqual(['It left the house'])
})

test('a reply whose server is gone when its time comes waits, outlives a reload, and goes out once', async () => {
  browser.allow(cutLine)
  const page = await browser.signIn(app, 'agent', { undoSend: true, size: 'wide' })
  const { conversationId } = await owned(page)
  await send(page, 'Tomorrow before noon')
  await app.close()
  await page.getByText(words.unsent).waitFor()
  await artefacts3(page, 'reply-safety-waiting')
  app = await start()
  await page.reload()
  await page.locator('.message-agent .bubble').getByText('Tomorrow before noon').first().waitFor()
  await expect.poll(() => repliesIn(conversationId), { timeout: 20_000 }).toEqual(['Tomorrow before noon'])
  await page.locator('.message-waiting, .message-sending').waitFor({ state: 'detached' })
  expect(await page.locator('.bubble').getByText('Tomorrow before noon').count()).toBe(1)
})

test.for(['en', 'zh'] as const)(
  'invariant 6: a conversation that changed hands meanwhile refuses the reply, and the text is back (%s)',
  async (language) => {
    const catalogue = { en, zh }[language]
    const page = await browser.signIn(app, 'agent', { undoSend: true, language, size: 'wide' })
    const { conversationId } = await owned(page, catalogue.agent)
    const field = page.getByPlaceholder(catalogue.agent.replyPlaceholder)
    await field.fill('Too late')
    await field.press('Enter')
    await page.locator('.message-held').waitFor()
    const tom = await app.signIn('supervisor')
    const ana = await connectDesk(app.base, (await app.signIn('agent')).token)
    const { conversation } = await ana.ask('conversation:watch', { conversationId })
    const { fence } = conversation
    expect(
      await ana.ask('conversation:transfer', { conversationId, fence, personId: tom.personId }),
    ).toMatchObject({ ok: true })
    ana.close()
    const refused = page.locator('.message-refused')
    await refused.getByText('Too late').waitFor()
    await artefacts3(page, `reply-safety-${language}-refused`)
    expect(await seriousFindings(page)).toEqual([])
    // Wherever one goes, it is said that something did not go out.
    await page.goto('/console/knowledge')
    await page.getByText(catalogue.tools.undo.unsent('1')).waitFor()
    await page.getByRole('link', { name: catalogue.tools.undo.open }).click()
    await refused.getByRole('button', { name: catalogue.tools.undo.toNote }).click()
    expect(await page.getByPlaceholder(catalogue.agent.notePlaceholder).inputValue()).toBe('Too late')
    expect(await repliesIn(conversationId)).toEqual([])
  },
)

test('a draft outlives a restart of the server, a reload, and stands in both tabs', async () => {
  browser.allow(cutLine)
  const context = await browser.person(app.base, { undoSend: true })
  const page = await context.newPage()
  await page.goto(`/console/sign-in?token=${app.signIns.find(({ role }) => role === 'agent')?.secret}`)
  const { address } = await owned(page)
  const field = page.getByPlaceholder(words.replyPlaceholder)
  await field.pressSequentially('I have asked the carrier')
  await app.close()
  await field.pressSequentially(' and they say')
  await page.getByText(en.shell.offline).waitFor()
  await artefact(page, 'reply-safety-offline')
  app = await start()
  await page.getByText(en.shell.offline).waitFor({ state: 'detached', timeout: 20_000 })
  expect(await field.inputValue()).toBe('I have asked the carrier and they say')
  await page.reload()
  await field.waitFor()
  expect(await field.inputValue()).toBe('I have asked the carrier and they say')

  const second = await context.newPage()
  await second.goto(address)
  const other = second.getByPlaceholder(words.replyPlaceholder)
  await other.waitFor()
  expect(await other.inputValue()).toBe('I have asked the carrier and they say')
  await other.pressSequentially(' tomorrow')
  await expect.poll(() => field.inputValue()).toBe('I have asked the carrier and they say tomorrow')
  await field.press('Enter')
  await expect.poll(() => other.inputValue()).toBe('')
})
