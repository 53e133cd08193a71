import {
  type AddressTerms,
  ConnectorFailure,
  type Customer,
  type PostalAddress,
  type ReturnTerms,
  type ShopConnector,
} from '#server/connectors/index.ts'
import { hundredths, type RetailAction, type RetailData, type RetailOrder, textOf } from './data.ts'
import { pickedOf, postal, productView, retailAddress, viewOf } from './views.ts'

/** A change that was asked of the shop, whatever came of it. */
export interface Written {
  tool: 'return' | 'address-change'
  number: string
  items: string[]
  /** The payment method that gets the money. */
  refundTo?: string | undefined
  /** In hundredths. */
  refund?: number | undefined
  address?: PostalAddress | undefined
  outcome: 'done' | 'repeated' | 'refused'
}

export interface RetailShop {
  connector: ShopConnector
  /** Every change that reached the shop, oldest first. */
  written: Written[]
  /** What the shop said no to when it was asked beforehand: an order nobody of that address has, or terms. */
  refusals: string[]
  order(id: string): RetailOrder
  /** What a person at the desk does with the shop's own tools, which the assistant has not. */
  actAsPerson(action: RetailAction): void
}

/**
 * A shop that keeps the rules of the retail policy, in this process: an outside shop's wire is tested elsewhere, and
 * what is measured here stands before it. Every shop opened has books of its own over the same data.
 */
export function openRetailShop(data: RetailData): RetailShop {
  const changed = new Map<string, RetailOrder>()
  const first = new Map<string, unknown>()
  const written: Written[] = []
  const refusals: string[] = []

  function order(id: string): RetailOrder {
    const known = changed.get(id) ?? structuredClone(data.orders[id])
    if (known === undefined) throw new TypeError(`there is no order ${id}`)
    changed.set(id, known)
    return known
  }

  /** The order of this number, if it is this customer's: nothing tells a foreign one from none. */
  function own(number: string, { email }: Customer): RetailOrder | undefined {
    const id = `#${number.replace(/^#/, '').toUpperCase()}`
    const found = data.orders[id] && order(id)
    const isTheirs = found && data.users[found.user_id]?.email.toLowerCase() === email.toLowerCase()
    if (!isTheirs) refusals.push('not-theirs')
    return isTheirs ? found : undefined
  }

  function returnTerms(found: RetailOrder, items: readonly { id: string; quantity: number }[]): ReturnTerms {
    if (found.status.endsWith('requested')) return { allowed: false, refusal: 'already-returned' }
    if (found.status !== 'delivered') return { allowed: false, refusal: 'not-delivered' }
    const picked = pickedOf(found, items)
    const isKnown = items.every(
      ({ id, quantity }) => quantity === 1 && found.items.some(({ item_id }) => item_id === id),
    )
    if (!isKnown) return { allowed: false, refusal: 'unknown-item' }
    const amount = picked.reduce((sum, { price }) => sum + hundredths(price), 0)
    return { allowed: true, refund: { amount, currency: 'USD' } }
  }

  function addressTerms(found: RetailOrder): AddressTerms {
    const current = postal(found.address, nameOf(found))
    if (found.status === 'pending') return { allowed: true, current }
    return { allowed: false, refusal: found.status === 'processed' ? 'already-packed' : 'closed', current }
  }

  function nameOf({ user_id }: RetailOrder): string {
    const { first_name = '', last_name = '' } = data.users[user_id]?.name ?? {}
    return `${first_name} ${last_name}`
  }

  function once<Result>(key: string, change: Omit<Written, 'outcome'>, work: () => Result | string): Result {
    const before = first.get(key)
    if (before !== undefined) {
      written.push({ ...change, outcome: 'repeated' })
      return before as Result
    }
    const result = work()
    written.push({ ...change, outcome: typeof result === 'string' ? 'refused' : 'done' })
    if (typeof result === 'string') throw new ConnectorFailure('refused', result)
    first.set(key, result)
    return result
  }

  const noted = <Terms extends { allowed: boolean; refusal?: string | undefined }>(terms: Terms): Terms => {
    if (!terms.allowed) refusals.push(terms.refusal ?? 'refused')
    return terms
  }

  const connector: ShopConnector = {
    name: 'retail',
    orders: {
      async find(number, customer) {
        const found = own(number, customer)
        return found && viewOf(found)
      },
      async list({ email }) {
        const user = Object.values(data.users).find(
          (each) => each.email.toLowerCase() === email.toLowerCase(),
        )
        return (user?.orders ?? []).slice(0, 20).map((id) => viewOf(order(id)))
      },
    },
    products: {
      async search(text) {
        const said = text.toLowerCase()
        const named = Object.values(data.products).filter(({ name }) => said.includes(name.toLowerCase()))
        return named.slice(0, 8).map(productView)
      },
      async find(id) {
        const product = data.products[id]
        return product && productView(product)
      },
    },
    returns: {
      async check({ number, customer, items }) {
        const found = own(number, customer)
        return found && noted(returnTerms(found, items))
      },
      async start({ number, customer, items }, key) {
        const found = own(number, customer)
        const picked = found ? pickedOf(found, items) : []
        const change = {
          tool: 'return',
          number: found?.order_id ?? number,
          items: picked.map(({ item_id }) => item_id).sort(),
          refundTo: found?.payment_history[0]?.payment_method_id,
          refund: picked.reduce((sum, { price }) => sum + hundredths(price), 0),
        } as const
        return once(key, change, () => {
          const terms = found ? returnTerms(found, items) : undefined
          if (found === undefined || !terms?.allowed) return terms?.refusal ?? 'not-theirs'
          found.status = 'return requested'
          return { id: `R${found.order_id.slice(1)}`, terms }
        })
      },
    },
    addresses: {
      async check(number, customer) {
        const found = own(number, customer)
        return found && noted(addressTerms(found))
      },
      async change({ number, customer, address }, key) {
        const found = own(number, customer)
        const change: Omit<Written, 'outcome'> = {
          tool: 'address-change',
          number: found?.order_id ?? number,
          items: [],
          address,
        }
        return once(key, change, () => {
          const terms = found ? addressTerms(found) : undefined
          if (found === undefined || !terms?.allowed) return terms?.refusal ?? 'not-theirs'
          found.address = retailAddress(address)
          return address
        })
      },
    },
    close: async () => undefined,
  }

  return {
    connector,
    written,
    refusals,
    order,
    actAsPerson({ name, arguments: given }) {
      const id = textOf(given.order_id)
      const after = {
        cancel_pending_order: 'cancelled',
        modify_pending_order_items: 'pending (items modified)',
        exchange_delivered_order_items: 'exchange requested',
      }[name]
      if (after !== undefined && data.orders[id]) order(id).status = after
    },
  }
}
