import { type Customer, type OrderView, orderNumbersOf } from '../../../connectors/index.ts'
import type { Triage } from '../../reading/triage.ts'
import { handOver } from '../../responsible.ts'
import { type Decision, orderGuessesAllowed, type Turn, type TurnParts } from '../../turn.ts'
import { words } from '../../words.ts'
import { call, withDesk } from '../call.ts'
import type { Operation, Verified } from '../operation.ts'
import { operatorWords } from '../words/index.ts'

/** A customer, and the order of theirs that is spoken of. */
export interface Proved {
  customer: Customer
  order: OrderView
  verified: Verified
}

const mostNumbers = 20

/**
 * Whose order it is: the customer whom this conversation has proved, or one who names the number and the e-mail address
 * of an order. An order of somebody else and one that does not exist are told apart by nothing; ten wrong guesses end
 * the guessing. Rejects with `ToolFailure`.
 *
 * @returns the proof, or what to say instead
 */
export async function prove(
  operation: Operation,
  message: Triage,
  turn: Turn,
  parts: TurnParts,
): Promise<Proved | Decision> {
  const { language } = message
  const { verified } = turn.caseFile
  const isOther = message.email !== undefined && message.email.toLowerCase() !== verified?.email
  // A new number with a new address is a proof of its own; an address alone changes nothing once somebody is proved.
  const known = verified && !(isOther && message.orderNumber !== undefined) ? verified : undefined
  // Who named an order that we do not find means that one, not the one of theirs that was spoken of before.
  const spokenOf = operation.isNotFound ? undefined : known?.numbers.at(-1)
  const named = message.orderNumber ?? operation.number ?? spokenOf
  const number = named && orderNumbersOf(parts.shop?.orderExample).complete(named)
  const email = known?.email ?? message.email ?? operation.email
  const isShown = known !== undefined && number !== undefined && known.numbers.includes(number)
  if (turn.orderGuesses >= orderGuessesAllowed && !isShown) return locked(language, turn, parts)
  if (number === undefined || email === undefined) {
    return askForProof({ ...operation, ...(number && { number }), ...(email && { email }) }, language, parts)
  }
  const customer = { email: email.toLowerCase() }
  const order = await call(operation.tool, { number, email }, parts, async (signal) =>
    parts.shop?.orders?.find(number, customer, signal),
  )
  if (order === undefined) {
    const { number: _number, email: _email, items: _items, shown: _shown, ...rest } = operation
    return {
      outcome: 'asked',
      language,
      text: words[language].orderNotFound,
      facts: {
        awaiting: 'order-proof',
        operation: { ...rest, step: 'order-number', language, isNotFound: true },
      },
      wrongOrderGuess: true,
      rule: { name: 'order-unknown' },
    }
  }
  const numbers = known?.numbers.filter((each) => each !== order.number) ?? []
  return {
    customer,
    order,
    verified: { email: customer.email, numbers: [...numbers, order.number].slice(-mostNumbers) },
  }
}

export function isProved(outcome: Proved | Decision): outcome is Proved {
  return 'order' in outcome
}

function askForProof(operation: Operation, language: Operation['language'], parts: TurnParts): Decision {
  const { tool, number } = operation
  const step = number === undefined ? 'order-number' : 'email'
  parts.record('operate', { tool, asked: step })
  const { askForEmail, askForOrder } = operatorWords[language]
  const text = number === undefined ? askForOrder[tool](parts.shop?.orderExample) : askForEmail(number)
  return {
    outcome: 'asked',
    language,
    text,
    facts: { awaiting: 'order-proof', operation: { ...operation, step, language } },
    rule: { name: 'order-proof' },
  }
}

function locked(language: Operation['language'], turn: Turn, parts: TurnParts): Decision {
  const decision = handOver('repeated-failure', language, parts)
  return {
    ...decision,
    text: withDesk(words[language].orderLocked, decision.text),
    facts: { ...decision.facts, operation: null },
    rule: {
      name: 'order-guesses',
      compared: [{ measure: 'guesses', value: turn.orderGuesses, threshold: orderGuessesAllowed }],
    },
  }
}
