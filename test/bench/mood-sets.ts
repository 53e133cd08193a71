import {
  dissatisfactionOf,
  type SentimentProbabilities,
  type SpokenTurn,
  sentimentProbabilities,
  unhappinessOf,
} from '#server/assistant/index.ts'
import type { AnswerSet, Measured } from './answer-sets.ts'
import { auroc } from './measures.ts'
import { percentile, round } from './report.ts'

type Mood = 'negative' | 'neutral' | 'positive'

interface FeltText {
  text: string
  sentiment: Mood
}

/**
 * How the mood of texts is read. A set that knows no neutral ones is decided between praise and blame, by the tone. In a
 * set with neutral ones "negative" means an unhappy customer, also one who reports a problem calmly: there the number
 * decides that triage records as `unhappy`, that the console shows and that satisfaction is read from.
 */
export function measureSentiment(set: AnswerSet, rows: FeltText[]): Measured {
  const labels = [...new Set(rows.map(({ sentiment }) => sentiment))]
  const times: number[] = []
  const judged = rows.map(({ text, sentiment }) => {
    const asked = performance.now()
    const tone = sentimentProbabilities(text, set.language)
    const unhappy = unhappinessOf(text, set.language)
    times.push(performance.now() - asked)
    const probabilities = labels.includes('neutral') ? told(tone, unhappy) : tone
    const got = labels.reduce((best, label) => (probabilities[label] > probabilities[best] ? label : best))
    return { label: sentiment, got, negative: probabilities.negative }
  })
  return {
    accuracy: round(judged.filter(({ label, got }) => label === got).length / judged.length, 4),
    macroF1: round(macroF1(judged, labels), 4),
    negativeAuroc: round(
      auroc(
        judged.filter(({ label }) => label === 'negative').map(({ negative }) => negative),
        judged.filter(({ label }) => label !== 'negative').map(({ negative }) => negative),
      ),
      4,
    ),
    msPerQueryP50: round(percentile(times, 0.5), 3),
    msPerQueryP99: round(percentile(times, 0.99), 3),
  }
}

/** Unhappy or not first; what is not is shared out by the tone. */
function told(tone: SentimentProbabilities, unhappy = tone.negative): SentimentProbabilities {
  const rest = (1 - unhappy) / (tone.neutral + tone.positive)
  return { negative: unhappy, neutral: tone.neutral * rest, positive: tone.positive * rest }
}

interface RatedConversation {
  turns: { who: 'user' | 'system'; text: string; satisfaction?: number[] }[]
}

/** From the turns so far, the visitor's last one included: will this visitor's turn be rated below 3 on average? */
export function measureSatisfaction(rows: RatedConversation[]): Measured {
  const low: number[] = []
  const high: number[] = []
  for (const { turns } of rows) {
    const spoken: SpokenTurn[] = []
    for (const { who, text, satisfaction } of turns) {
      spoken.push({ who: who === 'user' ? 'visitor' : 'assistant', text, language: 'en' })
      if (who !== 'user' || satisfaction === undefined || satisfaction.length === 0) continue
      const mean = satisfaction.reduce((sum, rating) => sum + rating, 0) / satisfaction.length
      ;(mean < 3 ? low : high).push(dissatisfactionOf(spoken))
    }
  }
  const judged = [
    ...low.map((probability) => ({ label: 'low', got: probability >= 0.5 ? 'low' : 'high' })),
    ...high.map((probability) => ({ label: 'high', got: probability >= 0.5 ? 'low' : 'high' })),
  ]
  return {
    accuracy: round(judged.filter(({ label, got }) => label === got).length / judged.length, 4),
    macroF1: round(macroF1(judged, ['low', 'high']), 4),
    negativeAuroc: round(auroc(low, high), 4),
  }
}

/** The mean over the labels of the harmonic mean of precision and recall. */
function macroF1(judged: readonly { label: string; got: string }[], labels: readonly string[]): number {
  const each = labels.map((own) => {
    const right = judged.filter(({ label, got }) => label === own && got === own).length
    const named = judged.filter(({ got }) => got === own).length
    const present = judged.filter(({ label }) => label === own).length
    return named + present === 0 ? 0 : (2 * right) / (named + present)
  })
  return each.reduce((sum, value) => sum + value, 0) / labels.length
}
