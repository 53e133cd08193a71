import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** What axe finds serious or critical on a page and in its frames. */
export async function seriousFindings(page: Page, within = 'html'): Promise<string[]> {
  // A transition half-way has colours that nobody is meant to read.
  await page.evaluate(() => Promise.all(document.getAnimations().map((each) => each.finished)))
  const { violations } = await new AxeBuilder({ page }).include(within).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`))
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
