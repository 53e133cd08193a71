import { describe, expect, test } from 'vitest'
import { processorTimeOf } from '../../../test/support/processor-time.ts'
import { isQuestion, splitQuestions } from './split-questions.ts'

describe('several questions', () => {
  test.each([
    [
      'How do I return an item? Which cards do you take?',
      ['How do I return an item?', 'Which cards do you take?'],
    ],
    [
      'Hello! How do I return an item? Also, do you sell kayaks?',
      ['How do I return an item?', 'do you sell kayaks?'],
    ],
    ['How long is delivery and also do you take PayPal?', ['How long is delivery', 'do you take PayPal?']],
    [
      '1. how do I return?\n2. do you accept paypal\n3. where is the showroom',
      ['how do I return?', 'do you accept paypal', 'where is the showroom'],
    ],
    ['怎么退货？另外可以用支付宝吗', ['怎么退货？', '可以用支付宝吗']],
    ['你好，怎么退货？顺便问一下运费多少', ['怎么退货？', '运费多少']],
    ['1、怎么退货 2、能用微信支付吗', ['怎么退货', '能用微信支付吗']],
  ])('%s', (text, parts) => expect(splitQuestions(text).map((each) => each.text)).toEqual(parts))
})

describe('one question', () => {
  test.each([
    'How do I return an item?',
    'I bought a tent last week. It leaks. How do I claim the warranty?',
    'How do I return an item? Thanks a lot!',
    'Do you ship to Norway? And how much is it?',
    'It costs 5.50 USD. Is that right?',
    '我买了帐篷。怎么退货？谢谢',
    '退货会扣钱吗？扣多少？',
    '还有库存吗？',
    '',
  ])('%s', (text) => expect(splitQuestions(text).length).toBeLessThanOrEqual(1))
})

test('hostile length and shape take no time', () => {
  for (const piece of ['also, ', '1. ', '? ', '。', '另外', 'what?', '\u202e', 'hi ']) {
    const took = processorTimeOf(() => splitQuestions(piece.repeat(5_000)))
    expect(took, piece).toBeLessThan(300)
  }
})

test.each([
  '咋退货',
  '有啥优惠',
  '帐篷多重',
  '能退吗，谢谢',
  '这款防水吗亲',
  '你们几点上班',
  '谁来送货',
  '怎么退货',
])('%s is worded as a question', (text) => expect(isQuestion(text)).toBe(true))

test.each(['帐篷坏了', '我要退货', '谢谢', '帮我改一下地址'])('%s is not', (text) => {
  expect(isQuestion(text)).toBe(false)
})
