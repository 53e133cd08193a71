import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Language } from '#shared/knowledge.ts'
import {
  chineseExpressions,
  chineseValences,
  englishExpressions,
  englishValences,
} from '../reading/lexicon.ts'
import { denseNames } from './dense.ts'
import { type Features, featuresOf, featuresVersion } from './features.ts'
import { dot, fitLogistic, type Row } from './fit.ts'
import { type Head, isOf, reportFields, type TrainingMessage, trainingFields } from './heads.ts'

/** The messages of one language, a field of life each. */
export function corpusOf(language: Language): TrainingMessage[][] {
  return trainingFields.map((field) =>
    readFileSync(fileOf(language, field), 'utf8')
      .trim()
      .split('\n')
      .map((line) => ({ ...(JSON.parse(line) as TrainingMessage), field })),
  )
}

/** Changes with anything the weights are fitted on: the corpus, the lexicon, the version of the features. */
export function stampOf(language: Language): string {
  const hash = createHash('sha256').update(`features ${featuresVersion}`)
  for (const field of trainingFields) hash.update(readFileSync(fileOf(language, field)))
  const lexicon = language === 'zh' ? [chineseValences, chineseExpressions] : []
  for (const map of [...lexicon, englishValences, englishExpressions]) hash.update(JSON.stringify([...map]))
  return hash.digest('hex').slice(0, 16)
}

function fileOf(language: Language, field: string): URL {
  return new URL(`../../../knowledge-base/training/${language}/${field}.jsonl`, import.meta.url)
}

/** A message with its features. */
interface Example {
  message: TrainingMessage
  features: Features
}

export function examplesOf(messages: readonly TrainingMessage[], language: Language): Example[] {
  return messages.map((message) => ({ message, features: featuresOf(message.text, language) }))
}

/**
 * Messages of the same sentiment one behind the other: visitors and reviewers write several sentences, the corpus
 * holds one or two. Only for the heads of sentiment.
 */
export function joined(messages: readonly TrainingMessage[], language: Language): TrainingMessage[] {
  let state = 7
  const alike = Map.groupBy(messages, moodClass)
  return messages.map((message, at) => {
    let text = message.text
    for (let more = at % 2 === 0 ? 1 : 3; more > 0; more -= 1) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      const others = alike.get(moodClass(message)) as TrainingMessage[]
      text += (language === 'zh' ? '，' : '. ') + others[state % others.length]?.text
    }
    const { sentiment, problem, field } = message
    return { text, sentiment, ...(problem ? { problem } : {}), ...(field ? { field } : {}) }
  })
}

function moodClass({ sentiment, problem }: TrainingMessage): string {
  return problem ? 'problem' : sentiment
}

/** Weights of one head, not yet made small. */
export interface FittedHead {
  dense: Float64Array
  sparse: Map<number, number>
}

/** How closely the lexicon features and the rest are fitted; chosen with a field left out, the simpler among equals. */
const cost = { dense: 0.3, sparse: { en: 1, zh: 2 }, rare: { dense: 1, sparse: 8 } }

/**
 * Fits one head in two stages: first what the lexicon says, then words and characters on what is left. Fitted at once
 * they share the credit, and in a field whose words the corpus does not know the lexicon would be left too weak.
 */
export function fitHead(head: Head, examples: readonly Example[], language: Language): FittedHead {
  const used = examples.filter(({ message }) => isOf(head, message) !== undefined)
  const yes = used.map(({ message }) => isOf(head, message) === true)
  const sentiment = isOfSentiment(head)
  const weigh = sentiment ? 1 : Math.min(4, Math.sqrt(yes.length / (1 + yes.filter(Boolean).length)))
  const dense = used.map(({ features }) => denseRow(features))
  const first = fitLogistic(dense, yes, denseNames.length, sentiment ? cost.dense : cost.rare.dense, weigh)
  const known = keysOf(used)
  const sparse = used.map(({ features }) => sparseRow(features, known))
  const second = fitLogistic(
    sparse,
    yes,
    known.size,
    sentiment ? cost.sparse[language] : cost.rare.sparse,
    weigh,
    dense.map((row) => dot(first, row)),
  )
  return { dense: first, sparse: new Map(Array.from(known, ([key, at]) => [key, second[at] as number])) }
}

export function scoreOf(head: FittedHead, { dense, sparse }: Features): number {
  let sum = 0
  for (const [at, value] of dense.entries()) sum += (head.dense[at] as number) * value
  for (const [key, value] of sparse) sum += (head.sparse.get(key) ?? 0) * value
  return sum
}

/** One message, judged by models that have not seen it. */
export interface Judged {
  message: TrainingMessage
  scores: Map<Head, number>
}

/**
 * Each group is judged by models of the others. With the fields as groups that is the honest estimate for another
 * field of life; risk, urgency and the wish for a person stand nearly all in one field, so their groups are mixed.
 */
export function leaveOneOut(
  groups: readonly TrainingMessage[][],
  language: Language,
  heads: readonly Head[],
): Judged[] {
  const examples = groups.map((messages) => examplesOf(messages, language))
  const more = groups.map((messages) => examplesOf(joined(messages, language), language))
  return groups.flatMap((_, left) => {
    const rest = examples.filter((_each, at) => at !== left).flat()
    const long = more.filter((_each, at) => at !== left).flat()
    const fitted = heads.map((head) => [head, fitHead(head, trainingOf(head, rest, long), language)] as const)
    return (examples[left] as Example[]).map(({ message, features }) => ({
      message,
      scores: new Map(fitted.map(([head, each]) => [head, scoreOf(each, features)])),
    }))
  })
}

/** Five groups, every fifth message in each. */
export function mixed(fields: readonly TrainingMessage[][]): TrainingMessage[][] {
  return [0, 1, 2, 3, 4].map((group) => fields.flat().filter((_, at) => at % 5 === group))
}

export function trainingOf(head: Head, plain: readonly Example[], long: readonly Example[]): Example[] {
  if (!isOfSentiment(head)) return [...plain]
  if (head !== 'unhappy') return [...plain, ...long]
  const reports = plain.filter(({ message }) => reportFields.has(message.field))
  return [...plain, ...Array.from({ length: REPORTS_AGAIN }, () => reports).flat()]
}

/** How many times more the fields written for `unhappy` count; chosen with a field left out. */
const REPORTS_AGAIN = 3

function isOfSentiment(head: Head): boolean {
  return head === 'positive' || head === 'neutral' || head === 'unhappy'
}

/** Features that at least two messages show. */
function keysOf(examples: readonly Example[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const { features } of new Set(examples)) {
    for (const key of features.sparse.keys()) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const known = new Map<number, number>()
  for (const [key, count] of counts) if (count > 1) known.set(key, known.size)
  return known
}

function denseRow({ dense }: Features): Row {
  return { at: Uint32Array.from(dense.keys()), value: Float32Array.from(dense) }
}

function sparseRow({ sparse }: Features, known: ReadonlyMap<number, number>): Row {
  const found = [...sparse].filter(([key]) => known.has(key))
  return {
    at: Uint32Array.from(found, ([key]) => known.get(key) as number),
    value: Float32Array.from(found, ([, value]) => value),
  }
}
