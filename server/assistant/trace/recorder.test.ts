import { expect, test } from 'vitest'
import { openRecorder } from './recorder.ts'

test('steps and calls of models stand where they began, and a failed call is among them', () => {
  let time = 1_000
  const recorder = openRecorder(() => time)
  time += 2
  recorder.record('responsibility', { list: 3, lead: 'assistant' })
  time += 10
  recorder.record('retrieve', {
    release: 7,
    question: 'and abroad?',
    rewritten: 'delivery abroad?',
    candidates: [],
  })
  const call = {
    specialist: 'answerer',
    provider: 'openai',
    requested: 'small',
    inputTokens: 12,
    outputTokens: 3,
    estimated: false,
  } as const
  time += 300
  recorder.spent({ ...call, model: 'small-1', took: 290, cost: 0.002 })
  time += 100
  recorder.spent({ ...call, model: 'small', took: 100, failure: 'timeout' })
  recorder.record('answer', { model: 'failed', reason: 'timeout' })
  expect(recorder.taken()).toMatchObject({
    release: 7,
    responsibilities: 3,
    searched: 'delivery abroad?',
    steps: [
      { specialist: 'responsibility', at: 0, took: 2 },
      { specialist: 'retrieve', at: 2, took: 10 },
      { specialist: 'answer', at: 12, took: 400 },
    ],
    models: [
      { name: 'small-1', requested: 'small', at: 22, took: 290, cost: 0.002 },
      { name: 'small', at: 312, took: 100, failure: 'timeout' },
    ],
  })
})
