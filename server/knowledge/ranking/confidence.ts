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
import { type Ranking, viewNames } from './ranking.ts'

/** How good the confidence is, measured on phrasings that the fit had not seen. */
export interface ConfidenceReport {
  /** Questions it was measured on, with and without their article in the shop. */
  questions: number
  /** Expected calibration error over 10 bins of equal width (Guo et al., "On Calibration …", 2017), 0 to 1. */
  calibrationError: number
  /** Area under the ROC curve of the confidence, right against wrong, 0 to 1. */
  auroc: number
  /** Lowest confidence above which at least 90 % of the held-out answers are right; 1 where there is none. */
  thresholdAt90: number
  /** Share of the questions that reach that threshold. */
  coverageAt90: number
}

export interface Confidence extends Logistic {
  /** None where nothing was measured, as for the model that ships with the code. */
  report: ConfidenceReport | null
}

/** What turns the measures of a ranking into a probability, with the encoder's and without. Plain JSON. */
export interface ConfidenceModel {
  plain: Confidence
  encoded: Confidence
}

const FOLDS = 5

/**
 * Pull of the weights to zero, per sample. Features are standardised, so one figure fits all of them.
 *
 * Whether the best article is right is asked of questions like those of the fit, which may say freely what counts. How
 * likely any article is right is also asked of questions from elsewhere: there a strong pull makes features that say
 * nearly the same share the weight, where a weak one gives it all to one and judges the unlike by that one alone.
 */
export const PULL = { confidence: 0.002, answerable: 0.1 }

/**
 * What is measured of a ranking, in this order, each speaking for its best article; undefined where nothing was found:
 * lead – its log-odds against the other candidates and an article that nothing speaks for;
 * strength – its score in the search, as a share of the best there can be;
 * known – share of the question's idf mass that some article holds;
 * explained – share that the best article holds;
 * evidence – logarithm of its score: a long question says more than a short one that is explained as well;
 * wording – cosine of words and letters with its best phrasing;
 * words – the classifier's score;
 * agreement – how many of the views have it first, as a share;
 * sentence, nearest, centre, closeness – the encoder's classifier and cosines, where there is one.
 */
export function confidenceFeatures({
  articles,
  scores,
  nothing,
  search,
  encoded,
}: Ranking): number[] | undefined {
  const [first] = articles
  const [score] = scores
  if (first === undefined || score === undefined || !(search.mass > 0)) return undefined
  const rivals = [...scores.slice(1), nothing].reduce((sum, each) => sum + Math.exp(each - score), 0)
  const [
    strength = 0,
    explained = 0,
    ,
    wording = 0,
    words = 0,
    sentence = 0,
    nearest = 0,
    centre = 0,
    closeness = 0,
  ] = first.views
  const won = first.views.filter((view, place) =>
    articles.every((each) => (each.views[place] ?? 0) <= view),
  ).length
  const features = [
    -Math.log(rivals + 1e-6),
    strength,
    search.knownMass / search.mass,
    explained,
    Math.log(1 + strength * search.mass),
    wording,
    words,
    won / first.views.length,
  ]
  return encoded ? [...features, sentence, nearest, centre, closeness] : features
}

/** What a classifier says of twins differs by the order in which it met them: it is not asked. */
const CLASSIFIED = new Set([viewNames.indexOf('words'), viewNames.indexOf('sentence')])

/** With fewer rivals than these, having none that is close proves little. */
const FEW_RIVALS = 12

/**
 * The probability that the best article answers the question, 0 to 1. Where two articles look the same, neither can be
 * right more often than half the time. In a small shop for which nothing was fitted the article has to explain the
 * question as well.
 */
export function confidenceOf(model: ConfidenceModel, ranking: Ranking): number {
  const probability = probabilityOfRanking(model, ranking)
  const [first, second] = ranking.articles
  if (first && second && areTwins(first.views, second.views)) return Math.min(probability, 0.5)
  const isFitted = (ranking.encoded ? model.encoded : model.plain).report !== null
  if (isFitted || ranking.articles.length >= FEW_RIVALS) return probability
  return probability * (ranking.articles[0]?.views[EXPLAINED] ?? 0)
}

function areTwins(one: readonly number[], other: readonly number[]): boolean {
  return one.every((view, place) => CLASSIFIED.has(place) || Math.abs(view - (other[place] ?? 0)) < 1e-6)
}

const EXPLAINED = viewNames.indexOf('explained')

/** The probability, 0 to 1, of what the model was fitted to; 0 where nothing was found. */
export function probabilityOfRanking(model: ConfidenceModel, ranking: Ranking): number {
  const features = confidenceFeatures(ranking)
  return features === undefined ? 0 : probabilityOf(ranking.encoded ? model.encoded : model.plain, features)
}

/**
 * Fits the confidence to questions that came out right or wrong; undefined where they are too few of a kind.
 *
 * @param pull of {@link PULL}
 * @param isReported whether to measure it as well, which takes five more fits
 */
export function fitConfidence(
  samples: readonly Sample[],
  pull: number,
  isReported: boolean,
): Confidence | undefined {
  const right = samples.filter((sample) => sample.right).length
  if (right < 10 || samples.length - right < 10) return undefined
  return { ...fitLogistic(samples, pull), report: isReported ? reportOf(samples, pull) : null }
}

function reportOf(samples: readonly Sample[], pull: number): ConfidenceReport {
  const judged = crossValidate(samples, pull, FOLDS)
  const { threshold, coverage } = thresholdOf(judged, 0.9)
  return {
    questions: samples.length,
    calibrationError: calibrationErrorOf(judged),
    auroc: aurocOf(judged),
    thresholdAt90: threshold,
    coverageAt90:
      coverage /
      Math.max(
        1e-9,
        judged.reduce((sum, { weight }) => sum + weight, 0),
      ),
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
