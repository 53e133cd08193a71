import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Article, Language } from '#shared/knowledge.ts'
import { buildEngine } from './engine.ts'

const day = '2026-11-21'

function article(id: string, language: Language, title: string, phrasings: string[], body: string): Article {
  return { id, language, version: 1, title, topic: 'test', phrasings, body }
}

const shop: Article[] = [
  article(
    'delivery-times',
    'en',
    'How long does delivery take?',
    ['when will my parcel arrive', 'shipping time to France'],
    'Standard delivery takes 3 to 5 business days in the EU.\n\nExpress delivery takes one or two business days.',
  ),
  article(
    'returns-how',
    'en',
    'How do I return something?',
    ['send an item back', 'start a return'],
    'Go to account, orders, Return. The label comes by e-mail.',
  ),
  article(
    'refund-when',
    'en',
    'When do I get my refund?',
    ['money not back on my card yet'],
    'Refunds are made within 3 business days after the return has been checked.',
  ),
  article(
    'warranty-terms',
    'en',
    'What does the warranty cover?',
    ['guarantee period of a tent'],
    'Two years on all gear, five years on tent poles.',
  ),
  article(
    'trade-in',
    'en',
    'Can I trade in my old tent?',
    ['voucher for old gear'],
    'Bring an old Northlight tent to a showroom.',
  ),
  article(
    'delivery-times',
    'zh',
    '配送需要多久？',
    ['快递几天能到', '包裹什么时候送到'],
    '标准配送需要 2–4 个工作日。\n\n加急配送 1–2 个工作日。',
  ),
  article(
    'returns-how',
    'zh',
    '怎么退货？',
    ['我想把东西退回去', '申请退货'],
    '进入“我的账户 → 订单 → 退货”。',
  ),
  article('refund-when', 'zh', '退款什么时候到账？', ['钱还没退回来'], '仓库验收后 3 个工作日内退款。'),
  article(
    'invoice-download',
    'zh',
    '在哪里下载发票？',
    ['开发票', '电子发票'],
    '发货后可在订单里下载 PDF 发票。',
  ),
  article('only-chinese', 'zh', 'Fjord 夹克保养', ['Fjord 怎么洗'], 'Fjord 夹克可以机洗。'),
]

const engine = await buildEngine(shop)

async function best(question: string, language: Language): Promise<string | undefined> {
  return (await engine.find(question, { language, day })).candidates[0]?.articleId
}

describe('the right article is found', () => {
  test.each([
    ['when will my package arrive', 'delivery-times'],
    ['how can I send the tent back', 'returns-how'],
    ['I still wait for my reimbursement', 'refund-when'],
    ['delivry time please', 'delivery-times'],
    ['is my tent under guarantee', 'warranty-terms'],
  ])('for "%s"', async (question, id) => {
    expect(await best(question, 'en')).toBe(id)
  })

  test.each([
    ['我的快遞幾天能到', 'delivery-times'],
    ['想退货怎么弄', 'returns-how'],
    ['退款多久到账', 'refund-when'],
    ['帮我开个发票', 'invoice-download'],
  ])('for “%s”', async (question, id) => {
    expect(await best(question, 'zh')).toBe(id)
  })
})

test('the passage is the paragraph that answers, not simply the first', async () => {
  const [candidate] = (await engine.find('how fast is express delivery', { language: 'en', day })).candidates
  expect(candidate?.passage).toBe('Express delivery takes one or two business days.')
})

test('a phrasing word for word is sure, whatever its case and punctuation', async () => {
  expect(
    (await engine.find('When will my parcel arrive??', { language: 'en', day })).confidence,
  ).toBeGreaterThan(0.9)
  expect((await engine.find('快递，几天能到', { language: 'zh', day })).confidence).toBeGreaterThan(0.9)
})

test('candidates come best first, at most five, and the first carries the confidence', async () => {
  const { candidates, confidence } = await engine.find('tent delivery return refund warranty', {
    language: 'en',
    day,
  })
  expect(candidates.length).toBeGreaterThan(2)
  expect(candidates.length).toBeLessThanOrEqual(5)
  expect(candidates.map(({ score }) => score)).toEqual(
    candidates.map(({ score }) => score).sort((a, b) => b - a),
  )
  expect(candidates[0]?.confidence).toBe(confidence)
})

