import type { Article } from '#shared/knowledge.ts'
import type { TurnParts } from '../turn.ts'
import { contentWords, shareSpokenOf } from './content-words.ts'
import { tidy } from './follow-up.ts'
import { type Found, isAnswered } from './found.ts'

/** Where the engine is this sure, 0 to 1, no other reading is tried. */
const sure = 0.9
/** Without the example the question is plainly another article's from this confidence on, 0 to 1. */
const plain = 0.6
/** So many candidates behind the best are looked at. */
const mostRivals = 2

/**
 * The finding of a question, looked at past the examples in phrasings. "Delivery charges to Germany" makes its article
 * the only one that names Germany, and so the nearest to "how long does delivery to Germany take?". Where only such a
 * word lifts the best article over the next, and the question without it is plainly the next one's, that one is it;
 * where it is another's and not plainly so, the visitor is asked which is meant.
 */
export async function pastExamples(
  found: Found,
  parts: TurnParts,
  search: (question: string) => Promise<Found>,
): Promise<Found> {
  const { best, finding, question } = found
  if (best === undefined || finding.confidence >= sure) return found
  const { article } = best
  const all = textOf(article)
  const examples = placed(question).filter(
    (word) =>
      shareSpokenOf([word], `${article.title}\n${article.body}`) === 0 &&
      shareSpokenOf([word], article.phrasings.join('\n')) === 1,
  )
  for (const candidate of finding.candidates.slice(1, 1 + mostRivals)) {
    const rival = parts.knowledge?.article(candidate.articleId, candidate.language)
    if (rival === undefined) continue
    const said = textOf(rival)
    const lifting = examples.filter((word) => shareSpokenOf([word], said) === 0)
    const core = withoutPlaced(question, lifting)
    const subject = contentWords(core).filter((word) => word.length > 1)
    // Both articles are about what is left, and only the example speaks for the first.
    const isShared =
      subject.length > 0 && shareSpokenOf(subject, said) === 1 && shareSpokenOf(subject, all) > 0
    if (lifting.length === 0 || !isShared) continue
    const reading = await search(core)
    const { candidate: other, article: read } = reading.best ?? {}
    if (read === undefined || isSame(read, article)) continue
    const { confidence } = reading.finding
    const isPlain = isSame(read, rival) && isAnswered(reading) && confidence >= plain
    if (isPlain && confidence > finding.confidence) return { ...reading, question }
    if (finding.candidates.some((each) => each.articleId === read.id)) return { ...found, contest: other }
  }
  return found
}

function isSame(one: Article, other: Article): boolean {
  return one.id === other.id && one.language === other.language
}

function textOf({ title, phrasings, body }: Article): string {
  return [title, ...phrasings, body].join('\n')
}

/** The words that stand after a preposition: they tell the circumstances, and not what is asked. */
function placed(text: string): string[] {
  return contentWords(text).filter((word) => placeOf(word).test(text))
}

function withoutPlaced(text: string, words: readonly string[]): string {
  let rest = text
  for (const word of words) rest = rest.replace(placeOf(word), ' ')
  return tidy(rest)
}

/** A preposition with the word it holds. */
function placeOf(word: string): RegExp {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return /^\p{Script=Han}/u.test(word)
    ? new RegExp(`[到往去在从至]${escaped}`, 'iu')
    : new RegExp(`\\b(?:to|for|in|from|within|into)\\s+(?:(?:the|a|an|my|your)\\s+)?${escaped}\\b`, 'iu')
}
