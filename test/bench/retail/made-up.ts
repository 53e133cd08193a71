import type { RetailData, RetailItem, RetailOrder, RetailTask, RetailUser } from './data.ts'

// A small shop of our own in the form of the outside set, so that the same machinery is tested where the set is absent.

const kinds = {
  '71': { name: 'Stoneware Vase', of: 'height' },
  '72': { name: 'Linen Tablecloth', of: 'colour' },
  '73': { name: 'Reading Chair', of: 'cover' },
  '74': { name: 'Paper Lantern', of: 'diameter' },
} as const

const items: Record<string, RetailItem> = Object.fromEntries(
  (
    [
      ['7101', '71', '20 cm', 42.5],
      ['7102', '71', '35 cm', 61],
      ['7201', '72', 'ochre', 38.9],
      ['7301', '73', 'wool', 420],
      ['7302', '73', 'leather', 610.25],
      ['7401', '74', '40 cm', 18],
    ] as const
  ).map(([id, kind, option, price]) => [
    id,
    { item_id: id, product_id: kind, name: kinds[kind].name, price, options: { [kinds[kind].of]: option } },
  ]),
)

function user(id: string, first: string, last: string, orders: string[], zip: string): RetailUser {
  return {
    user_id: id,
    name: { first_name: first, last_name: last },
    email: `${first}.${last}@shop.example`.toLowerCase(),
    address: { address1: '8 Quay Street', address2: '', city: 'Portland', state: 'ME', zip, country: 'USA' },
    payment_methods: { [`card_${id}`]: { id: `card_${id}`, source: 'credit_card' } },
    orders,
  }
}

function order(id: string, owner: RetailUser, status: string, bought: string[]): RetailOrder {
  const picked = bought.flatMap((each) => items[each] ?? [])
  const amount = picked.reduce((sum, { price }) => sum + price, 0)
  const method = Object.keys(owner.payment_methods)[0] ?? ''
  return {
    order_id: id,
    user_id: owner.user_id,
    address: owner.address,
    items: picked,
    status,
    fulfillments: [],
    payment_history: [{ transaction_type: 'payment', amount, payment_method_id: method }],
  }
}

const ada = user('ada', 'Ada', 'Holm', ['#Q4400101', '#Q4400102', '#Q4400103'], '04101')
const bo = user('bo', 'Bo', 'Lindqvist', ['#Q4400201', '#Q4400202'], '04102')
const cy = user('cy', 'Cy', 'Marsh', ['#Q4400301', '#Q4400302'], '04103')

export const madeUpShop: RetailData = {
  users: { ada, bo, cy },
  orders: Object.fromEntries(
    [
      order('#Q4400101', ada, 'delivered', ['7101', '7102', '7201', '7301']),
      order('#Q4400102', ada, 'delivered', ['7401']),
      order('#Q4400103', ada, 'pending', ['7201']),
      order('#Q4400201', bo, 'pending', ['7301', '7401']),
      order('#Q4400202', bo, 'processed', ['7101']),
      order('#Q4400301', cy, 'delivered', ['7302', '7201']),
      order('#Q4400302', cy, 'pending', ['7102']),
    ].map((each) => [each.order_id, each]),
  ),
  products: Object.fromEntries(
    Object.entries(kinds).map(([id, { name }]) => {
      const own = Object.values(items).filter(({ product_id }) => product_id === id)
      const variants = own.map((item) => [item.item_id, { ...item, available: true }])
      return [id, { product_id: id, name, variants: Object.fromEntries(variants) }]
    }),
  ),
}

function task(id: string, ...actions: [string, Record<string, unknown>][]): RetailTask {
  return {
    id,
    isEmailUnknown: false,
    actions: actions.map(([name, given]) => ({ name, arguments: given })),
  }
}

export const madeUpTasks: readonly RetailTask[] = [
  task(
    'two returns, one of them of one among two of a kind',
    ['find_user_id_by_email', { email: ada.email }],
    ['get_user_details', { user_id: 'ada' }],
    ['get_order_details', { order_id: '#Q4400101' }],
    [
      'return_delivered_order_items',
      { order_id: '#Q4400101', item_ids: ['7102', '7201'], payment_method_id: 'card_ada' },
    ],
    [
      'return_delivered_order_items',
      { order_id: '#Q4400102', item_ids: ['7401'], payment_method_id: 'card_ada' },
    ],
    ['cancel_pending_order', { order_id: '#Q4400103', reason: 'no longer needed' }],
  ),
  task(
    'an address',
    ['find_user_id_by_name_zip', { first_name: 'Bo', last_name: 'Lindqvist', zip: '04102' }],
    ['get_order_details', { order_id: '#Q4400201' }],
    ['get_product_details', { product_id: '74' }],
    [
      'modify_pending_order_address',
      {
        order_id: '#Q4400201',
        address1: '77 Harbour Road',
        address2: 'Suite 12',
        city: 'Bangor',
        state: 'ME',
        zip: '04401',
        country: 'USA',
      },
    ],
  ),
  task(
    'a return of everything, after an exchange that is for people',
    [
      'exchange_delivered_order_items',
      { order_id: '#Q4400101', item_ids: ['7301'], new_item_ids: ['7302'], payment_method_id: 'card_ada' },
    ],
    [
      'return_delivered_order_items',
      { order_id: '#Q4400301', item_ids: ['7201', '7302'], payment_method_id: 'card_cy' },
    ],
    ['transfer_to_human_agents', { summary: 'wants to talk' }],
  ),
]
