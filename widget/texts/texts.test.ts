import { expect, test } from 'vitest'
import { handoverReasons } from '#shared/conversation.ts'
import { en } from './en.ts'
import { createFormats, languageOf, spokenLocale } from './format.ts'
import { zh } from './zh.ts'

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
  expect(createFormats('en').wait(20)).toBe('1 minute')
  expect(createFormats('en').wait(240)).toBe('4 minutes')
  expect(createFormats('zh-CN').wait(7_200)).toMatch(/2\s?小时/)
})
