import { describe, expect, test } from 'vitest'
import { ellipsisOf, pointsBack, readingsOf } from './follow-up.ts'

describe('a message leans on the question before it', () => {
  test.each([
    'and to Canada?',
    'What about returns?',
    'how about in winter',
    'ok, and for shoes?',
    'to Norway?',
    'is it waterproof?',
    'how much does it weigh',
    'how long?',
    'yes, and how much is it?',
    'Same for tents?',
    '那加拿大呢？',
    '那退货呢',
    '它多重？',
    '多久？',
    '多少钱',
    '换成顺丰呢？',
    '还有日本',
  ])('%s', (text) => expect(ellipsisOf(text)).toBeDefined())
})

describe('a message is a question of its own', () => {
  test.each([
    'How do I return an item?',
    'And how do I return an item?',
    'What payment methods do you accept?',
    'I want an invoice for my company',
    'Do you have a showroom in Berlin?',
    '请问你们的实体店在哪个城市，几点开门，周末营业吗？',
    '',
    '???',
    '😀',
    'and '.repeat(3_000),
  ])('%s', (text) => expect(ellipsisOf(text)).toBeUndefined())
})

test('the new part takes the place of the old one after the same preposition', () => {
  const ellipsis = ellipsisOf('and to the Netherlands?')
  expect(ellipsis && readingsOf(ellipsis, 'How long does delivery to Germany take?')[0]).toBe(
    'How long does delivery to the Netherlands take',
  )
})

test('a pronoun is read as the old subject', () => {
  const ellipsis = ellipsisOf('is it waterproof?')
  expect(ellipsis && readingsOf(ellipsis, 'Tell me about the Fjord jacket')[0]).toBe(
    'fjord jacket is waterproof',
  )
})

test('whatever a visitor writes is put in as it is', () => {
  const ellipsis = ellipsisOf('and $& $1 kayak?')
  const readings = ellipsis ? readingsOf(ellipsis, 'How long does delivery (express) take?') : []
  expect(readings.join('\n')).toContain('$& $1 kayak')
})

test('only an opening, a pronoun or nothing at all to name points back', () => {
  expect(['and is it free?', 'how long?', '那多少钱？'].map(pointsBack)).toEqual([true, true, true])
  expect(['Do you price match?', '怎么退货'].map(pointsBack)).toEqual([false, false])
})
