import { expect, test } from 'vitest'
import { mentionedIn, notePartsOf } from './mentioned.ts'

const people = [
  { id: 'ana', name: 'Ana' },
  { id: 'ruiz', name: 'Ana Ruiz' },
  { id: 'li', name: '李明' },
  { id: 'liming', name: '李明明' },
  { id: 'other-ana', name: 'Ana' },
]

test('whoever is called is found by the longest name that fits', () => {
  expect(mentionedIn('@Ana Ruiz and @Ana, please', people)).toEqual(['ruiz', 'ana'])
  expect(mentionedIn('@李明明看一下，＠李明也看', people)).toEqual(['liming', 'li'])
})

test('a name is not found inside another word, nor in an address', () => {
  expect(mentionedIn('@Anabel, me@ana.example, @nobody @', people)).toEqual([])
})

test('of two people with one name the second call means the second', () => {
  expect(mentionedIn('@Ana and @Ana', people)).toEqual(['ana', 'other-ana'])
})

test('the parts of a note make the note again', () => {
  const text = 'Hi @Ana Ruiz, see\n@李明: <b>ok</b>'
  expect(
    notePartsOf(text, people)
      .map((part) => part.text)
      .join(''),
  ).toBe(text)
})
