import type { WidgetLanguage } from '#shared/widget-languages.ts'

type Category = Intl.LDMLPluralRule

/** A text about a number, one for each plural category of its language; `#` stands for the number. */
export type PluralForms = { other: string } & { [Each in Exclude<Category, 'other'>]?: string }

/** The plural categories that `Intl.PluralRules` tells apart; a test holds the two together. */
export interface PluralCategories extends Record<WidgetLanguage, Category> {
  en: 'one' | 'other'
  zh: 'other'
  'zh-Hant': 'other'
  ja: 'other'
  ko: 'other'
  es: 'one' | 'many' | 'other'
  fr: 'one' | 'many' | 'other'
  de: 'one' | 'other'
  pt: 'one' | 'many' | 'other'
  it: 'one' | 'many' | 'other'
  nl: 'one' | 'other'
  pl: 'one' | 'few' | 'many' | 'other'
  tr: 'one' | 'other'
  vi: 'other'
  th: 'other'
  id: 'other'
  ru: 'one' | 'few' | 'many' | 'other'
  uk: 'one' | 'few' | 'many' | 'other'
  ar: 'zero' | 'one' | 'two' | 'few' | 'many' | 'other'
  he: 'one' | 'two' | 'other'
}

/** The same texts in another language: wherever English has plural forms, that language has all of its own. */
export type InLanguage<Texts, Language extends WidgetLanguage> = Texts extends PluralForms
  ? PluralForms extends Texts
    ? Record<PluralCategories[Language], string>
    : { [Key in keyof Texts]: InLanguage<Texts[Key], Language> }
  : Texts extends object
    ? Texts extends (...values: never[]) => unknown
      ? Texts
      : { [Key in keyof Texts]: InLanguage<Texts[Key], Language> }
    : Texts
