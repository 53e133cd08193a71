import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Frame } from 'playwright-core'

export interface Violation {
  id: string
  impact: string
  nodes: { html: string; failureSummary?: string }[]
}
interface Axe {
  run(within: object, options: object): Promise<{ violations: Violation[] }>
}

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * What axe finds in one frame alone, by all its rules or by those with one of `tags`. It is put into each frame once,
 * for most of its time is its being read; Playwright's own way through a second page takes four times as long.
 */
export async function axeViolations(frame: Frame, within: string, tags?: string[]): Promise<Violation[]> {
  if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(source)
  return frame.evaluate(
    async ([include, values]) => {
      const { axe } = window as unknown as { axe: Axe }
      const runOnly = values && { runOnly: { type: 'tag', values } }
      const options = { ...runOnly, resultTypes: ['violations'], iframes: false }
      return (await axe.run({ include: [include] }, options)).violations
    },
    [within, tags] as const,
  )
}
