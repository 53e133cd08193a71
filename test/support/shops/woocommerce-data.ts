/** An order as REST API v3 shows it, with all fields of the published example that anybody here could look at. */
export interface WooOrderData extends Record<string, unknown> {
  id: number
  number: string
  status: string
  total: string
  billing: Record<string, string>
  shipping: Record<string, string>
  meta_data: { id: number; key: string; value: unknown }[]
}

const address = {
  ...{
    first_name: 'Ann',
    last_name: 'Lee',
    company: '',
    address_1: '1 Mill Lane',
    address_2: '',
    city: 'Bath',
  },
  ...{ state: '', postcode: 'BA1 1AA', country: 'GB' },
}

function line(
  id: number,
  name: string,
  quantity: number,
  price: number,
  parent: string | null = null,
): object {
  const total = (quantity * price).toFixed(2)
  return {
    ...{
      id,
      name,
      product_id: id + 400,
      variation_id: parent === null ? 0 : id + 500,
      quantity,
      tax_class: '',
    },
    ...{ subtotal: total, subtotal_tax: '0.00', total, total_tax: '0.00', taxes: [], meta_data: [], sku: '' },
    ...{ price, parent_name: parent },
  }
}

function order(id: number, email: string, created: string, some: Partial<WooOrderData>): WooOrderData {
  return {
    ...{ id, parent_id: 0, number: String(id), order_key: `wc_order_${id}`, created_via: 'checkout' },
    ...{
      version: '9.8.0',
      status: 'processing',
      currency: 'GBP',
      date_created: created,
      date_created_gmt: created,
    },
    ...{ discount_total: '0.00', shipping_total: '0.00', total: '55.00', total_tax: '0.00', customer_id: 0 },
    ...{ date_paid: created, date_paid_gmt: created, date_completed: null, date_completed_gmt: null },
    billing: { ...address, email, phone: '' },
    shipping: { ...address },
    meta_data: [{ id: 13_000 + id, key: '_download_permissions_granted', value: 'yes' }],
    line_items: [line(311, 'Enamel mug', 2, 12.5), line(312, 'Linen shirt - M, Blue', 1, 30, 'Linen shirt')],
    ...{ shipping_lines: [], fee_lines: [], coupon_lines: [], refunds: [] },
    ...some,
  }
}

/** Orders as the stand-in has them when it starts. Order 750 is counted by a plugin in its own way. */
export function wooOrders(): WooOrderData[] {
  const completed = { status: 'completed', date_completed_gmt: '2026-11-14T09:00:00' }
  const script = [line(331, '<script>alert(1)</script> Mug &ndash; large', 1, 5)]
  return [
    order(727, 'Ann@Shop.example', '2026-11-10T09:00:00', completed),
    order(728, 'bob@shop.example', '2026-11-11T09:00:00', {}),
    order(729, 'ann@shop.example', '2026-11-12T09:00:00', { status: 'on-hold', date_paid_gmt: null }),
    order(730, 'ann@shop.example', '2026-11-13T09:00:00', {}),
    order(731, 'ann@shop.example', '2026-11-13T10:00:00', { status: 'trash' }),
    order(732, 'eve@shop.example', '2026-11-13T11:00:00', { line_items: script }),
    order(750, 'ann@shop.example', '2026-11-15T09:00:00', { number: 'WEB-2026/7', status: 'cancelled' }),
  ]
}

function product(id: number, name: string, some: object): Record<string, unknown> {
  return {
    ...{ id, name, slug: `p${id}`, permalink: `https://shop.example/product/p${id}/`, type: 'simple' },
    ...{ status: 'publish', catalog_visibility: 'visible', description: '', short_description: '', sku: '' },
    ...{ price: '30.00', regular_price: '30.00', sale_price: '', manage_stock: true, stock_quantity: 12 },
    ...{ stock_status: 'instock', backorders: 'no', attributes: [], variations: [] },
    ...some,
  }
}

const size = { id: 6, name: 'Size', position: 0, visible: true, variation: true, options: ['S', 'M'] }

export function wooProducts(): Record<string, unknown>[] {
  return [
    product(801, 'Wool scarf', { manage_stock: false, stock_quantity: null, stock_status: 'outofstock' }),
    product(802, 'Linen shirt &ndash; summer', {
      ...{
        type: 'variable',
        manage_stock: false,
        stock_quantity: null,
        attributes: [size],
        variations: [811, 812],
      },
      short_description: '<p>Cool &amp; light.</p>\n<p>Washable</p>',
    }),
    product(803, 'Secret shirt', { status: 'draft' }),
    product(804, 'Rain shirt', { stock_quantity: 3 }),
    product(805, 'Shirts, grouped', { type: 'grouped', price: '' }),
    product(806, 'Hidden shirt', { catalog_visibility: 'hidden' }),
  ]
}

export const wooVariations = [
  {
    ...{ id: 811, price: '30.00', manage_stock: true, stock_quantity: 4, stock_status: 'instock' },
    attributes: [{ id: 6, name: 'Size', option: 'S' }],
  },
  {
    ...{ id: 812, price: '32.00', manage_stock: 'parent', stock_quantity: null, stock_status: 'instock' },
    attributes: [{ id: 6, name: 'Size', option: 'M' }],
  },
]
