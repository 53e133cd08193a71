import { readdir, readFile } from 'node:fs/promises'
import { parseArticle } from '../markdown.ts'
import { makeEncoder } from './encoder.ts'
import { loadEnglishEncoder } from './english.ts'
import { writeKnownVectors } from './known.ts'

// Encodes the demo shop's titles and phrasings anew: `npm run train:vectors`, after a change to them or to the encoder.
const knowledgeBase = new URL('../../../knowledge-base/', import.meta.url)
const folder = new URL('articles/en/', knowledgeBase)
const texts = new Set<string>()
for (const file of (await readdir(folder)).filter((name) => name.endsWith('.md'))) {
  const { title, phrasings } = parseArticle(await readFile(new URL(file, folder), 'utf8'), 'en')
  for (const text of [title, ...phrasings]) texts.add(text)
}
const encoder = makeEncoder(await loadEnglishEncoder())
const list = [...texts]
const vectors = await encoder.encode(list)
const known = new Map(
  list.flatMap((text, place) => {
    const vector = vectors[place]
    return vector ? [[text, vector]] : []
  }),
)
await writeKnownVectors(new URL('vectors.en.bin', knowledgeBase), encoder.name, known)
await encoder.close()
process.stdout.write(`${known.size} texts were encoded.\n`)
