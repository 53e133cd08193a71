import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changeOf } from './distance.ts'

describe('what an agent changed in a draft', () => {
  test.each([
    ['nothing', 'Delivery takes 3 days.', 'Delivery takes 3 days.', 0],
    ['one word of five pieces', 'Delivery takes 3 days.', 'Delivery takes 4 days.', 0.2],
    ['a closing', 'one two three', 'one two three four', 0.25],
    ['all', 'one two', 'three four', 1],
    ['one of seven Chinese characters', '三天之内送到您', '五天之内送到您', 0.143],
    ['blanks only', 'one  two', 'one two\n', 0],
  ])('%s', (_what, draft, sent, distance) => {
    expect(changeOf(draft, sent)).toEqual({ distance, measure: 'levenshtein-words' })
  })

  test('is the same both ways, between 0 and 1, and 0 for the same text only', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', '。', '退'), { maxLength: 12 })
      .map((each) => each.join(' '))
    fc.assert(
      fc.property(text, text, (one, other) => {
        const { distance } = changeOf(one, other)
        expect(distance).toBe(changeOf(other, one).distance)
        expect(distance).toBeGreaterThanOrEqual(0)
        expect(distance).toBeLessThanOrEqual(1)
        expect(distance === 0).toBe(one === other)
      }),
    )
  })

  test('of the longest messages is told at once, and says that their order was not looked at', () => {
    const began = performance.now()
    const draft = '天地玄黄'.repeat(2_500)
    expect(changeOf(draft, `${draft.slice(0, 9_000)}${'宇'.repeat(1_000)}`)).toEqual({
      distance: 0.1,
      measure: 'bag-of-words',
    })
    expect(performance.now() - began).toBeLessThan(500)
  })
})
