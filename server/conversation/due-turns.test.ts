import { describe, expect, test } from 'vitest'
import { dueAfter, longestPause, looksUnfinished, pauseForMore } from './due-turns.ts'

describe('more is to come after', () => {
  test.each([
    'Hello',
    'hi there,',
    '你好',
    '在吗？',
    'I have a question,',
    'I ordered a tent and',
    'because',
    'so…',
    'well...',
    '我想问一下',
    '我买了帐篷，',
    '因为',
  ])('%s', (text) => expect(looksUnfinished(text)).toBe(true))
})

describe('nothing more is waited for after', () => {
  test.each([
    'How do I return an item?',
    '怎么退货？',
    '退货',
    'Hello, how do I return an item?',
    'I want a person',
    '12345',
    '😀',
    '',
    'a,'.repeat(5_000),
  ])('%s', (text) => expect(looksUnfinished(text)).toBe(false))
})

test('a whole question is due at once; an unfinished one later, and never later than the longest pause', () => {
  expect(dueAfter('How do I return an item?', 1_000, 1_000)).toBe(1_000)
  expect(dueAfter('Hello', 1_000, 1_000)).toBe(1_000 + pauseForMore)
  expect(dueAfter('and', 1_000 + longestPause - 100, 1_000)).toBe(1_000 + longestPause)
  expect(dueAfter('and', 1_000 + longestPause * 2, 1_000)).toBe(1_000 + longestPause * 2)
})
