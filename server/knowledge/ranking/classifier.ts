import {
  type ClassWeights,
  type DenseRows,
  type SparseRows,
  squaredLengthsOf,
  trainDense,
  trainSparse,
} from './linear.ts'
import type { SparseVector } from './vectors.ts'

/** Scores of every class for a text, from the words and letters in it. Weights by feature, only those that matter. */
export interface WordClassifier {
  start: Uint32Array
  class: Uint32Array
  weight: Float32Array
  bias: Float32Array
}

/** Scores of every class for a sentence's vector: `classes * width` weights. */
export interface SentenceClassifier {
  width: number
  weight: Float32Array
  bias: Float32Array
}

export interface Examples {
  /** The class of every row. */
  label: Uint32Array
  classes: number
  /** The rows to learn from. */
  chosen: Uint32Array
}

// Chosen by cross-validation on the phrasings of the demo shop and on the paraphrases we wrote.
const WORD_COST = 0.3
const SENTENCE_COST = 1
/** Vectors are this long for the classifier: a unit vector's parts are too small for the penalty on weights. */
export const SENTENCE_LENGTH = 2

/** A weight smaller than this moves no score. */
const NEGLIGIBLE = 5e-3

/** More work than this (rows times classes) takes too long at each release; the search carries on alone. */
export const MAX_WORK = 3_000_000

export function fitWords(rows: SparseRows, examples: Examples): WordClassifier {
  const options = { cost: WORD_COST, squaredLengths: squaredLengthsOf(rows) }
  const bias = new Float32Array(examples.classes).fill(-1)
  const kept: { own: number; feature: Uint32Array; weight: Float32Array }[] = []
  const start = new Uint32Array(rows.width + 1)
  eachClass(examples, (own, mine) => {
    const trained = trainSparse(rows, mine, examples.chosen, options)
    bias[own] = trained.bias
    const feature = new Uint32Array(rows.width)
    let count = 0
    for (let each = 0; each < rows.width; each += 1) {
      if (Math.abs(trained.weights[each] as number) <= NEGLIGIBLE) continue
      feature[count] = each
      count += 1
      start[each + 1] = (start[each + 1] as number) + 1
    }
    const mattering = feature.slice(0, count)
    kept.push({
      own,
      feature: mattering,
      weight: Float32Array.from(mattering, (each) => trained.weights[each] as number),
    })
    return trained
  })
  for (let each = 0; each < rows.width; each += 1)
    start[each + 1] = (start[each + 1] as number) + (start[each] as number)
  const classes = new Uint32Array(start[rows.width] ?? 0)
  const weight = new Float32Array(classes.length)
  const next = start.slice()
  for (const one of kept) {
    for (let place = 0; place < one.feature.length; place += 1) {
      const each = one.feature[place] as number
      const at = next[each] as number
      next[each] = at + 1
      classes[at] = one.own
      weight[at] = one.weight[place] as number
    }
  }
  return { start, class: classes, weight, bias }
}

export function fitSentences(rows: DenseRows, examples: Examples): SentenceClassifier {
  const options = { cost: SENTENCE_COST, squaredLengths: squaredLengthsOf(rows) }
  const weight = new Float32Array(examples.classes * rows.width)
  const bias = new Float32Array(examples.classes).fill(-1)
  eachClass(examples, (own, mine) => {
    const trained = trainDense(rows, mine, examples.chosen, options)
    bias[own] = trained.bias
    weight.set(trained.weights, own * rows.width)
    return trained
  })
  return { width: rows.width, weight, bias }
}

/** A score per class; above 0 the text is rather of the class than of any other. A class without examples: -1. */
export function wordScores(
  { start, class: classes, weight, bias }: WordClassifier,
  vector: SparseVector,
): Float32Array {
  const scores = Float32Array.from(bias)
  for (let place = 0; place < vector.feature.length; place += 1) {
    const feature = vector.feature[place] as number
    const value = vector.value[place] as number
    for (let at = start[feature] as number, end = start[feature + 1] as number; at < end; at += 1) {
      const own = classes[at] as number
      scores[own] = (scores[own] as number) + value * (weight[at] as number)
    }
  }
  return scores
}

/** As {@link wordScores}. */
export function sentenceScores(
  { width, weight, bias }: SentenceClassifier,
  vector: Float32Array,
): Float32Array {
  return bias.map((start, own) => {
    let sum = 0
    for (let place = 0, from = own * width; place < width; place += 1)
      sum += (weight[from + place] as number) * (vector[place] as number)
    return start + SENTENCE_LENGTH * sum
  })
}

function eachClass(
  { label, classes, chosen }: Examples,
  train: (own: number, mine: (row: number) => boolean) => ClassWeights,
): void {
  const present = new Set(Array.from(chosen, (row) => label[row]))
  for (let own = 0; own < classes; own += 1) {
    if (present.has(own)) train(own, (row) => label[row] === own)
  }
}
