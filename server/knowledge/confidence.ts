import type { Language } from '#shared/knowledge.ts'
import {
  aurocOf,
  calibrationErrorOf,
  crossValidate,
  fitLogistic,
  type Judged,
  type Logistic,
  probabilityOf,
  type Sample,
} from './logistic.ts'
import { queryOfDocument, type SearchResult, search } from './search.ts'
import { PHRASING, type SearchIndex } from './search-index.ts'

export const confidenceVersion = 1

/**
 * What is measured of a search result, each speaking for the best match:
 * strength – its score against the score of an article that holds the whole question in every view, 0 to about 1;
 * lead – its share among the matches, as a softmax of their scores, 0.2 to 1;
 * gap – how far the second is behind, in the unit of strength;
 * known – the idf mass of the question that some article holds, 0 to 1;
 * evidence – logarithm of its score: a long question says more than a short one that is explained as well.
 *
 * Left out because they fitted the phrasings and misled on questions beyond them: the similarity to the best phrasing,
 * the share that the best article explains, the number of terms, and in how many views the match is first.
 */
export const featureNames = ['strength', 'lead', 'gap', 'known', 'evidence'] as const

/** How good the confidence of one language is, measured on phrasings that the fit had not seen. */
export interface ConfidenceReport {
  /** Phrasings used; each gives one question with and one without its article in the shop. */
  phrasings: number
  /** Expected calibration error over 10 bins of equal width (Guo et al., "On Calibration …", 2017), 0 to 1. */
  calibrationError: number
  /** Area under the ROC curve of the confidence, right against wrong, 0 to 1. */
  auroc: number
  /** Lowest confidence above which at least 90 % of the held-out answers are right; 1 where there is none. */
  thresholdAt90: number
  /** Share of the questions that reach that threshold, among those that the shop can answer. */
  coverageAt90: number
}

export interface LanguageConfidence extends Logistic {
  /** None where the model is the one that ships with the code. */
  report: ConfidenceReport | null
}

/** What turns the measures of a search result into a probability. Plain JSON, stored with the release. */
export interface ConfidenceModel {
  version: number
  features: readonly string[]
  languages: Record<Language, LanguageConfidence>
}

/**
 * Used where a shop has too few phrasings to fit its own: the mean of the two fits of the demo shop (85 articles, 1 647
 * phrasings, November 2026), moved by -1 on the log-odds, because a small shop leaves more questions unanswered.
 */
const prior: LanguageConfidence = {
  mean: [0.41, 0.55, 0.11, 0.85, 3.45],
  scale: [0.19, 0.23, 0.12, 0.18, 0.46],
  weights: [0.23, 0.28, 0.39, 0.05, 0.34],
  bias: -1.45,
  report: null,
}

export const priorConfidence: ConfidenceModel = {
  version: confidenceVersion,
  features: featureNames,
  languages: { en: prior, zh: prior },
}

/** Fewer phrasings or articles than these say nothing about questions to come. */
const MIN_PHRASINGS = 30
const MIN_ARTICLES = 5

/** More phrasings than these make the fit slower and no better. */
const MAX_PHRASINGS = 1500

/** Of the questions that customers ask, how many the shop has no article for. Assumed; sets the weight of negatives. */
const UNANSWERABLE = 0.25

const FOLDS = 5

/** Pull of the weights to zero, per sample. Features are standardised, so one figure fits all. */
const PENALTY = 0.002

/** The measures of {@link featureNames}, in order; undefined where nothing was found. */
export function featuresOf(result: SearchResult): number[] | undefined {
  const [first, second] = result.matches
  if (first === undefined || result.mass <= 0) return undefined
  const shares = result.matches.map(({ score }) => Math.exp((score - first.score) / result.mass / SOFTNESS))
  return [
    first.score / result.mass / IDEAL,
    1 / shares.reduce((sum, share) => sum + share, 0),
    (first.score - (second?.score ?? 0)) / result.mass / IDEAL,
    result.knownMass / result.mass,
    Math.log(1 + first.score),
  ]
}

