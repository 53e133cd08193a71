import { lookUp, makeTermTable, type TermTable } from '../search/term-table.ts'
import type { SparseRows } from './linear.ts'
import { type Views, viewsOf } from './views.ts'

/** A text as the classifier's features. */
export interface SparseVector {
  feature: Uint32Array
  value: Float32Array
}

/** The features of a set of texts, each with its weight. */
export interface Vocabulary {
  words: TermTable
  letters: TermTable
  /** Inverse document frequency, by feature. */
  idf: Float32Array
  /** What a feature would have that no text holds. */
  unknown: number
}

/** Numbers the features of the texts; both views share one numbering. */
export function vocabularyOf(texts: readonly string[]): Vocabulary {
  const words = new Map<string, number>()
  const letters = new Map<string, number>()
  const frequency: number[] = []
  for (const text of texts) {
    const views = viewsOf(text)
    for (const view of ['words', 'letters'] as const) {
      const ids = view === 'words' ? words : letters
      for (const feature of new Set(views[view])) {
        const id = ids.get(feature) ?? frequency.length
        ids.set(feature, id)
        frequency[id] = (frequency[id] ?? 0) + 1
      }
    }
  }
  const idf = Float32Array.from(frequency, (count) => Math.log(1 + texts.length / count))
  return {
    words: makeTermTable(words),
    letters: makeTermTable(letters),
    idf,
    unknown: Math.log(1 + 2 * texts.length),
  }
}

/** Each view with length 1, so that long words do not drown short ones; unknown features are left out. */
export function vectorOf(vocabulary: Vocabulary, text: string): SparseVector {
  const views = viewsOf(text)
  const words = weighted(views, 'words', vocabulary)
  const letters = weighted(views, 'letters', vocabulary)
  const feature = new Uint32Array(words.length + letters.length)
  const value = new Float32Array(feature.length)
  for (const [place, [id, weight]] of [...words, ...letters].entries()) {
    feature[place] = id
    value[place] = weight
  }
  return { feature, value }
}

export function rowsOf(vectors: readonly SparseVector[], width: number): SparseRows {
  const start = new Uint32Array(vectors.length + 1)
  for (const [row, vector] of vectors.entries()) start[row + 1] = (start[row] ?? 0) + vector.feature.length
  const feature = new Uint32Array(start[vectors.length] ?? 0)
  const value = new Float32Array(feature.length)
  for (const [row, vector] of vectors.entries()) {
    feature.set(vector.feature, start[row])
    value.set(vector.value, start[row])
  }
  return { start, feature, value, width }
}

function weighted(views: Views, view: keyof Views, vocabulary: Vocabulary): [id: number, weight: number][] {
  const counts = new Map<number, number>()
  for (const feature of views[view]) {
    const id = lookUp(vocabulary[view], feature)
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  const weights = Array.from(counts, ([id, count]): [number, number] => {
    return [id, (1 + Math.log(count)) * (vocabulary.idf[id] ?? 0)]
  })
  const length = Math.sqrt(weights.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1
  return weights.map(([id, weight]) => [id, weight / length])
}
