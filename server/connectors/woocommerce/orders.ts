import { z } from 'zod'
import type { Customer, Orders, OrderView } from '../shop.ts'
import { hundredthsOf, inBoth, isOf, moneyOf, orderNumber, searchableEmail } from '../shop-values.ts'
import { unlessMissing, type WooClient } from './client.ts'
import { notPlaced, order, type WooOrder, withoutEntities } from './shapes.ts'

const orders = z.array(order).max(100)

/** The order of this number, if it is the customer's: by its id, else by search where a plugin counts in its own way. */
export async function findOrder(
  client: WooClient,
  number: string,
  customer: Customer,
  signal: AbortSignal,
): Promise<WooOrder | undefined> {
  const asked = orderNumber(number)
  if (asked === undefined) return undefined
  const mine = (each: WooOrder) =>
    each.number.toLowerCase() === asked.toLowerCase() &&
    isOf(customer, each.billing.email) &&
    !notPlaced.has(each.status)
  if (/^[1-9]\d{0,17}$/.test(asked)) {
    const byId = await unlessMissing(client.get(`orders/${asked}`, {}, order, signal))
    if (byId !== undefined && byId.number === asked) return mine(byId) ? byId : undefined
  }
  const found = await client.get('orders', { search: asked, per_page: '20' }, orders, signal)
  return found.find(mine)
}

export function wooOrders(client: WooClient): Orders {
  return {
    async find(number, customer, signal) {
      const found = await findOrder(client, number, customer, signal)
      return found && viewOf(found)
    },
    async list(customer, signal) {
      const email = searchableEmail(customer)
      if (email === undefined) return []
      const mine: WooOrder[] = []
      // The search looks at names and addresses too, so what it finds is compared again. Three pages at most.
      for (let page = 1; page <= 3 && mine.length < 20; page += 1) {
        const query = { search: email, per_page: '20', page: String(page), orderby: 'date', order: 'desc' }
        const { data, hasMore } = await client.getPage('orders', query, orders, signal)
        mine.push(...data.filter((each) => isOf(customer, each.billing.email) && !notPlaced.has(each.status)))
        if (!hasMore) break
      }
      return mine.slice(0, 20).map(viewOf)
    },
  }
}

function viewOf(found: WooOrder): OrderView {
  return {
    number: found.number,
    status: statusOf(found),
    items: found.line_items.map((item) => ({
      id: String(item.id),
      ...namesOf(item),
      quantity: Math.round(item.quantity),
      price: { amount: hundredthsOf(Number(item.price).toFixed(2)), currency: found.currency },
    })),
    total: moneyOf(found.total, found.currency),
    placedAt: timeOf(found.date_created_gmt),
  }
}

/** A variation is called `Shirt - Blue`, its parent `Shirt`. */
function namesOf(item: WooOrder['line_items'][number]): Pick<OrderView['items'][number], 'name' | 'variant'> {
  const name = withoutEntities(item.name)
  const parent = withoutEntities(item.parent_name ?? '')
  const variant = parent !== '' && name.startsWith(`${parent} - `) ? name.slice(parent.length + 3) : undefined
  return { name: inBoth(variant === undefined ? name : parent), variant }
}

/**
 * WooCommerce knows `completed`, which the shop sets when it has sent the goods; it does not know whether they arrived.
 * States that plugins add count by the word where it is one of ours, else by what was paid and sent.
 */
function statusOf(found: WooOrder): OrderView['status'] {
  switch (found.status) {
    case 'completed':
      return 'shipped'
    case 'processing':
      return 'paid'
    case 'pending':
    case 'on-hold':
    case 'failed':
      return 'placed'
    case 'packed':
    case 'shipped':
    case 'delivered':
    case 'cancelled':
    case 'returned':
    case 'refunded':
      return found.status
    default:
      if (found.date_completed_gmt) return 'shipped'
      return found.date_paid_gmt ? 'paid' : 'placed'
  }
}

/** Times are written without their zone, which is GMT in the fields that say so. */
function timeOf(time: string | null): number | undefined {
  return Date.parse(`${time}Z`) || undefined
}
