import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Language } from '#shared/knowledge.ts'
import { evidenceOf } from './evidence.ts'
import { plainText, sentencesOf } from './promises/plain-text.ts'
import { unsupported } from './support.ts'

interface Case {
  passage: string
  supported: string[]
  invented: string[]
  contradicted: string[]
}

function casesOf(part: string, language: Language): Case[] {
  const lines = readFileSync(new URL(`cases/${part}.${language}.jsonl`, import.meta.url), 'utf8').trim()
  return lines.split('\n').map((line) => JSON.parse(line))
}

function scoreOf(part: string, language: Language) {
  const wrong = { stopped: [] as string[], invented: [] as string[], contradicted: [] as string[] }
  for (const { passage, supported, ...false_ } of casesOf(part, language)) {
    const evidence = evidenceOf([passage], '', language)
    const isStopped = (text: string) =>
      sentencesOf(text).some((each) => unsupported(each, evidence) !== undefined)
    wrong.stopped.push(...supported.filter(isStopped))
    wrong.invented.push(...false_.invented.filter((each) => !isStopped(each)))
    wrong.contradicted.push(...false_.contradicted.filter((each) => !isStopped(each)))
  }
  return wrong
}

test('there are at least 120 cases', () => {
  const all = (['en', 'zh'] as const).flatMap((language) => [
    ...casesOf('support', language),
    ...casesOf('support-held-out', language),
  ])
  const size = all.flatMap((each) => [...each.supported, ...each.invented, ...each.contradicted]).length
  expect(size).toBeGreaterThanOrEqual(120)
})

test.each(['en', 'zh'] as const)(
  '%s: what a passage says in other words stands, what it does not say falls',
  (language) => {
    const wrong = scoreOf('support', language)
    expect(wrong.stopped).toEqual([])
    expect(wrong.contradicted).toEqual([])
    // "You can pay the fee with your loyalty points" is made of words that the passage has, but one.
    expect(wrong.invented.length).toBeLessThanOrEqual(language === 'en' ? 1 : 0)
  },
)

// English: 11 supported, 8 invented, 9 contradicted; Chinese: 11, 8, 9.
test.each([
  ['en', 2, 1, 0],
  ['zh', 0, 0, 0],
] as const)(
  '%s, held out: at most %i paraphrases are stopped, %i inventions and %i contradictions pass',
  (language, stopped, invented, contradicted) => {
    const wrong = scoreOf('support-held-out', language)
    expect(wrong.stopped.length).toBeLessThanOrEqual(stopped)
    expect(wrong.invented.length).toBeLessThanOrEqual(invented)
    expect(wrong.contradicted.length).toBeLessThanOrEqual(contradicted)
  },
)

test('an article speaks for itself: none of its own sentences is stopped', () => {
  const passage = 'Four kinds cannot be returned:\n\n- underwear\n- opened filters\n\nA sealed filter can.'
  const evidence = evidenceOf([passage], '', 'en')
  for (const sentence of sentencesOf(passage))
    expect(unsupported(sentence, evidence), sentence).toBeUndefined()
})

test('what the visitor says proves nothing', () => {
  const evidence = evidenceOf(
    ['Items can be returned within 30 days.'],
    'You told me that tents come with a lamp',
    'en',
  )
  expect(unsupported('Tents come with a lamp.', evidence)).toBe('invented')
})

test('greetings, questions and offers of help need no source', () => {
  const evidence = evidenceOf(['Returns are free.'], '', 'en')
  for (const sentence of [
    'Hello!',
    'Which size do you need?',
    'I am happy to help you.',
    'Let me know if you have any other questions.',
  ]) {
    expect(unsupported(sentence, evidence), sentence).toBeUndefined()
  }
})

test('a sentence is compared in plain text', () => {
  expect(plainText('The **Fjord**’s ＵＳ$５')).toBe("the fjord's us$5")
})
