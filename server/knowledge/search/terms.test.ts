import { describe, expect, test } from 'vitest'
import { languageOf } from '../language.ts'
import { passagesOf } from './passages.ts'
import { conceptsOf, normalise, termsOf } from './terms.ts'
import { stem } from './words/stem.ts'
import { makeTypoIndex } from './words/typo-index.ts'

test.each([
  ['caresses', 'caress'],
  ['ponies', 'poni'],
  ['agreed', 'agre'],
  ['motoring', 'motor'],
  ['hopping', 'hop'],
  ['filing', 'file'],
  ['happy', 'happi'],
  ['relational', 'relat'],
  ['vietnamization', 'vietnam'],
  ['electrical', 'electr'],
  ['replacement', 'replac'],
  ['adoption', 'adopt'],
  ['probate', 'probat'],
  ['controll', 'control'],
  ['sky', 'sky'],
  ['deliveries', 'deliveri'],
])("the stem of %s is %s, as in Porter's paper", (word, expected) => {
  expect(stem(word)).toBe(expected)
})

describe('terms', () => {
  test('endings, case and courtesies make no difference in English', () => {
    expect(termsOf('Hello, could you please return THE TENTS?')).toEqual(termsOf('returning tent'))
  })

  test('synonyms share a concept, within English, within Chinese and across both', () => {
    for (const text of ['my package', 'the parcels', '我的包裹', '快递'])
      expect(termsOf(text)).toContain('~parcel')
    for (const text of ['money back', 'refunded', '退款', '退钱']) expect(termsOf(text)).toContain('~refund')
    expect(termsOf('how do I sign up')).toContain('~join')
    expect(conceptsOf(stem('parcel'))).toContain('~parcel')
  })

  test('Chinese gives single words and pairs, none of them across a particle', () => {
    const terms = termsOf('我的帐篷可以退货吗')
    expect(terms).toContain('帐篷')
    expect(terms).toContain('退货')
    expect(terms.join(' ')).not.toMatch(/的|吗/)
  })

  test('Traditional and Simplified, full and half width are the same', () => {
    expect(termsOf('我的快遞什麼時候到')).toEqual(termsOf('我的快递什么时候到'))
    expect(termsOf('ＩＰｈｏｎｅ　１５')).toEqual(termsOf('iphone 15'))
  })

  test('in mixed text both scripts count, and a Latin letter is a name and no stop word', () => {
    expect(termsOf('iPhone 15 退货')).toEqual(expect.arrayContaining(['iphon', '15', '退货']))
    expect(termsOf('A 码换 L 码')).toEqual(expect.arrayContaining(['a', 'l']))
  })

  test('order numbers, addresses and emoji say nothing about the subject', () => {
    expect(termsOf('NL-100234 mia@example.com https://shop.example/x 1234567 😀👍🏽')).toEqual([])
    expect(normalise('Te\u0000nt😀\u200b')).toBe('tent')
  })

  test('contractions and hyphens are one word', () => {
    expect(termsOf("don't e-mail pre-order")).toEqual(expect.arrayContaining(['dont', 'email', 'preorder']))
  })

  test.each(['', ' ', '😀', '?!', '\ud800', '的'])('"%s" has no terms', (text) => {
    expect(termsOf(text)).toEqual([])
  })

  test('10 000 letters without a blank are read quickly', () => {
    for (const text of ['y'.repeat(10_000), '退'.repeat(10_000), 'a-'.repeat(5_000), "a'".repeat(5_000)]) {
      const started = performance.now()
      termsOf(text)
      expect(performance.now() - started).toBeLessThan(300)
    }
  })
})

test.each([
  ['where is my parcel', 'en'],
  ['我的包裹', 'zh'],
  ['iPhone 15 退货', 'zh'],
  ['退', 'zh'],
  ['the 大 size', 'en'],
  ['123 😀', 'zh'],
  ['', 'zh'],
] as const)('the language of "%s" is %s where Chinese is the fallback', (text, language) => {
  expect(languageOf(text, 'zh')).toBe(language)
})

test.for([
  '100234',
  'NL-100202 xiaoyu@example.com',
  'NL-100202，xiaoyu@example.com',
  'https://shop.example/a',
])('"%s" is of no language and takes the fallback', (text) => {
  expect(languageOf(text, 'en')).toBe('en')
  expect(languageOf(text, 'zh')).toBe('zh')
})

test('one wrong, missing, added or swapped letter is corrected in words of five letters and more', () => {
  const typos = makeTypoIndex(['deliveri', 'receiv', 'tent', '退货'])
  for (const word of ['delivri', 'deliverri', 'delivori', 'edliveri'])
    expect(typos.correct(word)).toBe('deliveri')
  expect(typos.correct('reciev')).toBe('receiv')
  expect(typos.correct('tebt')).toBeUndefined()
  expect(typos.correct('weather')).toBeUndefined()
  expect(typos.correct('退换')).toBeUndefined()
})

test('a heading stays with its paragraph, and a word alone with the next', () => {
  expect(
    passagesOf(
      '# Delivery\n\nYes.\n\nParcels arrive within two to four business days in China.\r\n\r\nLate?',
    ),
  ).toEqual(['# Delivery\n\nYes.\n\nParcels arrive within two to four business days in China.', 'Late?'])
  expect(passagesOf('')).toEqual([])
})
