import { z } from 'zod'
import type { Products, ProductView } from '../shop.ts'
import {
  currencyCode,
  decimal,
  fewLeft,
  inBoth,
  moneyOf,
  searchWords,
  shopText,
  webAddress,
} from '../shop-values.ts'
import { unlessMissing, type WooClient } from './client.ts'
import { plainText, withoutEntities } from './shapes.ts'

/** REST API v3, product properties. `price` is empty where a product has none (grouped, external). */
const product = z.object({
  id: z.int(),
  name: shopText(300),
  type: z.string(),
  status: z.string(),
  catalog_visibility: z.string(),
  permalink: z.string(),
  short_description: shopText(5_000),
  price: z.union([z.literal(''), decimal]),
  manage_stock: z.union([z.boolean(), z.literal('parent')]),
  stock_quantity: z.number().nullable(),
  stock_status: z.string(),
  attributes: z.array(
    z.object({ name: shopText(120), visible: z.boolean(), options: z.array(shopText(120)).max(200) }),
  ),
})
type Product = z.infer<typeof product>

const variation = z.object({
  id: z.int(),
  manage_stock: z.union([z.boolean(), z.literal('parent')]),
  stock_quantity: z.number().nullable(),
  stock_status: z.string(),
  attributes: z.array(z.object({ name: shopText(120), option: shopText(120) })),
})
type Variation = z.infer<typeof variation>

/** The shop's currency, which products do not tell; asked once and kept, as a shop does not change it under way. */
export function wooCurrency(client: WooClient): (signal: AbortSignal) => Promise<string> {
  const current = z.object({ code: currencyCode })
  let known: string | undefined
  return async (signal) => {
    known ??= (await client.get('data/currencies/current', {}, current, signal)).code
    return known
  }
}

export function wooProducts(
  client: WooClient,
  currencyOf: (signal: AbortSignal) => Promise<string>,
): Products {
  const products = z.array(product).max(100)
  return {
    async search(text, _language, signal) {
      const words = searchWords(text)
      if (words.length === 0) return []
      const longest = words.toSorted((one, other) => other.length - one.length)[0] ?? ''
      // WordPress wants every word; a whole sentence of a visitor has more words than any product.
      for (const search of new Set([words.join(' '), longest])) {
        const query = { search, per_page: '30', status: 'publish', orderby: 'popularity' }
        const found = (await client.get('products', query, products, signal)).filter(isShown)
        if (found.length === 0) continue
        const currency = await currencyOf(signal)
        return bestFirst(found, words).map((each) => viewOf(each, [], currency))
      }
      return []
    },
    async find(id, signal) {
      if (!/^[1-9]\d{0,17}$/.test(id)) return undefined
      const found = await unlessMissing(client.get(`products/${id}`, {}, product, signal))
      if (found === undefined || !isShown(found)) return undefined
      const variations =
        found.type === 'variable'
          ? await client.get(
              `products/${id}/variations`,
              { per_page: '50' },
              z.array(variation).max(100),
              signal,
            )
          : []
      return viewOf(found, variations, await currencyOf(signal))
    },
  }
}

/** The API sorts by date or sales, never by relevance: those with more of the words in their name come first. */
function bestFirst(found: Product[], words: string[]): Product[] {
  const hits = (each: Product) =>
    words.filter((word) => each.name.toLowerCase().includes(word.toLowerCase())).length
  return found.toSorted((one, other) => hits(other) - hits(one)).slice(0, 8)
}

/** Drafts and hidden products are the shop's own business; one without a price cannot be spoken of. */
function isShown(found: Product): boolean {
  return found.status === 'publish' && found.catalog_visibility !== 'hidden' && found.price !== ''
}

function viewOf(found: Product, variations: Variation[], currency: string): ProductView {
  const summary = plainText(found.short_description).slice(0, 600)
  return {
    id: String(found.id),
    name: inBoth(withoutEntities(found.name)),
    url: webAddress(found.permalink),
    price: moneyOf(found.price || '0', currency),
    stock: stockOf(found),
    availability: availabilityOf(found),
    variants: variations.map((each) => ({
      name: inBoth(each.attributes.map((attribute) => withoutEntities(attribute.option)).join(', ')),
      // `parent` means that the pieces are counted for all variations together.
      stock: stockOf(each),
    })),
    summary: summary === '' ? undefined : inBoth(summary),
    specifications: found.attributes
      .filter((attribute) => attribute.visible)
      .map((attribute) => ({
        name: inBoth(withoutEntities(attribute.name)),
        value: inBoth(withoutEntities(attribute.options.join(', ')).slice(0, 500)),
      })),
  }
}

function stockOf(
  found: Pick<Product, 'manage_stock' | 'stock_quantity' | 'stock_status'>,
): number | undefined {
  if (found.stock_status === 'outofstock') return 0
  return found.manage_stock === true ? Math.max(0, found.stock_quantity ?? 0) : undefined
}

function availabilityOf(found: Product): ProductView['availability'] {
  if (found.stock_status === 'outofstock') return 'out-of-stock'
  if (found.stock_status === 'onbackorder') return 'preorder'
  const stock = stockOf(found)
  return stock !== undefined && stock <= fewLeft ? 'low-stock' : 'in-stock'
}
