import { worthOf } from '#shared/proposal.ts'
import { limitsFor, type ResponsibilityList, whyNotPropose } from '#shared/responsibility.ts'
import { limitOf } from '../desk/index.ts'
import { handOver } from './responsible.ts'
import type { Decision, TurnParts } from './turn.ts'

/**
 * The decision as the responsibility list lets it stand, whoever made it: a proposal carries the limit it stayed
 * within, and one that goes beyond is no proposal but a conversation for a person.
 */
export function permittedProposal(
  decision: Decision,
  list: ResponsibilityList,
  parts: Pick<TurnParts, 'isDeskOpen' | 'record'>,
): Decision {
  const { proposal } = decision
  if (proposal === undefined) return decision
  const { action } = proposal
  const whyNot = whyNotPropose(list, action.tool, worthOf(action))
  if (whyNot !== undefined) {
    const { row } = limitsFor(list, action.tool)
    parts.record('responsibility', {
      list: list.version,
      lead: 'person',
      row,
      why: 'action',
      rule: 'policy',
    })
    return { ...handOver('policy', decision.language, parts), rule: { name: 'not-permitted' } }
  }
  return { ...decision, proposal: { ...proposal, limit: limitOf(list, action) } }
}
