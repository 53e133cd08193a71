import { PHRASING, textOf } from '../search/search-index.ts'
import { type ConfidenceModel, confidenceFeatures, fitConfidence, PULL } from './confidence.ts'
import { fitRanking, type RankSample } from './fit-ranking.ts'
import { type Texts, textsOf, trainClassifiers } from './language-index.ts'
import type { Sample } from './logistic.ts'
import { priorModel } from './prior.ts'
import {
  type Candidates,
  gather,
  type LanguageIndex,
  order,
  PLAIN_VIEWS,
  type Ranking,
  type RankingModel,
} from './ranking.ts'

/** What is fitted on the phrasings of one language. Plain JSON. */
export interface FittedModel {
  ranking: RankingModel
  /** That the best article answers the question. */
  confidence: ConfidenceModel
  /** That some article of the shop answers it. */
  answerable: ConfidenceModel
}

/** Fewer phrasings or articles than these say nothing about questions to come. */
const MIN_PHRASINGS = 30
const MIN_ARTICLES = 5
/** Nor do fewer questions whose answer another phrasing can show. */
const MIN_ANSWERABLE = 30

/** Parts that the phrasings are dealt into; in each round one part is the questions. */
const PARTS = 10
/** Rounds of the fit, and where a classifier takes long. */
const ROUNDS = 6
const FEW_ROUNDS = 3
const LONG_WORK = 100_000

/** Share of the articles that a round pretends the shop has not. */
const LACKING = 0.1

/** Share of the questions that are asked of articles taken away. */
const LACKING_SHARE = 0.25

/** Questions in all: a quarter of the phrasings, within these bounds. More make the fit slower and no better. */
const MIN_QUESTIONS = 1200
const MAX_QUESTIONS = 4000

/** Of the questions that customers ask, how many the shop has no article for. Assumed; sets the weight of negatives. */
const UNANSWERABLE = 0.1

/** A question of the fit, looked up in an index that has not seen it. */
export interface Trial {
  candidates: Candidates
  article: number
  /** Whether the round left its article in the shop. */
  isAnswerable: boolean
}

/**
 * Fits how the views are weighed and what confidence that gives, on the index's own phrasings. In every round a tenth
 * of the phrasings are questions and some articles are taken away altogether; the classifiers are fitted on the rest.
 * So a question whose article is there shows how right answers look, and one whose article is gone how near misses do.
 */
export function fitModel(index: LanguageIndex): FittedModel {
  const texts = textsOf(index.search)
  const phrasings = [...texts.document.keys()].filter((text) => {
    return index.search.documentKind[texts.document[text] ?? 0] === PHRASING
  })
  if (phrasings.length < MIN_PHRASINGS || index.search.articles.length < MIN_ARTICLES) return priorModel
  const trials = runTrials(index, texts, phrasings)
  if (trials.filter(({ isAnswerable }) => isAnswerable).length < MIN_ANSWERABLE) return priorModel
  const plain = trials.map((trial) => ({ ...trial, candidates: withoutEncoder(trial.candidates) }))
  const read = trials.filter(({ candidates }) => candidates.encoded)
  const ranking = {
    plain: fitRanking(rankSamples(plain), priorModel.ranking.plain),
    encoded: fitRanking(rankSamples(read), priorModel.ranking.encoded),
  }
  return { ranking, ...fitProbabilities(plain, read, ranking) }
}

/** Both probabilities, each from the questions that were ranked with the encoder and from all without it. */
function fitProbabilities(
  plain: readonly Trial[],
  encoded: readonly Trial[],
  ranking: RankingModel,
): Pick<FittedModel, 'confidence' | 'answerable'> {
  const fitted = (
    isRight: (trial: Trial, ranking: Ranking) => boolean,
    name: keyof typeof PULL,
    isReported: boolean,
  ): ConfidenceModel => ({
    plain: fitConfidence(judge(plain, ranking, isRight), PULL[name], isReported) ?? priorModel[name].plain,
    encoded:
      fitConfidence(judge(encoded, ranking, isRight), PULL[name], isReported) ?? priorModel[name].encoded,
  })
  return {
    confidence: fitted(isBestRight, 'confidence', true),
    answerable: fitted(({ isAnswerable }) => isAnswerable, 'answerable', false),
  }
}

export function isBestRight({ isAnswerable, article }: Trial, ranking: Ranking): boolean {
  return isAnswerable && ranking.articles[0]?.article === article
}

