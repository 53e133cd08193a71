import { expect, test } from 'vitest'
import { applyToCase, type CaseUpdate, emptyCase } from './case-file.ts'
import { lastMatter, summaryOfCase, trendOf } from './summary.ts'

const fold = (...updates: CaseUpdate[]) =>
  updates.reduce(
    (before, update, index) => applyToCase(before, update, { seq: index + 1, at: index }),
    emptyCase(),
  )
const article = { id: 'returns-how', title: { en: 'How to return', zh: '如何退货' } }

test('a summary says what is wanted, what was shown, what missed and what is open', () => {
  const caseFile = fold(
    {
      learned: [{ name: 'wish', value: 'refund', source: 'visitor' }],
      intent: { intent: 'question', asked: 'How do I return it?', outcome: 'answered', articles: [article] },
    },
    {
      isMissed: true,
      intent: { intent: 'question', asked: 'I want my money', outcome: 'handed-over', articles: [] },
    },
    { promises: [{ id: 'p', change: 'make', subject: 'reply', dueAt: 50 }] },
  )
  expect(summaryOfCase(caseFile)).toMatchObject({
    wants: { wish: 'refund', asked: 'I want my money' },
    tried: [{ id: 'returns-how', title: article.title, isMissed: true }],
    open: { asked: 'I want my money', outcome: 'handed-over' },
    promises: [{ subject: 'reply', dueAt: 50 }],
  })
})

test('a wish for a person does not hide what it is about', () => {
  const caseFile = fold(
    { intent: { intent: 'question', asked: 'Where is my tent?', outcome: 'answered', articles: [] } },
    { intent: { intent: 'person', asked: 'a human please', outcome: 'handed-over', articles: [] } },
  )
  expect(lastMatter(caseFile)).toBe('Where is my tent?')
  expect(summaryOfCase(caseFile).open?.asked).toBe('Where is my tent?')
})

test.each([
  [[], 'unknown'],
  [[0.9], 'content'],
  [[0.9, 0.6], 'falling'],
  [[0.9, 0.5, 0.2], 'low'],
  [[0.4, 0.4, 0.8], 'rising'],
] as const)('the mood %j is %s', (mood, trend) => {
  expect(trendOf(mood)).toBe(trend)
})
