import { describe, expect, test } from 'vitest'
import { excerptOf, lookFor } from './finding/excerpt.ts'
import { readQuery } from './finding/query.ts'
import { searchTermsOf, unitsOf } from './terms.ts'

const units = (text: string) => unitsOf(text).map(({ unit }) => unit)

describe('terms of a text', () => {
  test('case, width, accents and the Traditional form make no difference', () => {
    expect(units('DELIVERY Ｄｅｌｉｖｅｒｙ délivéry')).toEqual(['delivery', 'delivery', 'delivery'])
    expect(units('e\u0301te\u0301 ÉTÉ')).toEqual(['ete', 'ete'])
    expect(units('退貨運費')).toEqual(units('退货运费'))
    expect(units('ＢＴ－１００２３')).toEqual(['bt', '10023'])
  })

  test('Chinese text gives its characters and its pairs, and mixed text both kinds', () => {
    expect([...searchTermsOf(['买M码冲锋衣'])]).toEqual([
      '买',
      'm',
      '码',
      '冲',
      '码冲',
      '锋',
      '冲锋',
      '衣',
      '锋衣',
    ])
    // A pair does not reach over a sign.
    expect(searchTermsOf(['退，货']).has('退货')).toBe(false)
  })

  test('a term holds letters and digits only, whatever the text holds', () => {
    const hostile = `"a" OR b* NEAR(c) -d ^e {f} :g 'h' \\ \0 ½ ﷺ ① \ud800 👩‍👩‍👧 ${'x'.repeat(500)} a\u0301\u0301\u0301`
    for (const term of searchTermsOf([hostile])) {
      expect(term).toMatch(/^[\p{L}\p{N}\ufffd]+$/u)
      expect(term.length).toBeLessThanOrEqual(80)
    }
  })

  test('a unit says where it stands in the text as it was written', () => {
    const text = '订单 ＢＴ－１ is here'
    for (const { start, end } of unitsOf(text)) expect(text.slice(start, end)).not.toMatch(/\s/)
    expect(text.slice(unitsOf(text)[2]?.start, unitsOf(text)[3]?.end)).toBe('ＢＴ－１')
  })
})

describe('what somebody looks for', () => {
  test('words are divided by spaces, and an order number stays one word', () => {
    expect(readQuery('Refund  BT-10023').words).toEqual([['refund'], ['bt', '10023']])
    expect(readQuery('anna.keller@example.com').words).toEqual([['anna', 'keller', 'example', 'com']])
  })

  test('Chinese words of one, two and four characters stay whole; a sentence is taken apart', () => {
    expect(readQuery('退').terms).toEqual(['退'])
    expect(readQuery('退货').terms).toEqual(['退货'])
    expect(readQuery('退货政策')).toEqual({ words: [[...'退货政策']], terms: ['退货', '货政', '政策'] })
    const sentence = readQuery('羽绒服的拉链坏了').words.map((word) => word.join(''))
    expect(sentence).toContain('拉链')
    expect(sentence).not.toContain('的')
  })

  test('signs alone look for nothing, and long texts ask the index for a bounded number of terms', () => {
    expect(readQuery('"" * - () ^ %').terms).toEqual([])
    expect(readQuery('货'.repeat(200)).terms.length).toBeLessThanOrEqual(24)
    expect(readQuery(Array.from({ length: 100 }, (_, index) => `w${index}`).join(' ')).words.length).toBe(16)
  })
})

describe('an excerpt', () => {
  test('marks what was found, in a long text around the first place', () => {
    const text = `${'Good morning to all of you. '.repeat(20)}My Rain-Jacket\nis torn.${' Bye.'.repeat(60)}`
    const { found, marks } = lookFor([['rain', 'jacket'], ['torn']], text)
    expect(found).toEqual(new Set([0, 1]))
    const excerpt = excerptOf(text, marks)
    expect(excerpt.marks.map(([start, end]) => excerpt.text.slice(start, end))).toEqual([
      'Rain-Jacket',
      'torn',
    ])
    expect(excerpt.text.length).toBeLessThan(190)
    expect(excerpt.text).toMatch(/^….*…$/)
  })

  test('a word is found as a whole word, a Chinese one wherever its characters stand together', () => {
    expect(lookFor([['art']], 'a party of parts').found.size).toBe(0)
    expect(lookFor([[...'货政']], '退货政策').marks).toEqual([[1, 3]])
    expect(lookFor([[...'退策']], '退货政策').found.size).toBe(0)
  })
})
