import { languageOf } from '../knowledge/index.ts'
import { curatedAnswer } from './curated.ts'
import { type Found, sourcesOf } from './found.ts'
import { handOver } from './responsible.ts'
import type { Triage } from './triage.ts'
import type { Decision, Turn, TurnParts } from './turn.ts'

/**
 * The last look before a reply: a model's wording must be in the visitor's language, link nowhere the passages do
 * not, and name no figure the passages do not hold (invariant 13). Where it fails, the article speaks for itself.
 */
export function judge(
  draft: Decision,
  found: Found,
  message: Triage,
  turn: Turn,
  parts: TurnParts,
): Decision {
  if (draft.model === undefined || draft.outcome !== 'answered') return draft
  const sources = sourcesOf(found, parts, Number.POSITIVE_INFINITY)
    .map((article) => `${article.title}\n${article.body}`)
    .join('\n')
  const fault = faultOf(draft.text, message.language, `${sources}\n${turn.text}`)
  parts.record('judge', fault ? { refused: fault } : { passed: true })
  if (fault === undefined) return draft
  const curated = curatedAnswer(found, message.language)
  if (curated === undefined) return handOver('assistant-failure', message.language, parts)
  const { confidence = found.finding.confidence } = draft
  return { ...curated, confidence, modelFailure: fault }
}

function faultOf(text: string, language: Triage['language'], sources: string): string | undefined {
  if (languageOf(text, language) !== language) return 'wrong-language'
  return faultIn(text, sources)
}

/** What a piece of text says that its sources do not: a link, or a figure (an amount, a share, a number of days). */
function faultIn(text: string, sources: string): string | undefined {
  const known = new Set(sources.match(links) ?? [])
  if ((text.match(links) ?? []).some((link) => !known.has(link))) return 'unknown-link'
  const figures = new Set(sources.match(figure) ?? [])
  if ((text.match(figure) ?? []).some((each) => !figures.has(each))) return 'figure-without-source'
  return undefined
}

/**
 * Passes a model's words on as they come, a sentence at a time and only while each stands on its sources: what is
 * streamed has left, so it is judged before it goes (invariant 13). After the first fault nothing more is shown.
 */
export function showJudged(sources: string, show: (text: string) => void): (delta: string) => void {
  let held = ''
  let isFaulty = false
  return (delta) => {
    held += delta
    const end = held.search(sentenceEnd)
    if (end < 0 || isFaulty) return
    const sentences = held.slice(0, end + 1)
    held = held.slice(end + 1)
    isFaulty = faultIn(sentences, sources) !== undefined
    if (!isFaulty) show(sentences)
  }
}

// The last end of a sentence with something after it: “3.” may go on as “3.5”, so a point must be followed by a space.
const sentenceEnd = /(?:[.!?]\s|[。！？\n])(?![\s\S]*(?:[.!?]\s|[。！？\n]))/
const links = /(?:https?:\/\/|www\.)[^\s)\]）】]+/gi
const figure = /\d+(?:[.,]\d+)*/g
