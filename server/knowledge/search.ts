import type { Language } from '#shared/knowledge.ts'
import { idf, PASSAGE, type SearchIndex, TITLE, unknownWeightOf } from './search-index.ts'
import { CONCEPT_MARK, conceptsOf, termsOf } from './terms.ts'

// BM25: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009. Short documents are
// hardly too long, so their b is small. These figures and FUSION were chosen by leaving phrasings out, both languages
// together, never by evaluation cases.
const BM25 = { k1: 1.2, bShort: 0.5, bPassage: 0.6, bPooled: 0.75 }

/**
 * What each view of an article adds to its score: best phrasing or title, all of these as one, title, best passage,
 * and the idf mass of the question that the whole article holds.
 */
const FUSION = { phrasing: 1, pooled: 1, title: 0.8, passage: 1, explained: 1 }

/** A corrected typo is less sure than a word written right. */
const CORRECTED = 0.8

/** More distinct terms than this are not read: nobody's question is longer. */
const MAX_QUERY_TERMS = 200

/** A question in terms of one index. */
export interface Query {
  terms: { id: number; weight: number }[]
  /** Idf mass of words that the index does not know. */
  unknownMass: number
}

/** What fitting pretends not to know: one document, or one whole article. */
interface LeaveOut {
  document?: number
  article?: number
}

/** One article with what speaks for it. */
export interface Match {
  /** Place in the index. */
  article: number
  score: number
  /** Idf mass of the question's terms that occur anywhere in the article. */
  explained: number
  /** Weighted Jaccard similarity of question and best phrasing or title, 0 to 1. */
  similarity: number
  /** The best passage's document, -1 where none has a term in common. */
  passage: number
}

export interface SearchResult {
  /** Best first. */
  matches: Match[]
  /** Idf mass of the whole question, and of the part that some article holds. */
  mass: number
  knownMass: number
  terms: number
}

/**
 * The question as the index understands it; unknown English words are corrected where one letter is wrong.
 *
 * @param language of the question, where it is not that of the index
 */
export function queryOf(index: SearchIndex, question: string, language: Language = index.language): Query {
  const weights = new Map<number, number>()
  let unknownMass = 0

  function know(term: string, factor: number): boolean {
    const id = index.termIds.get(term)
    if (id !== undefined)
      weights.set(id, Math.max(weights.get(id) ?? 0, factor * (index.termWeight[id] ?? 0)))
    return id !== undefined
  }

  for (const term of [...new Set(termsOf(question, language))].slice(0, MAX_QUERY_TERMS)) {
    if (know(term, 1) || term.startsWith(CONCEPT_MARK)) continue
    const corrected = index.typos.correct(term)
    if (corrected === undefined) {
      unknownMass += unknownWeightOf(term) * idf(index.articles.length, 0)
      continue
    }
    know(corrected, CORRECTED)
    for (const concept of conceptsOf(corrected)) know(concept, CORRECTED)
  }
  return { terms: Array.from(weights, ([id, weight]) => ({ id, weight })), unknownMass }
}

/** The query that a document of the index is when somebody asks with its words. */
export function queryOfDocument(index: SearchIndex, document: number): Query {
  const terms = Array.from(index.documentTerms[document] ?? [], (id) => ({
    id,
    weight: index.termWeight[id] ?? 0,
  }))
  return { terms, unknownMass: 0 }
}

/**
 * The articles that share a term with the question, best first.
 *
 * @param allowed says which articles (places in the index) may be found
 * @param limit how many matches are wanted
 */
export function search(
  index: SearchIndex,
  query: Query,
  {
    allowed = everything,
    limit = 5,
    leaveOut = {},
  }: { allowed?: (article: number) => boolean; limit?: number; leaveOut?: LeaveOut },
): SearchResult {
  const { documentArticle, documentKind, scratch } = index
  const touchedDocuments: number[] = []
  const touchedArticles: number[] = []
  let mass = query.unknownMass
  let knownMass = 0

  for (const { id, weight } of query.terms) {
    const frequency = (index.articleFrequency[id] ?? 0) - (isLostBy(index, id, leaveOut) ? 1 : 0)
    if (frequency <= 0) {
      mass += (index.unknownWeight[id] ?? 0) * idf(index.articles.length, 0)
      continue
    }
    const termMass = weight * idf(index.articles.length, frequency)
    mass += termMass
    knownMass += termMass
    const end = index.postingStart[id + 1] ?? 0
    let current = -1
    let pooledCount = 0
    for (let posting = index.postingStart[id] ?? 0; posting < end; posting += 1) {
      const document = index.postingDocument[posting] ?? 0
      const article = documentArticle[document] ?? 0
      if (document === leaveOut.document || article === leaveOut.article) continue
      if (article !== current) {
        if (current >= 0) addPooled(index, current, pooledCount, termMass, leaveOut)
        current = article
        pooledCount = 0
        if (scratch.explained[article] === 0) touchedArticles.push(article)
        scratch.explained[article] = (scratch.explained[article] ?? 0) + termMass
      }
      const count = index.postingCount[posting] ?? 0
      if (documentKind[document] !== PASSAGE) pooledCount += count
      if (scratch.documentScore[document] === 0) touchedDocuments.push(document)
      scratch.documentScore[document] =
        (scratch.documentScore[document] ?? 0) + termMass * saturation(index, document, count)
      scratch.documentCommon[document] = (scratch.documentCommon[document] ?? 0) + termMass
    }
    if (current >= 0) addPooled(index, current, pooledCount, termMass, leaveOut)
  }

  const matches = collect(index, touchedDocuments, mass, allowed)
  for (const document of touchedDocuments) {
    scratch.documentScore[document] = 0
    scratch.documentCommon[document] = 0
  }
  for (const article of touchedArticles) {
    scratch.pooledScore[article] = 0
    scratch.explained[article] = 0
  }
  matches.sort((one, other) => other.score - one.score || one.article - other.article)
  return { matches: matches.slice(0, limit), mass, knownMass, terms: query.terms.length }
}

