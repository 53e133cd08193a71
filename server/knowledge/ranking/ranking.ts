import type { Language } from '#shared/knowledge.ts'
import { queryOf } from '../search/query.ts'
import { type SearchResult, search } from '../search/search.ts'
import type { SearchIndex } from '../search/search-index.ts'
import { type SentenceClassifier, sentenceScores, type WordClassifier, wordScores } from './classifier.ts'
import { away, closenessOf, products } from './closeness.ts'
import type { SparseRows } from './linear.ts'
import { type SparseVector, type Vocabulary, vectorOf } from './vectors.ts'

/**
 * What speaks for an article, each about 0 (nothing) to 1 (everything), the classifiers' scores from -1:
 * search – its score in the search, as a share of what an article with the whole question in every view would get;
 * explained – share of the question's idf mass that the article holds;
 * similarity – weighted Jaccard similarity to its best phrasing;
 * wording – cosine of words and letters to its best phrasing;
 * words – what the classifier of words and letters says;
 * sentence – what the classifier of sentence vectors says;
 * nearest, centre – cosine of the sentence vector to its best phrasing, and to the mean of its phrasings, as seen from
 *   the mean of all texts: what every question of the shop has in common says nothing;
 * closeness – cosine to its best phrasing as it is: a question from another world is close to none.
 */
export const viewNames = [
  'search',
  'explained',
  'similarity',
  'wording',
  'words',
  'sentence',
  'nearest',
  'centre',
  'closeness',
] as const

/** The first views that need no encoder. */
export const PLAIN_VIEWS = 5

/** All that is known of the articles of one language when a question comes. */
export interface LanguageIndex {
  search: SearchIndex
  /** Texts that stand for an article's question: title and phrasings. Article `i` has those from `textStart[i]` on. */
  textStart: Uint32Array
  /** None, and no rows, where there are more articles than a classifier can be trained for. */
  vocabulary?: Vocabulary | undefined
  rows?: SparseRows | undefined
  words?: WordClassifier | undefined
  sentences: SentenceVectors | undefined
}

/** The encoder's side of an index. */
export interface SentenceVectors {
  width: number
  /** The row of every text among the vectors, -1 where the encoder cannot read it or has read enough. */
  row: Int32Array
  /** Unit vectors by row. */
  text: Float16Array
  /** Of the text of each row, two numbers: a later release takes over the vectors of the texts that it shares. */
  digest: Uint32Array
  /** Mean of all texts' vectors. */
  mean: Float32Array
  /** The articles that have a vector, and for each the mean of its vectors, seen from there and of length 1. */
  centreArticle: Uint32Array
  centre: Float16Array
  classifier: SentenceClassifier | undefined
}

export interface Candidate {
  article: number
  /** In the order of {@link viewNames}; without the encoder's where there was no sentence vector. */
  views: number[]
  /** The best passage's document, -1 where none has a term in common. */
  passage: number
}

/** The articles that may answer, in no order. */
export interface Candidates {
  articles: Candidate[]
  search: SearchResult
  /** Whether there was a sentence vector of the question. */
  encoded: boolean
}

/** The same, best first. */
export interface Ranking extends Candidates {
  /** Log-odds of each article against the others. */
  scores: number[]
  /** The score of an article that nothing speaks for: what the best has to beat where it has no rival. */
  nothing: number
}

/** How much each view counts, with the encoder and without. */
export interface RankingModel {
  plain: number[]
  encoded: number[]
}

export interface GatherOptions {
  /** Says which articles (places in the index) may be found. */
  allowed?: (article: number) => boolean
  /** Of the question, where it is not that of the index. */
  language?: Language
  /** The question's own document, and all texts that its classifiers have not seen: they are to be forgotten. */
  leaveOut?: { document: number; texts: ReadonlySet<number> }
  /** Classifiers that have not seen the question, in place of the index's own. */
  words?: WordClassifier | undefined
  sentences?: SentenceClassifier | undefined
}

/** About the score of an article that holds the whole question in every view, per idf mass. */
const IDEAL = 6

/** Candidates that each way of looking may name. */
const NAMED = 12
/** Classifiers and encoder add few that the search has not named: those it cannot see by its words. */
const ADDED = 6

/** The views of an article that nothing speaks for. */
const NOTHING = [0, 0, 0, 0, -1, -1, 0, 0, 0]

