import { expect, test } from 'vitest'
import { orderNumbersOf } from './order-numbers.ts'

const lettered = orderNumbersOf('NL-100234')
const hashed = orderNumbersOf('#1001')
const plain = orderNumbersOf('1234')

test.each([
  [lettered, 'where is nl100234?', 'where is NL-100234?'],
  [lettered, 'nl 100234, NL–100235', 'NL-100234, NL-100235'],
  [lettered, 'order 100234 please', 'order NL-100234 please'],
  [lettered, '订单100234到哪了', '订单 NL-100234到哪了'],
  [hashed, 'Where is my order 1001?', 'Where is my order #1001?'],
  [hashed, 'order 1001 has not come', 'order #1001 has not come'],
  [hashed, 'Where is order #1001?', 'Where is order #1001?'],
  [plain, 'my order 1234, ada@shop.example', 'my order #1234, ada@shop.example'],
  [plain, '订单1234到哪了', '订单 #1234到哪了'],
])('a number is read as its shop writes it, %#: %s', (numbers, said, full) => {
  expect(numbers.inFull(said)).toBe(full)
})

test.each([
  [hashed, 'I want to order 500, please'],
  [hashed, 'an order 500 pieces large'],
  [plain, '订单 300 元以上免运费吗'],
  [plain, 'Ada Holm, 1 Main Street #1204, Boston, MA 02134'],
  [hashed, 'the border 4000 is closed'],
  [lettered, 'order 1001'],
  [lettered, 'the price is 100234'],
  [orderNumbersOf(undefined), 'order 1001'],
  [orderNumbersOf('2026/7/a'), 'order 1001'],
])('what is none of its numbers stays, %#: %s', (numbers, said) => {
  expect(numbers.inFull(said)).toBe(said)
})

test('digits alone are completed by the shop they are of, and by no other', () => {
  expect(lettered.complete('100234')).toBe('NL-100234')
  expect(lettered.complete('nl100234')).toBe('NL-100234')
  expect(lettered.complete('1001')).toBe('1001')
  expect(hashed.complete('#1001')).toBe('1001')
  expect(plain.complete('100234')).toBe('100234')
})

test('hostile text is read in no time', () => {
  const began = performance.now()
  for (const piece of [
    'order ',
    'order number is ',
    'order 1234',
    '订单号',
    'nl',
    ' 1',
    '1',
    'a@',
    'order 1 a.',
  ])
    for (const numbers of [lettered, hashed, plain]) {
      numbers.inFull(piece.repeat(4_000 / piece.length))
      numbers.complete(piece.repeat(4_000 / piece.length))
    }
  expect(performance.now() - began).toBeLessThan(1_000)
})
