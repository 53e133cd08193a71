import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AnswerReader } from './answer-reader.ts'

function read(pieces: string[], passages = [1, 2, 3]) {
  const reader = new AnswerReader(passages)
  const shown = pieces.map((piece) => reader.push(piece))
  shown.push(reader.finish())
  return { shown: shown.join(''), reader }
}

/** The text cut into pieces at random places. */
function cutAnywhere(text: string) {
  return fc.array(fc.nat(text.length)).map((places) => {
    const cuts = [0, ...places.sort((left, right) => left - right), text.length]
    return cuts.slice(1).map((end, index) => text.slice(cuts[index], end))
  })
}

test.each([
  ['Two days [1].', 'Two days.', [1]],
  ['Two days [1][2], or three [1, 3].', 'Two days, or three.', [1, 2, 3]],
  ['[2] Two days.', 'Two days.', [2]],
  ['Two days.\n\n[1]', 'Two days.', [1]],
  ['两天内送达【1】，运费［2］十元[3]。', '两天内送达，运费十元。', [1, 2, 3]],
  ['Ask in [2026] or [soon, no [not yet [1]', 'Ask in [2026] or [soon, no [not yet', [1]],
  ['Invented [7].', 'Invented.', []],
  ['👍🏽 yes [1] 😀', '👍🏽 yes 😀', [1]],
  ['No, nobody may return it [1]. No', 'No, nobody may return it. No', [1]],
])('however it is cut, %j shows %j and cites %j', (raw, visible, citations) => {
  fc.assert(
    fc.property(cutAnywhere(raw), (pieces) => {
      const { shown, reader } = read(pieces)
      expect(shown).toBe(visible)
      expect(reader.text).toBe(visible)
      expect(reader.citations).toEqual(citations)
    }),
    { numRuns: 300 },
  )
})

test.each([
  'NO_ANSWER',
  ' NO_ANSWER.\n',
  '"NO_ANSWER"',
  '**no_answer**',
  'NO_ANSWER The passages say nothing [1].',
])('however it is cut, nothing of %j is shown', (raw) => {
  fc.assert(
    fc.property(cutAnywhere(raw), (pieces) => {
      const { shown, reader } = read(pieces)
      expect(shown).toBe('')
      expect(reader.declined).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('however it is cut, NO_ANSWER behind other words is not shown and declines the whole answer', () => {
  fc.assert(
    fc.property(cutAnywhere('I am sorry: NO_ANSWER'), (pieces) => {
      const { shown, reader } = read(pieces)
      expect('I am sorry: '.startsWith(shown)).toBe(true)
      expect(reader.declined).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('no half of a character is ever given out', () => {
  const reader = new AnswerReader([1])
  const shown = [...'Fine \u{1f600} then [1]'.split('')].map((unit) => reader.push(unit))
  expect(shown.every((piece) => piece.isWellFormed())).toBe(true)
})

test('an answer of 4 000 characters is shown and one more is too long', () => {
  expect(read(['x'.repeat(4_000), ' [1]']).reader).toMatchObject({ tooLong: false, citations: [1] })
  expect(read(['x'.repeat(4_001)])).toMatchObject({ shown: '', reader: { tooLong: true } })
})

test('an endless row of markers is too long although nothing of it is visible', () => {
  expect(read(Array.from({ length: 3_000 }, () => '[1]')).reader.tooLong).toBe(true)
})
