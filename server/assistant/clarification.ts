import type { Article, Language } from '#shared/knowledge.ts'
import { rowFor } from '#shared/responsibility.ts'
import { readChoiceReply } from './choice-reply.ts'
import { answerInOrder, answerWith, settled, topicOf } from './curated.ts'
import { type Found, nothingFound } from './found.ts'
import { handOver } from './responsible.ts'
import type { Triage } from './triage.ts'
import type { Clarification, Decision, Turn, TurnParts } from './turn.ts'
import { words } from './words.ts'

/** Articles this close in score to the best are all what the visitor may mean; more than three are no help. */
const closeScore = 0.75
const mostChoices = 3

/** One clarifying question: which of two or three articles is meant, or whether the quoted passage of one answers. */
export function clarify(found: Found, language: Language, misses: number): Decision | undefined {
  const { best, finding, question } = found
  if (best === undefined) return undefined
  const close = finding.candidates
    .filter((each) => each.score >= best.candidate.score * closeScore)
    .filter((each, place, all) => all.findIndex(({ title }) => title === each.title) === place)
    .slice(0, mostChoices)
  const isOne = close.length === 1 || found.isDoubtful === true
  const { passage } = best.candidate
  const catalogue = words[language]
  const clarification: Clarification = {
    question: question.slice(0, 400).toWellFormed(),
    language,
    offers: (isOne ? close.slice(0, 1) : close).map(({ articleId, language, title }) => ({
      articleId,
      language,
      title,
    })),
    isWhole: passage.trim() === best.article.body.trim(),
  }
  const foreign = best.article.language === language ? [] : [catalogue.otherLanguage]
  return {
    outcome: 'asked',
    language,
    text: isOne
      ? [catalogue.isItThis, ...foreign, passage.trim(), catalogue.doesItAnswer].join('\n\n')
      : catalogue.whichOne,
    ...(isOne && {
      citations: [{ articleId: best.article.id, title: best.article.title, passage }],
    }),
    choices: isOne ? [catalogue.yes, catalogue.no] : [...close.map((each) => each.title), catalogue.person],
    facts: {
      awaiting: 'clarification',
      clarification,
      topic: topicOf(question, best.article),
      misses,
    },
  }
}

/** What the visitor's reply to our clarifying question settles; `undefined` where it is a question of its own. */
export function settleClarification(message: Triage, turn: Turn, parts: TurnParts): Decision | undefined {
  const { awaiting, clarification } = turn.caseFile
  if (awaiting !== 'clarification' || !clarification) return undefined
  const titles = clarification.offers.map(({ title }) => title)
  const reply = readChoiceReply(turn.text, titles)
  if (reply === undefined) return undefined
  const isPick = typeof reply === 'object'
  const isTitle = isPick && titles.includes(turn.text.trim())
  const language = isTitle || !/\p{Letter}/u.test(turn.text) ? clarification.language : message.language
  parts.record('answer', {
    clarified: clarification.question,
    reply: isPick ? (titles[reply.pick] ?? '') : reply,
  })
  const { offers, question } = clarification
  const meant = (isPick ? offers.slice(reply.pick, reply.pick + 1) : offers).flatMap(
    (offer) => parts.knowledge?.article(offer.articleId, offer.language) ?? [],
  )
  parts.record('retrieve', {
    release: parts.knowledge?.release,
    candidates: meant.map(({ id, language, version }) => ({ articleId: id, language, version })),
  })
  // "No" tells a person nothing: what they need is the question it was the reply to.
  if (reply === 'no') return { ...handOver('low-confidence', language, parts), summary: question }
  if (reply === 'yes' && clarification.isWhole && offers.length === 1) {
    return { outcome: 'answered', language, text: words[language].thanks, facts: settled }
  }
  return shown(meant, question, language, parts)
}

/** The chosen articles in full; a person where they are gone from the release or a person leads their topic. */
function shown(
  articles: readonly Article[],
  question: string,
  language: Language,
  parts: TurnParts,
): Decision {
  const [article] = articles
  if (article === undefined) return handOver('low-confidence', language, parts)
  const isLed = articles.some(({ topic }) => rowFor(parts.responsibilities, topic).lead !== 'assistant')
  if (isLed) return handOver('policy', language, parts)
  if (articles.length === 1) return answerWith(article, language, { question })
  return answerInOrder(
    articles.map((each) => ({ question: each.title, finding: nothingFound, article: each })),
    language,
  )
}
