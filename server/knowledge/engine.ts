import { type Article, isValidOn, type Language } from '#shared/knowledge.ts'
import type { Encoder } from './encoder/encoder.ts'
import { dot } from './ranking/closeness.ts'
import { confidenceOf, probabilityOfRanking } from './ranking/confidence.ts'
import {
  gather,
  type LanguageIndex,
  order,
  type Candidate as Ranked,
  type Ranking,
} from './ranking/ranking.ts'
import { type BuildOptions, type FittedModels, type Indexes, makeIndexes } from './releases/indexes.ts'
import { articlesWith } from './search/exact-texts.ts'
import { overlapOf } from './search/overlap.ts'
import { passagesOf } from './search/passages.ts'
import { textOf } from './search/search-index.ts'
import { lookUp } from './search/term-table.ts'
import { piecesOf, wordsOf } from './search/terms.ts'
import { synonymReaders } from './search/words/own-synonyms.ts'

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
  /** Calibrated probability, 0 to 1, that some article of the shop answers the question. */
  answerable: number
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
  /** Candidates wanted, 5 where nothing is said. */
  limit?: number
}

export interface Engine {
  /** Never rejects, whatever the text; a text without any term finds nothing. */
  find(question: string, options: FindOptions): Promise<Finding>
  /** How much alike two texts are in what they ask, 0 to 1: what the ranking holds of a question and a phrasing. */
  likeness(left: string, right: string, language: Language): Promise<number>
  /** To be stored with the release, so that building from it needs no fitting. */
  models: FittedModels
}

/** More of a question is not read. UTF-16 units. */
const MAX_QUESTION = 2000

const CANDIDATES = 5

/** A word-for-word phrasing of exactly one article is what a trainer wrote down as its question. */
const EXACT = 0.97

/** One word names a subject and asks nothing about it: good enough to ask which article is meant. */
const ONE_WORD = 0.45

/** Articles of the other language are found by names and concepts alone, so they count for less. */
const OTHER_LANGUAGE = 0.8

/** Makes the articles searchable, fits ranking and confidence on their phrasings, and answers from them. */
export async function buildEngine(articles: readonly Article[], options: BuildOptions = {}): Promise<Engine> {
  return engineOf(await makeIndexes(articles, options), options.encoder)
}

/** @param encoder of the questions; without it, or with another than the articles', the words have to do */
export function engineOf(made: Indexes, encoder?: Encoder): Engine {
  const { languages: indexes, models } = made
  const reader = encoder?.name === made.encoder ? encoder : undefined
  const synonyms = synonymReaders(made.synonyms)
  const hasUntranslated = {
    en: indexes.en.untranslated.includes(1),
    zh: indexes.zh.untranslated.includes(1),
  }

  /** The text as the articles of a language were read: in the one word that the index has for several. */
  function readFor(language: Language, text: string): string {
    const { terms } = indexes[language].search
    return (
      synonyms[language]?.(text, (stem) => lookUp(terms, stem) !== undefined).slice(0, MAX_QUESTION) ?? text
    )
  }

  async function find(
    question: string,
    { language, day, limit = CANDIDATES }: FindOptions,
  ): Promise<Finding> {
    const text = question.slice(0, MAX_QUESTION).toWellFormed()
    const own = indexes[language]
    const asked = readFor(language, text)
    const [vector] = own.sentences && reader ? await reader.encode([asked]) : []
    const { articles } = own.search
    const isValid = (place: number) => isValidOn(articles[place] ?? {}, day)
    const ranking = order(
      gather(own, asked, vector, { allowed: isValid }),
      models.languages[language].ranking,
    )
    const twins = articlesWith(own.exact, articles, text).filter(isValid)
    const twin = twins.length === 1 ? ranking.articles.findIndex(({ article }) => article === twins[0]) : -1
    let certainty = confidenceOf(models.languages[language].confidence, ranking)
    if (isOneWord(text)) certainty = Math.min(certainty, ONE_WORD)
    if (twin >= 0) {
      certainty = Math.max(certainty, EXACT)
      ranking.articles.unshift(...ranking.articles.splice(twin, 1))
      ranking.scores.unshift(...ranking.scores.splice(twin, 1))
    }
    let answerable = Math.max(certainty, probabilityOfRanking(models.languages[language].answerable, ranking))
    let known = knownShare(ranking)
    const candidates = candidatesOf(own, ranking, 1, limit)

    const otherLanguage = language === 'en' ? 'zh' : 'en'
    if (twin < 0 && hasUntranslated[otherLanguage]) {
      const other = indexes[otherLanguage]
      const foreign = order(
        gather(other, readFor(otherLanguage, text), undefined, {
          allowed: (place) =>
            other.untranslated[place] === 1 && isValidOn(other.search.articles[place] ?? {}, day),
          language,
        }),
        models.languages[otherLanguage].ranking,
      )
      const found = candidatesOf(other, foreign, OTHER_LANGUAGE, limit)
      if ((found[0]?.score ?? 0) > (candidates[0]?.score ?? 0)) {
        const likely = OTHER_LANGUAGE * confidenceOf(models.languages[otherLanguage].confidence, foreign)
        certainty = isOneWord(text) ? Math.min(likely, ONE_WORD) : likely
        answerable = Math.max(likely, answerable)
        known = Math.max(known, knownShare(foreign))
        candidates.unshift(...found)
      } else candidates.push(...found)
    }
    candidates.splice(limit)
    if (candidates[0] !== undefined) candidates[0].confidence = certainty
    return { confidence: certainty, answerable, known, candidates }
  }

  async function likeness(left: string, right: string, language: Language): Promise<number> {
    const index = indexes[language]
    const texts: [string, string] = [readFor(language, left), readFor(language, right)]
    const overlap = overlapOf(index.search, ...texts)
    const [one, other] = index.sentences && reader ? await reader.encode(texts) : []
    return one && other ? (overlap + Math.max(0, dot(one, 0, other))) / 2 : overlap
  }

  return { find, likeness, models }
}

/** Numbers are no words: "1/2" asks nothing. */
function isOneWord(text: string): boolean {
  const words = piecesOf(text).flatMap((piece) => (/^\p{Script=Han}/u.test(piece) ? wordsOf(piece) : [piece]))
  return words.filter((word) => /\p{Letter}/u.test(word)).length <= 1
}

function knownShare({ search }: Ranking): number {
  return search.mass > 0 ? search.knownMass / search.mass : 0
}

function candidatesOf(index: LanguageIndex, ranking: Ranking, factor: number, limit: number): Candidate[] {
  return ranking.articles.slice(0, limit).flatMap((ranked) => {
    const article = index.search.articles[ranked.article]
    const [strength = 0] = ranked.views
    if (article === undefined) return []
    const { id, language, version, title } = article
    return [
      {
        articleId: id,
        language,
        version,
        title,
        score: factor * strength,
        passage: passageOf(index, ranked, article),
      },
    ]
  })
}

/** The best paragraph, or the first where the body has no word of the question. */
function passageOf({ search }: LanguageIndex, ranked: Ranked, article: Article): string {
  return ranked.passage < 0 ? (passagesOf(article.body)[0] ?? '') : textOf(search, ranked.passage)
}
