import type { Turn, TurnParts } from '../turn.ts'
import { shareSpokenOf } from './content-words.ts'
import { aboutSubject, asksNothing, ellipsisOf, readingsOf } from './follow-up.ts'
import { type Found, isAnswered } from './found.ts'

/** An article that speaks of less than this share of what a follow-up names does not answer it. */
const spokenOf = 0.5
/** "How much is it?" is half a question: what it finds by itself must be this sure to be meant, 0 to 1. */
const sureAlone = 0.9
/** Below this share of words the shop knows, the new part of a follow-up is nothing the shop speaks of. */
const ownField = 0.5

/**
 * What a follow-up finds when it is read together with the earlier question; `undefined` where the message is better
 * read by itself. The article must speak of what the follow-up names, or every fragment would be drawn back to the old
 * topic; one that does not is kept only for words the shop knows nothing of, and then asked about.
 */
export async function resolveFollowUp(
  alone: Found,
  turn: Turn,
  parts: TurnParts,
  search: (question: string) => Promise<Found>,
): Promise<Found | undefined> {
  const { topic } = turn.caseFile
  const ellipsis = topic ? ellipsisOf(alone.question) : undefined
  if (!topic || ellipsis === undefined) return undefined
  const isHalf = ellipsis.hasPronoun || ellipsis.content.length === 0
  if (isAnswered(alone) && (!isHalf || alone.finding.confidence >= sureAlone)) return undefined
  const { askAt } = parts.responsibilities
  const isBetter = (each: Found) =>
    each.best !== undefined &&
    (each.finding.confidence > alone.finding.confidence || (isHalf && isAnswered(each)))
  const isFitting = (each: Found) =>
    each.finding.confidence >= askAt && shareSpokenOf(ellipsis.content, contentOf(each)) >= spokenOf

  const readings = await Promise.all(readingsOf(ellipsis, topic.question).map(search))
  const better = readings.filter(isBetter).sort(bySurest)
  const fitting = better.find(isFitting)
  if (!ellipsis.hasPronoun && asksNothing(alone.question)) {
    // It may be meant of what was just spoken of, and only the visitor can say so.
    return fitting?.best?.article.id === topic.articleId ? { ...fitting, isDoubtful: true } : undefined
  }
  if (fitting && isAnswered(fitting)) return fitting
  if (isHalf) {
    // The title names the subject where the earlier question did not; last, because it speaks for its own article.
    const title = parts.knowledge?.article(topic.articleId, topic.language)?.title ?? ''
    const titled = await search(aboutSubject(ellipsis.rest, title))
    if (isBetter(titled) && isFitting(titled))
      return [titled, ...(fitting ? [fitting] : [])].sort(bySurest)[0]
  }
  if (fitting) return fitting
  const isForeign = alone.finding.confidence < askAt && alone.finding.known < ownField
  const [nearest] = better
  return isForeign && nearest && isAnswered(nearest) ? { ...nearest, isDoubtful: true } : undefined
}

function bySurest(one: Found, other: Found): number {
  return other.finding.confidence - one.finding.confidence
}

function contentOf({ best }: Found): string {
  return best ? [best.article.title, ...best.article.phrasings, best.article.body].join('\n') : ''
}
