import type { Language } from '#shared/knowledge.ts'
import { normalise } from '../../knowledge/index.ts'
import { moodOf } from '../mood/mood.ts'
import { chineseFinds, isNegator } from '../mood/opinions.ts'
import {
  chineseExpressions,
  chineseLookalikes,
  chineseOthers,
  englishExpressions,
  englishIntensifiers,
  englishOthers,
  type Mood,
} from './lexicon.ts'

/** How a text feels. */
export interface Sentiment {
  /** -1 very unhappy, 0 neutral, 1 very happy. */
  score: number
  /** 0 calm, 1 furious. A problem told politely is not anger. */
  anger: number
}

/** More of a text is not read. UTF-16 units. */
const MAX_TEXT = 4000

/** Sum of valences at which the score is 0.7. VADER's normalisation (Hutto and Gilbert, 2014) with its α = 15 → 9. */
const NORM = 9

/** A negated expression keeps this much of its valence, turned round (VADER's 0.74). */
const TURNED = -0.74

/** Words between a negation and what it negates, in English. */
const REACH = 3

const LONGEST_EXPRESSION = 5

/** How angry a text is by words alone, without the fitted model: what the model is measured against. */
export function angerByWords(text: string, language: Language): number {
  return byWords(text, language).anger
}

/** One short question and nothing else: about a scam or a rubbish bag one may ask calmly. */
const PLAIN_QUESTION =
  /^[^.!?。！？]+[?？]$|^(?:do|does|is|are|can|could|how|what|where|when|which)\b[^.!?]+$/i

