import { expect, test } from 'vitest'
import { askedText, withoutGreeting } from './asked-text.ts'

test.each([
  ['Hi there, how do I return it?', 'how do I return it?'],
  ['Hey team how do returns work', 'how do returns work'],
  ['Good morning! Where is my order?', 'Where is my order?'],
  ['亲，怎么退货', '怎么退货'],
  ['亲怎么退货', '怎么退货'],
  ['您好，请问一下怎么退货', '怎么退货'],
  ['早上好，怎么退货', '怎么退货'],
])('the greeting goes and the question stays: %s', (text, asked) => {
  expect(withoutGreeting(text)).toBe(asked)
})

test.each([
  'There is a hole in my tent',
  'team discounts?',
  'hi-vis jacket',
  '亲子帐篷有吗',
  '亲肤面料吗',
  'Hi',
  '你好',
])('what only begins like a greeting is left whole: %s', (text) => {
  expect(withoutGreeting(text)).toBe(text)
})

test('greetings and thanks among the messages are not searched, and a greeting alone is what was asked', () => {
  expect(askedText(['Hello', 'Hi, there is a hole in my tent', 'thanks!'])).toBe('there is a hole in my tent')
  expect(askedText(['Hello'])).toBe('Hello')
})
