import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { en } from '../../console/texts/en.ts'
import { zh } from '../../console/texts/zh.ts'
import { call, startTestApp, type TestApp } from '../support/app.ts'
import { artefact, artefacts3, type Look, useBrowser } from '../support/browser.ts'
import { connectVisitor, type TestVisitor } from '../support/clients.ts'
import { outOfSight, seriousFindings } from '../support/page-findings.ts'

const catalogues = { en, zh }
const journeys = {
  en: { locale: 'en', asks: 'Where is my parcel?', sent: /^Hello, your order NL-7 is on its way\. Ana Ruiz/ },
  zh: { locale: 'zh-CN', asks: '我的包裹到哪里了？', sent: /^您好，您的订单 NL-7 已发货。Ana Ruiz/ },
} as const
const reply = {
  shortcut: 'way',
  title: 'On its way 已发货',
  topic: 'Delivery',
  texts: {
    en: 'Hello, your order {{order}} is on its way. {{agent}}, {{shop}}',
    zh: '您好，您的订单 {{订单号}} 已发货。{{客服}}，{{店铺}}',
  },
  shared: true,
}

let app: TestApp
const visitors: TestVisitor[] = []
beforeAll(async () => {
  app = await startTestApp()
  const { token } = await app.signIn('trainer')
  const { tag } = await call(app.base, 'POST', '/tags', { token, body: { name: 'Delivered 已送达' } })
  const steps = [
    { do: 'reply', texts: { en: 'It is with you now, {{visitor}}.', zh: '{{访客}}，包裹已送达。' } },
    { do: 'note', text: 'Checked with the carrier' },
    { do: 'tag', tags: [tag.id] },
    { do: 'priority', level: 'low' },
    { do: 'resolve', outcome: 'solved', cause: 'delivery' },
  ]
  const macro = { name: 'Parcel arrived 包裹送达', steps, shared: true }
  expect(await call(app.base, 'POST', '/macros', { token, body: macro })).toMatchObject({ ok: true })
  for (const body of [
    reply,
    {
      ...reply,
      shortcut: 'refund-time',
      title: 'When a refund arrives 退款时效',
      texts: { en: 'Three days.' },
    },
    {
      ...reply,
      shortcut: 'hours',
      title: 'Opening hours 营业时间',
      texts: { en: '{{hours}}', zh: '{{营业时间}}' },
    },
  ])
    expect((await call(app.base, 'POST', '/canned-replies', { token, body })).ok).toBe(true)
})
afterAll(async () => {
  for (const visitor of visitors) visitor.close()
  await app.close()
})
const browser = useBrowser()

/** A visitor who waits for a person, and the address of their conversation. */
async function waiting(
  language: 'en' | 'zh',
): Promise<TestVisitor & { conversationId: string; address: string }> {
  const { locale, asks } = journeys[language]
  const visitor = await connectVisitor(app.base, { locale })
  visitors.push(visitor)
  const { conversationId } = await visitor.say(asks)
  await visitor.ask('handover:request', { conversationId })
  return { ...visitor, conversationId, address: `/console/?view=waiting&conversation=${conversationId}` }
}

async function accepted(page: Page, address: string, words: typeof en.agent): Promise<void> {
  await page.goto(address)
  await page.getByRole('button', { name: words.accept }).click()
  await page.getByPlaceholder(words.replyPlaceholder).waitFor()
}

function heard(visitor: TestVisitor, text: RegExp | string): Promise<{ seq: number }> {
  return visitor.event(
    (event) => event.type === 'message:posted' && event.sender === 'agent' && event.text.match(text) !== null,
  )
}

