import { clarify } from './clarification.ts'
import { citationOf, curatedAnswer, settled, topicOf, unanswered } from './curated.ts'
import { type Found, isAnswered, sourcesOf } from './found.ts'
import { showJudged } from './judge.ts'
import { type AnswerModel, ModelFailure } from './model.ts'
import { handOver } from './responsible.ts'
import type { Triage } from './triage.ts'
import type { Decision, Turn, TurnParts } from './turn.ts'
import { words } from './words.ts'

/** Below this share of words the shop knows, a question is not about the shop. */
const ownField = 0.5
/** Below this chance that any article answers, asking which one is meant leads nowhere. */
const askable = 0.5

/** Answers, asks, declines or hands over, by the confidence that the best article is right. */
export async function answer(message: Triage, found: Found, turn: Turn, parts: TurnParts): Promise<Decision> {
  const { confidence } = found.finding
  const curated = found.parts || isAnswered(found) ? curatedAnswer(found, message.language) : undefined
  if (curated === undefined) return { ...unsure(message, found, turn, parts), confidence }
  if (!found.parts && found.lead !== 'assistant') {
    return { ...handOver('policy', message.language, parts), confidence }
  }
  return { ...(await phrased(curated, message, found, turn, parts)), confidence: certaintyOf(found) }
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
  const mayAsk =
    finding.confidence >= askAt && finding.answerable >= askable && turn.caseFile.awaiting !== 'clarification'
  const question = mayAsk ? clarify(found, language, misses) : undefined
  if (question) return question
  if (misses > missesAllowed) return handOver('repeated-failure', language, parts)
  if (finding.confidence >= askAt) return handOver('low-confidence', language, parts)
  if (finding.known >= ownField) return handOver('no-knowledge', language, parts)
  return {
    outcome: 'declined',
    language,
    text: words[language].declined,
    choices: [words[language].person],
    facts: { awaiting: null, clarification: null, misses },
  }
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
    const modelFailure = reason instanceof ModelFailure ? reason.reason : String(reason)
    parts.record('answer', { model: 'failed', reason: modelFailure })
    return { ...curated, modelFailure }
  }
}

async function modelAnswer(
  model: AnswerModel,
  message: Triage,
  found: Found,
  turn: Turn,
  parts: TurnParts,
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
    onDelta: showJudged(
      [...sources.map((article) => `${article.title}\n${article.body}`), turn.text].join('\n'),
      (text) => parts.progress('writing', text),
    ),
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
