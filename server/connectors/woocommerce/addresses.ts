import { addressMarks } from '../address-marks.ts'
import { oneAtATime } from '../once.ts'
import {
  type AddressChange,
  type Addresses,
  type AddressTerms,
  ConnectorFailure,
  type PostalAddress,
} from '../shop.ts'
import type { WooClient } from './client.ts'
import { findOrder } from './orders.ts'
import { order, type WooAddress, type WooOrder } from './shapes.ts'

const metaKey = '_baton_address_changes'

/** Address changes by an update of the order; their marks are kept in its meta data. */
export function wooAddresses(client: WooClient): Addresses {
  const oneChange = oneAtATime<PostalAddress>()

  async function change(request: AddressChange, key: string, signal: AbortSignal): Promise<PostalAddress> {
    const found = await findOrder(client, request.number, request.customer, signal)
    if (found === undefined) throw new ConnectorFailure('refused', 'The customer has no such order')
    const kept = found.meta_data.find((each) => each.key === metaKey)
    const value = addressMarks(kept?.value, request, key)
    if (value === undefined) return request.address
    const { refusal } = termsOf(found)
    if (refusal !== undefined) throw new ConnectorFailure('refused', `The address cannot change: ${refusal}`)
    // With its id the entry is replaced; without one WordPress would add a second beside it.
    const entry = { ...(kept?.id !== undefined && { id: kept.id }), key: metaKey, value }
    const body = { shipping: toWoo(request.address), meta_data: [entry] }
    const changed = await client.send('PUT', `orders/${found.id}`, body, order, signal)
    return fromWoo(changed.shipping)
  }

  return {
    async check(number, customer, signal) {
      const found = await findOrder(client, number, customer, signal)
      return found && termsOf(found)
    },
    change: (request, key, signal) => oneChange(key, () => change(request, key, signal)),
  }
}

function termsOf(found: WooOrder): AddressTerms {
  const current = fromWoo(found.shipping)
  if (/^(cancelled|refunded|failed|returned)$/.test(found.status))
    return { allowed: false, refusal: 'closed', current }
  if (/^(completed|shipped|delivered)$/.test(found.status) || found.date_completed_gmt)
    return { allowed: false, refusal: 'already-shipped', current }
  if (/^(pending|on-hold|processing)$/.test(found.status)) return { allowed: true, current }
  // A state that a plugin added, such as `packed`: work on the order has begun.
  return { allowed: false, refusal: 'already-packed', current }
}

/** Two lines and a name in two parts; a name without a space is the last one. */
function toWoo(address: PostalAddress): WooAddress {
  const [first = '', ...others] = address.lines
  const space = address.name.lastIndexOf(' ')
  return {
    first_name: space > 0 ? address.name.slice(0, space) : '',
    last_name: address.name.slice(space + 1),
    address_1: first,
    address_2: others.join(', '),
    city: address.city,
    state: address.region ?? '',
    postcode: address.postalCode,
    country: address.country,
  }
}

function fromWoo(address: WooAddress): PostalAddress {
  return {
    name: [address.first_name, address.last_name].filter((part) => part !== '').join(' '),
    lines: [address.address_1, address.address_2].filter((line) => line !== ''),
    city: address.city,
    postalCode: address.postcode,
    region: address.state || undefined,
    country: address.country,
  }
}
