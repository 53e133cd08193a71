import { spawnSync } from 'node:child_process'

/** `npm run check`: format, lint, types, dead code, sizes, tests, in the order of what is quickest to mend. */
const steps: [name: string, command: string, ...words: string[]][] = [
  ['format and lint', 'biome', 'check', '.'],
  ['types of the server', 'tsc', '-p', 'tsconfig.server.json'],
  ['types of the browser', 'tsc', '-p', 'tsconfig.browser.json'],
  ['types of the tests', 'tsc', '-p', 'tsconfig.test.json'],
  // Not in the lock file: one of its parser's optional binaries is not served everywhere, and `npm ci` then refuses.
  ['dead code', 'npx', '--yes', 'knip@6.44.2', '--no-progress'],
  ['build', 'node', 'server/build.ts', '--if-stale'],
  ['sizes', 'size-limit'],
  ['tests', 'node', 'test/run.ts'],
]

const only = process.argv.includes('--no-tests') ? steps.slice(0, -1) : steps
for (const [name, command, ...words] of only) {
  process.stdout.write(`\n── ${name}\n`)
  const { status, error } = spawnSync(command, words, { stdio: 'inherit' })
  if (error) throw error
  if (status !== 0) {
    process.stderr.write(`\n${name}: not right\n`)
    process.exit(status ?? 1)
  }
}
