import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { en } from '../../console/texts/en.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { artefact, sizes, useBrowser, widgetOn } from '../support/browser.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(async () => app.close())
const browser = useBrowser()

const places = [
  { size: 'desktop', language: 'en' },
  { size: 'phone', language: 'zh' },
] as const
const words = {
  en: {
    more: 'More',
    sound: 'Sound for new messages',
    window: 'Open in its own window',
    end: 'End conversation',
    yes: 'Yes, it is solved',
    no: 'Not yet',
    ended: 'Ended',
    rate: 'How was it?',
    question: 'Do you ship to Australia?',
    answer: 'From Rotterdam',
  },
  zh: {
    more: '更多',
    sound: '新消息提示音',
    window: '在新窗口中打开',
    end: '结束对话',
    yes: '已解决，结束对话',
    no: '还没有',
    ended: '已结束',
    rate: '您对这次服务满意吗？',
    question: '可以寄到澳大利亚吗？',
    answer: '鹿特丹',
  },
}

describe.each(places)('on a $size, in $language', ({ size, language }) => {
  const say = words[language]

  test('the menu opens under the header, is walked with the arrows, and gives the keyboard back', async () => {
    const page = await browser.visit(app.base, '/', { size, language })
    const { launcher, chat } = widgetOn(page)
    await launcher.click()
    const more = chat.getByRole('button', { name: say.more })
    await more.focus()
    await page.keyboard.press('Enter')
    const menu = chat.getByRole('menu', { name: say.more })
    await menu.waitFor()
    const sound = chat.getByRole('menuitemcheckbox', { name: say.sound })
    const window = chat.getByRole('menuitem', { name: say.window })
    const focused = (of: typeof sound) => of.evaluate((element) => element === document.activeElement)
    await expect.poll(() => focused(sound)).toBe(true)
    await page.keyboard.press('ArrowDown')
    expect(await focused(window)).toBe(true)
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowDown')
    expect(await focused(sound)).toBe(true)
    await artefact(page, `widget-menu-${size}`)
    const box = await menu.boundingBox()
    const screen = sizes[size]
    expect(box && box.x >= 0 && box.x + box.width <= screen.width).toBe(true)
    await page.keyboard.press('Escape')
    await menu.waitFor({ state: 'detached' })
    // Escape closed the menu, and not the chat.
    expect(await focused(more)).toBe(true)
    expect(await launcher.getAttribute('aria-expanded')).toBe('true')
  })

  test('sound is off until the visitor switches it on, and the choice stays', async () => {
    const page = await browser.visit(app.base, '/', { size, language })
    const { launcher, chat } = widgetOn(page)
    const sound = chat.getByRole('menuitemcheckbox', { name: say.sound })
    const open = async () => {
      await launcher.click()
      await chat.getByRole('button', { name: say.more }).click()
    }
    await open()
    expect(await sound.getAttribute('aria-checked')).toBe('false')
    await sound.click()
    await chat.getByRole('button', { name: say.more }).click()
    expect(await sound.getAttribute('aria-checked')).toBe('true')
    await page.reload()
    await open()
    expect(await sound.getAttribute('aria-checked')).toBe('true')
  })

  test('the visitor ends the conversation as solved, is asked how it was, and may go on', async () => {
    const page = await browser.visit(app.base, '/', { size, language })
    const { launcher, chat, log, say: write } = widgetOn(page)
    await launcher.click()
    const more = chat.getByRole('button', { name: say.more })
    await more.click()
    // Where nothing has begun, there is nothing to end.
    await chat.getByRole('menu').waitFor()
    expect(await chat.getByRole('menuitem', { name: say.end }).count()).toBe(0)
    await page.keyboard.press('Escape')
    await write(say.question)
    await log.getByText(say.answer).first().waitFor()
    await more.click()
    await chat.getByRole('menuitem', { name: say.end }).click()
    const dialog = chat.getByRole('dialog', { name: say.end })
    await dialog.waitFor()
    await artefact(page, `widget-end-${size}`)
    await chat.getByRole('button', { name: say.no }).click()
    await dialog.waitFor({ state: 'detached' })
    await more.click()
    await chat.getByRole('menuitem', { name: say.end }).click()
    await chat.getByRole('button', { name: say.yes }).click()
    await chat.getByText(say.rate).first().waitFor()
    expect(await chat.locator('.status').textContent()).toBe(say.ended)
    await artefact(page, `widget-ended-${size}`)
    await write(say.question)
    await expect.poll(() => chat.locator('.status').textContent()).not.toBe(say.ended)
  })

  test('a window of its own goes on with the same conversation, and the frame closes', async () => {
    const page = await browser.visit(app.base, '/', { size, language })
    const { launcher, chat, log, say: write } = widgetOn(page)
    await launcher.click()
    await write(say.question)
    await log.getByText(say.answer).first().waitFor()
    await chat.getByRole('button', { name: say.more }).click()
    const opening = page.context().waitForEvent('page')
    await chat.getByRole('menuitem', { name: say.window }).click()
    const window = await opening
    await window.getByRole('log').getByText(say.answer).first().waitFor()
    await expect.poll(() => launcher.getAttribute('aria-expanded')).toBe('false')
    await artefact(window, `widget-window-${size}`)
  })
})