/** The articles that may answer, as named by the search, the classifiers or the encoder. */
export function gather(
  index: LanguageIndex,
  question: string,
  vector: Float32Array | undefined,
  options: GatherOptions = {},
): Candidates {
  const allowed = options.allowed ?? (() => true)
  const forgotten = options.leaveOut?.texts
  const result = search(index.search, queryOf(index.search, question, options.language), {
    allowed,
    limit: NAMED,
    leaveOut: options.leaveOut?.document,
  })
  const words = index.vocabulary && vectorOf(index.vocabulary, question)
  const wordClassifier = options.words ?? index.words
  const byWords = words && wordClassifier && wordScores(wordClassifier, words)
  const sentences = vector && index.sentences
  const sentenceClassifier = options.sentences ?? sentences?.classifier
  const bySentence = vector && sentenceClassifier && sentenceScores(sentenceClassifier, vector)
  const byCentre = sentences && products(sentences.centre, sentences.width, away(vector, sentences.mean))
  // Without a word that any article holds there is nothing to rank by but a sentence's meaning.
  if (result.mass <= 0 || (result.knownMass <= 0 && !sentences))
    return { articles: [], search: result, encoded: false }
  const named = new Set(result.matches.map(({ article }) => article))
  for (const scores of [byWords, bySentence]) {
    if (scores) for (const article of highest(scores, allowed)) named.add(article)
  }
  if (byCentre) {
    const articleOf = (row: number) => sentences.centreArticle[row] as number
    for (const row of highest(byCentre, (each) => allowed(articleOf(each)))) named.add(articleOf(row))
  }
  const matches = new Map(result.matches.map((match) => [match.article, match]))
  const wordingOf = wordingComparer(index, words, forgotten)
  const articles = Array.from(named, (article): Candidate => {
    const match = matches.get(article)
    const share = match && result.mass > 0 ? 1 / result.mass : 0
    const views = [
      ((match?.score ?? 0) * share) / IDEAL,
      (match?.explained ?? 0) * share,
      match?.similarity ?? 0,
      wordingOf(article),
      Math.max(-1, byWords?.[article] ?? -1),
    ]
    if (sentences) {
      views.push(
        Math.max(-1, bySentence?.[article] ?? -1),
        ...closenessOf(index, sentences, article, vector, forgotten),
      )
    }
    return { article, views, passage: match?.passage ?? -1 }
  })
  return { articles, search: result, encoded: sentences !== undefined }
}

/** Weighs the views of every candidate. */
export function order(candidates: Candidates, model: RankingModel): Ranking {
  const weights = candidates.encoded ? model.encoded : model.plain
  const scored = candidates.articles.map((candidate) => {
    return {
      candidate,
      score: candidate.views.reduce((sum, view, place) => sum + view * (weights[place] ?? 0), 0),
    }
  })
  scored.sort((one, other) => other.score - one.score || one.candidate.article - other.candidate.article)
  return {
    ...candidates,
    articles: scored.map(({ candidate }) => candidate),
    scores: scored.map(({ score }) => score),
    nothing: weights.reduce((sum, weight, place) => sum + weight * (NOTHING[place] ?? 0), 0),
  }
}

/** The best cosine of a question's words and letters with one of an article's texts. */
function wordingComparer(
  { rows, textStart, vocabulary }: LanguageIndex,
  words: SparseVector | undefined,
  forgotten: ReadonlySet<number> | undefined,
): (article: number) => number {
  if (rows === undefined || vocabulary === undefined || words === undefined) return () => 0
  const asked = new Float32Array(vocabulary.idf.length)
  let length = 0
  for (const [place, feature] of words.feature.entries()) {
    asked[feature] = words.value[place] ?? 0
    length += (words.value[place] ?? 0) ** 2
  }
  return (article) => {
    let best = 0
    for (let text = textStart[article] ?? 0; text < (textStart[article + 1] ?? 0); text += 1) {
      if (forgotten?.has(text)) continue
      let sum = 0
      let own = 0
      for (let at = rows.start[text] ?? 0; at < (rows.start[text + 1] ?? 0); at += 1) {
        const value = rows.value[at] as number
        sum += value * (asked[rows.feature[at] as number] as number)
        own += value * value
      }
      if (own > 0 && length > 0) best = Math.max(best, sum / Math.sqrt(own * length))
    }
    return best
  }
}

/** Places of the highest scores among the allowed, in no order. */
function highest(scores: Float32Array, allowed: (article: number) => boolean): number[] {
  const best: number[] = []
  let lowest = Number.NEGATIVE_INFINITY
  for (let place = 0; place < scores.length; place += 1) {
    const score = scores[place] as number
    if ((best.length >= ADDED && score <= lowest) || !allowed(place)) continue
    best.push(place)
    if (best.length > ADDED) {
      best.sort((one, other) => (scores[other] as number) - (scores[one] as number))
      best.pop()
    }
    if (best.length === ADDED) lowest = Math.min(...best.map((each) => scores[each] as number))
  }
  return best
}
