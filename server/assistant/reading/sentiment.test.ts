import { describe, expect, test } from 'vitest'
import { sentimentOf } from './sentiment.ts'

describe('English', () => {
  test.each([
    'I am furious, nobody helps me!!!',
    'You are a bunch of scammers, what a rip-off',
    'THIS IS UNACCEPTABLE',
    "I'm so fed up with this shop",
    'What the hell is wrong with you people?',
    'Give me my money back, you thieves',
    'worst service ever, complete waste of time',
  ])('"%s" is anger', (text) => {
    const { score, anger } = sentimentOf(text, 'en')
    expect(anger).toBeGreaterThanOrEqual(0.5)
    expect(score).toBeLessThan(-0.4)
  })

  test.each([
    "My parcel hasn't arrived yet, could you have a look please?",
    'The zip of my jacket is broken, what can I do?',
    'I got the wrong size and one pole is missing.',
    'Unfortunately the stove was damaged on delivery.',
    'is this email a scam?',
    'Where is my order!!!',
    'I am not angry, just asking.',
    'do you sell rubbish bags',
    'My wife is angry that I ordered the wrong tent',
  ])('a problem told calmly is no anger: "%s"', (text) => {
    expect(sentimentOf(text, 'en').anger).toBeLessThan(0.35)
  })

  test('praise is happy, and "not happy" is not', () => {
    expect(sentimentOf('Great tent, I love it, thank you!', 'en').score).toBeGreaterThan(0.6)
    expect(sentimentOf('I am not happy with this tent', 'en').score).toBeLessThan(-0.2)
    expect(sentimentOf("it doesn't work very well, not good", 'en').score).toBeLessThan(0)
  })

  test('intensity, exclamation marks and capitals make anger louder', () => {
    const plain = sentimentOf('this is annoying', 'en').anger
    expect(sentimentOf('this is really annoying', 'en').anger).toBeGreaterThan(plain)
    expect(sentimentOf('this is annoying!!!', 'en').anger).toBeGreaterThan(plain)
    expect(sentimentOf('this is ANNOYING', 'en').anger).toBeGreaterThan(plain)
  })
})

describe('Chinese', () => {
  test.each([
    '气死我了，骗子！',
    '太差劲了，垃圾公司',
    '我要给差评，再也不买了！',
    '你们就是黑店，退钱！',
    '服務態度太惡劣了，氣死人',
  ])('“%s” is anger', (text) => {
    const { score, anger } = sentimentOf(text, 'zh')
    expect(anger).toBeGreaterThanOrEqual(0.5)
    expect(score).toBeLessThan(-0.4)
  })

  test.each([
    '你好，我的包裹还没到，麻烦帮我看一下',
    '收到的帐篷破了一个洞，怎么办',
    '尺码不合适，想换大一号',
    '这个短信是不是骗子发的？',
    '降价了能退差价吗',
    '有垃圾袋卖吗',
    '温差大的地方用哪个睡袋',
    '女朋友生气了，送什么礼物好',
  ])('a problem told calmly is no anger: “%s”', (text) => {
    expect(sentimentOf(text, 'zh').anger).toBeLessThan(0.35)
  })

  test('praise is happy, and 不满意 is not', () => {
    expect(sentimentOf('帐篷很好，非常满意，谢谢！', 'zh').score).toBeGreaterThan(0.6)
    expect(sentimentOf('我对这次购物不满意', 'zh').score).toBeLessThan(-0.2)
    expect(sentimentOf('这个背包我不太喜欢', 'zh').score).toBeLessThan(0)
  })

  test('太…了 makes a judgement stronger', () => {
    expect(sentimentOf('太离谱了', 'zh').anger).toBeGreaterThan(sentimentOf('离谱', 'zh').anger)
  })
})

test('a text that says nothing is neutral, however long or odd', () => {
  for (const text of ['', '😀😀', '?', 'a', '\u0000\ud800', '1'.repeat(10_000), 'tent '.repeat(2_000)]) {
    expect(sentimentOf(text, 'en')).toEqual({ score: 0, anger: 0 })
  }
})

test('scores stay in their ranges for piled-up insults', () => {
  for (const text of ['FURIOUS!!! '.repeat(500), '气死我了！！！'.repeat(500)]) {
    const { score, anger } = sentimentOf(text, 'zh')
    expect(score).toBeGreaterThanOrEqual(-1)
    expect(anger).toBeLessThanOrEqual(1)
  }
})
