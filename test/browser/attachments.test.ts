import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { en } from '../../console/texts/en.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { artefact, useBrowser, widgetOn } from '../support/browser.ts'
import { seriousFindings } from '../support/page-findings.ts'
import { docxOf, gifAndScript, pdf, pngOf } from '../support/sample-files.ts'

let app: TestApp

beforeEach(async () => {
  app = await startTestApp({ config: { attachmentLimit: 1024 * 1024 } })
})
afterEach(() => app.close())
// After the app's own hooks, so that its pages are closed before the app is.
const browser = useBrowser()

const picture = (name: string, colour: string, width = 640, height = 480) => ({
  name,
  mimeType: 'image/png',
  buffer: pngOf(width, height, { colour }),
})

/** Drops or pastes files the way the browser tells a page of it. */
async function give(page: Page, kind: 'drop' | 'paste', selector: string, frame = ''): Promise<void> {
  const where = frame ? page.frameLocator(frame).locator(selector) : page.locator(selector)
  await where.evaluate(
    (element, [kind, bytes]) => {
      const data = new DataTransfer()
      data.items.add(
        new File([new Uint8Array(bytes as number[])], `${kind === 'drop' ? 'dropped' : 'pasted'}.png`, {
          type: 'image/png',
        }),
      )
      const event =
        kind === 'drop'
          ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
          : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
      element.dispatchEvent(event)
    },
    [kind, [...pngOf(80, 60, { colour: 'c04030' })]] as const,
  )
}

for (const size of ['desktop', 'phone'] as const) {
  test(`visitor and agent exchange pictures and files (${size})`, async () => {
    const visitor = await browser.visit(app.base, '/', { size })
    const { launcher, chat, log, composer } = widgetOn(visitor)
    const keep = (page: Page, name: string) => artefact(page, `attachments-${size}-${name}`)
    await launcher.click()
    const choose = chat.getByLabel('Attach files')
    const tray = chat.getByRole('list', { name: 'Files to send' })
    await composer.fill('My tent has a tear here')
    await choose.setInputFiles([
      picture('tear.png', '8a5a2b'),
      {
        name: 'order list with a very long name that does not fit.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('a,b\n1,2\n'),
      },
    ])
    await tray.getByText('tear.png').waitFor()
    await tray.getByText('0.1 kB').waitFor()
    await keep(visitor, 'chosen')
    await composer.press('Enter')
    await log.getByText('My tent has a tear here').waitFor()
    const shown = log.getByRole('button', { name: 'Open tear.png' })
    await shown.locator('img').waitFor()
    expect(await tray.count()).toBe(0)
    await log.getByText('I cannot look at the attached file').waitFor()
    await chat.getByRole('button', { name: 'Talk to a person' }).first().click()

    const agent = await browser.signIn(app, 'agent', { size: size === 'phone' ? 'phone' : 'wide' })
    await agent.locator('.list .row').click()
    await agent.getByRole('button', { name: en.agent.accept }).click()
    const desk = agent.getByRole('log')
    const theirs = desk.getByRole('button', { name: 'Open tear.png' })
    await theirs.locator('img').waitFor()
    await expect
      .poll(() => theirs.locator('img').evaluate((image) => (image as HTMLImageElement).naturalWidth))
      .toBe(640)
    const saving = agent.waitForEvent('download')
    await desk.getByRole('link', { name: /^order list/ }).click()
    expect((await saving).suggestedFilename()).toMatch(/^order list.*\.csv$/)

    await agent
      .getByLabel(en.attachments.attach)
      .setInputFiles([
        picture('patch.png', '2f6f8f', 300, 700),
        { name: 'terms.pdf', mimeType: 'application/pdf', buffer: pdf },
      ])
    await give(agent, 'paste', '#composer')
    const chosen = agent.getByRole('list', { name: en.attachments.list })
    await expect.poll(() => chosen.getByRole('listitem').count()).toBe(3)
    await expect.poll(() => chosen.locator('progress').count()).toBe(0)
    await keep(agent, 'desk-chosen')
    await agent.locator('#composer').fill('A patch like this one helps.')
    await agent.locator('#composer').press('Enter')
    await desk.getByRole('button', { name: 'Open patch.png' }).locator('img').waitFor()
    await keep(agent, 'desk')
    await theirs.click()
    await agent.getByRole('dialog', { name: 'tear.png' }).locator('img').waitFor()
    await keep(agent, 'desk-viewer')
    await agent.keyboard.press('Escape')
    await expect.poll(() => agent.getByRole('dialog').count()).toBe(0)

    const patch = log.getByRole('button', { name: 'Open patch.png' })
    await patch.scrollIntoViewIfNeeded()
    const before = await patch.boundingBox()
    await patch.locator('img').waitFor()
    const after = await patch.boundingBox()
    expect([after?.width, after?.height]).toEqual([before?.width, before?.height])
    await keep(visitor, 'widget')
    await patch.click()
    const viewer = chat.getByRole('dialog', { name: 'patch.png' })
    await viewer.locator('img').waitFor()
    await keep(visitor, 'widget-viewer')
    await visitor.keyboard.press('Escape')
    await expect.poll(() => viewer.count()).toBe(0)
    expect(await patch.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await composer.isVisible()).toBe(true)
    const kept = visitor.waitForEvent('download')
    await log.getByRole('button', { name: /^terms.pdf/ }).click()
    expect((await kept).suggestedFilename()).toBe('terms.pdf')
    expect(await seriousFindings(visitor)).toEqual([])
    expect(await seriousFindings(agent)).toEqual([])
  })
}

