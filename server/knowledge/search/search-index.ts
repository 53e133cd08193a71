import type { Article, Language } from '#shared/knowledge.ts'
import { growing } from './growing.ts'
import { passagesOf } from './passages.ts'
import { lookUp, makeTermTable, type TermTable } from './term-table.ts'
import { CONCEPT_MARK, termsOf } from './terms.ts'
import { makeTypoIndex, type TypoIndex } from './words/typo-index.ts'

/** What a document of the index is of its article. */
export const TITLE = 0
export const PHRASING = 1
export const PASSAGE = 2

/** A concept is vaguer than the word it stands for. A Han pair that no article holds is mostly no word at all. */
const WEIGHTS = { concept: 1, han: 0.5, unknownPair: 0.4, unknownHan: 0.2 }

const HAN_TERM = /^\p{Script=Han}+$/u

/**
 * What is stored of an inverted index over titles, phrasings and passages: typed arrays and nothing per document, so
 * that it is read where it lies.
 */
export interface StoredSearch {
  terms: TermTable
  /** Per term, its number of articles. */
  articleFrequency: Uint32Array
  /** Per term, where its postings begin; one more entry than terms. Postings are ordered by document. */
  postingStart: Uint32Array
  postingDocument: Uint32Array
  /** Up to 255: a term that is there more often says no more. */
  postingCount: Uint8Array
  /** Documents of article `i` are those from `documentStart[i]` on: title, phrasings, passages. */
  documentStart: Uint32Array
  documentArticle: Uint32Array
  documentKind: Uint8Array
  /** Terms, with repetitions. */
  documentLength: Uint32Array
  /** Idf mass of the distinct terms. */
  documentMass: Float32Array
  averageLength: { short: number; passage: number; pooled: number }
}

/** An article with its texts as they are searched, where that is not as they are written. */
export interface ReadArticle extends Article {
  reading?: Reading
}

export interface Reading {
  title: string
  phrasings: string[]
  /** As many as the body has. */
  passages: string[]
}

/** The articles of one language, ready to be searched. */
export interface SearchIndex extends StoredSearch {
  language: Language
  articles: readonly ReadArticle[]
  /** Terms in the title and all phrasings of an article. */
  pooledLength: Uint32Array
  typos: TypoIndex
  scratch: Scratch
}

/** Sums of a running search, reused because searches are synchronous; all zero between two. */
interface Scratch {
  documentScore: Float64Array
  documentCommon: Float64Array
  pooledScore: Float64Array
  explained: Float64Array
  /** Articles that a term of the question was found in. */
  touched: Uint32Array
}

/** Makes the index of one language; the articles of the other language are left aside by the caller. */
export function makeSearchIndex(articles: readonly ReadArticle[], language: Language): SearchIndex {
  const termIds = new Map<string, number>()
  const documentStart = new Uint32Array(articles.length + 1)
  const [kinds, lengths, owners] = [growing(Uint8Array), growing(Uint32Array), growing(Uint32Array)]
  const [terms, counts, ends] = [growing(Uint32Array), growing(Uint8Array), growing(Uint32Array)]
  const count = new Map<number, number>()
  let documents = 0
  let postings = 0
  for (const [article, own] of articles.entries()) {
    const { title, phrasings, passages } = own.reading ?? { ...own, passages: passagesOf(own.body) }
    for (const [place, text] of [title, ...phrasings, ...passages].entries()) {
      const found = termsOf(text, language)
      count.clear()
      for (const term of found) {
        const id = termIds.get(term) ?? termIds.size
        if (id === termIds.size) termIds.set(term, id)
        count.set(id, (count.get(id) ?? 0) + 1)
      }
      for (const [id, times] of count) {
        terms.push(id)
        counts.push(Math.min(255, times))
      }
      postings += count.size
      ends.push(postings)
      kinds.push(place === 0 ? TITLE : place <= phrasings.length ? PHRASING : PASSAGE)
      lengths.push(found.length)
      owners.push(article)
      documents += 1
    }
    documentStart[article + 1] = documents
  }
  const documentKind = kinds.finish()
  const documentLength = lengths.finish()
  const documentArticle = owners.finish()
  const forward = { term: terms.finish(), count: counts.finish(), end: ends.finish() }
  const inverted = invert(forward, documentArticle, termIds.size)
  const weight = Float32Array.from(termIds.keys(), weightOf).map((each, term) => {
    return each * idf(articles.length, inverted.articleFrequency[term] ?? 0)
  })
  const stored: StoredSearch = {
    terms: makeTermTable(termIds),
    ...inverted,
    documentStart,
    documentArticle,
    documentKind,
    documentLength,
    documentMass: massesOf(forward, weight),
    averageLength: averagesOf({ documentStart, documentKind, documentLength }),
  }
  return openSearchIndex(stored, articles, language)
}

