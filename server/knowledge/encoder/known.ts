import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import type { Encoder } from './encoder.ts'

/**
 * Vectors that are known already, so that their texts need no encoding: those of the demo shop come with it, and the
 * first start does not wait for 900 sentences.
 */
export interface KnownVectors {
  encoder: string
  of(text: string): Float32Array | undefined
}

/** First bytes of the SHA-256 of a text: 12 are enough for any number of texts a shop has. */
const DIGEST = 12

/** One byte a dimension holds a unit vector closely enough: a cosine moves by less than 0.005. */
const STEPS = 127

interface Header {
  encoder: string
  width: number
  texts: number
}

/** The encoder, asked only for texts whose vectors are not known. */
export function knowing(encoder: Encoder, known: KnownVectors | undefined): Encoder {
  if (known?.encoder !== encoder.name) return encoder
  return {
    ...encoder,
    async encode(texts) {
      const vectors = texts.map((text) => known.of(text))
      const missing = [...texts.keys()].filter((place) => vectors[place] === undefined)
      const made = missing.length > 0 ? await encoder.encode(missing.map((place) => texts[place] ?? '')) : []
      for (const [at, place] of missing.entries()) vectors[place] = made[at]
      return vectors
    },
  }
}

/** A line of JSON, then per text its digest, its scale and its bytes. */
export async function readKnownVectors(file: URL): Promise<KnownVectors> {
  const bytes = await readFile(file)
  const end = bytes.indexOf('\n')
  const { encoder, width, texts } = JSON.parse(bytes.subarray(0, end).toString()) as Header
  const size = DIGEST + 4 + width
  const places = new Map<string, number>()
  for (let text = 0; text < texts; text += 1) {
    const from = end + 1 + text * size
    places.set(bytes.subarray(from, from + DIGEST).toString('base64'), from + DIGEST)
  }
  return {
    encoder,
    of(text) {
      const from = places.get(digestOf(text).toString('base64'))
      if (from === undefined) return undefined
      const scale = bytes.readFloatLE(from)
      return Float32Array.from({ length: width }, (_, at) => bytes.readInt8(from + 4 + at) * scale)
    },
  }
}

export async function writeKnownVectors(
  file: URL,
  encoder: string,
  vectors: ReadonlyMap<string, Float32Array>,
): Promise<void> {
  const width = vectors.values().next().value?.length ?? 0
  const header: Header = { encoder, width, texts: vectors.size }
  const parts: Uint8Array[] = [Buffer.from(`${JSON.stringify(header)}\n`)]
  for (const [text, vector] of vectors) {
    const scale = Math.max(...vector.map(Math.abs)) / STEPS
    const own = Buffer.alloc(4 + width)
    own.writeFloatLE(scale)
    for (const [at, value] of vector.entries()) own.writeInt8(Math.round(value / scale), 4 + at)
    parts.push(digestOf(text), own)
  }
  await writeFile(file, Buffer.concat(parts))
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest().subarray(0, DIGEST)
}
