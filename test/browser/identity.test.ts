import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { artefact, useBrowser, widgetOn } from '../support/browser.ts'
import { claimsFor, makeSecret, sign } from '../support/identities.ts'

let app: TestApp
let secret: string
beforeAll(async () => {
  app = await startTestApp()
  const admin = await app.signIn('administrator')
  secret = (await makeSecret(app, admin.token)).secret
})
afterAll(() => app.close())
const browser = useBrowser()

/** A call of the page's own script. */
const call = (page: Page, ...named: unknown[]): Promise<void> =>
  page.evaluate(
    (each) => (window as unknown as { Baton: { push(call: unknown[]): void } }).Baton.push(each),
    named,
  )

const identityOf = (subject: string, more: Record<string, unknown> = {}) =>
  sign(secret, claimsFor(subject, more))

test('a customer’s conversation follows them to another device, and the desk reads who they are', async () => {
  const phone = await browser.visit(app.base, '/')
  const onPhone = widgetOn(phone)
  await onPhone.launcher.click()
  await onPhone.say('Do you ship to Australia?')
  await onPhone.log.getByText('From Rotterdam').waitFor()
  await call(phone, 'identify', identityOf('customer-7', { name: 'Ada Lovelace', email: 'ada@shop.example' }))
  await expect.poll(() => contactsNamed('Ada Lovelace')).toBe(1)

  const laptop = await browser.visit(app.base, '/')
  const onLaptop = widgetOn(laptop)
  // Called before the chat was ever opened: it is kept until there is a session.
  await call(laptop, 'identify', identityOf('customer-7'))
  await call(laptop, 'setContext', { cartValue: 79.9, member: true })
  await call(laptop, 'setOrder', 'NL-100201')
  await call(laptop, 'track', 'coupon tried', { code: 'SPRING' })
  await onLaptop.launcher.click()
  await onLaptop.log.getByText('Do you ship to Australia?').waitFor()
  await onLaptop.say('And to New Zealand?')
  await onPhone.log.getByText('And to New Zealand?').waitFor()

  const desk = await browser.signIn(app, 'agent', { size: 'wide' })
  await desk.getByRole('link', { name: 'Automated' }).click()
  await desk.getByText('Ada Lovelace').first().click()
  const panel = desk.getByRole('complementary', { name: 'About this conversation' })
  await panel.getByText('ada@shop.example').first().waitFor()
  await panel.getByText('customer-7').waitFor()
  await panel.getByRole('heading', { name: 'What the page says' }).waitFor()
  for (const text of ['79.9', 'NL-100201']) await panel.getByText(text).waitFor()
  await panel.getByText('On the page: 1').click()
  await panel.getByText('coupon tried').waitFor()
  await artefact(desk, 'identity-desk')
})

async function contactsNamed(name: string): Promise<number> {
  const rows = await app.store.read.selectFrom('contact').select('id').where('name', '=', name).execute()
  return rows.length
}

test('who signs out is gone from every tab at once, and the chat goes on as a stranger’s', async () => {
  const context = await browser.person(app.base)
  const tabs = [await context.newPage(), await context.newPage()]
  const widgets = tabs.map((tab) => widgetOn(tab))
  const [first, second] = widgets as [(typeof widgets)[0], (typeof widgets)[0]]
  await tabs[0]?.goto('/')
  await first.launcher.click()
  await first.say('Do you ship to Australia?')
  await first.log.getByText('From Rotterdam').waitFor()
  await call(tabs[0] as Page, 'identify', identityOf('customer-8', { name: 'Grace' }))
  await expect.poll(() => contactsNamed('Grace')).toBe(1)
  await tabs[1]?.goto('/')
  await second.launcher.click()
  await second.log.getByText('From Rotterdam').waitFor()

  await call(tabs[0] as Page, 'reset')
  for (const each of widgets) await each.log.getByText('From Rotterdam').waitFor({ state: 'detached' })
  await second.say('I am somebody else')
  await second.log.getByText('I am somebody else').waitFor()
  await expect
    .poll(async () => {
      const rows = await app.store.read
        .selectFrom('conversation')
        .select(['contact_name', 'preview'])
        .where('contact_id', 'is', null)
        .execute()
      return rows.length
    })
    .toBe(1)
})

test('an identity that is refused is told to the page’s own script, and the chat goes on', async () => {
  const page = await browser.visit(app.base, '/')
  const { launcher, say, log } = widgetOn(page)
  await page.evaluate(() => {
    const told: unknown[] = []
    Object.assign(window, { told })
    const api = (window as unknown as { Baton: { push(call: unknown[]): void } }).Baton
    api.push(['on', 'error', (detail: unknown) => void told.push(detail)])
  })
  await launcher.click()
  await say('Do you ship to Australia?')
  await log.getByText('From Rotterdam').waitFor()
  await call(page, 'identify', sign('some other secret of some other shop', claimsFor('customer-9')))
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { told: unknown[] }).told))
    .toEqual([
      expect.objectContaining({
        call: 'identify',
        code: 'unauthenticated',
        message: 'Its signature fits no valid secret of this site.',
      }),
    ])
  await say('And to New Zealand?')
  await log.locator('.from-visitor', { hasText: 'New Zealand' }).getByText('Sent', { exact: true }).waitFor()
})
