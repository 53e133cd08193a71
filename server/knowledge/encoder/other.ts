import type { Embeddings } from '@langchain/core/embeddings'
import type { EncoderSource } from './encoder.ts'

/** Any LangChain `Embeddings`, in whatever languages it reads. Loaded with the first text. */
export function embeddingsSource(name: string, load: () => Promise<Embeddings>): EncoderSource {
  let loading: Promise<Embeddings> | undefined
  return {
    name,
    reads: (text) => /\p{Letter}/u.test(text),
    async embed(texts) {
      loading ??= load()
      // A load that failed is tried again by the next text; this one is told by `loading` itself.
      loading.catch(() => {
        loading = undefined
      })
      return (await loading).embedDocuments(texts)
    },
    close: async () => undefined,
  }
}

/** Embeddings of any service that speaks OpenAI's wire format. */
export function langchainSource(settings: {
  model: string
  url: string | undefined
  key: string | undefined
}): EncoderSource {
  return embeddingsSource(`openai:${settings.model}`, async () => {
    const { OpenAIEmbeddings } = await import('@langchain/openai')
    return new OpenAIEmbeddings({
      model: settings.model,
      // The client's own default is base64, which not every compatible service speaks.
      encodingFormat: 'float',
      apiKey: settings.key ?? 'none',
      timeout: 10_000,
      maxRetries: 1,
      ...(settings.url ? { configuration: { baseURL: settings.url } } : {}),
    })
  })
}

/** What is used of `@huggingface/transformers`, which whoever has a model directory installs beside Baton. */
interface Transformers {
  env: { allowRemoteModels: boolean }
  pipeline(
    task: 'feature-extraction',
    directory: string,
  ): Promise<(texts: string[], options: object) => Promise<{ tolist(): number[][] }>>
}

/** A sentence model in ONNX format from a directory of this machine; nothing is fetched from anywhere. */
export function localModelSource(directory: string): EncoderSource {
  const name: string = '@huggingface/transformers'
  let loading: ReturnType<Transformers['pipeline']> | undefined
  return {
    name: `onnx:${directory}`,
    reads: (text) => /\p{Letter}/u.test(text),
    async embed(texts) {
      loading ??= load()
      const extract = await loading
      return (await extract(texts, { pooling: 'mean', normalize: true })).tolist()
    },
    close: async () => undefined,
  }

  async function load(): ReturnType<Transformers['pipeline']> {
    const { env, pipeline } = (await import(name).catch(() => {
      throw new Error(
        `BATON_ENCODER names a model directory, which needs the package ${name}: npm install ${name}`,
      )
    })) as Transformers
    env.allowRemoteModels = false
    return pipeline('feature-extraction', directory)
  }
}
