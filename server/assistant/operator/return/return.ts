import type { ShopAction } from '#shared/action.ts'
import { limitsFor, whyNotPropose } from '#shared/responsibility.ts'
import type { Triage } from '../../reading/triage.ts'
import type { Decision, Turn, TurnParts } from '../../turn.ts'
import { words } from '../../words.ts'
import { call, ToolFailure, unsure } from '../call.ts'
import { act, done, propose, recordedOf, toPeople } from '../dialogue/act.ts'
import type { Proved } from '../dialogue/prove.ts'
import { fingerprintOf, type Operation } from '../operation.ts'
import { linkOf, plainly } from '../plain.ts'
import { reasonIn } from '../requests/return-request.ts'
import { operatorWords } from '../words/index.ts'
import { itemName, itemsIn, mostButtons } from './order-items.ts'
import { type Complete, factsOf, refused, shownReturn, summaryOf } from './return-terms.ts'

type Returning = Extract<ShopAction, { tool: 'return' }>

/**
 * The next step of a return: which items, why, the terms, and, once the visitor has agreed to exactly these terms, the
 * return itself.
 *
 * @param isAgreed the visitor's yes to what was shown last
 */
export async function advanceReturn(
  given: Operation,
  proved: Proved,
  isAgreed: boolean,
  message: Triage,
  turn: Turn,
  parts: TurnParts,
): Promise<Decision> {
  const { language } = message
  const { order } = proved
  const operation = { ...withSaid(given, proved, language), number: order.number, language }
  const catalogue = operatorWords[language]
  const ask = (step: Operation['step'], text: string, choices: string[]): Decision => ({
    outcome: 'asked',
    language,
    text,
    choices,
    facts: { awaiting: 'operation', operation: { ...operation, step } },
    rule: { name: 'tool-asked' },
  })
  const { items, reason } = operation
  if ((items === undefined || reason === undefined) && order.status !== 'delivered') {
    // Which items and why does not matter to an order that nobody has yet, or that is back already.
    const { items: _none, ...known } = operation
    const whole: Complete = { ...known, items: [], reason: reason ?? 'other' }
    const terms = await termsOf(actionOf(whole), proved, parts)
    if (terms?.allowed !== true) return refused(terms, whole, proved, message, parts)
  }
  if (items === undefined) {
    const names = order.items.slice(0, mostButtons).map((item) => itemName(item, language))
    const isAgain = given.step === 'items'
    const text = isAgain ? catalogue.notAmongItems(order.number) : catalogue.whichItems(order.number)
    return ask('items', text, [...names, catalogue.allItems, ...(isAgain ? [words[language].person] : [])])
  }
  const open = items.find(({ quantity }) => quantity === 0)
  if (open) {
    const item = order.items.find(({ id }) => id === open.id)
    const most = Math.min(item?.quantity ?? 1, mostButtons)
    const counts = Array.from({ length: most - 1 }, (_, index) => String(index + 1))
    return ask('quantity', catalogue.howMany(item ? itemName(item, language) : ''), [
      ...counts,
      catalogue.allPieces,
    ])
  }
  if (reason === undefined) return ask('reason', catalogue.whyReturn, Object.values(catalogue.reasons))
  const complete = { ...operation, items, reason }
  return isAgreed
    ? await agreed(complete, proved, message, turn, parts)
    : await showTerms(complete, proved, message, parts)
}

/** What the visitor's own words say already. */
function withSaid(operation: Operation, { order }: Proved, language: Operation['language']): Operation {
  const reason = operation.reason ?? reasonIn(operation.said)
  const [only] = order.items
  const named = operation.items ? [] : itemsIn(operation.said, order, language)
  const meant = named.length > 0 ? named : order.items.length === 1 && only ? [only] : []
  const items = operation.items ?? (meant.length > 0 ? asPicked(meant) : undefined)
  return { ...operation, ...(reason && { reason }), ...(items && { items }) }
}