/** Puts beside a stored index what a search needs and nobody has to store. */
export function openSearchIndex(
  stored: StoredSearch,
  articles: readonly ReadArticle[],
  language: Language,
): SearchIndex {
  const documents = stored.documentKind.length
  return {
    ...stored,
    language,
    articles,
    pooledLength: pooledLengths(stored),
    typos: makeTypoIndex({ includes: (word) => lookUp(stored.terms, word) !== undefined }),
    scratch: {
      documentScore: new Float64Array(documents),
      documentCommon: new Float64Array(documents),
      pooledScore: new Float64Array(articles.length),
      explained: new Float64Array(articles.length),
      touched: new Uint32Array(articles.length),
    },
  }
}

/** Markdown of a passage as it is written; text of a phrasing or title as it is searched. */
export function textOf({ articles, documentArticle, documentStart }: SearchIndex, document: number): string {
  const place = documentArticle[document]
  const article = place === undefined ? undefined : articles[place]
  if (place === undefined || article === undefined) return ''
  const at = document - (documentStart[place] ?? 0)
  const { title, phrasings } = article.reading ?? article
  if (at === 0) return title
  return phrasings[at - 1] ?? passagesOf(article.body)[at - 1 - phrasings.length] ?? ''
}

/** Inverse document frequency of BM25 over articles, always above zero (Lucene's form). */
export function idf(articles: number, frequency: number): number {
  return Math.log(1 + (articles - frequency + 0.5) / (frequency + 0.5))
}

/** What a term weighs in a question when some article holds it. */
export function weightOf(term: string): number {
  if (term.startsWith(CONCEPT_MARK)) return WEIGHTS.concept
  return term.length === 1 && HAN_TERM.test(term) ? WEIGHTS.han : 1
}

/** What a term weighs that no article holds. An unknown concept says nothing beyond its word. */
export function unknownWeightOf(term: string): number {
  if (term.startsWith(CONCEPT_MARK)) return 0
  if (!HAN_TERM.test(term)) return 1
  return term.length === 2 ? WEIGHTS.unknownPair : WEIGHTS.unknownHan
}

/** The distinct terms of each document, one document after the other. */
interface Forward {
  term: Uint32Array
  count: Uint8Array
  end: Uint32Array
}

function invert(
  { term: terms, count, end }: Forward,
  documentArticle: Uint32Array,
  termCount: number,
): Pick<StoredSearch, 'postingStart' | 'postingDocument' | 'postingCount' | 'articleFrequency'> {
  const postingStart = new Uint32Array(termCount + 1)
  for (let place = 0; place < terms.length; place += 1) {
    const next = (terms[place] as number) + 1
    postingStart[next] = (postingStart[next] as number) + 1
  }
  for (let term = 0; term < termCount; term += 1) {
    postingStart[term + 1] = (postingStart[term + 1] as number) + (postingStart[term] as number)
  }
  const postingDocument = new Uint32Array(terms.length)
  const postingCount = new Uint8Array(terms.length)
  const articleFrequency = new Uint32Array(termCount)
  const lastArticle = new Int32Array(termCount).fill(-1)
  const next = postingStart.slice()
  for (let document = 0, place = 0; document < end.length; document += 1) {
    const article = documentArticle[document] as number
    for (; place < (end[document] as number); place += 1) {
      const term = terms[place] as number
      const to = next[term] as number
      next[term] = to + 1
      postingDocument[to] = document
      postingCount[to] = count[place] as number
      if (lastArticle[term] !== article) articleFrequency[term] = (articleFrequency[term] as number) + 1
      lastArticle[term] = article
    }
  }
  return { postingStart, postingDocument, postingCount, articleFrequency }
}

function massesOf({ term, end }: Forward, weight: Float32Array): Float32Array {
  let place = 0
  return Float32Array.from(end, (last) => {
    let mass = 0
    for (; place < last; place += 1) mass += weight[term[place] as number] as number
    return mass
  })
}

function pooledLengths({
  documentStart,
  documentKind,
  documentLength,
}: Pick<StoredSearch, 'documentStart' | 'documentKind' | 'documentLength'>): Uint32Array {
  const lengths = new Uint32Array(documentStart.length - 1)
  for (let article = 0; article < lengths.length; article += 1) {
    let length = 0
    for (
      let each = documentStart[article] as number;
      each < (documentStart[article + 1] as number);
      each += 1
    )
      if (documentKind[each] !== PASSAGE) length += documentLength[each] as number
    lengths[article] = length
  }
  return lengths
}

function averagesOf(
  documents: Pick<StoredSearch, 'documentStart' | 'documentKind' | 'documentLength'>,
): StoredSearch['averageLength'] {
  const { documentKind: kind, documentLength } = documents
  return {
    short: average(documentLength.filter((_, document) => kind[document] !== PASSAGE)),
    passage: average(documentLength.filter((_, document) => kind[document] === PASSAGE)),
    pooled: average(pooledLengths(documents)),
  }
}

/** At least 1, so that nothing is ever divided by zero. */
function average(lengths: Uint32Array): number {
  let sum = 0
  for (const length of lengths) sum += length
  return Math.max(1, sum / Math.max(1, lengths.length))
}
