import type { Article } from '#shared/knowledge.ts'
import { contentWords, shareSpokenOf } from './content-words.ts'
import { type Finds, type Found, isAnswered, nothingFound } from './found.ts'
import { splitQuestions } from './split-questions.ts'

/** One question of a message that holds several. */
export interface FoundPart {
  question: string
  finding: Finds
  /** What answers it; where there is none, the reply says so. */
  article: Article | undefined
}

/** More questions than these in one message are not searched: the reply names them. */
const mostParts = 4
/** One confidence is clearly above another by this much, 0 to 1. */
const clearly = 0.2

/**
 * What a message finds when each of its questions is searched for itself: `undefined` where it holds one question, or
 * where the whole message is answered better than any part of it.
 */
export async function askedTogether(
  whole: Found,
  search: (question: string) => Promise<Found>,
): Promise<Found | undefined> {
  const asked = splitQuestions(whole.question)
  if (asked.length < 2) return undefined
  const searched = await Promise.all(
    asked.slice(0, mostParts).map(async (part) => ({ ...part, found: await search(part.text) })),
  )
  const answered = searched.filter(({ found }) => mayAnswer(found))
  const articles = new Map(answered.map(({ found }) => [found.best?.article.id, found.best?.article]))
  const best = Math.max(0, ...answered.map(({ found }) => found.finding.confidence))
  if (articles.size === 0 || whole.finding.confidence > best) return undefined
  const parts: FoundPart[] = []
  for (const { text, isQuestion, found } of searched) {
    const article = mayAnswer(found) ? found.best?.article : undefined
    if (article ? parts.some((each) => each.article?.id === article.id) : !isQuestion) continue
    if (article === undefined && isCovered(text, found, articles)) continue
    parts.push({ question: text, finding: found.finding, article })
  }
  for (const { text } of asked.slice(mostParts)) {
    parts.push({ question: text, finding: nothingFound, article: undefined })
  }
  if (parts.length < 2) {
    // The same thing asked in two ways: each leads to the article that both together do not reach.
    const isSame = articles.size === 1 && answered.length === searched.length
    return isSame && !isAnswered(whole) ? surestOf(answered) : undefined
  }
  // With one answer among the parts, the whole must not plainly point elsewhere.
  const isElsewhere = isAnswered(whole) && !articles.has(whole.best?.article.id)
  return articles.size === 1 && isElsewhere && whole.finding.confidence > best - clearly
    ? undefined
    : { ...whole, parts }
}

function surestOf(answered: { found: Found }[]): Found | undefined {
  return answered
    .map(({ found }) => found)
    .sort((one, other) => other.finding.confidence - one.finding.confidence)[0]
}

function mayAnswer(found: Found): boolean {
  return isAnswered(found) && found.lead === 'assistant'
}

/** An article that is shown anyway is the nearest to the part, or speaks of all that the part names. */
function isCovered(
  text: string,
  found: Found,
  articles: ReadonlyMap<string | undefined, Article | undefined>,
): boolean {
  if (articles.has(found.best?.article.id)) return true
  const content = contentWords(text)
  return [...articles.values()].some(
    (article) => article && shareSpokenOf(content, `${article.title}\n${article.body}`) === 1,
  )
}
