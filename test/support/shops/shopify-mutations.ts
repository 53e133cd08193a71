import { GraphqlProblem, type Resolver } from './graphql.ts'
import type { ShopifyOrder } from './shopify-data.ts'
import type { ShopifyState } from './shopify-server.ts'
import { money, orderObject, returnable, sum } from './shopify-types.ts'

interface UserError {
  message: string
  field?: string[]
  code?: string
}

/** The mutations of the Admin API 2026-07 that are used, with their published inputs, payloads and refusals. */
export function shopifyMutations(state: ShopifyState): Record<string, Resolver> {
  const byId = (id: unknown) => state.orders.find((each) => id === `gid://shopify/Order/${each.id}`)
  const refundsByKey = new Map<string, unknown>()
  let lastId = 9_000

  const refuse = (type: string, result: string, ...errors: UserError[]) => ({
    __typename: type,
    [result]: null,
    userErrors: errors.map((error) => ({ __typename: 'UserError', code: null, field: null, ...error })),
  })

  const returnCreate: Resolver = ({ returnInput }) => {
    const input = returnInput as {
      orderId: string
      returnLineItems: {
        fulfillmentLineItemId: string
        quantity: number
        returnReason: string
        returnReasonNote: string
      }[]
    }
    const order = byId(input.orderId)
    const refused = (message: string) => refuse('ReturnCreatePayload', 'return', { message, code: 'INVALID' })
    if (order === undefined) return refused('Order does not exist.')
    const lines = input.returnLineItems.map((each) => ({
      line: Number(each.fulfillmentLineItemId.split('/').at(-1)) - 1000,
      quantity: each.quantity,
      note: each.returnReasonNote,
    }))
    if (input.returnLineItems.some((each) => each.returnReasonNote.length > 255))
      return refused('Return reason note is too long (maximum is 255 characters)')
    for (const { line, quantity } of lines) {
      const known = order.lines.find((each) => each.id === line)
      if (known === undefined || quantity > returnable(order, known))
        return refused('Return line item has an invalid quantity.')
    }
    const name = `${order.name}-R${order.returns.length + 1}`
    order.returns.push({ name, status: 'OPEN', lines })
    lastId += 1
    const made = { __typename: 'Return', id: `gid://shopify/Return/${lastId}`, name }
    return { ...refuse('ReturnCreatePayload', 'return'), return: made }
  }

  const orderUpdate: Resolver = ({ input }) => {
    const { id, shippingAddress, metafields } = input as {
      id: string
      shippingAddress: Record<string, string>
      metafields: { namespace: string; key: string; type: string; value: string }[]
    }
    const order = byId(id)
    const refused = (message: string, field: string) =>
      refuse('OrderUpdatePayload', 'order', { message, field: ['shippingAddress', field] })
    if (order === undefined) return refused('Order does not exist', 'id')
    if (!/^[A-Z]{2}$/.test(shippingAddress.countryCode ?? ''))
      return refused('Country is invalid', 'countryCode')
    if (!shippingAddress.zip) return refused('Zip is required', 'zip')
    if (!state.keepsAddress) order.address = addressOf(shippingAddress)
    for (const each of metafields) order.metafields.set(`${each.namespace}.${each.key}`, each.value)
    return { ...refuse('OrderUpdatePayload', 'order'), order: orderObject(order) }
  }

  const discountCodeBasicCreate: Resolver = ({ basicCodeDiscount }) => {
    const input = basicCodeDiscount as Record<string, unknown> & { code: string }
    const missing = ['code', 'context', 'customerGets', 'startsAt', 'title'].find(
      (field) => !(field in input),
    )
    const refused = (error: UserError) => refuse('DiscountCodeBasicCreatePayload', 'codeDiscountNode', error)
    if (missing !== undefined)
      return refused({ message: `${missing} can't be blank`, code: 'BLANK', field: [missing] })
    if (state.discounts.has(input.code.toLowerCase()))
      return refused({
        message: 'Code must be unique. Please try a different code.',
        code: 'TAKEN',
        field: ['code'],
      })
    lastId += 1
    const id = `gid://shopify/DiscountCodeNode/${lastId}`
    state.discounts.set(input.code.toLowerCase(), { ...input, id })
    return {
      ...refuse('DiscountCodeBasicCreatePayload', 'codeDiscountNode'),
      codeDiscountNode: { __typename: 'DiscountCodeNode', id },
    }
  }

  const refundCreate: Resolver = ({ input }, selection) => {
    const key = selection.directives.find((each) => each.name === 'idempotent')?.arguments.key
    if (typeof key !== 'string')
      throw new GraphqlProblem('The @idempotent directive is required for this mutation')
    const before = refundsByKey.get(key)
    if (before !== undefined) return before
    const payload = refund(input as RefundInput)
    refundsByKey.set(key, payload)
    return payload
  }

  interface RefundInput {
    orderId: string
    note: string
    transactions: { amount: string; gateway: string; kind: string; orderId: string; parentId: string }[]
  }

  function refund({ orderId, note, transactions }: RefundInput): object {
    const order = byId(orderId)
    const refused = (message: string) => refuse('RefundCreatePayload', 'refund', { message })
    if (order === undefined) return refused('Order does not exist')
    for (const each of transactions) {
      const parent = Number(each.parentId.split('/').at(-1))
      if (each.kind !== 'REFUND' || Number(each.amount) > leftOf(order, parent))
        return refused('Refund amount is greater than the amount that can be refunded')
      lastId += 1
      order.transactions.push({ id: lastId, kind: 'REFUND', amount: each.amount, parent })
    }
    lastId += 1
    const amount = sum(transactions.map((each) => each.amount))
    order.refunds.push({ id: lastId, note, amount })
    const made = {
      __typename: 'Refund',
      id: `gid://shopify/Refund/${lastId}`,
      totalRefundedSet: money(amount),
    }
    return { ...refuse('RefundCreatePayload', 'refund'), refund: made }
  }

  return { returnCreate, orderUpdate, discountCodeBasicCreate, refundCreate }
}

function leftOf(order: ShopifyOrder, parent: number): number {
  const paid = order.transactions.find((each) => each.id === parent && each.kind === 'SALE')
  const back = order.transactions.filter((each) => each.parent === parent)
  return Number(paid?.amount ?? 0) - Number(sum(back.map((each) => each.amount)))
}

function addressOf(input: Record<string, string>): Record<string, string | null> {
  return {
    name: [input.firstName, input.lastName].filter(Boolean).join(' '),
    address1: input.address1 ?? null,
    address2: input.address2 || null,
    city: input.city ?? null,
    zip: input.zip ?? null,
    provinceCode: input.provinceCode ?? null,
    countryCodeV2: input.countryCode ?? null,
  }
}
