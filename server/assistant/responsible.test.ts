import { describe, expect, test } from 'vitest'
import { lockedTopics, type ResponsibilityRow } from '#shared/responsibility.ts'
import { triage } from './reading/triage.ts'
import { ledByPeople, responsible } from './responsible.ts'
import type { TurnParts } from './turn.ts'

/** A list that would keep everything in the assistant's hands, if it could. */
const greedy: ResponsibilityRow[] = ['*', ...lockedTopics].map((topic) => ({
  topic,
  lead: 'assistant',
  accountable: 'nobody',
  answerAt: 0,
}))

function partsOf(rows: ResponsibilityRow[], angerAt = 1) {
  const recorded: Record<string, unknown>[] = []
  const parts = {
    responsibilities: { version: 7, rows, askAt: 0, angerAt, missesAllowed: 5 },
    isDeskOpen: true,
    record: (_specialist: string, detail: Record<string, unknown>) => void recorded.push(detail),
  } as unknown as TurnParts
  return { parts, recorded }
}

function decided(text: string, language: 'en' | 'zh') {
  const { parts, recorded } = partsOf(greedy)
  const decision = responsible(triage(text, language), parts)
  return { decision, detail: recorded[0] }
}

describe.each([
  [
    'self-harm',
    'safety',
    [
      'honestly I just want to kill myself tonight',
      'i have been thinking about hurting myself again',
      'there is no reason to live any more',
      "I don't want to be alive",
      'my family would be better off without me',
      'I swallowed all my sleeping pills',
      '我真的不想活了',
      '我想自杀，谁也别拦我',
      '昨晚我又割腕了',
      '活着没有意义，想一了百了',
      '我站在楼顶，想跳下去',
    ],
  ],
  [
    'violence',
    'safety',
    [
      'I am going to beat up your driver if he comes back',
      'I will burn down your warehouse',
      "I'm coming to your store with a knife",
      'my boyfriend is hitting me',
      'I know where your courier lives, he better watch his back',
      '我要拿刀去你们店里',
      '信不信我打死你们送货员',
      '我要放火烧了你们仓库',
      '你们快递员打我，把我推倒在地',
      '我老公家暴，我很害怕',
    ],
  ],
  [
    'legal-threat',
    'policy',
    [
      'my lawyer will be in touch',
      'I am going to sue you over this tent',
      'see you in court',
      "I'm taking this to small claims",
      'I will report you to trading standards',
      'we are considering legal action against your company',
      '我要起诉你们',
      '我的律师会联系你们',
      '那就法庭见',
      '不退钱我就打12315投诉',
      '我要去消协投诉你们',
    ],
  ],
  [
    'payment-data',
    'policy',
    [
      'my card number is 4111 1111 1111 1111',
      'charge it to 5555555555554444 exp 12/29',
      'somebody used my saved card to order things',
      'I gave him the security code and my card number',
      'there is an order I never placed on my account',
      '我的卡号是 4111111111111111',
      '银行卡号：６２２８４８００１２３４５６７８，帮我扣款 4242 4242 4242 4242',
      '我的账号被盗了，有人用我的卡下单',
      '我把验证码告诉了他',
      '这单不是我下的单，请冻结我的账户',
    ],
  ],
  [
    'visitor-request',
    'visitor-request',
    [
      'can I talk to a real person please',
      'I want to speak to an agent',
      'human',
      'connect me with your staff',
      'no bots please, give me a human',
      '转人工',
      '我要人工客服',
      '请帮我转接真人',
      '不要机器人，找个人跟我说',
    ],
  ],
] as const)('%s belongs to a person, whatever the list says', (row, reason, texts) => {
  test.each(texts)('%s', (text) => {
    const { decision, detail } = decided(text, /\p{Script=Han}/u.test(text) ? 'zh' : 'en')
    expect(decision).toMatchObject({ outcome: 'handed-over', reason })
    expect(detail).toMatchObject({ list: 7, lead: 'person', row, why: 'locked', rule: reason })
  })
})

describe('the shop’s daily words raise none of them', () => {
  test.each([
    'does this jacket cut the wind',
    'the zip broke, can I return it',
    'which card types do you accept',
    'is a tent for one person big enough for me and a dog',
    'do you ship to a court of arms museum',
    'how sharp is the knife in the set',
    '刀具套装可以带上飞机吗',
    '可以用信用卡付款吗',
    '这个登山绳能承受多少重量',
    '一个人用的帐篷有吗',
    '快递员态度很好',
    '发票可以开公司抬头吗',
  ])('%s', (text) => {
    const { decision, detail } = decided(text, /\p{Script=Han}/u.test(text) ? 'zh' : 'en')
    expect(decision).toBeUndefined()
    expect(detail).toMatchObject({ list: 7, lead: 'assistant' })
    expect(detail).not.toHaveProperty('row')
  })
})

test('anger is held against the threshold of the list, and the record says so', () => {
  const message = { ...triage('where is it', 'en'), anger: 0.6 }
  for (const [angerAt, handed] of [
    [0.6, true],
    [0.61, false],
  ] as const) {
    const { parts, recorded } = partsOf(greedy, angerAt)
    expect(responsible(message, parts)?.reason).toBe(handed ? 'negative-sentiment' : undefined)
    expect(recorded[0]).toMatchObject({ list: 7, anger: 0.6, angerAt, ...(handed && { why: 'angry' }) })
  }
})

describe('a topic that the list keeps from the assistant', () => {
  const rows: ResponsibilityRow[] = [
    { topic: 'returns', lead: 'person', accountable: 'supervisor', answerAt: 0.5, team: 'after-sales' },
    { topic: 'warranty', lead: 'assistant-with-approval', accountable: 'supervisor', answerAt: 0.5 },
    { topic: '*', lead: 'assistant', accountable: 'supervisor', answerAt: 0.5 },
  ]

  test('goes to a person, with version, row, why and team on the record', () => {
    const { parts, recorded } = partsOf(rows)
    expect(ledByPeople('returns', 'zh', parts)).toMatchObject({
      outcome: 'handed-over',
      reason: 'policy',
      language: 'zh',
    })
    expect(ledByPeople('warranty', 'en', parts)).toMatchObject({ reason: 'policy', language: 'en' })
    expect(recorded).toEqual([
      { list: 7, lead: 'person', row: 'returns', why: 'topic', team: 'after-sales', rule: 'policy' },
      { list: 7, lead: 'assistant-with-approval', row: 'warranty', why: 'topic', rule: 'policy' },
    ])
  })

  test('others do not, and nothing more is recorded', () => {
    const { parts, recorded } = partsOf(rows)
    expect(ledByPeople('delivery', 'en', parts)).toBeUndefined()
    expect(recorded).toEqual([])
  })
})
