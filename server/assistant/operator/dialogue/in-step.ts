import { isQuestion } from '../../answering/split-questions.ts'
import type { Triage } from '../../reading/triage.ts'
import type { Decision, Turn, TurnParts } from '../../turn.ts'
import { fieldIn, parseAddress } from '../address/parse-address.ts'
import { ToolFailure, troubled } from '../call.ts'
import type { Operation } from '../operation.ts'
import { reasonIn } from '../requests/return-request.ts'
import { itemsIn, quantityIn } from '../return/order-items.ts'
import { asPicked } from '../return/return.ts'
import { operatorWords } from '../words/index.ts'
import { advance } from './advance.ts'
import { wordOf } from './agree.ts'
import { left } from './leave.ts'
import { isProved, prove } from './prove.ts'

/** What a reply came to, and what the visitor asked beside it. */
export interface Replied {
  decision: Decision
  rest: string
}

export function settledWith(decision: Decision, rest = ''): Replied {
  return { decision, rest }
}

/** Reads the reply to one step of a return or an address change; `undefined` where it is something else. */
export async function inStep(
  operation: Operation,
  message: Triage,
  turn: Turn,
  parts: TurnParts,
): Promise<Replied | undefined> {
  const { step, tool } = operation
  if (step === 'terms') return await onTerms(operation, message, turn, parts)
  const go = async (more: Partial<Operation>) =>
    settledWith(await advance({ ...operation, ...more }, false, message, turn, parts))
  if (step === 'items' || step === 'quantity' || step === 'reason') {
    if (tool !== 'return') return undefined
    if (step === 'reason') return await onReason(operation, message, turn, go)
    return await onItems(operation, message, turn, parts, go)
  }
  if (step === 'order-number' || step === 'email' || isElse(message, turn)) return undefined
  const draft = { ...operation.address }
  const whole = parseAddress(turn.text)
  const isWhole = Object.keys(whole).length > 1
  const field = isWhole ? whole : fieldIn(turn.text, step)
  return await go({ address: { ...draft, ...field } })
}

/** The visitor speaks of something else: it is answered, and the operation waits. */
function isElse(message: Triage, turn: Turn): boolean {
  return message.intent !== 'question' && message.intent !== 'unclear' ? true : isQuestion(turn.text)
}

async function onTerms(
  operation: Operation,
  message: Triage,
  turn: Turn,
  parts: TurnParts,
): Promise<Replied | undefined> {
  const { language, tool } = operation
  const { startReturn, changeAddress, leaveIt } = operatorWords[language]
  const yes = tool === 'return' ? startReturn : changeAddress
  const reply = wordOf(turn.messages, { yes, no: leaveIt }, turn.isRetry === true)
  const said = reply ? reply.rest : turn.text
  // Other items or another address need a yes of their own, also where one was said in the same breath.
  const other = said.trim() === '' ? undefined : await otherThan(operation, said, message, turn, parts)
  if (other) return settledWith(await advance(other, false, message, turn, parts))
  if (reply === undefined) return undefined
  if (reply.word === 'no' || reply.word === 'cancel')
    return settledWith(left(operation, message.language), reply.rest)
  const isAgreed = reply.word === 'yes'
  const decision = await advance(operation, isAgreed, message, turn, parts)
  return settledWith(decision, isAgreed ? reply.rest : '')
}

/** The operation as the visitor corrects it at the last step. */
async function otherThan(
  operation: Operation,
  said: string,
  message: Triage,
  turn: Turn,
  parts: TurnParts,
): Promise<Operation | undefined> {
  if (isQuestion(said)) return undefined
  const { shown: _shown, ...rest } = operation
  if (operation.tool === 'address-change') {
    const address = parseAddress(said)
    const isNew = address.lines !== undefined || address.postalCode !== undefined
    return isNew ? { ...rest, address: { ...operation.address, ...address } } : undefined
  }
  const items = await pickedIn(said, operation, message, turn, parts)
  return Array.isArray(items) ? { ...rest, items } : undefined
}

async function onItems(
  operation: Operation,
  message: Triage,
  turn: Turn,
  parts: TurnParts,
  go: (more: Partial<Operation>) => Promise<Replied>,
): Promise<Replied | undefined> {
  if (operation.step === 'quantity') {
    const open = operation.items?.[0]
    const quantity = await countIn(turn.text, operation, message, turn, parts)
    if (open && quantity !== undefined) return await go({ items: [{ id: open.id, quantity }] })
    return isElse(message, turn) ? undefined : await go({})
  }
  const items = await pickedIn(turn.text, operation, message, turn, parts)
  if (items && !Array.isArray(items)) return settledWith(items)
  if (items)
    return await go({
      items,
      ...(reasonIn(turn.text) && { reason: reasonIn(turn.text) }),
    } as Partial<Operation>)
  return isElse(message, turn) ? undefined : await go({})
}

/** The items that a text names; a decision where the shop cannot be asked. */
async function pickedIn(said: string, operation: Operation, message: Triage, turn: Turn, parts: TurnParts) {
  try {
    const proved = await prove(operation, message, turn, parts)
    if (!isProved(proved)) return proved
    const picked = itemsIn(said, proved.order, operation.language)
    return picked.length > 0 ? asPicked(picked) : undefined
  } catch (reason) {
    if (!(reason instanceof ToolFailure)) throw reason
    return troubled(message.language, parts, operation.said)
  }
}

async function countIn(said: string, operation: Operation, message: Triage, turn: Turn, parts: TurnParts) {
  try {
    const proved = await prove(operation, message, turn, parts)
    const open = operation.items?.[0]?.id
    const item = isProved(proved) ? proved.order.items.find(({ id }) => id === open) : undefined
    return item && quantityIn(said, item.quantity, operation.language)
  } catch (reason) {
    if (reason instanceof ToolFailure) return undefined
    throw reason
  }
}

async function onReason(
  { language }: Operation,
  message: Triage,
  turn: Turn,
  go: (more: Partial<Operation>) => Promise<Replied>,
): Promise<Replied | undefined> {
  const { reasons } = operatorWords[language]
  const said = turn.text.trim()
  const button = (Object.keys(reasons) as (keyof typeof reasons)[]).find((each) => reasons[each] === said)
  const reason = button ?? reasonIn(said)
  if (reason) return await go({ reason, ...(button === undefined && { comment: said.slice(0, 300) }) })
  if (isElse(message, turn) || said.length > 300 || !/\p{Letter}{2}/u.test(said)) return undefined
  return await go({ reason: 'other', comment: said })
}
