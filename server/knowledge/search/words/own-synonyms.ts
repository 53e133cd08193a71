import type { Language } from '#shared/knowledge.ts'
import { CONCEPT_MARK, normalise, termsOf } from '../terms.ts'
import { chineseParticles, chineseStopWords, englishStopWords } from './stop-words.ts'
import { keyOf, type Token, tokensOf } from './synonym-tokens.ts'
import { makeTypoIndex } from './typo-index.ts'

/** The words of one group, of either language. */
export type SynonymWords = readonly string[]

/** Puts every word of a group into the one word that the index of a language has for it. */
export type SynonymReader = (text: string, isKnown?: (stem: string) => boolean) => string

const HAN = /^\p{Script=Han}/u
/** What may stand between two words of one phrase: "power-bank", never "power. Bank". */
const GAP = /^(?:\s{0,3}|\s?[\p{Dash_Punctuation}_·]\s?)$/u
/** More unknown words of a question are not corrected: each takes hundreds of look-ups. */
const MAX_CORRECTIONS = 20
/** More than any word is used: what a word is counts more than how often it stands there. */
const MOST_USES = 2 ** 40
const WORDLIKE = /[\p{Letter}\p{Number}]/u

/** A word as texts are searched for it: endings, case, width, and Traditional or Simplified make no difference. */
export function synonymKey(word: string): string {
  return keyOf(tokensOf(word))
}

/** Whether the word says so little that texts of every subject hold it. */
export function isTooCommon(word: string): boolean {
  const plain = normalise(word).trim()
  if (chineseStopWords.has(plain)) return true
  const pieces = plain.match(/\p{Script=Han}|[^\p{Script=Han}\s]+/gu) ?? []
  return pieces.every((piece) => englishStopWords.has(piece) || chineseParticles.has(piece))
}

/** Whether the search reads the word at all: long numbers and order numbers say who asks, not what. */
export function isSearched(word: string): boolean {
  return termsOf(word, 'zh').length > 0
}

/** The groups of a shop as an index is made and stored with them: opening it takes no word apart again. */
export interface SynonymTable {
  /** The words of each group, see {@link synonymKey}. */
  keys: readonly (readonly string[])[]
  /** Of each group the word that stands for all of them in the index of a language. */
  chosen: Record<Language, readonly Chosen[]>
}

interface Chosen {
  word: string
  key: string
}

/** @param texts of each language: titles and phrasings, which say what a shop calls things */
export function makeSynonymTable(
  groups: readonly SynonymWords[],
  texts: Record<Language, Iterable<string>>,
): SynonymTable {
  const keys = groups.map((words) => words.map(synonymKey))
  const matchesIn = makeMatcher(keys)

  /** A word that the search reads, of the index's script, and of these the one that the articles have most. */
  function choose(language: Language): Chosen[] {
    const uses = new Map<string, number>()
    if (groups.length > 0) {
      for (const text of texts[language])
        for (const { key } of matchesIn(text)) uses.set(key, (uses.get(key) ?? 0) + 1)
    }
    return groups.map((words, group) => {
      let [best, most] = [{ word: '', key: '' }, -1]
      for (const [place, word] of words.entries()) {
        const key = keys[group]?.[place] ?? ''
        const fitness =
          MOST_USES * shapeOf(word, language) + 2 * (uses.get(key) ?? 0) + conceptOf(word, language)
        if (fitness > most) [best, most] = [{ word, key }, fitness]
      }
      return best
    })
  }

  return { keys, chosen: { en: choose('en'), zh: choose('zh') } }
}

/**
 * The readers of both languages, `undefined` where there are no groups. Texts and questions are read alike, so that
 * search, classifiers and encoder see one word where the shop has several; a text without any is left as it is. Of
 * the groups no two have a word in common.
 */
