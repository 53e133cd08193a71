import { expect, test } from 'vitest'
import { readDenial } from './denial.ts'

test.each([
  "That's not what I asked",
  'not what i was looking for',
  'No.',
  'nope, wrong answer',
  "Doesn't help",
  'it’s not helpful',
  "that didn't answer my question",
  'you did not understand me',
  "That's not it either, that's not what I asked",
  'wrong again',
  "I don't understand",
  '我没看懂',
  '不是这个',
  '不是这个意思',
  '没回答我的问题',
  '你没有回答我的问题！',
  '答非所问',
  '不对',
  '没用',
  '这跟我问的没关系',
])('“%s” denies and asks nothing else', (text) => {
  expect(readDenial(text)).toEqual({ rest: '' })
})

test.each([
  ['No, I mean how do I exchange it?', 'how do I exchange it?'],
  ['I asked about exchanges', 'exchanges'],
  ["That doesn't answer my question. How long until my refund arrives?", 'How long until my refund arrives?'],
  [
    "Sorry, that's not what I asked for. I want to know about the warranty",
    'I want to know about the warranty',
  ],
  ['不对，我问的是换货', '换货'],
  ['不是，我想问运费', '我想问运费'],
  ['你理解错了，我要的是发票', '发票'],
])('“%s” says what was meant: “%s”', (text, rest) => {
  expect(readDenial(text)).toEqual({ rest })
})

test.each([
  'Is it waterproof?',
  'and to Canada?',
  'No invoice was in my parcel',
  'Wrong size, can I change it?',
  "What if it doesn't fit?",
  "this isn't the right size, how do I exchange?",
  'It does not turn on',
  'no thanks',
  'nah, thanks',
  '不，谢谢',
  '没有，谢谢',
  'thanks, that helped',
  '不用了，谢谢',
  '没有了',
  '不是会员可以买吗？',
  '没有收到验证码怎么办',
  '不对称的帐篷',
  "I don't get a confirmation e-mail",
  '我不明白怎么选尺码',
  '不满意可以退吗',
  '优惠券没用上怎么办',
  '我买的是大号',
  '我的是金卡会员',
  '',
])('“%s” denies nothing', (text) => {
  expect(readDenial(text)).toBeUndefined()
})
