import { spokenIn, type WidgetLanguage } from '#shared/widget-languages.ts'
import type { Texts } from './en.ts'

// One entry for each language; a catalogue itself knows where its second part is.
const catalogues = import.meta.glob<Texts>(['./??.ts', './zh-Hant.ts'], { import: 'texts' })

/** Fetches what an open chat says; `texts.later()` fetches the rest. Fails as the network does. */
export function loadTexts(language: WidgetLanguage): Promise<Texts> {
  return (catalogues[pathOf(language)] as () => Promise<Texts>)()
}

/** The language in which the widget speaks to a visitor of this locale: English where it does not speak theirs. */
export function languageOf(locale: string): WidgetLanguage {
  return spoken(locale).language
}

/** The locale for `Intl` and the `lang` attribute: the visitor's own where the widget speaks it. */
export function spokenLocale(locale: string): string {
  return spoken(locale).locale
}

function spoken(locale: string): { language: WidgetLanguage; locale: string } {
  return spokenIn(locale, (code) => pathOf(code) in catalogues)
}

function pathOf(language: string): string {
  return `./${language}.ts`
}
