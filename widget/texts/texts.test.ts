import { expect, test } from 'vitest'
import { handoverReasons } from '#shared/conversation.ts'
import { type WidgetLanguage, widgetLanguages } from '#shared/widget-languages.ts'
import type { Texts } from './en.ts'
import { createFormats } from './format.ts'
import type { PluralCategories } from './plural.ts'
import { counted, wait } from './waits.ts'

// One for each language; it knows where its second part is.
const catalogues = import.meta.glob<Texts>(['./??.ts', './zh-Hant.ts'], { import: 'texts' })

function loadTexts(language: WidgetLanguage): Promise<Texts> {
  return (catalogues[`./${language}.ts`] as () => Promise<Texts>)()
}

/**
 * Every leaf by its path, which tells the two parts apart: they may have keys of the same name. A function is called with
 * a marked word for each of its values.
 */
async function leavesOf(language: WidgetLanguage): Promise<Map<string, string>> {
  const texts = await loadTexts(language)
  const { direction, later, ...first } = texts
  const leaves = new Map<string, string>()
  collect(first, '')
  collect(await later(), 'later')
  return leaves

  function collect(value: unknown, path: string): void {
    if (typeof value === 'string') leaves.set(path, value)
    else if (typeof value === 'function') leaves.set(`${path}()`, value(...words.slice(0, value.length)))
    else for (const [key, each] of Object.entries(value as object)) collect(each, `${path}.${key}`)
  }
}

const words = ['‹first›', '‹second›']
const languages = widgetLanguages.map(({ code }) => code)
const all = new Map(
  await Promise.all(languages.map(async (language) => [language, await leavesOf(language)] as const)),
)
const en = all.get('en') as Map<string, string>
const others = languages.filter((language) => language !== 'en')
// The forms of a plural are another test's; each of them stands for one key here.
const keyOf = (path: string) => path.replace(/\.(zero|one|two|few|many|other)$/, '')

test.each(languages)(
  '%s says everything, in its direction, and has a sentence for every handover',
  async (language) => {
    const texts = await loadTexts(language)
    const keys = (leaves: Map<string, string>) => [...new Set([...leaves.keys()].map(keyOf))].sort()
    expect(keys(all.get(language) as Map<string, string>)).toEqual(keys(en))
    expect(texts.direction).toBe(widgetLanguages.find(({ code }) => code === language)?.direction)
    expect(Object.keys((await texts.later()).notice.queued).sort()).toEqual([...handoverReasons].sort())
  },
)

// A table of types can be held against `Intl` only through one of values that the compiler compares with it.
const categories: { [Each in WidgetLanguage]: Record<PluralCategories[Each], true> } = {
  en: { one: true, other: true },
  zh: { other: true },
  'zh-Hant': { other: true },
  ja: { other: true },
  ko: { other: true },
  es: { one: true, many: true, other: true },
  fr: { one: true, many: true, other: true },
  de: { one: true, other: true },
  pt: { one: true, many: true, other: true },
  it: { one: true, many: true, other: true },
  nl: { one: true, other: true },
  pl: { one: true, few: true, many: true, other: true },
  tr: { one: true, other: true },
  vi: { other: true },
  th: { other: true },
  id: { other: true },
  ru: { one: true, few: true, many: true, other: true },
  uk: { one: true, few: true, many: true, other: true },
  ar: { zero: true, one: true, two: true, few: true, many: true, other: true },
  he: { one: true, two: true, other: true },
}

test.each(languages)('%s has every plural form that Intl tells apart, and no other', async (language) => {
  const known = new Intl.PluralRules(language).resolvedOptions().pluralCategories.sort()
  expect(Object.keys(categories[language]).sort()).toEqual(known)
  expect(Object.keys((await (await loadTexts(language)).later()).queue.ahead).sort()).toEqual(known)
})

