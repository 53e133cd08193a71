import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { processorTimeOf } from '../../../../test/support/processor-time.ts'
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

test('there are at least 300 cases in each language, no text among them twice', () => {
  const sets = ['promises', 'promises-held-out', 'promises-second', 'promises-third', 'promises-fourth']
  for (const language of ['en', 'zh']) {
    const cases = sets.flatMap((name) => casesOf(`${name}.${language}`))
    const texts = new Set(cases.map(({ text, article, tool }) => JSON.stringify([text, article, tool])))
    expect(texts.size).toBe(cases.length)
    expect(cases.length).toBeGreaterThanOrEqual(300)
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
  ['promises-held-out.zh', 0, 0],
])(
  'of %s, written before the rules, at most %i promises pass and %i honest drafts are stopped',
  (name, missed, alarmed) => {
    const wrong = wrongOf(name)
    expect(wrong.missed.length).toBeLessThanOrEqual(missed)
    expect(wrong.alarmed.length).toBeLessThanOrEqual(alarmed)
  },
)

// Evasions, of which a few are beyond the guard: see judge-draft.test.ts for what the judge makes of them.
test.each([
  ['promises-fourth.en', ['Your order no longer exists; it was cancelled.']],
  ['promises-fourth.zh', ['一口价九十九。', '二十大洋归您。']],
])('of %s only %j pass the guard alone, and nothing honest is stopped (invariant 13)', (name, missed) => {
  expect(wrongOf(name)).toEqual({ missed, alarmed: [] })
})

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
  ['a fortnight, 半个月, 48h', ['14d', '15d', '2d']],
  ['后天 is not 大后天', ['day+2', 'day+3']],
  ['Fifteen dollars and fifty cents, that is $15.50.', ['USD 1550', 'USD 1550']],
  ['贰佰伍拾元，廿元，五毛', ['CNY 25000', 'CNY 2000', 'CNY 50']],
  ['优惠两成，减四分之一', ['20%', '25%']],
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
    'We will r e f u n d you.',
    'We will r\u0435fund you.',
    '我们会退 款给您。',
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
  'a ',
  '退 ',
  'if not ',
  '优惠',
  '贰拾',
  'every penny ',
  'we are canceling ',
  'another ',
  ' ',
  '. ',
  '\n',
])('10 000 characters of %j take less than 60 ms', (piece) => {
  const hostile = piece.repeat(10_000 / piece.length)
  const guardIt = () => guardPromises(hostile, { passages: [], facts: [] })
  // A pattern that goes over the text again and again takes seconds. The first runs compile; a system counts the time of a thread in steps of some milliseconds, so eight are one sum.
  for (let runs = 0; runs < 3; runs += 1) guardIt()
  const took = processorTimeOf(() => {
    for (let runs = 0; runs < 8; runs += 1) guardIt()
  })
  expect(took / 8).toBeLessThan(60)
})

test('the number of a return or a parcel names no deadline, whatever its signs spell', () => {
  for (const code of ['RT-AB3H7KQ2', 'RT-3HKQ7AB2', 'RT-KQ7AB23H', 'RT-2MAR7KQB', 'HX4MAY6NL', 'RF-9D2W5H8Y'])
    expect(guardPromises(`Your return ${code} is registered.`, { passages: [], facts: [] }), code).toEqual([])
})
