import { expect, test } from 'vitest'
import type { MacroStep } from '#shared/macro.ts'
import type { Result } from '#shared/result.ts'
import { createMacroRun } from './macro-run.ts'

const steps: MacroStep[] = [
  { do: 'note', text: 'one' },
  { do: 'priority', level: 'low' },
  { do: 'resolve', outcome: 'solved' },
]
const refused: Result<object> = { ok: false, error: 'stale', message: 'not yours' }

test('steps are done one after the other, each once', async () => {
  const done: number[] = []
  const run = createMacroRun(steps, async (_, place) => {
    done.push(place)
    return { ok: true }
  })
  expect(await Promise.all([run.run(), run.run()])).toEqual([true, false])
  expect(done).toEqual([0, 1, 2])
  expect(run.states.value).toEqual(['done', 'done', 'done'])
})

test('a step that is refused stops the macro, and going on begins with it', async () => {
  const done: number[] = []
  let isRefused = true
  const run = createMacroRun(steps, async (_, place) => {
    done.push(place)
    return place === 1 && isRefused ? refused : { ok: true }
  })
  expect(await run.run()).toBe(false)
  expect(run.states.value).toEqual(['done', 'failed', 'waiting'])
  expect(run.failure.value).toEqual(refused)
  isRefused = false
  expect(await run.run()).toBe(true)
  expect(done).toEqual([0, 1, 1, 2])
})
