import type { Citation } from '#shared/conversation.ts'
import type { Cite, CopilotCitation, FoundArticle } from '#shared/copilot.ts'
import type { Article, Language } from '#shared/knowledge.ts'
import { rowFor } from '#shared/responsibility.ts'
import { askedText } from '../answering/asked-text.ts'
import { type Found, isAnswered } from '../answering/found.ts'
import { retrieve } from '../answering/retrieve.ts'
import { isQuestion, sentencesOf } from '../answering/split-questions.ts'
import { asKnowledge } from '../instructions-inside.ts'
import type { TurnParts } from '../turn.ts'
import { type Matter, matterOf, turnOf } from './matter.ts'
import { atWork, type CopilotParts, type CopilotRequest, type Work } from './work.ts'

/** The most articles that a draft stands on, and that a search shows. */
const mostSources = 3
const mostFound = 6

/** What a person at the desk is shown of an article. UTF-16 units. */
const longestPassage = 1_200

/** The parts that the assistant's engine works with, where nobody but an agent hears of it. */
export async function engineParts(work: Work): Promise<TurnParts> {
  const { parts, conversation, signal, day, model, tell } = work
  const { workspace_id: workspaceId } = conversation
  const knowledge = await parts.library.live(workspaceId)
  return {
    knowledge: knowledge && asKnowledge(knowledge),
    responsibilities: await parts.responsibilitiesOf(workspaceId),
    shop: parts.shopOf(workspaceId),
    model,
    isDeskOpen: true,
    day,
    signal,
    progress: (state) => {
      if (state === 'searching' || state === 'writing') tell(state)
    },
    // A trace is of the assistant's turns; the copilot answers the agent alone.
    record: () => undefined,
  }
}

/**
 * What the knowledge says to the matter, follow-ups and several questions included. Where all that was said leads
 * nowhere, its questions are searched without what stands around them: a name, an order number, a story.
 */
export async function findFor(matter: Matter, engine: TurnParts): Promise<Found> {
  const turn = turnOf(matter)
  const asked = askedText(matter.asked)
  const found = await retrieve(matter.triage, turn, engine, asked)
  const questions = sentencesOf(asked).filter(isQuestion).join(' ')
  if (hasAnswer(found, engine) || questions === '' || questions === asked) return found
  const bare = await retrieve(matter.triage, turn, engine, questions)
  return hasAnswer(bare, engine) ? bare : found
}

/** The articles that a draft may stand on: for people there are no topics kept from them. */
export function articlesOf(found: Found, engine: TurnParts): Article[] {
  if (found.parts) return found.parts.flatMap(({ article }) => article ?? [])
  return found.finding.candidates
    .slice(0, mostSources)
    .flatMap(({ articleId, language }) => engine.knowledge?.article(articleId, language) ?? [])
}

/** Below these, 0 to 1, no article is likely to answer, or the shop's articles hardly know the words. */
const answerable = 0.5
const known = 0.5

/** Whether the knowledge has an answer: where the assistant would at least ask whether this is meant. */
export function hasAnswer(found: Found, engine: TurnParts): boolean {
  const { finding, parts } = found
  if (parts !== undefined || isAnswered(found)) return true
  const isLikely = finding.confidence >= engine.responsibilities.askAt
  return isLikely && finding.answerable >= answerable && finding.known >= known
}

/** The calibrated probability that the answer is right: of several answers the least certain one's. */
export function certaintyOf({ finding, parts }: Found): number {
  const answered = parts?.flatMap((part) => (part.article ? [part.finding.confidence] : [])) ?? []
  return answered.length > 0 ? Math.min(...answered) : finding.confidence
}

/** What leads the topic of the best article: a person, where the list says so. */
export function leadOf(found: Found, engine: TurnParts) {
  return rowFor(engine.responsibilities, found.best?.article.topic ?? '*')
}

export function citationOf(article: Article, passage?: string): CopilotCitation {
  const { id, language, version, title } = article
  const text = passage?.trim() ? wholePassage(passage.trim(), article) : article.body
  return { articleId: id, language, version, title, passage: text.slice(0, longestPassage).toWellFormed() }
}

/** A line that leads to a list says nothing without it. */
function wholePassage(passage: string, { body }: Article): string {
  if (!/[:：]$/.test(passage)) return passage
  const after = body
    .split(passage)[1]
    ?.trim()
    .split(/\n{2,}/)[0]
  return after ? `${passage}\n\n${after}` : passage
}

/** Articles for a person who looks for one: the engine's own search, in what language they ask. */
export async function findArticles(
  parts: CopilotParts,
  request: CopilotRequest & { query?: string | undefined; language?: Language | undefined },
): Promise<{ articles: FoundArticle[]; query: string }> {
  return atWork(parts, request, async (work) => {
    const matter = await matterOf(parts.store.read, request.conversation)
    const query = request.query || askedText(matter.asked).slice(0, 400).toWellFormed()
    const { knowledge, day } = await engineParts(work)
    if (query === '' || knowledge === undefined) return { articles: [], query }
    const language = request.language ?? matter.language
    const { candidates } = await knowledge.engine.find(query, { language, day, limit: mostFound })
    const articles = candidates.flatMap(
      ({ articleId, language: own, passage, confidence }): FoundArticle[] => {
        const article = knowledge.article(articleId, own)
        return article
          ? [
              {
                ...citationOf(article, passage),
                topic: article.topic,
                ...(confidence !== undefined && { confidence }),
              },
            ]
          : []
      },
    )
    return { articles, query }
  })
}

/** Articles that an agent quotes, as the live release has them: what a visitor is told to stand on is really there. */
export async function citeArticles(
  { library }: Pick<CopilotParts, 'library'>,
  workspaceId: string,
  cites: readonly Cite[] = [],
): Promise<Citation[] | undefined> {
  if (cites.length === 0) return undefined
  const live = await library.live(workspaceId)
  const knowledge = live && asKnowledge(live)
  const cited = cites.flatMap(({ articleId, language }) => {
    const article = knowledge?.article(articleId, language)
    return article ? [{ articleId, title: article.title, passage: article.body }] : []
  })
  return cited.length > 0 ? cited : undefined
}
