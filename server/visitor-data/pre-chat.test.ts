import { expect, test } from 'vitest'
import type { PreChatQuestion } from '#shared/site.ts'
import { factsOfAnswers } from './pre-chat.ts'

const questions: PreChatQuestion[] = [
  { id: 'mail', kind: 'email', required: true, label: { en: 'Your e-mail', zh: '您的邮箱' } },
  { id: 'order', kind: 'order', required: false, label: { en: 'Order number', zh: '订单号' } },
  {
    id: 'topic',
    kind: 'choice',
    required: true,
    label: { en: 'About what?', zh: '关于什么？' },
    choices: { en: ['Delivery', 'Return'], zh: ['配送', '退货'] },
  },
]

test('answers become facts the visitor said, under the names that people look for', () => {
  const answers = { mail: 'mia@example.com', order: 'NL-100201', topic: '退货' }
  expect(factsOfAnswers(questions, answers, 'zh')).toEqual([
    { name: 'email', value: 'mia@example.com', source: 'visitor' },
    { name: 'order-number', value: 'NL-100201', source: 'visitor' },
    { name: '关于什么？', value: '退货', source: 'visitor' },
  ])
})

test('what was not answered, and what is asked no more, is no fact', () => {
  const answers = { order: '', gone: 'x', topic: 'No choice of these' }
  expect(factsOfAnswers(questions, answers, 'en')).toEqual([])
  expect(factsOfAnswers([], { mail: 'mia@example.com' }, 'en')).toEqual([])
})

test.each([
  [{ mail: 'no address' }, 'answers.mail'],
  [{ mail: 'mia@example.com\r\nBcc: all@example.com' }, 'answers.mail'],
  [{ mail: 'a@b' }, 'answers.mail'],
])('an answer that its question does not allow is refused: %j', (answers, path) => {
  expect(() => factsOfAnswers(questions, answers, 'en')).toThrow(path)
})
