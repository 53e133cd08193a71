import type { CaseFile, CaseUpdate, Memory } from '#shared/case/case-file.ts'
import { factOf, type LearnedFact } from '#shared/case/known-fact.ts'
import type { Language } from '#shared/knowledge.ts'
import type { TriageDetail, TurnStep } from '#shared/trace.ts'
import type { Decision, CaseFile as TurnMemory } from '../turn.ts'
import { factsIn } from './facts-in.ts'

/** What a turn brings to the case file beside its decision. */
export interface TurnLearned {
  turnId: string
  /** The visitor's words that the turn answered. */
  said: string
  steps: readonly TurnStep[]
  caseFile: CaseFile
  /** Titles of an article in the languages it is written in. */
  titlesOf(articleId: string): Partial<Record<Language, string>>
  at: number
}

/** What the case file learns from one turn; `undefined` where that is nothing. */
export function caseUpdateOf(decision: Decision, turn: TurnLearned): CaseUpdate | undefined {
  const triage = turn.steps.find((each) => each.specialist === 'triage')?.detail as TriageDetail | undefined
  const said = triage ? factsIn(turn.said, triage, turn.at) : []
  const learned = [...withInformation(said, triage, turn.caseFile), ...provedBy(decision)]
  const isMatter = triage !== undefined && !['greeting', 'thanks', 'goodbye'].includes(triage.intent)
  if (!isMatter && decision.facts === undefined && learned.length === 0) return undefined
  return {
    turn: turn.turnId,
    facts: { ...(decision.facts as Record<string, Memory> | undefined) },
    ...(learned.length > 0 && { learned }),
    ...(decision.missSign && { isMissed: true }),
    ...(isMatter && {
      intent: {
        intent: triage.intent,
        asked: turn.said.replaceAll(/\s+/g, ' ').trim(),
        outcome: decision.outcome,
        articles: (decision.citations ?? []).map(({ articleId, title }) => ({
          id: articleId,
          title: { [decision.language]: title, ...turn.titlesOf(articleId) },
        })),
      },
    }),
    ...(triage !== undefined && { mood: triage.satisfaction }),
  }
}

/**
 * The assistant's memory for its next turn, with what people corrected: it goes on with their order number, and still
 * asks the visitor to prove that it is theirs (invariant 12).
 */
export function memoryFor({ memory, facts }: CaseFile): TurnMemory {
  const own = memory as TurnMemory
  const corrected = facts.find(({ name, source }) => name === 'order-number' && source === 'agent')
  if (typeof corrected?.value !== 'string' || !own.operation) return own
  return { ...own, operation: { ...own.operation, number: corrected.value } }
}

/** Somebody who only asks wants to know something; that does not replace what they said they want. */
function withInformation(
  said: LearnedFact[],
  triage: TriageDetail | undefined,
  { facts }: CaseFile,
): LearnedFact[] {
  const isKnown = factOf(facts, 'wish') !== undefined || said.some(({ name }) => name === 'wish')
  if (isKnown || triage?.intent !== 'question') return said
  return [{ name: 'wish', value: 'information', source: 'visitor' }, ...said]
}

/** What the order system has shown in this turn, beside what its specialist names itself. */
function provedBy({ facts, learned = [] }: Decision): LearnedFact[] {
  const verified = facts?.verified
  const number = verified?.numbers.at(-1)
  const proved: LearnedFact[] = verified ? [{ name: 'email', value: verified.email, source: 'verified' }] : []
  if (number !== undefined) proved.push({ name: 'order-number', value: number, source: 'verified' })
  return [...proved, ...learned]
}
