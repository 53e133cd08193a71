import { expect, test } from 'vitest'
import { readLook } from '#shared/site.ts'
import { changedFields, onTop, type SiteDraft, tidy } from './draft.ts'
import { countIn, problemIn, problemsOf } from './problems.ts'

const site: SiteDraft = { key: 'k', name: 'Shop', origins: [], version: 3, ...readLook({}, 'Shop') }

test('a language in which something is written and taken away again is no change', () => {
  const typed = { ...site, greeting: { ...site.greeting, ja: ' ' } }
  expect(changedFields(site, typed)).toEqual([])
  expect(tidy(typed).greeting).not.toHaveProperty('ja')
  expect(changedFields(site, { ...site, greeting: { ...site.greeting, ja: 'こんにちは' } })).toEqual([
    'greeting',
  ])
})

test('the order in which languages were written is no change', () => {
  const { en, zh } = site.greeting
  const one = { ...site, greeting: { en, zh, ja: 'あ', de: 'Hallo' } }
  expect(changedFields(one, { ...site, greeting: { de: 'Hallo', ja: 'あ', zh, en } })).toEqual([])
})

test('empty lines are no suggestions, and choices go with the kind that has them', () => {
  const question = { id: 'q', label: { en: 'What?', zh: '' }, kind: 'text', required: false } as const
  const saved = tidy({
    ...site,
    suggestions: { en: ['One', '', ' Two '], zh: [] },
    preChat: [{ ...question, choices: { en: ['A', 'B'], zh: [] } }],
    consent: { text: { en: 'Yes', zh: '' }, address: ' ' },
  })
  expect(saved.suggestions.en).toEqual(['One', 'Two'])
  expect(saved.preChat).toEqual([question])
  expect(saved.consent).toEqual({ text: { en: 'Yes', zh: '' } })
})

test('on top of somebody else’s version only my own changes are put', () => {
  const mine: SiteDraft = { ...site, accent: '#aa2233', hours: undefined }
  const theirs: SiteDraft = { ...site, side: 'left', accent: '#000000', version: 4 }
  expect(onTop(site, mine, theirs)).toMatchObject({ side: 'left', accent: '#aa2233', version: 4 })
})

test('a mistake is told where it is, with the language it is in', () => {
  const wrong = { ...site, accent: 'green', greeting: { ...site.greeting, ja: 'x'.repeat(501) } }
  const problems = problemsOf(wrong)
  expect(problemIn(problems, 'accent')).toBe('Write a colour as #rrggbb.')
  expect(problemIn(problems, 'greeting')).toBe('日本語: At most 500 characters.')
  expect(problemIn(problems, 'title')).toBeUndefined()
  expect([countIn(problems, ['accent', 'greeting']), countIn(problems, ['title'])]).toEqual([2, 0])
})
