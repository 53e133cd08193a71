import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { en } from '../../console/texts/en.ts'
import { zh } from '../../console/texts/zh.ts'
import { call, startTestApp, type TestApp } from '../support/app.ts'
import { artefact, useBrowser } from '../support/browser.ts'
import { startOpenIdProvider } from '../support/open-id-provider.ts'
import { invited } from '../support/people.ts'
import { partOf, startSmtpServer, type TakenMail } from '../support/smtp-server.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
const browser = useBrowser()

async function fillSignIn(page: Page, email: string, password: string) {
  const words = en.people.signIn
  await page.getByLabel(words.email).fill(email)
  await page.getByLabel(words.password, { exact: true }).fill(password)
  await page.keyboard.press('Enter')
}

test('a page that is no longer part of one’s role closes with a sentence, without a reload', async () => {
  const person = { name: 'Otto', email: 'otto@northlight.example', role: 'supervisor' }
  const { cookie, personId } = await invited(app, person)
  const [name = '', value = ''] = cookie.split('=')
  const context = await browser.person(app.base)
  await context.addCookies([{ name, value, url: app.base }])
  const page = await context.newPage()
  await page.goto('/console/responsibilities')
  await page.locator('.page-head h1, h1').first().waitFor()
  const { token } = await app.signIn('administrator')
  await call(app.base, 'PATCH', `/people/${personId}`, { token, body: { role: 'agent' } })
  await page.getByText(en.shell.refused).waitFor({ timeout: 8_000 })
  await page.getByText(en.people.roleChanged(en.roles.agent)).waitFor()
  expect(await page.getByRole('link', { name: en.shell.responsibilities }).count()).toBe(0)
  await artefact(page, 'people-role-changed')
})

test('links that are over say so, and lead to the way in', async () => {
  browser.allow(/40[14] \(/)
  const page = await browser.visit(app.base, '/console/sign-in?token=long-gone')
  await page.getByText(en.people.signIn.linkExpired).waitFor()
  await artefact(page, 'people-link-expired')
  const invitation = await browser.visit(app.base, '/console/invitation#long-gone')
  await invitation.getByText(en.people.invitation.gone).waitFor()
  await artefact(invitation, 'people-invitation-gone')
  const reset = await browser.visit(app.base, '/console/password#long-gone')
  await reset.getByText(en.people.reset.gone).waitFor()
  await reset.getByRole('link', { name: en.people.invitation.goneAction }).click()
  await reset.getByRole('button', { name: en.people.signIn.forgotten }).click()
  await reset.getByText(en.people.forgotten.noMail).waitFor()
})

test('a new password is chosen with a link from an administrator', async () => {
  const nora = await invited(app, { name: 'Ida', email: 'ida@northlight.example', role: 'agent' })
  const { token } = await app.signIn('administrator')
  const { link } = await call(app.base, 'POST', `/people/${nora.personId}/password-link`, { token, body: {} })
  const page = await browser.visit(app.base, link.replace(/^https?:\/\/[^/]+/, ''))
  await page.getByText(en.people.reset.help(nora.email)).waitFor()
  await page.getByLabel(en.people.account.fresh).fill('a password found anew')
  await page.getByRole('button', { name: en.people.reset.submit }).click()
  await page.getByRole('link', { name: en.people.reset.doneAction }).click()
  // Nobody is signed in by it; the browser notes that the page asked who is.
  browser.allow(/401 \(/)
  await fillSignIn(page, nora.email, 'a password found anew')
  await page.getByRole('link', { name: en.shell.inbox }).waitFor()
})

test('who is invited comes in with the sign-in service, and who is not is told so', async () => {
  const provider = await startOpenIdProvider()
  const own = await startTestApp({ config: { openId: provider.client } })
  await provider.expect(`${own.url}/console/open-id/callback`)
  const { token } = await own.signIn('administrator')
  const body = { name: 'Mia', email: 'mia@northlight.example', role: 'agent' }
  await call(own.base, 'POST', '/invitations', { token, body })
  // The service is another host, and is asked for on purpose.
  browser.allow(/a request to http:\/\/127\.0\.0\.1|401 \(/)
  const page = await browser.visit(own.url, '/console/')
  const button = page.getByRole('link', { name: en.people.signIn.openId('Northlight ID') })
  provider.person = { sub: 'eve', email: 'eve@elsewhere.example', email_verified: true }
  await button.click()
  await page.getByText(en.people.signIn.problems.unknown).waitFor()
  await artefact(page, 'people-open-id-unknown')
  provider.person = { sub: 'mia', email: body.email, email_verified: true, name: 'Mia Sommer' }
  await button.click()
  await page.getByRole('link', { name: en.shell.inbox }).waitFor()
  await page.locator('.account-name').getByText('Mia Sommer').waitFor()
  await page.close()
  await own.close()
  await provider.close()
})

test('with a mail server, invitations and forgotten passwords go by mail (console in Chinese)', async () => {
  const smtp = await startSmtpServer()
  const mail = { url: smtp.url, from: 'Northlight <desk@northlight.example>' }
  const own = await startTestApp({ config: { mail } })
  const email = 'fang@northlight.example'
  const linkTo = async (count: number) => {
    await expect.poll(() => smtp.taken.length, { timeout: 10_000 }).toBe(count)
    const text = partOf(smtp.taken[count - 1] as TakenMail, 'text/plain')
    return /\/console\/\w+#\S+/.exec(text)?.[0] ?? ''
  }
  const look = { language: 'zh' } as const
  const { admin, invitation, choose, signIn, forgotten, reset } = zh.people
  const page = await browser.signIn(own, 'administrator', look)
  await page.getByRole('link', { name: zh.shell.people }).click()
  await page.getByRole('button', { name: admin.invite, exact: true }).click()
  await page.getByLabel(admin.name, { exact: true }).fill('王芳')
  await page.getByLabel(admin.email).fill(email)
  expect(await page.getByLabel(admin.mailLanguage).inputValue()).toBe('zh')
  await page.getByRole('button', { name: admin.send }).click()
  const link = await linkTo(1)
  await page.reload()
  await page.getByText(admin.mails.sent).waitFor()
  await artefact(page, 'people-zh-mailed')

  browser.allow(/401 \(/)
  const guest = await browser.visit(own.base, link, look)
  await guest.getByLabel(choose.password, { exact: true }).fill('一个不容易猜到的密码短语')
  await guest.getByRole('button', { name: invitation.submit }).click()
  await guest.getByRole('link', { name: zh.shell.inbox }).waitFor()

  const lost = await browser.visit(own.base, '/console/', look)
  await lost.getByRole('button', { name: signIn.forgotten }).click()
  await lost.getByLabel(signIn.email).fill(email)
  await lost.getByRole('button', { name: forgotten.submit }).click()
  await lost.getByText(forgotten.sent(email)).waitFor()
  await artefact(lost, 'people-zh-forgotten')
  await lost.goto(await linkTo(2))
  await lost.getByRole('heading', { name: reset.title }).waitFor()
  await lost.getByText(reset.help(email)).waitFor()
  for (const each of [page, guest, lost]) await each.close()
  await own.close()
  await smtp.close()
})