test('what the shop has no words for is less known than what it has', async () => {
  const offTopic = await engine.find('who won the football championship yesterday', { language: 'en', day })
  expect(offTopic.known).toBeLessThan(0.3)
  expect(offTopic.confidence).toBeLessThan(0.3)
  expect((await engine.find('refund of the delivery', { language: 'en', day })).known).toBeGreaterThan(0.9)
  expect((await engine.find('昨天球赛谁赢了', { language: 'zh', day })).confidence).toBeLessThan(0.3)
})

test('an article that exists only in the other language is reached by a name, without much confidence', async () => {
  const { candidates, confidence } = await engine.find('how do I wash my Fjord', { language: 'en', day })
  expect(candidates[0]).toMatchObject({ articleId: 'only-chinese', language: 'zh' })
  expect(confidence).toBeLessThan(0.7)
})

test('an article that exists in both languages is found only in the language of the question', async () => {
  const { candidates } = await engine.find('delivery refund return', { language: 'en', day })
  expect(candidates.filter(({ articleId }) => articleId === 'delivery-times')).toHaveLength(1)
  expect(candidates.find(({ articleId }) => articleId === 'delivery-times')?.language).toBe('en')
})

test('an article is found on its first and last day and on no day outside', async () => {
  const campaign = {
    ...article('campaign', 'en', 'Winter sale', ['winter discount'], 'Twenty percent off.'),
    validFrom: '2026-11-01',
    validUntil: '2027-01-15',
  }
  const dated = await buildEngine([...shop, campaign])
  async function findsOn(on: string): Promise<boolean> {
    const { candidates } = await dated.find('winter discount', { language: 'en', day: on })
    return candidates.some(({ articleId }) => articleId === 'campaign')
  }
  const days = ['2026-10-31', '2026-11-01', '2027-01-15', '2027-01-16']
  expect(await Promise.all(days.map(findsOn))).toEqual([false, true, true, false])
})

describe('nothing to go by', () => {
  const nothings = ['', '   ', '😀😀', '?', 'a', '的', '\u0000\ud800', '___', "';--"]
  test.each(nothings)('"%s" finds nothing with no confidence', async (question) => {
    for (const language of ['en', 'zh'] as const) {
      expect(await engine.find(question, { language, day })).toMatchObject({ confidence: 0, candidates: [] })
    }
  })

  test('10 000 characters are no exception and no certainty', async () => {
    for (const question of [
      'parcel '.repeat(1_429),
      '退货'.repeat(5_000),
      'x'.repeat(10_000),
      'aβ退 '.repeat(2_500),
    ]) {
      const { confidence } = await engine.find(question, { language: 'en', day })
      expect(confidence).toBeLessThan(0.9)
    }
  })

  test.each([
    '\u202etfihs\u202c',
    '\u200f\u200e\u2067',
    '退 return возврат إرجاع',
    'ＲＥＴＵＲＮ　ｌａｂｅｌ　ｐｌｅａｓｅ　ｘｙｚ',
    '🛒🛒 vs 👕👕 ???',
    'q',
    '么',
  ])('“%s” is no certainty', async (question) => {
    for (const language of ['en', 'zh'] as const) {
      expect((await engine.find(question, { language, day })).confidence).toBeLessThan(0.6)
    }
  })

  // The list is not part of the project; where it lies beside it, every line of it is asked.
  const naughty = new URL('../../../shared/data/naughty-strings.json', import.meta.url)
  test.skipIf(!existsSync(naughty))(
    'no line of the naughty strings is answered with confidence',
    async () => {
      const lines = JSON.parse(readFileSync(naughty, 'utf8')) as string[]
      expect(lines.length).toBeGreaterThan(400)
      const sure: string[] = []
      for (const question of lines) {
        for (const language of ['en', 'zh'] as const) {
          const { confidence } = await engine.find(question, { language, day })
          if (!(confidence >= 0 && confidence < 0.5)) sure.push(question)
        }
      }
      expect(sure).toEqual([])
    },
  )

  test('one word is a subject to ask about, not a question to answer, unless a trainer wrote it down', async () => {
    for (const [question, language] of [
      ['delivery', 'en'],
      ['expression', 'en'],
      ['退款', 'zh'],
    ] as const)
      expect((await engine.find(question, { language, day })).confidence).toBeLessThan(0.5)
    expect((await engine.find('开发票', { language: 'zh', day })).confidence).toBeGreaterThan(0.9)
  })

  test('a shop without articles knows nothing', async () => {
    const empty = await buildEngine([])
    expect(await empty.find('when will my parcel arrive', { language: 'en', day })).toEqual({
      confidence: 0,
      answerable: 0,
      known: 0,
      candidates: [],
    })
  })

  test('a shop with one article is not confident of a question that shares a word with it', async () => {
    const single = await buildEngine(shop.slice(0, 1))
    const { confidence } = await single.find('can I pay the delivery man in cash', { language: 'en', day })
    expect(confidence).toBeLessThan(0.5)
    expect((await single.find('tell me a joke', { language: 'en', day })).confidence).toBe(0)
  })

  test('articles without phrasings, body or title still work', async () => {
    const bare = await buildEngine([
      article('a', 'en', 'Gift cards', [], ''),
      article('b', 'en', '', [], 'Opening hours.'),
      article('c', 'zh', '', [], ''),
    ])
    expect((await bare.find('gift card', { language: 'en', day })).candidates[0]).toMatchObject({
      articleId: 'a',
      passage: '',
    })
    expect((await bare.find('opening hours', { language: 'en', day })).candidates[0]).toMatchObject({
      articleId: 'b',
    })
  })

  test('of two identical articles neither is answered with confidence, not even word for word', async () => {
    const twins = await buildEngine([
      ...shop,
      article(
        'delivery-copy',
        'en',
        'How long does delivery take?',
        ['when will my parcel arrive', 'shipping time to France'],
        shop[0]?.body ?? '',
      ),
    ])
    expect(
      (await twins.find('when will my parcel arrive', { language: 'en', day })).confidence,
    ).toBeLessThanOrEqual(0.5)
  })
})

