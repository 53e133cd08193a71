import { describe, expect, test } from 'vitest'
import { readChoiceReply } from './choice-reply.ts'

const titles = ['How do I return an item?', 'Can I return a gift?', 'How long does a refund take?']

describe('yes', () => {
  test.each([
    'Yes',
    'yes please',
    'Yep!',
    'right',
    'Correct.',
    'that answers my question',
    '是的',
    '对',
    '对，谢谢',
    '没错',
    '没问题',
  ])('%s', (text) => expect(readChoiceReply(text, titles)).toBe('yes'))
})

describe('no', () => {
  test.each([
    'No',
    'nope',
    'not really',
    'none of these',
    'neither, sorry',
    "that's not it",
    "doesn't help",
    'that is not correct',
    '不是',
    '都不是',
    '不对',
    '没有帮助',
    '这些都不是',
  ])('%s', (text) => expect(readChoiceReply(text, titles)).toBe('no'))
})

describe('a pick', () => {
  test.each([
    ['How do I return an item?', 0],
    ['how do i return an item', 0],
    ['the second', 1],
    ['The third one, please', 2],
    ['last one', 2],
    ['2', 1],
    ['第一个', 0],
    ['第二个吧', 1],
    ['gift', 1],
    ['a refund', 2],
  ] as const)('%s', (text, pick) => expect(readChoiceReply(text, titles)).toEqual({ pick }))
})

describe('something new', () => {
  test.each([
    'no, I want an invoice',
    '不对，我想问发票怎么开',
    'What is the capital of France?',
    'return',
    '',
    '😀',
    '4',
    'x'.repeat(10_000),
  ])('%s', (text) => expect(readChoiceReply(text, titles)).toBeUndefined())
})

test('thanks settle one quoted passage, but not which of several is meant', () => {
  expect(readChoiceReply('ok thanks', titles.slice(0, 1))).toBe('yes')
  expect(readChoiceReply('ok thanks', titles)).toBeUndefined()
})

test('a long row of replies is read in no time', () => {
  for (const piece of ['都不是', '对的', '不是', 'no ', 'yes ']) {
    const began = performance.now()
    readChoiceReply(`${piece.repeat(60)}x`.slice(0, 199), titles)
    expect(performance.now() - began, piece).toBeLessThan(50)
  }
})
