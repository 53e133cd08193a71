import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildEngine, type Engine } from '#server/knowledge/engine.ts'
import type { Article, Language } from '#shared/knowledge.ts'
import { auroc, calibrationError, coverageAtPrecision, type Judged } from './measures.ts'
import { measureSatisfaction, measureSentiment } from './mood-sets.ts'
import { percentile, round } from './report.ts'
import type { SharedEncoder } from './shared-encoder.ts'

/** One labelled set as the manifest beside the data names it. */
export interface AnswerSet {
  name: string
  kind: 'intents' | 'pairs' | 'passages' | 'sentiment' | 'satisfaction'
  language: Language
  train?: string
  test: string
  outOfScope?: string
  /** Only the first so many texts of every intent are known. */
  shots?: number
}

export type Measured = Record<string, number>

const day = '2026-01-01'

/** Builds the engine from a set's knowledge and asks it the set's questions. */
export async function measure(
  set: AnswerSet,
  directory: string,
  encoder: SharedEncoder | undefined,
): Promise<Measured> {
  const read = <Row>(file: string) => readRows<Row>(join(directory, file))
  switch (set.kind) {
    case 'intents':
      return measureIntents(set, read, encoder)
    case 'pairs':
      return measurePairs(set, await read(set.test), encoder)
    case 'passages':
      return measurePassages(set, await read(set.test), encoder)
    case 'sentiment':
      return measureSentiment(set, await read(set.test))
    case 'satisfaction':
      return measureSatisfaction(await read(set.test))
  }
}

interface Labelled {
  text: string
  intent: string
}

async function measureIntents(
  set: AnswerSet,
  read: <Row>(file: string) => Promise<Row[]>,
  encoder: SharedEncoder | undefined,
): Promise<Measured> {
  const phrasings = new Map<string, string[]>()
  for (const { text, intent } of await read<Labelled>(set.train ?? '')) {
    const own = phrasings.get(intent) ?? []
    phrasings.set(intent, own)
    if (own.length < (set.shots ?? Number.POSITIVE_INFINITY)) own.push(text)
  }
  const began = performance.now()
  const engine = await buildEngine(
    Array.from(phrasings, ([intent, texts]) => articleOf(intent, set.language, { phrasings: texts })),
    { encoder },
  )
  const buildSeconds = (performance.now() - began) / 1000
  const judged: Judged[] = []
  const inScope: number[] = []
  const outOfScope: number[] = []
  async function ask(text: string, intent: string | undefined): Promise<void> {
    const { confidence, answerable, candidates } = await engine.find(text, { language: set.language, day })
    judged.push({ confidence, right: intent !== undefined && candidates[0]?.articleId === intent })
    ;(intent === undefined ? outOfScope : inScope).push(answerable)
  }
  const tests = await read<Labelled>(set.test)
  const foreign = set.outOfScope ? await read<Labelled>(set.outOfScope) : []
  const questions = [...tests, ...foreign].map(({ text }) => text)
  // All at once is quicker; what one alone takes is timed apart.
  await encoder?.encode(questions)
  for (const { text, intent } of tests) await ask(text, intent)
  const answerable = judged.length
  const accuracy = judged.filter(({ right }) => right).length / answerable
  for (const { text } of foreign) await ask(text, undefined)
  return {
    accuracy: round(accuracy, 4),
    ...(outOfScope.length > 0 ? { oosAuroc: round(auroc(inScope, outOfScope), 4) } : {}),
    coverageAt95Precision: round((coverageAtPrecision(judged, 0.95) * judged.length) / answerable, 4),
    calibrationError: round(calibrationError(judged), 4),
    ...(await timesOf(engine, questions, set, encoder)),
    buildSeconds: round(buildSeconds, 1),
  }
}

interface Pair {
  a: string
  b: string
  same: boolean
}

