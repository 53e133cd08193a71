import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { normalise } from '../../knowledge/index.ts'
import { corpusOf, stampOf } from './learn.ts'

const risks = ['self-harm', 'violence', 'danger', 'legal-threat', 'payment-data']

describe.each(['en', 'zh'] as const)('the training messages of %s', (language) => {
  const messages = corpusOf(language).flat()

  test('are at least 3 000, none of them twice', () => {
    expect(messages.length).toBeGreaterThanOrEqual(3_000)
    const texts = messages.map(({ text }) => normalise(text).replace(/\s+/g, ' ').trim())
    expect(texts.filter((text, at) => texts.indexOf(text) !== at)).toEqual([])
  })

  test('hold known fields with known values only', () => {
    for (const { text, sentiment, problem, anger, urgent, wants, risk, field: _, ...unknown } of messages) {
      expect(unknown).toEqual({})
      expect(text.trim().length).toBeGreaterThan(0)
      expect(['negative', 'neutral', 'positive']).toContain(sentiment)
      expect([undefined, true]).toContain(problem)
      expect([undefined, 1, 2]).toContain(anger)
      expect([undefined, true]).toContain(urgent)
      expect([undefined, 'person']).toContain(wants)
      expect([undefined, ...risks]).toContain(risk)
    }
  })

  test('and the lexicon are those the shipped weights were fitted on: else run npm run train', () => {
    const file = readFileSync(new URL(`weights.${language}.bin`, import.meta.url))
    expect(JSON.parse(file.toString('utf8', 0, file.indexOf(10))).stamp).toBe(stampOf(language))
    expect(file.length).toBeLessThan(300_000)
  })
})
