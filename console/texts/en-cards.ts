import type { CardAvailability, OrderState, ParcelState } from '#shared/cards.ts'

/** The cards that the assistant showed the visitor. */
export const enCards = {
  shown: 'Shown to the visitor',
  order: (number: string) => `Order ${number}`,
  states: {
    placed: 'Placed',
    paid: 'Paid',
    packed: 'Packed',
    shipped: 'On its way',
    delivered: 'Delivered',
    cancelled: 'Cancelled',
    returned: 'Returned',
    refunded: 'Refunded',
  } as Record<OrderState, string>,
  parcels: {
    preparing: 'Being packed',
    'in-transit': 'On its way',
    'out-for-delivery': 'Out for delivery',
    delivered: 'Delivered',
    failed: 'Could not be delivered',
    unknown: 'Handed to the carrier',
  } as Record<ParcelState, string>,
  expected: (days: string) => `expected ${days}`,
  deliveredOn: (day: string) => `delivered on ${day}`,
  orderedOn: (day: string) => `Ordered on ${day}`,
  track: 'Track',
  total: 'Total',
  more: (count: string) => `and ${count} more`,
  availability: {
    'in-stock': 'In stock',
    'low-stock': 'Only a few left',
    'out-of-stock': 'Sold out',
    preorder: 'Preorder',
  } as Record<CardAvailability, string>,
  /** When it can be had: sold out, the next delivery; to be preordered, the start of sale. */
  thereOn: {
    'out-of-stock': (day: string) => `expected ${day}`,
    preorder: (day: string) => `on sale from ${day}`,
  },
  price: 'Price',
  availabilityName: 'Availability',
  variants: 'Sizes and colours',
  unknown: 'Not stated',
  comparison: 'Comparison',
}