/** About the score of an article that holds the whole question in every view, per idf mass. */
const IDEAL = 6

/** Scores this far apart, per idf mass of the question, weigh e to one in the lead. */
const SOFTNESS = 0.5

/** Matches that the lead is measured among; searches for a confidence must ask for as many. */
export const COMPARED = 5

/**
 * The probability that the best match answers the question, 0 to 1. Where two articles score the same, neither can
 * be right more often than half the time. Where nothing was fitted, having no rival proves nothing, so the article has
 * to explain the question as well.
 */
export function confidenceOf(model: LanguageConfidence, result: SearchResult): number {
  const features = featuresOf(result)
  const [first] = result.matches
  if (features === undefined || first === undefined) return 0
  const probability = probabilityOf(model, features)
  if ((features[GAP] ?? 0) < 1e-6) return Math.min(probability, 0.5)
  return model.report === null ? probability * (first.explained / result.mass) : probability
}

const GAP = featureNames.indexOf('gap')

/**
 * Fits the confidence of one language on its own phrasings. A phrasing left out of the index is a question whose
 * answer exists: the best match is right or wrong. The same phrasing with its whole article left out is a question
 * without an answer: whatever is best is wrong.
 */
export function fitConfidence(index: SearchIndex): LanguageConfidence {
  const documents = phrasingsOf(index)
  if (documents.length < MIN_PHRASINGS || index.articles.length < MIN_ARTICLES) return prior
  const samples: Sample[] = []
  for (const document of documents) {
    const article = index.documentArticle[document] ?? 0
    const query = queryOfDocument(index, document)
    const answerable = search(index, query, { limit: COMPARED, leaveOut: { document } })
    addSample(samples, answerable, article, answerable.matches[0]?.article === article, 1 - UNANSWERABLE)
    const unanswerable = search(index, query, { limit: COMPARED, leaveOut: { article } })
    addSample(samples, unanswerable, article, false, UNANSWERABLE)
  }
  const right = samples.filter((sample) => sample.right).length
  if (right < 10 || samples.length - right < 10) return prior
  return { ...fitLogistic(samples, PENALTY), report: reportOf(samples, documents.length) }
}

function addSample(
  samples: Sample[],
  result: SearchResult,
  group: number,
  right: boolean,
  weight: number,
): void {
  const features = featuresOf(result)
  if (features !== undefined) samples.push({ features, right, weight, group })
}

/** Phrasings of the index, thinned evenly where there are too many. */
function phrasingsOf(index: SearchIndex): number[] {
  const documents: number[] = []
  for (let document = 0; document < index.documentKind.length; document += 1) {
    const terms = index.documentTerms[document]?.length ?? 0
    if (index.documentKind[document] === PHRASING && terms > 0) documents.push(document)
  }
  const step = Math.max(1, documents.length / MAX_PHRASINGS)
  return Array.from(
    { length: Math.floor(documents.length / step) },
    (_, place) => documents[Math.floor(place * step)] ?? 0,
  )
}

function reportOf(samples: readonly Sample[], phrasings: number): ConfidenceReport {
  const judged = crossValidate(samples, PENALTY, FOLDS)
  const { threshold, coverage } = thresholdOf(judged, 0.9)
  return {
    phrasings,
    calibrationError: calibrationErrorOf(judged),
    auroc: aurocOf(judged),
    thresholdAt90: threshold,
    coverageAt90: Math.min(1, coverage / Math.max(1e-9, phrasings * (1 - UNANSWERABLE))),
  }
}

/** The lowest confidence above which answers reach a precision, and the weight of what lies above it. */
export function thresholdOf(
  judged: readonly Judged[],
  precision: number,
): { threshold: number; coverage: number } {
  const ordered = [...judged].sort((one, other) => other.probability - one.probability)
  let weight = 0
  let right = 0
  let found = { threshold: 1, coverage: 0 }
  for (const one of ordered) {
    weight += one.weight
    if (one.right) right += one.weight
    if (right / weight >= precision) found = { threshold: one.probability, coverage: weight }
  }
  return found
}
