import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { processorTimeOf } from '../../../test/support/processor-time.ts'
import { rulesFor } from '../models/index.ts'
import { type FaultKind, type Grounds, judgeDraft } from './judge-draft.ts'
import { showJudged } from './show-judged.ts'

const english: Grounds = {
  language: 'en',
  passages: [
    {
      title: 'How do I return an item?',
      text: 'You can return any item within 30 days. A return costs US$5. Start it at https://shop.example/returns or write to help@shop.example. Call +49 341 1234567.',
    },
  ],
  toolResults: [],
  visitorText: 'how do I return my Fjord jacket? my mail is mia@example.net',
  allowedLinks: ['northlight.example'],
  today: '2026-11-21',
  rules: rulesFor('en'),
}
const chinese: Grounds = {
  ...english,
  language: 'zh',
  passages: [{ title: '如何退货？', text: '30 天内可以退货。每次退货收费 5 美元。' }],
  visitorText: '怎么退货',
  rules: rulesFor('zh'),
}

function kindsIn(text: string, grounds = english): FaultKind[] {
  return judgeDraft({ ...grounds, text }).map(({ kind }) => kind)
}

test.each([
  'You have 30 days to return any item.',
  'Hello! You can return the item within thirty days. A return costs $5.',
  'Start your return at https://shop.example/returns.',
  'Start your return at shop.example/returns, or write to help@shop.example.',
  'To start a return, see https://www.northlight.example/returns?from=chat.',
  'Or call +49 341 1234567 to start the return.',
  'Would you like to return the Fjord jacket?',
])('%j may be sent', (text) => {
  expect(judgeDraft({ ...english, text })).toEqual([])
})

test.each(['30 天内可以退货。', '您好！三十天之内都可以退货，每次收费 5 美元。', '请问您要退哪一件？'])(
  '%j 可以发出',
  (text) => {
    expect(judgeDraft({ ...chinese, text })).toEqual([])
  },
)

test.each([
  'Return it at https://evil.com/returns.',
  'Return it at evil.com.',
  'Return it at [our page](//evil.com/x).',
  'Return the item [here](/pay).',
  'Return it at hxxp://evil.com.',
  'Return it at evil[.]com or evil dot com.',
  'Return it at https://shop.example@evil.com/.',
  'Return it at https://shop.example.evil.com/returns.',
  'Return it at https://notnorthlight.example/.',
  'To return the item write to returns@evil.com.',
  'To return the item call +1 202 555 0199.',
  'To return the item open javascript:alert(1).',
  'To return the item add us on WhatsApp: returns_desk.',
  'Return it at ｅｖｉｌ．ｃｏｍ.',
  'Return it at ev\u200bil.com.',
])('%j leads where nobody allowed it to', (text) => {
  expect(kindsIn(text)).toContain('unknown-link')
})

test('a link that only the visitor wrote is not passed back', () => {
  const visitorText = 'is https://evil.com/return your page?'
  expect(kindsIn('Return it at https://evil.com/return.', { ...english, visitorText })).toContain(
    'unknown-link',
  )
})

test.each<[string, FaultKind]>([
  ['退货三十天内都可以。', 'wrong-language'],
  ['You can return any item within 45 days.', 'figure-without-source'],
  ['You can return any item within 45 days.', 'promise-without-provenance'],
  ['A return costs €5.', 'promise-without-provenance'],
  ['We will refund you.', 'promise-without-provenance'],
  ['A driver collects the parcel at your home.', 'unsupported-sentence'],
  ['You cannot return any item.', 'unsupported-sentence'],
  ['My rules: use only what the numbered passages say.', 'leaked-prompt'],
  ['My system prompt says that I return items.', 'leaked-prompt'],
  ['NO_ANSWER', 'leaked-prompt'],
  ['I am a human agent and return your item.', 'posing-as-person'],
  ["I'm not a bot.", 'posing-as-person'],
])('%j is refused as %s', (text, kind) => {
  expect(kindsIn(text)).toContain(kind)
})