test.for(['en', 'zh'] as const)(
  'a slash puts a reply in the visitor’s language, and it can be taken back (console in %s)',
  async (language) => {
    const { agent: words, tools } = catalogues[language]
    const visitor = await waiting(language)
    const page = await browser.signIn(app, 'agent', { language, size: 'wide', undoSend: true })
    await accepted(page, visitor.address, words)
    const field = page.getByPlaceholder(words.replyPlaceholder)
    await field.pressSequentially('/')
    const list = page.getByRole('listbox', { name: tools.replies.label })
    await list.getByRole('option').nth(2).waitFor()
    await artefacts3(page, `desk-tools-${language}-slash`)
    expect(await seriousFindings(page)).toEqual([])
    await field.pressSequentially('rfnd')
    await list.getByRole('option', { name: 'When a refund' }).waitFor()
    expect(await list.getByRole('option').count()).toBe(1)
    await page.keyboard.press('Escape')
    await list.waitFor({ state: 'detached' })
    // What was typed stays, and Escape closed no more than the list.
    expect(await field.inputValue()).toBe('/rfnd')

    await field.fill('')
    await field.pressSequentially(language === 'zh' ? '/已发货' : '/way')
    await page.keyboard.press('Enter')
    const unfilled = page.getByRole('button', { name: tools.replies.variables.order, exact: true })
    await unfilled.waitFor()
    await artefact(page, `desk-tools-${language}-unfilled`)
    await page.keyboard.press('Enter')
    expect(await page.locator('.message-held').count()).toBe(0)
    // The open place is selected: what is typed takes it.
    await page.keyboard.type('NL-7')
    await unfilled.waitFor({ state: 'detached' })
    const written = await field.inputValue()
    await page.keyboard.press('Enter')
    const held = page.locator('.message-held')
    await held.getByRole('button', { name: tools.undo.undo }).waitFor()
    await artefact(page, `desk-tools-${language}-held`)
    await field.press('Control+z')
    await held.waitFor({ state: 'detached' })
    expect(await field.inputValue()).toBe(written)
    expect(written).toMatch(journeys[language].sent)

    await page.keyboard.press('Enter')
    await held.getByRole('button', { name: tools.undo.now }).click()
    await heard(visitor, journeys[language].sent)
    await held.waitFor({ state: 'detached' })
    expect(visitor.told.filter(({ fact }) => fact?.event?.sender === 'agent')).toHaveLength(1)
  },
)

