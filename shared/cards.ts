// What the shop's systems said, drawn as cards under a message. The types are here for both ends; `card-schema.ts` holds
// every card against its bounds before it goes on the record.

/** The most cards under one message. */
export const mostCards = 6
/** The most of each in one card: more is no help on a phone. */
export const mostCardItems = 10
export const mostCardParcels = 4
export const mostCardFacts = 4
export const mostCardRows = 12
export const mostCompared = 3

/** Money in hundredths of the currency (ISO 4217), as the shop's connectors have it. */
export interface CardMoney {
  amount: number
  currency: string
}

/** How far an order is, in words of ours: each end has its own sentence for it. */
export const orderStates = [
  'placed',
  'paid',
  'packed',
  'shipped',
  'delivered',
  'cancelled',
  'returned',
  'refunded',
] as const
export type OrderState = (typeof orderStates)[number]

export const parcelStates = [
  'preparing',
  'in-transit',
  'out-for-delivery',
  'delivered',
  'failed',
  'unknown',
] as const
export type ParcelState = (typeof parcelStates)[number]

export const availabilities = ['in-stock', 'low-stock', 'out-of-stock', 'preorder'] as const
export type CardAvailability = (typeof availabilities)[number]

/** What a button of a card is about; its label is the client's. */
export const cardDeeds = ['track', 'return', 'status', 'more'] as const
export type CardDeed = (typeof cardDeeds)[number]

/** A button that does nothing itself: it sends `says` as the visitor's next message, in the language of the reply. */
export interface CardAction {
  deed: CardDeed
  says: string
}

export interface CardItem {
  name: string
  variant?: string | undefined
  quantity: number
  /** Of one piece. */
  price?: CardMoney | undefined
}

/** Where a parcel is. Days are `YYYY-MM-DD`. */
export interface CardParcel {
  /** Left out where only the order is known, which says how far it is. */
  state?: ParcelState | undefined
  carrier?: string | undefined
  trackingNumber?: string | undefined
  /** An address of the web, checked. */
  trackingAddress?: string | undefined
  expectedFrom?: string | undefined
  expectedUntil?: string | undefined
  deliveredOn?: string | undefined
}

/** An order that the visitor has proved to be theirs. Whose it is and where it goes is nowhere in it (invariant 16). */
export interface OrderCard {
  kind: 'order'
  number: string
  state: OrderState
  /** Milliseconds since 1970. */
  placedAt?: number | undefined
  items: CardItem[]
  /** How many kinds of items are left out. */
  more?: number | undefined
  total?: CardMoney | undefined
  parcels: CardParcel[]
  actions: CardAction[]
}

/** A product as far as a glance needs it. */
export interface CardProduct {
  id: string
  name: string
  price: CardMoney
  available: CardAvailability
  /** Day of the next delivery or of the start of sale. */
  availableFrom?: string | undefined
  /** A drawing on our own origin. Pictures of other hosts are none of a card's: nobody approved that request. */
  picture?: string | undefined
  /** Its page in the shop, an address of the web, checked. */
  address?: string | undefined
}

export interface ProductCard extends CardProduct {
  kind: 'product'
  facts: { name: string; value: string }[]
  actions: CardAction[]
}

/** One line of a comparison beside price and availability, which the products themselves hold. */
export interface ComparisonLine {
  kind: 'variants' | 'fact'
  /** Of facts only, as the shop names them. */
  name?: string | undefined
  /** One for each product, in their order; `null` where the shop does not say. */
  values: (string | null)[]
  differs: boolean
}

export interface ComparisonCard {
  kind: 'comparison'
  products: CardProduct[]
  rows: ComparisonLine[]
}

export type Card = OrderCard | ProductCard | ComparisonCard

const cardKinds: readonly string[] = ['order', 'product', 'comparison']

/** The cards of a message, and which part of its text they tell again. */
export interface Cards {
  cards?: Card[] | undefined
  /**
   * From where to where in the text, in UTF-16 units, the cards say the same: who draws them may leave it out. The text
   * as a whole is complete without any card, for whoever draws none.
   */
  toldByCards?: { from: number; to: number } | undefined
}

/** The text without what the cards under it say. */
export function besideCards(text: string, { cards, toldByCards }: Cards): string {
  // A newer server's card is not drawn, so the text has to say it all.
  const areKnown = cards?.every(({ kind }) => cardKinds.includes(kind))
  if (!areKnown || !toldByCards) return text
  const { from, to } = toldByCards
  return [text.slice(0, from).trimEnd(), text.slice(to).trimStart()].filter(Boolean).join('\n\n')
}