export function synonymReaders({ keys, chosen }: SynonymTable): Record<Language, SynonymReader | undefined> {
  if (keys.length === 0) return { en: undefined, zh: undefined }
  const matchesIn = makeMatcher(keys)
  const readerOf =
    (language: Language): SynonymReader =>
    (text, isKnown) => {
      let result = ''
      let copied = 0
      for (const { group, key, from, end } of matchesIn(text, isKnown)) {
        const one = chosen[language][group]
        if (one === undefined || one.key === key) continue
        result += text.slice(copied, from)
        result += apart(result.at(-1), one.word, text.charAt(end))
        copied = end
      }
      return copied === 0 ? text : result + text.slice(copied)
    }
  return { en: readerOf('en'), zh: readerOf('zh') }
}

/** A word of a group in a text, with the words as they stand there. */
interface Match {
  group: number
  key: string
  from: number
  end: number
}

/** Finds the words of the groups from left to right, of several that begin together the longest. */
function makeMatcher(groups: SynonymTable['keys']) {
  const groupOf = new Map<string, number>()
  /** How many tokens the longest word has that begins with this one. */
  const longest = new Map<string, number>()
  for (const [group, keys] of groups.entries()) {
    for (const key of keys) {
      const tokens = key.split(' ')
      const [first = ''] = tokens
      groupOf.set(key, group)
      longest.set(first, Math.max(longest.get(first) ?? 0, tokens.length))
    }
  }
  const typos = makeTypoIndex({ includes: (word) => groupOf.has(word) })

  function lengthAt(text: string, tokens: readonly Token[], place: number): number {
    const most = Math.min(longest.get(tokens[place]?.value ?? '') ?? 0, tokens.length - place)
    let found = 0
    for (let length = 1; length <= most; length += 1) {
      const [before, token] = [tokens[place + length - 2], tokens[place + length - 1]]
      if (length > 1 && before && token && !GAP.test(text.slice(before.end, token.from))) break
      if (groupOf.has(keyOf(tokens.slice(place, place + length)))) found = length
    }
    return found
  }

  /** @param isKnown says of a word in no group whether it is a word of the articles; others may be typos */
  return function* matchesIn(text: string, isKnown?: (stem: string) => boolean): Generator<Match> {
    const tokens = tokensOf(text)
    let corrections = 0
    for (let place = 0; place < tokens.length; ) {
      const length = lengthAt(text, tokens, place)
      if (length === 0 && isKnown === undefined) {
        place += 1
        continue
      }
      const own = tokens.slice(place, place + Math.max(1, length))
      const { from = 0, value = '' } = own[0] ?? {}
      const key = keyOf(own)
      const isUnknown = length === 0 && !isKnown?.(value)
      if (isUnknown) corrections += 1
      const meant = isUnknown && corrections <= MAX_CORRECTIONS ? typos.correct(value) : key
      const group = meant === undefined ? undefined : groupOf.get(meant)
      if (group !== undefined) yield { group, key, from, end: own.at(-1)?.end ?? from }
      place += own.length
    }
  }
}

/** Whether the search reads a word, and whether it is of the index's script. */
function shapeOf(word: string, language: Language): number {
  const isOfScript = /\p{Script=Han}/u.test(word) === (language === 'zh')
  return (termsOf(word, language).length > 0 ? 2 : 0) + (isOfScript ? 1 : 0)
}

/** A word that the built-in synonyms know as well finds more. */
function conceptOf(word: string, language: Language): number {
  return termsOf(word, language).some((term) => term.startsWith(CONCEPT_MARK)) ? 1 : 0
}

/** The word with a blank where it would grow together with a neighbour; Han characters stand beside anything. */
function apart(before: string | undefined, word: string, after: string): string {
  const isJoined = (one: string | undefined, other: string | undefined) =>
    one !== undefined && other !== undefined && isLetter(one) && isLetter(other)
  return `${isJoined(before, word.at(0)) ? ' ' : ''}${word}${isJoined(word.at(-1), after) ? ' ' : ''}`
}

function isLetter(letter: string): boolean {
  return WORDLIKE.test(letter) && !HAN.test(letter)
}
