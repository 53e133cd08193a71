import { Worker } from 'node:worker_threads'
import { type EncoderSource, isLatinText } from './encoder.ts'

/** A visitor does not wait longer than this for a vector; the words of the question have to do then. Milliseconds. */
const PATIENCE = 3_000

/** The thread and its 200 MB are given back after so long without a text. Milliseconds. */
const IDLE = 10 * 60_000

/** After a thread broke, texts go without vectors for so long, so that a machine without memory is not kept busy dying. */
const REST = 60_000

interface Waiting {
  resolve(vectors: Float32Array[]): void
  reject(reason: Error): void
}

export interface ThreadReply {
  id: number
  vectors?: Float32Array[]
  error?: string
}

/** The English encoder in a thread of its own, started by the first text and ended when none has come for a while. */
export function englishThread(name: string, report: (reason: unknown) => void): EncoderSource {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let restUntil = 0
  let next = 0

  function start(): Worker {
    const started = new Worker(new URL('./thread-worker.ts', import.meta.url))
    started.unref()
    started.on('message', ({ id, vectors, error }: ThreadReply) => {
      const own = waiting.get(id)
      waiting.delete(id)
      if (vectors) own?.resolve(vectors)
      else own?.reject(new Error(error))
    })
    started.on('error', (reason) => {
      report(reason)
      restUntil = Date.now() + REST
      drop(new Error('The encoder stopped.'))
    })
    return started
  }

  function drop(reason: Error): void {
    for (const own of waiting.values()) own.reject(reason)
    waiting.clear()
    worker = undefined
  }

  async function embed(texts: string[]): Promise<Float32Array[]> {
    if (Date.now() < restUntil) throw new Error('The encoder rests after a failure.')
    worker ??= start()
    clearTimeout(idle)
    idle = setTimeout(() => void close(), IDLE)
    idle.unref()
    const id = next
    next += 1
    const answered = new Promise<Float32Array[]>((resolve, reject) => waiting.set(id, { resolve, reject }))
    worker.postMessage({ id, texts })
    const late = setTimeout(() => {
      waiting.get(id)?.reject(new Error('The encoder took too long.'))
      waiting.delete(id)
    }, PATIENCE)
    try {
      return await answered
    } finally {
      clearTimeout(late)
    }
  }

  async function close(): Promise<void> {
    clearTimeout(idle)
    const ending = worker
    drop(new Error('The encoder was closed.'))
    await ending?.terminate()
  }

  return { name, reads: isLatinText, embed, close }
}