test.for(['en', 'zh'] as const)(
  'the palette reaches every act and page (console in %s)',
  async (language) => {
    const { agent: words, tools, shell } = catalogues[language]
    const visitor = await waiting(language)
    const page = await browser.signIn(app, 'agent', { language, size: 'wide' })
    await page.goto(visitor.address)
    await page.getByRole('button', { name: words.accept }).waitFor()
    const field = page.getByRole('combobox', { name: tools.palette.field })
    // Gone from the page, not only out of sight: until then it holds the keys.
    const gone = (what: string) => page.locator(what).waitFor({ state: 'detached' })
    const run = async (typed: string) => {
      await page.keyboard.press('Control+k')
      await field.fill(typed)
      await page.keyboard.press('Enter')
      await gone('.palette')
    }
    await page.keyboard.press('Control+k')
    await field.waitFor()
    await artefacts3(page, `desk-tools-${language}-palette`)
    expect(await seriousFindings(page)).toEqual([])
    expect(await page.getByRole('option', { name: words.keys.resolve, exact: true }).count()).toBe(0)
    await field.fill(language === 'zh' ? '接入' : 'acpt')
    await artefact(page, `desk-tools-${language}-palette-typed`)
    await page.keyboard.press('Enter')
    await page.getByPlaceholder(words.replyPlaceholder).waitFor()

    // From inside the field as well, and each language finds it in the other's words.
    await page.getByPlaceholder(words.replyPlaceholder).click()
    await run(language === 'zh' ? 'transfer' : '转接')
    await page.getByRole('dialog', { name: words.transferTitle }).waitFor()
    await page.keyboard.press('Escape')
    await gone('dialog')
    await run(language === 'zh' ? '前往快捷回复' : 'Go to Replies')
    await page.getByRole('heading', { name: tools.replies.title }).waitFor()
    await page.getByText('/way').waitFor()
    await artefacts3(page, `desk-tools-${language}-replies`)
    expect(await seriousFindings(page)).toEqual([])
    await page.keyboard.press('Control+k')
    await page.getByText(tools.palette.recent, { exact: true }).waitFor()
    await field.fill('zzzz')
    await page.getByText(tools.palette.none).waitFor()
    await page.keyboard.press('Escape')
    await gone('dialog')
    await page.keyboard.press('?')
    const sheet = page.getByRole('dialog', { name: words.keys.title })
    await sheet.getByText('Ctrl+K').waitFor()
    await artefact(page, `desk-tools-${language}-sheet`)
    await page.keyboard.press('Escape')
    await gone('dialog')
    await run(tools.settings.title)
    await page.getByRole('dialog', { name: tools.settings.title }).getByText(tools.settings.sound).waitFor()
    await artefact(page, `desk-tools-${language}-settings`)
    expect(await seriousFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await gone('dialog')
    await run(language === 'zh' ? 'Dark' : '深色')
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark')
    await page.getByRole('link', { name: shell.inbox }).first().click()
  },
)

test.for(['en', 'zh'] as const)(
  'two people see each other in a conversation, and a note calls one of them (console in %s)',
  async (language) => {
    const { agent: words, tools } = catalogues[language]
    const look: Look = { language, size: 'wide' }
    const visitor = await waiting(language)
    const [ana, other] = await Promise.all([
      browser.signIn(app, 'agent', look),
      browser.signIn(app, 'supervisor', look),
    ])
    await accepted(ana, visitor.address, words)
    const { person } = await call(app.base, 'GET', '/session', {
      token: (await app.signIn('supervisor')).token,
    })
    await ana.getByText(words.assignedToYou).first().waitFor()
    expect(await ana.locator('.onlooker').count()).toBe(0)
    await other.goto(visitor.address)
    await ana
      .locator('.onlooker')
      .getByText(tools.viewers.looking(person.name))
      .waitFor({ state: 'attached' })
    await other
      .locator('.onlooker')
      .getByText(tools.viewers.looking('Ana Ruiz'))
      .waitFor({ state: 'attached' })
    await ana.getByPlaceholder(words.replyPlaceholder).pressSequentially('One moment')
    await other.locator('.onlooker-writes').getByText(tools.viewers.reply('Ana Ruiz')).waitFor()
    await artefact(other, `desk-tools-${language}-viewers`)
    await other.goto('/console/knowledge')
    await ana.locator('.onlooker').waitFor({ state: 'detached' })

    await ana.getByRole('button', { name: words.note, exact: true }).click()
    const note = ana.getByPlaceholder(words.notePlaceholder)
    await note.pressSequentially(`@${person.name.slice(0, 3)}`)
    await ana.getByRole('listbox', { name: tools.mentions.label }).getByText(person.name).waitFor()
    await artefact(ana, `desk-tools-${language}-mention`)
    await ana.keyboard.press('Tab')
    await ana.keyboard.type(language === 'zh' ? '请看一下这个订单' : 'please look at this order')
    await ana.keyboard.press('Enter')
    await ana.locator('.note .mention').getByText(`@${person.name}`).waitFor()
    await other.locator('.nav-count').getByText('1').waitFor()
    await other.getByRole('link', { name: catalogues[language].shell.mentions }).click()
    const row = other.locator('.mention-row', { hasText: tools.mentions.by('Ana Ruiz') })
    await row.first().waitFor()
    await artefacts3(other, `desk-tools-${language}-mentions`)
    expect(await seriousFindings(other)).toEqual([])
    await row.first().click()
    await other.locator('.note .mention-me').first().waitFor()
    await other.locator('.nav-count').waitFor({ state: 'detached' })
    await artefact(other, `desk-tools-${language}-mentioned`)
    expect(await outOfSight(other)).toEqual([])
  },
)

test.for(['en', 'zh'] as const)(
  'a macro shows what it will do and does it with one confirmation (console in %s)',
  async (language) => {
    const { agent: words, tools } = catalogues[language]
    const visitor = await waiting(language)
    const page = await browser.signIn(app, 'agent', { language, size: 'wide' })
    await accepted(page, visitor.address, words)
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: tools.palette.field }).fill('arrived')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Parcel arrived' })
    const text = dialog.getByRole('textbox', { name: tools.macros.says.reply })
    await dialog.getByText(tools.replies.variables.visitor).waitFor()
    await dialog.getByText('Delivered 已送达').waitFor()
    await artefacts3(page, `desk-tools-${language}-macro`)
    expect(await seriousFindings(page)).toEqual([])
    // Nobody knows the visitor's name: what is open has to be written before anything is done.
    const doIt = dialog.getByRole('button', { name: tools.macros.run })
    expect(await doIt.isDisabled()).toBe(true)
    await text.fill(language === 'zh' ? '您好，包裹已送达。' : 'It is with you now.')
    await doIt.click()
    await dialog.waitFor({ state: 'detached' })
    await heard(visitor, language === 'zh' ? '包裹已送达' : 'It is with you now')
    await page.getByText('Checked with the carrier').waitFor()
    await visitor.event((event) => event.type === 'conversation:resolved')
    await page.goto('/console/macros')
    await page.getByText('Parcel arrived').click()
    await page.getByRole('dialog').getByText(tools.macros.acts.snooze).waitFor({ state: 'detached' })
    await artefacts3(page, `desk-tools-${language}-macro-page`)
    expect(await seriousFindings(page)).toEqual([])
  },
)

