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
import type { ShopifyClient } from './client.ts'
import { gid, nodesOf, shortId } from './shapes.ts'

const product = z.object({
  id: gid,
  title: shopText(300),
  status: z.string(),
  description: shopText(600),
  onlineStoreUrl: z.string().nullable(),
  tracksInventory: z.boolean(),
  totalInventory: z.int(),
  options: z.array(z.object({ name: shopText(80), values: z.array(shopText(80)).max(300) })),
  variants: nodesOf(
    z.object({
      title: shopText(200),
      price: decimal,
      availableForSale: z.boolean(),
      inventoryQuantity: z.int().nullable(),
    }),
  ),
})
type Product = z.infer<typeof product>

const productFields = `
  id title status description(truncateAt: 600) onlineStoreUrl tracksInventory totalInventory
  options(first: 3) { name values }
  variants(first: 30) { nodes { title price availableForSale inventoryQuantity } }`
const searchProducts = `query BatonProducts($query: String!) {
  products(first: 8, query: $query, sortKey: RELEVANCE) { nodes { ${productFields} } }
  shop { currencyCode }
}`
const oneProduct = `query BatonProduct($id: ID!) { product(id: $id) { ${productFields} } shop { currencyCode } }`

/** Prices of variants are in the shop's own currency, which stands beside them. */
const shop = z.object({ currencyCode })
const foundProducts = z.object({ products: nodesOf(product), shop })
const foundProduct = z.object({ product: product.nullable(), shop })

export function shopifyProducts(client: ShopifyClient): Products {
  return {
    async search(text, _language, signal) {
      const words = searchWords(text)
      if (words.length === 0) return []
      // First what has every word; a whole sentence of a visitor has more words than any product.
      for (const query of new Set([words.join(' '), words.join(' OR ')])) {
        const variables = { query: `status:active AND (${query})` }
        const found = await client.read(searchProducts, variables, foundProducts, signal)
        const sold = found.products.nodes.filter((each) => each.status === 'ACTIVE')
        if (sold.length > 0) return sold.slice(0, 8).map((each) => viewOf(each, found.shop.currencyCode))
      }
      return []
    },
    async find(id, signal) {
      if (!/^\d{1,20}$/.test(id)) return undefined
      const variables = { id: `gid://shopify/Product/${id}` }
      const found = await client.read(oneProduct, variables, foundProduct, signal)
      // Drafts and archived products are the shop's own business.
      return found.product?.status === 'ACTIVE' ? viewOf(found.product, found.shop.currencyCode) : undefined
    },
  }
}

function viewOf(found: Product, currency: string): ProductView {
  const variants = found.variants.nodes
  const prices = variants.map((variant) => moneyOf(variant.price, currency))
  const stock = found.tracksInventory ? Math.max(0, found.totalInventory) : undefined
  const several = variants.length > 1 || (variants[0] !== undefined && variants[0].title !== 'Default Title')
  return {
    id: shortId(found.id),
    name: inBoth(found.title),
    url: webAddress(found.onlineStoreUrl),
    price: prices.toSorted((one, other) => one.amount - other.amount)[0] ?? { amount: 0, currency },
    stock,
    availability: availabilityOf(
      variants.some((variant) => variant.availableForSale),
      stock,
    ),
    variants: several
      ? variants.map((variant) => ({
          name: inBoth(variant.title),
          stock: found.tracksInventory ? Math.max(0, variant.inventoryQuantity ?? 0) : undefined,
        }))
      : [],
    summary: found.description === '' ? undefined : inBoth(found.description),
    specifications: found.options
      .filter((option) => option.name !== 'Title')
      .map((option) => ({
        name: inBoth(option.name),
        value: inBoth(option.values.join(', ').slice(0, 500)),
      })),
  }
}

/** What is sold on with nothing at hand (inventory policy `CONTINUE`) is what visitors know as a pre-order. */
function availabilityOf(forSale: boolean, stock: number | undefined): ProductView['availability'] {
  if (!forSale) return 'out-of-stock'
  if (stock === undefined) return 'in-stock'
  if (stock === 0) return 'preorder'
  return stock <= fewLeft ? 'low-stock' : 'in-stock'
}
