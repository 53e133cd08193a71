import type { Consent } from './site.ts'
import { textIn, type WidgetLanguage } from './widget-languages.ts'

/**
 * Names the wording of a consent notice: another text, in whichever language, or another address is another version.
 * FNV-1a over its UTF-16 units, 32 bits as hexadecimal: it tells versions apart and protects nothing; what the visitor
 * read is kept beside it.
 */
export function consentVersion({ text, address }: Consent): string {
  const languages = Object.entries(text).sort(([one], [other]) => (one < other ? -1 : 1))
  const content = JSON.stringify([languages, address ?? null])
  let hash = 0x811c9dc5
  for (let place = 0; place < content.length; place++)
    hash = Math.imul(hash ^ content.charCodeAt(place), 0x01000193) >>> 0
  return hash.toString(16).padStart(8, '0')
}

/** The notice as a reader of this language sees it. */
export function consentText({ text }: Consent, language: WidgetLanguage): string {
  return textIn(text, language)
}
