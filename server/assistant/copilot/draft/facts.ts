import type { LogEvent } from '#shared/conversation.ts'
import type { Language } from '#shared/knowledge.ts'
import { orderNumbersOf } from '../../../connectors/index.ts'
import type { ToolFact, ToolResult } from '../../judge/index.ts'
import { call, ToolFailure } from '../../operator/call.ts'
import { showOrder } from '../../operator/dialogue/orders.ts'
import { plainly } from '../../operator/plain.ts'
import type { TurnParts } from '../../turn.ts'
import { type Matter, turnOf } from '../matter.ts'

/** What the shop's systems say to a matter. */
export interface ToolView {
  /** The order as it stands, where the visitor asks for it. */
  order: string | undefined
  /** Everything that tools showed or did in this conversation: what a draft may repeat. */
  results: ToolResult[]
  /** They ask for their order and have not proved which is theirs. */
  lacksProof: boolean
  isShopSilent: boolean
}

/** What a draft repeats of the case file. An address or a telephone number is nothing to repeat. */
const repeated: ReadonlySet<string> = new Set([
  'order-number',
  'order-status',
  'product',
  'delivery',
  'return',
  'refund',
  'coupon',
])

export async function toolsFor(matter: Matter, engine: TurnParts): Promise<ToolView> {
  const { caseFile, events, language, triage } = matter
  const known = caseFile.facts.flatMap(({ name, value, source }): ToolResult[] => {
    if (!repeated.has(name) || value === null || source === 'visitor') return []
    return [{ text: `${name}: ${typeof value === 'string' ? value : value[language]}`, facts: [] }]
  })
  const results = [...known, ...events.flatMap((event) => deedOf(event, language))]
  const asksForOrder = triage.intent === 'order-status' || triage.intent === 'my-orders'
  const none = { order: undefined, results, lacksProof: false, isShopSilent: false }
  if (!asksForOrder || engine.shop?.orders === undefined) return none
  const { verified } = turnOf(matter).caseFile
  if (!verified) return { ...none, lacksProof: true }
  try {
    const shown = await orderNow(matter, verified, engine)
    if (shown === undefined) return { ...none, lacksProof: true }
    return { ...none, order: shown.text, results: [...results, ...(shown.toolResults ?? [])] }
  } catch (reason) {
    if (!(reason instanceof ToolFailure)) throw reason
    return { ...none, isShopSilent: true }
  }
}

/** Whose order it is was proved in this conversation (invariant 12): the shop is asked for that customer only. */
async function orderNow(
  { triage }: Matter,
  verified: { email: string; numbers: string[] },
  engine: TurnParts,
) {
  const named = triage.orderNumber ?? verified.numbers.at(-1)
  if (named === undefined) return undefined
  const number = orderNumbersOf(engine.shop?.orderExample).complete(named)
  const customer = { email: verified.email }
  const order = await call('order-status', { number }, engine, async (signal) =>
    engine.shop?.orders?.find(number, customer, signal),
  )
  return order && showOrder({ order, customer, verified }, triage, engine)
}

/** What was done in the shop in this conversation, as the log has it. */
function deedOf(event: LogEvent, language: Language): ToolResult[] {
  if (event.type !== 'action:done' || event.failure || !event.outcome) return []
  const { outcome } = event
  const text = plainly(event.summary, 300)
  switch (outcome.tool) {
    case 'refund': {
      const { amount, currency } = outcome
      const facts: ToolFact[] = [
        { kind: 'action', action: 'refund' },
        { kind: 'amount', hundredths: amount, currency },
      ]
      return [{ text, facts }]
    }
    case 'coupon':
      return [{ text: `${text} ${plainly(outcome.code, 60)}`, facts: [{ kind: 'action', action: 'coupon' }] }]
    case 'return':
      return [
        {
          text: `${text} ${plainly(outcome.id, 60)}`,
          facts: [
            { kind: 'action', action: 'return' },
            ...(outcome.until === undefined ? [] : [{ kind: 'date', date: outcome.until } as const]),
          ],
        },
      ]
    case 'address-change':
      return [
        {
          text: language === 'zh' ? '地址已修改' : 'The address was changed.',
          facts: [{ kind: 'action', action: 'change' }],
        },
      ]
  }
}
