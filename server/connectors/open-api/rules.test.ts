import fc from 'fast-check'
import { expect, it } from 'vitest'
import { evaluate, rule } from './rules.ts'

it('pointers lead where RFC 6901 says, and only to what the document holds', () => {
  const source = { a: { 'b/c': [1, { 'd~e': 2 }] }, nothing: null }
  expect(evaluate('', source)).toBe(source)
  expect(evaluate('/a/b~1c/1/d~0e', source)).toBe(2)
  for (const path of ['/a/x', '/nothing', '/constructor', '/__proto__', '/a/b~1c/length/x', '/a/b~1c/9']) {
    expect(evaluate(path, source)).toBeUndefined()
  }
})

it.each([
  ['19.99', 1_999],
  ['0.1', 10],
  ['1', 100],
  ['12.500', 1_250],
  [4.35, 435],
  ['-3.20', -320],
  ['1,50', undefined],
  ['1.999', undefined],
  ['1e3', undefined],
  ['', undefined],
])('%s are %s hundredths', (amount, expected) => {
  expect(evaluate({ from: '/x', as: 'hundredths' }, { x: amount })).toBe(expected)
})

it('every amount with two decimals comes out exactly', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), (amount) => {
      expect(evaluate({ from: '', as: 'hundredths' }, (amount / 100).toFixed(2))).toBe(amount)
    }),
  )
})

it('no source makes a rule throw', () => {
  const rules = [
    { from: '/a', as: 'day' },
    { from: '/a', as: 'milliseconds' },
    { from: '/a', words: { x: 'y' } },
    { from: '/a', as: 'hundredths' },
    { each: '/a', of: '/b' },
    { object: { a: '/a' }, needs: ['b'] },
    { first: ['/x', { constant: 1 }] },
  ].map((each) => rule.parse(each))
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      for (const each of rules) for (const a of [value, { toString: value }]) evaluate(each, { a })
    }),
  )
})

it('times become days and milliseconds, and what is no time becomes nothing', () => {
  const at = (as: 'day' | 'milliseconds', x: unknown) => evaluate({ from: '/x', as }, { x })
  expect(at('day', '2026-11-19T23:30:00-02:00')).toBe('2026-11-20')
  expect(at('day', '2026-11-19')).toBe('2026-11-19')
  expect(at('milliseconds', '2026-11-19T00:00:00Z')).toBe(Date.UTC(2026, 10, 19))
  expect(at('day', 'soon')).toBeUndefined()
  expect(at('day', 1e20)).toBeUndefined()
  expect(at('milliseconds', {})).toBeUndefined()
})
