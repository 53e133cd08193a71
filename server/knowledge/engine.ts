import { type Article, isValidOn, type Language } from '#shared/knowledge.ts'
import {
  COMPARED,
  type ConfidenceModel,
  confidenceOf,
  confidenceVersion,
  featureNames,
  fitConfidence,
} from './confidence.ts'
import { passagesOf } from './passages.ts'
import { type Match, queryOf, type SearchResult, search } from './search.ts'
import { makeSearchIndex, type SearchIndex } from './search-index.ts'
import { normalise } from './terms.ts'

export type { ConfidenceModel } from './confidence.ts'

/** An article that may answer. */
export interface Candidate {
  articleId: string
  language: Language
  version: number
  title: string
  /** Score per idf mass of the question: comparable between questions, not a probability. */
  score: number
  /** Of the first candidate: the finding's confidence. */
  confidence?: number
  /** The paragraph of the body that fits the question best, as Markdown. */
  passage: string
}

/** What the shop's knowledge says to a question. */
export interface Finding {
  /** Calibrated probability, 0 to 1, that the first candidate answers the question. */
  confidence: number
  /** Share, 0 to 1, of the question's idf mass that the shop's vocabulary knows: tells off-topic from unanswered. */
  known: number
  /** Best first, at most 5. */
  candidates: Candidate[]
}

export interface FindOptions {
  /** Articles of this language come first; those that exist only in the other one can still be reached. */
  language: Language
  /** Day in the shop's calendar, `YYYY-MM-DD`; articles not valid on it are not found. */
  day: string
}

export interface Engine {
  /** Never throws, whatever the text; a text without any term finds nothing. */
  find(question: string, options: FindOptions): Finding
  /** To be stored with the release, so that building from it needs no fitting. */
  confidence: ConfidenceModel
}

/** More of a question is not read. UTF-16 units. */
const MAX_QUESTION = 2000

const MAX_CANDIDATES = COMPARED

/** A word-for-word phrasing of exactly one article is what a trainer wrote down as its question. */
const EXACT = 0.97

/** Articles of the other language are found by names and concepts alone, so they count for less. */
const OTHER_LANGUAGE = 0.8

/**
 * Makes the articles searchable and fits the confidence on their phrasings.
 *
 * @param fitted the stored model of the same release; fitting is then skipped. One of another version is fitted anew.
 */
export function buildEngine(articles: Article[], fitted?: ConfidenceModel): Engine {
  const latest = latestVersions(articles)
  const indexes = {
    en: makeSearchIndex(
      latest.filter(({ language }) => language === 'en'),
      'en',
    ),
    zh: makeSearchIndex(
      latest.filter(({ language }) => language === 'zh'),
      'zh',
    ),
  }
  const exact = { en: exactTexts(indexes.en), zh: exactTexts(indexes.zh) }
  const untranslated = { en: idsOnlyIn(indexes.en, indexes.zh), zh: idsOnlyIn(indexes.zh, indexes.en) }
  const confidence =
    fitted?.version === confidenceVersion
      ? fitted
      : {
          version: confidenceVersion,
          features: featureNames,
          languages: { en: fitConfidence(indexes.en), zh: fitConfidence(indexes.zh) },
        }

  function find(question: string, { language, day }: FindOptions): Finding {
    const text = question.slice(0, MAX_QUESTION)
    const own = indexes[language]
    const result = search(own, queryOf(own, text), {
      allowed: (place) => isValidOn(own.articles[place] ?? {}, day),
      limit: MAX_CANDIDATES,
    })
    const twins = exact[language]
      .get(plainText(text))
      ?.filter((place) => isValidOn(own.articles[place] ?? {}, day))
    const twin = twins?.length === 1 ? result.matches.findIndex(({ article }) => article === twins[0]) : -1
    result.matches.unshift(...result.matches.splice(Math.max(0, twin), 1))
    const candidates = candidatesOf(own, result, 1)
    let certainty = confidenceOf(confidence.languages[language], result)
    if (twin >= 0) certainty = Math.max(certainty, EXACT)
    let known = result.mass > 0 ? result.knownMass / result.mass : 0

    const otherLanguage = language === 'en' ? 'zh' : 'en'
    const reachable = untranslated[otherLanguage]
    if (twin < 0 && reachable.size > 0) {
      const other = indexes[otherLanguage]
      const foreign = search(other, queryOf(other, text, language), {
        allowed: (place) => isReachable(other.articles[place], reachable, day),
        limit: MAX_CANDIDATES,
      })
      const found = candidatesOf(other, foreign, OTHER_LANGUAGE)
      if ((found[0]?.score ?? 0) > (candidates[0]?.score ?? 0)) {
        certainty = OTHER_LANGUAGE * confidenceOf(confidence.languages[otherLanguage], foreign)
        known = Math.max(known, foreign.knownMass / foreign.mass)
      }
      candidates.push(...found)
      candidates.sort((one, next) => next.score - one.score)
    }
    candidates.splice(MAX_CANDIDATES)
    if (candidates[0] !== undefined) candidates[0].confidence = certainty
    return { confidence: certainty, known, candidates }
  }

  return { find, confidence }
}

function isReachable(article: Article | undefined, ids: ReadonlySet<string>, day: string): boolean {
  return article !== undefined && ids.has(article.id) && isValidOn(article, day)
}

/** Ids of the articles that the other language lacks. */
function idsOnlyIn(index: SearchIndex, other: SearchIndex): Set<string> {
  const present = new Set(other.articles.map(({ id }) => id))
  return new Set(index.articles.map(({ id }) => id).filter((id) => !present.has(id)))
}

function candidatesOf(index: SearchIndex, { matches, mass }: SearchResult, factor: number): Candidate[] {
  return matches.flatMap((match) => {
    const article = index.articles[match.article]
    if (article === undefined) return []
    const { id, language, version, title } = article
    const score = (factor * match.score) / mass
    return [{ articleId: id, language, version, title, score, passage: passageOf(index, match, article) }]
  })
}

/** The best paragraph, or the first where the body has no word of the question. */
function passageOf(index: SearchIndex, match: Match, article: Article): string {
  return index.documentText[match.passage] ?? passagesOf(article.body)[0] ?? ''
}

/** Places of the articles that have a text word for word as title or phrasing. */
function exactTexts(index: SearchIndex): Map<string, number[]> {
  const places = new Map<string, number[]>()
  for (const [place, { title, phrasings }] of index.articles.entries()) {
    for (const text of new Set([title, ...phrasings].map(plainText))) {
      if (text !== '') places.set(text, [...(places.get(text) ?? []), place])
    }
  }
  return places
}

/** Letters and digits only, so that case, blanks and punctuation make no difference. */
function plainText(text: string): string {
  return normalise(text).replace(/[^\p{Letter}\p{Number}]/gu, '')
}

/** One article per id and language. */
function latestVersions(articles: readonly Article[]): Article[] {
  const latest = new Map<string, Article>()
  for (const article of articles) {
    const key = `${article.language} ${article.id}`
    if (article.version >= (latest.get(key)?.version ?? Number.NEGATIVE_INFINITY)) latest.set(key, article)
  }
  return [...latest.values()]
}
