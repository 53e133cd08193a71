import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** `npm test`: everything that proves it works, then one line that counts it. Words after `--` go to Vitest. */
const directory = mkdtempSync(join(tmpdir(), 'baton-report-'))
const report = join(directory, 'report.json')
const vitest = spawn(
  process.execPath,
  [
    join(import.meta.dirname, '..', 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
)
const [code] = (await once(vitest, 'exit')) as [number | null]
const counts = JSON.parse(readFileSync(report, 'utf8')) as {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numFailedTestSuites: number
}
rmSync(directory, { recursive: true })
// A file that breaks before its first test has no failed test; it counts as one, or nobody would see it in the line.
const failed = counts.numFailedTests || (code === 0 ? 0 : Math.max(1, counts.numFailedTestSuites))
const skipped = counts.numPendingTests > 0 ? `, ${counts.numPendingTests} skipped` : ''
process.stdout.write(`\n${counts.numPassedTests} passed, ${failed} failed${skipped}\n`)
process.exit(code ?? 1)
