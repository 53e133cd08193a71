import { parentPort } from 'node:worker_threads'
import { loadEnglishEncoder } from './english.ts'
import type { ThreadReply } from './thread.ts'

// The first message waits for the weights; a machine where they cannot be loaded says so to each caller.
const loading = loadEnglishEncoder()

parentPort?.on('message', async ({ id, texts }: { id: number; texts: string[] }) => {
  let reply: ThreadReply
  try {
    const encoder = await loading
    reply = { id, vectors: (await encoder.embed(texts)).map((vector) => Float32Array.from(vector)) }
  } catch (reason) {
    reply = { id, error: String(reason) }
  }
  parentPort?.postMessage(reply)
})
