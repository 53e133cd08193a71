import { expect, test } from 'vitest'
import type { TurnDecided } from '#shared/trace.ts'
import { bounded, mostTraceBytes } from './bounded.ts'

const trace: TurnDecided = {
  type: 'turn:decided',
  turnId: 't',
  outcome: 'handed-over',
  reason: 'no-knowledge',
  question: 1,
  steps: [],
  took: 3,
}

function withSentences(count: number, sentence: string): TurnDecided {
  const faults = Array.from({ length: count }, () => ({ kind: 'unsupported-sentence' as const, sentence }))
  return { ...trace, steps: [{ specialist: 'judge', took: 1, detail: { faults } }] }
}

function bytesOf(record: TurnDecided): number {
  return Buffer.byteLength(JSON.stringify(record))
}

test('a record within its bound is kept as it is', () => {
  const record = withSentences(5, 'We pay the return.')
  expect(bounded(record)).toEqual(record)
})

test('a text of a novel is cut where everybody sees it', () => {
  const kept = bounded({ ...trace, searched: '退货'.repeat(50_000) })
  expect(kept.searched).toMatch(/货?…$/)
  expect(kept.isCut).toBe(true)
})

test.each([
  ['many long sentences in Chinese', withSentences(40, '退'.repeat(4_000))],
  ['a list without an end', withSentences(50_000, 'No.')],
  [
    'a hundred steps that are all too long',
    {
      ...trace,
      steps: Array.from({ length: 100 }, () => withSentences(40, '退'.repeat(2_000)).steps).flat(),
    },
  ],
  ['halves of characters', withSentences(40, '\ud83d'.repeat(3_000))],
])('%s: at most 64 kB are kept, what decided and how it ended among them (invariant 15)', (_what, record) => {
  const kept = bounded({ ...record, rule: { name: 'no-knowledge' } })
  expect(bytesOf(kept)).toBeLessThanOrEqual(mostTraceBytes)
  expect(kept).toMatchObject({ outcome: 'handed-over', rule: { name: 'no-knowledge' }, isCut: true })
  expect(kept.steps.length).toBeGreaterThan(0)
})
