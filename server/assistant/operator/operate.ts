import { normalise } from '../../knowledge/index.ts'
import { withoutOrderNumbers } from '../order-number.ts'
import type { Triage } from '../reading/triage.ts'
import type { Decision, Turn, TurnParts } from '../turn.ts'
import { chooseTool } from './choose-tool.ts'
import { advance } from './dialogue/advance.ts'
import type { Operation, ProvedTool } from './operation.ts'
import { advise } from './products/advise.ts'
import { asksAboutProduct } from './requests/product-request.ts'
import { requestIn } from './requests/requests.ts'
import { wantsMoney } from './requests/return-request.ts'
import { toolIn } from './tools.ts'

const parcelWords = /\b(?:parcels?|packages?|shipments?|tracking|track)\b|包裹|快递|物流|运单/i

/**
 * Acts where the visitor wants something done in the shop: by rules, and where these see nothing, by the tool that a
 * model picks. Either only begins what our own steps lead to its end; `undefined` where the knowledge is to answer.
 */
export async function operate(message: Triage, turn: Turn, parts: TurnParts): Promise<Decision | undefined> {
  const { awaiting, operation } = turn.caseFile
  const hasProof = (message.orderNumber ?? message.email) !== undefined
  if (operation && awaiting === 'order-proof' && hasProof && !isNew(message, operation, turn)) {
    return await advance(operation, false, message, turn, parts)
  }
  const tool = toolOf(message, turn)
  if (tool) return await begin(tool, {}, message, turn, parts)
  const asked = message.intent === 'question' ? asksAboutProduct(normalise(turn.text)) : undefined
  const advice = asked && (await advise(asked, turn.text, message, turn, parts))
  if (advice) return advice
  const chosen = await chooseTool(message, turn, parts)
  if (chosen === undefined) return undefined
  return 'asked' in chosen
    ? await advise(chosen.tool, chosen.asked, message, turn, parts)
    : await begin(chosen.tool, chosen.slots, message, turn, parts)
}

/** A proof may come along with another wish: "where is NL-100201?" asks for more than a number says. */
function isNew(message: Triage, operation: Operation, turn: Turn): boolean {
  const rest = withoutOrderNumbers(turn.text, ' ').replaceAll(/\S+@\S+/g, ' ')
  const wish = requestIn(normalise(rest))
  return wish !== undefined && wish !== operation.tool && message.intent !== 'unclear' && isProvedTool(wish)
}

function isProvedTool(name: string): name is ProvedTool {
  return ['order-status', 'my-orders', 'return', 'address-change'].includes(name)
}

function toolOf({ intent }: Triage, turn: Turn): ProvedTool | undefined {
  if (!isProvedTool(intent)) return undefined
  return intent === 'order-status' && parcelWords.test(turn.text) ? 'delivery' : intent
}

async function begin(
  name: ProvedTool,
  slots: Partial<Operation>,
  message: Triage,
  turn: Turn,
  parts: TurnParts,
): Promise<Decision | undefined> {
  // A shop without parcels still knows how far an order is.
  const tool = name === 'delivery' && toolIn(parts.shop, name) === undefined ? 'order-status' : name
  if (toolIn(parts.shop, tool) === undefined) return undefined
  const said = turn.text.slice(0, 500).toWellFormed()
  const isMoney = tool === 'return' && wantsMoney(said)
  const step = 'order-number'
  const { language } = message
  const operation = { tool, step, language, said, ...(isMoney && { wantsMoney: true }), ...slots } as const
  return await advance(operation, false, message, turn, parts)
}
