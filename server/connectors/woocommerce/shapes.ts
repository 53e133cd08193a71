import { z } from 'zod'
import { currencyCode, decimal, shopText } from '../shop-values.ts'

const address = z.object({
  first_name: shopText(120),
  last_name: shopText(120),
  company: shopText(120).optional(),
  address_1: shopText(300),
  address_2: shopText(300),
  city: shopText(120),
  state: shopText(60),
  postcode: shopText(40),
  country: shopText(2),
})
export type WooAddress = z.infer<typeof address>

/** REST API v3, order properties. `number` is the id unless a plugin counts orders in its own way. */
export const order = z.object({
  id: z.int(),
  number: shopText(60),
  status: z.string(),
  currency: currencyCode,
  total: decimal,
  date_created_gmt: z.string().nullable(),
  date_paid_gmt: z.string().nullable(),
  date_completed_gmt: z.string().nullable(),
  billing: z.object({ email: z.string() }),
  shipping: address,
  meta_data: z.array(z.object({ id: z.int().optional(), key: z.string(), value: z.unknown() })),
  line_items: z.array(
    z.object({
      id: z.int(),
      name: shopText(300),
      // A variation's own name; absent before WooCommerce 5.
      parent_name: shopText(300).nullish(),
      quantity: z.number().min(0),
      price: z.union([z.number(), decimal]),
    }),
  ),
})
export type WooOrder = z.infer<typeof order>

/** States in which an order is not one a customer has placed. */
export const notPlaced = new Set(['trash', 'auto-draft', 'checkout-draft', 'draft'])

const namedEntities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  rsquo: '’',
  lsquo: '‘',
  rdquo: '”',
  ldquo: '“',
}

/** Names in WordPress are written for HTML, `Shirt &ndash; Blue`; people are shown `Shirt – Blue`. Tags stay text. */
export function withoutEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{2,8}));/g,
    (whole, ten, sixteen, name) => {
      if (name !== undefined) return namedEntities[name] ?? whole
      const code = ten === undefined ? Number.parseInt(sixteen, 16) : Number(ten)
      return code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
    },
  )
}

/** The words of a piece of HTML. What comes out is text and is drawn as text; tags go because nobody wants to read them. */
export function plainText(html: string): string {
  return withoutEntities(html.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()
}
