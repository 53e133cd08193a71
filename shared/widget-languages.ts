/**
 * The languages of the widget. Without zod, and `textIn` without the list, on purpose: the widget's first file counts
 * every kilobyte, and `textIn` is in it.
 */
export const widgetLanguages = [
  { code: 'en', name: 'English', direction: 'ltr' },
  { code: 'zh', name: '简体中文', direction: 'ltr' },
  { code: 'zh-Hant', name: '繁體中文', direction: 'ltr' },
  { code: 'ja', name: '日本語', direction: 'ltr' },
  { code: 'ko', name: '한국어', direction: 'ltr' },
  { code: 'es', name: 'Español', direction: 'ltr' },
  { code: 'fr', name: 'Français', direction: 'ltr' },
  { code: 'de', name: 'Deutsch', direction: 'ltr' },
  { code: 'pt', name: 'Português', direction: 'ltr' },
  { code: 'it', name: 'Italiano', direction: 'ltr' },
  { code: 'nl', name: 'Nederlands', direction: 'ltr' },
  { code: 'pl', name: 'Polski', direction: 'ltr' },
  { code: 'tr', name: 'Türkçe', direction: 'ltr' },
  { code: 'vi', name: 'Tiếng Việt', direction: 'ltr' },
  { code: 'th', name: 'ไทย', direction: 'ltr' },
  { code: 'id', name: 'Bahasa Indonesia', direction: 'ltr' },
  { code: 'ru', name: 'Русский', direction: 'ltr' },
  { code: 'uk', name: 'Українська', direction: 'ltr' },
  { code: 'ar', name: 'العربية', direction: 'rtl' },
  { code: 'he', name: 'עברית', direction: 'rtl' },
] as const

export type WidgetLanguage = (typeof widgetLanguages)[number]['code']

/** Their codes, in the order in which people choose from them. */
export const widgetLanguageCodes: readonly WidgetLanguage[] = /* @__PURE__ */ widgetLanguages.map(
  ({ code }) => code,
)

/** The same in several languages: English and Chinese always, the others where somebody wrote them. */
export type InLanguages<Content> = { en: Content; zh: Content } & {
  [Code in WidgetLanguage]?: Content | undefined
}
export type Texts = InLanguages<string>
export type TextLists = InLanguages<string[]>

/**
 * What a site says in this language: where it has nothing in Traditional Chinese the Simplified, then English, then
 * Chinese, then whatever there is. Empty counts as nothing; the answer is empty only where there is nothing at all.
 */
export function textIn<Content extends string | readonly string[]>(
  texts: { en: Content; zh: Content } & { [Code in WidgetLanguage]?: Content | undefined },
  language: WidgetLanguage,
): Content {
  const related = language === 'zh-Hant' ? texts.zh : undefined
  const order = [texts[language], related, texts.en, texts.zh, ...Object.values(texts)]
  return order.find((content) => content !== undefined && content.length > 0) ?? texts.en
}

/**
 * The language in which to speak to a visitor of this locale, and the locale for `Intl` and the `lang` attribute: the
 * visitor's own where their language is spoken (`isSpoken` tells of a code), else English.
 */
export function spokenIn(
  name: string,
  isSpoken: (code: string) => boolean,
): { language: WidgetLanguage; locale: string } {
  try {
    // Old codes become new ones here, as `iw` becomes `he`; and shops like to write `pt_BR`.
    const locale = new Intl.Locale(name.replaceAll('_', '-'))
    const { language, script } = locale.maximize()
    const found = language === 'zh' && script === 'Hant' ? 'zh-Hant' : language
    if (isSpoken(found)) return { language: found as WidgetLanguage, locale: `${locale}` }
  } catch {
    // What is no locale at all has no language either.
  }
  return { language: 'en', locale: 'en' }
}
