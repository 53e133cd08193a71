import type { Language } from '#shared/knowledge.ts'
import { normalise } from '../../knowledge/index.ts'
import { unhappinessOf } from '../mood/mood.ts'
import { type Risk, riskOf } from '../reading/risk.ts'
import { isThanks } from '../reading/satisfaction.ts'
import { sentimentOf } from '../reading/sentiment.ts'
import { isSmallTalk } from '../reading/triage.ts'

/** What the watcher takes from one message of a visitor. */
export interface Reading {
  sketch: number[]
  /** A bad experience told, 0 to 1, however calmly. */
  unhappy: number
  /** -1 very unhappy to 1 very happy in tone. */
  tone: number
  /** 0 calm to 1 furious. */
  anger: number
  risk: Risk | null
  isThanks: boolean
  /** Only greets, thanks or takes leave. */
  isSmall: boolean
}

/** More of a message is not read, in UTF-16 units: the watcher must stay cheap. */
const mostText = 2_000
/** How many digests a sketch keeps. */
const sketchSize = 24
/** Two texts with this share of digests in common say the same. */
const alike = 0.6
/** Texts with fewer pieces than this ("ok", "好的") are not compared. */
const fewestPieces = 4

export function readMessage(text: string, language: Language): Reading {
  const read = text.slice(0, mostText)
  const { score, anger } = sentimentOf(read, language)
  const unhappy = unhappinessOf(read, language) ?? Math.max(0, -score)
  return {
    sketch: sketchOf(read),
    unhappy,
    tone: score,
    anger,
    risk: riskOf(read),
    // "Thanks for nothing" is none.
    isThanks: isThanks(read) && unhappy < 0.5 && score >= 0,
    isSmall: isSmallTalk(read),
  }
}

/**
 * The smallest digests of a text's pieces: enough to see that something is said again, without keeping a word of it
 * (bottom-k sketch, Thorup 2013).
 */
export function sketchOf(text: string): number[] {
  const plain = normalise(text).replace(/[^\p{Letter}\p{Number}]+/gu, ' ')
  const size = /\p{Script=Han}/u.test(plain) ? 2 : 3
  // One order number tried after the other, or the price of one thing and of the next, is not the same again.
  const numbers = digestOf(plain.replace(/\P{Number}+/gu, ' '))
  const pieces = new Set<number>()
  for (let at = 0; at + size <= plain.length; at += 1) {
    pieces.add(digestOf(plain.slice(at, at + size), numbers))
  }
  if (pieces.size < fewestPieces) return []
  return [...pieces].sort((one, other) => one - other).slice(0, sketchSize)
}

/** Whether two sketches are of texts that say the same; the share is Jaccard's, estimated. */
export function saysTheSame(one: readonly number[], other: readonly number[]): boolean {
  if (one.length === 0 || other.length === 0) return false
  const smallest = [...new Set([...one, ...other])].sort((a, b) => a - b)
  const size = Math.min(sketchSize, smallest.length)
  const first = new Set(one)
  const second = new Set(other)
  const shared = smallest.slice(0, size).filter((each) => first.has(each) && second.has(each)).length
  return shared / size >= alike
}

/** FNV-1a, 32 bits. */
function digestOf(text: string, seed = 0x811c9dc5): number {
  let digest = seed
  for (let at = 0; at < text.length; at += 1) {
    digest = Math.imul(digest ^ text.charCodeAt(at), 0x01000193)
  }
  return digest >>> 0
}
