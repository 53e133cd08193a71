import type { Frame, Locator, Page } from 'playwright-core'
import { axeViolations } from '../axe.ts'

const guidelines = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Every finding counts: what axe only calls moderate is a barrier for somebody. */
async function againstGuidelines(frame: Frame, within: string): Promise<string[]> {
  const violations = await axeViolations(frame, within, guidelines)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`),
  )
}

/**
 * What is wrong inside the widget's frame: what WCAG 2.2 AA forbids, what is wider than the frame, and
 * what is smaller than a finger (`least` in CSS pixels, of controls that do not stand in a sentence).
 */
export async function findingsIn(page: Page, least: number): Promise<string[]> {
  await settled(page)
  const frame = page.frames().find((each) => each !== page.mainFrame())
  if (!frame) return []
  return [...(await frame.evaluate(measure, least)), ...(await againstGuidelines(frame, 'html'))]
}

/** What WCAG 2.2 AA forbids in what the widget puts into the shop's own page. */
export function findingsAround(page: Page): Promise<string[]> {
  return againstGuidelines(page.mainFrame(), 'baton-widget')
}

/** What is still half-way has colours and places that nobody is meant to see. */
export async function settled(page: Page): Promise<void> {
  for (const frame of page.frames())
    await frame.evaluate(() =>
      Promise.all(
        document
          .getAnimations()
          .filter((each) => each.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
          .map((each) => each.finished.catch(() => undefined)),
      ),
    )
}

/** Brings something into the middle of what is in sight. */
export function toMiddle(of: Locator): Promise<void> {
  return of.evaluate((element) => element.scrollIntoView({ block: 'center' }))
}

/** Runs in the frame. */
function measure(least: number): string[] {
  const found: string[] = []
  const said = (element: Element) => element.outerHTML.slice(0, 160)
  const isSeen = (element: Element) => element.checkVisibility({ visibilityProperty: true })
  const { scrollWidth, scrollHeight } = document.documentElement
  // Beside a message of the shop's there is no more to be seen than that message.
  const isTeased = document.querySelector('.teaser') !== null
  if (!isTeased && (scrollWidth > innerWidth || scrollHeight > innerHeight))
    found.push(`the page is larger than the frame: ${scrollWidth} × ${scrollHeight}`)
  for (const element of document.body.querySelectorAll('*')) {
    const { left, right, width } = element.getBoundingClientRect()
    const isOutside = width > 1 && (left < -1 || right > innerWidth + 1)
    // Rows of cards and tables are there to be scrolled.
    if (isOutside && isSeen(element) && !element.parentElement?.closest('.is-row, .card-table'))
      found.push(`outside the frame (${Math.round(left)} to ${Math.round(right)}): ${said(element)}`)
  }
  const controls = 'button, a, input, select, textarea, summary, label[for], [role="button"]'
  for (const control of document.querySelectorAll(controls)) {
    const inSentence = control.matches('a:not(.button)') && control.closest('.bubble, .passage')
    // The label around a field is as good a target as the field; one pixel is for screen readers alone.
    const target = control.closest('label') ?? control
    const { width, height } = target.getBoundingClientRect()
    if (inSentence || !isSeen(control) || control.matches('.unseen') || width <= 1) continue
    if (width < least - 0.5 || height < least - 0.5)
      found.push(`small (${Math.round(width)} × ${Math.round(height)}): ${said(control)}`)
  }
  return found
}
