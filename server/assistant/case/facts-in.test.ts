import { describe, expect, test } from 'vitest'
import { triage } from '../reading/triage.ts'
import { factsIn } from './facts-in.ts'
import { isNamed } from './product-named.ts'

const written = Date.UTC(2026, 10, 21)
const factsOf = (text: string) => {
  const found = factsIn(text, triage(text, 'en'), written)
  return Object.fromEntries(found.map(({ name, value }) => [name, value]))
}

describe('a fact that is said plainly is taken down', () => {
  test.each<[string, Record<string, string>]>([
    ['I want a refund for order NL-100234', { wish: 'refund', 'order-number': 'NL-100234' }],
    ['Please give me my money back', { wish: 'refund' }],
    ["I'd like to exchange these boots for size 43", { wish: 'exchange', size: '43' }],
    ['Can you send me a replacement, please send me a new one', { wish: 'replacement' }],
    ['I want to return my tent', { wish: 'return' }],
    ['please cancel my order', { wish: 'cancellation' }],
    ['My name is Emma Clarke and I live in Germany', { name: 'Emma Clarke', country: 'DE' }],
    ['Do you ship to Australia?', { country: 'AU' }],
    ['You can call me at +31 20 555 0134', { phone: '+31 20 555 0134' }],
    ['I wear size L', { size: 'L' }],
    ['do you have it in XL?', { size: 'XL' }],
    ['It was delivered on 3 November', { date: '2026-11-03' }],
    ['I need it by January 5th', { date: '2027-01-05' }],
    ['write to emma@example.com', { email: 'emma@example.com' }],
    ['我要退款，订单号 NL-100234', { wish: 'refund', 'order-number': 'NL-100234' }],
    ['麻烦帮我换货，换成42码', { wish: 'exchange', size: '42' }],
    ['请给我补发一个', { wish: 'replacement' }],
    ['我想退货', { wish: 'return' }],
    ['帮我取消这个订单', { wish: 'cancellation' }],
    ['我叫王小明，人在德国', { name: '王小明', country: 'DE' }],
    ['可以寄到香港吗？', { country: 'HK' }],
    ['我的电话是13812345678', { phone: '13812345678' }],
    ['尺码是M', { size: 'M' }],
    ['11月3日收到的', { date: '2026-11-03' }],
    ['不好意思，我想退款', { wish: 'refund' }],
    ['质量不好，我要退货', { wish: 'return' }],
    ['一直没收到货，请给我退款', { wish: 'refund' }],
    ['我非常想退货', { wish: 'return' }],
    ['不想退货，想换货', { wish: 'exchange' }],
    ['我要退款，多久能到账？', { wish: 'refund' }],
    ['如果可以的话，我想退款', { wish: 'refund' }],
    ['11月23号收到的', { date: '2026-11-23' }],
    ['裤子要38码的', { size: '38' }],
    ['It did not fit, I want a refund', { wish: 'refund' }],
    ['It never came, please give me my money back', { wish: 'refund' }],
    ['I want to return my tent, how long does that take?', { wish: 'return' }],
    ['If possible, I would like a refund', { wish: 'refund' }],
  ])('%s', (text, facts) => {
    expect(factsOf(text)).toEqual(facts)
  })
})

describe('what is no plain fact is left out', () => {
  test.each([
    'How long does a refund take?',
    'What is your return policy?',
    'How do I cancel my order?',
    "I don't want a refund, I want to know why it broke",
    'Do you have it in M or in size L, size S?',
    'I waited from 3 to 5 November, or 9 November',
    'my name is on the parcel',
    'I am from the support group',
    'the tent is 20 m wide, size chart?',
    'my card is 4111 1111 1111 1111',
    'If I want to return my tent, who pays for it?',
    "I don't think I want a refund",
    '退款要多久到账？',
    '如果我想退货，运费谁出',
    '我住18号楼',
    '我20号下的单',
    '怎么退货？',
    '我不想退款，只想知道原因',
    '我叫了三次客服都没人理',
    '客服电话是多少',
    'M码还是L码好？',
    '你们在香港有门店吗',
  ])('%s', (text) => {
    expect(factsOf(text)).toEqual({})
  })
})

test('any text at all is read without failing, and quickly', () => {
  const started = performance.now()
  for (const text of ['', '\u0000', '1'.repeat(10_000), 'i want '.repeat(1_500), '我想'.repeat(5_000)]) {
    expect(Object.keys(factsOf(text)).length).toBeLessThanOrEqual(1)
  }
  expect(performance.now() - started).toBeLessThan(1_000)
})

describe('a product', () => {
  const tent = { name: { en: 'Aurora 2 tent', zh: '极光 Aurora 2 双人帐篷' } }
  test.each([
    'Is the Aurora 2 tent waterproof?',
    'my aurora 2 leaks',
    '极光双人帐篷漏水',
    '极光2双人帐篷多重',
  ])('is named by its own name: %s', (text) => {
    expect(isNamed(tent, text)).toBe(true)
  })
  test.each(['a tent for 2', 'the aurora was pretty', '两个人的帐篷', '极光很美'])(
    'is not named by a word of it: %s',
    (text) => {
      expect(isNamed(tent, text)).toBe(false)
    },
  )
})
