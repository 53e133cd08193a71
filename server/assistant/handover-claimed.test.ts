import { describe, expect, test } from 'vitest'
import { claimsHandover, keepingItsWord } from './handover-claimed.ts'
import { words } from './words.ts'

describe('a person is on the way, says', () => {
  test.each([
    'I will connect you to a colleague right away.',
    "I'll connect you with our support team.",
    'Let me transfer you to a human agent now.',
    'I am connecting you with somebody from our team.',
    'I have forwarded this to my supervisor.',
    'I’ve passed this on to a specialist.',
    'Delivery takes 3 days. A colleague will be with you shortly.',
    'You are now in the queue for an agent.',
    'An agent has joined the chat.',
    '我马上为您转接人工客服。',
    '正在为您转人工，请稍等。',
    '标准配送需要3个工作日。我帮您转给同事。',
    '已转接人工客服。',
    '客服马上就来。',
  ])('%s', (text) => expect(claimsHandover(text)).toBe(true))
})

describe('nobody is on the way because of', () => {
  test.each([
    'You can talk to a colleague in this chat.',
    'If you like, I will connect you with a colleague.',
    'Would you like me to connect you to a person?',
    'Shall I pass you to a colleague?',
    'A colleague can help you with that.',
    'We pass the parcel to the carrier on the same day.',
    'Put the tent into the bag and send it to our team in Berlin.',
    '也可以为您转人工。',
    '需要我为您转接人工吗？',
    '如果您愿意，我帮您转给同事。',
    '需要人工时，在聊天窗口说一声“转人工”，就会为您转接。',
    '可以请同事查看。',
    ...[words.en, words.zh].flatMap((each) => [
      each.greeting,
      each.thanks,
      each.unclear,
      each.declined,
      each.unanswered(['x']),
      each.fileUnread,
      each.person,
    ]),
  ])('%s', (text) => expect(claimsHandover(text)).toBe(false))
})

test('whoever reads that they are being connected is', () => {
  const said = { outcome: 'answered', language: 'en', text: 'I will connect you to a colleague.' } as const
  expect(keepingItsWord(said, { isDeskOpen: true })).toMatchObject({
    outcome: 'handed-over',
    reason: 'policy',
    text: said.text,
  })
  const plain = { ...said, text: 'It takes 3 days.' }
  expect(keepingItsWord(plain, { isDeskOpen: true })).toBe(plain)
})
