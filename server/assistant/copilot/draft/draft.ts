import { randomUUID } from 'node:crypto'
import type { CopilotDraft, DraftBasis } from '#shared/copilot.ts'
import type { Article } from '#shared/knowledge.ts'
import { type Found, isAnswered } from '../../answering/found.ts'
import type { Grounds } from '../../judge/index.ts'
import { rulesFor } from '../../models/index.ts'
import { ownHosts } from '../../own-hosts.ts'
import type { TurnParts } from '../../turn.ts'
import { type Guarded, guardDraft } from '../guard.ts'
import { articlesOf, certaintyOf, citationOf, engineParts, findFor, hasAnswer } from '../knowledge.ts'
import { type Matter, matterOf } from '../matter.ts'
import { copilotWords } from '../words/copilot-words.ts'
import { atWork, type CopilotParts, type CopilotRequest, type Work } from '../work.ts'
import { articleText, framed } from './compose.ts'
import { type ToolView, toolsFor } from './facts.ts'
import { keepDraft } from './kept.ts'
import { phraseDraft } from './phrase.ts'

/** What a draft is made of. */
export interface Ground {
  matter: Matter
  found: Found
  tools: ToolView
  /** Nearest first; none where the knowledge has no answer. */
  articles: Article[]
  grounds: Grounds
}

/**
 * A reply for an agent to look at: what the knowledge and the shop's systems say, in a model's words where there is one.
 * Nothing is sent. It is kept under its id, so that what the agent changes in it can be told.
 */
export async function draftReply(parts: CopilotParts, request: CopilotRequest): Promise<CopilotDraft> {
  return atWork(parts, request, async (work) => {
    work.tell('reading')
    const matter = await matterOf(parts.store.read, request.conversation)
    const draft = matter.asked.length > 0 ? await answering(matter, work) : beingPolite(matter)
    if (draft.basis !== 'nothing') await keepDraft(parts, work, draft)
    return draft
  })
}

async function answering(matter: Matter, work: Work): Promise<CopilotDraft> {
  const engine = await engineParts(work)
  work.tell('searching')
  const [found, tools] = await Promise.all([findFor(matter, engine), toolsFor(matter, engine)])
  const near = articlesOf(found, engine)
  const articles = hasAnswer(found, engine) ? near : []
  const ground = { matter, found, tools, articles, grounds: await groundsFor(matter, articles, tools, work) }
  const basis = basisOf(ground)
  const nearest = near.map((article) => citationOf(article, passageIn(found, article)))
  const common = {
    ...started(matter, basis),
    nearest: basis === 'articles' ? [] : nearest,
    facts: tools.results.map(({ text }) => text),
    confidence: certaintyOf(found),
    isSure: found.parts !== undefined || isAnswered(found),
    question: found.question,
    ...(tools.isShopSilent && { isShopSilent: true }),
  }
  if (basis === 'nothing') return common
  if (basis === 'order') {
    const text = framed(copilotWords[matter.language].askProof(engine.shop?.orderExample), matter, false)
    return { ...common, text }
  }
  const phrased = await phraseDraft(ground, work)
  if ('without' in phrased) {
    const { without, foundNothing } = phrased
    // Where neither the engine is sure nor the model finds an answer, there is none.
    if (foundNothing && basis === 'articles' && !common.isSure)
      return { ...common, basis: 'nothing', nearest }
    return { ...common, ...inOwnWords(ground, engine), without }
  }
  const { text, doubts, cited } = phrased
  return {
    ...common,
    text: framed(text, matter, false),
    byModel: true,
    doubts,
    citations: cited.map((article) => citationOf(article, passageIn(found, article))),
  }
}

/** The order as it stands, or the article, with our own words around it. */
function inOwnWords(ground: Ground, engine: TurnParts): Pick<CopilotDraft, 'text' | 'doubts' | 'citations'> {
  const { matter, found, tools, grounds } = ground
  const body = tools.order ?? articleText(found, matter) ?? ''
  const shown = tools.order === undefined ? quotedOf(ground, engine) : []
  // What is quoted word for word proves itself; an article in the other language is still marked.
  const judged: Guarded = guardDraft(body, grounds) ?? {
    text: body,
    doubts: [{ kind: 'wrong-language', sentence: body.split('\n')[0]?.slice(0, 400) ?? '' }],
  }
  return {
    text: framed(judged.text, matter),
    doubts: judged.doubts,
    citations: shown.map((article) => citationOf(article, passageIn(found, article))),
  }
}

function quotedOf({ found, articles }: Ground, engine: TurnParts): Article[] {
  if (found.parts) return articles
  const best = found.best && engine.knowledge?.article(found.best.article.id, found.best.article.language)
  return best ? [best] : []
}

function basisOf({ tools, articles }: Ground): DraftBasis {
  if (tools.order !== undefined) return 'tools'
  // "How do I track a parcel?" has an article; who asks where theirs is has to prove it first.
  if (tools.lacksProof) return 'order'
  return articles.length > 0 ? 'articles' : 'nothing'
}

async function groundsFor(
  matter: Matter,
  articles: readonly Article[],
  tools: ToolView,
  work: Work,
): Promise<Grounds> {
  const { parts, conversation, day } = work
  return {
    language: matter.language,
    passages: articles.map(({ title, body }) => ({ title, text: body })),
    toolResults: tools.results,
    visitorText: matter.asked.join('\n'),
    allowedLinks: await ownHosts(parts.store.read, conversation.workspace_id),
    today: day,
    rules: rulesFor(matter.language),
  }
}

/** Thanks, a greeting, or nothing said at all. */
function beingPolite(matter: Matter): CopilotDraft {
  const { courtesy, language } = matter
  if (courtesy === undefined) return started(matter, 'nothing')
  const said = copilotWords[language].courtesy[courtesy]
  return { ...started(matter, 'courtesy'), text: framed(said, { ...matter, isGreeted: true }, false) }
}

function started({ language }: Matter, basis: DraftBasis): CopilotDraft {
  return {
    ...{ draftId: randomUUID(), text: '', language, basis, byModel: false },
    ...{ citations: [], nearest: [], facts: [], doubts: [] },
  }
}

function passageIn({ finding, parts }: Found, { id }: Article): string | undefined {
  const candidates = parts ? parts.flatMap((part) => part.finding.candidates) : finding.candidates
  return candidates.find(({ articleId }) => articleId === id)?.passage
}
