import { expect, test } from 'vitest'
import { spokenLanguage } from './language.ts'

test.each([
  ['退货', 'zh'],
  ['Aurora 2 Tent 可以退吗', 'zh'],
  ['The North Face 退货', 'zh'],
  ['iPhone 15 退货', 'zh'],
  ['Do you have 帐篷 in stock?', 'en'],
  ['How do I return the 帐篷?', 'en'],
  ['bonjour', 'en'],
  ['配送はいつですか', 'en'],
  ['茶の湯的杯子', 'zh'],
  ['ナイキ的鞋子有吗', 'zh'],
] as const)('“%s” shows its language whatever was spoken before', (message, language) => {
  expect(spokenLanguage([message], 'en')).toBe(language)
  expect(spokenLanguage([message], 'zh')).toBe(language)
})

test.each(['12345', 'NL-100234', '😀', 'OK', 'yes.', '?', '\u202e'])('“%s” shows none', (message) => {
  expect(spokenLanguage([message], 'en')).toBe('en')
  expect(spokenLanguage([message], 'zh')).toBe('zh')
})

test('of several messages the last one with letters decides', () => {
  expect(spokenLanguage(['你好', 'How do I return an item?', '123'], 'zh')).toBe('en')
  expect(spokenLanguage(['Hello', '怎么退货？', '👍'], 'en')).toBe('zh')
})
