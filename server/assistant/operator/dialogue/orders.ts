import type { Language } from '#shared/knowledge.ts'
import type { OrderView, Parcel } from '../../../connectors/index.ts'
import type { ToolFact } from '../../judge/index.ts'
import type { Triage } from '../../reading/triage.ts'
import type { Decision, TurnParts } from '../../turn.ts'
import { words } from '../../words.ts'
import { call } from '../call.ts'
import { isWhole, orderActions, orderCard, withCards } from '../cards/index.ts'
import { dayIn, linkOf, plainly } from '../plain.ts'
import { operatorWords } from '../words/index.ts'
import type { Proved } from './prove.ts'

/** Orders and parcels in one reply. */
const mostListed = 10

/** Shows an order of the customer. */
export function showOrder({ order }: Proved, { language }: Triage, parts: TurnParts): Decision {
  const text = words[language].order(plainOrder(order))
  const decision = read(text, datesOf(order), language, 'order-found')
  const card = { ...orderCard(order, language), actions: orderActions(order, language, parts.shop, 'found') }
  // Its first line names the order and its items, as the card does; how it stands is said in words, too.
  const told = isWhole(order) ? text.slice(0, text.indexOf('\n\n')) : undefined
  return withCards(decision, 'order-status', [card], parts, told)
}

/** Shows where the parcels of an order are; the order itself where the shop knows nothing of parcels. */
export async function showParcels(proved: Proved, message: Triage, parts: TurnParts): Promise<Decision> {
  const { order, customer } = proved
  const { language } = message
  const parcels = await call('delivery', { number: order.number }, parts, async (signal) =>
    parts.shop?.delivery?.track(order.number, customer, signal),
  )
  // "Not sent yet" is better said by the order: it knows how far it is.
  if (parcels === undefined || parcels.length === 0) return showOrder(proved, message, parts)
  const catalogue = operatorWords[language]
  const day = (each: string | undefined) => each && dayIn(language, each, parts.day)
  const lines = parcels.slice(0, mostListed).map((parcel) =>
    catalogue.parcel(parcel.status, {
      carrier: parcel.carrier && plainly(parcel.carrier, 60),
      trackingNumber: parcel.trackingNumber && plainly(parcel.trackingNumber, 60),
      link: linkOf(parcel.trackingUrl),
      from: day(parcel.expectedFrom),
      until: day(parcel.expectedUntil),
      deliveredOn: day(parcel.deliveredOn),
    }),
  )
  const text = catalogue.parcels(order.number, lines)
  const decision = read(text, parcels.flatMap(datesOf), language, 'tool-read')
  const actions = orderActions(order, language, parts.shop, 'tracked')
  const card = { ...orderCard(order, language, parcels), actions }
  const told = isWhole(order, parcels) ? text.slice(text.indexOf('\n\n')) : undefined
  return withCards(decision, 'delivery', [card], parts, told)
}

/** Lists the customer's orders. */
export async function listOrders(
  { customer }: Proved,
  { language }: Triage,
  parts: TurnParts,
): Promise<Decision> {
  const orders = await call('my-orders', {}, parts, async (signal) =>
    parts.shop?.orders?.list(customer, signal),
  )
  const catalogue = operatorWords[language]
  const listed = (orders ?? []).slice(0, mostListed)
  const lines = listed.map((order) => {
    const { number, status, items } = plainOrder(order)
    const names = items.slice(0, 4).map((item) => item.name[language])
    return catalogue.orderLine(number, status, catalogue.inNames(names))
  })
  const text = catalogue.listed(lines)
  const cards = listed.map((order) => ({
    ...orderCard(order, language),
    actions: orderActions(order, language, parts.shop, 'listed'),
  }))
  // More orders than there are cards stay in the text as well.
  const told = listed.every((order) => isWhole(order)) ? text.slice(text.indexOf('\n\n')) : undefined
  return withCards(read(text, [], language, 'tool-read'), 'my-orders', cards, parts, told)
}

/** The order with every text of it as it may stand in a reply. */
function plainOrder(order: OrderView): OrderView {
  return {
    ...order,
    number: plainly(order.number, 60),
    carrier: order.carrier && plainly(order.carrier, 60),
    trackingNumber: order.trackingNumber && plainly(order.trackingNumber, 60),
    items: order.items.slice(0, 20).map((item) => ({
      ...item,
      name: { en: plainly(item.name.en, 80), zh: plainly(item.name.zh, 80) },
    })),
  }
}

function datesOf(shown: OrderView | Parcel): ToolFact[] {
  return [shown.expectedFrom, shown.expectedUntil, shown.deliveredOn].flatMap((date): ToolFact[] =>
    date ? [{ kind: 'date', date }] : [],
  )
}

function read(
  text: string,
  facts: ToolFact[],
  language: Language,
  rule: 'order-found' | 'tool-read',
): Decision {
  return {
    outcome: 'answered',
    language,
    text,
    toolResults: [{ text, facts }],
    facts: { awaiting: null, operation: null, misses: 0 },
    rule: { name: rule },
  }
}
