import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const localized = z.object({ en: z.string().min(1), zh: z.string().min(1) })
const day = z.iso.date()

const storefrontProduct = z.object({
  id: z.string().min(1),
  name: localized,
  category: z.string().min(1),
  /** In hundredths of the currency. */
  price: z.int().nonnegative(),
  currency: z.literal('USD'),
  stock: z.int().nonnegative(),
  variants: z.array(z.object({ name: localized, stock: z.int().nonnegative() })),
  summary: localized,
  specifications: z.array(z.object({ name: localized, value: localized })),
  availability: z.enum(['in-stock', 'low-stock', 'out-of-stock', 'preorder']),
  restockDate: day.optional(),
  preorderDate: day.optional(),
})

export type StorefrontProduct = z.infer<typeof storefrontProduct>

/** The shop's products from `products.json` in `directory`; rejects, with every mistake named, where they are not right. */
export async function readProducts(directory: string): Promise<StorefrontProduct[]> {
  return z
    .array(storefrontProduct)
    .parse(JSON.parse(await readFile(join(directory, 'products.json'), 'utf8')))
}

/** As the article `campaign-winter-warm-up` has it. */
export const campaign = {
  validFrom: '2026-11-01',
  validUntil: '2027-01-15',
  code: 'WARMUP20',
  percent: 20,
  productIds: new Set([
    'drift-sleeping-bag',
    'lull-summer-bag',
    'polar-winter-bag',
    'fjord-jacket',
    'eider-down-jacket',
    'ember-stove',
    'forge-2-stove',
  ]),
}

export const promisePictures = ['dry-bag', 'boot', 'tent', 'lantern']

const categoryPictures: Record<string, string> = {
  tents: 'tent',
  packs: 'pack',
  jackets: 'jacket',
  clothing: 'top',
  shoes: 'shoe',
  stoves: 'stove',
  lamps: 'lamp',
  bottles: 'bottle',
  poles: 'poles',
  'sleeping-bags': 'sleeping-bag',
}

/** Where a product looks unlike the rest of its category. */
const productPictures: Record<string, string> = {
  'haven-4-tent': 'tent-large',
  'wisp-1-tent': 'tent-small',
  'boreal-3-tent': 'tent-winter',
  'larch-tarp': 'tarp',
  'aurora-footprint': 'groundsheet',
  'peg-set-8': 'pegs',
  'brook-18-daypack': 'daypack',
  'massif-65-backpack': 'pack-large',
  'pack-rain-cover': 'rain-cover',
  'stow-dry-bag': 'dry-bag',
  'skerry-rain-jacket': 'shell',
  'sleet-shell': 'shell',
  'moor-fleece': 'fleece',
  'gale-windshirt': 'windshirt',
  'heath-trousers': 'trousers',
  'merino-briefs': 'briefs',
  'trek-socks': 'socks',
  'pine-beanie': 'beanie',
  'drumlin-gloves': 'gloves',
  'cairn-boot': 'boot',
  'rime-winter-boot': 'boot',
  'plover-sandal': 'sandal',
  'forge-2-stove': 'stove-double',
  'kindle-cook-set': 'cook-set',
  'gas-cartridge-230': 'cartridge',
  'windbreak-foil': 'windscreen',
  'glow-lantern': 'lantern',
  'spark-mini-torch': 'torch',
  'reserve-power-bank': 'power-bank',
  'inlet-soft-bottle': 'soft-bottle',
  'spring-water-filter': 'filter',
  'harbour-mug': 'mug',
  'pole-tips': 'tips',
  'polar-winter-bag': 'sleeping-bag-winter',
  'raft-sleeping-mat': 'mat',
  'silk-liner': 'liner',
}

/** The name of a product's drawing on the sheet `gear.svg`. */
export function pictureOf(product: Pick<StorefrontProduct, 'id' | 'category'>): string {
  return productPictures[product.id] ?? categoryPictures[product.category] ?? 'other'
}
