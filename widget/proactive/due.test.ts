import { expect, test } from 'vitest'
import { cartValueIn, isDue, type Visit } from './due.ts'

const visit: Visit = { url: 'https://shop.example/cart', since: 1_000, hasLeft: false, isOpen: true }

test('a message waits for everything it names, and for nothing else', () => {
  const when = { urlPattern: '/cart*', secondsOnPage: 20, cartValueAtLeast: 50 }
  const full = { ...visit, cartValue: 50 }
  expect(isDue({ when }, full, 21_000)).toBe(true)
  expect(isDue({ when }, full, 20_999)).toBe(false)
  expect(isDue({ when }, { ...full, cartValue: 49.99 }, 21_000)).toBe(false)
  expect(isDue({ when }, visit, 21_000)).toBe(false)
  expect(isDue({ when }, { ...full, url: 'https://shop.example/tents' }, 21_000)).toBe(false)
})

test('on leaving is when the pointer has left, and only while open is only while somebody is there', () => {
  const when = { exitIntent: true, onlyWhileOpen: true }
  expect(isDue({ when }, visit, 9_000)).toBe(false)
  expect(isDue({ when }, { ...visit, hasLeft: true }, 9_000)).toBe(true)
  expect(isDue({ when }, { ...visit, hasLeft: true, isOpen: false }, 9_000)).toBe(false)
})

test('a cart of nothing is worth something only where that is told', () => {
  expect(isDue({ when: { cartValueAtLeast: 0 } }, { ...visit, cartValue: 0 }, 9_000)).toBe(true)
  expect(isDue({ when: { cartValueAtLeast: 0 } }, visit, 9_000)).toBe(false)
})

test.each([
  [{ cartValue: 79.9 }, 79.9],
  [{ cartValue: '79.90' }, 79.9],
  [{ cartValue: '' }, undefined],
  [{ cartValue: null }, undefined],
  [{ cartValue: true }, undefined],
  [{ cartValue: 'US$79' }, undefined],
  [{ cartValue: Number.POSITIVE_INFINITY }, undefined],
  [{}, undefined],
  [null, undefined],
])('the cart in %j is %s', (context, value) => {
  expect(cartValueIn(context)).toBe(value)
})
