import { expect, test } from 'vitest'
import { emojiGroups, mostRecent, readRecent, withRecent } from './groups.ts'

const all = Object.values(emojiGroups).flatMap((signs) => signs.split(' '))

test('every sign is one sign, and stands in one place', () => {
  const segments = new Intl.Segmenter('en', { granularity: 'grapheme' })
  for (const sign of all) expect([...segments.segment(sign)], sign).toHaveLength(1)
  expect(new Set(all).size).toBe(all.length)
  expect(all.length).toBe(120)
})

test('the last used comes first and once, and only so many are kept', () => {
  expect(withRecent(['👍', '🎉'], '🎉')).toEqual(['🎉', '👍'])
  expect(withRecent(all, '👍')).toHaveLength(mostRecent)
})

test('what was kept and is no sign of ours is left out', () => {
  expect(readRecent(null)).toEqual([])
  expect(readRecent('👍 <b> 👍 🎉')).toEqual(['👍', '🎉'])
})
