import type { Measure, RuleName, TurnRule } from '#shared/trace.ts'
import { type Fault, groundsOf, showJudged } from '../judge/index.ts'
import { type AnswerModel, ModelFailure } from '../models/index.ts'
import type { Triage } from '../reading/triage.ts'
import { handOver, ledByPeople } from '../responsible.ts'
import type { Decision, Turn, TurnParts } from '../turn.ts'
import { words } from '../words.ts'
import { clarify } from './clarification.ts'
import { citationOf, curatedAnswer, settled, topicOf, unanswered } from './curated.ts'
import { namesOneThing } from './follow-up.ts'
import { type Found, isAnswered, sourcesOf } from './found.ts'

/** Below this share of words the shop knows, a question is not about the shop. */
const ownField = 0.5
/** Below this chance that any article answers, asking which one is meant leads nowhere. */
const askable = 0.5

/** Answers, asks, declines or hands over, by the confidence that the best article is right. */
export async function answer(message: Triage, found: Found, turn: Turn, parts: TurnParts): Promise<Decision> {
  const { confidence } = found.finding
  const curated = found.parts || isAnswered(found) ? curatedAnswer(found, message.language) : undefined
  if (curated === undefined) return { ...unsure(message, found, turn, parts), confidence }
  const topic = found.best?.article.topic ?? '*'
  const forPeople = found.parts ? undefined : ledByPeople(topic, message.language, parts)
  if (forPeople) return { ...forPeople, confidence }
  const certainty = certaintyOf(found)
  const rule = ruled('answer-at', ['confidence', certainty, found.answerAt])
  return { ...(await phrased(curated, message, found, turn, parts)), confidence: certainty, rule }
}

/** Of several answers in one reply the least certain one. */
function certaintyOf({ finding, parts }: Found): number {
  const answered = parts?.flatMap((part) => (part.article ? [part.finding.confidence] : [])) ?? []
  return answered.length > 0 ? Math.min(...answered) : finding.confidence
}

/** What to do without a confident answer: one clarifying question, a person, or an honest decline. */
function unsure(message: Triage, found: Found, turn: Turn, parts: TurnParts): Decision {
  const { finding } = found
  const { askAt, missesAllowed } = parts.responsibilities
  const { language } = message
  const misses = (turn.caseFile.misses ?? 0) + 1
  const isLikely = finding.confidence >= askAt || namesOneThing(found.question)
  const mayAsk =
    isLikely && finding.answerable >= askable && misses <= missesAllowed && !isAskedAgain(found, turn)
  const question = mayAsk ? clarify(found, language, misses) : undefined
  const confidence: Held = ['confidence', finding.confidence, askAt]
  const answerable: Held = ['answerable', finding.answerable, askable]
  const known: Held = ['known', finding.known, ownField]
  const counted: Held = ['misses', misses, missesAllowed]
  if (question) {
    const name = finding.confidence >= askAt ? 'ask-at' : 'names-one-thing'
    return { ...question, rule: ruled(name, confidence, answerable) }
  }
  if (misses > missesAllowed)
    return {
      ...handOver('repeated-failure', language, parts),
      rule: ruled('misses-allowed', counted),
    }
  if (finding.confidence >= askAt)
    return {
      ...handOver('low-confidence', language, parts),
      rule: ruled('below-answer-at', ['confidence', finding.confidence, found.answerAt], answerable),
    }
  if (finding.known >= ownField)
    return { ...handOver('no-knowledge', language, parts), rule: ruled('no-knowledge', confidence, known) }
  return {
    outcome: 'declined',
    language,
    text: words[language].declined,
    choices: [words[language].person],
    facts: { awaiting: null, clarification: null, misses },
    rule: ruled('outside-field', known),
  }
}

/** What was measured, its value, and the threshold it was held against. */
type Held = [Measure, number, number]

function ruled(name: RuleName, ...held: Held[]): TurnRule {
  return { name, compared: held.map(([measure, value, threshold]) => ({ measure, value, threshold })) }
}

/** One matter is asked about once: a second clarifying question in a row must be about another. */
function isAskedAgain({ best }: Found, { caseFile }: Turn): boolean {
  if (caseFile.awaiting !== 'clarification') return false
  if (caseFile.missed) return true
  return caseFile.clarification?.offers.some(({ articleId }) => articleId === best?.article.id) ?? true
}

/** The knowledge in a model's words where there is a model, or in its own words again where the model fails. */
async function phrased(
  curated: Decision,
  message: Triage,
  found: Found,
  turn: Turn,
  parts: TurnParts,
): Promise<Decision> {
  if (!parts.model) return curated
  try {
    return (await modelAnswer(parts.model, message, found, turn, parts)) ?? curated
  } catch (reason) {
    const modelFailure = failureOf(reason, parts)
    parts.record('answer', { model: 'failed', reason: modelFailure })
    return { ...curated, modelFailure }
  }
}

/** The same answer asked of the model once more, with what the judge refused; `undefined` where it fails or declines. */
export async function answerAgain(
  refused: readonly Fault[],
  message: Triage,
  found: Found,
  turn: Turn,
  parts: TurnParts,
): Promise<Decision | undefined> {
  if (!parts.model) return undefined
  try {
    return await modelAnswer(parts.model, message, found, turn, parts, refused)
  } catch (reason) {
    parts.record('answer', { model: 'failed', reason: failureOf(reason, parts) })
    return undefined
  }
}

/** What the trace says of a failure. One that is no model's is a mistake of ours, and those who run this are told. */
function failureOf(reason: unknown, parts: TurnParts): string {
  if (reason instanceof ModelFailure) return reason.reason
  parts.report?.(reason, 'an answer in a model’s words')
  return String(reason)
}

async function modelAnswer(
  model: AnswerModel,
  message: Triage,
  found: Found,
  turn: Turn,
  parts: TurnParts,
  refused?: readonly Fault[],
): Promise<Decision | undefined> {
  const sources = sourcesOf(found, parts)
  parts.progress('writing')
  const reply = await model.phrase({
    question: found.question,
    language: message.language,
    history: turn.history,
    passages: sources.map((article, index) => ({
      number: index + 1,
      title: article.title,
      text: article.body,
    })),
    signal: parts.signal,
    ...(refused && { refused }),
    // Of a second attempt nothing is shown: what the visitor saw of the first would run on into it.
    onDelta: refused
      ? () => undefined
      : showJudged(groundsOf(found, message, turn, parts), (text) => parts.progress('writing', text)),
  })
  const used = { name: reply.model, inputTokens: reply.tokens.input, outputTokens: reply.tokens.output }
  parts.record('answer', { model: used.name, citations: reply.citations, declined: reply.text === '' })
  // The model found no answer in the passages, the calibrated engine did: the curated article says it exactly.
  if (reply.text === '') return undefined
  const named = found.parts && unanswered(found.parts, message.language)
  const [main] = sources
  return {
    outcome: 'answered',
    language: message.language,
    text: named ? `${reply.text}\n\n${named}` : reply.text,
    ...(named && { choices: [words[message.language].person] }),
    citations: reply.citations.flatMap((number) => {
      const article = sources[number - 1]
      return article ? [citationOf(article)] : []
    }),
    facts: { ...settled, ...(main && { topic: topicOf(found.question, main) }) },
    model: used,
  }
}
