import { TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { en } from '../../console/texts/en.ts'
import { zh } from '../../console/texts/zh.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { artefact, artefacts3, useBrowser } from '../support/browser.ts'
import { seriousFindings } from '../support/page-findings.ts'
import { goodPassword } from '../support/people.ts'

const catalogues = { en, zh }
let app: TestApp
let skew = 0
beforeAll(async () => {
  app = await startTestApp({ now: () => Date.now() + skew })
})
afterAll(() => app.close())
const browser = useBrowser()

/** Each code works once: the next one is that of the next half minute. */
function nextCode(secret: string): string {
  skew += 30_000
  return TOTP.generate({ secret: new TOTP({ secret }).secret, timestamp: Date.now() + skew })
}

async function fillSignIn(page: Page, words: typeof en.people.signIn, email: string, password: string) {
  await page.getByLabel(words.email).fill(email)
  await page.getByLabel(words.password, { exact: true }).fill(password)
  await page.getByRole('button', { name: words.submit, exact: true }).click()
}

test.for(['en', 'zh'] as const)(
  'who is invited accepts, turns two-factor on, signs in with it and ends another session (console in %s)',
  async (language) => {
    const { people: words, shell, roles } = catalogues[language]
    const look = { language, scheme: language === 'zh' ? 'dark' : 'light' } as const
    const email = `nora-${language}@northlight.example`
    const name = language === 'zh' ? '王芳' : 'Nora Berg'
    const shows = async (page: Page, part: string) => {
      await artefacts3(page, `people-${language}-${part}`)
      expect(await seriousFindings(page), part).toEqual([])
    }

    // The administrator invites, and gets a link to hand over.
    const admin = await browser.signIn(app, 'administrator', look)
    await admin.getByRole('link', { name: shell.people }).click()
    await admin.getByRole('button', { name: words.admin.invite, exact: true }).click()
    await admin.getByLabel(words.admin.name, { exact: true }).fill(name)
    await admin.getByLabel(words.admin.email).fill('nobody')
    await admin.getByRole('button', { name: words.admin.makeLink }).click()
    await admin.getByText(words.admin.emailWrong).waitFor()
    await admin.getByLabel(words.admin.email).fill(email)
    await admin.getByRole('radio', { name: roles.trainer }).check()
    await artefact(admin, `people-${language}-invite`)
    await admin.getByRole('button', { name: words.admin.makeLink }).click()
    const link = await admin.getByLabel(words.admin.link).inputValue()
    await artefact(admin, `people-${language}-link`)
    await admin.getByRole('button', { name: words.admin.copied, exact: true }).click()
    await admin.getByText(email).waitFor()
    await shows(admin, 'list')

    // The one who is invited chooses a password; a bad one is told under its field.
    const context = await browser.person(app.base, look)
    const page = await context.newPage()
    await page.goto(link.replace(/^https?:\/\/[^/]+/, app.base))
    await page.getByRole('heading', { name: words.invitation.title('Northlight Outdoor') }).waitFor()
    const password = page.getByLabel(words.choose.password, { exact: true })
    await password.fill('password1234')
    await page.getByText(words.choose.problems.common).waitFor()
    await shows(page, 'invitation')
    expect(await password.getAttribute('autocomplete')).toBe('new-password')
    await password.fill(goodPassword)
    await page.getByRole('button', { name: words.invitation.submit }).click()
    await page.getByRole('link', { name: shell.inbox }).waitFor()

    // Two-factor sign-in, from the account menu.
    await page.locator('.account-button').click()
    await page.getByRole('link', { name: words.account.menu }).click()
    await page.getByRole('heading', { name: words.account.twoFactorTitle }).waitFor()
    await artefact(page, `people-${language}-account`)
    await page.getByRole('button', { name: words.account.turnOn, exact: true }).click()
    await page.getByLabel(words.account.confirmPassword).fill('not this one')
    await page.getByRole('button', { name: words.account.next }).click()
    await page.getByText(words.account.currentWrong).waitFor()
    await page.getByLabel(words.account.confirmPassword).fill(goodPassword)
    await page.getByRole('button', { name: words.account.next }).click()
    await page.getByRole('img', { name: words.account.qr }).waitFor()
    const secret = ((await page.locator('.account-secret').textContent()) ?? '').replaceAll(' ', '')
    await artefact(page, `people-${language}-scan`)
    await page.getByLabel(words.account.scanCode).fill(nextCode(secret))
    await page.getByRole('button', { name: words.account.confirm, exact: true }).click()
    await page.getByRole('heading', { name: words.account.codesTitle }).waitFor()
    expect(await page.locator('.account-codes li').count()).toBe(10)
    await artefact(page, `people-${language}-codes`)
    await page.getByRole('button', { name: words.account.codesDone }).click()
    await page.getByText(words.account.codesLeft('10')).waitFor()

    // On a second device: the wrong password, then the right one and the code.
    browser.allow(/40[01] \(/)
    const second = await browser.visit(app.base, '/console/', look)
    await fillSignIn(second, words.signIn, email, 'not the password')
    await second.getByText(words.signIn.wrong).waitFor()
    await shows(second, 'sign-in')
    await fillSignIn(second, words.signIn, email, goodPassword)
    await second.getByLabel(words.code.field).fill('000000')
    await second.getByRole('button', { name: words.code.submit }).click()
    await second.getByText(words.code.wrong).waitFor()
    await artefact(second, `people-${language}-code`)
    await second.getByLabel(words.code.field).fill(nextCode(secret))
    await second.getByRole('button', { name: words.code.submit }).click()
    await second.getByRole('link', { name: shell.inbox }).waitFor()

    // The first one sees it and ends it; the second is out within five seconds, without a reload.
    await page.reload()
    const sessions = page.locator('.account-section', {
      has: page.getByRole('heading', { name: words.account.sessionsTitle }),
    })
    await expect.poll(() => sessions.getByRole('listitem').count()).toBe(2)
    await shows(page, 'account-guarded')
    await sessions.getByRole('button', { name: words.account.end, exact: true }).click()
    await expect.poll(() => sessions.getByRole('listitem').count()).toBe(1)
    await second.getByRole('heading', { name: words.signIn.title }).waitFor({ timeout: 10_000 })

    // The administrator sees who has done what.
    await admin.reload()
    await admin.getByRole('link', { name }).click()
    await admin.getByText(words.acts['two-factor-on']).waitFor()
    await admin.getByText(words.acts.joined).waitFor()
    await shows(admin, 'person')
    await admin.getByRole('button', { name: words.admin.resetTwoFactor }).click()
    await admin.getByRole('dialog').getByRole('button', { name: words.admin.resetTwoFactor }).click()
    await admin.getByText(words.acts['two-factor-reset']).waitFor()
  },
)