export function runTrials(index: LanguageIndex, texts: Texts, phrasings: readonly number[]): Trial[] {
  const classes = index.search.articles.length
  const rounds = phrasings.length * classes > LONG_WORK ? FEW_ROUNDS : ROUNDS
  const trials: Trial[] = []
  for (let round = 0; round < rounds; round += 1) {
    const isLacking = (article: number) => {
      const spread = spreadOf(index.search.articles[article]?.id ?? '')
      return spread >= round * LACKING && spread < (round + 1) * LACKING
    }
    const partOf = (text: number) =>
      Math.floor(spreadOf(textOf(index.search, texts.document[text] ?? 0)) * PARTS)
    const asked = phrasings.filter((text) => isLacking(texts.article[text] ?? 0) || partOf(text) === round)
    const most = Math.max(MIN_QUESTIONS, Math.min(MAX_QUESTIONS, phrasings.length / 4)) / rounds
    const questions = [
      ...thinned(
        asked.filter((text) => !isLacking(texts.article[text] ?? 0)),
        most * (1 - LACKING_SHARE),
      ),
      ...thinned(
        asked.filter((text) => isLacking(texts.article[text] ?? 0)),
        most * LACKING_SHARE,
      ),
    ]
    const hidden = new Set(asked)
    const chosen = Uint32Array.from([...texts.article.keys()].filter((text) => !hidden.has(text)))
    const classifiers = trainClassifiers(index, texts, chosen)
    for (const text of questions) {
      const article = texts.article[text] ?? 0
      const isAnswerable = !isLacking(article)
      // Where every text of an article is a question, nothing is left to find it by.
      if (isAnswerable && isHidden(index, article, hidden)) continue
      const document = texts.document[text] ?? 0
      const question = textOf(index.search, document)
      const lookUp = (allowed: (each: number) => boolean) =>
        gather(index, question, vectorAt(index, text), {
          ...classifiers,
          allowed,
          leaveOut: { document, texts: hidden },
        })
      const candidates = lookUp((each) => !isLacking(each))
      trials.push({ candidates, article, isAnswerable })
      if (isAnswerable) continue
      const near = nearestOf(candidates, classes)
      trials.push({
        candidates: lookUp((each) => !isLacking(each) && !near.has(each)),
        article,
        isAnswerable,
      })
    }
  }
  return trials
}

/** The articles without which a question that has no answer comes from another world. */
export function nearestOf({ articles }: Candidates, classes: number): ReadonlySet<number> {
  return new Set(articles.slice(0, classes / 3).map(({ article }) => article))
}

function isHidden({ textStart }: LanguageIndex, article: number, hidden: ReadonlySet<number>): boolean {
  for (let text = textStart[article] ?? 0; text < (textStart[article + 1] ?? 0); text += 1) {
    if (!hidden.has(text)) return false
  }
  return true
}

/**
 * Spreads names evenly from 0 to 1 (FNV-1a, mixed). By the name and not by the place: an article that is added or
 * edited changes its own part in the fit and no other's, so that the confidence of all others stays.
 */
function spreadOf(name: string): number {
  let hash = 0x811c9dc5
  for (let place = 0; place < name.length; place += 1)
    hash = Math.imul(hash ^ name.charCodeAt(place), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32
}

function vectorAt({ sentences }: LanguageIndex, text: number): Float32Array | undefined {
  if (sentences === undefined) return undefined
  const row = sentences.row[text] ?? -1
  const { width } = sentences
  return row < 0 ? undefined : Float32Array.from(sentences.text.subarray(row * width, (row + 1) * width))
}

export function withoutEncoder(candidates: Candidates): Candidates {
  return {
    ...candidates,
    encoded: false,
    articles: candidates.articles.map((each) => ({ ...each, views: each.views.slice(0, PLAIN_VIEWS) })),
  }
}

export function rankSamples(trials: readonly Trial[]): RankSample[] {
  return trials.flatMap(({ candidates, article, isAnswerable }) => {
    const right = candidates.articles.findIndex((each) => each.article === article)
    return isAnswerable && right >= 0
      ? [{ candidates: candidates.articles.map(({ views }) => views), right }]
      : []
  })
}

/** Every trial as a sample of the logistic fit; those without an answer weigh as much as they are assumed to come. */
export function judge(
  trials: readonly Trial[],
  ranking: RankingModel,
  isRight: (trial: Trial, ranking: Ranking) => boolean,
): Sample[] {
  const answerable = trials.filter((trial) => trial.isAnswerable).length
  const lacking = trials.length - answerable
  return trials.flatMap((trial) => {
    const ordered = order(trial.candidates, ranking)
    const features = confidenceFeatures(ordered)
    if (features === undefined) return []
    const share = trial.isAnswerable ? (1 - UNANSWERABLE) / answerable : UNANSWERABLE / lacking
    return [{ features, right: isRight(trial, ordered), weight: share * trials.length, group: trial.article }]
  })
}

function thinned(values: readonly number[], most: number): number[] {
  const step = Math.max(1, values.length / most)
  return Array.from(
    { length: Math.floor(values.length / step) },
    (_, place) => values[Math.floor(place * step)] ?? 0,
  )
}
