import { parentPort } from 'node:worker_threads'
import type { Article } from '#shared/knowledge.ts'
import { knowing } from '../encoder/known.ts'
import { type EncoderSettings, openFittingEncoder } from '../encoder/open.ts'
import { vectorsIn } from '../ranking/sentence-vectors.ts'
import type { SynonymWords } from '../search/words/own-synonyms.ts'
import { type FittedModels, makeIndexes } from './indexes.ts'
import { packIndexes, readHeader } from './pack.ts'

/** What the thread is told: the articles page by page, and then what to make of them. */
export type FitRequest =
  | { articles: Article[] }
  | {
      build: {
        encoder: EncoderSettings | undefined
        fitted: FittedModels | undefined
        synonyms: readonly SynonymWords[] | undefined
        /** The index of an earlier release, for the vectors of the texts that both have. */
        earlier: Uint8Array<ArrayBuffer> | undefined
      }
    }

export interface FitReply {
  bytes: Uint8Array<ArrayBuffer>
  models: FittedModels
}

// Building and fitting take seconds of computing; in a thread of its own that delays no visitor.
const articles: Article[] = []
parentPort?.on('message', async (request: FitRequest) => {
  if ('articles' in request) {
    for (const article of request.articles) articles.push(article)
    return
  }
  const { encoder: settings, fitted, synonyms, earlier } = request.build
  const loaded = settings && (await openFittingEncoder(settings))
  const encoder = loaded && earlier ? knowing(loaded, vectorsOf(earlier)) : loaded
  const indexes = await makeIndexes(articles, { encoder, fitted, synonyms })
  await loaded?.close()
  const reply: FitReply = { bytes: packIndexes(indexes), models: indexes.models }
  parentPort?.postMessage(reply, [reply.bytes.buffer])
})

function vectorsOf(earlier: Uint8Array<ArrayBuffer>) {
  const { encoder, languages } = readHeader(earlier)
  const sentences = [languages.en.sentences, languages.zh.sentences].filter((each) => each !== undefined)
  return encoder === null ? undefined : vectorsIn(encoder, sentences)
}
