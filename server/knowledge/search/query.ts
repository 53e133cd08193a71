import type { Language } from '#shared/knowledge.ts'
import { idf, type SearchIndex, unknownWeightOf, weightOf } from './search-index.ts'
import { lookUp } from './term-table.ts'
import { CONCEPT_MARK, conceptsOf, termsOf } from './terms.ts'

/** A corrected typo is less sure than a word written right. */
const CORRECTED = 0.8

/** More distinct terms than this are not read: nobody's question is longer. */
const MAX_QUERY_TERMS = 200

/** Nor are more unknown words corrected: each takes hundreds of look-ups. */
const MAX_CORRECTIONS = 20

/** A question in terms of one index. */
export interface Query {
  terms: { id: number; weight: number; unknownWeight: number }[]
  /** Idf mass of words that the index does not know. */
  unknownMass: number
}

/**
 * The question as the index understands it; unknown English words are corrected where one letter is wrong.
 *
 * @param language of the question, where it is not that of the index
 */
export function queryOf(index: SearchIndex, question: string, language: Language = index.language): Query {
  const terms = new Map<number, Query['terms'][number]>()
  let unknownMass = 0
  let corrections = 0

  function know(term: string, factor: number): boolean {
    const id = lookUp(index.terms, term)
    if (id === undefined) return false
    const weight = Math.max(terms.get(id)?.weight ?? 0, factor * weightOf(term))
    terms.set(id, { id, weight, unknownWeight: unknownWeightOf(term) })
    return true
  }

  function correct(term: string): string | undefined {
    corrections += 1
    return corrections > MAX_CORRECTIONS ? undefined : index.typos.correct(term)
  }

  for (const term of [...new Set(termsOf(question, language))].slice(0, MAX_QUERY_TERMS)) {
    if (know(term, 1) || term.startsWith(CONCEPT_MARK)) continue
    const corrected = correct(term)
    if (corrected === undefined) {
      unknownMass += unknownWeightOf(term) * idf(index.articles.length, 0)
      continue
    }
    know(corrected, CORRECTED)
    for (const concept of conceptsOf(corrected)) know(concept, CORRECTED)
  }
  return { terms: [...terms.values()], unknownMass }
}
