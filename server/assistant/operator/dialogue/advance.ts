import type { Triage } from '../../reading/triage.ts'
import type { Decision, Turn, TurnParts } from '../../turn.ts'
import { advanceAddress } from '../address/address.ts'
import { ToolFailure, troubled } from '../call.ts'
import type { Operation } from '../operation.ts'
import { advanceReturn } from '../return/return.ts'
import { toolNamed } from '../tools.ts'
import { ledByPerson } from './act.ts'
import { withLearned } from './learned.ts'
import { listOrders, showOrder, showParcels } from './orders.ts'
import { isProved, type Proved, prove } from './prove.ts'

/**
 * The next step of what the visitor wants done: who leads it, whose order it is, then the tool's own steps. Every step
 * asks the shop anew, so that nothing rests on what was true before.
 *
 * @param isAgreed the visitor's yes to what was shown last
 */
export async function advance(
  operation: Operation,
  isAgreed: boolean,
  message: Triage,
  turn: Turn,
  parts: TurnParts,
): Promise<Decision> {
  const collected = collectedIn(operation, message)
  const { row } = toolNamed(operation.tool)
  const forPerson = ledByPerson(row, collected, message, parts)
  if (forPerson) return forPerson
  const trouble = (reason: unknown): Decision => {
    if (!(reason instanceof ToolFailure)) throw reason
    return troubled(message.language, parts, collected)
  }
  const proved = await prove(operation, message, turn, parts).catch(trouble)
  if (!isProved(proved)) return proved
  const decision = await step(operation, proved, isAgreed, message, turn, parts).catch(trouble)
  return withLearned(decision, operation, proved)
}

async function step(
  operation: Operation,
  proved: Proved,
  isAgreed: boolean,
  message: Triage,
  turn: Turn,
  parts: TurnParts,
): Promise<Decision> {
  switch (operation.tool) {
    case 'order-status':
      return showOrder(proved, message, parts)
    case 'delivery':
      return await showParcels(proved, message, parts)
    case 'my-orders':
      return await listOrders(proved, message, parts)
    case 'return':
      return await advanceReturn(operation, proved, isAgreed, message, turn, parts)
    case 'address-change':
      return await advanceAddress(operation, proved, isAgreed, message, turn, parts)
  }
}

/** For a person who takes over: what the visitor wants and what they have told so far. */
function collectedIn(operation: Operation, message: Triage): string {
  const { said, number, reason, address } = operation
  const order = message.orderNumber ?? number
  const to =
    address && [address.name, ...(address.lines ?? []), address.postalCode, address.city].filter(Boolean)
  const known = [said.slice(0, 300), said.includes(order ?? '\n') ? undefined : order, reason, to?.join(', ')]
  return known.filter(Boolean).join(' · ')
}
