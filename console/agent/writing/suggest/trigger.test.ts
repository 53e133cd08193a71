import { expect, test } from 'vitest'
import { fuzzyOrder } from '../../../shell/fuzzy.ts'
import { triggerAt } from './trigger.ts'

test('a slash at the beginning of a word looks for a reply; one inside a word is only a slash', () => {
  for (const [text, typed] of [
    ['/', ''],
    ['/ref', 'ref'],
    ['Hello /ref', 'ref'],
    ['Hello\n/ref', 'ref'],
    ['您好/退款', '退款'],
    ['您好，/退款', '退款'],
    ['／退款', '退款'],
    ['、退款', '退款'],
    ['(/ref', 'ref'],
  ] as const)
    expect(triggerAt(text, text.length, 'reply')?.typed, text).toBe(typed)
  for (const text of [
    'and/or',
    'https://',
    'https://a.example/x',
    '10/11',
    '1/',
    'a, b、退款',
    '/ref und',
    '',
  ])
    expect(triggerAt(text, text.length, 'reply'), text).toBeUndefined()
})

test('what is looked for ends at the caret', () => {
  expect(triggerAt('/refund please', 4, 'reply')).toEqual({ kind: 'reply', start: 0, typed: 'ref' })
})

test('an at sign calls a colleague, and an address does not', () => {
  expect(triggerAt('ask @Ana Ru', 11, 'mention')).toMatchObject({ start: 4, typed: 'Ana Ru' })
  expect(triggerAt('请@李明', 4, 'mention')?.typed).toBe('李明')
  expect(triggerAt('请＠李', 3, 'mention')?.typed).toBe('李')
  for (const text of ['me@shop.example', '@ no', `@${'x'.repeat(41)}`])
    expect(triggerAt(text, text.length, 'mention'), text).toBeUndefined()
})

test('replies and commands are found by parts of their words, in English and Chinese', () => {
  const texts = [
    'resolve 解决会话',
    'refund 退款到账时间',
    'Hand back to the assistant 交回助手',
    'return 退货退款',
  ]
  const found = (typed: string) => fuzzyOrder(texts, typed).map((place) => texts[place]?.split(' ')[0])
  expect(found('')).toHaveLength(4)
  expect(found('rslv')).toEqual(['resolve'])
  expect(found('退款')).toEqual(expect.arrayContaining(['refund', 'return']))
  expect(found('助手')).toEqual(['Hand'])
  expect(found('back hand')).toEqual(['Hand'])
  expect(found('REFUND')).toEqual(['refund'])
  for (const odd of ['zzz', '“', '-', '"', '((', '\\', '*']) expect(() => found(odd)).not.toThrow()
})

test('ten thousand replies are searched within a frame or two', () => {
  const texts = Array.from(
    { length: 10_000 },
    (_, place) => `r${place} Reply about parcels ${place} 物流查询`,
  )
  fuzzyOrder(texts, 'warm')
  const before = performance.now()
  expect(fuzzyOrder(texts, 'parcels 99').length).toBeGreaterThan(0)
  expect(fuzzyOrder(texts, '物流').length).toBe(10_000)
  expect(performance.now() - before).toBeLessThan(300)
})
