import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { processorTimeOf } from '../../../test/support/processor-time.ts'
import { sentimentOf } from '../reading/sentiment.ts'
import { triage } from '../reading/triage.ts'
import { moodModel, sentimentProbabilities } from './mood.ts'
import { urgencyOf } from './urgency.ts'

function balance(text: string, language: 'en' | 'zh' = 'en'): number {
  const { negative, positive } = sentimentProbabilities(text, language)
  return positive - negative
}

describe('English', () => {
  test('a negation turns praise into blame', () => {
    expect(balance('The tent is comfortable and well made')).toBeGreaterThan(0.3)
    expect(balance('The tent is not comfortable and not well made')).toBeLessThan(0)
  })

  test('what stands behind a "but" counts more', () => {
    const complaint = balance('Lovely colour, but the seams are shoddy and it leaks')
    const praise = balance('The seams are shoddy and it leaks, but I adore the lovely colour')
    expect(complaint).toBeLessThan(praise)
  })

  test.each([
    'Brilliant film, gripping from start to finish, superb cast',
    'Absolutely love these boots, worth every penny',
    'Support went above and beyond, made my day',
    'sooo goooood, exceeded my expectations',
  ])('"%s" is praise', (text) => {
    expect(balance(text)).toBeGreaterThan(0.3)
  })

  test.each([
    'Fell apart after one wash, avoid at all costs',
    'A tedious, predictable mess of a novel',
    'Two hours on hold and then they hung up on me, pathetic',
    'Thanks for nothing, the parcel is still missing',
    'too tight, too expensive and it stinks',
  ])('"%s" is blame', (text) => {
    expect(balance(text)).toBeLessThan(-0.3)
  })

  test.each(['What sizes does the blue jacket come in?', 'Do you deliver to Norway on Saturdays?'])(
    'a plain question is neutral: "%s"',
    (text) => {
      expect(sentimentProbabilities(text, 'en').neutral).toBeGreaterThan(0.6)
      expect(sentimentOf(text, 'en').anger).toBeLessThan(0.2)
    },
  )
})

describe('Chinese', () => {
  test('否定把夸奖变成批评', () => {
    expect(balance('料子舒服，做工精细', 'zh')).toBeGreaterThan(0.3)
    expect(balance('料子不舒服，做工不精细', 'zh')).toBeLessThan(0)
  })

  test('“但是”后面的话更重', () => {
    expect(balance('颜色漂亮，但是质量太差，一洗就掉色', 'zh')).toBeLessThan(
      balance('一洗就掉色，质量太差，但是颜色真的漂亮，我很喜欢', 'zh'),
    )
  })

  test.each([
    '绝绝子，闭眼入',
    '物流神速，包装严实，好评',
    '书很感人，一口气读完',
    '酒店干净，早餐丰富，下次还来',
  ])('“%s”是夸', (text) => expect(balance(text, 'zh')).toBeGreaterThan(0.3))

  test.each([
    '做工粗糙，线头一堆',
    '用了两天就坏了，垃圾，退货',
    '房间又脏又吵，隔音差',
    '呵呵，这质量也是没谁了',
  ])('“%s”是贬', (text) => expect(balance(text, 'zh')).toBeLessThan(-0.3))

  test('平常的提问没有情绪', () => {
    expect(sentimentProbabilities('请问这款有黑色吗', 'zh').neutral).toBeGreaterThan(0.6)
  })
})

test('probabilities are at least 0 and add up to 1, whatever the text', () => {
  for (const text of ['', '😀', '!!!', 'love', '差评', 'x'.repeat(10_000), '\ud800']) {
    const { negative, neutral, positive } = sentimentProbabilities(text, 'en')
    expect(Math.min(negative, neutral, positive)).toBeGreaterThanOrEqual(0)
    expect(negative + neutral + positive).toBeCloseTo(1, 6)
  }
})

test('a date at hand with a pressing word is urgent, and a plain question is not', () => {
  expect(
    urgencyOf('URGENT: my flight leaves in two hours and the bag is still at your desk', 'en'),
  ).toBeGreaterThan(0.4)
  expect(urgencyOf('很急！今晚的婚礼要穿，现在还没送到', 'zh')).toBeGreaterThan(0.4)
  expect(urgencyOf('Which tent is lighter?', 'en')).toBeLessThan(0.2)
  expect(urgencyOf('有小一号的吗', 'zh')).toBeLessThan(0.2)
})

describe('weights that cannot be used leave the lexicon to judge alone, with a warning', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mood-'))
  const shipped = readFileSync(new URL('weights.en.bin', import.meta.url))

  test.each([
    ['missing', undefined],
    ['empty', Buffer.alloc(0)],
    [
      'of another version',
      Buffer.from(shipped.toString('latin1').replace('"features":', '"features":9'), 'latin1'),
    ],
    ['cut short', shipped.subarray(0, shipped.length - 1)],
    ['no weights at all', Buffer.from('hello\nworld')],
  ])('%s', (name, content) => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
    const file = join(folder, name.replaceAll(' ', '-'))
    if (content) writeFileSync(file, content)
    expect(moodModel('en', new URL(`file://${file}`))).toBeUndefined()
    expect(warn).toHaveBeenCalledOnce()
    warn.mockRestore()
  })
})

const naughty = new URL('../../../../shared/data/naughty-strings.json', import.meta.url)
describe('hostile text never throws and is never angry by accident', () => {
  test.each([
    '😀'.repeat(5_000),
    '\u202e\u200f\u2066'.repeat(3_000),
    'a'.repeat(10_000),
    '很'.repeat(10_000),
    '(((('.repeat(2_500),
    '@'.repeat(10_000),
    'https://'.repeat(1_250),
    'not '.repeat(2_500),
    '\u0000\ud800'.repeat(5_000),
  ])('%#', (text) => {
    const took = processorTimeOf(() => {
      const { anger, risk } = triage(text, 'en')
      expect(anger).toBeLessThan(0.5)
      expect(risk).toBeNull()
    })
    expect(took).toBeLessThan(150)
  })

  test.skipIf(!existsSync(naughty))('every line of the list of naughty strings', () => {
    const angry = (JSON.parse(readFileSync(naughty, 'utf8')) as string[]).filter((line) => {
      // Some lines of the list do swear.
      return sentimentOf(line, 'en').anger >= 0.5 && !/shit|fuck|damn|crap|idiot|bastard|stupid/i.test(line)
    })
    expect(angry.length).toBe(0)
  })
})
