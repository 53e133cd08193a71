import type { McpShopMapping } from '#server/connectors/mcp/index.ts'
import type { Fields } from '#server/connectors/mcp/mapping.ts'

/** How a workspace would read the stand-in's orders. */
export const orderFields: Fields = {
  number: 'id',
  email: 'customer.mail',
  status: { at: 'state', values: { open: 'placed', on_the_way: 'shipped' } },
  placedAt: 'created',
  total: 'sum',
  currency: 'money',
  items: { at: 'lines', each: { id: 'sku', name: 'title', quantity: 'count', price: 'each' } },
}
export const goodsFields: Fields = {
  id: 'sku',
  name: 'title',
  price: 'cost',
  currency: 'money',
  stock: 'left',
}

export const shopMapping: McpShopMapping = {
  orders: {
    find: {
      ...{ tool: 'find_order', arguments: { id: '{number}' }, at: 'order', fields: orderFields },
      notFound: 'No such order',
    },
    list: { tool: 'list_orders', arguments: { mail: '{email}' }, at: 'orders', fields: orderFields },
  },
  coupons: {
    issue: {
      tool: 'issue_coupon',
      arguments: { key: '{key}', percent: '{percent}', note: 'For {email}: {reason}' },
      fields: { code: 'code', validUntil: 'expires' },
    },
  },
}
/** The workspace's word on the stand-in's tools; one of them the server does not have. */
export const risks = {
  find_order: 'read',
  note: 'read',
  issue_coupon: 'approval',
  wide: 'read',
  gone: 'read',
} as const
