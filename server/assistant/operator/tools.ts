import { z } from 'zod'
import { type RiskClass, riskClassOf } from '#shared/action.ts'
import type { Action } from '#shared/responsibility.ts'
import type { ShopConnector } from '../../connectors/index.ts'

export type ToolName =
  | 'order-status'
  | 'delivery'
  | 'my-orders'
  | 'stock'
  | 'product-facts'
  | 'product-search'
  | 'compare'
  | 'return'
  | 'address-change'

/** What the assistant can do in a shop beside answering, as the model is offered it and as our code bounds it. */
export interface Tool {
  name: ToolName
  risk: RiskClass
  /** Whether the visitor must have proved who they are in this conversation. Never an argument (invariant 12). */
  proof: 'none' | 'customer'
  /** The row of the responsibility list it falls under. */
  row: Action
  isOffered(shop: ShopConnector): boolean
  /** For a model. It starts a dialogue that our rules lead; nothing here does anything by itself. */
  description: string
  input: z.ZodObject
}

const orderNumber = z.string().max(40).optional().describe('the order number, if the visitor wrote it')
const product = z.string().min(1).max(120)
const line = z.string().min(1).max(200)

export const tools: readonly Tool[] = [
  {
    name: 'order-status',
    risk: 'read',
    proof: 'customer',
    row: 'order-status',
    isOffered: (shop) => shop.orders !== undefined,
    description: 'How far an order of the visitor is.',
    input: z.object({ orderNumber }),
  },
  {
    name: 'delivery',
    risk: 'read',
    proof: 'customer',
    row: 'delivery',
    isOffered: (shop) => shop.orders !== undefined && shop.delivery !== undefined,
    description: 'Where the parcels of an order of the visitor are.',
    input: z.object({ orderNumber }),
  },
  {
    name: 'my-orders',
    risk: 'read',
    proof: 'customer',
    row: 'order-status',
    isOffered: (shop) => shop.orders !== undefined,
    description: 'Lists the orders of the visitor.',
    input: z.object({}),
  },
  {
    name: 'stock',
    risk: 'read',
    proof: 'none',
    row: 'product-advice',
    isOffered: (shop) => shop.products !== undefined,
    description: 'Whether a named product is in stock, in a size or colour where one is asked.',
    input: z.object({ product }),
  },
  {
    name: 'product-facts',
    risk: 'read',
    proof: 'none',
    row: 'product-advice',
    isOffered: (shop) => shop.products !== undefined,
    description: 'The price and the data of a named product.',
    input: z.object({ product }),
  },
  {
    name: 'product-search',
    risk: 'read',
    proof: 'none',
    row: 'product-advice',
    isOffered: (shop) => shop.products !== undefined,
    description: 'Products of a kind that the visitor looks for.',
    input: z.object({ words: product }),
  },
  {
    name: 'compare',
    risk: 'read',
    proof: 'none',
    row: 'product-advice',
    isOffered: (shop) => shop.products !== undefined,
    description: 'What differs between two named products.',
    input: z.object({ one: product, other: product }),
  },
  {
    name: 'return',
    risk: riskClassOf('return'),
    proof: 'customer',
    row: 'return',
    isOffered: (shop) => shop.orders !== undefined && shop.returns !== undefined,
    description:
      'The visitor wants to send items of an order back. Not for questions about how returns work.',
    input: z.object({
      orderNumber,
      reason: z.enum(['unwanted', 'wrong-size', 'faulty', 'wrong-item', 'other']).optional(),
    }),
  },
  {
    name: 'address-change',
    risk: riskClassOf('address-change'),
    proof: 'customer',
    row: 'address-change',
    isOffered: (shop) => shop.orders !== undefined && shop.addresses !== undefined,
    description:
      'The visitor wants an order sent to another address. Not for questions about whether that works.',
    input: z.object({
      orderNumber,
      name: line.optional(),
      lines: z.array(line).max(4).optional(),
      city: line.optional(),
      postalCode: z.string().max(20).optional(),
    }),
  },
]

export function toolNamed(name: ToolName): Tool {
  const tool = tools.find((each) => each.name === name)
  if (tool === undefined) throw new TypeError(`there is no tool ${name}`)
  return tool
}

/** The tool of this name, where this shop can do it. */
export function toolIn(shop: ShopConnector | undefined, name: ToolName): Tool | undefined {
  const tool = toolNamed(name)
  return shop && tool.isOffered(shop) ? tool : undefined
}
