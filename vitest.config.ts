import { defineConfig } from 'vitest/config'

// Each project is one kind of proof; `test/run.ts` runs them all and counts.
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    // Two cores, and files that wait for a server or a browser half of their time.
    maxWorkers: 3,
    expect: { poll: { timeout: 10_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{shared,server,widget,console}/**/*.test.ts', 'test/support/*.test.ts'],
          // A busy machine is no failure; what has to be quick says so itself, in processor time.
          testTimeout: 20_000,
          // A file leaves nothing behind, so the next one need not read every module anew.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'flow',
          include: ['test/flow/**/*.test.ts'],
          globalSetup: ['test/support/demo-template.ts'],
          testTimeout: 90_000,
          hookTimeout: 60_000,
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          globalSetup: ['test/support/demo-template.ts'],
          testTimeout: 240_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/support/browser-setup.ts', 'test/support/demo-template.ts'],
          // Several browsers share a small machine: what fails twice is at fault. Nowhere else is anything tried again.
          retry: 1,
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
