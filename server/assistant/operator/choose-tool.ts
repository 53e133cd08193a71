import { normalise } from '../../knowledge/index.ts'
import { isQuestion } from '../answering/split-questions.ts'
import { ModelFailure } from '../models/index.ts'
import { withoutOrderNumbers } from '../order-number.ts'
import type { Triage } from '../reading/triage.ts'
import type { Turn, TurnParts } from '../turn.ts'
import { parseAddress } from './address/parse-address.ts'
import type { AddressDraft, Operation, ProvedTool } from './operation.ts'
import type { ProductTool } from './products/advise.ts'
import { toolIn, tools } from './tools.ts'

/** What a model picked, after our code has looked at it. */
export type Chosen = { tool: ProvedTool; slots: Partial<Operation> } | { tool: ProductTool; asked: string }

/** A model that takes longer is not waited for, so that there is time to answer. Milliseconds. */
const patience = 4_000

const instructions = [
  'You help an online shop to understand what its visitor wants done. Call at most one tool, the one that does what the',
  'visitor asks for in their last message. Where they ask how something works, what the rules are, or for anything no',
  'tool does, call none and answer with the one word NONE. Give only arguments that the visitor wrote.',
].join(' ')

/** Words of something to do: whatever has none of them is not worth a call of a model. */
const worth =
  /\b(?:return|send(?:ing)? back|back|refund|money|address|deliver|ship|order|parcel|package|compare|better|stock|available|sizes?)\b|#|退|换|地址|订单|包裹|快递|对比|比较|有货|库存|寄/
const ownAffairs = /\b(?:i|my|me|we|our|mine|please)\b|#|我|帮|请|麻烦/

/**
 * Lets the model pick a tool where the rules see none. What it gives is a suggestion: the tool must be one this shop
 * has, arguments must fit its schema and stand in the visitor's own words, and whoever the customer is, what the terms
 * are and whether the visitor agreed is never asked of it (invariant 12). `undefined` where there is no model, it
 * fails, or it picks nothing.
 */
export async function chooseTool(message: Triage, turn: Turn, parts: TurnParts): Promise<Chosen | undefined> {
  const { model, shop } = parts
  const plain = withoutOrderNumbers(normalise(turn.text), '#')
  const isHow = /\bhow\b|\bwhat\b|怎么|如何|多久|多少/.test(plain) && isQuestion(turn.text)
  if (model === undefined || shop === undefined || message.intent !== 'question' || isHow) return undefined
  if (!worth.test(plain) || !ownAffairs.test(plain)) return undefined
  const offered = tools.filter((each) => each.isOffered(shop))
  try {
    const reply = await model.useTools({
      specialist: 'operator',
      system: instructions,
      data: { conversation: turn.history.slice(-6), message: turn.text.slice(0, 2_000) },
      tools: offered.map(({ name, description, input }) => ({ name, description, schema: input })),
      signal: AbortSignal.any([parts.signal, AbortSignal.timeout(patience)]),
    })
    for (const { name, why } of reply.refused.slice(0, 4)) {
      parts.record('operate', { tool: name.slice(0, 60), outcome: `refused: ${why}` })
    }
    const [call, ...more] = reply.calls
    for (const { name } of more) parts.record('operate', { tool: name, outcome: 'refused: too-many' })
    if (call === undefined) return undefined
    const chosen = checked(call.name, call.arguments, turn, parts)
    parts.record('operate', { tool: call.name, outcome: chosen ? 'chosen' : 'refused: not-offered' })
    return chosen
  } catch (reason) {
    if (!(reason instanceof ModelFailure)) throw reason
    parts.record('operate', { tool: 'choose', failed: reason.reason })
    return undefined
  }
}

function checked(
  name: string,
  given: Record<string, unknown>,
  turn: Turn,
  parts: TurnParts,
): Chosen | undefined {
  const tool = tools.find((each) => each.name === name)
  if (tool === undefined || toolIn(parts.shop, tool.name) === undefined) return undefined
  const visitorWords = plainWords([turn.text, ...ownWords(turn)].join('\n'))
  const isSaid = (value: unknown): value is string =>
    typeof value === 'string' && value.trim() !== '' && visitorWords.includes(plainWords(value))
  switch (tool.name) {
    case 'stock':
    case 'product-facts':
      return isSaid(given.product) ? { tool: tool.name, asked: `${given.product} ${turn.text}` } : undefined
    case 'product-search':
      return isSaid(given.words) ? { tool: tool.name, asked: given.words } : undefined
    case 'compare':
      return isSaid(given.one) && isSaid(given.other)
        ? { tool: tool.name, asked: `${given.one}, ${given.other}` }
        : undefined
    case 'return':
    case 'address-change':
    case 'order-status':
    case 'delivery':
    case 'my-orders': {
      const { orderNumber } = given
      const number = isSaid(orderNumber) && isNumber(orderNumber) ? { number: orderNumber.trim() } : {}
      const address = tool.name === 'address-change' ? addressOf(given, turn, isSaid) : {}
      return { tool: tool.name, slots: { ...number, ...address } }
    }
  }
}

/** The reply repeats it, so that nothing but a number may stand there, whatever a model makes of the visitor's words. */
function isNumber(text: string): boolean {
  return /^\s*#?[a-z\d][a-z\d._/-]{2,39}\s*$/i.test(text) && /\d{3}/.test(text)
}

/** Fields of an address that the visitor wrote: a model may sort them, and add nothing. */
function addressOf(given: Record<string, unknown>, turn: Turn, isSaid: (value: unknown) => value is string) {
  const { name, lines, city, postalCode } = given
  const said = Array.isArray(lines) ? lines.filter(isSaid) : []
  const address: AddressDraft = {
    ...(isSaid(name) && { name }),
    ...(said.length > 0 && { lines: said }),
    ...(isSaid(city) && { city }),
    ...(isSaid(postalCode) && { postalCode }),
  }
  if (Object.keys(address).length === 0) return {}
  // What the tool does not ask for, our own reading keeps: without its state or country an address is another one.
  const { region, country } = parseAddress(turn.text)
  return { address: { ...address, ...(region && { region }), ...(country && { country }) } }
}

function ownWords({ history }: Turn): string[] {
  return history.flatMap(({ sender, text }) => (sender === 'visitor' ? [text] : []))
}

function plainWords(text: string): string {
  return normalise(text)
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim()
}
