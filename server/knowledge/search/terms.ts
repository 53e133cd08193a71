import type { Language } from '#shared/knowledge.ts'
import { languageOf } from '../language.ts'
import { simplify } from './words/han.ts'
import { stem } from './words/stem.ts'
import { chineseParticles, chineseStopWords, englishStopWords } from './words/stop-words.ts'
import { chineseRows, englishRows } from './words/synonyms.ts'

/** Stored with every index; an index made under another version has to be built again. */
export const termsVersion = 2

/** Terms that begin with this are concepts: what synonyms have in common, in both languages. */
export const CONCEPT_MARK = '~'

/** Longer words are not words; the limit bounds the stemmer on hostile text. Characters. */
const MAX_WORD = 40

// E-mail and web addresses, order numbers and long digit runs say who asks, not what is asked.
const IDENTIFIERS = /[\w.+-]{1,64}@[\w.-]{1,128}|https?:\/\/\S+|\b[a-z]{1,3}-?\d{4,}\b|\d{5,}/g
// Without the look-ahead a Latin letter or digit in front would swallow the Chinese behind it ("15退货").
const PIECE = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{Letter}\p{Number}])+/gu
const HAN = /^\p{Script=Han}/u
const NOTHING_SAID = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\p{Control}\p{Format}\p{Surrogate}]/gu

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

const englishConcepts = new Map<string, string[]>()
for (const [concept, expressions] of englishRows()) {
  for (const expression of expressions) {
    append(englishConcepts, expression.split('_').map(stem).join('_'), CONCEPT_MARK + concept)
  }
}
const chineseConcepts = new Map<string, string[]>()
for (const [concept, words] of chineseRows()) {
  for (const word of words) append(chineseConcepts, word, CONCEPT_MARK + concept)
}
const longestChineseWord = Math.max(...[...chineseConcepts.keys()].map((word) => word.length))
const longestEnglishExpression = 3

/** Lower case, compatibility forms unified, Traditional folded to Simplified, emoji and control characters dropped. */
export function normalise(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(/[\t\n\r]/g, ' ')
    .replace(NOTHING_SAID, '')
  return simplify(plain.toLowerCase())
}

/**
 * The index terms of a text, in reading order, with repetitions: stems of English words, Chinese words of one
 * character and pairs of characters, and the concepts of both. Inside Chinese text Latin words are names, so none of them is a stop word there.
 *
 * @param language of the text; by its script where it is not given
 */
export function termsOf(text: string, language: Language = languageOf(text, 'en')): string[] {
  const terms: string[] = []
  let latin: string[] = []
  for (const piece of piecesOf(text)) {
    if (!HAN.test(piece)) {
      latin.push(piece)
      continue
    }
    addEnglish(latin, language, terms)
    latin = []
    addChinese(piece, terms)
  }
  addEnglish(latin, language, terms)
  return terms
}

/** Runs of Han characters and single words of other scripts, in reading order, without what names an order or a person. */
export function piecesOf(text: string): string[] {
  const plain = normalise(text)
    .replace(IDENTIFIERS, ' ')
    .replace(/(\p{Letter})['’](?=\p{Letter})/gu, '$1')
    .replace(/\b(e|pre|re)-(?=[a-z])/g, '$1')
  return Array.from(plain.matchAll(PIECE), ([piece]) => (HAN.test(piece) ? piece : piece.slice(0, MAX_WORD)))
}

/** The words of a run of Han characters. */
export function wordsOf(run: string): string[] {
  return Array.from(segmenter.segment(run), ({ segment }) => segment)
}

/** The concepts of one English stem: what a corrected typo has to catch up on. */
export function conceptsOf(term: string): readonly string[] {
  return englishConcepts.get(term) ?? []
}

function addEnglish(words: readonly string[], language: Language, terms: string[]): void {
  const stems = words.map(stem)
  for (let place = 0; place < words.length; place += 1) {
    const word = words[place] ?? ''
    if (language === 'zh' || !englishStopWords.has(word)) terms.push(stems[place] ?? '')
    for (let length = 1; length <= longestEnglishExpression && place + length <= words.length; length += 1) {
      terms.push(...(englishConcepts.get(stems.slice(place, place + length).join('_')) ?? []))
    }
  }
}

function addChinese(run: string, terms: string[]): void {
  let afterParticle = true
  let place = 0
  for (const { segment } of segmenter.segment(run)) {
    const stopped = chineseStopWords.has(segment)
    for (const letter of segment) {
      const particle = chineseParticles.has(letter)
      // A single character of a word finds its other words (去世, 逝世), at a small weight.
      if (!stopped && !particle) terms.push(letter)
      const pair = run.slice(place - 1, place + 1)
      if (!particle && !afterParticle && !chineseStopWords.has(pair)) terms.push(pair)
      afterParticle = particle
      place += letter.length
    }
  }
  addChineseConcepts(run, terms)
}

/** Longest match from left to right. */
function addChineseConcepts(run: string, terms: string[]): void {
  for (let place = 0; place < run.length; ) {
    let length = Math.min(longestChineseWord, run.length - place)
    while (length > 0 && !chineseConcepts.has(run.slice(place, place + length))) length -= 1
    if (length > 0) terms.push(...(chineseConcepts.get(run.slice(place, place + length)) ?? []))
    place += Math.max(1, length)
  }
}

function append(map: Map<string, string[]>, key: string, value: string): void {
  const values = map.get(key)
  if (values === undefined) map.set(key, [value])
  else values.push(value)
}
