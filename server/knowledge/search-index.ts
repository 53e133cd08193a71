import type { Article, Language } from '#shared/knowledge.ts'
import { passagesOf } from './passages.ts'
import { CONCEPT_MARK, termsOf, termsVersion } from './terms.ts'
import { makeTypoIndex, type TypoIndex } from './words/typo-index.ts'

/** What a document of the index is of its article. */
export const TITLE = 0
export const PHRASING = 1
export const PASSAGE = 2

/** A concept is vaguer than the word it stands for. A Han pair that no article holds is mostly no word at all. */
const WEIGHTS = { concept: 1, unknownPair: 0.4, unknownHan: 0.2 }

const HAN_TERM = /^\p{Script=Han}+$/u

/** The articles of one language, ready to be searched: an inverted index over titles, phrasings and passages. */
export interface SearchIndex {
  language: Language
  termsVersion: number
  articles: readonly Article[]
  termIds: Map<string, number>
  /** Per term, what it weighs in a question: when some article holds it, and when none does. */
  termWeight: Float32Array
  unknownWeight: Float32Array
  /** Per term, its number of articles. */
  articleFrequency: Uint32Array
  /** Per term, where its postings begin; one more entry than terms. Postings are ordered by document. */
  postingStart: Uint32Array
  postingDocument: Uint32Array
  postingCount: Uint16Array
  /** Documents of one article follow each other: title, phrasings, passages. */
  documentArticle: Uint32Array
  documentKind: Uint8Array
  /** Terms, with repetitions. */
  documentLength: Float32Array
  /** Idf mass of the distinct terms. */
  documentMass: Float32Array
  /** Per document, its distinct terms. */
  documentTerms: readonly Uint32Array[]
  /** Markdown of a passage, text of a phrasing or title. */
  documentText: readonly string[]
  /** Terms in the title and all phrasings of an article. */
  pooledLength: Float32Array
  averageLength: { short: number; passage: number; pooled: number }
  typos: TypoIndex
  scratch: Scratch
}

/** Sums of a running search, reused because searches are synchronous; all zero between two. */
interface Scratch {
  documentScore: Float64Array
  documentCommon: Float64Array
  pooledScore: Float64Array
  explained: Float64Array
}

interface Documents {
  article: number[]
  kind: number[]
  text: string[]
  length: number[]
  counts: Map<number, number>[]
}

/** Makes the index of one language; the articles of the other language are left aside by the caller. */
export function makeSearchIndex(articles: readonly Article[], language: Language): SearchIndex {
  const termIds = new Map<string, number>()
  const documents: Documents = { article: [], kind: [], text: [], length: [], counts: [] }
  const pooledLength = new Float32Array(articles.length)
  for (const [place, article] of articles.entries()) {
    addDocument(documents, termIds, { article: place, kind: TITLE, text: article.title, language })
    for (const text of article.phrasings)
      addDocument(documents, termIds, { article: place, kind: PHRASING, text, language })
    const short = documents.length.slice(-1 - article.phrasings.length)
    pooledLength[place] = short.reduce((sum, length) => sum + length, 0)
    for (const text of passagesOf(article.body)) {
      addDocument(documents, termIds, { article: place, kind: PASSAGE, text, language })
    }
  }
  const index: SearchIndex = {
    language,
    termsVersion,
    articles,
    termIds,
    termWeight: Float32Array.from(termIds.keys(), weightOf),
    unknownWeight: Float32Array.from(termIds.keys(), unknownWeightOf),
    ...invert(documents, termIds.size),
    documentArticle: Uint32Array.from(documents.article),
    documentKind: Uint8Array.from(documents.kind),
    documentLength: Float32Array.from(documents.length),
    documentMass: new Float32Array(documents.kind.length),
    documentTerms: documents.counts.map((count) => Uint32Array.from(count.keys())),
    documentText: documents.text,
    pooledLength,
    averageLength: {
      short: average(documents.length.filter((_, document) => documents.kind[document] !== PASSAGE)),
      passage: average(documents.length.filter((_, document) => documents.kind[document] === PASSAGE)),
      pooled: average(pooledLength),
    },
    typos: makeTypoIndex(termIds.keys()),
    scratch: {
      documentScore: new Float64Array(documents.kind.length),
      documentCommon: new Float64Array(documents.kind.length),
      pooledScore: new Float64Array(articles.length),
      explained: new Float64Array(articles.length),
    },
  }
  for (const [document, terms] of index.documentTerms.entries()) {
    let mass = 0
    for (const term of terms)
      mass += (index.termWeight[term] ?? 0) * idf(articles.length, index.articleFrequency[term] ?? 0)
    index.documentMass[document] = mass
  }
  return index
}

/** Inverse document frequency of BM25 over articles, always above zero (Lucene's form). */
export function idf(articles: number, frequency: number): number {
  return Math.log(1 + (articles - frequency + 0.5) / (frequency + 0.5))
}

/** What a term weighs that no article holds. An unknown concept says nothing beyond its word. */
export function unknownWeightOf(term: string): number {
  if (term.startsWith(CONCEPT_MARK)) return 0
  if (!HAN_TERM.test(term)) return 1
  return term.length === 2 ? WEIGHTS.unknownPair : WEIGHTS.unknownHan
}

function weightOf(term: string): number {
  return term.startsWith(CONCEPT_MARK) ? WEIGHTS.concept : 1
}

function addDocument(
  documents: Documents,
  termIds: Map<string, number>,
  { article, kind, text, language }: { article: number; kind: number; text: string; language: Language },
): void {
  const terms = termsOf(text, language)
  const count = new Map<number, number>()
  for (const term of terms) {
    const id = termIds.get(term) ?? termIds.size
    termIds.set(term, id)
    count.set(id, (count.get(id) ?? 0) + 1)
  }
  documents.article.push(article)
  documents.kind.push(kind)
  documents.text.push(text)
  documents.length.push(terms.length)
  documents.counts.push(count)
}

function invert(
  documents: Documents,
  termCount: number,
): Pick<SearchIndex, 'postingStart' | 'postingDocument' | 'postingCount' | 'articleFrequency'> {
  const postingStart = new Uint32Array(termCount + 1)
  for (const count of documents.counts) {
    for (const term of count.keys()) postingStart[term + 1] = (postingStart[term + 1] ?? 0) + 1
  }
  for (let term = 0; term < termCount; term += 1) {
    postingStart[term + 1] = (postingStart[term + 1] ?? 0) + (postingStart[term] ?? 0)
  }
  const postingDocument = new Uint32Array(postingStart[termCount] ?? 0)
  const postingCount = new Uint16Array(postingDocument.length)
  const articleFrequency = new Uint32Array(termCount)
  const lastArticle = new Int32Array(termCount).fill(-1)
  const next = postingStart.slice()
  for (const [document, count] of documents.counts.entries()) {
    const article = documents.article[document] ?? 0
    for (const [term, times] of count) {
      const place = next[term] ?? 0
      next[term] = place + 1
      postingDocument[place] = document
      postingCount[place] = times
      if (lastArticle[term] !== article) articleFrequency[term] = (articleFrequency[term] ?? 0) + 1
      lastArticle[term] = article
    }
  }
  return { postingStart, postingDocument, postingCount, articleFrequency }
}

/** At least 1, so that nothing is ever divided by zero. */
function average(lengths: ArrayLike<number>): number {
  let sum = 0
  for (let place = 0; place < lengths.length; place += 1) sum += lengths[place] ?? 0
  return Math.max(1, sum / Math.max(1, lengths.length))
}
