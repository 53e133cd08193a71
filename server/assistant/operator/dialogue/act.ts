import type { ShopAction } from '#shared/action.ts'
import type { ActionDone } from '#shared/proposal.ts'
import { type Action, limitsFor, whyNotPropose } from '#shared/responsibility.ts'
import { type ActionResult, type Customer, performAction } from '../../../connectors/index.ts'
import { proposalWords } from '../../../desk/index.ts'
import type { Triage } from '../../reading/triage.ts'
import { handOver } from '../../responsible.ts'
import type { Decision, Turn, TurnParts } from '../../turn.ts'
import { call, ToolFailure, withDesk } from '../call.ts'
import { keyFor } from '../operation.ts'
import { toolNamed } from '../tools.ts'
import { operatorWords } from '../words/index.ts'

type Reversible = Extract<ShopAction, { tool: 'return' | 'address-change' }>

/**
 * Does an action that the visitor agreed to, once for its key. What broke is tried once more with the same key, which
 * the shop does once. Rejects with {@link ToolFailure}.
 */
export async function act(
  action: Reversible,
  customer: Customer,
  turn: Turn,
  parts: TurnParts,
): Promise<ActionResult> {
  const { shop } = parts
  const { conversationId } = turn
  if (toolNamed(action.tool).risk !== 'reversible') throw new ToolFailure('refused', 'waits for a person')
  // An evaluation and a replay only read.
  if (shop === undefined || conversationId === undefined) throw new ToolFailure('refused', 'read-only')
  const key = keyFor(conversationId, turn.caseFile.deeds ?? 0, action)
  const once = () =>
    call(action.tool, recordedOf(action), parts, (signal) =>
      performAction(shop, customer, action, key, signal),
    )
  try {
    return await once()
  } catch (reason) {
    const mayTryAgain =
      reason instanceof ToolFailure && reason.kind === 'unavailable' && !parts.signal.aborted
    if (!mayTryAgain) throw reason
    return await once()
  }
}

/** What the trace keeps of an action: not where somebody lives, nor what they wrote (invariant 16). */
export function recordedOf(action: Reversible): Record<string, unknown> {
  const { number } = action
  return action.tool === 'return' ? { number, items: action.items, reason: action.reason } : { number }
}

/** The decision after an action was done: on the record whatever becomes of the reply. */
export function done(
  text: string,
  deed: Omit<ActionDone, 'type'>,
  message: Pick<Triage, 'language'>,
  turn: Turn,
): Decision {
  return {
    outcome: 'answered',
    language: message.language,
    text,
    deed: { type: 'action:done', ...deed },
    facts: {
      awaiting: null,
      operation: null,
      deeds: (turn.caseFile.deeds ?? 0) + 1,
      lastDeed: text.slice(0, 500).toWellFormed(),
      misses: 0,
    },
    rule: { name: 'tool-done' },
  }
}

/** Puts an action before the people at the desk; nothing of it is promised. */
export function propose(
  action: ShopAction,
  customer: Customer,
  why: string,
  opening: string | undefined,
  message: Pick<Triage, 'language'>,
  parts: TurnParts,
): Decision {
  const { language } = message
  const { waiting, waitingClosed } = proposalWords[language]
  const said = [...(opening ? [opening] : []), waiting, ...(parts.isDeskOpen ? [] : [waitingClosed])]
  return {
    outcome: 'answered',
    language,
    text: said.join('\n\n'),
    proposal: { action, customer, why: why.slice(0, 500).toWellFormed() },
    facts: { awaiting: null, operation: null },
    rule: { name: 'proposed' },
  }
}

/** Whether the list lets a refund of this size be put before a person at all. */
export function mayProposeRefund(amount: { amount: number; currency: string }, parts: TurnParts): boolean {
  return amount.amount > 0 && whyNotPropose(parts.responsibilities, 'refund', amount) === undefined
}

/** The handover of something that a person leads, with what was collected. */
export function toPeople(
  row: Action,
  summary: string,
  text: string,
  message: Pick<Triage, 'language'>,
  parts: TurnParts,
): Decision {
  const { lead, row: topic, team } = limitsFor(parts.responsibilities, row)
  parts.record('responsibility', {
    list: parts.responsibilities.version,
    lead,
    row: topic,
    why: 'action',
    rule: 'policy',
    ...(team !== undefined && { team }),
  })
  const decision = handOver('policy', message.language, parts)
  return {
    ...decision,
    text: withDesk(text, decision.text),
    summary: summary.replaceAll(/\s+/g, ' ').slice(0, 600).toWellFormed(),
    rule: { name: 'person-leads' },
    facts: { ...decision.facts, operation: null },
  }
}

/** The handover, or `undefined` where the assistant leads this action or may propose it. */
export function ledByPerson(
  row: Action,
  summary: string,
  message: Pick<Triage, 'language'>,
  parts: TurnParts,
): Decision | undefined {
  if (limitsFor(parts.responsibilities, row).lead !== 'person') return undefined
  return toPeople(row, summary, operatorWords[message.language].forColleague, message, parts)
}
