import type { Doubt } from '#shared/copilot.ts'
import { speaksToMachine } from '#shared/instructions.ts'
import { languageOf } from '../../knowledge/index.ts'
import { type Fault, type FaultKind, type Grounds, judgeDraft } from '../judge/index.ts'
import { sentencesOf } from '../judge/promises/plain-text.ts'

/** A model's words after the guards: what must not stand is gone, and what nobody has proved is named. */
export interface Guarded {
  text: string
  doubts: Doubt[]
}

/** What no person could prove either: it goes. */
const removed: ReadonlySet<FaultKind> = new Set(['unknown-link', 'leaked-prompt'])
/** An agent is a person. */
const allowed: ReadonlySet<FaultKind> = new Set(['posing-as-person'])
/** A text that says something in other words has other words: its figures, promises and language are looked at. */
const hard: ReadonlySet<FaultKind> = new Set([
  'figure-without-source',
  'promise-without-provenance',
  'wrong-language',
])

/**
 * Passes a model's draft through the judge (invariant 13). A sentence with a foreign link or our rules is taken out; one
 * that its grounds do not carry stays, named, for a person reads it before anybody else does. `undefined` where nothing
 * is left, or it is in another language.
 */
export function guardDraft(text: string, grounds: Grounds): Guarded | undefined {
  return guarded(withoutOrders(text), grounds, () => true)
}

/** Whoever orders an assistant about does not speak to a visitor: a model has repeated what it was told. */
function withoutOrders(text: string): string {
  const orders = sentencesOf(text).filter(speaksToMachine)
  return orders.length === 0 ? text : withoutAll(text, orders)
}

/** The same for a text that rephrases another one, in whatever language: what that one said needs no other proof. */
export function guardRewrite(text: string, original: string, grounds: Grounds): Guarded | undefined {
  const passages = [...grounds.passages, { title: '', text: original }]
  return guarded(text, { ...grounds, passages }, ({ kind }) => hard.has(kind))
}

function guarded(text: string, grounds: Grounds, isDoubt: (fault: Fault) => boolean): Guarded | undefined {
  if (languageOf(text, grounds.language) !== grounds.language) return undefined
  const faults = judgeDraft({ ...grounds, text })
  const gone = faults.filter(({ kind }) => removed.has(kind))
  const left =
    gone.length === 0
      ? text.trim()
      : withoutAll(
          text,
          gone.map(({ sentence }) => sentence),
        )
  if (!/\p{Letter}/u.test(left)) return undefined
  const rest = gone.length === 0 ? faults : judgeDraft({ ...grounds, text: left })
  // A sentence too long to be named whole has left its end behind.
  if (rest.some(({ kind }) => removed.has(kind))) return undefined
  return { text: left, doubts: rest.filter((fault) => !allowed.has(fault.kind) && isDoubt(fault)) }
}

function withoutAll(text: string, sentences: readonly string[]): string {
  let left = text
  for (const sentence of sentences) left = left.replaceAll(sentence, '')
  return left
    .replaceAll(/[^\S\n]{2,}/g, ' ')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}
