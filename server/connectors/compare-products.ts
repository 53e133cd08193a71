import type { Language } from '#shared/knowledge.ts'
import type { Money, ProductView } from './shop.ts'

/** A line of a comparison. What is `undefined` the shop does not say of that product. */
export type ComparisonRow = { differs: boolean } & (
  | { kind: 'price'; one: Money; other: Money }
  | { kind: 'availability'; one: Availability; other: Availability }
  | { kind: 'variants'; one: string[]; other: string[] }
  | { kind: 'specification'; name: string; one: string | undefined; other: string | undefined }
)

export type Availability = Pick<ProductView, 'availability' | 'availableFrom' | 'stock'>

/**
 * What differs and what is the same between two products, as rows of a table: price, availability, variants where
 * there are any, then each specification, those that both have first, in the order of the first product. Every value
 * is the shop's own; the words around it are the catalogue's.
 */
export function compareProducts(one: ProductView, other: ProductView, language: Language): ComparisonRow[] {
  const rows: ComparisonRow[] = [
    {
      kind: 'price',
      one: one.price,
      other: other.price,
      differs: one.price.amount !== other.price.amount || one.price.currency !== other.price.currency,
    },
    {
      kind: 'availability',
      one: availabilityOf(one),
      other: availabilityOf(other),
      // How many pieces lie where is no difference between two products that can both be had.
      differs: one.availability !== other.availability || one.availableFrom !== other.availableFrom,
    },
  ]
  const variants = [one, other].map((each) => each.variants.map((variant) => variant.name[language]))
  const [ofOne = [], ofOther = []] = variants
  if (ofOne.length + ofOther.length > 0)
    rows.push({
      kind: 'variants',
      one: ofOne,
      other: ofOther,
      differs: ofOne.join('\n') !== ofOther.join('\n'),
    })
  return [...rows, ...specificationRows(one, other, language)]
}

function specificationRows(one: ProductView, other: ProductView, language: Language): ComparisonRow[] {
  const values = (product: ProductView) =>
    new Map(
      product.specifications.map((each) => [
        same(each.name[language]),
        { name: each.name[language], value: each.value[language] },
      ]),
    )
  const [ofOne, ofOther] = [values(one), values(other)]
  const keys = [...new Set([...ofOne.keys(), ...ofOther.keys()])]
  const shared = keys.filter((key) => ofOne.has(key) && ofOther.has(key))
  return [...shared, ...keys.filter((key) => !shared.includes(key))].map((key) => {
    const [mine, theirs] = [ofOne.get(key), ofOther.get(key)]
    return {
      kind: 'specification',
      name: mine?.name ?? theirs?.name ?? '',
      one: mine?.value,
      other: theirs?.value,
      differs: mine === undefined || theirs === undefined || same(mine.value) !== same(theirs.value),
    }
  })
}

/** Capitals, width and spaces do not make two values differ. */
function same(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '')
}

function availabilityOf({ availability, availableFrom, stock }: ProductView): Availability {
  return {
    availability,
    ...(availableFrom !== undefined && { availableFrom }),
    ...(stock !== undefined && { stock }),
  }
}
