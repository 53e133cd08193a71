import type { Candidate } from '../../knowledge/index.ts'
import type { Triage } from '../reading/triage.ts'
import type { Turn, TurnParts } from '../turn.ts'
import { askedText } from './asked-text.ts'
import { pastExamples } from './example-words.ts'
import { type Found, searchFor } from './found.ts'
import { resolveFollowUp } from './resolve.ts'
import { askedTogether } from './several.ts'

/** Longer passages are cut in the trace, where they only have to be recognised. UTF-16 units. */
const mostPassage = 320

/**
 * Searches the live release for what the visitor asks, by itself or as what it means after the question before.
 *
 * @param asked what the turn's messages ask, where that is less than they say
 */
export async function retrieve(
  message: Triage,
  turn: Turn,
  parts: TurnParts,
  asked = askedText(turn.messages),
): Promise<Found> {
  const search = (question: string) => searchFor(question, message.language, parts)
  const alone = await pastExamples(await search(asked), parts, search)
  const resolved = await resolveFollowUp(alone, turn, parts, search)
  const together = resolved ? undefined : await askedTogether(alone, search)
  const found = resolved ?? together ?? alone
  parts.record('retrieve', {
    release: found.release,
    question: asked,
    ...(resolved && { rewritten: resolved.question }),
    confidence: found.finding.confidence,
    answerable: found.finding.answerable,
    known: found.finding.known,
    candidates: nearestOf(found)
      .slice(0, 3)
      .map(({ passage, ...candidate }) => ({ ...candidate, passage: shortened(passage) })),
    ...(found.parts && {
      parts: found.parts.map(({ question, article, finding }) => ({
        question,
        article: article?.id ?? null,
        confidence: finding.confidence,
      })),
    }),
    ...(found.best && { topic: found.best.article.topic }),
    row: found.row,
    lead: found.lead,
    answerAt: found.answerAt,
    askAt: parts.responsibilities.askAt,
  })
  return found
}

function nearestOf(found: Found): Candidate[] {
  if (found.parts === undefined) return found.finding.candidates
  return found.parts.flatMap(({ finding, article }) => (article && finding.candidates[0]) ?? [])
}

function shortened(passage: string): string {
  const plain = passage.trim()
  return plain.length <= mostPassage ? plain : `${plain.slice(0, mostPassage - 1).toWellFormed()}…`
}
