import { expect, test } from 'vitest'
import type { Article } from '#shared/knowledge.ts'
import { isRepeat } from './repeat.ts'

const common = { language: 'en' as const, topic: 'x', status: 'approved' as const, version: 1, phrasings: [] }
const articles = [
  { id: 'returns', title: 'How do I return an item?', body: 'Print the label, pack the parcel in its box.' },
  { id: 'window', title: 'How long do I have to return an item?', body: 'You have 30 days.' },
  { id: 'delivery', title: 'How long does delivery take?', body: 'Canada 6 days, weekends not counted.' },
  { id: 'lamp', title: 'Lumen headlamp', body: 'It weighs 80 g and shines 300 lumens.' },
  {
    id: 'password',
    title: 'I forgot my password. How do I reset it?',
    body: 'We send a link to set a new one.',
  },
  { id: 'member', title: '怎么加入会员？', body: '在账户里加入，免费，可以积分。' },
  { id: 'tuihuo', title: '怎么退货？', body: '在账户里提交，打印面单。' },
].map((each) => ({ ...common, ...each }) as unknown as Article)
const named = (...ids: string[]) => ids.flatMap((id) => articles.find((each) => each.id === id) ?? [])

/** Whether `now` repeats `before`, which `article` answered, where `near` are what it is nearest to. */
function repeats(before: string, article: string, now: string, ...near: string[]): boolean {
  return isRepeat(now, { question: before, articles: [article] }, named(...near), named(...near))
}

test('the same words, fewer of them, or the same thing in other words lead to the same article: a repeat', () => {
  const first = 'How do I return an item?'
  for (const now of ['how to return an item??', 'how does returning work', 'How do I give something back?']) {
    expect(repeats(first, 'returns', now, 'returns', 'window'), now).toBe(true)
  }
  expect(
    repeats('How can I reset my password?', 'password', 'I forgot my password, what now', 'password'),
  ).toBe(true)
  expect(repeats('How do I return an item?', 'returns', 'Can I still give something back?', 'returns')).toBe(
    true,
  )
  expect(repeats('怎么成为会员？', 'member', '想加入会员要怎么操作', 'member')).toBe(true)
  expect(repeats('怎么退货？', 'tuihuo', '退货流程是什么', 'tuihuo')).toBe(true)
  expect(repeats('怎么退货？', 'tuihuo', '到底怎么退货啊', 'tuihuo')).toBe(true)
})

test('another article, another aspect, another place or another side of a product is a new question', () => {
  const news = [
    ['How do I return an item?', 'returns', 'How long do I have to return an item?', 'window', 'returns'],
    [
      'How long does delivery take to Canada?',
      'delivery',
      'How long does delivery take to Norway?',
      'delivery',
    ],
    ['How long does delivery take?', 'delivery', 'How long does delivery take on weekends?', 'delivery'],
    ['How heavy is the Lumen?', 'lamp', 'How bright is the Lumen?', 'lamp', 'returns'],
    ['How do I return an item?', 'returns', 'Which box should I pack?', 'returns'],
    [
      'How do I return an item?',
      'returns',
      'How long can I keep something before giving it back?',
      'returns',
    ],
    ['How long does delivery take?', 'delivery', 'Is it delivered by post?', 'delivery'],
    ['怎么退货？', 'tuihuo', '运费多少', 'delivery'],
    ['怎么成为会员？', 'member', '会员有什么好处？', 'member'],
    ['怎么退货？', 'tuihuo', '退货要等多久？', 'tuihuo'],
  ] as const
  for (const [before, article, now, ...near] of news) {
    expect(repeats(before, article, now, ...near), now).toBe(false)
  }
})
