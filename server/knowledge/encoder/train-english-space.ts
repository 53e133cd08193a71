import { readFile } from 'node:fs/promises'
import { makeEncoder } from './encoder.ts'
import { loadPlainEnglishEncoder } from './english.ts'
import { fitSpace, writeSpace } from './english-space.ts'

// Fits english-space.bin anew: `npm run train:space`, after a change to the paraphrases or the encoder. About a minute.
const file = new URL('../../../knowledge-base/training/paraphrases.en.jsonl', import.meta.url)
const lines = (await readFile(file, 'utf8')).trim().split('\n')
const encoder = makeEncoder(await loadPlainEnglishEncoder())
const groups: Float32Array[][] = []
for (const line of lines) {
  const { texts } = JSON.parse(line) as { texts: string[] }
  const vectors = (await encoder.encode(texts)).filter((vector) => vector !== undefined)
  if (vectors.length > 1) groups.push(vectors)
}
await writeSpace(fitSpace(groups))
await encoder.close()
process.stdout.write(`${groups.length} groups of ${lines.length} went in.\n`)
