import type { Article } from '#shared/knowledge.ts'
import { curatedAnswer, unanswered } from '../answering/curated.ts'
import { type Found, isAnswered, sourcesOf } from '../answering/found.ts'
import { rulesFor } from '../models/index.ts'
import type { Triage } from '../reading/triage.ts'
import { handOver } from '../responsible.ts'
import type { Decision, Turn, TurnParts } from '../turn.ts'
import { leakOf } from './identity.ts'
import { type Fault, type Grounds, judgeDraft, type Passage } from './judge-draft.ts'

/** What a model's draft in this turn may stand on: the articles found, whatever of them the model was shown. */
export function groundsOf(
  found: Found,
  message: Pick<Triage, 'language'>,
  turn: Turn,
  parts: TurnParts,
): Grounds {
  return {
    language: message.language,
    passages: sourcesOf(found, parts).map(passageOf),
    toolResults: [],
    visitorText: turn.text,
    allowedLinks: parts.allowedLinks ?? [],
    today: parts.day,
    rules: rulesFor(message.language),
  }
}

// One passage for one article, so that it is read once for as long as its release is in memory.
const passages = new WeakMap<Article, Passage>()

function passageOf(article: Article): Passage {
  const known = passages.get(article)
  if (known !== undefined) return known
  const passage = { title: article.title, text: article.body }
  passages.set(article, passage)
  return passage
}

/**
 * The last look before a reply: a model's words must stand on their grounds, sentence by sentence (invariant 13). Where
 * they do not, the model is asked once more with the faults named; after that the article speaks for itself, and where
 * the engine is not sure of it, a person does.
 *
 * @param rephrase asks the model again, showing nothing of it; `undefined` where it has nothing to say
 */
export async function judge(
  draft: Decision,
  found: Found,
  message: Triage,
  turn: Turn,
  parts: TurnParts,
  rephrase: (faults: readonly Fault[]) => Promise<Decision | undefined>,
): Promise<Decision> {
  if (draft.model === undefined || draft.outcome !== 'answered') return draft
  const grounds = groundsOf(found, message, turn, parts)
  const own = found.parts && unanswered(found.parts, message.language)
  const isLeak = leakOf(grounds.rules ?? '')
  // People read the record: the rules of the model are not for them either.
  const shown = (faults: readonly Fault[]) =>
    faults.map((fault) => (isLeak(fault.sentence) ? { ...fault, sentence: '…' } : fault))
  const faultsOf = ({ text }: Decision) => {
    // Which questions stay open we say ourselves, in the visitor's words.
    const written = own !== undefined && text.endsWith(own) ? text.slice(0, -own.length) : text
    const faults = judgeDraft({ text: written, ...grounds })
    parts.record(
      'judge',
      faults.length > 0 ? { refused: faults[0]?.kind, faults: shown(faults) } : { passed: true },
    )
    return faults
  }
  const faults = faultsOf(draft)
  if (faults.length === 0) return draft
  const again = parts.signal.aborted ? undefined : await rephrase(faults)
  if (again?.model === undefined) return withoutModel(faults, draft, again, found, message, parts)
  const written = { ...again, model: together(draft.model, again.model) }
  const remaining = faultsOf(written)
  if (remaining.length === 0) return { ...written, ...confidenceOf(draft), rule: draft.rule }
  return withoutModel(remaining, draft, undefined, found, message, parts)
}

function withoutModel(
  faults: readonly Fault[],
  draft: Decision,
  again: Decision | undefined,
  found: Found,
  message: Triage,
  parts: TurnParts,
): Decision {
  const isSure = found.parts !== undefined || isAnswered(found)
  const curated = again ?? (isSure ? curatedAnswer(found, message.language) : undefined)
  const reply = curated ?? handOver('assistant-failure', message.language, parts)
  const modelFailure = faults[0]?.kind
  return {
    ...reply,
    ...confidenceOf(draft),
    ...(modelFailure !== undefined && { modelFailure, rule: { name: `judge:${modelFailure}` } as const }),
  }
}

function confidenceOf({ confidence }: Decision): Pick<Decision, 'confidence'> {
  return confidence === undefined ? {} : { confidence }
}

/** What both attempts cost. */
function together(
  one: NonNullable<Decision['model']>,
  other: NonNullable<Decision['model']>,
): NonNullable<Decision['model']> {
  return {
    ...other,
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
  }
}