test('what cannot be sent is said where it stands, what was typed stays, and a file can be taken out', async () => {
  browser.allow(/Failed to load resource: the server responded with a status of 400/)
  browser.allow(/ERR_(INTERNET_DISCONNECTED|FAILED)/)
  const visitor = await browser.visit(app.base, '/')
  const { launcher, chat, log, composer } = widgetOn(visitor)
  await launcher.click()
  const choose = chat.getByLabel('Attach files')
  const tray = chat.getByRole('list', { name: 'Files to send' })
  const send = chat.getByRole('button', { name: 'Send', exact: true })
  await composer.fill('Look at this')
  await choose.setInputFiles([
    {
      name: 'page.png',
      mimeType: 'image/png',
      buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    },
    { name: 'large.png', mimeType: 'image/png', buffer: pngOf(9, 9, { bytes: 1_200_000 }) },
    { name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) },
  ])
  await tray.getByText('This type of file is not accepted').waitFor()
  await tray.getByText('Too large. A file has at most 1 MB.').waitFor()
  await tray.getByText('This file is empty.').waitFor()
  expect(await send.isDisabled()).toBe(true)
  await artefact(visitor, 'attachments-refused')
  for (const name of ['page.png', 'large.png', 'empty.txt'])
    await chat.getByRole('button', { name: `Remove ${name}` }).click()
  expect(await tray.count()).toBe(0)
  expect(await composer.inputValue()).toBe('Look at this')
  expect(await send.isEnabled()).toBe(true)

  // One that takes its time can be taken out, and is not sent.
  let release: (() => void) | undefined
  await visitor.route('**/visitor/attachments', async (route) => {
    await new Promise<void>((resolve) => (release = resolve))
    await route.continue().catch(() => undefined)
  })
  await choose.setInputFiles([picture('slow.png', '444444')])
  await tray.getByRole('progressbar').waitFor()
  expect(await send.isDisabled()).toBe(true)
  await artefact(visitor, 'attachments-uploading')
  await chat.getByRole('button', { name: 'Remove slow.png' }).click()
  release?.()
  expect(await send.isEnabled()).toBe(true)
  await visitor.unroute('**/visitor/attachments')

  // Without a line it says so, and goes on when asked.
  await visitor.context().setOffline(true)
  await choose.setInputFiles([picture('later.png', '335577')])
  await tray.getByText('The upload broke off.').waitFor()
  await visitor.context().setOffline(false)
  await expect
    .poll(
      async () => {
        await tray
          .getByRole('button', { name: 'Try again' })
          .click({ timeout: 500 })
          .catch(() => undefined)
        return tray.getByRole('alert').count()
      },
      { timeout: 20_000 },
    )
    .toBe(0)

  await give(visitor, 'drop', '.log', 'baton-widget iframe')
  await give(visitor, 'paste', 'textarea', 'baton-widget iframe')
  await choose.setInputFiles(
    ['a', 'b', 'c'].map((name) => ({ name: `${name}.gif`, mimeType: 'image/gif', buffer: gifAndScript })),
  )
  await tray.getByText('A message has at most 5 files.').waitFor()
  await chat.getByRole('button', { name: 'Remove a.gif' }).click()
  await expect.poll(() => tray.getByRole('alert').count()).toBe(0)
  await expect.poll(() => tray.locator('progress').count()).toBe(0)
  await send.click()
  await expect.poll(() => log.getByRole('button', { name: /^Open/ }).count()).toBe(5)
  await log.getByText('Look at this').waitFor()
  expect(await composer.inputValue()).toBe('')
  // Nothing of what was sent is a script, here or anywhere.
  expect(await chat.locator('body').evaluate(() => 'broken' in window)).toBe(false)

  // After a reload the pictures come from the server, with the visitor's token.
  await visitor.reload()
  await launcher.click()
  const later = log.getByRole('button', { name: 'Open later.png' })
  await later.scrollIntoViewIfNeeded()
  await later.locator('img').waitFor()
  const odd = { name: 'notes.docx', mimeType: 'application/zip', buffer: docxOf('x') }
  await choose.setInputFiles([odd])
  await tray.getByText('0.').waitFor()
  await send.click()
  await log.getByRole('button', { name: /^notes.docx/ }).waitFor()
  await artefact(visitor, 'attachments-file')
})
