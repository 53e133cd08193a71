import type { Candidate } from '../knowledge/index.ts'
import { askedText } from './asked-text.ts'
import { type Found, searchFor } from './found.ts'
import { resolveFollowUp } from './resolve.ts'
import { askedTogether } from './several.ts'
import type { Triage } from './triage.ts'
import type { Turn, TurnParts } from './turn.ts'

/** Searches the live release for what the visitor asks, by itself or as what it means after the question before. */
export async function retrieve(message: Triage, turn: Turn, parts: TurnParts): Promise<Found> {
  const search = (question: string) => searchFor(question, message.language, parts)
  const alone = await search(askedText(turn.messages))
  const resolved = await resolveFollowUp(alone, turn, parts, search)
  const together = resolved ? undefined : await askedTogether(alone, search)
  const found = resolved ?? together ?? alone
  parts.record('retrieve', {
    release: found.release,
    ...(resolved && { rewritten: resolved.question }),
    confidence: found.finding.confidence,
    answerable: found.finding.answerable,
    known: found.finding.known,
    candidates: nearestOf(found)
      .slice(0, 3)
      .map(({ articleId, language, version, score }) => ({ articleId, language, version, score })),
    ...(found.parts && {
      parts: found.parts.map(({ question, article, finding }) => ({
        question,
        article: article?.id ?? null,
        confidence: finding.confidence,
      })),
    }),
    lead: found.lead,
    answerAt: found.answerAt,
  })
  return found
}

function nearestOf(found: Found): Candidate[] {
  if (found.parts === undefined) return found.finding.candidates
  return found.parts.flatMap(({ finding, article }) => (article && finding.candidates[0]) ?? [])
}
