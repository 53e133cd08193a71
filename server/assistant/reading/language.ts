import type { Language } from '#shared/knowledge.ts'
import { languageOf } from '../../knowledge/index.ts'
import { isFunctionWord, wordsOf } from '../answering/content-words.ts'

/** Replies that visitors of both languages type: they show none. */
const shared = /^(?:(?:ok(?:ay)?|yes|no|y|n|hi|bye|ok la)[\s,.!?~，。！？～]*)+$/i

/**
 * The language to answer a visitor in: of their messages since the last answer, the last one that shows a language
 * decides; where none does (digits, emoji, "ok"), the fallback.
 */
export function spokenLanguage(messages: readonly string[], fallback: Language): Language {
  for (const message of messages.toReversed()) {
    const language = shownLanguage(message)
    if (language !== undefined) return language
  }
  return fallback
}

/** The language one message shows by itself. */
function shownLanguage(message: string): Language | undefined {
  if (shared.test(message.trim())) return undefined
  const language = languageOf(message, 'en')
  if (language !== languageOf(message, 'zh')) return undefined
  return language === 'zh' && namesOneChineseWord(message) ? 'en' : language
}

/**
 * An English sentence about one Chinese word ("do you have 帐篷 in my size?"). Its English words hold a sentence
 * together, which an English product name in a Chinese sentence does not.
 */
function namesOneChineseWord(message: string): boolean {
  const runs = message.match(/\p{Script=Han}+/gu) ?? []
  if (runs.length !== 1 || (runs[0]?.length ?? 0) > 4) return false
  const latin = wordsOf(message).filter((word) => /^\p{Script=Latin}/u.test(word))
  return latin.filter(isFunctionWord).length >= 2
}
