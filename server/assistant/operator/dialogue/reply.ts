import { orderNumberAlone } from '../../order-number.ts'
import type { Triage } from '../../reading/triage.ts'
import type { Turn, TurnParts } from '../../turn.ts'
import type { Operation } from '../operation.ts'
import { reasonIn } from '../requests/return-request.ts'
import { toolIn } from '../tools.ts'
import { buttonsOf, operatorWords } from '../words/index.ts'
import { advance } from './advance.ts'
import { wordIn, wordOf } from './agree.ts'
import { inStep, type Replied, settledWith } from './in-step.ts'
import { left } from './leave.ts'
import { hasNoProof, withoutProof } from './no-proof.ts'

/**
 * Reads the visitor's reply to what the operator asked last; `undefined` where it is something else, which is answered
 * as ever while the operation waits. A yes counts only as the reply to what was shown right before it.
 */
export async function replyToOperation(
  message: Triage,
  turn: Turn,
  parts: TurnParts,
): Promise<Replied | undefined> {
  const { awaiting, operation } = turn.caseFile
  const isOurs = turn.history.findLast(({ sender }) => sender !== 'visitor')?.sender === 'assistant'
  if (!isOurs) return undefined
  if (!operation) return onlyOnce(message, turn)
  if (toolIn(parts.shop, operation.tool) === undefined) return undefined
  const language =
    /\p{Letter}/u.test(turn.text) && !isButton(turn, operation) ? message.language : operation.language
  const read = { ...message, language }
  if (awaiting === 'operation-offer' || (!awaiting && isButton(turn, operation)))
    return await resumed(operation, read, turn, parts)
  if (awaiting !== 'operation' && awaiting !== 'order-proof') return undefined
  const isReason = operation.step === 'reason' && reasonIn(turn.text) !== undefined
  if (wordIn(turn.text) === 'cancel' && !isReason) return settledWith(left(operation, language))
  if (awaiting === 'order-proof' && hasNoProof(turn.text, read)) return settledWith(withoutProof(read, parts))
  if (awaiting === 'order-proof') return await bareNumber(operation, read, turn, parts)
  return await inStep(operation, read, turn, parts)
}

/** A second yes to what is done already, as double clicks and bursts send it. */
function onlyOnce(message: Triage, turn: Turn): Replied | undefined {
  const { lastDeed } = turn.caseFile
  const last = turn.history.findLast(({ sender }) => sender !== 'visitor')
  const { startReturn, changeAddress, alreadyDone } = operatorWords[message.language]
  const isAgain = turn.messages.every((text) => {
    const buttons = [startReturn, changeAddress].includes(text.trim())
    return buttons || (wordIn(text) === 'yes' && /^(?:yes|y|yep|是|对|确认|确定)/i.test(text.trim()))
  })
  if (!lastDeed || !last?.text.startsWith(lastDeed) || !isAgain) return undefined
  const [first = ''] = lastDeed.split('\n')
  const { language } = message
  return settledWith({ outcome: 'answered', language, text: alreadyDone(first), rule: { name: 'tool-done' } })
}

function isButton({ text }: Turn, { language }: Operation): boolean {
  return buttonsOf(language).includes(text.trim())
}

/** A number that nothing marks, right after we asked for the order's number. */
async function bareNumber(operation: Operation, message: Triage, turn: Turn, parts: TurnParts) {
  if (operation.step !== 'order-number' || message.orderNumber) return undefined
  const orderNumber = orderNumberAlone(turn.text)
  if (orderNumber === undefined) return undefined
  return settledWith(await advance(operation, false, { ...message, orderNumber }, turn, parts))
}

async function resumed(operation: Operation, message: Triage, turn: Turn, parts: TurnParts) {
  const { goOn, stop } = operatorWords[message.language]
  const reply = wordOf(turn.messages, { yes: goOn, no: stop }, false)
  if (reply === undefined) return undefined
  if (reply.word !== 'yes') return settledWith(left(operation, message.language), reply.rest)
  // What was agreed to was shown long ago: it is shown again, never done.
  const { shown: _shown, ...rest } = operation
  return settledWith(await advance(rest, false, message, turn, parts), reply.rest)
}
