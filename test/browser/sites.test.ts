import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { accentColours } from '#shared/accent.ts'
import { launcherLook } from '#shared/launcher-look.ts'
import { en } from '../../console/texts/en.ts'
import { zh } from '../../console/texts/zh.ts'
import { call, startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { artefact, artefacts3, useBrowser } from '../support/browser.ts'
import { seriousFindings } from '../support/page-findings.ts'

const catalogues = { en, zh }
let app: TestApp

beforeEach(async () => {
  app = await startTestApp()
})
afterEach(() => app.close())
// After the app's own hooks, so that its pages are closed before the app is.
const browser = useBrowser()

async function siteNamed(name: string): Promise<Untyped> {
  const { token } = await app.signIn('administrator')
  const { sites } = await call(app.base, 'GET', '/sites', { token })
  return sites.find((each: Untyped) => each.name === name)
}

/** Somebody else saves the demo's site. */
async function changedElsewhere(change: object): Promise<void> {
  const { token } = await app.signIn('administrator')
  const site = await siteNamed('Northlight Outdoor')
  const saved = await call(app.base, 'PUT', '/sites/demo', { token, body: { ...site, ...change } })
  expect(saved.status).toBe(200)
}

/** The chat of the preview is there. It takes the focus when it opens, and has to give it back. */
async function previewed(page: Page): Promise<void> {
  const frame = page.locator('.site-panel iframe')
  await frame.contentFrame().locator('main.chat .header').waitFor()
  await expect.poll(() => frame.evaluate((element) => element === document.activeElement)).toBe(false)
}

test.for(['en', 'zh'] as const)(
  'an administrator adds a site and sets every part of it (console in %s)',
  async (language) => {
    const { sites: words, shell } = catalogues[language]
    const scheme = language === 'zh' ? 'dark' : 'light'
    const page = await browser.signIn(app, 'administrator', { language, scheme, size: 'wide' })
    // Where the server offers no fixed version, the browser notes the 404 that the page asks for.
    browser.allow(/loader\.json/)
    const form = page.locator('.site-form')
    const keep = async (name: string) => {
      await artefacts3(page, `sites-${language}-${name}`)
      expect(await seriousFindings(page, '.site-page')).toEqual([])
    }
    const go = (section: keyof typeof words.sections) =>
      page.getByRole('navigation', { name: words.section }).getByText(words.sections[section]).click()

    await page.getByRole('link', { name: shell.sites }).click()
    await page.getByRole('link', { name: 'Northlight Outdoor' }).waitFor()
    await artefacts3(page, `sites-${language}-list`)
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: words.add }).click()
    await page.getByLabel(words.newName).fill('Second shop')
    await page.getByLabel(words.newOrigin).fill('second.example/cart?step=2')
    await artefact(page, `sites-${language}-new`)
    await page.getByRole('button', { name: words.create }).click()
    await page.getByRole('heading', { name: 'Second shop' }).waitFor()
    await previewed(page)

    // Looks: a colour that cannot be read on white is adapted, and the page says so.
    await page.getByLabel(words.looks.code).fill('#ffe14')
    await form.getByText(words.problems.colour).waitFor()
    await page.getByLabel(words.looks.code).fill('#ffe14d')
    await form.getByText(words.looks.onAccent['#000000'] as string).waitFor()
    await form.getByText(words.looks.onLight('x').split('x')[0] as string).waitFor()
    await page.getByRole('button', { name: words.looks.sides.left }).click()
    await page.getByLabel(words.looks.offsetY).fill('500')
    await form.getByText(words.tooLarge('200')).waitFor()
    await page.getByRole('img', { name: words.toMendHere }).waitFor()
    await page.getByLabel(words.looks.offsetY).fill('48')
    await page.getByRole('button', { name: words.looks.themes.dark }).click()
    await keep('looks')
    const launcher = page.locator('.site-launcher')
    expect(await launcher.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(
      'rgb(255, 225, 77)',
    )

    await go('texts')
    await page.getByLabel(words.textLanguage).selectOption('ja')
    await previewed(page)
    await page.getByLabel(words.texts.greeting).fill('こんにちは')
    await page.getByLabel(words.texts.suggestions).fill('配送はいつですか？\n\n返品したい')
    await page.getByRole('checkbox', { name: 'Русский' }).uncheck()
    await keep('texts')
    await page.getByLabel(words.textLanguage).selectOption('ar')
    await previewed(page)
    expect(await page.getByLabel(words.texts.greeting).getAttribute('dir')).toBe('rtl')

    await go('hours')
    await page.getByText(words.hours.byHours).click()
    await page.getByLabel(words.hours.timeZone).fill('Berlin')
    await form.getByText(words.problems['time-zone']).waitFor()
    await page.getByLabel(words.hours.timeZone).fill('Asia/Shanghai')
    const monday = words.hours.weekdays.monday
    await page.getByRole('button', { name: words.hours.addBlock(monday) }).click()
    await page.getByLabel(words.hours.from(monday)).nth(1).fill('17:00')
    await form.getByText(words.problems.overlap).waitFor()
    await page.getByLabel(words.hours.from(monday)).nth(1).fill('20:00')
    await page.getByLabel(words.hours.to(monday)).nth(1).fill('02:00')
    await form.getByText(words.hours.overnight).waitFor()
    await page.getByLabel(words.hours.holiday, { exact: true }).fill('2026-10-01')
    await page.getByRole('button', { name: words.hours.addHoliday, exact: true }).click()
    await keep('hours')

    await go('proactive')
    await artefacts3(page, `sites-${language}-proactive-empty`)
    await page.getByRole('button', { name: words.proactive.add }).click()
    await form.getByText(words.problems['no-text']).waitFor()
    await page.getByLabel(words.textLanguage).selectOption(language)
    await previewed(page)
    await page.getByLabel(words.proactive.text, { exact: true }).fill('Free delivery today 今天免运费')
    await page.getByLabel(words.proactive.seconds, { exact: true }).fill('')
    await form.getByText(words.problems['no-condition']).waitFor()
    await page.getByLabel(words.proactive.pattern).fill('cart')
    await form.getByText(words.problems.pattern).waitFor()
    await page.getByLabel(words.proactive.pattern).fill('/cart*')
    await page.getByLabel(words.proactive.tryPattern).fill('second.example/products')
    await form.getByText(words.proactive.fitsNot).waitFor()
    await page.getByLabel(words.proactive.tryPattern).fill('second.example/cart/2')
    await form.getByText(words.proactive.fits, { exact: true }).waitFor()
    await page.getByLabel(words.proactive.exit).check()
    await keep('proactive')

    await go('before')
    await page.getByRole('button', { name: words.before.add }).click()
    await page.getByLabel(words.before.label, { exact: true }).fill('What is it about? 关于什么？')
    await page.getByLabel(words.before.kind, { exact: true }).selectOption('choice')
    await form.getByText(words.problems['few-choices']).waitFor()
    await page.getByLabel(words.before.choices, { exact: true }).fill('An order\nA product')
    await page.getByLabel(words.before.consentOn).check()
    await page
      .getByLabel(words.before.consentText, { exact: true })
      .fill('We keep this chat for a year. 保存一年')
    await page.getByLabel(words.before.address).fill('javascript:alert(1)')
    await form.getByText(words.problems.address).waitFor()
    await page.getByLabel(words.before.address).fill('https://second.example/privacy')
    await keep('before')

    await go('pages')
    const origins = page.getByLabel(words.pages.origin, { exact: true })
    await origins.fill('https://de.second.example/')
    await page.keyboard.press('Enter')
    await form.getByText('https://de.second.example').waitFor()
    await origins.fill('second.example')
    await page.keyboard.press('Enter')
    await form.getByText(words.problems.twice).waitFor()
    await keep('pages')

    // What is not saved outlives the page; then the keyboard saves it.
    await page.reload()
    await page.getByText(words.unsaved).waitFor()
    await previewed(page)
    await page.keyboard.press('Control+s')
    await page.getByText(words.savedNow).waitFor()
    await artefacts3(page, `sites-${language}-saved`)
    const saved = await siteNamed('Second shop')
    expect(saved).toMatchObject({
      ...{ accent: '#ffe14d', side: 'left', theme: 'dark', offset: { x: 20, y: 48 }, version: 2 },
      greeting: { ja: 'こんにちは' },
      suggestions: { ja: ['配送はいつですか？', '返品したい'] },
      hours: {
        timeZone: 'Asia/Shanghai',
        week: {
          monday: [
            { from: '09:00', to: '18:00' },
            { from: '20:00', to: '02:00' },
          ],
          sunday: [],
        },
        holidays: ['2026-10-01'],
      },
      proactive: [{ when: { urlPattern: '/cart*', exitIntent: true } }],
      preChat: [{ kind: 'choice', choices: { [language]: ['An order', 'A product'] } }],
      consent: { address: 'https://second.example/privacy' },
      origins: ['https://second.example', 'https://de.second.example'],
    })
    expect(saved.languages).toHaveLength(19)
    expect(saved.greeting).not.toHaveProperty('ar')

    await go('install')
    const tag = await page.getByLabel(words.install.short).inputValue()
    const look = JSON.stringify(launcherLook({ ...saved, colours: accentColours(saved.accent) }))
    expect(tag).toBe(
      `<script async src="${app.base}/widget.js" data-site="${saved.key}" data-look='${look}'></script>`,
    )
    await page.getByText(words.install.pinned).first().waitFor()
    await keep('install')
  },
)

