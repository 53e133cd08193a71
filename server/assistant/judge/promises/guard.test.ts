import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { guardPromises, type ToolFact } from './guard.ts'
import { promisesIn } from './promises-in.ts'

interface Case {
  text: string
  verdict: 'unproved' | 'proved' | 'none'
  article?: string
  tool?: ToolFact[]
}

const today = '2026-11-21'

function casesOf(name: string): Case[] {
  const lines = readFileSync(new URL(`../cases/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
  return lines.map((line) => JSON.parse(line))
}

function unprovedIn({ text, article, tool }: Case) {
  return guardPromises(text, { passages: article ? [article] : [], facts: tool ?? [], today })
}

/** Which cases go wrong: a promise let through, or an honest draft stopped. */
function wrongOf(name: string) {
  const cases = casesOf(name)
  const missed = cases.filter((each) => each.verdict === 'unproved' && unprovedIn(each).length === 0)
  const alarmed = cases.filter((each) => each.verdict !== 'unproved' && unprovedIn(each).length > 0)
  return { missed: missed.map(({ text }) => text), alarmed: alarmed.map(({ text }) => text) }
}

test('there are at least 320 cases, half of them in each language', () => {
  for (const language of ['en', 'zh']) {
    const size = casesOf(`promises.${language}`).length + casesOf(`promises-held-out.${language}`).length
    expect(size).toBeGreaterThanOrEqual(160)
  }
})

test.each(['promises.en', 'promises.zh', 'promises-second.en', 'promises-second.zh'])(
  'of %s no unproved promise passes and nothing honest is stopped (invariant 13)',
  (name) => {
    expect(wrongOf(name)).toEqual({ missed: [], alarmed: [] })
  },
)

// Of each 55: 30 unproved, 25 honest. Measured before the rules saw anything of them: 30 and 29 caught, 0 and 2 alarms.
test.each([
  ['promises-held-out.en', 0, 0],
  ['promises-held-out.zh', 0, 1],
])(
  'of %s, written before the rules, at most %i promises pass and %i honest drafts are stopped',
  (name, missed, alarmed) => {
    const wrong = wrongOf(name)
    expect(wrong.missed.length).toBeLessThanOrEqual(missed)
    expect(wrong.alarmed.length).toBeLessThanOrEqual(alarmed)
  },
)

// Of each 20: 12 unproved, 8 honest. Turns of phrase that no rule knows; see judge-draft.test.ts for what the judge
// makes of them.
test.each([
  ['promises-third.en', 6, 2],
  ['promises-third.zh', 7, 2],
])(
  'of %s, which no rule has learnt from, at most %i promises pass the guard alone',
  (name, missed, alarmed) => {
    const wrong = wrongOf(name)
    expect(wrong.missed.length).toBeLessThanOrEqual(missed)
    expect(wrong.alarmed.length).toBeLessThanOrEqual(alarmed)
  },
)

test.each([
  ['We refund $20.', ['USD 2000']],
  [
    'That is 20 USD, or twenty dollars, or US$20.00, or ＄２０.',
    ['USD 2000', 'USD 2000', 'USD 2000', 'USD 2000'],
  ],
  ['一共两百五十块，也就是 ¥250。', ['CNY 25000', 'CNY 25000']],
  ['It costs 1,299.00 € or 1.299,00 €.', ['EUR 129900', 'EUR 129900']],
  ['$2k', ['USD 200000']],
  ['八五折，就是便宜 15%。', ['15%', '15%']],
  ['打八折', ['20%']],
  ['Half price, that is fifty percent.', ['50%', '50%']],
  ['two weeks, 14 days, 十四天, 336 hours', ['14d', '14d', '14d', '14d']],
  ['三到五个工作日, 3–5 working days', ['5wd', '5wd']],
  ['two years or 24 months, 两年', ['24m', '24m', '24m']],
  ['on 24 November, 11月24日, 2026-11-24', ['11-24', '11-24', '11-24']],
])('the values in %j are told apart by what they mean, not how they are written', (text, values) => {
  const found = promisesIn(text).filter(({ kind }) => ['amount', 'percent', 'deadline'].includes(kind))
  expect(found.map(({ value }) => value).toSorted()).toEqual(values.toSorted())
})

test('a finding names its kind, its value, its words and its sentence', () => {
  expect(promisesIn('Hello! You get **$20** within two days.')).toEqual([
    { kind: 'amount', value: 'USD 2000', text: '$20', sentence: 'you get $20 within two days.' },
    { kind: 'deadline', value: '2d', text: 'two days', sentence: 'you get $20 within two days.' },
  ])
})

test('what hides between the letters or in full width is found all the same', () => {
  for (const text of [
    'We will re\u200bfund you.',
    'ＷＥ ＷＩＬＬ ＲＥＦＵＮＤ ＹＯＵ.',
    '我們會退款給您。',
    'We will **re**fund you.',
  ]) {
    expect(
      promisesIn(text).map(({ kind }) => kind),
      text,
    ).toContain('refund')
  }
})

test('an action counts as done only by a tool, whatever an article says', () => {
  const passages = ['We have refunded you $500. I have cancelled your order.', '已为您退款。']
  for (const text of ['I have cancelled your order.', '已为您退款。']) {
    expect(guardPromises(text, { passages, facts: [] }).map(({ kind }) => kind)).toContain('action')
  }
})

test.each([
  'we will refund you ',
  '$1 ',
  'you asked ',
  'twenty ',
  'i have ',
  'full refund, ',
  'but ',
  'no refund ',
  '退款',
  '一',
  '已',
  '已为您',
  '您要求退款',
  '3月',
  '不',
  '1',
  'a',
  ' ',
  '. ',
  '\n',
])('10 000 characters of %j take less than 20 ms', (piece) => {
  const hostile = piece.repeat(10_000 / piece.length)
  const took = Array.from({ length: 8 }, () => {
    const began = performance.now()
    guardPromises(hostile, { passages: [], facts: [] })
    return performance.now() - began
  })
  // The shortest: what the machine does beside is not the guard's.
  expect(Math.min(...took)).toBeLessThan(20)
})
