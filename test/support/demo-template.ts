import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoTemplate, startTestApp } from './app.ts'

/**
 * Makes the demo shop once for all test files: importing it and fitting its release takes seconds, and a copy of the
 * store takes none. A test that gives a directory or a database of its own still begins from nothing.
 */
export async function setup(): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'baton-template-'))
  const app = await startTestApp({ directory })
  await app.close()
  process.env[demoTemplate] = join(directory, 'data')
  return () => rm(directory, { recursive: true, force: true })
}
