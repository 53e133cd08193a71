import { expect, test } from 'vitest'
import { type Beside, besideDeed, repliedTo } from './beside.ts'
import { triage } from './reading/triage.ts'
import type { Decision } from './turn.ts'
import { words } from './words.ts'

const beside = (asked: string): Beside => ({ deed: triage('x', 'en'), asked, isAskedFirst: false })
const done: Decision = { outcome: 'answered', language: 'en', text: 'It is on its way.' }
const declined: Decision = { outcome: 'declined', language: 'en', text: words.en.declined }

test.each([
  ['Where is order NL-100234? Do you sell gift cards?', 'Do you sell gift cards?', false],
  ['Do you sell gift cards? And where is order NL-100234?', 'Do you sell gift cards?', true],
  ['订单 NL-100234 到哪了，怎么开发票？', '怎么开发票？', false],
])('something to do and a question beside it are told apart: %s', (text, asked, isAskedFirst) => {
  expect(besideDeed(triage(text, 'en'), [text], null)).toMatchObject({ asked, isAskedFirst })
})

test.each([
  'Where is order NL-100234?',
  'Do you sell gift cards?',
  'I want to return my tent, what are the steps?',
])('a message with only one of the two is left whole: %s', (text) =>
  expect(besideDeed(triage(text, 'en'), [text], null)).toBeUndefined(),
)

test('an open question is quoted so that nothing in it leads anywhere or changes the text around it', () => {
  const asked = 'do you like **[this](https://evil.example/x)** www.evil.example?'
  const { text } = repliedTo(done, declined, beside(asked))
  expect(text).toContain('do you like')
  expect(text).not.toMatch(/evil|\*\*|\]\(/)
})

test('a long question is cut between characters, and a person is offered once', () => {
  const withPerson = { ...done, choices: [words.en.person] }
  const { text, choices } = repliedTo(withPerson, declined, beside('😀'.repeat(100)))
  expect(text.isWellFormed()).toBe(true)
  expect(choices).toEqual([words.en.person])
})

test('titles to choose from do not take the buttons away that the other question needs', () => {
  const asksItem: Decision = {
    outcome: 'asked',
    language: 'en',
    text: 'Which item?',
    choices: ['Tent', 'Lamp'],
  }
  const asksTitle: Decision = { outcome: 'asked', language: 'en', text: 'Which one?', choices: ['A?', 'B?'] }
  expect(repliedTo(asksItem, asksTitle, beside('x')).choices).toEqual(['A?', 'B?', 'Tent', 'Lamp'])
})