test('a person at the desk is told that the visitor has ended the conversation', async () => {
  const page = await browser.visit(app.base, '/')
  const { launcher, chat, log, say } = widgetOn(page)
  await launcher.click()
  await say('I want to talk to a real person')
  await chat.locator('.queue').waitFor()
  const agent = await browser.signIn(app, 'agent', { size: 'wide' })
  await agent.locator('.list .row').first().click()
  await agent.getByRole('button', { name: en.agent.accept }).click()
  await log.getByText('joined the conversation').waitFor()
  await chat.getByRole('button', { name: 'More' }).click()
  await chat.getByRole('menuitem', { name: 'End conversation' }).click()
  await chat.getByRole('button', { name: 'Yes, it is solved' }).click()
  await agent.getByRole('log').getByText(en.agent.lines.endedByVisitor).waitFor()
  await artefact(agent, 'widget-ended-desk')
})

test('only the window that the frame itself opened is told whose chat it is', async () => {
  const context = await browser.person(app.base)
  const page = await context.newPage()
  await page.goto('/')
  const { launcher, chat, log, say } = widgetOn(page)
  await launcher.click()
  await say('Do you ship to Australia?')
  await log.getByText('From Rotterdam').waitFor()
  // The frame's own window does not get so far as to ask.
  await context.route(/\/widget\/\?.*opener/, (route) => route.fulfill({ body: '' }))
  await chat.getByRole('button', { name: 'More' }).click()
  const opening = context.waitForEvent('page')
  await chat.getByRole('menuitem', { name: 'Open in its own window' }).click()
  const own = await opening
  // While the frame waits for it, the shop's page (of the same origin, in this demo) asks in its place.
  const answers = await page.evaluate(async () => {
    const heard: unknown[] = []
    addEventListener('message', ({ data }) => {
      if (data?.type === 'theirs') heard.push(data)
    })
    const frame = document.querySelector('baton-widget')?.shadowRoot?.querySelector('iframe')
    frame?.contentWindow?.postMessage({ baton: 1, type: 'whose' }, location.origin)
    await new Promise((resolve) => setTimeout(resolve, 500))
    return heard
  })
  expect(answers).toEqual([])
  // The right window is answered, and once.
  const told = await own.evaluate(async () => {
    const heard: { token?: string }[] = []
    addEventListener('message', ({ data }) => {
      if (data?.type === 'theirs') heard.push(data)
    })
    for (const _ of [1, 2]) {
      window.opener.postMessage({ baton: 1, type: 'whose' }, location.origin)
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
    return heard
  })
  expect(told).toEqual([{ baton: 1, type: 'theirs', token: expect.any(String) }])
})
