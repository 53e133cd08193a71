import type { Language } from '../knowledge.ts'
import { cut, type KnownFact, type LearnedFact, withFact } from './known-fact.ts'
import { type CasePromise, type PromiseUpdate, withPromise } from './promise.ts'

/** Plain JSON: the assistant's own memory of a conversation is made of it. */
export type Memory = string | number | boolean | null | Memory[] | { [name: string]: Memory }

/** What a visitor wanted with one of their messages, and what they got. */
export interface CaseIntent {
  /** As triage names it. */
  intent: string
  /** In their own words. */
  asked: string
  /** As the turn ended: `answered`, `asked`, `declined`, `handed-over`; left out where a person was to answer. */
  outcome?: string | undefined
  /** The articles that were shown, with their titles as far as the knowledge has them. */
  articles: { id: string; title: Partial<Record<Language, string>> }[]
  /** What they did next shows that the answer was not it. */
  isMissed?: boolean | undefined
  seq: number
  at: number
  turn?: string | undefined
}

/** How content the visitor seemed after a message, 0 to 1. */
export interface MoodPoint {
  satisfaction: number
  seq: number
  at: number
}

/** What all specialists and people share about one conversation. Only {@link applyToCase} changes it. */
export interface CaseFile {
  facts: KnownFact[]
  /** Oldest first. */
  intents: CaseIntent[]
  promises: CasePromise[]
  /** Oldest first. */
  mood: MoodPoint[]
  /** What the assistant keeps for itself: what it waits for, asked and answered last. */
  memory: Record<string, Memory>
}

/** What one event changes in the case file. Everything in it is optional: old events have `facts` alone. */
export interface CaseUpdate {
  /** Put over the assistant's memory, name by name. */
  facts?: Record<string, Memory> | undefined
  /** Facts of the case, weakest source first where two name the same. A person removes one with `null`. */
  learned?: (Omit<LearnedFact, 'value'> & { value: LearnedFact['value'] | null })[] | undefined
  intent?: Omit<CaseIntent, 'seq' | 'at' | 'turn'> | undefined
  /** The answer to the intent before was not it. */
  isMissed?: boolean | undefined
  /** 0 to 1. */
  mood?: number | undefined
  promises?: PromiseUpdate[] | undefined
  /** The turn that learned it, or the person who set it. */
  turn?: string | undefined
  person?: string | undefined
}

/** Oldest are forgotten first beyond these (invariant 15). */
export const mostIntents = 12
export const mostMood = 24
/** The assistant's memory, in characters of JSON. */
export const largestMemory = 60_000
/** In UTF-16 units. */
const longestAsked = 280

export function emptyCase(): CaseFile {
  return { facts: [], intents: [], promises: [], mood: [], memory: {} }
}

/** The case file as its column holds it; an earlier version kept the assistant's memory there alone. */
export function readCase(stored: Partial<CaseFile> & Record<string, unknown>): CaseFile {
  if (!('memory' in stored)) return { ...emptyCase(), memory: stored as CaseFile['memory'] }
  return { ...emptyCase(), ...stored }
}

/**
 * The case file after one update. Pure, and the only place where it changes: the server folds the log with it, and the
 * console the events it is told, so that both have the same.
 */
export function applyToCase(
  caseFile: CaseFile,
  update: CaseUpdate,
  place: { seq: number; at: number },
): CaseFile {
  const { seq, at } = place
  const origin = {
    seq,
    at,
    ...(update.turn !== undefined && { turn: update.turn }),
    ...(update.person !== undefined && { person: update.person }),
  }
  let { facts, intents, promises, mood } = caseFile
  for (const learned of update.learned ?? []) {
    // A person's word is a person's: nothing that names nobody passes for it.
    const source = learned.source === 'agent' && update.person === undefined ? 'visitor' : learned.source
    facts = withFact(facts, { ...learned, source }, origin)
  }
  const last = intents.at(-1)
  if (update.isMissed && last) intents = intents.with(-1, { ...last, isMissed: true })
  if (update.intent) {
    const { asked, articles, ...intent } = update.intent
    const added = { ...intent, asked: cut(asked, longestAsked), articles: articles.slice(0, 4) }
    const turn = update.turn === undefined ? {} : { turn: update.turn }
    intents = [...intents, { ...added, seq, at, ...turn }].slice(-mostIntents)
  }
  if (update.mood !== undefined) {
    mood = [...mood, { satisfaction: Math.min(1, Math.max(0, update.mood)), seq, at }].slice(-mostMood)
  }
  for (const each of update.promises ?? []) promises = withPromise(promises, each, origin)
  return { facts, intents, promises, mood, memory: remembered(caseFile.memory, update.facts) }
}

/** Memory that grew too large loses its largest part: what is small says what the assistant waits for. */
function remembered(memory: CaseFile['memory'], more: CaseUpdate['facts']): CaseFile['memory'] {
  if (more === undefined) return memory
  const sizes = Object.entries({ ...memory, ...more })
    .map(([name, value]) => ({ name, value, size: (JSON.stringify(value) ?? '').length }))
    .sort((one, other) => other.size - one.size)
  let size = sizes.reduce((sum, each) => sum + each.size + each.name.length, 0)
  while (size > largestMemory) size -= sizes.shift()?.size ?? size
  const kept = new Set(sizes.map(({ name }) => name))
  return Object.fromEntries(Object.entries({ ...memory, ...more }).filter(([name]) => kept.has(name)))
}
