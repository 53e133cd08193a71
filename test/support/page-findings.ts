import type { Frame, Page } from 'playwright-core'
import { axeViolations } from './axe.ts'

/** What axe finds serious or critical in the part `within` of a page, and in the frames that stand in it. */
export async function seriousFindings(page: Page, within = 'html'): Promise<string[]> {
  // A transition half-way has colours that nobody is meant to read.
  await page.evaluate(() => Promise.all(document.getAnimations().map((each) => each.finished)))
  const parts = [{ frame: page.mainFrame(), within }]
  for (const frame of await framesIn(page, within)) parts.push({ frame, within: 'html' })
  const violations = []
  for (const part of parts) violations.push(...(await axeViolations(part.frame, part.within)))
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`))
}

/** The frames on show in a part of a page: a locator, unlike a selector, looks into shadow roots. */
async function framesIn(page: Page, within: string): Promise<Frame[]> {
  const elements = await page.locator(within).locator('iframe:visible').elementHandles()
  const frames = await Promise.all(elements.map((element) => element.contentFrame()))
  return frames.filter((frame) => frame !== null)
}

/** Controls that stand beside the screen. Only a navigation may be wider than it, for it scrolls sideways. */
export function outOfSight(page: Page): Promise<string[]> {
  return page.locator('button:visible, a:visible, input:visible, textarea:visible').evaluateAll((controls) =>
    controls.flatMap((control) => {
      const { left, right, width } = control.getBoundingClientRect()
      // One pixel is what a control for screen readers only measures.
      const isThere = width <= 1 || (left > -1 && right < innerWidth + 1)
      return isThere || control.closest('nav') ? [] : [control.outerHTML.slice(0, 200)]
    }),
  )
}
