import { isBehind, keepBest } from './best.ts'
import type { Query } from './query.ts'
import { idf, PASSAGE, type SearchIndex, TITLE } from './search-index.ts'

// BM25: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009. Short documents are
// hardly too long, so their b is small. These figures and FUSION were chosen by leaving phrasings out, both languages
// together, never by evaluation cases.
const BM25 = { k1: 1.2, bShort: 0.5, bPassage: 0.6, bPooled: 0.75 }

/**
 * What each view of an article adds to its score: best phrasing or title, all of these as one, title, best passage,
 * and the idf mass of the question that the whole article holds.
 */
const FUSION = { phrasing: 1, pooled: 1, title: 0.8, passage: 1, explained: 1 }

/** No term adds more to an article's score than this, per idf mass: every view's saturation stays below k1 + 1. */
const MOST =
  (BM25.k1 + 1) * (FUSION.phrasing + FUSION.pooled + FUSION.title + FUSION.passage) + FUSION.explained

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

export interface SearchOptions {
  /** Says which articles (places in the index) may be found. */
  allowed?: (article: number) => boolean
  /** How many matches are wanted. */
  limit?: number
  /** A document that fitting pretends not to know. */
  leaveOut?: number | undefined
}

/** A term with its idf mass and its postings, `from` to `end`. */
interface Term {
  mass: number
  from: number
  end: number
}

/**
 * The articles that share a term with the question, best first. Exact, and yet it does not read every posting (Turtle
 * and Flood's max-score, 1995): the rarest terms are read first, and once all the others together could not lift a new
 * article among the best, those are looked up for the articles that still can be.
 */
export function search(
  index: SearchIndex,
  query: Query,
  { allowed = everything, limit = 5, leaveOut }: SearchOptions,
): SearchResult {
  const { terms, mass, knownMass } = weigh(index, query, leaveOut)
  const { documentArticle, postingDocument, scratch } = index
  const { explained, touched } = scratch
  let articles = 0
  let postingsLeft = terms.reduce((sum, { from, end }) => sum + end - from, 0)
  let massLeft = terms.reduce((sum, each) => sum + each.mass, 0)
  let candidates: Uint32Array | undefined
  for (const [place, term] of terms.entries()) {
    // Looking whether the rest can be left out costs as much as reading some postings for each article.
    if (massLeft < knownMass / 2 && postingsLeft > 4 * articles) {
      candidates = hopeful(index, touched.subarray(0, articles), { allowed, limit, most: MOST * massLeft })
      if (candidates) {
        for (const each of terms.slice(place)) addToCandidates(index, each, candidates, leaveOut)
        break
      }
    }
    for (let posting = term.from; posting < term.end; ) {
      const article = documentArticle[postingDocument[posting] as number] as number
      const isNew = explained[article] === 0
      posting = addArticle(index, article, term, posting, leaveOut)
      if (!isNew || explained[article] === 0) continue
      touched[articles] = article
      articles += 1
    }
    postingsLeft -= term.end - term.from
    massLeft -= term.mass
  }
  const all = touched.subarray(0, articles)
  const matches = bestOf(index, candidates ?? all, allowed, limit).map(({ article, score }) =>
    matchOf(index, article, score, mass),
  )
  clear(index, all)
  return { matches, mass, knownMass, terms: query.terms.length }
}

/** The terms that some article holds, heaviest first, and the idf mass of the question. */
function weigh(
  index: SearchIndex,
  query: Query,
  leaveOut: number | undefined,
): { terms: Term[]; mass: number; knownMass: number } {
  const terms: Term[] = []
  let mass = query.unknownMass
  let knownMass = 0
  for (const { id, weight, unknownWeight } of query.terms) {
    const isLost = leaveOut !== undefined && isLostBy(index, id, leaveOut)
    const frequency = (index.articleFrequency[id] ?? 0) - (isLost ? 1 : 0)
    if (frequency <= 0) {
      mass += unknownWeight * idf(index.articles.length, 0)
      continue
    }
    const own = weight * idf(index.articles.length, frequency)
    mass += own
    knownMass += own
    terms.push({ mass: own, from: index.postingStart[id] ?? 0, end: index.postingStart[id + 1] ?? 0 })
  }
  terms.sort((one, other) => other.mass - one.mass)
  return { terms, mass, knownMass }
}

/** Adds a term to the candidates that hold it, which are ordered by place. */
function addToCandidates(
  index: SearchIndex,
  term: Term,
  candidates: Uint32Array,
  leaveOut: number | undefined,
): void {
  let { from } = term
  for (const article of candidates) {
    from = lowerBound(index.postingDocument, index.documentStart[article] as number, from, term.end)
    if (from === term.end) return
    from = addArticle(index, article, term, from, leaveOut)
  }
}

/** Adds the postings from `from` on that belong to the article; answers where the next article's begin. */
function addArticle(
  index: SearchIndex,
  article: number,
  { mass, end }: Term,
  from: number,
  leaveOut: number | undefined,
): number {
  const { documentKind, postingDocument, postingCount, scratch } = index
  const last = index.documentStart[article + 1] as number
  let pooledCount = 0
  let isHeld = false
  let posting = from
  for (; posting < end; posting += 1) {
    const document = postingDocument[posting] as number
    if (document >= last) break
    if (document === leaveOut) continue
    isHeld = true
    const count = postingCount[posting] as number
    if (documentKind[document] !== PASSAGE) pooledCount += count
    scratch.documentScore[document] =
      (scratch.documentScore[document] as number) + mass * saturation(index, document, count)
    scratch.documentCommon[document] = (scratch.documentCommon[document] as number) + mass
  }
  if (isHeld) scratch.explained[article] = (scratch.explained[article] as number) + mass
  if (pooledCount > 0) addPooled(index, article, pooledCount, mass, leaveOut)
  return posting
}

