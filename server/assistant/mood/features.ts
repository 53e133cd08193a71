import type { Language } from '#shared/knowledge.ts'
import { normalise } from '../../knowledge/index.ts'
import { denseOf } from './dense.ts'
import { chineseGrams, chineseWords, englishGrams, englishWords, patterns } from './grams.ts'
import { type Clause, chineseClauses, englishClauses } from './opinions.ts'
import { withoutTags } from './tags.ts'

/** What a model sees of a text. */
export interface Features {
  /** As many as `denseNames`, all within about -1 to 1. */
  dense: number[]
  /** Hash of a feature → value. Each block has length 1 times its scale. */
  sparse: Map<number, number>
}

/** Stands in the weights file: weights fitted on other features are not used. */
export const featuresVersion = 2

/** How much each block of features weighs; chosen with a field left out (see train.ts). */
interface Scales {
  words: number
  pairs: number
  characters: number
  patterns: number
}

const scales: Readonly<Record<Language, Scales>> = {
  en: { words: 1, pairs: 0.7, characters: 0.7, patterns: 0.7 },
  zh: { words: 1, pairs: 1, characters: 2, patterns: 1 },
}

/** More of a text is not read. UTF-16 units. */
const MAX_TEXT = 2000

/** Says who is written to, not how one feels. Bounded: hostile text is read in linear time. */
const LINK = /<[a-z/!?][^<>]{0,400}>?|https?:\/\/\S{1,300}|(?<![\w.])@\w{1,40}|&(?:amp|gt|lt|quot);/gi

/** Every feature of a text. Never throws, whatever the text. */
export function featuresOf(text: string, language: Language): Features {
  const weigh = scales[language]
  const read = withoutTags(text.slice(0, MAX_TEXT).replace(LINK, ' '))
  const plain = normalise(read)
  const clauses = language === 'zh' ? [...chineseClauses(plain), ...latinIn(plain)] : englishClauses(plain)
  const sparse = new Map<number, number>()
  const words = language === 'zh' ? chineseWords(plain) : englishWords(clauses)
  addBlock(sparse, 'w', words.single, weigh.words)
  addBlock(sparse, 'b', words.pairs, weigh.pairs)
  addBlock(sparse, 'c', language === 'zh' ? chineseGrams(plain) : englishGrams(clauses), weigh.characters)
  addBlock(sparse, 'p', patterns(clauses, language), weigh.patterns)
  return { dense: denseOf(read, plain, clauses, language), sparse }
}

/** English inside Chinese text ("质量very good"). */
function latinIn(plain: string): Clause[] {
  return /[a-z]{3}/.test(plain) ? englishClauses(plain).filter((clause) => clause.opinions.length > 0) : []
}

function addBlock(
  sparse: Map<number, number>,
  block: string,
  features: readonly string[],
  scale: number,
): void {
  if (scale === 0 || features.length === 0) return
  const seen = new Set<number>()
  for (const feature of features) seen.add(hash(block + feature))
  const value = scale / Math.sqrt(seen.size)
  for (const key of seen) sparse.set(key, (sparse.get(key) ?? 0) + value)
}

/** FNV-1a over UTF-16 units. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  }
  return value >>> 0
}
