import type { Citation } from '#shared/conversation.ts'
import type { Article } from '#shared/knowledge.ts'
import { showJudged } from './judge.ts'
import { type AnswerModel, ModelFailure } from './model.ts'
import { handOver } from './responsible.ts'
import type { Found } from './retrieve.ts'
import type { Triage } from './triage.ts'
import type { Decision, Turn, TurnParts } from './turn.ts'
import { words } from './words.ts'

/** Articles this close in score to the best are all what the visitor may mean; more than three are no help. */
const closeScore = 0.75
const mostChoices = 3
/** Below this share of words the shop knows, a question is not about the shop. */
const ownField = 0.5

/** Answers, asks, declines or hands over, by the confidence that the best article is right. */
export async function answer(message: Triage, found: Found, turn: Turn, parts: TurnParts): Promise<Decision> {
  const { finding, best } = found
  const { confidence } = finding
  if (best && confidence >= found.answerAt) {
    if (found.lead !== 'assistant') return { ...handOver('policy', message.language, parts), confidence }
    return { ...(await phrased(best.article, message, found, turn, parts)), confidence }
  }
  return { ...unsure(message, found, turn, parts), confidence }
}

/** What to do without a confident answer: one clarifying question, a person, or an honest decline. */
function unsure(message: Triage, found: Found, turn: Turn, parts: TurnParts): Decision {
  const { finding } = found
  const { askAt, missesAllowed } = parts.responsibilities
  const catalogue = words[message.language]
  const [first] = finding.candidates
  const misses = (turn.caseFile.misses ?? 0) + 1
  if (finding.confidence >= askAt && turn.caseFile.awaiting !== 'clarification' && first) {
    const close = finding.candidates
      .filter((each) => each.score >= first.score * closeScore)
      .slice(0, mostChoices)
    return {
      outcome: 'asked',
      language: message.language,
      text: close.length > 1 ? catalogue.whichOne : catalogue.isItThis,
      choices: [...close.map((each) => each.title), catalogue.person],
      facts: { awaiting: 'clarification', misses },
    }
  }
  if (misses > missesAllowed) return handOver('repeated-failure', message.language, parts)
  if (finding.confidence >= askAt) return handOver('low-confidence', message.language, parts)
  if (finding.known >= ownField) return handOver('no-knowledge', message.language, parts)
  return {
    outcome: 'declined',
    language: message.language,
    text: catalogue.declined,
    choices: [catalogue.person],
    facts: { awaiting: null, misses },
  }
}

/** The article's own words; with a model, its wording of them, or its own words again where the model fails. */
async function phrased(
  article: Article,
  message: Triage,
  found: Found,
  turn: Turn,
  parts: TurnParts,
): Promise<Decision> {
  const curated = curatedAnswer(article, message, found)
  if (!parts.model) return curated
  try {
    return (await modelAnswer(parts.model, message, found, turn, parts)) ?? curated
  } catch (reason) {
    const modelFailure = reason instanceof ModelFailure ? reason.reason : String(reason)
    parts.record('answer', { model: 'failed', reason: modelFailure })
    return { ...curated, modelFailure }
  }
}

function curatedAnswer(article: Article, message: Triage, found: Found): Decision {
  const isForeign = article.language !== message.language
  return {
    outcome: 'answered',
    language: message.language,
    text: isForeign ? `${words[message.language].otherLanguage}\n\n${article.body}` : article.body,
    citations: [citationOf(article, found.best?.candidate.passage)],
    facts: { awaiting: null, misses: 0 },
  }
}

async function modelAnswer(
  model: AnswerModel,
  message: Triage,
  found: Found,
  turn: Turn,
  parts: TurnParts,
): Promise<Decision | undefined> {
  const sources = found.finding.candidates.slice(0, 3).flatMap((candidate) => {
    const article = parts.knowledge?.article(candidate.articleId, candidate.language)
    return article ? [article] : []
  })
  parts.progress('writing')
  const reply = await model.phrase({
    question: turn.text,
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
  return {
    outcome: 'answered',
    language: message.language,
    text: reply.text,
    citations: reply.citations.flatMap((number) => {
      const article = sources[number - 1]
      return article ? [citationOf(article)] : []
    }),
    facts: { awaiting: null, misses: 0 },
    model: used,
  }
}

function citationOf(article: Article, passage?: string): Citation {
  return { articleId: article.id, title: article.title, passage: passage ?? article.body }
}
