import { expect, test } from 'vitest'
import { handoverReasons } from '#shared/conversation.ts'
import { en as enFirst } from './en.ts'
import { languageOf, spokenLocale } from './format.ts'
import { enLater } from './later-en.ts'
import { zhLater } from './later-zh.ts'
import { wait } from './waits.ts'
import { zh as zhFirst } from './zh.ts'

const en = { ...enFirst, ...enLater }
const zh = { ...zhFirst, ...zhLater }

function keysOf(value: object, path = ''): string[] {
  return Object.entries(value).flatMap(([key, each]) =>
    typeof each === 'object' ? keysOf(each, `${path}${key}.`) : [`${path}${key}:${typeof each}`],
  )
}

test('both catalogues have the same keys, and a sentence for every reason of a handover', () => {
  expect(keysOf(zh).sort()).toEqual(keysOf(en).sort())
  for (const catalogue of [en, zh]) {
    expect(Object.keys(catalogue.notice.queued).sort()).toEqual([...handoverReasons].sort())
  }
})

test('Chinese texts hold no English words, and the assistant is never called an agent', () => {
  expect(JSON.stringify(Object.values(zh).filter((each) => typeof each === 'string'))).not.toMatch(
    /[A-Za-z]{2}/,
  )
  expect(JSON.stringify(en)).not.toMatch(/\bagent\b(?!-)/i)
})

test('a locale finds its language, and waits are said as people say them', () => {
  expect([languageOf('zh-TW'), languageOf('de-DE'), languageOf('en')]).toEqual(['zh', 'en', 'en'])
  expect([spokenLocale('zh-TW'), spokenLocale('de-DE'), spokenLocale('not a locale')]).toEqual([
    'zh-TW',
    'en',
    'en',
  ])
  expect(wait('en', 20)).toBe('1 minute')
  expect(wait('en', 240)).toBe('4 minutes')
  expect(wait('zh-CN', 7_200)).toMatch(/2\s?小时/)
})
