import type { Article } from '#shared/knowledge.ts'
import { rowFor } from '#shared/responsibility.ts'
import type { Candidate, Finding } from '../knowledge/index.ts'
import type { Triage } from './triage.ts'
import type { Turn, TurnParts } from './turn.ts'

/** What the knowledge offers, and how far the responsibility list lets the assistant go with it. */
export interface Found {
  finding: Finding
  best: { candidate: Candidate; article: Article } | undefined
  /** The release's number; `undefined` where nothing is published. */
  release: number | undefined
  lead: 'assistant' | 'assistant-with-approval' | 'person'
  answerAt: number
}

const nothing: Finding = { confidence: 0, known: 0, candidates: [] }

/** Searches the live release for the visitor's question. */
export function retrieve(message: Triage, turn: Turn, parts: TurnParts): Found {
  const { knowledge, responsibilities } = parts
  const finding = knowledge?.engine.find(turn.text, { language: message.language, day: parts.day }) ?? nothing
  const candidate = finding.candidates[0]
  const article = candidate && knowledge?.article(candidate.articleId, candidate.language)
  const row = rowFor(responsibilities, article?.topic ?? '*')
  parts.record('retrieve', {
    release: knowledge?.release,
    confidence: finding.confidence,
    known: finding.known,
    candidates: finding.candidates.slice(0, 3).map(({ articleId, language, version, score }) => ({
      articleId,
      language,
      version,
      score,
    })),
    lead: row.lead,
    answerAt: row.answerAt,
  })
  return {
    finding,
    best: candidate && article && { candidate, article },
    release: knowledge?.release,
    lead: row.lead,
    answerAt: row.answerAt,
  }
}
