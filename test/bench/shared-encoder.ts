import { availableParallelism } from 'node:os'
import { type Encoder, makeEncoder } from '#server/knowledge/encoder/encoder.ts'
import { englishName } from '#server/knowledge/encoder/english.ts'
import { englishThread } from '#server/knowledge/encoder/thread.ts'

/** An encoder that remembers, except while a question is timed. */
export interface SharedEncoder extends Encoder {
  isTimed: boolean
}

/** The encoder that serves visitors, once per core, and every text encoded once: sets share their texts. */
export function openSharedEncoder(): SharedEncoder {
  const threads = Array.from({ length: Math.max(1, availableParallelism()) }, () => {
    return makeEncoder(
      englishThread(englishName, (reason) => {
        throw reason
      }),
    )
  })
  const held = new Map<string, Promise<Float32Array | undefined>>()
  const portion = 64

  async function encode(texts: readonly string[]): Promise<(Float32Array | undefined)[]> {
    if (shared.isTimed) return threads[0]?.encode(texts) ?? []
    const missing = [...new Set(texts.filter((text) => !held.has(text)))]
    const portions = Array.from({ length: Math.ceil(missing.length / portion) }, (_, place) => {
      return missing.slice(place * portion, (place + 1) * portion)
    })
    // Each thread takes the next portion when it is done with one, so that none waits for the other.
    let next = 0
    await Promise.all(
      threads.map(async (thread) => {
        for (let own = portions[next++]; own !== undefined; own = portions[next++]) {
          const vectors = await thread.encode(own)
          for (const [place, text] of own.entries()) held.set(text, Promise.resolve(vectors[place]))
        }
      }),
    )
    return Promise.all(texts.map((text) => held.get(text)))
  }

  const shared: SharedEncoder = {
    name: englishName,
    isTimed: false,
    encode,
    async close() {
      for (const thread of threads) await thread.close()
    },
  }
  return shared
}