/** The views of every touched article, fused. Touched documents of one article need not follow each other. */
function collect(
  index: SearchIndex,
  documents: readonly number[],
  mass: number,
  allowed: (article: number) => boolean,
): Match[] {
  const { documentKind } = index
  const { documentScore, documentCommon, pooledScore, explained } = index.scratch
  const views = new Map<
    number,
    { short: number; title: number; passageScore: number; similarity: number; passage: number }
  >()
  for (const document of documents) {
    const article = index.documentArticle[document] ?? 0
    let view = views.get(article)
    if (view === undefined) {
      if (!allowed(article)) continue
      view = { short: 0, title: 0, passageScore: 0, similarity: 0, passage: -1 }
      views.set(article, view)
    }
    const score = documentScore[document] ?? 0
    if (documentKind[document] === PASSAGE) {
      if (score <= view.passageScore) continue
      view.passageScore = score
      view.passage = document
      continue
    }
    const common = documentCommon[document] ?? 0
    const union = mass + (index.documentMass[document] ?? 0) - common
    if (documentKind[document] === TITLE) view.title = score
    view.short = Math.max(view.short, score)
    view.similarity = Math.max(view.similarity, Math.min(1, common / Math.max(union, common)))
  }
  return Array.from(views, ([article, view]) => ({
    article,
    score:
      FUSION.phrasing * view.short +
      FUSION.pooled * (pooledScore[article] ?? 0) +
      FUSION.title * view.title +
      FUSION.passage * view.passageScore +
      FUSION.explained * (explained[article] ?? 0),
    explained: explained[article] ?? 0,
    similarity: view.similarity,
    passage: view.passage,
  }))
}

/** Whether leaving out takes the term from its article altogether. */
function isLostBy(index: SearchIndex, term: number, leaveOut: LeaveOut): boolean {
  const article =
    leaveOut.article ?? (leaveOut.document === undefined ? -1 : index.documentArticle[leaveOut.document])
  if (article === -1) return false
  let others = 0
  let own = 0
  const end = index.postingStart[term + 1] ?? 0
  for (let posting = index.postingStart[term] ?? 0; posting < end; posting += 1) {
    const document = index.postingDocument[posting] ?? 0
    if (index.documentArticle[document] !== article) continue
    if (leaveOut.article !== undefined || document === leaveOut.document) own += 1
    else others += 1
  }
  return own > 0 && others === 0
}

function saturation(index: SearchIndex, document: number, count: number): number {
  const passage = index.documentKind[document] === PASSAGE
  const averageLength = passage ? index.averageLength.passage : index.averageLength.short
  const b = passage ? BM25.bPassage : BM25.bShort
  const norm = 1 - b + (b * (index.documentLength[document] ?? 0)) / averageLength
  return (count * (BM25.k1 + 1)) / (count + BM25.k1 * norm)
}

/** Adds one term to the score of an article's title and phrasings taken as one document. */
function addPooled(
  index: SearchIndex,
  article: number,
  count: number,
  termMass: number,
  leaveOut: LeaveOut,
): void {
  if (count === 0) return
  let length = index.pooledLength[article] ?? 0
  if (leaveOut.document !== undefined && index.documentArticle[leaveOut.document] === article) {
    length -= index.documentLength[leaveOut.document] ?? 0
  }
  const norm = 1 - BM25.bPooled + (BM25.bPooled * length) / index.averageLength.pooled
  const { pooledScore } = index.scratch
  pooledScore[article] =
    (pooledScore[article] ?? 0) + (termMass * count * (BM25.k1 + 1)) / (count + BM25.k1 * norm)
}

function everything(): boolean {
  return true
}