/** One item of several pieces is asked about; of more than one item, all pieces are meant. */
export function asPicked(
  items: readonly { id: string; quantity: number }[],
): { id: string; quantity: number }[] {
  const isOpen = items.length === 1 && items.some(({ quantity }) => quantity > 1)
  return items.map(({ id, quantity }) => ({ id, quantity: isOpen ? 0 : quantity }))
}

function actionOf({ number = '', items, reason, comment }: Complete): Returning {
  return { tool: 'return', number, items: [...items], reason, ...(comment !== undefined && { comment }) }
}

async function showTerms(
  operation: Complete,
  proved: Proved,
  message: Triage,
  parts: TurnParts,
): Promise<Decision> {
  const { language } = message
  const catalogue = operatorWords[language]
  const action = actionOf(operation)
  const terms = await termsOf(action, proved, parts)
  if (terms?.allowed !== true) return refused(terms, operation, proved, message, parts)
  const shown = shownReturn(terms, operation, proved, language, parts)
  if (whyNotPropose(parts.responsibilities, 'return', terms.refund) !== undefined) {
    return toPeople('return', summaryOf(operation, shown), catalogue.forColleague, message, parts)
  }
  const text = catalogue.returnTerms(shown)
  return {
    outcome: 'asked',
    language,
    text,
    choices: [catalogue.startReturn, catalogue.leaveIt],
    toolResults: [{ text, facts: factsOf(terms) }],
    facts: {
      awaiting: 'operation',
      operation: { ...operation, step: 'terms', shown: fingerprintOf(action, terms) },
    },
    rule: { name: 'tool-terms' },
  }
}

/** The visitor agreed: to what was shown, or it is shown again. */
async function agreed(
  operation: Complete,
  proved: Proved,
  message: Triage,
  turn: Turn,
  parts: TurnParts,
): Promise<Decision> {
  const { language } = message
  const catalogue = operatorWords[language]
  const action = actionOf(operation)
  const { lead } = limitsFor(parts.responsibilities, 'return')
  // What an earlier run began may be done: its key tells, and the terms of a new one would not be what was agreed to.
  if (!turn.isRetry || lead !== 'assistant') {
    const terms = await termsOf(action, proved, parts)
    const isSame = operation.shown === fingerprintOf(action, terms)
    const isAbove = whyNotPropose(parts.responsibilities, 'return', terms?.refund) !== undefined
    if (terms?.allowed !== true || !isSame || isAbove)
      return await showTerms(operation, proved, message, parts)
    const shown = shownReturn(terms, operation, proved, language, parts)
    if (lead !== 'assistant') {
      return propose(action, proved.customer, summaryOf(operation, shown), undefined, message, parts)
    }
  }
  try {
    const result = await act(action, proved.customer, turn, parts)
    if (result.tool !== 'return') throw new ToolFailure('nonsense', result)
    const { id, terms, labelUrl } = result.result
    const shown = shownReturn(terms, operation, proved, language, parts)
    const label = linkOf(labelUrl)
    const number = plainly(id, 40)
    const text = catalogue.returnStarted({ ...shown, id: number, label })
    const until = terms.until !== undefined && { until: terms.until }
    const outcome = { tool: 'return', id: number, ...until, ...(label && { labelUrl: label }) } as const
    const summary = `${number} · ${operation.number}: ${shown.items}`
    const decision = done(text, { tool: 'return', summary, outcome }, message, turn)
    return {
      ...decision,
      toolResults: [{ text, facts: [...factsOf(terms), { kind: 'action', action: 'return' }] }],
    }
  } catch (reason) {
    if (!(reason instanceof ToolFailure)) throw reason
    if (reason.kind === 'refused')
      return await showTerms({ ...operation, step: 'terms' }, proved, message, parts)
    const summary = `${catalogue.unsure.return} ${JSON.stringify(action)}`
    return unsure('return', reason.kind, catalogue.unsure.return, summary, language, parts)
  }
}

async function termsOf(action: Returning, { customer }: Proved, parts: TurnParts) {
  const { number, items, reason, comment } = action
  return await call('return', { step: 'check', ...recordedOf(action) }, parts, async (signal) =>
    parts.shop?.returns?.check({ number, customer, items, reason, comment }, signal),
  )
}