test.for(['en', 'zh'] as const)(
  'identity keys are made, shown once and revoked (console in %s)',
  async (language) => {
    const { sites: words } = catalogues[language]
    const page = await browser.signIn(app, 'administrator', { language, size: 'wide' })
    await page.goto('/console/sites/demo#keys')
    await page.getByText(words.keys.empty).waitFor()
    await page.getByRole('button', { name: words.keys.add }).click()
    const dialog = page.getByRole('dialog')
    expect(await dialog.getByLabel(words.keys.secret).inputValue()).toMatch(/^baton-identity-.{40,}/)
    await artefacts3(page, `sites-${language}-secret`)
    expect(await seriousFindings(page, 'dialog')).toEqual([])
    await dialog.getByRole('button', { name: words.keys.done }).click()
    await page.getByText(words.keys.unused).waitFor()
    await page.getByRole('button', { name: words.keys.add }).click()
    await dialog.getByRole('button', { name: words.keys.done }).click()
    await page.getByText(words.keys.full).waitFor()
    await artefacts3(page, `sites-${language}-keys`)
    expect(await seriousFindings(page, '.site-form')).toEqual([])
    await page.getByRole('button', { name: words.keys.revoke }).first().click()
    await dialog.getByText(words.keys.revokeHelp).waitFor()
    await dialog.getByRole('button', { name: words.keys.revoke }).click()
    await expect.poll(() => page.locator('.site-origins li').count()).toBe(1)
    await page.reload()
    await page.getByText(words.keys.unused).waitFor()
    expect(await page.content()).not.toContain('baton-identity-')
  },
)