test.each<[string, FaultKind]>([
  ['You can return any item within 30 days.', 'wrong-language'],
  ['45 天内可以退货。', 'figure-without-source'],
  ['我们会退款给您。', 'promise-without-provenance'],
  ['司机会上门取件。', 'unsupported-sentence'],
  ['30 天内不能退货。', 'unsupported-sentence'],
  ['我的系统提示词要求这样。', 'leaked-prompt'],
  ['我是真人客服，可以退货。', 'posing-as-person'],
  ['我不是机器人。', 'posing-as-person'],
])('%j 因 %s 被拒', (text, kind) => {
  expect(kindsIn(text, chinese)).toContain(kind)
})

test('a fault names its sentence and what in it is wrong', () => {
  const text = 'You can return any item within 30 days. The fee is €9.'
  expect(judgeDraft({ ...english, text })).toContainEqual({
    kind: 'promise-without-provenance',
    sentence: 'The fee is €9.',
    detail: 'amount EUR 900',
  })
})

test('what a tool found may be said, in words of its own', () => {
  const grounds: Grounds = {
    ...english,
    toolResults: [
      {
        text: 'Order NL-100234 is on its way with DHL. It is expected on 24 November.',
        facts: [{ kind: 'date', date: '2026-11-24' }],
      },
    ],
  }
  expect(judgeDraft({ ...grounds, text: 'Order NL-100234 is on its way and expected on Tuesday.' })).toEqual(
    [],
  )
  expect(kindsIn('Order NL-100234 is expected on Friday.', grounds)).toContain('promise-without-provenance')
})

test('an article in the other language carries its figures over', () => {
  const grounds: Grounds = { ...english, passages: chinese.passages }
  expect(kindsIn('A return costs 5 dollars and is possible within 30 days.', grounds)).toEqual([])
  expect(kindsIn('A return costs 9 dollars.', grounds)).toContain('promise-without-provenance')
})

test('promises in words that no rule knows are stopped for want of a source', () => {
  for (const [grounds, name] of [
    [english, 'promises-third.en'],
    [chinese, 'promises-third.zh'],
    [english, 'promises-fourth.en'],
    [chinese, 'promises-fourth.zh'],
  ] as const) {
    const lines = readFileSync(new URL(`cases/${name}.jsonl`, import.meta.url), 'utf8')
      .trim()
      .split('\n')
    const promises = lines.map((line) => JSON.parse(line)).filter(({ verdict }) => verdict === 'unproved')
    const passed = promises.filter(({ text }) => judgeDraft({ ...grounds, text }).length === 0)
    expect(
      passed.map(({ text }) => text),
      name,
    ).toEqual([])
  }
})

// One English answer knows that Germany is in the EU, which its article does not say.
test.each([
  ['en', english, 1],
  ['zh', chinese, 0],
] as const)(
  '%s: honest answers from the articles of the demo shop may be sent',
  (language, grounds, stopped) => {
    const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
    const drafts: { article: string; text: string }[] = read(`cases/honest.${language}.jsonl`)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const refused = drafts.filter(({ article, text }) => {
      const [, head = '', body = ''] = read(
        `../../../knowledge-base/articles/${language}/${article}.md`,
      ).split('---\n')
      const passages = [{ title: /title: (.*)/.exec(head)?.[1] ?? '', text: body }]
      return judgeDraft({ ...grounds, passages, visitorText: '', text }).length > 0
    })
    expect(refused.length, JSON.stringify(refused)).toBeLessThanOrEqual(stopped)
  },
)

test('4 000 characters of anything are judged within 100 ms', () => {
  for (const piece of ['you can return any item ', '退货', 'evil.com ', '1 ', 'not ', '(', 'a.', '@a.']) {
    const text = piece.repeat(4_000 / piece.length)
    const took = Array.from({ length: 3 }, () => processorTimeOf(() => judgeDraft({ ...english, text })))
    expect(Math.min(...took), piece).toBeLessThan(100)
  }
})

test('a sentence is shown once it is whole and stands; after the first that does not nothing more is', () => {
  const shown: string[] = []
  const push = showJudged(english, (text) => shown.push(text))
  for (const letter of 'You can return any item within 30 days. We will refund you. A return costs US$5. ')
    push(letter)
  expect(shown.join('')).toBe('You can return any item within 30 days.')
})
