import { describe, expect, test } from 'vitest'
import { triage } from '../reading/triage.ts'

describe('a problem told calmly is an unhappy customer and no angry one', () => {
  test.each([
    ['en', 'Our delivery slot was this morning, it is now evening and nobody has come or called.'],
    ['en', 'I have been on hold for 40 minutes about a missing suitcase.'],
    ['en', 'The router you sent does not connect, third day without internet.'],
    ['en', 'You charged my card twice and the refund still has not arrived'],
    ['en', '@skylarkair flight delayed 3 hours, no staff at the gate'],
    ['zh', '预约今天上门，等到晚上也没人来，电话没人接'],
    ['zh', '同一笔订单扣了两次钱，退款到现在没到账'],
    ['zh', '热线打了四十分钟，一直占线'],
    ['zh', '宽带断了三天，报修没有人联系我'],
  ] as const)('%s: "%s"', (language, text) => {
    const { unhappy, anger, risk, intent } = triage(text, language)
    expect(unhappy).toBeGreaterThan(0.6)
    expect(anger).toBeLessThan(0.5)
    expect(risk).toBeNull()
    expect(intent).not.toBe('person')
  })
})

describe('sarcasm counts as it is meant', () => {
  test.each([
    ['en', 'Great, another cancelled train. Thanks for nothing.'],
    ['en', 'Well done, you lost my bag again'],
    ['en', "'Your call is important to us', they said, for an hour"],
    ['zh', '呵呵，又延误了，真行'],
    ['zh', '谢谢你们让我白等了一整天'],
  ] as const)('%s: "%s"', (language, text) => {
    expect(triage(text, language).unhappy).toBeGreaterThan(0.6)
  })
})

describe('what asks, informs or praises is not unhappy', () => {
  test.each([
    ['en', 'Which gate does the evening flight to Porto leave from?'],
    ['en', 'What happens to my booking if the train is cancelled?'],
    ['en', 'Please move my appointment to Friday morning.'],
    ['en', '@lumenet thanks, sorted within minutes!'],
    ['zh', '请问晚上去大理的车几点开'],
    ['zh', '如果航班取消，可以改到第二天吗'],
    ['zh', '麻烦把预约改到周五上午'],
    ['zh', '十分钟就处理好了，谢谢你们'],
  ] as const)('%s: "%s"', (language, text) => {
    expect(triage(text, language).unhappy).toBeLessThan(0.4)
  })
})

test('a hashtag is read as the words it is made of', () => {
  for (const [tag, words] of [
    ['#neveragain', 'never again'],
    ['#WorstService', 'Worst Service'],
    ['#stillwaiting', 'still waiting'],
  ] as const)
    expect(triage(tag, 'en').unhappy).toBeCloseTo(triage(words, 'en').unhappy, 6)
  expect(triage('一整天没人回复 #还在等', 'zh').unhappy).toBeGreaterThan(0.6)
  expect(triage('周年庆几点开始 #打卡', 'zh').unhappy).toBeLessThan(0.4)
})

test('letters drawn out are read like the word', () => {
  expect(triage('sooooo slowwww, still waitinggg', 'en').unhappy).toBeGreaterThan(0.6)
})

test('a message is read within a few milliseconds, also on a busy machine', () => {
  const texts = [
    'Our delivery slot was this morning, it is now evening and nobody has come or called.',
    '预约今天上门，等到晚上也没人来，电话没人接',
  ]
  const times = Array.from({ length: 200 }, (_, at) => {
    const started = performance.now()
    triage(`${texts[at % 2]} ${at}`, 'en')
    return performance.now() - started
  })
  expect(times.sort((one, other) => one - other)[100]).toBeLessThan(3)
})