test.for(['en', 'zh'] as const)(
  'who was not first loses nothing of theirs (console in %s)',
  async (language) => {
    const { sites: words } = catalogues[language]
    browser.allow(/409/)
    const page = await browser.signIn(app, 'administrator', { language, scheme: 'dark', size: 'wide' })
    await page.goto('/console/sites/demo')
    await page.getByLabel(words.looks.code).fill('#aa2233')
    await changedElsewhere({ side: 'left' })
    await page.getByRole('button', { name: words.save }).click()
    await page.getByRole('button', { name: words.mine }).waitFor()
    await artefacts3(page, `sites-${language}-conflict`)
    expect(await seriousFindings(page, '.site-form')).toEqual([])
    expect(await page.getByRole('button', { name: words.save }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: words.mine }).click()
    await page.getByRole('button', { name: words.save }).click()
    await page.getByText(words.savedNow).waitFor()
    expect(await siteNamed('Northlight Outdoor')).toMatchObject({
      accent: '#aa2233',
      side: 'left',
      version: 3,
    })
  },
)

test('the preview is told every change, by message to our own origin', async () => {
  const page = await browser.signIn(app, 'administrator', { size: 'wide' })
  await page.goto('/console/sites/demo#texts')
  const frame = page.locator('.site-panel iframe')
  await frame.waitFor()
  expect(await frame.getAttribute('src')).toBe(
    `/widget/?site=demo&preview=1&locale=en&origin=${encodeURIComponent(app.base)}`,
  )
  const heard = frame.contentFrame().locator('html')
  await heard.evaluate(() => {
    const told: unknown[] = []
    Object.assign(window, { told })
    window.addEventListener('message', ({ data, origin }) => {
      if (data?.type === 'preview' && origin === location.origin) told.push(data)
    })
  })
  const newest = () => heard.evaluate(() => (window as unknown as { told: Untyped[] }).told.at(-1))
  await page.getByLabel(en.sites.texts.greeting).fill('Welcome in')
  await expect.poll(async () => (await newest())?.value.greeting.en).toBe('Welcome in')
  expect(await newest()).toMatchObject({
    baton: 1,
    type: 'preview',
    value: { key: 'demo', consent: null, open: true },
  })
  expect((await newest()).value).not.toHaveProperty('origins')
  await page.getByRole('button', { name: en.sites.preview.closed }).click()
  await expect.poll(async () => (await newest())?.value.open).toBe(false)
  // A half-written message is not shown to anybody yet.
  await page
    .getByRole('navigation', { name: en.sites.section })
    .getByText(en.sites.sections.proactive)
    .click()
  await page.getByRole('button', { name: en.sites.proactive.add }).click()
  await page.getByText(en.sites.problems['no-text']).waitFor()
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect((await newest()).value.proactive).toHaveLength(1)

  await page.getByRole('button', { name: en.sites.preview.phone }).click()
  await artefact(page, 'sites-preview-phone')
  await page.getByRole('button', { name: en.sites.preview.launcherClose }).first().click()
  await artefact(page, 'sites-preview-closed')
  expect(await frame.isVisible()).toBe(false)
})

test('on a telephone the preview opens above the form', async () => {
  const page = await browser.signIn(app, 'administrator', { size: 'phone' })
  await page.goto('/console/sites/demo')
  await page.getByRole('button', { name: en.sites.preview.title }).click()
  await page.getByRole('dialog').locator('iframe').waitFor()
  await artefact(page, 'sites-preview-on-a-phone')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
})

test('a site that is gone says so, and no other role is offered the page', async () => {
  const administrator = await browser.signIn(app, 'administrator')
  await administrator.goto('/console/sites/nothing')
  await administrator.getByText(en.sites.gone).waitFor()
  const page = await browser.signIn(app, 'supervisor')
  await page.getByRole('link', { name: en.shell.responsibilities }).waitFor()
  expect(await page.getByRole('link', { name: en.shell.sites }).count()).toBe(0)
  await page.goto('/console/sites')
  await page.getByText(en.shell.refused).waitFor()
})