/** Formulas and program text are not speech: more than a sixth of it are their signs. */
function isCode(text: string): boolean {
  return (text.match(/[<>{}()[\]=;$#%^*|\\/~_`]/g)?.length ?? 0) * 6 > text.length
}

/** Below this a difference between praise and blame says nothing. */
const NOTHING = 0.12

/**
 * The mood of a text: by a lexicon with negation and intensity, and by a model fitted on messages of our own. A text
 * that says nothing is neutral. Without the model's file the lexicon judges alone.
 */
export function sentimentOf(text: string, language: Language): Sentiment {
  const words = byWords(text, language)
  const mood = moodOf(text, language)
  if (mood === undefined) return words
  const felt = (1 - mood.neutral) * (2 * mood.positive - 1)
  const score = (words.score + felt) / 2
  // Angry words weigh less where the model sees no reproach ("this price is a joke of a bargain"), and the model hears
  // anger that uses none of them, where it is surer still. The figures are the best with a field left out; docs/decisions/0017.
  const asks = words.anger === 0 && text.length < 80 && PLAIN_QUESTION.test(text)
  const byMood = isCode(text)
    ? 0
    : ((mood.irritated + mood.furious) / 2) * (asks ? 0.6 : words.anger === 0 ? 0.9 : 1)
  const anger = Math.max(words.anger * (0.6 + 0.4 * Math.min(1, mood.irritated / 0.5)), byMood)
  return { score: Math.abs(score) < NOTHING ? 0 : round(score), anger: anger < 0.05 ? 0 : round(anger) }
}

function byWords(text: string, language: Language): Sentiment {
  const short = text.slice(0, MAX_TEXT)
  const moods = [
    ...englishMoods(short),
    ...(language === 'zh' || /\p{Script=Han}{2}/u.test(short) ? chineseMoods(short) : []),
  ]
  if (moods.length === 0) return { score: 0, anger: 0 }
  const loud = loudnessOf(short)
  let sum = 0
  let calm = 1
  for (const { valence, anger } of moods) {
    sum += valence
    calm *= 1 - Math.min(0.98, anger)
  }
  // Loudness makes anger louder and makes none: "where is my parcel!!!" stays calm enough.
  const anger = 1 - calm ** (1 + loud)
  const total = sum * (1 + loud / 2)
  return { score: round(total / Math.sqrt(total * total + NORM)), anger: round(anger) }
}

function englishMoods(text: string): Mood[] {
  const moods: Mood[] = []
  for (const sentence of normalise(text).match(/[^.!?\n]+[.!?]*/g) ?? []) {
    const asks = sentence.includes('?') && !sentence.includes('!')
    const words = sentence.match(/[a-z0-9]+/g) ?? []
    for (let place = 0; place < words.length; place += 1) {
      const found = englishExpressionAt(words, place)
      if (found === undefined) continue
      const before = words.slice(Math.max(0, place - REACH), place)
      const intensity = before.reduce((product, word) => product * (englishIntensifiers.get(word) ?? 1), 1)
      const negated = before.some((word, at) => isNegator(word, before[at + 1]))
      const others =
        found.mood.anger > 0 && englishOthers.test(words.slice(Math.max(0, place - 4), place).join(' '))
      if (!others && !(found.mood.accusation && (asks || negated)))
        moods.push(shaded(found.mood, intensity, negated))
      place += found.length - 1
    }
  }
  return moods
}

/** The longest expression that begins at a word. */
function englishExpressionAt(
  words: readonly string[],
  place: number,
): { mood: Mood; length: number } | undefined {
  for (let length = Math.min(LONGEST_EXPRESSION, words.length - place); length > 0; length -= 1) {
    const expression = words.slice(place, place + length).join('_')
    const exact = englishExpressions.get(expression)
    if (exact !== undefined) return { mood: exact, length }
    for (let end = expression.length; end > expression.length - 6 && end > 3; end -= 1) {
      const open = englishExpressions.get(`${expression.slice(0, end)}*`)
      if (open !== undefined) return { mood: open, length }
    }
  }
  return undefined
}

function chineseMoods(text: string): Mood[] {
  const moods: Mood[] = []
  for (const clause of normalise(text)
    .replace(chineseLookalikes, '　')
    .match(/[^,.!?;，。！？；~\s]+[!?！？]*/g) ?? []) {
    const asks = /[吗?？]|是不是|会不会|怎么/.test(clause) && !clause.includes('!')
    for (const { hit, place, length, before, negated, intense } of chineseFinds(
      clause,
      chineseExpressionAt,
    )) {
      const tooMuch = /太[^太]{0,4}$/.test(before) && clause.slice(place + length).startsWith('了')
      const others = hit.anger > 0 && chineseOthers.test(before)
      if (!others && !(hit.accusation && (asks || negated)))
        moods.push(shaded(hit, tooMuch ? 1.4 : intense ? 1.25 : 1, negated))
    }
  }
  return moods
}

function chineseExpressionAt(clause: string, place: number): { hit: Mood; length: number } | undefined {
  for (let length = Math.min(LONGEST_EXPRESSION, clause.length - place); length > 0; length -= 1) {
    const hit = chineseExpressions.get(clause.slice(place, place + length))
    if (hit !== undefined) return { hit, length }
  }
  return undefined
}

/** "Not happy" is unhappy and a little cross; "not angry" is no anger at all. */
function shaded({ valence, anger }: Mood, intensity: number, negated: boolean): Mood {
  if (!negated) return { valence: valence * intensity, anger: anger * Math.min(1.3, intensity) }
  if (valence > 0) return { valence: valence * intensity * TURNED, anger: valence >= 2 ? 0.3 : 0 }
  return { valence: Math.min(1, valence * TURNED * 0.4), anger: 0 }
}

/** 0 for a quiet text to 1 for a shouted one: exclamation marks in a row and words in capitals. */
function loudnessOf(text: string): number {
  const marks = Math.min(3, text.match(/[!！]/g)?.length ?? 0) / 6
  const words = text.match(/\b\p{Letter}{2,}\b/gu) ?? []
  const shouted = words.filter((word) => /^[A-Z]{3,}$|^(?:SO|NO|MY)$/.test(word)).length
  return Math.min(
    1,
    marks + (words.length >= 2 && shouted > 0 ? Math.min(0.5, 0.2 + shouted / words.length / 2) : 0),
  )
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
