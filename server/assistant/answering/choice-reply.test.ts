import { describe, expect, test } from 'vitest'
import { processorTimeOf } from '../../../test/support/processor-time.ts'
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
    'yes very much',
    'exactly what I needed',
    'very useful',
    '很有帮助',
    '对，就是这个',
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
    'not exactly',
    '不太清楚',
    '不完全是',
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
    ['第 2 个', 1],
    ['第二款', 1],
    ['the second one, thanks', 1],
    ['I want the 2nd question', 1],
    ['前面那个', 0],
    ['后面那个', 2],
    ['gift', 1],
    ['a refund', 2],
  ] as const)('%s', (text, pick) => expect(readChoiceReply(text, titles)).toEqual({ pick }))
})

test('the other one is one of two, and all may be wanted', () => {
  expect(readChoiceReply('the other one', titles.slice(0, 2))).toEqual({ pick: 1 })
  expect(readChoiceReply('the other one', titles)).toBeUndefined()
  for (const text of ['all three', '都可以', '三个都要', 'both'])
    expect(readChoiceReply(text, titles)).toBe('all')
})

describe('something new', () => {
  test.each([
    'what is it',
    'what is this for',
    'so',
    'really?',
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
    const took = processorTimeOf(() => readChoiceReply(`${piece.repeat(60)}x`.slice(0, 199), titles))
    expect(took, piece).toBeLessThan(50)
  }
})
