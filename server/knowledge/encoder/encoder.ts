/** Turns a sentence into a vector whose direction is its meaning. */
export interface Encoder {
  /** Stored with the vectors it made: another encoder's vectors cannot be compared with them. */
  name: string
  /**
   * A unit vector per text; `undefined` for a text that this encoder cannot read. The languages an encoder reads are
   * its own matter, decided here for every caller, so no text reaches one that would make nonsense of it.
   */
  encode(texts: readonly string[]): Promise<(Float32Array | undefined)[]>
  close(): Promise<void>
}

/** What does the encoding, and which texts it can read. */
export interface EncoderSource {
  name: string
  reads(text: string): boolean
  embed(texts: string[]): Promise<Iterable<number>[]>
  close(): Promise<void>
}

/** More of a text is not read; an encoder takes time by the square of the length. UTF-16 units. */
const MAX_TEXT = 600

/** Texts in one call to the source: enough to be quick, few enough for a visitor's question to slip in between. */
const BATCH = 16

const OTHER_SCRIPT = /(?!\p{Script=Latin})\p{Letter}/u
const LATIN_WORD = /\p{Script=Latin}{2}/u

/** Whether a text is in Latin letters throughout: what an English encoder may be shown. */
export function isLatinText(text: string): boolean {
  return LATIN_WORD.test(text) && !OTHER_SCRIPT.test(text)
}

/** Puts the gate and the batches around a source. */
export function makeEncoder(source: EncoderSource): Encoder {
  async function encode(texts: readonly string[]): Promise<(Float32Array | undefined)[]> {
    const vectors: (Float32Array | undefined)[] = texts.map(() => undefined)
    const readable = [...texts.keys()].filter((place) => source.reads(texts[place] ?? ''))
    for (let start = 0; start < readable.length; start += BATCH) {
      const places = readable.slice(start, start + BATCH)
      const made = await source.embed(
        places.map((place) => (texts[place] ?? '').slice(0, MAX_TEXT).toWellFormed()),
      )
      for (const [at, place] of places.entries()) vectors[place] = unit(made[at] ?? [])
    }
    return vectors
  }

  return { name: source.name, encode, close: source.close }
}

function unit(values: Iterable<number>): Float32Array | undefined {
  const vector = Float32Array.from(values)
  const length = Math.hypot(...vector)
  if (!(length > 0) || !Number.isFinite(length)) return undefined
  return vector.map((value) => value / length)
}
