import { describe, expect, test } from 'vitest'
import type { Article, Language } from '#shared/knowledge.ts'
import { makeEncoder } from './encoder/encoder.ts'
import { buildEngine, type Engine, engineOf } from './engine.ts'
import { makeIndexes } from './releases/indexes.ts'
import { packIndexes, unpackIndexes } from './releases/pack.ts'

const day = '2026-11-21'

function article(id: string, language: Language, title: string, phrasings: string[], body: string): Article {
  return { id, language, version: 1, title, topic: 'test', phrasings, body }
}

const shop: Article[] = [
  article(
    'power-bank-flight',
    'en',
    'May I take a power bank on a plane?',
    ['power banks in hand luggage', 'flying with a power bank'],
    'A power bank of up to 100 Wh goes into your hand luggage, never into the hold.\n\nShow it at the gate when asked.',
  ),
  article(
    'lantern-charging',
    'en',
    'How do I charge the lantern?',
    ['charging time of the lantern', 'the lantern does not charge'],
    'The lantern charges by USB-C in three hours. A red light shows that it is charging.',
  ),
  article(
    'boot-care',
    'en',
    'How do I look after my boots?',
    ['cleaning leather boots', 'wax for boots'],
    'Brush them, let them dry slowly, and wax the leather twice a year.',
  ),
  article(
    'kettle-size',
    'en',
    'How much does the kettle hold?',
    ['volume of the kettle', 'is the kettle big enough for two'],
    'The kettle holds 0.9 litres: enough for three mugs of tea.',
  ),
  article(
    'power-bank-flight',
    'zh',
    '充电宝可以带上飞机吗？',
    ['坐飞机带充电宝', '充电宝能托运吗'],
    '容量不超过 100 Wh 的充电宝可以随身携带，不能托运。',
  ),
  article(
    'kettle-size',
    'zh',
    '烧水壶容量多大？',
    ['烧水壶能装多少水', '烧水壶够两个人用吗'],
    '烧水壶容量为 0.9 升，够三杯茶。',
  ),
  article(
    'tarp-set-up',
    'zh',
    '天幕怎么搭？',
    ['搭天幕的步骤', '天幕绳子怎么系'],
    '先立两根杆，再拉紧四角的绳子。',
  ),
]
const synonyms = [
  ['battery pack', 'power bank', 'juicebox'],
  ['充电宝', '移动电源'],
  ['天幕', 'tarp', 'shade sail'],
  ['billy', 'kettle'],
  ['NL-4520', '烧水壶'],
]

async function best(engine: Engine, question: string, language: Language = 'en') {
  const { confidence, known, candidates } = await engine.find(question, { language, day })
  return { id: candidates[0]?.articleId, confidence, known, candidate: candidates[0] }
}

const plain = await buildEngine(shop)
const engine = await buildEngine(shop, { synonyms })

describe('with synonyms of its own the shop finds', () => {
  test.each<[question: string, language: Language, id: string]>([
    ['juicebox allowed in the cabin?', 'en', 'power-bank-flight'],
    ['can my battery packs come along', 'en', 'power-bank-flight'],
    ['Battery-Pack rules', 'en', 'power-bank-flight'],
    ['what does the billy take', 'en', 'kettle-size'],
    ['jucebox allowed?', 'en', 'power-bank-flight'],
    ['移动电源能带吗', 'zh', 'power-bank-flight'],
    ['移動電源能帶嗎', 'zh', 'power-bank-flight'],
    ['NL-4520 多少升', 'zh', 'kettle-size'],
    ['tarp 怎么弄', 'zh', 'tarp-set-up'],
    ['ropes of the shade sail', 'en', 'tarp-set-up'],
  ])('the article that says it in another word: %s', async (question, language, id) => {
    const found = await best(engine, question, language)
    const before = await best(plain, question, language)
    expect(found.id).toBe(id)
    expect(before.id === id && before.confidence >= found.confidence, 'found as well without').toBe(false)
  })

  test('an article by its own words as before, and shows it as it is written', async () => {
    const { id, candidate, confidence } = await best(engine, 'power bank at the gate')
    expect(id).toBe('power-bank-flight')
    expect(candidate?.title).toBe('May I take a power bank on a plane?')
    expect(shop[0]?.body).toContain(candidate?.passage)
    expect((await best(engine, 'May I take a juicebox on a plane?')).confidence).toBeGreaterThan(
      confidence / 2,
    )
  })

  test('a word of a group and its synonym to be the same question', async () => {
    const one = await best(engine, 'is a power bank fine on board')
    const other = await best(engine, 'is a battery pack fine on board')
    expect(other).toEqual(one)
    expect(await engine.likeness('my juicebox', 'my power banks', 'en')).toBe(1)
    expect(await plain.likeness('my juicebox', 'my power banks', 'en')).toBeLessThan(0.9)
  })
})

test('a phrase is one only where its words stand together', async () => {
  const apart = await best(engine, 'battery. Pack boots and wax')
  expect(apart.id).toBe('boot-care')
})

test('a word inside another word is not the word', async () => {
  const inside = await buildEngine(shop, { synonyms: [['boot', 'kettle']] })
  expect((await best(inside, 'bootleg')).id).toBe((await best(plain, 'bootleg')).id)
})

test('hostile questions are read in time, with nothing thrown', async () => {
  for (const question of [
    '移动电源'.repeat(5_000),
    'battery '.repeat(3_000),
    '\ud800移动电源\0',
    '🔋'.repeat(500),
    'y'.repeat(5_000),
    'unheard of '.repeat(500),
  ]) {
    const start = performance.now()
    await best(engine, question, 'zh')
    await best(engine, question, 'en')
    expect(performance.now() - start).toBeLessThan(500)
  }
})

test('no synonyms make the very same index as before, byte for byte', async () => {
  const bytes = packIndexes(await makeIndexes(shop))
  expect(Buffer.compare(packIndexes(await makeIndexes(shop, { synonyms: [] })), bytes)).toBe(0)
})

test('a stored index answers with the synonyms it was made with (invariant 19)', async () => {
  const stored = unpackIndexes(packIndexes(await makeIndexes(shop, { synonyms })), shop)
  const loaded = engineOf(stored)
  for (const question of [
    'juicebox allowed in the cabin?',
    'what does the billy take',
    'ropes of the shade sail',
  ])
    expect(await best(loaded, question)).toEqual(await best(engine, question))
})

test('the encoder reads the one word for several as well', async () => {
  const read: string[] = []
  const encoder = makeEncoder({
    name: 'letters',
    reads: (text) => /^\p{ASCII}+$/u.test(text),
    embed: async (texts) => {
      read.push(...texts)
      return texts.map((text) =>
        Array.from({ length: 26 }, (_, at) => text.split(String.fromCharCode(97 + at)).length),
      )
    },
    close: async () => undefined,
  })
  const encoded = await buildEngine(shop, { encoder, synonyms })
  await best(encoded, 'juicebox on board')
  expect(read.at(-1)).toBe('power bank on board')
  expect(read).toContain('flying with a power bank')
})
