import type { ShopMapping } from '../connectors/index.ts'

/** Not there where the amount is not: a refused return costs nothing and pays nothing. */
const money = (amount: string, currency = '/currency') => ({
  object: { amount, currency },
  needs: ['amount'],
})

const order = {
  object: {
    owner: '/email',
    number: '/number',
    status: '/status',
    items: {
      each: '/lines',
      of: {
        object: {
          id: '/line',
          name: '/name',
          variant: '/variant',
          quantity: '/quantity',
          price: money('/price'),
        },
      },
    },
    total: money('/total'),
    placedAt: { from: '/placedAt', as: 'milliseconds' as const },
    carrier: '/delivery/carrier',
    trackingNumber: '/delivery/trackingNumber',
    expectedFrom: '/delivery/expectedFrom',
    expectedUntil: '/delivery/expectedUntil',
    deliveredOn: { from: '/delivery/deliveredAt', as: 'day' as const },
  },
}

const product = {
  object: {
    id: '/id',
    name: '/name',
    price: money('/price'),
    stock: '/stock',
    availability: '/availability',
    availableFrom: '/availableFrom',
    variants: '/variants',
    summary: '/summary',
    specifications: '/specifications',
  },
}

/** What cannot be an order number, or an e-mail address, has no order. */
const ownOrder = { parameters: { number: '/number', email: '/customer/email' }, missing: [400, 404] }
const key = { 'Idempotency-Key': '/key' }

const returnBody = {
  object: {
    number: '/number',
    email: '/customer/email',
    items: { each: '/items', of: { object: { line: '/id', quantity: '/quantity' } } },
    reason: '/reason',
    comment: '/comment',
  },
}

const terms = (at: string) => ({
  object: {
    allowed: `${at}/allowed`,
    refusal: `${at}/refusal`,
    until: `${at}/until`,
    refund: money(`${at}/refund`, `${at}/currency`),
    cost: money(`${at}/cost`, `${at}/currency`),
  },
})

/** The demo shop's words for what `connectors/shop.ts` asks. */
export const demoShopMapping: ShopMapping = {
  orders: {
    find: { operationId: 'getOrder', ...ownOrder, answer: order },
    list: {
      operationId: 'listOrders',
      parameters: { email: '/customer/email' },
      answer: { each: '/orders', of: order },
    },
  },
  delivery: {
    track: {
      operationId: 'listParcels',
      ...ownOrder,
      answer: {
        each: '/parcels',
        of: {
          object: {
            status: {
              from: '/state',
              words: {
                PREPARING: 'preparing',
                IN_TRANSIT: 'in-transit',
                DELIVERED: 'delivered',
                '*': 'unknown',
              },
            },
            carrier: '/carrier',
            trackingNumber: '/trackingNumber',
            expectedFrom: '/expectedFrom',
            expectedUntil: '/expectedUntil',
            deliveredOn: { from: '/deliveredAt', as: 'day' },
          },
        },
      },
    },
  },
  products: {
    search: {
      operationId: 'searchProducts',
      parameters: { q: '/text' },
      answer: { each: '/products', of: product },
    },
    find: { operationId: 'getProduct', parameters: { id: '/id' }, answer: product },
  },
  returns: {
    check: { operationId: 'checkReturn', body: returnBody, answer: terms('') },
    start: {
      operationId: 'startReturn',
      parameters: key,
      body: returnBody,
      answer: { object: { id: '/id', terms: terms('/terms') } },
    },
  },
  addresses: {
    check: {
      operationId: 'getAddress',
      ...ownOrder,
      answer: { object: { allowed: '/changeable', refusal: '/refusal', current: '/address' } },
    },
    change: {
      operationId: 'changeAddress',
      parameters: { ...key, number: '/number' },
      body: { object: { email: '/customer/email', address: '/address' } },
      answer: '',
    },
  },
  coupons: {
    issue: {
      operationId: 'issueCoupon',
      parameters: key,
      body: {
        object: {
          email: '/customer/email',
          percent: '/percent',
          amount: '/amount/amount',
          currency: '/amount/currency',
          reason: '/reason',
        },
      },
      answer: { object: { code: '/code', validUntil: '/validUntil' } },
    },
  },
  refunds: {
    refund: {
      operationId: 'refundOrder',
      parameters: key,
      body: {
        object: {
          number: '/number',
          email: '/customer/email',
          amount: '/amount/amount',
          currency: '/amount/currency',
          reason: '/reason',
        },
      },
      answer: { object: { id: '/id', amount: money('/amount') } },
    },
  },
  refusal: '/error/code',
}
