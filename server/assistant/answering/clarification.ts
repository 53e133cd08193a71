import type { Article, Language } from '#shared/knowledge.ts'
import { readDenial } from '../misses/denial.ts'
import type { Triage } from '../reading/triage.ts'
import { handOver, ledByPeople } from '../responsible.ts'
import type { Clarification, Decision, Turn, TurnParts } from '../turn.ts'
import { words } from '../words.ts'
import { readChoiceReply } from './choice-reply.ts'
import { answerInOrder, answerWith, settled, topicOf } from './curated.ts'
import { type Found, nothingFound } from './found.ts'

/** Articles this close in score to the best are all what the visitor may mean; more than three are no help. */
export const closeScore = 0.75
const mostChoices = 3

/**
 * One clarifying question: which of two or three articles is meant, or whether the quoted passage of one answers.
 *
 * @param opening stands before a quoted passage
 */
export function clarify(
  found: Found,
  language: Language,
  misses: number,
  opening = words[language].isItThis,
): Decision | undefined {
  const { best, finding, question } = found
  if (best === undefined) return undefined
  const { contest } = found
  const close = (contest ? [best.candidate, contest] : finding.candidates)
    .filter((each) => each === contest || each.score >= best.candidate.score * closeScore)
    .filter((each, place, all) => all.findIndex(({ title }) => title === each.title) === place)
    .slice(0, mostChoices)
  const isOne = close.length === 1 || found.isDoubtful === true
  // What a person leads is not quoted to the visitor on the way.
  if (isOne && found.lead !== 'assistant') return undefined
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
      ? [opening, ...foreign, passage.trim(), catalogue.doesItAnswer].join('\n\n')
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
  const reply = readChoiceReply(turn.text, titles) ?? (readDenial(turn.text)?.rest === '' ? 'no' : undefined)
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
    candidates: meant.map(({ id, language, version, title }) => ({
      articleId: id,
      language,
      version,
      title,
    })),
  })
  // "No" tells a person nothing: what they need is the question it was the reply to.
  if (reply === 'no') {
    const summary = turn.caseFile.missed?.said ?? question
    return {
      ...handOver('low-confidence', language, parts),
      summary,
      rule: { name: 'clarification-denied' },
    }
  }
  if (reply === 'yes' && clarification.isWhole && offers.length === 1) {
    return {
      outcome: 'answered',
      language,
      text: words[language].thanks,
      facts: settled,
      rule: { name: 'clarified' },
    }
  }
  const decided = shown(meant, question, language, parts)
  return { rule: { name: 'clarified' }, ...decided }
}

/** The chosen articles in full; a person where they are gone from the release or a person leads their topic. */
function shown(
  articles: readonly Article[],
  question: string,
  language: Language,
  parts: TurnParts,
): Decision {
  const [article] = articles
  if (article === undefined)
    return { ...handOver('low-confidence', language, parts), rule: { name: 'article-gone' } }
  for (const { topic } of articles) {
    const forPeople = ledByPeople(topic, language, parts)
    if (forPeople) return forPeople
  }
  if (articles.length === 1) return answerWith(article, language, { question })
  return answerInOrder(
    articles.map((each) => ({ question: each.title, finding: nothingFound, article: each })),
    language,
  )
}
