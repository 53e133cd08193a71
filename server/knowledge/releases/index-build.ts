import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Article } from '#shared/knowledge.ts'
import type { EncoderSettings } from '../encoder/open.ts'
import type { SynonymWords } from '../search/words/own-synonyms.ts'
import type { FitReply, FitRequest } from './fit-worker.ts'
import type { FittedModels } from './indexes.ts'

export interface BuildRequest {
  pages: AsyncIterable<Article[]> | Iterable<Article[]>
  encoder?: EncoderSettings | undefined
  fitted?: FittedModels | undefined
  synonyms?: readonly SynonymWords[] | undefined
  /** The index of an earlier release. It goes to the thread and cannot be read here any more. */
  earlier?: Uint8Array<ArrayBuffer> | undefined
}

/** Makes the packed index of a release in a thread. Rejects where that fails. */
export async function buildInThread({ pages, ...build }: BuildRequest): Promise<FitReply> {
  const { encoder, fitted, synonyms, earlier } = build
  const worker = new Worker(new URL('./fit-worker.ts', import.meta.url))
  const tell = (request: FitRequest, moved: ArrayBuffer[] = []) => worker.postMessage(request, moved)
  try {
    // `once` rejects on the worker's 'error' event, so a failing fit fails the release and nothing else.
    const reply = once(worker, 'message') as Promise<[FitReply]>
    // It may fail while the pages are still being read; whoever awaits it below is told.
    reply.catch(() => undefined)
    for await (const articles of pages) tell({ articles })
    tell({ build: { encoder, fitted, synonyms, earlier } }, earlier ? [earlier.buffer] : [])
    return (await reply)[0]
  } finally {
    await worker.terminate()
  }
}