test('of two versions of an article only the later is found', async () => {
  const [first] = shop
  if (first === undefined) throw new Error('no article')
  const both = await buildEngine([{ ...first, version: 2 }, first])
  expect(
    (await both.find('parcel', { language: 'en', day })).candidates.map(({ version }) => version),
  ).toEqual([2])
})

test('a search leaves nothing behind that changes the next one', async () => {
  const before = await engine.find('when is the refund', { language: 'en', day })
  await engine.find('warranty tent return delivery 退货', { language: 'en', day })
  await engine.find('退货退款发票', { language: 'zh', day })
  expect(await engine.find('when is the refund', { language: 'en', day })).toEqual(before)
})

describe('with an encoder', async () => {
  const asked: string[] = []
  /** Stands for an English encoder: sentences about money come back lie on one axis, all others on another. */
  const encoder = {
    name: 'by hand',
    close: async () => undefined,
    async encode(texts: readonly string[]) {
      asked.push(...texts)
      return texts.map((text) => {
        if (/\p{Script=Han}/u.test(text)) return undefined
        return /refund|money|reimburse|cash/i.test(text) ? Float32Array.of(1, 0) : Float32Array.of(0, 1)
      })
    },
  }
  const encoded = await buildEngine(shop, { encoder })

  test('a question without a word of its article is found by its meaning', async () => {
    const { candidates } = await encoded.find('where is the cash', { language: 'en', day })
    expect(candidates[0]?.articleId).toBe('refund-when')
    expect(
      (await engine.find('where is the cash', { language: 'en', day })).candidates[0]?.articleId,
    ).not.toBe('refund-when')
  })

  test('a question that it cannot read is ranked as it is without an encoder', async () => {
    const question = '退款多久到账'
    const { candidates } = await encoded.find(question, { language: 'zh', day })
    expect(candidates[0]?.articleId).toBe('refund-when')
    expect(await encoded.find(question, { language: 'en', day })).toEqual(
      await engine.find(question, { language: 'en', day }),
    )
  })

  test('no Chinese question and no Chinese text changes what it makes of English ones', async () => {
    const before = await encoded.find('when is the refund', { language: 'en', day })
    await encoded.find('我的钱呢', { language: 'zh', day })
    expect(await encoded.find('when is the refund', { language: 'en', day })).toEqual(before)
    expect(asked).toContain('when is the refund')
  })
})
