import type { Article } from '#shared/knowledge.ts'
import { rowFor } from '#shared/responsibility.ts'
import type { Compared } from '#shared/trace.ts'
import { clarify, closeScore } from '../answering/clarification.ts'
import { wordsOf } from '../answering/content-words.ts'
import { pointsBack } from '../answering/follow-up.ts'
import { type Found, searchFor } from '../answering/found.ts'
import type { Triage } from '../reading/triage.ts'
import { handOver } from '../responsible.ts'
import type { Decision, Given, Missed, MissSign, Turn, TurnParts } from '../turn.ts'
import { words } from '../words.ts'
import type { Denial } from './denial.ts'
import { isRepeat } from './repeat.ts'

/** An answer of ours that missed, as the visitor's next message shows. */
export interface Miss {
  sign: MissSign
  /** With this miss counted. */
  missed: Missed
  /** What they ask now leads to an article that missed. */
  isSameAgain: boolean
  /** What they ask now is the same question. */
  isSameQuestion: boolean
}

/** Misses of one question after which a person takes over. */
const mostMisses = 2
/** Longer words of a visitor are not kept for a summary. UTF-16 units. */
const mostSaid = 280

/**
 * Whether the visitor's message shows that the answer before it missed: it says so, it asks the same again, or that
 * answer was rated unhelpful.
 *
 * @param asked what the message asks, without the denial it opens with; empty where it only denies
 */
export function missOf(
  found: Found,
  asked: string,
  denial: Denial | undefined,
  turn: Turn,
  parts: TurnParts,
): Miss | undefined {
  const { given, missed } = turn.caseFile
  const about = given ?? missed
  if (!about || !isAnswering(turn)) return undefined
  const articles = [...new Set([...about.articles, ...(missed?.articles ?? [])])]
  const isOwn = asked !== '' && !found.parts && !pointsBack(asked) && wordsOf(asked).length > 1
  const isSameQuestion =
    isOwn &&
    [given, missed].some((each) => each && isRepeat(asked, each, nearest(found, parts), around(found, parts)))
  const sign = denial
    ? 'denied'
    : isSameQuestion
      ? 'repeated'
      : given && turn.isLastUnhelpful
        ? 'rated'
        : undefined
  if (sign === undefined) return undefined
  return {
    sign,
    missed: {
      said: saidAll(about, sign === 'rated' && !isSameQuestion ? '' : asked),
      question: about.question,
      articles,
      times: (missed?.times ?? 0) + 1,
    },
    isSameAgain: found.best !== undefined && articles.includes(found.best.article.id),
    isSameQuestion: isSameQuestion || asked === '',
  }
}

/** Whether the assistant spoke last: what a person at the desk said is theirs to mend. */
export function isAnswering({ history }: Turn): boolean {
  return history.findLast(({ sender }) => sender !== 'visitor')?.sender === 'assistant'
}

/**
 * What to do after an answer that missed; `undefined` where the visitor now asks something else, which is answered as
 * ever. The article that missed is not sent again: the next best is quoted and asked about, and the second miss goes
 * to a person.
 */
export async function afterMiss(
  miss: Miss,
  found: Found,
  message: Triage,
  parts: TurnParts,
): Promise<Decision | undefined> {
  const { missed, sign } = miss
  const { language } = message
  const facts = { missed }
  parts.record('answer', {
    missed: sign,
    question: missed.question,
    articles: missed.articles,
    times: missed.times,
  })
  if (missed.times >= mostMisses && sign !== 'rated') {
    const handed = handOver('repeated-failure', language, parts)
    const times: Compared = { measure: 'times', value: missed.times, threshold: mostMisses }
    return {
      ...handed,
      facts: { ...handed.facts, ...facts },
      summary: missed.said,
      missSign: sign,
      rule: { name: 'missed-twice', compared: [times] },
    }
  }
  if (!miss.isSameQuestion && !miss.isSameAgain) return undefined
  const { notThat, closest } = words[language]
  const readings = miss.isSameQuestion ? [found, await searchFor(missed.question, language, parts)] : [found]
  const next = miss.isSameQuestion ? nextBest(readings, missed, parts) : undefined
  // Who asks the same again may not have seen that it was answered; who said "no" has.
  const part = sign === 'denied' && miss.isSameQuestion ? undefined : partOf(found, missed, parts)
  const asked =
    (next && clarify(next, language, missed.times, notThat)) ??
    (part && clarify(part, language, missed.times, closest))
  if (asked)
    return {
      ...asked,
      facts: { ...asked.facts, ...facts },
      missSign: sign,
      rule: { name: 'missed-next' },
    }
  const handed = handOver('low-confidence', language, parts)
  return {
    ...handed,
    facts: { ...handed.facts, ...facts },
    summary: missed.said,
    missSign: sign,
    rule: { name: 'missed-nothing-else' },
  }
}

