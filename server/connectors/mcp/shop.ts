import { z } from 'zod'
import { checkedAs } from '../fetch.ts'
import { oneAtATime } from '../once.ts'
import {
  ConnectorFailure,
  type Coupon,
  type Coupons,
  type Customer,
  type Delivery,
  type Orders,
  type Products,
} from '../shop.ts'
import { decimalOf, isOf, orderNumber } from '../shop-values.ts'
import {
  mappedCoupon,
  mappedDelivery,
  mappedOrder,
  mappedProduct,
  orderView,
  parcelViews,
  productView,
} from './mapped-shapes.ts'
import { checkPlaces, fill, mapped, type ToolMapping, toolMapping, type Values, valueAt } from './mapping.ts'
import type { McpResult } from './tools.ts'

/** Which of the shop's interfaces which tools stand for. What is left out does not exist for the workspace. */
export const mcpShopMapping = z.strictObject({
  /** Places: `{number}`, `{email}`; for `list` `{email}`. `email` must be among the fields. */
  orders: z.strictObject({ find: toolMapping, list: toolMapping.optional() }).optional(),
  /** Places: `{number}`, `{email}`. Fields: `email`, `parcels`. */
  delivery: z.strictObject({ track: toolMapping }).optional(),
  /** Places: `{text}`, `{language}`; for `find` `{id}`. */
  products: z.strictObject({ search: toolMapping, find: toolMapping }).optional(),
  /** Places: `{key}` (required), `{email}`, `{percent}`, `{amount}`, `{currency}`, `{reason}`. */
  coupons: z.strictObject({ issue: toolMapping }).optional(),
})
export type McpShopMapping = z.infer<typeof mcpShopMapping>

/** Calls a mapped tool; `again` where it may be called once more after a broken connection. */
export type CallMapped = (
  mapping: { tool: string; arguments: Record<string, unknown> },
  again: boolean,
  signal: AbortSignal,
) => Promise<McpResult>

const mostListed = 20
const mostFound = 8

/** Opens the interfaces a mapping describes. Throws a TypeError where it cannot work. */
export function mcpShop(
  name: string,
  call: CallMapped,
  mapping: McpShopMapping,
): { orders?: Orders; delivery?: Delivery; products?: Products; coupons?: Coupons } {
  async function ask(
    tool: ToolMapping,
    values: Values,
    again: boolean,
    signal: AbortSignal,
  ): Promise<unknown> {
    const result = await call({ tool: tool.tool, arguments: fill(tool.arguments, values) }, again, signal)
    if (result.failed) {
      if (tool.notFound !== undefined && result.text.includes(tool.notFound)) return null
      throw new ConnectorFailure('refused', `${name}: ${result.text.slice(0, 300)}`)
    }
    const found = valueAt(result.data, tool.at ?? '')
    if (found === undefined)
      throw new ConnectorFailure('nonsense', `${name} answered what the mapping does not know`)
    return found
  }

  async function one<Shape>(tool: ToolMapping, values: Values, shape: z.ZodType<Shape>, signal: AbortSignal) {
    const found = await ask(tool, values, true, signal)
    return found === null ? undefined : checkedAs(name, mapped(found, tool.fields), shape)
  }

  async function several<Shape>(
    tool: ToolMapping,
    values: Values,
    shape: z.ZodType<Shape>,
    signal: AbortSignal,
  ) {
    const found = checkedAs(name, (await ask(tool, values, true, signal)) ?? [], z.array(z.unknown()))
    return found.slice(0, 200).map((each) => checkedAs(name, mapped(each, tool.fields), shape))
  }

  return {
    ...(mapping.orders && { orders: orders(mapping.orders) }),
    ...(mapping.delivery && { delivery: delivery(mapping.delivery.track) }),
    ...(mapping.products && { products: products(mapping.products) }),
    ...(mapping.coupons && { coupons: coupons(mapping.coupons.issue) }),
  }

  function orders({ find, list }: NonNullable<McpShopMapping['orders']>): Orders {
    checkPlaces(find, ['number', 'email'], ['number'])
    checkOwner(find)
    if (list !== undefined) {
      checkPlaces(list, ['email'], ['email'])
      checkOwner(list)
    }
    return {
      async find(number, customer, signal) {
        const asked = orderNumber(number)
        if (asked === undefined) return undefined
        const found = await one(find, { number: asked, email: customer.email }, mappedOrder, signal)
        // Whose order it is, and which, is compared here: that the server was told is no proof that it looked.
        const same = found?.number.replace(/^#/, '').toLowerCase() === asked.toLowerCase()
        return found && same && isOf(customer, found.email) ? orderView(found) : undefined
      },
      async list(customer: Customer, signal) {
        if (list === undefined) throw new ConnectorFailure('refused', `${name} does not list orders`)
        const found = await several(list, { email: customer.email }, mappedOrder, signal)
        return found
          .filter((each) => isOf(customer, each.email))
          .map(orderView)
          .toSorted((one, other) => (other.placedAt ?? 0) - (one.placedAt ?? 0))
          .slice(0, mostListed)
      },
    }
  }

  function delivery(track: ToolMapping): Delivery {
    checkPlaces(track, ['number', 'email'], ['number'])
    checkOwner(track)
    return {
      async track(number, customer, signal) {
        const asked = orderNumber(number)
        if (asked === undefined) return undefined
        const found = await one(track, { number: asked, email: customer.email }, mappedDelivery, signal)
        return found && isOf(customer, found.email) ? parcelViews(found) : undefined
      },
    }
  }

  function products({ search, find }: NonNullable<McpShopMapping['products']>): Products {
    checkPlaces(search, ['text', 'language'], ['text'])
    checkPlaces(find, ['id'], ['id'])
    return {
      async search(text, language, signal) {
        const values = { text: text.slice(0, 500), language }
        const found = checkedAs(name, (await ask(search, values, true, signal)) ?? [], z.array(z.unknown()))
        // One product without a price hides no other; where none can be read, the mapping is wrong.
        const read = found
          .slice(0, 100)
          .map((each) => mappedProduct.safeParse(mapped(each, search.fields)))
          .flatMap((each) => (each.success ? [productView(each.data)] : []))
        if (found.length > 0 && read.length === 0)
          throw new ConnectorFailure('nonsense', `${name} answered no product that can be read`)
        return read.slice(0, mostFound)
      },
      async find(id, signal) {
        const found = await one(find, { id }, mappedProduct, signal)
        return found?.id === id ? productView(found) : undefined
      },
    }
  }

  /** MCP has no keys for writes, so the tool itself must take the key and keep to it; a mapping without is refused. */
  function coupons(issue: ToolMapping): Coupons {
    checkPlaces(issue, ['key', 'email', 'percent', 'amount', 'currency', 'reason'], ['key'])
    const oneCoupon = oneAtATime<Coupon>()
    return {
      issue: (request, key, signal) =>
        oneCoupon(key, async () => {
          const { amount, percent, reason, customer } = request
          const worth = amount && { amount: decimalOf(amount.amount), currency: amount.currency }
          const found = await ask(
            issue,
            { key, percent, reason, email: customer.email, ...worth },
            false,
            signal,
          )
          return checkedAs(name, mapped(found, issue.fields), mappedCoupon)
        }),
    }
  }
}

function checkOwner(mapping: ToolMapping): void {
  if (mapping.fields.email === undefined)
    throw new TypeError(
      `The mapping of ${mapping.tool} must say where the e-mail address of the order stands`,
    )
}
