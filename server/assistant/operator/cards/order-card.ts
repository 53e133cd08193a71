import {
  type CardAction,
  type CardParcel,
  mostCardItems,
  mostCardParcels,
  type OrderCard,
} from '#shared/cards.ts'
import type { Language } from '#shared/knowledge.ts'
import type { OrderView, Parcel, ShopConnector } from '../../../connectors/index.ts'
import { linkOf } from '../plain.ts'
import { toolIn } from '../tools.ts'
import { dayOn, lineOn, moneyOn, present } from './fitting.ts'
import { says } from './says.ts'

/**
 * An order as a card. Only of an order that the visitor has proved to be theirs, and nothing of whom it belongs to or
 * where it goes (invariants 9 and 16).
 *
 * @param parcels where the shop was asked for them; otherwise the order itself says how it is sent
 */
export function orderCard(order: OrderView, language: Language, parcels?: readonly Parcel[]): OrderCard {
  const left = order.items.length - mostCardItems
  const sent = parcels ?? [order]
  return present({
    kind: 'order' as const,
    number: lineOn(order.number, 60) ?? '…',
    state: order.status,
    placedAt: isTime(order.placedAt) ? order.placedAt : undefined,
    items: order.items.slice(0, mostCardItems).map((item) =>
      present({
        name: lineOn(item.name[language], 80) ?? '…',
        variant: lineOn(item.variant, 40),
        quantity: Math.min(Math.max(Math.trunc(item.quantity) || 0, 0), 1_000_000),
        price: moneyOn(item.price),
      }),
    ),
    more: left > 0 ? left : undefined,
    total: moneyOn(order.total),
    parcels: sent.slice(0, mostCardParcels).flatMap(parcelOn),
    actions: [],
  })
}

/** Whether the card leaves out nothing that a reply would say. */
export function isWhole(order: OrderView, parcels: readonly Parcel[] = []): boolean {
  return order.items.length <= mostCardItems && parcels.length <= mostCardParcels
}

/** What one may want next with an order, where this shop can do it. `isLookedUp`: its parcels are on the card. */
export function orderActions(
  order: OrderView,
  language: Language,
  shop: ShopConnector | undefined,
  shown: 'listed' | 'found' | 'tracked',
): CardAction[] {
  const number = lineOn(order.number, 60)
  if (number === undefined) return []
  const words = says[language]
  const canTrack = order.status === 'shipped' && toolIn(shop, 'delivery') !== undefined
  const canReturn = order.status === 'delivered' && toolIn(shop, 'return') !== undefined
  const hasLink = linkOf(order.trackingUrl) !== undefined
  return [
    ...(canTrack && shown !== 'tracked' && !hasLink
      ? [{ deed: 'track', says: words.track(number) } as const]
      : []),
    ...(canReturn ? [{ deed: 'return', says: words.return(number) } as const] : []),
    ...(shown === 'listed' && !canTrack ? [{ deed: 'status', says: words.status(number) } as const] : []),
  ]
}

function parcelOn(sent: Parcel | OrderView): CardParcel[] {
  const parcel = present({
    state: 'items' in sent ? undefined : sent.status,
    carrier: lineOn(sent.carrier, 60),
    trackingNumber: lineOn(sent.trackingNumber, 60),
    trackingAddress: linkOf(sent.trackingUrl),
    expectedFrom: dayOn(sent.expectedFrom),
    expectedUntil: dayOn(sent.expectedUntil),
    deliveredOn: dayOn(sent.deliveredOn),
  })
  return Object.keys(parcel).length > 0 ? [parcel] : []
}

function isTime(at: number | undefined): boolean {
  return at !== undefined && Number.isSafeInteger(at) && at >= 0 && at <= 8.64e15
}
