import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectVisitor } from '../support/clients.ts'
import { publish } from '../support/knowledge.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  await publish(app, [
    { id: 'only-english', title: 'Is the Quasar XJ7 sold out?', body: 'The Quasar XJ7 comes back in May.' },
    { id: 'only-chinese', language: 'zh', title: 'Pulsar ZK9 还有货吗？', body: 'Pulsar ZK9 六月到货。' },
  ])
})
afterAll(() => app.close())

async function lastAnswer(locale: string, ...said: string[]): Promise<Untyped> {
  const visitor = await connectVisitor(app.base, { locale })
  let answer: Untyped
  for (const text of said) answer = await visitor.saysAndHears(text)
  visitor.close()
  return answer
}

test('two characters of Chinese are Chinese, also in an English widget', async () => {
  for (const text of ['退货', '发票', '运费']) {
    const answer = await lastAnswer('en', text)
    expect(answer.locale, text).toBe('zh')
    expect(answer.text, text).toMatch(/\p{Script=Han}{4}/u)
  }
})

test('English product names in a Chinese sentence leave it Chinese', async () => {
  const answer = await lastAnswer('en', 'Aurora 2 Tent 防水吗')
  expect(answer.locale).toBe('zh')
})

test('one Chinese word in an English sentence leaves it English', async () => {
  const answer = await lastAnswer('zh-CN', 'How do I return the 帐篷 that I bought?')
  expect(answer.locale).toBe('en')
})

test('digits and emoji are answered in the language spoken so far, not in that of the page', async () => {
  expect((await lastAnswer('en', '怎么退货？', '12345')).locale).toBe('zh')
  expect((await lastAnswer('zh-CN', 'How do I return an item?', '👍')).locale).toBe('en')
  expect((await lastAnswer('zh-CN', '12345')).locale).toBe('zh')
})

test('each message is answered in its own language', async () => {
  expect((await lastAnswer('en', '怎么退货？', 'How do I return an item?')).locale).toBe('en')
  expect((await lastAnswer('zh-CN', 'How do I return an item?', '怎么退货？')).locale).toBe('zh')
})

test('in a burst of two languages the last message with letters decides', async () => {
  for (const [said, locale] of [
    [['你好', 'How do I return an item?', '123'], 'en'],
    [['Hello', '怎么退货？', '👍'], 'zh'],
  ] as const) {
    const visitor = await connectVisitor(app.base)
    const sent = await Promise.all(said.map((text) => visitor.say(text)))
    const last = Math.max(...sent.map((each) => each.seq))
    const answer = await visitor.event((event) => event.sender === 'assistant' && event.seq > last)
    expect(answer.locale).toBe(locale)
    visitor.close()
  }
})

test('a handover is told in the language of the message, by message and by button', async () => {
  const said = await connectVisitor(app.base, { locale: 'en' })
  expect((await said.saysAndHears('转人工')).text).toMatch(/转人工/)
  said.close()
  const pressed = await connectVisitor(app.base, { locale: 'en' })
  await pressed.saysAndHears('怎么退货？')
  const conversationId = pressed.told.find((each) => each.fact?.conversationId)?.fact.conversationId
  await pressed.ask('handover:request', { conversationId })
  const reply = await pressed.event((event) => event.sender === 'assistant' && !event.citations)
  expect(reply.locale).toBe('zh')
  pressed.close()
})

test('an article that exists only in the other language is shown, and said to be so', async () => {
  const chinese = await lastAnswer('zh-CN', 'Quasar XJ7 卖完了吗？')
  expect(chinese.locale).toBe('zh')
  expect(chinese.text).toMatch(/只有英文/)
  expect(chinese.text).toMatch(/comes back in May/)
  const english = await lastAnswer('en', 'Is the Pulsar ZK9 in stock?')
  expect(english.locale).toBe('en')
  expect(english.text).toMatch(/only written in Chinese/)
  expect(english.text).toMatch(/六月到货/)
})

test('whatever is typed gets a sensible answer or an honest decline', async () => {
  const odd = [
    '?',
    'a',
    '退',
    '😀😀😀',
    '\u200f\u202e\u200e',
    'x'.repeat(10_000),
    '退货'.repeat(5_000),
    ' . ',
    '*_[](',
  ]
  for (const text of [...odd, '\u202eHow do I return an item?\u202c', `${'also, what? '.repeat(700)}`]) {
    const answer = await lastAnswer('en', text)
    expect(answer.text.length, text.slice(0, 20)).toBeGreaterThan(5)
    expect(answer.text, text.slice(0, 20)).not.toMatch(/went wrong|出了点问题/)
  }
})
