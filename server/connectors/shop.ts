import type { Language } from '#shared/knowledge.ts'

/**
 * The shop as the assistant reaches it: one small interface for each thing it can do. An adapter offers those its shop
 * can do and leaves the others out; a tool whose interface is missing does not exist for that workspace.
 *
 * Every call takes the turn's signal and rejects with {@link ConnectorFailure}, never with anything else. Whose order
 * it is comes from the session and is checked by the adapter: an order of somebody else is `undefined`, as is one that
 * does not exist, and nothing tells the two apart.
 */
export interface ShopConnector {
  /** For the trace and for messages to people: `demo`, `shopify`. */
  readonly name: string
  /** An order number as this shop writes it: shown where one is asked for, and how its numbers are read. */
  readonly orderExample?: string | undefined
  readonly orders?: Orders
  readonly delivery?: Delivery
  readonly products?: Products
  readonly returns?: Returns
  readonly addresses?: Addresses
  readonly coupons?: Coupons
  readonly refunds?: Refunds
  close(): Promise<void>
}

/** Who asks, as the session has proved it: the e-mail address of an identity, or the one an order was proved with. */
export interface Customer {
  email: string
}

/** Money in hundredths of the currency (ISO 4217). */
export interface Money {
  amount: number
  currency: string
}

export interface Orders {
  find(number: string, customer: Customer, signal: AbortSignal): Promise<OrderView | undefined>
  /** The customer's orders, newest first, at most 20. */
  list(customer: Customer, signal: AbortSignal): Promise<OrderView[]>
}

export interface Delivery {
  /** Where the parcels of an order are; empty before it is sent, `undefined` where it is not the customer's. */
  track(number: string, customer: Customer, signal: AbortSignal): Promise<Parcel[] | undefined>
}

export interface Products {
  /** At most 8, best first. */
  search(text: string, language: Language, signal: AbortSignal): Promise<ProductView[]>
  find(id: string, signal: AbortSignal): Promise<ProductView | undefined>
}

export interface Returns {
  /** What a return of these items would mean, without starting it: what the visitor agrees to. */
  check(request: ReturnRequest, signal: AbortSignal): Promise<ReturnTerms | undefined>
  /** Starts it once for each key: the same key again gives the first result. */
  start(request: ReturnRequest, key: string, signal: AbortSignal): Promise<ReturnView>
}

export interface Addresses {
  /** Whether the order can still be sent elsewhere; `undefined` where it is not the customer's. */
  check(number: string, customer: Customer, signal: AbortSignal): Promise<AddressTerms | undefined>
  /** Changes it once for each key. */
  change(request: AddressChange, key: string, signal: AbortSignal): Promise<PostalAddress>
}

export interface Coupons {
  /** Issues one coupon for each key. */
  issue(request: CouponRequest, key: string, signal: AbortSignal): Promise<Coupon>
}

export interface Refunds {
  /** Refunds once for each key; rejects with `refused` above what was paid. */
  refund(request: RefundRequest, key: string, signal: AbortSignal): Promise<RefundView>
}

/** The state of an order, as the customer who proved that it is theirs may see it. */
export interface OrderView {
  number: string
  status: 'placed' | 'paid' | 'packed' | 'shipped' | 'delivered' | 'cancelled' | 'returned' | 'refunded'
  items: OrderItem[]
  total?: Money | undefined
  /** Milliseconds since 1970. */
  placedAt?: number | undefined
  carrier?: string | undefined
  trackingNumber?: string | undefined
  trackingUrl?: string | undefined
  /** Days, `YYYY-MM-DD`. */
  expectedFrom?: string | undefined
  expectedUntil?: string | undefined
  deliveredOn?: string | undefined
}

export interface OrderItem {
  /** The shop's own id of this line, as a return names it. */
  id: string
  name: Record<Language, string>
  variant?: string | undefined
  quantity: number
  /** Of one piece. */
  price?: Money | undefined
}

export interface Parcel {
  carrier?: string | undefined
  trackingNumber?: string | undefined
  trackingUrl?: string | undefined
  status: 'preparing' | 'in-transit' | 'out-for-delivery' | 'delivered' | 'failed' | 'unknown'
  expectedFrom?: string | undefined
  expectedUntil?: string | undefined
  deliveredOn?: string | undefined
}

export interface ProductView {
  id: string
  name: Record<Language, string>
  url?: string | undefined
  price: Money
  /** Pieces at hand; `undefined` where the shop does not say. */
  stock?: number | undefined
  availability: 'in-stock' | 'low-stock' | 'out-of-stock' | 'preorder'
  /** Day, `YYYY-MM-DD`, of the next delivery or of the start of sale. */
  availableFrom?: string | undefined
  variants: { name: Record<Language, string>; stock?: number | undefined }[]
  summary?: Record<Language, string> | undefined
  /** A drawing on this server's own origin; no adapter of another shop sets one. */
  picture?: string | undefined
  specifications: { name: Record<Language, string>; value: Record<Language, string> }[]
}

export interface ReturnRequest {
  number: string
  customer: Customer
  /** Ids of order items with how many of each; empty is the whole order. */
  items: { id: string; quantity: number }[]
  reason: 'unwanted' | 'wrong-size' | 'faulty' | 'wrong-item' | 'other'
  comment?: string | undefined
}

export interface ReturnTerms {
  allowed: boolean
  /** Why not: the stable word that the catalogues translate. */
  refusal?:
    | 'not-delivered'
    | 'window-over'
    | 'already-returned'
    | 'not-returnable'
    | 'unknown-item'
    | undefined
  /** Last day, `YYYY-MM-DD`. */
  until?: string | undefined
  refund?: Money | undefined
  /** What the customer pays to send it back. */
  cost?: Money | undefined
}

export interface ReturnView {
  /** The shop's number of the return. */
  id: string
  labelUrl?: string | undefined
  terms: ReturnTerms
}

export interface PostalAddress {
  name: string
  lines: string[]
  city: string
  postalCode: string
  region?: string | undefined
  /** ISO 3166-1 alpha-2. */
  country: string
}

export interface AddressTerms {
  allowed: boolean
  refusal?: 'already-packed' | 'already-shipped' | 'closed' | 'other-country' | undefined
  current?: PostalAddress | undefined
}

export interface AddressChange {
  number: string
  customer: Customer
  address: PostalAddress
}

export interface CouponRequest {
  customer: Customer
  /** Either a share of the price, 1 to 100, or an amount. */
  percent?: number | undefined
  amount?: Money | undefined
  reason: string
}

export interface Coupon {
  code: string
  /** Day, `YYYY-MM-DD`. */
  validUntil?: string | undefined
}

export interface RefundRequest {
  number: string
  customer: Customer
  amount: Money
  reason: string
}

export interface RefundView {
  id: string
  amount: Money
}

/**
 * The shop could not do it: `unavailable` – not reachable, too slow or broken; `nonsense` – it answered what nobody can
 * read; `refused` – it said no, with its reason for the desk; `unauthorised` – its key is not accepted.
 */
export class ConnectorFailure extends Error {
  override readonly name = 'ConnectorFailure'
  readonly kind: 'unavailable' | 'nonsense' | 'refused' | 'unauthorised'
  constructor(kind: ConnectorFailure['kind'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.kind = kind
  }
}
