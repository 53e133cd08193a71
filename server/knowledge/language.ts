import type { Language } from '#shared/knowledge.ts'

const HAN = /\p{Script=Han}/gu
const HIRAGANA = /\p{Script=Hiragana}/gu
const LATIN_WORD = /\p{Script=Latin}{2,}/u
/** What is the same in every language: NL-100234, name@example.com, https://example.com. */
const CODE = /[\d@]|:\/\//

/**
 * The language a text is written in, by its script.
 *
 * Two Han characters are enough for Chinese, however much Latin stands beside them: "iPhone 15 退货" is a Chinese
 * sentence about an English name, while nobody puts two Han characters into an English one. A single Han character
 * decides only when no Latin word stands beside it. With two hiragana it is Japanese, whose reader English serves better;
 * one of them is an ornament of Chinese, and katakana write a name. Text without words (digits, emoji, an order number, an e-mail
 * address) says nothing: the fallback.
 */
export function languageOf(text: string, fallback: Language): Language {
  if ((text.match(HIRAGANA)?.length ?? 0) >= 2) return 'en'
  const han = text.match(HAN)?.length ?? 0
  if (han >= 2) return 'zh'
  if (text.split(/\s+/).some((word) => !CODE.test(word) && LATIN_WORD.test(word))) return 'en'
  return han === 1 ? 'zh' : fallback
}
