import { expect, test } from 'vitest'
import { faults } from '../support/model-faults/plans.ts'
import { runModelFaults } from '../support/model-faults/run.ts'

test('whatever a model does wrong, and wherever, each turn ends once and in time, with a word before that (invariants 7, 8)', async () => {
  const report = await runModelFaults({ turns: 120, parallel: 30, deadline: 3_000 })
  expect(report.broken).toEqual([])
  expect(report.turns).toBe(120)
  expect(report.unmet).toEqual([])
  // Nobody plans what the engine is sure of, so not every plan meets its step; most do.
  for (const [step, times] of Object.entries(report.met)) expect(times, step).toBeGreaterThan(12)
  expect(
    Object.keys(report.outcomes).filter(
      (each) => !['answered', 'asked', 'declined', 'handed-over'].includes(each),
    ),
  ).toEqual([])
}, 90_000)

test('a hundred visitors at once whose model stalls are all told so within two seconds and served by the deadline (invariant 7)', async () => {
  const report = await runModelFaults({
    turns: 100,
    parallel: 100,
    deadline: 3_000,
    only: ['stalls', 'hangs in the stream'],
  })
  expect(report.broken).toEqual([])
}, 60_000)

test('with the deadline of an installation the slowest failures end within it as well', async () => {
  const report = await runModelFaults({
    turns: 8,
    parallel: 8,
    deadline: 20_000,
    only: ['stalls', 'drips until the deadline'],
  })
  expect(report.broken).toEqual([])
}, 60_000)

test('there are more than twenty ways to fail', () => {
  expect(Object.keys(faults).length).toBeGreaterThan(20)
})
