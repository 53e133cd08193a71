import { expect, test } from 'vitest'
import type { Article } from '#shared/knowledge.ts'
import { type Found, nothingFound } from '../answering/found.ts'
import type { Decision, Turn, TurnParts } from '../turn.ts'
import { judge } from './judge.ts'

const article: Article = {
  id: 'returns',
  language: 'en',
  version: 1,
  title: 'How do I return an item?',
  topic: 'returns',
  phrasings: [],
  body: 'You can return any item within 30 days.',
}
const turn = { text: 'can I return it?', history: [], caseFile: {} } as unknown as Turn
const draft: Decision = {
  outcome: 'answered',
  language: 'en',
  text: 'We will refund you.',
  confidence: 0.9,
  model: { name: 'stub', inputTokens: 10, outputTokens: 5 },
}

function foundAt(confidence: number): Found {
  const candidate = { articleId: 'returns', language: 'en' as const, confidence }
  return {
    question: 'can I return it?',
    finding: { ...nothingFound, confidence, candidates: [candidate] },
    best: { candidate, article },
    release: 1,
    lead: 'assistant',
    answerAt: 0.7,
  } as unknown as Found
}

/** Judges the draft; `again` is what the model says when asked once more. */
async function judged(again: string | undefined, confidence = 0.9, changes: Partial<Decision> = {}) {
  const steps: Record<string, unknown>[] = []
  const asked: string[][] = []
  const parts = {
    knowledge: { article: () => article },
    responsibilities: { rows: [{ topic: '*', lead: 'assistant', accountable: 'supervisor', answerAt: 0.5 }] },
    isDeskOpen: true,
    day: '2026-11-21',
    signal: new AbortController().signal,
    record: (_specialist: string, detail: Record<string, unknown>) => steps.push(detail),
  } as unknown as TurnParts
  const decision = await judge(
    { ...draft, ...changes },
    foundAt(confidence),
    { language: 'en' } as Parameters<typeof judge>[2],
    turn,
    parts,
    async (faults) => {
      asked.push(faults.map(({ kind }) => kind))
      return again === undefined ? undefined : { ...draft, text: again }
    },
  )
  return { decision, steps, asked }
}

test('a draft that stands goes out as it is, and the model is not asked again', async () => {
  const { decision, asked, steps } = await judged(undefined, 0.9, { text: article.body })
  expect(decision.text).toBe(article.body)
  expect(asked).toEqual([])
  expect(steps).toEqual([{ passed: true }])
})

test('what nobody phrased is not judged: the curated article is provenance for itself', async () => {
  const { model: _, ...curated } = draft
  const { decision, steps } = await judged(undefined, 0.9, { ...curated, model: undefined as never })
  expect(decision.text).toBe(draft.text)
  expect(steps).toEqual([])
})

test('a second attempt that stands goes out; both are paid for', async () => {
  const { decision, asked } = await judged('You have 30 days to return any item.')
  expect(decision.text).toBe('You have 30 days to return any item.')
  expect(decision.model).toEqual({ name: 'stub', inputTokens: 20, outputTokens: 10 })
  expect(decision.confidence).toBe(0.9)
  expect(asked).toEqual([['promise-without-provenance', 'unsupported-sentence']])
})

test.each([['We will refund you twice.'], [undefined]])(
  'after a second attempt %j the article speaks where the engine is sure of it',
  async (again) => {
    const { decision } = await judged(again)
    expect(decision.text).toBe(article.body)
    expect(decision.modelFailure).toBe('promise-without-provenance')
  },
)

test('and a person where the engine is not', async () => {
  const { decision } = await judged('We will refund you twice.', 0.4)
  expect(decision).toMatchObject({ outcome: 'handed-over', reason: 'assistant-failure' })
})
