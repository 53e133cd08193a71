import type { OrderView } from '../connectors/index.ts'
import { handOver } from './responsible.ts'
import type { Triage } from './triage.ts'
import { type Decision, orderGuessesAllowed, type Turn, type TurnParts } from './turn.ts'
import { words } from './words.ts'

/** The shop's order system has this long, in milliseconds; then a person looks. */
const connectorPatience = 5_000

/**
 * Acts where the visitor asks for the state of their own order. It is shown only to who names its number and its
 * e-mail address; ten wrong guesses end the guessing.
 */
export async function operate(message: Triage, turn: Turn, parts: TurnParts): Promise<Decision | undefined> {
  if (parts.orders === undefined) return undefined
  const isProof =
    turn.caseFile.awaiting === 'order-proof' && (message.orderNumber ?? message.email) !== undefined
  if (!isProof && message.intent !== 'order-status') return undefined
  const { language } = message
  const catalogue = words[language]
  if (turn.orderGuesses >= orderGuessesAllowed) {
    return { ...handOver('repeated-failure', language, parts), text: catalogue.orderLocked }
  }
  const orderNumber = message.orderNumber ?? turn.caseFile.orderNumber ?? undefined
  const email = message.email ?? turn.caseFile.orderEmail ?? undefined
  if (orderNumber === undefined || email === undefined) {
    parts.record('operate', {
      tool: 'order-status',
      asked: orderNumber === undefined ? 'order number' : 'e-mail',
    })
    return {
      outcome: 'asked',
      language,
      text: orderNumber === undefined ? catalogue.askForOrder : catalogue.askForEmail(orderNumber),
      facts: { awaiting: 'order-proof', orderNumber: orderNumber ?? null, orderEmail: email ?? null },
    }
  }
  return lookUp(orderNumber, email, message, parts)
}

async function lookUp(
  orderNumber: string,
  email: string,
  message: Triage,
  parts: TurnParts,
): Promise<Decision> {
  const { language } = message
  parts.progress('acting')
  let order: OrderView | undefined
  try {
    const patience = AbortSignal.any([parts.signal, AbortSignal.timeout(connectorPatience)])
    order = await parts.orders?.findOrder(orderNumber, email, patience)
  } catch (reason) {
    parts.record('operate', { tool: 'order-status', orderNumber, failed: String(reason) })
    return handOver('tool-failure', language, parts)
  }
  parts.record('operate', { tool: 'order-status', orderNumber, found: order !== undefined })
  if (order === undefined) {
    return {
      outcome: 'asked',
      language,
      text: words[language].orderNotFound,
      facts: { awaiting: 'order-proof', orderNumber: null, orderEmail: null },
      wrongOrderGuess: true,
    }
  }
  return {
    outcome: 'answered',
    language,
    text: words[language].order(order),
    facts: { awaiting: null, orderNumber: order.number, orderEmail: email, misses: 0 },
  }
}
