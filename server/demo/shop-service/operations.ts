import { z } from 'zod'
import {
  changeAddress,
  checkReturn,
  type Desk,
  issueCoupon,
  orderOf,
  refundOrder,
  ShopRefusal,
  startReturn,
} from './actions.ts'
import {
  addressAnswer,
  addressView,
  couponAnswer,
  orderAnswer,
  orderList,
  orderView,
  parcelList,
  parcelsOf,
  productAnswer,
  productList,
  productView,
  refundAnswer,
  returnAnswer,
  termsAnswer,
} from './answers.ts'
import { searchProducts } from './product-search.ts'
import { address } from './records.ts'

/** One thing the service does: what serves it, and what its OpenAPI document says about it. */
export interface Operation {
  id: string
  method: 'get' | 'post'
  /** As Express has it; names in the path are part of the input. */
  path: string
  summary: string
  /** Everything it is given: names in the path, the query of a `get`, the body of a `post`. */
  input: z.ZodObject
  answer: z.ZodType
  /** Whether it changes something, and therefore needs a key. */
  isAction: boolean
  handle(desk: Desk, input: never): unknown
}

function operation<Input extends z.ZodObject, Answer extends z.ZodType>(
  made: Omit<Operation, 'input' | 'answer' | 'handle'> & {
    input: Input
    answer: Answer
    handle(desk: Desk, input: z.output<Input>): z.input<Answer>
  },
): Operation {
  return made
}

const text = (most: number) => z.string().trim().min(1).max(most)
const number = text(40)
const email = text(320)
const returnInput = z.object({
  number,
  email,
  items: z.array(z.object({ line: text(10), quantity: z.int().min(1).max(1_000) })).max(100),
  reason: z.enum(['unwanted', 'wrong-size', 'faulty', 'wrong-item', 'other']),
  comment: z.string().max(2_000).optional(),
})

export const operations: readonly Operation[] = [
  operation({
    id: 'listOrders',
    method: 'get',
    path: '/orders',
    summary: 'The orders of a customer, newest first, at most 20.',
    input: z.object({ email }),
    answer: orderList,
    isAction: false,
    handle(desk, input) {
      const products = desk.store.products()
      return {
        orders: desk.store
          .ordersOf(input.email)
          .slice(0, 20)
          .map((order) => orderView(order, products)),
      }
    },
  }),
  operation({
    id: 'getOrder',
    method: 'get',
    path: '/orders/:number',
    summary: 'An order of this customer; 404 where it is somebody else’s or nobody’s.',
    input: z.object({ number, email }),
    answer: orderAnswer,
    isAction: false,
    handle: (desk, input) => orderView(orderOf(desk, input.number, input.email), desk.store.products()),
  }),
  operation({
    id: 'listParcels',
    method: 'get',
    path: '/orders/:number/parcels',
    summary: 'Where the parcels of an order are.',
    input: z.object({ number, email }),
    answer: parcelList,
    isAction: false,
    handle: (desk, input) => ({ parcels: parcelsOf(orderOf(desk, input.number, input.email)) }),
  }),
  operation({
    id: 'getAddress',
    method: 'get',
    path: '/orders/:number/address',
    summary: 'Where an order goes, and whether that can still be changed.',
    input: z.object({ number, email }),
    answer: addressAnswer,
    isAction: false,
    handle: (desk, input) => addressView(orderOf(desk, input.number, input.email)),
  }),
  operation({
    id: 'changeAddress',
    method: 'post',
    path: '/orders/:number/address',
    summary: 'Sends an order that is not packed yet to another address in the same country.',
    input: z.object({ number, email, address }),
    answer: address,
    isAction: true,
    handle: changeAddress,
  }),
  operation({
    id: 'searchProducts',
    method: 'get',
    path: '/products',
    summary: 'The products that fit the words best, at most 8.',
    input: z.object({ q: text(500) }),
    answer: productList,
    isAction: false,
    handle(desk, input) {
      const found = searchProducts([...desk.store.products().values()], input.q)
      return { products: found.map((each) => productView(each, desk.now())) }
    },
  }),
  operation({
    id: 'getProduct',
    method: 'get',
    path: '/products/:id',
    summary: 'A product with its stock.',
    input: z.object({ id: text(100) }),
    answer: productAnswer,
    isAction: false,
    handle(desk, input) {
      const found = desk.store.products().get(input.id)
      if (found === undefined) throw new ShopRefusal(404, 'unknown-product')
      return productView(found, desk.now())
    },
  }),
  operation({
    id: 'checkReturn',
    method: 'post',
    path: '/return-checks',
    summary: 'What a return would mean; nothing is started. No items is the whole order.',
    input: returnInput,
    answer: termsAnswer,
    isAction: false,
    handle(desk, input) {
      const { terms, order } = checkReturn(desk, input)
      return { ...terms, currency: order.currency }
    },
  }),
  operation({
    id: 'startReturn',
    method: 'post',
    path: '/returns',
    summary: 'Starts a return.',
    input: returnInput,
    answer: returnAnswer,
    isAction: true,
    handle(desk, input) {
      const { id, terms, currency } = startReturn(desk, input)
      return { id, terms: { ...terms, currency } }
    },
  }),
  operation({
    id: 'issueCoupon',
    method: 'post',
    path: '/coupons',
    summary: 'Issues a coupon: either a share of the price, or an amount in hundredths of a US dollar.',
    input: z
      .object({
        email,
        percent: z.int().min(1).max(100).optional(),
        amount: z.int().min(1).optional(),
        currency: z.literal('USD').optional(),
        reason: text(500),
      })
      .refine(
        (body) => (body.percent === undefined) !== (body.amount === undefined),
        'either percent or amount',
      ),
    answer: couponAnswer,
    isAction: true,
    handle: issueCoupon,
  }),
  operation({
    id: 'refundOrder',
    method: 'post',
    path: '/refunds',
    summary: 'Pays back a part of an order, at most what was paid.',
    input: z.object({ number, email, amount: z.int().min(1), currency: text(3), reason: text(500) }),
    answer: refundAnswer,
    isAction: true,
    handle: refundOrder,
  }),
]
