import type { LearnedFact } from '#shared/case/known-fact.ts'
import type { OrderView } from '../../../connectors/index.ts'
import type { Decision } from '../../turn.ts'
import type { Operation } from '../operation.ts'
import { addressIn, plainly } from '../plain.ts'
import { namedItems } from '../return/order-items.ts'
import { operatorWords } from '../words/index.ts'
import type { Proved } from './prove.ts'

/**
 * The decision with what its step showed: to the assistant whom the conversation has proved, to the case file how the
 * order stands and what the visitor agreed to. Number and e-mail address of the order follow from the proof.
 */
export function withLearned(decision: Decision, operation: Operation, { order, verified }: Proved): Decision {
  return {
    ...decision,
    facts: { ...decision.facts, verified },
    learned: [...shownBy(order), ...agreedIn(decision, operation, order)],
  }
}

function shownBy({ status, carrier, trackingNumber }: OrderView): LearnedFact[] {
  const source = 'order-system'
  const { en, zh } = operatorWords
  const parcel = [carrier, trackingNumber].flatMap((each) => (each ? [plainly(each, 60)] : [])).join(' ')
  return [
    { name: 'order-status', value: { en: en.orderStates[status], zh: zh.orderStates[status] }, source },
    ...(parcel === '' ? [] : [{ name: 'delivery', value: parcel, source } as const]),
  ]
}

/** What was done the log itself tells; this is what it was about, and what waits for a person. */
function agreedIn(decision: Decision, { tool, items = [] }: Operation, order: OrderView): LearnedFact[] {
  const { deed, proposal } = decision
  if (proposal?.action.tool === 'address-change')
    return [
      { name: 'address', value: addressIn(decision.language, proposal.action.address), source: 'visitor' },
    ]
  if (tool !== 'return' || (proposal === undefined && deed === undefined)) return []
  const meant = items.length > 0 ? items : order.items
  return [
    { name: 'wish', value: proposal?.action.tool === 'refund' ? 'refund' : 'return', source: 'visitor' },
    {
      name: 'product',
      value: { en: namedItems(meant, order, 'en'), zh: namedItems(meant, order, 'zh') },
      source: 'order-system',
    },
  ]
}
