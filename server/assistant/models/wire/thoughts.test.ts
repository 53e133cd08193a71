import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ThoughtFilter } from './thoughts.ts'

function read(pieces: string[]) {
  const filter = new ThoughtFilter()
  return { shown: pieces.map((piece) => filter.push(piece)).join('') + filter.finish(), filter }
}

/** The text cut into pieces at random places. */
function cutAnywhere(text: string) {
  return fc.array(fc.nat(text.length)).map((places) => {
    const cuts = [0, ...places.sort((left, right) => left - right), text.length]
    return cuts.slice(1).map((end, index) => text.slice(cuts[index], end))
  })
}

test.each([
  ['<think>He wants 90 % off.</think>Two days.', 'Two days.'],
  ['Two <thinking>or three?</thinking>days.', 'Two days.'],
  ['<THINK>a < b</THINK>两天。<think>好</think>', '两天。'],
  ['It never ends <think>and then', 'It never ends '],
  ['a < b, <t> and <thin air', 'a < b, <t> and <thin air'],
  ['ends with <thin', 'ends with <thin'],
])('however it is cut, of %j only %j is shown', (text, visible) => {
  fc.assert(
    fc.property(cutAnywhere(text), (pieces) => {
      const { shown, filter } = read(pieces)
      expect(shown).toBe(visible)
      expect(filter.thoughtAloud).toBe(false)
    }),
    { numRuns: 300 },
  )
})

test('however it is cut, an end of thoughts that never began is noticed', () => {
  fc.assert(
    fc.property(cutAnywhere('He wants money.</think>Two days.'), (pieces) => {
      expect(read(pieces).filter.thoughtAloud).toBe(true)
    }),
    { numRuns: 300 },
  )
})