/**
 * The articles that may still be among the best when each can gain at most `most`, ordered by place; `undefined` where
 * an article that no term has touched yet may be too.
 */
function hopeful(
  index: SearchIndex,
  touched: Uint32Array,
  { allowed, limit, most }: { allowed: (article: number) => boolean; limit: number; most: number },
): Uint32Array | undefined {
  const best = bestOf(index, touched, allowed, limit)
  const lowest = best.length < limit ? 0 : (best.at(-1)?.score ?? 0)
  if (lowest <= most) return undefined
  return touched.filter((article) => scoreOf(index, article) + most >= lowest).sort()
}

function bestOf(
  index: SearchIndex,
  articles: Uint32Array,
  allowed: (article: number) => boolean,
  limit: number,
): { article: number; score: number }[] {
  const best: { article: number; score: number }[] = []
  for (const article of articles) {
    const score = scoreOf(index, article)
    if (score > 0 && !isBehind(best, { article, score }, limit) && allowed(article))
      keepBest(best, { article, score }, limit)
  }
  return best
}

/** The views of an article, fused. */
function scoreOf(index: SearchIndex, article: number): number {
  const { documentKind, documentStart, scratch } = index
  let short = 0
  let title = 0
  let passage = 0
  for (
    let each = documentStart[article] as number;
    each < (documentStart[article + 1] as number);
    each += 1
  ) {
    const score = scratch.documentScore[each] as number
    const kind = documentKind[each]
    if (kind === PASSAGE) passage = Math.max(passage, score)
    else short = Math.max(short, score)
    if (kind === TITLE) title = score
  }
  return (
    FUSION.phrasing * short +
    FUSION.pooled * (scratch.pooledScore[article] as number) +
    FUSION.title * title +
    FUSION.passage * passage +
    FUSION.explained * (scratch.explained[article] as number)
  )
}

function matchOf(index: SearchIndex, article: number, score: number, mass: number): Match {
  const { documentKind, documentMass, documentStart, scratch } = index
  let [similarity, passage, passageScore] = [0, -1, 0]
  for (let each = documentStart[article] ?? 0; each < (documentStart[article + 1] ?? 0); each += 1) {
    const own = scratch.documentScore[each] ?? 0
    if (documentKind[each] !== PASSAGE) {
      const common = scratch.documentCommon[each] ?? 0
      const union = mass + (documentMass[each] ?? 0) - common
      if (common > 0) similarity = Math.max(similarity, Math.min(1, common / Math.max(union, common)))
    } else if (own > passageScore) [passage, passageScore] = [each, own]
  }
  return { article, score, explained: scratch.explained[article] ?? 0, similarity, passage }
}

function clear({ documentStart, scratch }: SearchIndex, articles: Uint32Array): void {
  for (const article of articles) {
    const [from, end] = [documentStart[article] as number, documentStart[article + 1] as number]
    for (let document = from; document < end; document += 1) {
      scratch.documentScore[document] = 0
      scratch.documentCommon[document] = 0
    }
    scratch.pooledScore[article] = 0
    scratch.explained[article] = 0
  }
}

/** Whether leaving the document out takes the term from its article altogether. */
function isLostBy(index: SearchIndex, term: number, leaveOut: number): boolean {
  const article = index.documentArticle[leaveOut] ?? 0
  const end = index.postingStart[term + 1] ?? 0
  const first = index.documentStart[article] ?? 0
  const posting = lowerBound(index.postingDocument, first, index.postingStart[term] ?? 0, end)
  const next = posting + 1 < end ? (index.postingDocument[posting + 1] ?? 0) : Number.POSITIVE_INFINITY
  return (
    posting < end &&
    index.postingDocument[posting] === leaveOut &&
    next >= (index.documentStart[article + 1] ?? 0)
  )
}

/** The first place from `from` on whose value is not below `value`; `end` where there is none. */
function lowerBound(values: Uint32Array, value: number, from: number, end: number): number {
  // Mostly the next article is near: strides that double, then halving between the last two.
  let low = from
  let stride = 1
  while (low + stride < end && (values[low + stride] as number) < value) {
    low += stride
    stride *= 2
  }
  let high = Math.min(end, low + stride)
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((values[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low
}

function saturation(index: SearchIndex, document: number, count: number): number {
  const passage = index.documentKind[document] === PASSAGE
  const averageLength = passage ? index.averageLength.passage : index.averageLength.short
  const b = passage ? BM25.bPassage : BM25.bShort
  const norm = 1 - b + (b * (index.documentLength[document] as number)) / averageLength
  return (count * (BM25.k1 + 1)) / (count + BM25.k1 * norm)
}

/** Adds one term to the score of an article's title and phrasings taken as one document. */
function addPooled(
  index: SearchIndex,
  article: number,
  count: number,
  termMass: number,
  leaveOut: number | undefined,
): void {
  let length = index.pooledLength[article] as number
  if (leaveOut !== undefined && index.documentArticle[leaveOut] === article) {
    length -= index.documentLength[leaveOut] ?? 0
  }
  const norm = 1 - BM25.bPooled + (BM25.bPooled * length) / index.averageLength.pooled
  const { pooledScore } = index.scratch
  pooledScore[article] =
    (pooledScore[article] as number) + (termMass * count * (BM25.k1 + 1)) / (count + BM25.k1 * norm)
}

function everything(): boolean {
  return true
}