test('a count takes the form and the digits of the visitor’s locale', async () => {
  const ahead = async (locale: string, count: number) => {
    const language = locale.slice(0, 2) as WidgetLanguage
    const { queue } = await (await loadTexts(language)).later()
    return counted(queue.ahead, count, createFormats(locale))
  }
  expect(await ahead('en', 1)).toBe('1 person is ahead of you.')
  expect(await ahead('en-GB', 2)).toBe('2 people are ahead of you.')
  expect([await ahead('ru', 1), await ahead('ru', 3), await ahead('ru', 5), await ahead('ru', 21)]).toEqual([
    'Перед вами 1 человек.',
    'Перед вами 3 человека.',
    'Перед вами 5 человек.',
    'Перед вами 21 человек.',
  ])
  expect([await ahead('pl', 2), await ahead('pl', 12)]).toEqual([
    'Przed Tobą są 2 osoby.',
    'Przed Tobą jest 12 osób.',
  ])
  expect([await ahead('ar', 2), await ahead('ar-EG', 3)]).toEqual(['أمامك شخصان.', 'أمامك ٣ أشخاص.'])
  expect(await ahead('he', 2)).toBe('יש שני אנשים לפניך.')
})

/** What is the same word in English: each was looked at. */
const sameAsEnglish: Partial<Record<WidgetLanguage, string[]>> = {
  he: ['.assistantMark'],
  ja: ['.assistantMark'],
  ko: ['.assistantMark'],
  es: ['later.cards.total'],
  fr: ['.conversation', 'later.cards.total', 'later.sources'],
  pt: ['later.cards.total'],
  it: ['.emoji', 'later.emoji.label'],
  nl: ['.assistantMark'],
  pl: ['.assistantMark'],
  vi: ['.assistantMark'],
  th: ['.assistantMark'],
  id: ['.assistantMark'],
}

test.each(others)('no English is left over in %s', (language) => {
  const same: string[] = []
  for (const [path, text] of all.get(language) ?? []) {
    if (text === en.get(path)) same.push(path)
    // Where the script is another, not even a word of it.
    const foreign = text.replaceAll(/‹\w+›|\b(AI|PDF|Word|Excel|MP4)\b/g, '')
    if (/^(zh|zh-Hant|ja|ko|th|ru|uk|ar|he)$/.test(language)) expect(foreign, path).not.toMatch(/[A-Za-z]/)
  }
  expect(same.sort()).toEqual(sameAsEnglish[language] ?? [])
})

test.each(languages)('%s uses every value that it is given, once', (language) => {
  for (const [path, text] of all.get(language) ?? []) {
    const given = en.get(path)?.match(/‹\w+›/g) ?? []
    // Only English repeats the server's sentence; the others have words of their own for each refusal.
    if (path !== 'later.refusal()')
      expect(text.match(/‹\w+›/g) ?? [], path).toEqual(expect.arrayContaining(given))
    expect(text.match(/‹\w+›/g)?.length ?? 0, path).toBeLessThanOrEqual(given.length)
    expect(text, path).not.toMatch(/[{}]|undefined|\[object/)
  }
})

test.each(languages)('%s keeps its sentences as short as they have to be, and well set', (language) => {
  for (const [path, text] of all.get(language) ?? []) {
    // What stands for the server's sentence is no measure of one, and a plural form may be English's first.
    const english = (path !== 'later.refusal()' && en.get(path)?.length) || 60
    expect(text.length, `${path}: ${text}`).toBeLessThanOrEqual(english * 1.7 + 22)
    expect(text.length, `${path}: ${text}`).toBeGreaterThanOrEqual(Math.min(english / 8, 4))
    // The way to a person stands beside the state of the conversation on the narrowest phone.
    if (path === '.talkToPerson') expect(text.length, text).toBeLessThanOrEqual(26)
    expect(text, path).toBe(text.trim())
    expect(text, path).not.toMatch(/\.{3}| {2}|['"]/)
    if (path.endsWith(')')) continue
    if (/^(ja|zh|zh-Hant)$/.test(language)) expect(text, path).not.toMatch(/[,.!?;]/)
    // French keeps these signs from standing alone at the beginning of a line.
    if (language === 'fr') expect(text, path).not.toMatch(/[^\u00a0\u202f][?!;:]/)
  }
})

test.each(languages)('%s never calls the assistant an agent', (language) => {
  for (const [path, text] of all.get(language) ?? []) {
    expect(text, path).not.toMatch(
      /\b(agent|agente|ajan|bot|robot|chatbot)\b|エージェント|에이전트|機器人|机器人|代理/iu,
    )
  }
})

test('waits are said as people say them', () => {
  expect(wait('en', 20)).toBe('1 minute')
  expect(wait('en', 240)).toBe('4 minutes')
  expect(wait('zh-CN', 7_200)).toMatch(/2\s?小时/)
  expect(wait('pl', 240)).toBe('4 minuty')
})
