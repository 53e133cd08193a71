import { readdir, readFile, writeFile } from 'node:fs/promises'
import type { Article, Language } from '#shared/knowledge.ts'
import { type Encoder, makeEncoder } from '../encoder/encoder.ts'
import { loadEnglishEncoder } from '../encoder/english.ts'
import { parseArticle } from '../markdown.ts'
import { fitConfidence, PULL } from './confidence.ts'
import {
  type FittedModel,
  isBestRight,
  judge,
  nearestOf,
  rankSamples,
  type Trial,
  withoutEncoder,
} from './fit.ts'
import { fitRanking } from './fit-ranking.ts'
import { makeLanguageIndex } from './language-index.ts'
import { gather } from './ranking.ts'

// Fits prior.json anew: `npm run train:prior`, after a change to what is measured of a candidate. A few minutes.

interface Group {
  group: string
  texts: string[]
}

const training = new URL('../../../knowledge-base/training/', import.meta.url)

/** Numbers of phrasings that a shop may know of each article. */
const SHOTS = [1, 2, 3, 5]

/** Every so many-th group is one that the shop has no article for. */
const LACKING = 6

/** To start the fit from; the samples are many enough to leave nothing of it. */
const EVEN = { plain: [4, 4, 4, 4, 4], encoded: [3, 3, 3, 3, 3, 6, 6, 6, 3] }

const encoder = remembering(makeEncoder(await loadEnglishEncoder()))
const trials: Trial[] = []
for (const language of ['en', 'zh'] as const) {
  const groups = [await readArticles(language)]
  if (process.argv.includes('--all')) groups.push(await readParaphrases(language))
  for (const shots of SHOTS) for (const own of groups) trials.push(...(await tryOut(own, shots, language)))
}
await encoder.close()

const plain = trials.map((trial) => ({ ...trial, candidates: withoutEncoder(trial.candidates) }))
const encoded = trials.filter(({ candidates }) => candidates.encoded)
const ranking = {
  plain: fitRanking(rankSamples(plain), EVEN.plain),
  encoded: fitRanking(rankSamples(encoded), EVEN.encoded),
}
const fitted = (own: Trial[], isRight: typeof isBestRight, pull: number) => {
  const confidence = fitConfidence(judge(own, ranking, isRight), pull, false)
  if (confidence === undefined) throw new Error('there are too few paraphrases to fit on')
  return { ...confidence, report: null }
}
const isAnswerable = (trial: Trial) => trial.isAnswerable
const prior: FittedModel = {
  ranking,
  confidence: {
    plain: fitted(plain, isBestRight, PULL.confidence),
    encoded: fitted(encoded, isBestRight, PULL.confidence),
  },
  answerable: {
    plain: fitted(plain, isAnswerable, PULL.answerable),
    encoded: fitted(encoded, isAnswerable, PULL.answerable),
  },
}
await writeFile(new URL('./prior.json', import.meta.url), `${JSON.stringify(prior, rounded, 2)}\n`)

/** Asks a shop that knows `shots` texts of most groups for all the other texts. */
async function tryOut(groups: Group[], shots: number, language: Language): Promise<Trial[]> {
  const known = groups.filter((_, place) => place % LACKING !== 0)
  const articles = known.map(({ group, texts }) => articleOf(group, texts.slice(0, shots), language))
  const index = await makeLanguageIndex(articles, language, encoder)
  const places = new Map(known.map(({ group }, place) => [group, place]))
  const found: Trial[] = []
  for (const { group, texts } of groups) {
    for (const text of texts.slice(shots)) {
      const [vector] = await encoder.encode([text])
      const article = places.get(group)
      const candidates = gather(index, text, vector)
      found.push({ candidates, article: article ?? -1, isAnswerable: article !== undefined })
      if (article !== undefined) continue
      const near = nearestOf(candidates, known.length)
      const far = gather(index, text, vector, { allowed: (each) => !near.has(each) })
      found.push({ candidates: far, article: -1, isAnswerable: false })
    }
  }
  return found
}

function articleOf(id: string, phrasings: string[], language: Language): Article {
  return { id, language, version: 1, title: '', phrasings, topic: 'other', body: '' } as unknown as Article
}

async function readArticles(language: Language): Promise<Group[]> {
  const folder = new URL(`../articles/${language}/`, training)
  const files = (await readdir(folder)).filter((file) => file.endsWith('.md'))
  return Promise.all(
    files.map(async (file) => {
      const { id, title, phrasings } = parseArticle(await readFile(new URL(file, folder), 'utf8'), language)
      return { group: id, texts: [title, ...phrasings] }
    }),
  )
}

async function readParaphrases(language: Language): Promise<Group[]> {
  const lines = (await readFile(new URL(`paraphrases.${language}.jsonl`, training), 'utf8'))
    .trim()
    .split('\n')
  return lines.map((line) => JSON.parse(line) as Group)
}

function remembering(inner: Encoder): Encoder {
  const held = new Map<string, Float32Array | undefined>()
  return {
    ...inner,
    async encode(texts) {
      const missing = texts.filter((text) => !held.has(text))
      const made = await inner.encode(missing)
      for (const [place, text] of missing.entries()) held.set(text, made[place])
      return texts.map((text) => held.get(text))
    },
  }
}

function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(4)) : value
}
