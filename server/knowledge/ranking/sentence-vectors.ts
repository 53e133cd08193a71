import { hash } from 'node:crypto'
import type { Encoder } from '../encoder/encoder.ts'
import type { KnownVectors } from '../encoder/known.ts'
import type { SentenceVectors } from './ranking.ts'

/** More texts of a language are not encoded: at 5 ms each these take a minute and a half, and 40 MB. */
export const MAX_ENCODED = 20_000

export interface EncodedTexts {
  strings: readonly string[]
  /** The article of every text. */
  article: Uint32Array
  /** Texts of article `i` are those from `textStart[i]` on. */
  textStart: Uint32Array
}

/** Encodes the texts, or as many as may be; undefined where the encoder can read none of them. */
export async function encodeTexts(
  texts: EncodedTexts,
  encoder: Encoder,
): Promise<SentenceVectors | undefined> {
  const chosen = chooseTexts(texts, MAX_ENCODED)
  const vectors = await encoder.encode(chosen.map((text) => texts.strings[text] ?? ''))
  const width = vectors.find((vector) => vector !== undefined)?.length
  if (width === undefined) return undefined
  const rows = vectors.filter((vector) => vector !== undefined).length
  const row = new Int32Array(texts.strings.length).fill(-1)
  const text = new Float16Array(rows * width)
  const digest = new Uint32Array(2 * rows)
  const owner = new Uint32Array(rows)
  let next = 0
  for (const [place, vector] of vectors.entries()) {
    const own = chosen[place] ?? 0
    if (vector === undefined) continue
    row[own] = next
    text.set(vector, next * width)
    digest.set(digestOf(texts.strings[own] ?? ''), 2 * next)
    owner[next] = texts.article[own] ?? 0
    next += 1
  }
  const mean = meanOf(text, rows, width)
  return { width, row, text, digest, mean, ...centresOf({ text, owner, mean, width }), classifier: undefined }
}

/** The vectors that a stored index holds already: a release encodes only the texts that are new in it. */
export function vectorsIn(encoder: string, indexes: readonly SentenceVectors[]): KnownVectors {
  const known = new Map<string, Float16Array>()
  for (const { width, text, digest } of indexes) {
    for (let row = 0; row * width < text.length; row += 1) {
      const vector = text.subarray(row * width, (row + 1) * width)
      known.set(digest.subarray(2 * row, 2 * row + 2).join(), vector)
    }
  }
  return {
    encoder,
    of(text) {
      const found = known.get(digestOf(text).join())
      return found && Float32Array.from(found)
    },
  }
}

/** The texts to encode: all titles, then all first phrasings, and so on; of those that do not all fit evenly many. */
function chooseTexts({ strings, article, textStart }: EncodedTexts, most: number): number[] {
  const all = [...strings.keys()]
  if (all.length <= most) return all
  const byRank = Map.groupBy(all, (text) => text - (textStart[article[text] ?? 0] ?? 0))
  const chosen: number[] = []
  for (const [, texts] of [...byRank].sort(([one], [other]) => one - other)) {
    const step = Math.max(1, texts.length / (most - chosen.length))
    for (let at = 0; at < texts.length && chosen.length < most; at += step)
      chosen.push(texts[Math.floor(at)] ?? 0)
    if (chosen.length >= most) break
  }
  return chosen.sort((one, other) => one - other)
}

function digestOf(text: string): [number, number] {
  const bytes = hash('sha256', text, 'buffer')
  return [bytes.readUInt32LE(0), bytes.readUInt32LE(4)]
}

function meanOf(text: Float16Array, rows: number, width: number): Float32Array {
  const sum = new Float64Array(width)
  for (let place = 0; place < text.length; place += 1)
    sum[place % width] = (sum[place % width] as number) + (text[place] as number)
  return Float32Array.from(sum, (each) => each / rows)
}

interface Owned {
  text: Float16Array
  /** The article of each row; those of one article follow each other. */
  owner: Uint32Array
  mean: Float32Array
  width: number
}

function centresOf({ text, owner, mean, width }: Owned): Pick<SentenceVectors, 'centre' | 'centreArticle'> {
  const centreArticle = new Uint32Array(new Set(owner))
  const centre = new Float16Array(centreArticle.length * width)
  let row = 0
  for (const [place, article] of centreArticle.entries()) {
    const sum = new Float64Array(width)
    for (; owner[row] === article; row += 1) {
      for (let at = 0; at < width; at += 1)
        sum[at] = (sum[at] as number) + (text[row * width + at] as number) - (mean[at] as number)
    }
    const length = Math.hypot(...sum)
    if (length > 0)
      centre.set(
        sum.map((each) => each / length),
        place * width,
      )
  }
  return { centreArticle, centre }
}
