import type { TestProject } from 'vitest/node'
import { type Chromium, findChromium } from './chromium.ts'

declare module 'vitest' {
  interface ProvidedContext {
    chromium: Chromium
  }
}

/** Finds the browser once for all browser tests; without one they fail, with what was tried. */
export async function setup(project: TestProject): Promise<void> {
  project.provide('chromium', await findChromium())
}
