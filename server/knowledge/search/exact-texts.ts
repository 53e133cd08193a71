import type { Article } from '#shared/knowledge.ts'
import { hashOf } from './term-table.ts'
import { normalise } from './terms.ts'

/** Finds articles by a title or phrasing word for word: digests in order, with the place of the article of each. */
export interface ExactTexts {
  hash: Uint32Array
  article: Uint32Array
}

/** A hash and a place side by side are one exact number, so that they are sorted as numbers. */
const PLACES = 2 ** 21

export function makeExactTexts(articles: readonly Article[]): ExactTexts {
  const keys: number[] = []
  for (const [place, article] of articles.entries()) {
    for (const text of plainTexts(article)) keys.push(hashOf(text) * PLACES + place)
  }
  const sorted = Float64Array.from(keys).sort()
  return {
    hash: Uint32Array.from(sorted, (key) => Math.floor(key / PLACES)),
    article: Uint32Array.from(sorted, (key) => key % PLACES),
  }
}

/** Places of the articles that have the text as title or phrasing; case, blanks and punctuation make no difference. */
export function articlesWith(
  { hash, article }: ExactTexts,
  articles: readonly Article[],
  text: string,
): number[] {
  const wanted = plainText(text)
  if (wanted === '') return []
  const digest = hashOf(wanted)
  const found: number[] = []
  for (let at = firstOf(hash, digest); hash[at] === digest; at += 1) {
    const place = article[at] ?? 0
    const held = articles[place]
    if (held && plainTexts(held).has(wanted)) found.push(place)
  }
  return found
}

function firstOf(hash: Uint32Array, digest: number): number {
  let low = 0
  let high = hash.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((hash[middle] as number) < digest) low = middle + 1
    else high = middle
  }
  return low
}

function plainTexts({ title, phrasings }: Article): Set<string> {
  const texts = new Set([title, ...phrasings].map(plainText))
  texts.delete('')
  return texts
}

/** Letters and digits only. */
function plainText(text: string): string {
  return normalise(text).replace(/[^\p{Letter}\p{Number}]/gu, '')
}
