import type { OrderView, PostalAddress, ProductView } from '#server/connectors/index.ts'
import { hundredths, type RetailAddress, type RetailData, type RetailOrder, variantOf } from './data.ts'

// What the set writes, in the shapes of a connector, and an address back.

const states: Record<string, OrderView['status']> = {
  pending: 'paid',
  'pending (items modified)': 'paid',
  processed: 'packed',
  delivered: 'delivered',
  'exchange requested': 'delivered',
  cancelled: 'cancelled',
  'return requested': 'returned',
}

export function pickedOf({ items }: RetailOrder, picked: readonly { id: string }[]) {
  return picked.length === 0 ? items : items.filter(({ item_id }) => picked.some(({ id }) => id === item_id))
}

export function viewOf(order: RetailOrder): OrderView {
  return {
    number: order.order_id,
    status: states[order.status] ?? 'placed',
    items: order.items.map((item) => ({
      id: item.item_id,
      name: { en: item.name, zh: item.name },
      variant: variantOf(item),
      quantity: 1,
      price: { amount: hundredths(item.price), currency: 'USD' },
    })),
    trackingNumber: order.fulfillments[0]?.tracking_id[0],
  }
}

export function productView({ product_id, name, variants }: RetailData['products'][string]): ProductView {
  const offered = Object.values(variants)
  const prices = offered.filter(({ available }) => available).map(({ price }) => hundredths(price))
  return {
    id: product_id,
    name: { en: name, zh: name },
    price: { amount: Math.min(...prices, ...(prices.length === 0 ? [0] : [])), currency: 'USD' },
    availability: prices.length > 0 ? 'in-stock' : 'out-of-stock',
    variants: offered.map((each) => {
      const called = variantOf(each)
      return { name: { en: called, zh: called }, ...(!each.available && { stock: 0 }) }
    }),
    specifications: [],
  }
}

/** The set writes "USA" for every country. */
export function postal(address: RetailAddress, name: string): PostalAddress {
  const { address1, address2, city, state, zip } = address
  const lines = [address1, address2].filter((line) => line !== '')
  return { name, lines, city, postalCode: zip, region: state, country: 'US' }
}

export function retailAddress({ lines, city, postalCode, region = '' }: PostalAddress): RetailAddress {
  const [address1 = '', ...rest] = lines
  return { address1, address2: rest.join(', '), city, country: 'USA', state: region, zip: postalCode }
}