async function measurePairs(
  set: AnswerSet,
  pairs: Pair[],
  encoder: SharedEncoder | undefined,
): Promise<Measured> {
  const ids = new Map<string, string>()
  const same = pairs.filter((pair) => pair.same)
  for (const { b } of same) ids.set(b, ids.get(b) ?? `text-${ids.size}`)
  const engine = await buildEngine(
    Array.from(ids, ([text, id]) => articleOf(id, set.language, { phrasings: [text] })),
    { encoder },
  )
  const textById = new Map(Array.from(ids, ([text, id]) => [id, text]))
  let first = 0
  let tenth = 0
  // What is marked the same as the same text is the same: a query is answered by any text it is linked to.
  const linked = linksOf(same)
  const queries = Map.groupBy(same, ({ a }) => a)
  let direct = 0
  for (const [a, own] of queries) {
    const { candidates } = await engine.find(a, { language: set.language, day, limit: 10 })
    const texts = candidates.map(({ articleId }) => textById.get(articleId) ?? '')
    const place = texts.findIndex((text) => linked(text) === linked(a))
    if (place === 0) first += 1
    if (place >= 0) tenth += 1
    if (own.some(({ b }) => b === texts[0])) direct += 1
  }
  const scores: { score: number; same: boolean }[] = []
  for (const { a, b, same } of pairs) scores.push({ score: await engine.likeness(a, b, set.language), same })
  return {
    hitAt1: round(first / queries.size, 4),
    hitAt10: round(tenth / queries.size, 4),
    /** Only texts that one pair marks as the same as the query count. */
    hitAt1Direct: round(direct / queries.size, 4),
    pairAuroc: round(
      auroc(
        scores.filter((each) => each.same).map(({ score }) => score),
        scores.filter((each) => !each.same).map(({ score }) => score),
      ),
      4,
    ),
    ...(await timesOf(engine, [...queries.keys()], set, encoder)),
  }
}

/** Names the group of texts that a text is linked to by pairs marked the same. */
function linksOf(pairs: readonly Pair[]): (text: string) => string {
  const next = new Map<string, string>()
  function root(text: string): string {
    let found = text
    for (let above = next.get(found); above !== undefined; above = next.get(found)) found = above
    return found
  }
  for (const { a, b } of pairs) {
    const [one, other] = [root(a), root(b)]
    if (one !== other) next.set(one, other)
  }
  return root
}

interface Passage {
  passage: string
  question: string
}

async function measurePassages(
  set: AnswerSet,
  rows: Passage[],
  encoder: SharedEncoder | undefined,
): Promise<Measured> {
  const ids = new Map<string, string>()
  for (const { passage } of rows) ids.set(passage, ids.get(passage) ?? `passage-${ids.size}`)
  const engine = await buildEngine(
    Array.from(ids, ([body, id]) => articleOf(id, set.language, { body })),
    { encoder },
  )
  let first = 0
  let tenth = 0
  for (const { passage, question } of rows) {
    const { candidates } = await engine.find(question, { language: set.language, day, limit: 10 })
    const place = candidates.findIndex(({ articleId }) => articleId === ids.get(passage))
    if (place === 0) first += 1
    if (place >= 0) tenth += 1
  }
  return {
    hitAt1: round(first / rows.length, 4),
    hitAt10: round(tenth / rows.length, 4),
    ...(await timesOf(
      engine,
      rows.map(({ question }) => question),
      set,
      encoder,
    )),
  }
}

/** The labels are no words of the shop's, so a title made of one would say what no shop has said. */
function articleOf(id: string, language: Language, content: Partial<Article>): Article {
  return {
    id,
    language,
    version: 1,
    title: '',
    phrasings: [],
    topic: 'other',
    body: '',
    ...content,
  } as Article
}

/** So many questions are timed, each encoded anew as a visitor's is. */
const TIMED = 300

async function timesOf(
  engine: Engine,
  questions: readonly string[],
  set: AnswerSet,
  encoder: SharedEncoder | undefined,
): Promise<Measured> {
  const times: number[] = []
  if (encoder) encoder.isTimed = true
  for (const question of questions.slice(0, TIMED)) {
    const asked = performance.now()
    await engine.find(question, { language: set.language, day })
    times.push(performance.now() - asked)
  }
  if (encoder) encoder.isTimed = false

  return { msPerQueryP50: round(percentile(times, 0.5), 3), msPerQueryP99: round(percentile(times, 0.99), 3) }
}

async function readRows<Row>(path: string): Promise<Row[]> {
  const lines = (await readFile(path, 'utf8')).split('\n')
  return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as Row)
}
