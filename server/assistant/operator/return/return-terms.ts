import type { ReturnTerms } from '../../../connectors/index.ts'
import type { ToolFact } from '../../judge/index.ts'
import type { Triage } from '../../reading/triage.ts'
import type { Decision, TurnParts } from '../../turn.ts'
import { words } from '../../words.ts'
import { mayProposeRefund, propose, toPeople } from '../dialogue/act.ts'
import type { Proved } from '../dialogue/prove.ts'
import type { Operation } from '../operation.ts'
import { dayIn, moneyIn } from '../plain.ts'
import type { ReturnReason } from '../requests/return-request.ts'
import { operatorWords, type ShownReturn } from '../words/index.ts'
import { namedItems } from './order-items.ts'

/** A return with everything that its terms depend on; no items are the whole order. */
export type Complete = Operation & {
  items: readonly { id: string; quantity: number }[]
  reason: ReturnReason
}

/** The shop says no: told why and what can be done. Money for what is broken is for a person, never promised. */
export function refused(
  terms: ReturnTerms | undefined,
  operation: Complete,
  proved: Proved,
  message: Triage,
  parts: TurnParts,
): Decision {
  const { language } = message
  const { order, customer } = proved
  const catalogue = operatorWords[language]
  const refusal = terms?.refusal ?? 'unknown'
  const until = terms?.until && dayIn(language, terms.until, parts.day)
  const { number, status } = order
  const text = catalogue.returnRefused(refusal, { number, status, until })
  const isOurs = operation.reason === 'faulty' || operation.reason === 'wrong-item'
  const isOpen = refusal === 'window-over' || refusal === 'not-returnable' || refusal === 'not-delivered'
  if (operation.wantsMoney && isOpen && (isOurs || (refusal === 'not-delivered' && status === 'shipped'))) {
    const said = summaryOf(operation, { items: namedItems(operation.items, order, language), until })
    const amount = worthOf(operation, proved)
    if (amount && isOurs && mayProposeRefund(amount, parts)) {
      const action = { tool: 'refund', number, amount, reason: said.slice(0, 500).toWellFormed() } as const
      return propose(action, customer, said, catalogue.refundIsForPeople, message, parts)
    }
    return toPeople('refund', said, catalogue.refundIsForPeople, message, parts)
  }
  return {
    outcome: 'answered',
    language,
    text,
    choices: [words[language].person],
    toolResults: [{ text, facts: terms ? factsOf(terms) : [] }],
    facts: { awaiting: null, operation: null, misses: 0 },
    rule: { name: 'tool-refused' },
  }
}

/** What was paid for the items; `undefined` where the shop does not say. */
function worthOf({ items }: Complete, { order }: Proved) {
  const picked = order.items.flatMap((item) => {
    const quantity = items.length === 0 ? item.quantity : items.find(({ id }) => id === item.id)?.quantity
    return quantity === undefined ? [] : [{ price: item.price, quantity }]
  })
  const currency = picked[0]?.price?.currency
  if (currency === undefined || picked.some(({ price }) => price?.currency !== currency)) return undefined
  return {
    currency,
    amount: picked.reduce((sum, each) => sum + (each.price?.amount ?? 0) * each.quantity, 0),
  }
}

/** The terms as they are read. */
export function shownReturn(
  terms: ReturnTerms,
  operation: Complete,
  { order }: Proved,
  language: Operation['language'],
  parts: TurnParts,
): ShownReturn {
  const { until, refund, cost } = terms
  return {
    number: order.number,
    items: namedItems(operation.items, order, language),
    until: until && dayIn(language, until, parts.day),
    refund: refund && moneyIn(language, refund),
    cost: cost && cost.amount > 0 ? moneyIn(language, cost) : undefined,
    isFree: cost?.amount === 0,
  }
}

/** What the terms prove of what we say (invariant 13). */
export function factsOf({ until, refund, cost }: ReturnTerms): ToolFact[] {
  return [
    ...[refund, cost].flatMap((each): ToolFact[] =>
      each ? [{ kind: 'amount', hundredths: each.amount, currency: each.currency }] : [],
    ),
    ...(until ? [{ kind: 'date', date: until } as const] : []),
  ]
}

/** For the person who takes over or decides: what the visitor wants, and what was collected. */
export function summaryOf(operation: Complete, { items, until, refund }: Partial<ShownReturn>): string {
  const { said, number, reason, comment } = operation
  return [said.slice(0, 200), number, items, reason, comment, until, refund].filter(Boolean).join(' · ')
}
