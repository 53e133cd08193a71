import { expect, test } from 'vitest'
import { spokenIn, widgetLanguageCodes } from './widget-languages.ts'

const spoken = (locale: string) =>
  spokenIn(locale, (code) => (widgetLanguageCodes as string[]).includes(code))

test('a locale finds its language', () => {
  const found = (...locales: string[]) => locales.map((locale) => spoken(locale).language)
  expect(found('zh', 'zh-CN', 'zh-SG', 'zh-Hans-HK')).toEqual(['zh', 'zh', 'zh', 'zh'])
  expect(found('zh-TW', 'zh-HK', 'zh-MO', 'zh-Hant', 'zh_TW')).toEqual(Array(5).fill('zh-Hant'))
  expect(found('pt-BR', 'pt-PT', 'iw', 'iw-IL', 'in', 'de-AT')).toEqual(['pt', 'pt', 'he', 'he', 'id', 'de'])
  expect(found('nb', 'nb-NO', 'sv', 'not a locale', '', 'x', '../en')).toEqual(Array(7).fill('en'))
})

test('Intl and the lang attribute get the visitor’s own locale where the widget speaks it', () => {
  const locales = ['zh-TW', 'de-at', 'pt_BR', 'iw-IL', 'nb-NO', 'not a locale']
  expect(locales.map((locale) => spoken(locale).locale)).toEqual([
    'zh-TW',
    'de-AT',
    'pt-BR',
    'he-IL',
    'en',
    'en',
  ])
})

test('what is not spoken here is answered in English', () => {
  expect(spokenIn('de-AT', (code) => code === 'fr')).toEqual({ language: 'en', locale: 'en' })
})
