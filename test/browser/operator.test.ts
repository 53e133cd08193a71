import { afterEach, beforeEach, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { artefact, useBrowser, widgetOn } from '../support/browser.ts'
import { outOfSight, seriousFindings } from '../support/page-findings.ts'

let app: TestApp
beforeEach(async () => {
  app = await startTestApp()
})
afterEach(() => app.close())
const browser = useBrowser()

const journeys = {
  en: {
    path: '/?lang=en',
    wish: 'I want to return the shoes from order NL-100206',
    reason: 'The size does not fit',
    yes: 'Yes, start the return',
    done: /Your return is started/,
  },
  zh: {
    path: '/?lang=zh',
    wish: '我要退订单 NL-100206 的鞋子',
    reason: '尺码不合适',
    yes: '是，办理退货',
    done: /RT-/,
  },
} as const

test.for(['en', 'zh'] as const)('a visitor on a phone returns shoes by buttons (%s)', async (language) => {
  const journey = journeys[language]
  const page = await browser.visit(app.base, journey.path, { language, size: 'phone' })
  const widget = widgetOn(page)
  await widget.launcher.click()
  await widget.say(journey.wish)
  await widget.log.getByText('NL-100206').nth(1).waitFor()
  await widget.say('siyuan.li@example.org')
  await widget.log.getByRole('button', { name: journey.reason }).click()
  await widget.log.getByRole('button', { name: journey.yes }).waitFor()
  await artefact(page, `operator-${language}-terms-phone`)
  expect(await seriousFindings(page)).toEqual([])
  expect(await outOfSight(page)).toEqual([])
  await widget.log.getByRole('button', { name: journey.yes }).click()
  await widget.log.getByText(journey.done).waitFor()
  await artefact(page, `operator-${language}-done-phone`)
})
