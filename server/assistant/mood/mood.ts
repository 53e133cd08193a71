import type { Language } from '#shared/knowledge.ts'
import { denseNames } from './dense.ts'
import { type Features, featuresOf } from './features.ts'
import type { Head } from './heads.ts'
import { readWeights, type Weights } from './weights.ts'

type SafetyRisk = 'self-harm' | 'violence' | 'danger'

/** How a text feels about what it speaks of. The three add up to 1. */
export interface SentimentProbabilities {
  negative: number
  neutral: number
  positive: number
}

/** What the fitted model says of a text; each a calibrated probability. */
type Mood = Record<Head, number>

/** Read when first needed; null where a file cannot be used, and then for as long as the process runs. */
const loaded = new Map<Language, Weights | null>()

/** The model of a language, or undefined where its file cannot be used: then the lexicon judges alone. */
export function moodModel(language: Language, file = shipped(language)): Weights | undefined {
  try {
    return readWeights(file)
  } catch (reason) {
    process.emitWarning(
      `mood: the ${language} model is not used (${reason instanceof Error ? reason.message : reason}); the lexicon judges alone`,
    )
    return undefined
  }
}

/** Several readers ask about the same message one after the other. */
let latest: { text: string; language: Language; mood: Mood | undefined } | undefined

/** What the model says of a text; undefined without a model or without a single letter to read. */
export function moodOf(text: string, language: Language): Mood | undefined {
  if (latest?.text !== text || latest.language !== language) {
    latest = { text, language, mood: readMood(text, language) }
  }
  return latest.mood
}

function readMood(text: string, language: Language): Mood | undefined {
  const script = /\p{Script=Han}/u.test(text) ? 'zh' : /[a-z]/i.test(text) ? 'en' : undefined
  const read = script ?? (/\p{Extended_Pictographic}/u.test(text) ? language : undefined)
  if (read === undefined) return undefined
  let weights = loaded.get(read)
  if (weights === undefined) {
    weights = moodModel(read) ?? null
    loaded.set(read, weights)
  }
  const features = featuresOf(text, read)
  return saysSomething(text, features) ? weights?.probabilities(features) : undefined
}

/** Calibrated on messages of a field of life that the model had not seen (see docs/decisions/0017). */
export function sentimentProbabilities(text: string, language: Language): SentimentProbabilities {
  const mood = moodOf(text, language)
  if (mood === undefined) return { negative: 0, neutral: 1, positive: 0 }
  const polar = 1 - mood.neutral
  return { negative: polar * (1 - mood.positive), neutral: mood.neutral, positive: polar * mood.positive }
}

/**
 * How likely the writer has had a bad experience with us, 0 to 1, however calmly it is told: "still waiting, no answer"
 * is unhappy without any tone. It says nothing about anger, so it hands nobody over by itself. Undefined without a model
 * or without a letter to read.
 */
export function unhappinessOf(text: string, language: Language): number | undefined {
  return moodOf(text, language)?.unhappy
}

/** One word over and over, or a single letter, is no message, unless it is an opinion ("awful"). */
function saysSomething(text: string, { dense }: Features): boolean {
  if (dense[denseNames.indexOf('no opinion')] !== 1) return true
  return (
    new Set(
      text
        .slice(0, 2000)
        .toLowerCase()
        .match(/\p{Script=Han}|[a-z]+/gu),
    ).size > 1
  )
}

/** From here on the model alone sends to a person; below it only the rules do (docs/decisions/0017). */
const sure = 0.8
/** A person for somebody who only mentioned one costs the desk more often. */
const surer = 0.9

/** What the rules may have missed: the model where it is sure. */
export function secondOpinion(
  text: string,
  language: Language,
): { wantsPerson: boolean; danger: SafetyRisk | null } {
  const mood = moodOf(text, language)
  const danger = (['self-harm', 'violence', 'danger'] as const).find((risk) => (mood?.[risk] ?? 0) > sure)
  return { wantsPerson: (mood?.person ?? 0) > surer, danger: danger ?? null }
}

function shipped(language: Language): URL {
  return new URL(`weights.${language}.bin`, import.meta.url)
}
