import { expect, test } from 'vitest'
import type { Article } from '#shared/knowledge.ts'
import { makeEncoder } from '../encoder/encoder.ts'
import { engineOf } from '../engine.ts'
import { vectorsIn } from '../ranking/sentence-vectors.ts'
import { makeIndexes } from './indexes.ts'
import { packIndexes, readHeader, UnusableIndex, unpackIndexes } from './pack.ts'

const day = '2026-11-21'
const subjects = [
  'delivery',
  'refund',
  'warranty',
  'invoice',
  'voucher',
  'password',
  'newsletter',
  'tent',
  'points',
]
const shop: Article[] = subjects.flatMap((subject) => [
  {
    id: subject,
    language: 'en',
    version: 1,
    title: `About the ${subject}`,
    topic: 'test',
    phrasings: ['how does the X work', 'my X is late', 'X again', 'where do I find X'].map((each) =>
      each.replace('X', subject),
    ),
    body: `All that there is to say of ${subject} in one paragraph.\n\nAnd what else is to be said of it in another.`,
  },
  {
    id: subject === 'points' ? 'only-chinese' : subject,
    language: 'zh',
    version: 2,
    title: `关于${subject}的说明`,
    topic: 'test',
    phrasings: [`${subject}怎么用`, `${subject}在哪里找`],
    body: '标准配送需要二到四个工作日，节假日顺延。',
  },
])

/** Two texts are as near as they have letters in common: enough to tell a vector from none. */
const encoder = makeEncoder({
  name: 'letters',
  reads: (text) => /^[\p{ASCII}]+$/u.test(text),
  embed: async (texts) =>
    texts.map((text) =>
      Array.from({ length: 26 }, (_, at) => text.toLowerCase().split(String.fromCharCode(97 + at)).length),
    ),
  close: async () => undefined,
})

const questions = [
  'where is my refund',
  'warrenty of the tent',
  'password',
  '关于 delivery 的问题',
  'only points',
  'voucher again',
]

test('an index that was packed and read again answers as it did before', async () => {
  const indexes = await makeIndexes(shop, { encoder })
  const before = engineOf(indexes, encoder)
  const after = engineOf(unpackIndexes(packIndexes(indexes), structuredClone(shop)), encoder)
  for (const question of questions) {
    for (const language of ['en', 'zh'] as const) {
      const found = await after.find(question, { language, day })
      expect(found).toEqual(await before.find(question, { language, day }))
      expect(await after.likeness(question, 'my refund', language)).toEqual(
        await before.likeness(question, 'my refund', language),
      )
    }
  }
  expect((await after.find('my refund is late', { language: 'en', day })).candidates[0]?.articleId).toBe(
    'refund',
  )
  expect(after.models).toEqual(before.models)
})

test('without the encoder that made its vectors an index answers by words', async () => {
  const indexes = await makeIndexes(shop, { encoder })
  const other = { ...encoder, name: 'another' }
  for (const reader of [undefined, other]) {
    const { candidates } = await engineOf(indexes, reader).find('my refund is late', { language: 'en', day })
    expect(candidates[0]?.articleId).toBe('refund')
  }
})

test('a later release encodes only the texts that are new in it', async () => {
  const { languages } = readHeader(packIndexes(await makeIndexes(shop, { encoder })))
  const { sentences } = languages.en
  if (sentences === undefined) throw new Error('no vectors')
  const known = vectorsIn('letters', [sentences])
  const [expected] = await encoder.encode(['my refund is late'])
  expect(known.of('my refund is late')?.[3]).toBeCloseTo(expected?.[3] ?? 0, 3)
  expect(known.of('my refund is early')).toBeUndefined()
})

test('an index of other articles, of another version or cut short is refused', async () => {
  const bytes = packIndexes(await makeIndexes(shop))
  const edited = shop.map((article, place) => (place === 0 ? { ...article, version: 2 } : article))
  expect(() => unpackIndexes(bytes, edited)).toThrow(UnusableIndex)
  expect(() => unpackIndexes(bytes.slice(0, 1000), shop)).toThrow(UnusableIndex)
  expect(() => unpackIndexes(new Uint8Array(8), shop)).toThrow(UnusableIndex)
  const text = Buffer.from(bytes)
    .toString('latin1')
    .replace(/"terms":\d+/, (found) => found.replace(/\d/, '9'))
  expect(() => unpackIndexes(new Uint8Array(Buffer.from(text, 'latin1')), shop)).toThrow(/another version/)
})
