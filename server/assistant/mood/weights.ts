import { readFileSync } from 'node:fs'
import { denseNames } from './dense.ts'
import { type Features, featuresVersion } from './features.ts'
import { type Head, headNames } from './heads.ts'

/** Fitted weights of one language. */
export interface Weights {
  /** What they were fitted on; see `stampOf` in train.ts. */
  stamp: string
  /** Probability of each head for the features of a text. */
  probabilities(features: Features): Record<Head, number>
}

/** First line of a weights file; behind it the hashes of the features, rising, and one byte per feature and head. */
export interface WeightsHeader {
  features: number
  stamp: string
  count: number
  heads: Record<Head, { dense: number[]; step: number; slope: number; offset: number }>
}

/** Reads a weights file. Throws where it is missing, broken, or fitted on other features than this program makes. */
export function readWeights(path: string | URL): Weights {
  const file = readFileSync(path)
  const end = file.indexOf(10)
  const header = JSON.parse(file.toString('utf8', 0, end)) as WeightsHeader
  if (header.features !== featuresVersion) {
    throw new Error(`weights are for features ${header.features}, not ${featuresVersion}`)
  }
  const { count } = header
  if (file.length !== end + 1 + count * (4 + headNames.length))
    throw new Error('the weights file is cut short')
  const keys = new Uint32Array(count)
  for (let at = 0; at < count; at += 1) keys[at] = file.readUInt32LE(end + 1 + at * 4)
  const bytes = new Int8Array(count * headNames.length)
  bytes.set(new Int8Array(file.buffer, file.byteOffset + end + 1 + count * 4, bytes.length))
  const heads = headNames.map((name) => {
    const head = header.heads[name]
    if (head?.dense.length !== denseNames.length) throw new Error(`the weights of ${name} are missing`)
    return head
  })
  return {
    stamp: header.stamp,
    probabilities({ dense, sparse }) {
      const scores = heads.map((head) =>
        head.dense.reduce((sum, weight, at) => sum + weight * (dense[at] as number), 0),
      )
      for (const [key, value] of sparse) {
        const place = find(keys, key)
        if (place < 0) continue
        for (let head = 0; head < heads.length; head += 1) {
          const byte = bytes[place * heads.length + head] as number
          scores[head] = (scores[head] as number) + byte * (heads[head]?.step as number) * value
        }
      }
      return Object.fromEntries(
        headNames.map((name, at) => {
          const { slope, offset } = header.heads[name]
          return [name, 1 / (1 + Math.exp(-(slope * (scores[at] as number) + offset)))]
        }),
      ) as Record<Head, number>
    },
  }
}

function find(keys: Uint32Array, key: number): number {
  let low = 0
  let high = keys.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = keys[middle] as number
    if (found === key) return middle
    if (found < key) low = middle + 1
    else high = middle - 1
  }
  return -1
}
