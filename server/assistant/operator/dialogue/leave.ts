import type { Language } from '#shared/knowledge.ts'
import type { Decision, Turn, TurnParts } from '../../turn.ts'
import type { Operation } from '../operation.ts'
import { toolIn } from '../tools.ts'
import { operatorWords } from '../words/index.ts'

/** The visitor ends it: kindly, and nothing was done. */
export function left({ tool }: Operation, language: Language): Decision {
  const about = tool === 'return' || tool === 'address-change' ? tool : 'look-up'
  return {
    outcome: 'answered',
    language,
    text: operatorWords[language].notDone[about],
    facts: { awaiting: null, operation: null },
    rule: { name: 'tool-left' },
  }
}

/**
 * The decision on something else, with the operation that waits behind it: offered again once after an answer, ended
 * by a handover.
 */
export function offerAgain(decision: Decision, turn: Turn, parts: TurnParts): Decision {
  const { operation } = turn.caseFile
  if (!operation || decision.facts?.operation !== undefined) return decision
  if (decision.outcome === 'handed-over')
    return { ...decision, facts: { ...decision.facts, operation: null } }
  // What was shown is no longer what was said last: a yes to something else must not be taken for a yes to it.
  const waits = turn.caseFile.awaiting === 'order-proof' ? 'order-proof' : null
  const facts = { awaiting: waits, ...decision.facts } as const
  const { outcome, choices = [] } = decision
  const isBelow = (outcome === 'answered' || outcome === 'declined') && choices.length < 2 && !decision.deed
  if (!isBelow || operation.isOffered || toolIn(parts.shop, operation.tool) === undefined)
    return { ...decision, facts }
  const { paused, goOn, stop } = operatorWords[decision.language]
  return {
    ...decision,
    text: `${decision.text}\n\n${paused[operation.tool]}`,
    choices: [goOn, stop, ...choices],
    facts: {
      ...facts,
      awaiting: 'operation-offer',
      operation: { ...operation, isOffered: true, language: decision.language },
    },
  }
}