/** The best article that has not missed, where every reading of the question is nearly as close to it as to its best. */
function nextBest(readings: readonly Found[], missed: Missed, parts: TurnParts): Found | undefined {
  const [first] = readings
  if (first === undefined) return undefined
  const closeness = (found: Found, id: string, language: string) => {
    const [top] = found.finding.candidates
    const own = found.finding.candidates.find((each) => each.articleId === id && each.language === language)
    return top && own ? own.score / Math.max(top.score, own.score) : 0
  }
  const ranked = first.finding.candidates
    .filter(({ articleId }) => !missed.articles.includes(articleId))
    .flatMap((candidate) => {
      const article = parts.knowledge?.article(candidate.articleId, candidate.language)
      const score = Math.min(
        ...readings.map((each) => closeness(each, candidate.articleId, candidate.language)),
      )
      return article && mayShow(article, parts) ? [{ candidate, article, score }] : []
    })
    .sort((one, other) => other.score - one.score)
  const [best] = ranked
  return best && best.score >= closeScore ? { ...first, ...doubtful(best, missed) } : undefined
}

/** The part of an article already sent that is nearest to the new words; not where that is the whole of it. */
function partOf(found: Found, missed: Missed, parts: TurnParts): Found | undefined {
  const candidate = found.finding.candidates.find(({ articleId }) => missed.articles.includes(articleId))
  const article = candidate && parts.knowledge?.article(candidate.articleId, candidate.language)
  if (!article || !mayShow(article, parts) || candidate.passage.trim() === article.body.trim())
    return undefined
  return { ...found, ...doubtful({ candidate, article }, missed) }
}

function doubtful(best: NonNullable<Found['best']>, missed: Missed): Partial<Found> {
  const { candidate, article } = best
  return {
    question: missed.question,
    best: { candidate, article },
    finding: { confidence: 0, answerable: 0, known: 0, candidates: [candidate] },
    isDoubtful: true,
  }
}

function mayShow(article: Article, parts: TurnParts): boolean {
  return rowFor(parts.responsibilities, article.topic).lead === 'assistant'
}

/** The articles that a question is about as near to as to the best, best first. */
function nearest(found: Found, parts: TurnParts): Article[] {
  const [top] = found.finding.candidates
  const near = found.finding.candidates.filter((each) => each.score >= (top?.score ?? 0) * closeScore)
  return articlesOf(near, parts)
}

function around(found: Found, parts: TurnParts): Article[] {
  return articlesOf(found.finding.candidates, parts)
}

function articlesOf(candidates: Found['finding']['candidates'], parts: TurnParts): Article[] {
  return candidates.flatMap(({ articleId, language }) => parts.knowledge?.article(articleId, language) ?? [])
}

/** The visitor's words for one question, first to last, on one line. */
export function saidAll({ said }: Pick<Given, 'said'>, more: string): string {
  const line = more.replaceAll(/\s+/g, ' ').trim()
  const all = [said, ...(said.includes(line) ? [] : [line])].filter(Boolean).join(' / ')
  return all.length <= mostSaid ? all : `${all.slice(0, mostSaid - 1).toWellFormed()}…`
}
