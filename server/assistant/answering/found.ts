import type { Article, Language } from '#shared/knowledge.ts'
import { rowFor } from '#shared/responsibility.ts'
import type { Candidate, Finding } from '../../knowledge/index.ts'
import type { TurnParts } from '../turn.ts'
import type { FoundPart } from './several.ts'

/** The part of a finding that a turn decides by. */
export type Finds = Pick<Finding, 'confidence' | 'answerable' | 'known' | 'candidates'>

/** What the knowledge says to one question, and how far the responsibility list lets the assistant go with it. */
export interface Found {
  /** The question that was searched: a follow-up as it was understood. */
  question: string
  finding: Finds
  best: { candidate: Candidate; article: Article } | undefined
  /** The release's number; `undefined` where nothing is published. */
  release: number | undefined
  /** The topic of the list's row that leads the best article. */
  row: string
  lead: 'assistant' | 'assistant-with-approval' | 'person'
  answerAt: number
  /** A reading that only a person can confirm: it is asked about, however confident the engine. */
  isDoubtful?: boolean
  /** Another article that the question may as well be about: the visitor is asked which is meant. */
  contest?: Candidate | undefined
  /** The questions of a message that holds several, in order, where they are answered one by one. */
  parts?: FoundPart[]
}

export const nothingFound: Finds = { confidence: 0, answerable: 0, known: 0, candidates: [] }
/** The most articles a model is shown for one question. */
const mostSources = 3

/** What the knowledge says to one question, with the row of the list that its best article falls under. */
export async function searchFor(question: string, language: Language, parts: TurnParts): Promise<Found> {
  const { knowledge, responsibilities } = parts
  const finding = (await knowledge?.engine.find(question, { language, day: parts.day })) ?? nothingFound
  const candidate = finding.candidates[0]
  const article = candidate && knowledge?.article(candidate.articleId, candidate.language)
  const row = rowFor(responsibilities, article?.topic ?? '*')
  return {
    question,
    finding,
    best: candidate && article && { candidate, article },
    release: knowledge?.release,
    row: row.topic,
    lead: row.lead,
    answerAt: row.answerAt,
  }
}

/** Whether the assistant may answer with the best article by itself. */
export function isAnswered(found: Found): boolean {
  const isClear = !found.isDoubtful && found.contest === undefined
  return found.best !== undefined && isClear && found.finding.confidence >= found.answerAt
}

/** The articles that an answer may stand on, nearest first. */
export function sourcesOf(found: Found, parts: TurnParts, most = mostSources): Article[] {
  if (found.parts) return found.parts.flatMap(({ article }) => article ?? [])
  return found.finding.candidates
    .slice(0, most)
    .flatMap(({ articleId, language }) => parts.knowledge?.article(articleId, language) ?? [])
    .filter(({ topic }) => rowFor(parts.responsibilities, topic).lead === 'assistant')
}
