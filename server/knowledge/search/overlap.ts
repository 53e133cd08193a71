import { idf, type SearchIndex } from './search-index.ts'
import { lookUp } from './term-table.ts'
import { piecesOf } from './terms.ts'
import { stem } from './words/stem.ts'
import { chineseParticles } from './words/stop-words.ts'

const HAN = /^\p{Script=Han}/u

/** Idf of what nearly every Chinese question holds, and no index. */
const PARTICLE = 0.5

/**
 * How much two texts share, 0 to 1: the idf mass of the words and Han characters that both hold, against the mass of
 * both. Particles and stop words count here: "怎么退" and "能退吗" differ by nothing else.
 */
export function overlapOf(index: SearchIndex, left: string, right: string): number {
  const waiting = new Map<string, number>()
  let both = 0
  let shared = 0
  for (const unit of unitsOf(left)) {
    waiting.set(unit, (waiting.get(unit) ?? 0) + 1)
    both += massOf(index, unit)
  }
  for (const unit of unitsOf(right)) {
    const mass = massOf(index, unit)
    both += mass
    const count = waiting.get(unit) ?? 0
    if (count === 0) continue
    waiting.set(unit, count - 1)
    shared += mass
  }
  return both > 0 ? (2 * shared) / both : 0
}

function unitsOf(text: string): string[] {
  return piecesOf(text).flatMap((piece) => (HAN.test(piece) ? [...piece] : [stem(piece)]))
}

function massOf({ terms, articles, articleFrequency }: SearchIndex, unit: string): number {
  if (chineseParticles.has(unit)) return PARTICLE
  const id = lookUp(terms, unit)
  return idf(articles.length, id === undefined ? 0 : (articleFrequency[id] ?? 0))
}