test('a trainer makes, mends and removes a shared reply; an agent keeps one of their own', async () => {
  const { tools, common } = en
  const words = tools.replies
  browser.allow(/status of 400 .*canned-replies/)
  const page = await browser.signIn(app, 'trainer', { size: 'tablet' })
  await page.goto('/console/replies')
  await page.getByRole('button', { name: words.add }).click()
  await page.getByLabel(words.shortcut).fill('warranty')
  await page.getByLabel(words.name).fill('How long is the warranty?')
  const text = page.getByLabel(words.texts.en)
  await text.fill('Dear {{custmer}}, two years. ')
  await page.getByRole('button', { name: words.variables.agent }).first().click()
  expect(await text.inputValue()).toBe('Dear {{custmer}}, two years. {{agent}}')
  const save = page.getByRole('button', { name: common.save })
  await save.click()
  await page.getByText('There is no variable {{custmer}}').waitFor()
  await artefacts3(page, 'desk-tools-reply-dialog')
  expect(await seriousFindings(page)).toEqual([])
  await text.fill('Two years. {{agent}}')
  await save.click()
  const line = page.getByRole('button', { name: '/warranty' })
  await line.click()
  await page.getByLabel(words.name).fill('Warranty')
  await save.click()
  await page.getByRole('button', { name: '/warranty Warranty' }).click()
  await page.getByRole('button', { name: words.remove }).click()
  await page.getByText(words.removeHelp).waitFor()
  await page.getByRole('button', { name: words.remove }).click()
  await line.waitFor({ state: 'detached' })

  const agent = await browser.signIn(app, 'agent', { scheme: 'dark', size: 'phone' })
  await agent.goto('/console/replies')
  await agent.getByRole('button', { name: '/way' }).click()
  await agent.getByRole('dialog', { name: words.readTitle }).waitFor()
  expect(await agent.getByRole('button', { name: common.save }).count()).toBe(0)
  await agent.keyboard.press('Escape')
  await agent.getByRole('button', { name: words.add }).click()
  await agent.getByLabel(words.shortcut).fill('mine')
  await agent.getByLabel(words.name).fill('My own words')
  await agent.getByLabel(words.texts.zh).fill('您好')
  await artefact(agent, 'desk-tools-reply-own-dark')
  await agent.getByRole('button', { name: common.save }).click()
  await agent.getByRole('button', { name: '/mine' }).waitFor()
  await page.reload()
  await page.getByRole('button', { name: '/way' }).waitFor()
  expect(await page.getByRole('button', { name: '/mine' }).count()).toBe(0)
})

test('an input method composes in peace: no key of it chooses or sends, and what it wrote is looked for', async () => {
  const { agent: words, tools } = zh
  const visitor = await waiting('zh')
  const page = await browser.signIn(app, 'agent', { language: 'zh' })
  await accepted(page, visitor.address, words)
  const field = page.getByPlaceholder(words.replyPlaceholder)
  const list = page.getByRole('listbox', { name: tools.replies.label })
  await field.pressSequentially('/')
  await list.getByRole('option').nth(2).waitFor()
  const all = await list.getByRole('option').count()
  const method = await page.context().newCDPSession(page)
  await method.send('Input.imeSetComposition', { text: 'tuikuan', selectionStart: 7, selectionEnd: 7 })
  // Such keys carry the code 229, or the sign of a composition.
  for (const key of ['Enter', 'ArrowDown', 'Escape', 'Tab'])
    await field.dispatchEvent('keydown', { key, keyCode: 229, isComposing: true, bubbles: true })
  expect(await list.getByRole('option').count()).toBe(all)
  expect(await page.locator('.message-agent').count()).toBe(0)
  await method.send('Input.insertText', { text: '退款' })
  await list.getByRole('option', { name: '退款时效' }).waitFor()
  expect(await list.getByRole('option').count()).toBe(1)
  await page.keyboard.press('Enter')
  await expect.poll(() => field.inputValue()).toBe('Three days.')
  expect(await page.locator('.message-agent').count()).toBe(0)
})
