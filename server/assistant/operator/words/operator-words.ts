import type { AddressTerms, OrderView, Parcel, ProductView, ReturnTerms } from '../../../connectors/index.ts'
import type { AddressField, ProvedTool } from '../operation.ts'
import type { ReturnReason } from '../requests/return-request.ts'

/**
 * What the assistant says while it acts in the shop. Amounts, days and names come in as they are read; every one of
 * them is a tool's. Both catalogues have the same keys by type.
 */
export interface OperatorWords {
  /** `example` is a number as this shop writes it, where the shop says. */
  askForOrder: Record<ProvedTool, (example?: string) => string>
  askForEmail(number: string): string
  whichItems(number: string): string
  notAmongItems(number: string): string
  allItems: string
  howMany(item: string): string
  allPieces: string
  whyReturn: string
  reasons: Record<ReturnReason, string>
  returnTerms(terms: ShownReturn): string
  startReturn: string
  leaveIt: string
  returnStarted(done: ShownReturn & { id: string; label: string | undefined }): string
  returnRefused(
    refusal: NonNullable<ReturnTerms['refusal']> | 'unknown',
    order: { number: string; status: OrderView['status']; until: string | undefined },
  ): string
  /** A refund is never ours to promise. */
  refundIsForPeople: string
  askForAddress: Record<AddressField, string>
  addressTerms(number: string, address: string): string
  changeAddress: string
  addressChanged(number: string, address: string): string
  addressRefused(refusal: NonNullable<AddressTerms['refusal']> | 'unknown', number: string): string
  forColleague: string
  notDone: Record<'return' | 'address-change' | 'look-up', string>
  alreadyDone(said: string): string
  /** The shop broke off while it was asked to act. */
  unsure: Record<'return' | 'address-change', string>
  paused: Record<ProvedTool, string>
  goOn: string
  stop: string
  listed(orders: string[]): string
  orderStates: Record<OrderView['status'], string>
  orderLine(number: string, status: OrderView['status'], items: string): string
  parcels(number: string, parcels: string[]): string
  parcel(status: Parcel['status'], shown: ShownParcel): string
  product(name: string, price: string): string
  availability(
    product: Pick<ProductView, 'availability'>,
    shown: { stock: number | undefined; from: string | undefined },
  ): string
  variant(name: string, stock: number | undefined): string
  variants(names: string[]): string
  variantsGone(names: string[]): string
  onlyOneVersion: string
  noSuchVariant(asked: string): string
  whichProduct: string
  found(products: string[]): string
  compared(one: string, other: string): string
  row(name: string, one: [string, string], other: [string, string]): string
  same(rows: string[]): string
  price: string
  availabilityName: string
  variantsName: string
  unknown: string
  states: Record<ProductView['availability'], string>
  inNames(names: string[]): string
}

export interface ShownReturn {
  number: string
  items: string
  /** The last day, as it is read. */
  until: string | undefined
  refund: string | undefined
  /** Left out where it is free. */
  cost: string | undefined
  isFree: boolean
}

export interface ShownParcel {
  carrier: string | undefined
  trackingNumber: string | undefined
  link: string | undefined
  from: string | undefined
  until: string | undefined
  deliveredOn: string | undefined
}
